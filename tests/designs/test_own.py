"""A jeweller's own drawing becomes a design like those that are built in: weighed, sized, set, engraved, refused."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from benchpin.designs import by_key, own, specify
from benchpin.designs.own import OwnFile, OwnModel, OwnPart, OwnStone
from benchpin.designs.schema import design_schema
from benchpin.smith.errors import DesignRefused
from benchpin.smith.geometry import ModelRefused, ReadModel, Solid, read_model, then, turned
from benchpin.smith.outputs import OUTPUTS, StepUnavailable
from smith.geometry.reading.files import exported

LYING = then(turned("x", np.pi / 2), turned("z", 0.3))  # as another CAD has it: finger along Y, its head aside


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(own.FOLDER_VARIABLE, str(tmp_path / "own"))


def _drawing(size: str = "UK:M", design: str = "solitaire") -> ReadModel:
    """A built-in ring as somebody else's CAD would hand it over: its stone standing in solid metal, unseated."""
    piece = specify(by_key(design), {"size": size}).piece
    parts = {"Shank": piece.cast.transform(LYING)}
    for group in piece.draft.stones:
        for number, frame in enumerate(group.frames, 1):
            parts[f"{group.name} {number}"] = group.stone.solid().transform(frame).transform(LYING)
    return read_model(exported(parts, "3mf"))


SOLITAIRE = OwnModel(
    name="The drawn solitaire",
    summary="A ring we drew ourselves.",
    kind="ring",
    metal="au_y18",
    finishes=("polished", "satin"),
    parts=(OwnPart(name="Shank", role="metal"), OwnPart(name="Centre stone 1", role="stone", stone="gem")),
    stones=(OwnStone(key="gem", label="Stone", gem="diamond", cut="round", setting="claw", claws=4),),
    files=(OwnFile(size="UK:M"),),
    sizing="shank",
    head_deg=25.0,
    engraved=True,
)


def _kept(model: OwnModel, *drawings: ReadModel, up: str = "z") -> str:
    found = own.understood(model, drawings, up)
    return own.keep(found.model, found.files)


def test_it_weighs_what_the_built_in_ring_weighs_that_it_was_drawn_from() -> None:
    mine, theirs = specify(by_key(_kept(SOLITAIRE, _drawing())), {}), specify(by_key("solitaire"), {})
    assert mine.piece.anatomy.worked_mass_g == pytest.approx(theirs.piece.anatomy.worked_mass_g, rel=1e-3)
    assert mine.piece.anatomy.stone_carats == pytest.approx(theirs.piece.anatomy.stone_carats, abs=0.002)
    assert [o.key for o in mine.route.operations] == [o.key for o in theirs.route.operations]


@pytest.mark.parametrize("size", ["UK:J", "UK:P"])
def test_another_size_weighs_what_that_size_weighs_when_it_is_drawn(size: str) -> None:
    """Two roads: the drawn M bent to the size, and our own solitaire designed in it."""
    mine = specify(by_key(_kept(SOLITAIRE, _drawing())), {"size": size}).piece
    theirs = specify(by_key("solitaire"), {"size": size}).piece
    assert mine.anatomy.worked_mass_g == pytest.approx(theirs.anatomy.worked_mass_g, rel=0.02)
    assert mine.draft.inner_radius_mm == pytest.approx(theirs.draft.inner_radius_mm)
    finger = Solid.cylinder(60, mine.draft.inner_radius_mm - 0.01, circular_segments=128).translate((0, 0, -30))
    assert (mine.cast ^ finger).volume() < 1e-3


def test_the_stone_moves_with_the_head_and_stays_clear_of_it() -> None:
    key = _kept(SOLITAIRE, _drawing())
    for size in ("UK:J", "UK:P"):
        piece = specify(by_key(key), {"size": size}).piece
        assert piece.survey.overlap_mm3 < 1e-4
        assert piece.survey.bodies == 1
        (group,) = piece.draft.stones
        assert group.frames[0][1, 3] > piece.draft.inner_radius_mm  # its head is up


def test_a_plain_band_is_bent_exactly() -> None:
    """Pappus: a band's volume grows with the round of its middle, its section staying what it was."""
    model = msgspec.structs.replace(SOLITAIRE, parts=(OwnPart(name="Shank", role="metal"),), stones=(), head_deg=0.0)
    key = _kept(model, _drawing(design="wedding_band"))
    for size in ("UK:H", "UK:R"):
        mine = specify(by_key(key), {"size": size}).piece.cast_volume_mm3
        theirs = specify(by_key("wedding_band"), {"size": size}).piece.cast_volume_mm3
        assert mine == pytest.approx(theirs, rel=2e-3)


