"""The manager takes in a drawing, says what its parts are and offers the design; customers order it like any other."""

import gzip
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import cast
from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.catalogue import drawings
from benchpin.atelier.catalogue.models import Drawing, Listing
from benchpin.designs import by_key, specify
from benchpin.smith.geometry import Solid, then, turned
from smith.geometry.reading.files import HOSTILE, exported

LYING = then(turned("x", 1.2), turned("x", 3.14159265 / 2 - 1.2))


@pytest.fixture(scope="module")
def parts() -> dict[str, Solid]:
    piece = specify(by_key("solitaire"), {}).piece
    (stones,) = piece.draft.stones
    return {"Shank": piece.cast.transform(LYING), "Diamond": stones.stone.solid().transform(stones.frames[0]).transform(LYING)}


def _file(data: bytes, name: str = "ring.3mf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def _take_in(client: Client, parts: dict[str, Solid], **said: object) -> Drawing:
    sent = {
        "name": "Our ring",
        "kind": "ring",
        "size": "UK:M",
        "up": "z",
        "unit": "",
        "file": _file(exported(parts, "3mf")),
        **said,
    }
    answer = client.post("/workshop/drawings/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Drawing.objects.get(token=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


DESCRIBED = {
    "part_0": "metal",
    "part_1": "stone",
    "gem_label": "Stone",
    "gem_gem": "sapphire",
    "gem_cut": "round",
    "gem_setting": "claw",
    "gem_claws": "4",
    "summary": "A ring we drew.",
    "metal": "pt_950_ru",
    "finishes": ["polished", "satin"],
    "sizing": "shank",
    "head_deg": "25",
    "engraved": "on",
}


@pytest.mark.django_db
def test_from_a_drawing_to_an_order(in_charge: Client, parts: dict[str, Solid], workshop: Workshop) -> None:
    drawing = _take_in(in_charge, parts)
    page = in_charge.get(f"/workshop/drawings/{drawing.token}/").content.decode()
    assert "Shank" in page
    assert "6 × 3.65 × 6 mm" in page.replace("\n", "") or "3.65" in page

    made = in_charge.post(f"/workshop/drawings/{drawing.token}/design/", DESCRIBED)
    assert made.status_code == 302, made.content.decode()
    page = in_charge.get(f"/workshop/drawings/{drawing.token}/").content.decode()
    assert "The finger hole measures 16.7" in page
    assert "1 blue sapphire, round, 6.0 mm" in page
    model = in_charge.get(f"/workshop/drawings/{drawing.token}/piece.glb")
    assert gzip.decompress(model.content)[:4] == b"glTF"

    said = {"name": "The drawn ring", "summary": "Ours.", "story": "", "slug": "", "deposit_percent": "50"}
    assert in_charge.post(f"/workshop/drawings/{drawing.token}/listing/", said).status_code == 302
    shop = Client().get("/p/the-drawn-ring/?size=UK:P&engraving=Clara").content.decode()
    assert "in Platinum 950 with 1 blue sapphire" in shop
    assert "size UK P" in shop

    order = cast.order("the-drawn-ring", size="UK:P")
    line = order.lines.get()
    assert line.specification["design"] == Drawing.objects.get().design_key


@pytest.mark.django_db
def test_what_a_file_does_not_say_is_asked_for_and_what_was_typed_is_kept(in_charge: Client, parts: dict[str, Solid]) -> None:
    data = _file(exported(parts, "stl"), "ring.stl")
    answer = in_charge.post(
        "/workshop/drawings/", {"name": "Our ring", "kind": "ring", "size": "UK:M", "up": "z", "file": data}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "STL does not say its unit. Say which: in mm it is 20.5" in page
    assert 'value="Our ring"' in page
    assert not Drawing.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["noise", "stl of fifty million", "3mf within itself", "a page"])
def test_a_hostile_upload_leaves_nothing_behind(in_charge: Client, name: str, settings: object) -> None:
    sent = {"name": "x", "kind": "bracelet", "up": "z", "file": _file(HOSTILE[name], "x.stl")}
    answer = in_charge.post("/workshop/drawings/", sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Drawing.objects.exists()
    assert not [path for path in Path(settings.OWN_DESIGNS_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_ring_without_its_size_is_asked_for_it(in_charge: Client, parts: dict[str, Solid]) -> None:
    data = _file(exported(parts, "3mf"))
    answer = in_charge.post("/workshop/drawings/", {"name": "x", "kind": "ring", "size": "", "up": "z", "file": data})
    assert answer.status_code == 422
    assert 'id="id_size_error"' in answer.content.decode()


@pytest.mark.django_db
def test_what_cannot_be_made_says_why_and_keeps_what_was_said(in_charge: Client, parts: dict[str, Solid]) -> None:
    drawing = _take_in(in_charge, parts, size="UK:P")  # it is an M
    answer = in_charge.post(f"/workshop/drawings/{drawing.token}/design/", DESCRIBED)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "UK P is 17.9" in page
    assert "A ring we drew." in page
    assert not Drawing.objects.get().design_key
    assert "A ring we drew." in in_charge.get(f"/workshop/drawings/{drawing.token}/").content.decode()  # later too


@pytest.mark.django_db
def test_a_drawing_for_each_size(in_charge: Client, parts: dict[str, Solid]) -> None:
    drawing = _take_in(in_charge, parts)
    piece = specify(by_key("solitaire"), {"size": "UK:P"}).piece
    (stones,) = piece.draft.stones
    larger = {"Shank": piece.cast, "Diamond": stones.stone.solid().transform(stones.frames[0])}
    sent = {"size": "UK:P", "unit": "", "file": _file(exported(larger, "3mf"))}
    assert in_charge.post(f"/workshop/drawings/{drawing.token}/sizes/", sent).status_code == 302
    again = {"size": "UK:P", "unit": "", "file": _file(exported(larger, "3mf"))}
    assert in_charge.post(f"/workshop/drawings/{drawing.token}/sizes/", again).status_code == 422
    assert in_charge.post(f"/workshop/drawings/{drawing.token}/design/", {**DESCRIBED, "sizing": "drawn"}).status_code == 302
    design = by_key(Drawing.objects.get().design_key)
    heavier = specify(design, {"size": "UK:P"}).piece.anatomy.worked_mass_g
    assert heavier > specify(design, {"size": "UK:M"}).piece.anatomy.worked_mass_g


@pytest.mark.django_db
def test_an_address_that_is_taken_is_refused(in_charge: Client, parts: dict[str, Solid]) -> None:
    drawing = _take_in(in_charge, parts)
    in_charge.post(f"/workshop/drawings/{drawing.token}/design/", DESCRIBED)
    taken = Listing.objects.first()
    assert taken is not None
    said = {"name": "Mine", "summary": "Ours.", "slug": taken.slug, "deposit_percent": "50"}
    answer = in_charge.post(f"/workshop/drawings/{drawing.token}/listing/", said)
    assert answer.status_code == 409
    assert "There is a listing of that address already" in answer.content.decode()


@pytest.mark.django_db
def test_only_the_manager_of_the_workshop_sees_its_drawings(
    in_charge: Client, office: Client, at_bench: Client, strangers: dict[str, Client], parts: dict[str, Solid]
) -> None:
    drawing = _take_in(in_charge, parts)
    addresses = ["", f"{drawing.token}/", f"{drawing.token}/piece.glb"]
    for client in (office, at_bench, *strangers.values()):
        for address in addresses:
            assert client.get(f"/workshop/drawings/{address}").status_code == 404
        assert client.post(f"/workshop/drawings/{drawing.token}/design/", DESCRIBED).status_code == 404
    assert Client().get("/workshop/drawings/").status_code == 302


@pytest.mark.django_db
def test_stones_of_one_measure_are_one_kind(workshop: Workshop, manager: object) -> None:
    small = Solid.cylinder(1.0, 1.0, 0.6, 24)
    parts = {"Plate": Solid.cube((20, 3, 10))} | {f"Stone {n}": small.translate((4.0 * n, -1, 12)) for n in range(3)}
    drawing = drawings.take_in(
        workshop_id=workshop.pk,
        by=manager,
        name="Bar",
        kind="necklace",
        up="z",
        unit="",
        size="",
        filename="../../bar.3mf",
        data=exported(parts, "3mf"),
        now=timezone.now(),
    )
    (file,) = drawings.read_files(drawing)
    assert file.filename == "bar.3mf"
    kinds = drawings.stone_kinds(file)
    assert [len(kind.names) for kind in kinds] == [1, 3]  # the plate is convex too, and is asked about
