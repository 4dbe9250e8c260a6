"""Scripts: every face writes what its row says, joins what is joined, and never draws a box for what it lacks."""

import unicodedata

import numpy as np
import pytest
from fontTools.pens.boundsPen import BoundsPen
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from benchpin.smith.geometry import TYPEFACES, line_of_text, missing_letters, mixes_directions
from benchpin.smith.geometry.lettering.shaping import shaped
from benchpin.smith.geometry.lettering.typefaces import FOLDER, font

ALPHABETS = {
    "Latn": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœ",
    "Grek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "Cyrl": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяІіЇїЄєҐґЎўЈјЉљЊњЋћЂђЏџ",
    "Hebr": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "Arab": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",
    "Kana": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんアイウエオーがぱ",
    "Hani": "永遠愛心結夢空海花桜美優光月星陽翔蓮悠真凛葵結衣陸斗曖彙鬱楷諧毀嗅惧憬",
}
COMMON = "0123456789 &.,-!?"
ANY = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=12)
FACES = st.sampled_from(sorted(TYPEFACES))


@pytest.mark.parametrize("face", TYPEFACES.values(), ids=lambda face: face.id)
def test_a_face_writes_every_letter_of_the_scripts_its_row_claims(face):
    for script in face.scripts:
        assert missing_letters(ALPHABETS[script] + COMMON, face.id) == ()


@pytest.mark.parametrize("script", ALPHABETS)
def test_some_face_writes_each_script_and_no_face_writes_all(script):
    able = {face for face in TYPEFACES if not missing_letters(ALPHABETS[script], face)}
    assert able >= {face.id for face in TYPEFACES.values() if script in face.scripts} != set()
    assert able != set(TYPEFACES) or script == "Latn"


@pytest.mark.parametrize("face", TYPEFACES.values(), ids=lambda face: face.id)
def test_a_face_has_its_licence_beside_it_and_its_origin_in_a_row(face):
    licence = FOLDER.joinpath(f"{face.id}.LICENSE.txt").read_text("utf-8")
    assert "SIL Open Font License" in licence
    assert 'Reserved Font Name "' not in licence  # cut to its scripts it may keep its name
    assert face.family.replace(" ", "") in font(face.id).table["name"].getDebugName(1).replace(" ", "")
    assert f"| {face.file} |" in FOLDER.joinpath("VERSIONS.md").read_text("utf-8")


@settings(max_examples=300, deadline=None)
@given(text=ANY, face=FACES)
@example(text="Clara \ufffd", face="cinzel")
@example(text="한글", face="noto-sans")
@example(text="q̃", face="courier-prime")
@example(text="👩‍🚀"[:1], face="caveat")
def test_no_letter_is_ever_a_box(text, face):
    """Either every glyph is one of the face's own letters, or the letters that are not are named and nothing is drawn."""
    assume(not mixes_directions(text))
    missing = missing_letters(text, face)
    if missing:
        assert set(missing) <= set(text)
        with pytest.raises(ValueError, match="cannot write"):
            line_of_text(text, face, 2.0)
    else:
        assert all(glyph.name != ".notdef" for glyph in shaped(text, face).glyphs)
        inked = any(unicodedata.category(letter)[0] in "LN" for letter in text)
        assert not inked or line_of_text(text, face, 2.0).outline.area() > 0


@settings(max_examples=150, deadline=None)
@given(letter=st.sampled_from("".join(ALPHABETS.values())), face=FACES)
def test_a_letter_is_said_to_be_missing_exactly_where_the_files_own_table_has_none(letter, face):
    table = font(face).table.getBestCmap()
    composed = all(ord(part) in table for part in unicodedata.normalize("NFD", letter))
    if missing_letters(letter, face):
        assert ord(letter) not in table
    else:
        assert ord(letter) in table or composed


def test_arabic_letters_are_joined():
    """A joined word is not its letters side by side: other glyphs, and shorter."""
    word, apart = "حبيبي", "ح ب ي ب ي"
    joined, isolated = ({glyph.name for glyph in shaped(text, "amiri").glyphs} for text in (word, apart))
    assert len(joined & isolated) <= 1
    letters = sum(line_of_text(letter, "amiri", 2.0).width_mm for letter in word)
    assert line_of_text(word, "amiri", 2.0).width_mm < 0.8 * letters
    assert len(line_of_text("سس", "amiri", 2.0).outline.decompose()) == 1  # one stroke of the pen


@pytest.mark.parametrize(("word", "face"), [("אבג", "frank-ruhl-libre"), ("ادر", "amiri")])
def test_hebrew_and_arabic_begin_at_the_right(word, face):
    first_alone = line_of_text(word[0], face, 2.0)
    line = line_of_text(word, face, 2.0)
    left, _, right, _ = first_alone.bounds_mm
    strip = [loop for loop in parts_of(line) if loop[:, 0].min() > line.width_mm / 2 - first_alone.width_mm - 0.05]
    points = np.concatenate(strip)
    assert np.ptp(points[:, 0]) == pytest.approx(right - left, abs=0.05)


def test_numbers_in_a_line_that_runs_to_the_left_run_to_the_right():
    names = [glyph.name for glyph in shaped("אבא 12.05.2026", "frank-ruhl-libre").glyphs]
    assert names[:10] == [glyph.name for glyph in shaped("12.05.2026", "frank-ruhl-libre").glyphs]
    assert names[10:] == [glyph.name for glyph in shaped("אבא ", "frank-ruhl-libre").glyphs]


def test_a_bracket_opens_towards_the_words_in_either_direction():
    hebrew = [glyph.name for glyph in shaped("(א)", "frank-ruhl-libre").glyphs]
    latin = [glyph.name for glyph in shaped("(a)", "frank-ruhl-libre").glyphs]
    assert (hebrew[0], hebrew[2]) == (latin[0], latin[2])  # on the metal the left one is always "("


def test_words_that_run_both_ways_are_told_from_words_with_numbers_and_signs():
    assert mixes_directions("Clara ואבא")
    assert not mixes_directions("אבא 2026 ♥ (12.5)")
    assert not mixes_directions("Клара & Zoë 2026 愛")


def test_the_same_words_are_shaped_the_same_whatever_the_machine_speaks(monkeypatch):
    usual = shaped("fi İi ş", "eb-garamond")
    shaped.cache_clear()
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    assert shaped("fi İi ş", "eb-garamond") == usual


@pytest.mark.parametrize("face", TYPEFACES.values(), ids=lambda face: face.id)
def test_letters_are_as_high_as_they_are_said_to_be(face):
    letter = face.measured_by or "H"
    file = font(face.id).table
    pen = BoundsPen(file.getGlyphSet())
    file.getGlyphSet()[file.getBestCmap()[ord(letter)]].draw(pen)
    line = line_of_text(letter, face.id, 2.0)
    _, bottom, _, top = line.bounds_mm
    tolerance = 0.35 if face.style == "script" else 0.06  # a script's capitals end in flourishes
    assert top - bottom == pytest.approx(2.0, rel=tolerance)


def parts_of(line):
    return [np.concatenate([np.asarray(loop) for loop in part.to_polygons()]) for part in line.outline.decompose()]
