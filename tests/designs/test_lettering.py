"""Places for words: what may be chosen there, and every refusal with its option, its figure, its limit and what would work."""

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from benchpin.designs.design import Choices
from benchpin.designs.handwriting import Handwriting
from benchpin.designs.lettering import INSIDE, Place, inside_table, lettering_rules
from benchpin.designs.wording import METHODS, Room, Wording, fitted
from benchpin.smith.anatomy import Engraving
from benchpin.smith.checks import LIMITS
from benchpin.smith.engraving import engraved_line, engraved_solid
from benchpin.smith.errors import DesignError
from benchpin.smith.geometry import TYPEFACES, Flat, Table, facing, finer_than, lathe, line_outline_mm

FLAT = Flat(facing((0, 0, 1), (1, 0, 0), (0, 0, 2)))
TABLE = Table(shape="oval", width_mm=11.0, height_mm=13.0)
SIGNET = Place(
    key="crest",
    where="on the table",
    label="Monogram",
    methods=("hand", "laser", "cast"),
    monogram=True,
    seal=True,
    hand=True,
    larger=("table_width", "a table"),
)
DISC = Place(key="disc", where="on the disc", methods=("laser", "cast"), raised=True, larger=("disc_width", "a disc"))
STROKE = '<path fill="none" stroke="red" stroke-width="7" d="M0 0c9-60 30 60 40 0"/>'
WRITING = f'<svg xmlns="http://www.w3.org/2000/svg">{STROKE}</svg>'


def chosen(place, **said):
    """Choices as `specify` would make them: every option of the place, parsed."""
    values = {"table_width": "11", "disc_width": "15", "band_width": "4.0", "size": "UK:M"}
    for option in place.options():
        name = option.key.removeprefix(place.key).removeprefix("_") or "words"
        values[option.key] = option.parse(said.pop(name, option.default))
    assert not said
    return Choices(values)


def refused(place, table, **said):
    more = {"metal_mm": said.pop("metal_mm")} if "metal_mm" in said else {}
    return {refusal.field: str(refusal) for refusal in place.rules(chosen(place, **said), table, **more)}


def ring(words, face="cinzel", width="4.0", size="UK:M"):
    choices = Choices({"engraving": words, "typeface": face, "band_width": width, "size": size})
    return {refusal.field: str(refusal) for refusal in lettering_rules(choices)}


def plate(place=DISC, **said):
    solid = lathe([(0, 0), (8, 0), (8, 2), (0, 2)], 96)
    return solid, *place.applied(chosen(place, **said), DISC_TABLE, solid, FLAT)


DISC_TABLE = Table(shape="round", width_mm=14.0, height_mm=14.0)


def test_a_place_offers_only_what_it_can_do():
    assert [option.key for option in INSIDE.options()] == ["engraving", "typeface"]
    assert [option.key for option in SIGNET.options()] == [
        "crest",
        "crest_typeface",
        "crest_hand",
        "crest_method",
        "crest_style",
        "crest_reading",
    ]
    assert {option.freezes_at for option in SIGNET.options()} == {"print_wax"}  # they may be part of the wax
    assert {option.freezes_at for option in INSIDE.options()} == {"engrave"}


def test_no_words_are_no_engraving_and_no_refusal():
    assert refused(SIGNET, TABLE) == {}
    assert SIGNET.engraving(chosen(SIGNET), TABLE) is None
    plain, solid, letters = plate()
    assert solid is plain
    assert letters == ()


@pytest.mark.parametrize(
    ("words", "face", "field", "says"),
    [
        ("Клара", "cinzel", "engraving", "cannot write “К” “л” “а” “р”. Garamond, Sans, Flourish and Handwriting can."),
        ("愛", "eb-garamond", "engraving", "Japanese can."),
        ("שלום", "amiri", "engraving", "Hebrew can."),
        ("한글", "noto-sans", "engraving", "Please choose other letters."),
        ("Clara אבא", "frank-ruhl-libre", "engraving", "cannot share a line"),
    ],
)
def test_a_face_that_cannot_write_it_is_refused_by_name_with_those_that_can(words, face, field, says):
    assert says in ring(words, face)[field]


def test_a_symbol_is_written_in_every_face():
    for face in TYPEFACES.values():
        assert "engraving" not in ring("♥", face.id, "8.0")


def test_strokes_too_fine_are_refused_with_figure_limit_and_what_would_work():
    said = ring("AMOR VINCIT", "pinyon-script", "2.2")["typeface"]
    share = float(re.search(r"has (\d+)% of its strokes finer than the laser can cut, 0.05 mm", said)[1])
    assert 100 * LIMITS.engraving.method["laser"].most_lost < share <= 100
    assert "At 1.21 mm" in said
    width = re.search(r"a band of ([\d.]+) mm or wider", said)[1]
    assert "typeface" not in ring("AMOR VINCIT", "pinyon-script", width)
    face = re.search(r"Choose (\w+) lettering", said)[1]
    able = next(row.id for row in TYPEFACES.values() if row.name == face)
    assert ring("AMOR VINCIT", able, "2.2") == {}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("face", ["eb-garamond", "jost", "great-vibes"])
