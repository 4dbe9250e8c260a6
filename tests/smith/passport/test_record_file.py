import json
import subprocess
import sys

import pytest

from benchpin.smith.passport import SignedRecord, SigningKey, UnreadableRecord, canonical, read_record_file
from benchpin.smith.passport.__main__ import main

KEY = SigningKey(b"\x07" * 32)
RECORD = canonical({"piece": "HW-2026-00041", "engraving": {"text": "für Clara"}})
FILE = SignedRecord(record=RECORD, signature=KEY.sign(RECORD), public_key=KEY.public)


@pytest.fixture
def record_file(tmp_path):
    def write(text: str) -> str:
        file = tmp_path / "record.json"
        file.write_text(text, "utf-8")
        return str(file)

    return write


def test_a_record_file_is_read_back_as_it_was_written():
    assert read_record_file(FILE.as_file()) == FILE
    assert json.loads(FILE.as_file())["key_id"] == KEY.id


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '{"record": "x"}', '{"record":1,"signature":"","public_key":""}'])
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(UnreadableRecord, match="not a record file"):
        read_record_file(text)


def test_a_stranger_checks_with_the_published_key(record_file, capsys):
    assert main(["check", record_file(FILE.as_file()), "--key", KEY.public]) == 0
    assert "Genuine" in capsys.readouterr().out


def test_one_changed_letter_is_found_with_and_without_the_key(record_file, capsys):
    file = record_file(FILE.as_file().replace("00041", "00042"))
    assert main(["check", file]) == 1
    assert main(["check", file, "--key", KEY.public]) == 1
    assert capsys.readouterr().out.count("Not genuine") == 2


def test_a_forgery_agrees_with_its_own_key_but_not_with_the_workshops(record_file, capsys):
    forger = SigningKey.new()
    forged = record_file(SignedRecord(record=RECORD, signature=forger.sign(RECORD), public_key=forger.public).as_file())
    assert main(["check", forged, "--key", KEY.public]) == 1
    assert main(["check", forged]) == 0
    said = capsys.readouterr().out
    assert forger.public in said
    assert "Compare that key" in said


def test_the_check_needs_nothing_but_the_core(record_file):
    run = [sys.executable, "-c", "import sys, runpy; sys.argv[0] = 'check'; sys.modules['django'] = None; "]
    run[-1] += "runpy.run_module('benchpin.smith.passport', run_name='__main__')"
    done = subprocess.run([*run, "check", record_file(FILE.as_file())], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_file_is_said_not_raised(capsys):
    assert main(["check", "/nowhere/record.json"]) == 2
    assert "No such file" in capsys.readouterr().err
