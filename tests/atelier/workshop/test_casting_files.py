import struct
from dataclasses import replace

import msgspec
import pytest

from atelier.workshop.hollis import NOW, hold, make_workshop
from benchpin.atelier.workshop import services
from benchpin.atelier.workshop.models import Job
from benchpin.designs import by_key, specify
from benchpin.smith.materials import metal

pytestmark = pytest.mark.django_db


@pytest.fixture
def band(settings, tmp_path) -> Job:
    """A job for the wedding band as it stands in the catalogue."""
    settings.MEDIA_ROOT = tmp_path
    sold = specify(by_key("wedding_band"), {})
    hold(make_workshop(), "line")
    return services.open_job(
        reference="line",
        order_number="B-0001",
        customer_name="Clara Bell",
        note="",
        name="The Wren band",
        specification=sold.as_dict(),
        specification_hash=sold.hash,
        shown=sold.shown(),
        anatomy=sold.piece.anatomy,
        cost_sheet={},
        stone_number="",
        now=NOW,
    )


def stl_volume_mm3(stl: bytes) -> float:
    (count,) = struct.unpack_from("<I", stl, 80)
    volume = 0.0
    for n in range(count):
        ax, ay, az, bx, by, bz, cx, cy, cz = struct.unpack_from("<9f", stl, 84 + 50 * n + 12)
        volume += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6
    return volume


def test_the_casting_file_is_the_sold_piece_grown_by_the_alloys_shrinkage(band):
    name, stl = services.piece_file(band, "stl")
    assert name == f"{band.piece.serial}-wedding-band.stl"
    (part,) = band.piece.anatomy["parts"]
    grown = (1 + metal(part["alloy"]).shrinkage_percent / 100) ** 3
    assert stl_volume_mm3(stl) == pytest.approx(part["volume_mm3"] * grown, rel=2e-3)


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("3mf", b"PK"),
        ("glb", b"glTF"),
        ("svg", b"<"),
        ("drawing.pdf", b"%PDF"),
        ("json", b"{"),
    ],
)
def test_every_kind_of_file_is_what_its_name_says(band, kind, begins):
    name, content = services.piece_file(band, kind)
    assert name.endswith(kind)
    assert content.startswith(begins)


def test_a_file_is_built_once_and_read_afterwards(band, settings, tmp_path):
    settings.BUILDS_ROOT = tmp_path / "builds"
    _, first = services.piece_file(band, "stl")
    (kept,) = settings.BUILDS_ROOT.rglob("*.stl")
    kept.write_bytes(b"as it was given out")
    assert services.piece_file(band, "stl")[1] == b"as it was given out" != first


def test_a_piece_that_would_weigh_otherwise_today_gets_no_file(band):
    sold = specify(by_key("wedding_band"), {}).piece.anatomy
    heavier = replace(sold, parts=(replace(sold.parts[0], mass_g=sold.parts[0].mass_g * 1.002),))
    band.piece.anatomy = msgspec.to_builtins(heavier)
    with pytest.raises(services.FileRefused, match=r"was sold with .* g of metal, but today's design builds it with"):
        services.piece_file(band, "stl")


@pytest.mark.parametrize(
    "lost", [{"design": "forgotten", "choices": {}}, {"design": "wedding_band", "choices": {"metal": "lead"}}]
)
def test_a_piece_whose_design_is_gone_gets_no_file(band, lost):
    band.piece.specification = lost
    with pytest.raises(services.FileRefused, match="no longer make HW-"):
        services.piece_file(band, "stl")