def test_what_passes_a_method_has_strokes_it_can_make(method, face):
    """The rule, and erosion of the drawn outline by half the tool, say the same."""
    limits = LIMITS.engraving.method[method]
    place = Place(key="plate", where="on the plate", methods=(method,), most_mm=4.0)
    for height_mm in (3.0, 5.0, 8.0):
        table = Table(shape="rectangle", width_mm=200.0, height_mm=height_mm)
        engraving = place.engraving(chosen(place, words="Glory", typeface=face), table)
        lost = finer_than(engraved_line(engraving), limits.stroke_mm)
        said = refused(place, table, words="Glory", typeface=face)
        if "plate" not in said:  # it is high enough
            assert ("plate_typeface" in said) == (lost > limits.most_lost)


def test_casting_needs_bolder_letters_than_the_graver_and_the_graver_than_the_laser():
    bold = {m: LIMITS.engraving.method[m] for m in ("laser", "hand", "cast")}
    assert bold["laser"].stroke_mm < bold["hand"].stroke_mm < bold["cast"].stroke_mm
    small = Table(shape="round", width_mm=6.0, height_mm=6.0)
    assert refused(DISC, small, words="Clara", typeface="eb-garamond") == {}
    (said,) = refused(DISC, small, words="Clara", typeface="eb-garamond", method="cast").values()
    assert "casting" in said


def test_another_method_is_named_where_it_would_do():
    table = Table(shape="round", width_mm=10.0, height_mm=10.0)
    (said,) = refused(DISC, table, words="Clara", typeface="eb-garamond", method="cast").values()
    assert "casting can cut, 0.3 mm" in said
    assert "Choose Sans lettering, Geometric lettering, laser engraving or a disc of" in said


def test_no_piece_larger_than_we_make_is_proposed():
    modest = replace(DISC, largest_mm=20.0)
    table = Table(shape="round", width_mm=10.0, height_mm=10.0)
    (said,) = refused(modest, table, words="Clara", typeface="eb-garamond", method="cast").values()
    assert "a disc of" not in said
    (said,) = refused(
        modest, Table(shape="round", width_mm=4.0, height_mm=4.0), words="Clara", typeface="jost", method="cast"
    ).values()
    assert "Choose fewer letters" in said


def test_words_shrink_to_their_place_but_not_below_what_the_method_can_cut():
    limits = LIMITS.engraving.method["laser"]
    short, long = (
        INSIDE.engraving(inside(words), inside_table(inside(words)))
        for words in ("ABC", "FOREVER MY LOVE FOREVER MY LOVE FOREVER")
    )
    assert short.letter_height_mm == 1.6
    assert limits.letter_height_mm <= long.letter_height_mm < 1.6
    left, _, right, _ = engraved_line(long).bounds_mm
    assert right - left <= inside_table(inside("x")).width_mm


def inside(words):
    return Choices({"engraving": words, "typeface": "jost", "band_width": "4.0", "size": "UK:M"})


def test_too_many_letters_are_told_how_many_fit():
    said = ring("M" * 40, size="UK:F")["engraving"]
    figures = re.search(r"At 1.2 mm, .* this is (\d+) mm long and (\d+) mm fit inside this size: about (\d+)", said)
    long_mm, room_mm, letters = map(int, figures.groups())
    assert letters == pytest.approx(40 * room_mm / long_mm, abs=1)
    assert "engraving" not in ring("M" * letters, size="UK:F")


def test_a_narrow_band_is_told_how_wide_it_must_be():
    said = ring("Clara", width="1.6")["engraving"]
    assert "1.2 mm high at least for the laser, so these need a band of 2 mm" in said
    assert ring("CLARA", width="2.0") == {}


def test_a_long_word_on_a_disc_is_told_how_large_the_disc_must_be():
    small = Table(shape="round", width_mm=6.0, height_mm=6.0)
    (said,) = refused(DISC, small, words="Alexandrina", typeface="jost").values()
    times = float(re.search(r"a disc of ([\d.]+) mm", said)[1]) / 15
    grown = Table(shape="round", width_mm=6.0 * times, height_mm=6.0 * times)
    assert refused(DISC, grown, words="Alexandrina", typeface="jost") == {}


def test_metal_must_be_left_under_the_words_unless_they_stand_up():
    (said,) = refused(DISC, DISC_TABLE, words="Cl", typeface="jost", metal_mm=0.8).values()
    assert "0.65 mm of metal would be left; 0.7 mm are needed" in said
    assert refused(DISC, DISC_TABLE, words="Cl", typeface="jost", method="cast", metal_mm=0.8) == {}


def test_cast_letters_are_in_the_casting_and_the_lasers_are_not():
    plain, engraved, letters = plate(words="CL", typeface="jost")
    assert engraved is plain
    assert len(letters) == 1
    plain, raised, none = plate(words="CL", typeface="jost", method="cast")
    assert none == ()
    standing = DISC.engraving(chosen(DISC, words="CL", typeface="jost", method="cast"), DISC_TABLE)
    area = sum(signed_area(loop) for loop in line_outline_mm(engraved_line(standing)))
    assert raised.volume() - plain.volume() == pytest.approx(area * LIMITS.engraving.raised_mm, rel=1e-3)
    deep = Place(key="disc", where="on the disc", methods=("cast",))
    plain, sunk, _ = plate(deep, words="CL", typeface="jost")
    assert sunk.volume() < plain.volume() - 0.4 * area