def test_words_are_cut_inside_and_refused_where_they_do_not_fit() -> None:
    design = by_key(_kept(SOLITAIRE, _drawing()))
    engraved = specify(design, {"engraving": "Clara"})
    assert engraved.piece.anatomy.engraving is not None
    assert "engrave" in [operation.key for operation in engraved.route.operations]
    with pytest.raises(DesignRefused, match="fit inside this size"):
        specify(design, {"engraving": "W" * 40})


def test_every_output_of_a_built_in_piece_is_there() -> None:
    piece = specify(by_key(_kept(SOLITAIRE, _drawing())), {"engraving": "Clara"}).piece
    for key, output in OUTPUTS.items():
        if key == "step":
            with pytest.raises(StepUnavailable, match="would be triangles"):
                output.make(piece, 0.0)
        else:
            assert output.make(piece, 1.5)


def test_its_schema_tells_of_every_option_as_of_any_design() -> None:
    schema = design_schema(by_key(_kept(SOLITAIRE, _drawing())))
    assert [option.key for option in schema.options] == ["metal", "gem", "size", "finish", "engraving", "typeface"]


def test_a_stone_in_solid_metal_gets_its_seat_and_the_report_says_so() -> None:
    ball = Solid.sphere(6.0, 64).translate((0, 0, 20))
    stone = Solid.cylinder(2.0, 2.0, 2.0, 48).rotate((90, 0, 0)).translate((0, -4.5, 20))  # Z up, to the front
    model = OwnModel(
        name="Drop",
        summary="",
        kind="necklace",
        metal="ag_925",
        finishes=("polished",),
        parts=(OwnPart(name="Ball", role="metal"), OwnPart(name="Gem", role="stone", stone="gem")),
        stones=(OwnStone(key="gem", label="Stone", gem="sapphire", cut="cabochon_round", setting="flush"),),
        files=(OwnFile(),),
        hung=True,
    )
    found = own.understood(model, (read_model(exported({"Ball": ball, "Gem": stone}, "3mf")),))
    assert "Seats were cut where stones stood in the metal" in found.said[0]
    piece = specify(by_key(own.keep(found.model, found.files)), {}).piece
    assert piece.survey.overlap_mm3 < 1e-4
    assert piece.anatomy.findings[-1].name.startswith("Cable chain")
    assert piece.draft.stones[0].frames[0][2, 3] > 4  # what looked to the front does


def test_a_second_metal_gives_way_and_is_priced_by_its_own_weight() -> None:
    band, inlay = Solid.cylinder(4.0, 10.2, 10.2, 128), Solid.cylinder(1.0, 10.4, 10.4, 128).translate((0, 0, 1.5))
    bore = Solid.cylinder(6.0, 8.358, 8.358, 256).translate((0, 0, -1))
    model = OwnModel(
        name="Two",
        summary="",
        kind="ring",
        metal="au_y18",
        second_metal="pt_950_ru",
        finishes=("polished",),
        parts=(OwnPart(name="Band", role="metal"), OwnPart(name="Rim", role="second")),
        files=(OwnFile(size="UK:M"),),
    )
    found = own.understood(model, (read_model(exported({"Band": band - bore, "Rim": inlay - bore}, "3mf")),))
    assert any("Rim stood" in sentence for sentence in found.said)
    piece = specify(by_key(own.keep(found.model, found.files)), {}).piece
    volumes = {part.alloy: part.volume_mm3 for part in piece.anatomy.parts}
    assert volumes["au_y18"] == pytest.approx((band - bore).volume(), rel=1e-4)
    assert volumes["pt_950_ru"] == pytest.approx((inlay - bore - band).volume(), rel=1e-3)
    with pytest.raises(DesignRefused, match="A second metal that is the first would not be seen"):
        specify(by_key(own.keep(found.model, found.files)), {"second_metal": "au_y18"})


