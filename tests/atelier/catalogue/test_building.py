"""A piece is built once, whoever asks and from wherever; and again when the engine changes."""

import gzip
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from atelier.catalogue.askers import ask_at_once, build_and_wait, counted_studs, hold_for_ever
from benchpin.atelier.catalogue import building
from benchpin.atelier.catalogue.building import builds as builds_module
from benchpin.atelier.catalogue.building import version
from benchpin.atelier.catalogue.building.pool import Pool
from benchpin.atelier.catalogue.building.queue import serve_next
from benchpin.atelier.catalogue.building.shelf import Shelf
from benchpin.atelier.catalogue.building.work import Wanted
from benchpin.designs import STUD_EARRINGS, WEDDING_BAND, specify
from benchpin.smith.errors import DesignError, DesignRefused

SPAWN = multiprocessing.get_context("spawn")
THREADS, PROCESSES = 16, 2


@pytest.fixture
def cold(settings, tmp_path):
    """A shelf with nothing on it."""
    settings.BUILDS_ROOT = tmp_path / "builds"
    return settings.BUILDS_ROOT


@pytest.fixture
def shelf(tmp_path):
    return Shelf(root=tmp_path / "builds", version="now", most_bytes=1_000_000)


@pytest.fixture
def pool(cold):
    building.open_pool(2)
    yield
    building.close_pool()