def signed_area(loop):
    x, y = loop.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def test_a_seal_is_the_mirror_of_what_is_read():
    read, mirrored = (SIGNET.engraving(chosen(SIGNET, words="LR", reading=how), TABLE) for how in ("plain", "seal"))
    plain, seal = engraved_solid(read, FLAT), engraved_solid(mirrored, FLAT)
    assert (plain ^ seal.mirror((1, 0, 0))).volume() == pytest.approx(plain.volume(), rel=1e-6)
    assert (plain ^ seal).volume() < 0.9 * plain.volume()


@pytest.mark.parametrize("words", ["A B", "A&B", "♥"])
def test_a_monogram_takes_letters_only(words):
    assert "one to three letters" in refused(SIGNET, TABLE, words=words)["crest"]


def test_a_monogram_of_four_letters_is_refused_by_its_option():
    with pytest.raises(DesignError, match="At most 3 letters"):
        chosen(SIGNET, words="ABCD")


def test_handwriting_stands_in_place_of_words():
    choices = chosen(SIGNET, hand=WRITING)
    engraving = SIGNET.engraving(choices, TABLE)
    assert list(SIGNET.rules(choices, TABLE)) == []
    assert engraving.hand == choices["crest_hand"]
    assert not engraving.monogram
    _, bottom, _, top = engraved_line(engraving).bounds_mm
    assert top - bottom == pytest.approx(engraving.letter_height_mm, rel=1e-6)
    both = refused(SIGNET, TABLE, words="AB", hand=WRITING)
    assert "not both" in both["crest_hand"]


def test_fine_handwriting_is_refused_where_it_would_be_cast():
    small = Table(shape="oval", width_mm=6.0, height_mm=4.0)
    thin = WRITING.replace('"7"', '"0.1"')
    assert refused(SIGNET, small, hand=thin, method="laser") == {}
    said = refused(SIGNET, small, hand=thin, method="cast")["crest_hand"]
    assert "this handwriting has" in said
    assert "laser engraving" in said


def test_the_option_of_handwriting_keeps_one_short_text():
    option = Handwriting(key="own", label="Your own hand", default="", freezes_at="engrave")
    text = option.parse(WRITING)
    assert option.parse(text) == text == option.parse_file(WRITING.encode())
    assert len(text) < 300
    assert option.parse("  ") == ""
    assert (option.show(text), option.show("")) == ("In your own hand", "None")
    for bad in ("<svg><script/></svg>", "hello"):
        with pytest.raises(DesignError) as refusal:
            option.parse(bad)
        assert refusal.value.field == "own"


def test_an_engraving_stored_before_there_were_tables_and_seals_still_loads():
    stored = {"text": "Clara", "typeface": "cinzel", "place": "inside the band"}
    stored |= {"letter_height_mm": 1.6, "depth_mm": 0.15, "method": "laser"}
    engraving = msgspec.convert(stored, Engraving)
    assert engraved_line(engraving).outline.area() > 0
    every = SIGNET.engraving(chosen(SIGNET, words="LR", reading="seal"), TABLE)
    assert msgspec.convert(msgspec.to_builtins(every), Engraving) == every


def test_every_method_tells_its_source():
    assert set(LIMITS.engraving.method) == set(METHODS)
    assert all(limits.source and limits.depth_mm > 0 for limits in LIMITS.engraving.method.values())


def test_a_fit_is_as_large_as_the_table_allows():
    wording = Wording(text="Clara", typeface="jost", method="laser")
    table = Table(shape="oval", width_mm=8.0, height_mm=8.0)
    fit = fitted(wording, Room(table=table, share=0.9, most_share=0.9, most_mm=9.0))
    engraving = Engraving(text="Clara", typeface="jost", place="", letter_height_mm=fit.height_mm, depth_mm=0.1, method="laser")
    fills = max(table.fills(loop) for loop in line_outline_mm(engraved_line(engraving)))
    assert 0.98 < fills <= 1


def test_the_page_that_tells_how_to_engrave_a_design_runs():
    text = (Path(__file__).parents[2] / "docs" / "how-to" / "engrave-a-design.md").read_text("utf-8")
    told = {}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], told)  # our own page
    place = told["WORDS"]
    choices = chosen(place, words="Für Clara ♥", typeface="jost")
    assert list(told["refusals"](choices)) == []
    disc = lathe([(0, 0), (7.5, 0), (7.5, 1.2), (0, 1.2)], 96)
    cast, letters = told["written"](choices, disc)
    assert cast is disc
    area = sum(signed_area(loop) for loop in line_outline_mm(engraved_line(place.engraving(choices, told["face"]))))
    assert (letters[0].cutter ^ disc).volume() == pytest.approx(area * 0.15, rel=1e-3)
