import io
import re

import pypdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from atelier.made import job_for, passport_of
from benchpin.atelier.passport import queries
from benchpin.atelier.passport.certificate import certificate_pdf
from benchpin.smith.passport import canonical

pytestmark = pytest.mark.django_db

ADDRESS = "https://hollisandwren.example/passport/0123456789ABCDEF/"
A4_POINTS = (595.28, 841.89)
EVERY_DESIGN = ["solitaire", "wedding_band", "bezel_pendant", "stud_earrings"]


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    return " ".join(read(pdf).pages[0].extract_text().split())


def qr_in(pdf: bytes) -> str:
    """Lay the code's squares on white paper as the page's own drawing commands have them, and read it as a telephone would."""
    drawn = read(pdf).pages[0].get_contents().get_data().decode("latin-1")
    squares = re.findall(r"1 0 0 -1 ([\d.]+) ([\d.]+) cm[^\n]*? 0 0 m ([\d.]+) 0 l \3 \3 l 0 \3 l", drawn)
    paper = Image.new("L", (4 * 596, 4 * 842), "white")
    for x, top, side in (map(float, square) for square in squares):
        ImageDraw.Draw(paper).rectangle((4 * x, 4 * (842 - top), 4 * (x + side), 4 * (842 - top + side)), fill="black")
    [found] = zxingcpp.read_barcodes(paper)
    return found.text


@pytest.mark.parametrize("design", EVERY_DESIGN)
def test_every_certificate_is_one_a4_page(workshop, design):
    pdf = certificate_pdf(passport_of(job_for(workshop, design=design)), ADDRESS)
    assert len(read(pdf).pages) == 1
    box = read(pdf).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4_POINTS, abs=0.1)


def test_a_piece_with_much_to_say_is_still_one_page(workshop):
    engraved = {"engraving": "A long time coming", "typeface": "courier-prime", "size": "UK:Z", "band_width": "2.6"}
    job = job_for(workshop, gem="sapphire", stone_width="6.0", claws="6", stone_number="S-0312", **engraved)
    passport = passport_of(job)
    facts = queries.shown(passport).facts
    facts["measured"] *= 2
    facts["description"] *= 2
    passport.record = canonical(facts)
    assert len(read(certificate_pdf(passport, ADDRESS)).pages) == 1


def test_the_words_can_be_read_and_searched(passport):
    words = words_of(certificate_pdf(passport, ADDRESS))
    assert "Drawn from the model it was cast from" in words
    for fact in (passport.piece.serial, "Für Clara & Ben", "18 ct yellow gold", "Blue sapphire", "VSB-CoC-2291", "Ines Moreau"):
        assert fact in words
    assert " ".join(passport.code[i : i + 4] for i in range(0, 16, 4)) in words
    assert passport.key_id in words


def test_the_code_on_paper_leads_to_the_passport(passport):
    assert qr_in(certificate_pdf(passport, ADDRESS)) == ADDRESS


def test_the_engraving_is_set_in_the_face_it_was_cut_in(passport):
    fonts = read(certificate_pdf(passport, ADDRESS)).pages[0]["/Resources"]["/Font"]
    assert any("Cinzel" in str(font.get_object()["/BaseFont"]) for font in fonts.values())


@pytest.mark.parametrize("words", ['#panic("no")', "*bold* $x$ [a]", "\\ #eval", "© ½ £5"])
def test_what_somebody_typed_is_never_read_as_markup(passport, words):
    facts = queries.shown(passport).facts
    facts["name"] = facts["engravings"][0]["text"] = words
    passport.record = canonical(facts)
    assert words_of(certificate_pdf(passport, ADDRESS)).count(words) >= 2


def test_a_piece_todays_designs_would_draw_otherwise_has_no_drawing(passport):
    specification = passport.piece.specification
    specification["choices"]["band_width"] = "3.0"
    passport.piece.specification_hash = "another"
    words = words_of(certificate_pdf(passport, ADDRESS))
    assert "Drawn from" not in words
    assert passport.piece.serial in words