def test_one_drawing_for_each_size_is_made_in_those_sizes_only() -> None:
    model = msgspec.structs.replace(
        SOLITAIRE, sizing="drawn", files=(OwnFile(size="UK:L"), OwnFile(size="UK:P")), engraved=False
    )
    design = by_key(_kept(model, _drawing("UK:L"), _drawing("UK:P")))
    mine = specify(design, {"size": "UK:P"}).piece.anatomy.worked_mass_g
    theirs = specify(by_key("solitaire"), {"size": "UK:P"}).piece.anatomy.worked_mass_g
    assert mine == pytest.approx(theirs, rel=1e-3)
    with pytest.raises(DesignRefused, match=r"drawn in size UK L, UK P\. Choose one of them"):
        specify(design, {"size": "UK:M"})


def test_a_size_that_the_finger_hole_is_not_is_refused_with_what_was_measured() -> None:
    model = msgspec.structs.replace(SOLITAIRE, files=(OwnFile(size="UK:P"),))
    with pytest.raises(ModelRefused, match=r"measures 16\.7. mm across; UK P is 17\.9"):
        own.understood(model, (_drawing(),))


def test_what_is_no_ring_is_refused_as_a_ring() -> None:
    model = msgspec.structs.replace(SOLITAIRE, parts=(OwnPart(name="Block", role="metal"),), stones=())
    with pytest.raises(ModelRefused, match="No finger hole was found"):
        own.understood(model, (read_model(exported({"Block": Solid.cube((20, 20, 5))}, "3mf")),))


def test_metal_that_does_not_hang_together_is_refused_unless_it_is_meant_to() -> None:
    two = {"One": Solid.sphere(4, 32), "Other": Solid.sphere(4, 32).translate((12, 0, 0))}
    model = OwnModel(
        name="Studs",
        summary="",
        kind="earrings",
        metal="ag_925",
        finishes=("polished",),
        parts=tuple(OwnPart(name=name, role="metal") for name in two),
        files=(OwnFile(),),
        backs=True,
    )
    read = (read_model(exported(two, "3mf")),)
    with pytest.raises(ModelRefused, match="falls into 2 pieces that do not touch"):
        own.understood(model, read)
    found = own.understood(msgspec.structs.replace(model, several=True), read)
    piece = specify(by_key(own.keep(found.model, found.files)), {}).piece
    assert len(piece.castings) == 2
    assert piece.anatomy.worked_mass_g > 0


def test_a_thin_wall_is_measured_wherever_it_is_and_cannot_be_ordered() -> None:
    leaf = Solid.cube((12, 0.25, 16))
    model = OwnModel(
        name="Leaf",
        summary="",
        kind="necklace",
        metal="au_y18",
        finishes=("polished",),
        parts=(OwnPart(name="Leaf", role="metal"),),
        files=(OwnFile(),),
    )
    key = _kept(model, read_model(exported({"Leaf": leaf}, "3mf")))
    with pytest.raises(DesignRefused, match=r"must be at least 0\.35 mm; this would be 0\.25 mm"):
        _ = specify(by_key(key), {}).piece.anatomy


def test_a_piece_without_stones_may_be_scaled_and_weighs_by_the_cube() -> None:
    model = OwnModel(
        name="Ball",
        summary="",
        kind="bracelet",
        metal="ag_925",
        finishes=("polished",),
        parts=(OwnPart(name="Ball", role="metal"),),
        files=(OwnFile(),),
        sizing="scaled",
    )
    design = by_key(_kept(model, read_model(exported({"Ball": Solid.sphere(5, 64)}, "3mf"))))
    drawn, larger = (specify(design, {"scale": scale}).piece.cast_volume_mm3 for scale in ("100", "125"))
    assert larger / drawn == pytest.approx(1.25**3, rel=1e-6)


def test_a_piece_with_stones_is_not_scaled() -> None:
    with pytest.raises(ModelRefused, match="A piece with stones cannot be scaled"):
        own.understood(msgspec.structs.replace(SOLITAIRE, sizing="scaled"), (_drawing(),))


def test_the_same_drawing_is_the_same_design_and_another_is_another() -> None:
    first = _kept(SOLITAIRE, _drawing())
    assert _kept(SOLITAIRE, _drawing()) == first
    assert _kept(msgspec.structs.replace(SOLITAIRE, head_deg=30.0), _drawing()) != first
    assert sorted(own.keys()) == sorted({first, *own.keys()})


@pytest.mark.parametrize("key", ["own_", "own_../../etc", "own_0000", "own_a/b"])
def test_a_design_that_is_not_on_the_shelf_is_not_made(key: str) -> None:
    with pytest.raises(KeyError):
        by_key(key)