def test_sixteen_threads_in_two_processes_ask_for_one_cold_piece_and_it_is_built_once(tmp_path):
    journal, said = tmp_path / "journal", tmp_path / "said"
    said.mkdir()
    everyone = SPAWN.Barrier(PROCESSES)
    people = [
        SPAWN.Process(target=ask_at_once, args=(tmp_path / "builds", journal, said, everyone, THREADS))
        for _ in range(PROCESSES)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join(120)
    given = [line for answer in said.iterdir() for line in answer.read_text().split()]
    assert [one.exitcode for one in people] == [0, 0]
    assert len(given) == THREADS * PROCESSES
    assert len(set(given)) == 1
    assert len(journal.read_text().split()) == 1


def test_what_a_pool_builds_is_what_this_process_would(pool, settings, tmp_path):
    wanted = [specify(design, {"metal": metal}) for design in (STUD_EARRINGS, WEDDING_BAND) for metal in ("au_y18", "ag_925")]
    with ThreadPoolExecutor(8) as people:
        pooled = list(people.map(building.preview_gz, wanted * 2))
        figures = list(people.map(building.anatomy_of, wanted))
    assert pooled[:4] == pooled[4:]
    assert [gzip.decompress(model) for model in pooled[:4]] == [one.piece.preview_glb() for one in wanted]
    assert figures == [one.piece.anatomy for one in wanted]


def test_a_worker_that_is_killed_is_replaced_and_the_piece_is_built(pool):
    building.anatomy_of(specify(STUD_EARRINGS, {}))
    for worker in multiprocessing.active_children():
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
    spec = specify(STUD_EARRINGS, {"stone_width": "4.0"})
    assert building.anatomy_of(spec) == spec.piece.anatomy


def test_workers_end_with_the_pool(pool):
    building.anatomy_of(specify(STUD_EARRINGS, {}))
    workers = multiprocessing.active_children()
    assert workers
    building.close_pool()
    assert not any(worker.is_alive() for worker in workers)


def test_a_queue_has_pieces_built_by_builders_that_share_the_folder(cold, tmp_path):
    building.open_queue()
    builder = subprocess.Popen(
        [sys.executable, "-m", "benchpin", "builder", "--processes", "2"],
        env={**os.environ, "BENCHPIN_VAR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        wanted = [specify(STUD_EARRINGS, {"metal": metal}) for metal in ("au_y18", "ag_925", "pt_950_ru")]
        with ThreadPoolExecutor(6) as people:
            given = list(people.map(building.preview_gz, wanted * 2))
        assert [gzip.decompress(model) for model in given[:3]] == [one.piece.preview_glb() for one in wanted]
        with pytest.raises(building.Unavailable, match="no stones to map"):
            building.file_of(specify(WEDDING_BAND, {}), "stone-map.svg")
    finally:
        building.close_pool()
        builder.terminate()
        assert builder.wait(60) == 0
    assert [path for path in (cold / "queue").rglob("*") if path.is_file()] == []


def test_what_a_builder_that_died_had_taken_is_put_back(shelf):
    wanted = Wanted(design="stud_earrings", choices=(("metal", "au_y18"),), hash="ab" * 16)
    taken = shelf.root / "queue" / shelf.version / "taken" / f"{wanted.name}.json"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(msgspec.json.encode(wanted))
    nobody = Pool(1)
    assert not serve_next(shelf, nobody)  # just taken: somebody is at it
    os.utime(taken, (1000, 1000))
    assert serve_next(shelf, nobody)
    assert (shelf.root / "queue" / shelf.version / "waiting" / taken.name).exists()


def test_a_builder_goes_on_after_what_it_cannot_build(shelf, caplog):
    waiting = shelf.root / "queue" / shelf.version / "waiting"
    waiting.mkdir(parents=True)
    (waiting / "ab.json").write_bytes(b"not what anybody wants")
    assert serve_next(shelf, Pool(1))
    assert "ab could not be built" in caplog.text
    assert not serve_next(shelf, Pool(1))


def test_builders_end_when_their_server_is_killed(tmp_path):
    pids = tmp_path / "pids"
    server = SPAWN.Process(target=build_and_wait, args=(tmp_path / "builds", pids))
    server.start()
    until(pids.exists)
    os.kill(server.pid, signal.SIGKILL)
    server.join()
    for pid in map(int, pids.read_text().split()):
        until(lambda pid=pid: not is_running(pid))


def test_a_refusal_is_found_once_and_said_again_with_its_option(cold, tmp_path, monkeypatch):
    journal = tmp_path / "journal"

    sentence = "The wall beside the stone would be 0.2 mm. Choose 5 mm or less."
    with counted_studs(journal, refusal=DesignError("stone_width", sentence)):
        spec = specify(STUD_EARRINGS, {})
        assert building.known_refusal(spec) is None
        for ask in (building.anatomy_of, building.preview_gz, building.anatomy_of):
            with pytest.raises(DesignRefused) as refused:
                ask(spec)
            assert [(error.field, str(error)) for error in refused.value.errors] == [("stone_width", sentence)]
        assert str(building.known_refusal(spec)) == str(refused.value)
    assert len(journal.read_text().split()) == 1


def test_a_file_that_a_piece_does_not_have_is_refused_with_the_reason(cold):
    with pytest.raises(building.Unavailable, match="no stones to map"):
        building.file_of(specify(WEDDING_BAND, {}), "stone-map.svg")


def test_a_casting_file_is_kept_by_its_shrinkage(cold):
    spec = specify(WEDDING_BAND, {})
    finished, grown = (building.file_of(spec, "stl", shrinkage_percent=percent) for percent in (0.0, 1.5))
    assert finished == spec.piece.stl()
    assert grown == spec.piece.stl(shrinkage_percent=1.5) != finished


def test_a_changed_engine_never_serves_an_old_shape(cold, tmp_path, monkeypatch):
    journal = tmp_path / "journal"
    spec = specify(STUD_EARRINGS, {})
    with counted_studs(journal):
        building.anatomy_of(spec)
        building.anatomy_of(spec)
        monkeypatch.setattr(builds_module, "engine_version", lambda: "the next one")
        building.anatomy_of(spec)
    assert len(journal.read_text().split()) == 2


def test_the_engines_version_follows_the_content_of_its_files_and_nothing_else(tmp_path, monkeypatch):
    room = tmp_path / "a_smithy"
    (room / "tables").mkdir(parents=True)
    for name, content in (("__init__.py", ""), ("claw.py", "WIRE_MM = 0.9"), ("tables/metals.toml", "")):
        (room / name).write_text(content)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(version, "ROOMS", ("a_smithy",))
    read = version.engine_version.__wrapped__
    first = read()
    os.utime(room / "claw.py", (1, 1))
    assert read() == first
    (room / "tables/metals.toml").write_text("density = 15.5")
    second = read()
    (room / "claw.py").write_text("WIRE_MM = 1.0")
    assert len({first, second, read()}) == 3
    sys.modules.pop("a_smithy", None)


def test_a_lock_does_not_outlive_the_process_that_held_it(shelf, tmp_path):
    held = tmp_path / "held"
    holder = SPAWN.Process(target=hold_for_ever, args=(shelf.root, "ab12.stl", held))
    holder.start()
    until(held.exists)
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with shelf.locked("ab12.stl"):
        shelf.write("ab12.stl", b"built by the next")
    assert shelf.read("ab12.stl") == b"built by the next"


def test_what_was_not_asked_for_longest_leaves_a_full_shelf_first(shelf):
    names = [f"{number:02x}.stl" for number in range(20)]
    for age, name in enumerate(names):
        shelf.write(name, bytes(100_000))
        os.utime(next(shelf.root.rglob(name)), (1000 + age, 1000 + age))
    assert shelf.read(names[0]) is not None  # asked for now
    shelf.prune()
    kept = [name for name in names if shelf.holds(name)]
    assert kept == [names[0], *names[-7:]]  # eight tenths of a megabyte


def until(happened, seconds=60):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_running(pid):
    """A process that ended, but whose parent has not looked yet, is a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_is_half_written_is_nobodys_answer(shelf, monkeypatch):
    def fail(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        shelf.write("ab.stl", b"half")
    assert shelf.read("ab.stl") is None
    assert [path for path in shelf.root.rglob("*") if path.is_file()] == []
