"""Handwriting: what a pen drew arrives as it was drawn; whatever else a file holds is refused, soon and with little memory."""

import gzip
import time
import tracemalloc
from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchpin.smith.geometry import Hand, SvgRefused, finer_than, handwriting, line_of_hand, line_outline_mm
from benchpin.smith.geometry.lettering.svgpath import read_path

HEAD = '<svg xmlns="http://www.w3.org/2000/svg">'
FILLED = 'fill="black"'
PEN = 'fill="none" stroke="black" stroke-width="10"'
L_SHAPE = f'{HEAD}<path {FILLED} d="M0 0h20v80h40v20h-60z"/></svg>'


def drawn(body):
    return handwriting(f"{HEAD}{body}</svg>".encode())


def area(body, height_mm=10.0):
    return line_of_hand(drawn(body), height_mm).outline.area()


@pytest.mark.parametrize(
    ("body", "expected_mm2"),
    [
        (f'<rect {FILLED} width="20" height="10"/>', 200),
        (f'<circle {FILLED} r="7"/>', pi * 25),
        (f'<ellipse {FILLED} cx="3" rx="10" ry="5"/>', pi * 50),
        (f'<polygon {FILLED} points="0,0 10,0 10,10"/>', 50),
        (f'<path {FILLED} d="M0 0h30v30h-30zM10 10v10h10v-10z"/>', 100 * 8 / 9),  # a hole wound the other way
        (f'<path {FILLED} fill-rule="evenodd" d="M0 0h30v30h-30zM10 10h10v10h-10z"/>', 100 * 8 / 9),
        (f'<path {FILLED} d="M0 0h30v30h-30zM10 10h10v10h-10z"/>', 100),
        (f'<path {FILLED} d="M-5 0a5 5 0 0 1 10 0z"/>', pi * 100 / 2),  # half a disc, 5 high
        (f'<path {FILLED} d="M0 0L10 0A10 10 0 0 1 0 10z"/>', pi * 100 / 4),
        (f'<path {FILLED} d="M0 0L10 0A10 10 0 1 0 0 10z"/>', pi * 25 * 3 / 4),
        (f'<path {FILLED} d="M0 0L10 0A10 10 0 0 0 0 10z"/>', 100 - pi * 100 / 4),  # about the far corner
        (f'<path {FILLED} d="M0 0L10 0A10 10 0 1 1 0 10z"/>', (100 + pi * 100 * 3 / 4) / 4),
        (f'<path {FILLED} d="M0 0L10 0A10 5 0 1 0 0 5z"/>', pi * 50 * 3 / 4),
        (f'<path {FILLED} d="M0 0q10 20 20 0z"/>', 10 * 20 * 2 / 3),  # a parabola's arch, 10 high and 20 wide
        (f'<line {PEN} x1="0" y1="0" x2="0" y2="40"/>', (40 * 10 + pi * 25) / 25),  # a capsule, 50 high
        (f'<polyline {PEN} points="0,0 0,40"/>', (40 * 10 + pi * 25) / 25),
        (f'<circle {PEN} r="20"/>', pi * (25**2 - 15**2) / 25),
    ],
)
def test_every_kind_of_line_encloses_what_geometry_says(body, expected_mm2):
    assert area(body) == pytest.approx(expected_mm2, rel=0.02 if PEN in body else 0.01)  # a pen's round end has twenty sides


def test_an_l_arrives_upright_and_not_mirrored():
    """SVG counts downwards; the foot of the L is to the right, at the bottom, as on the screen."""
    points = np.concatenate(line_outline_mm(line_of_hand(handwriting(L_SHAPE.encode()), 3.0)))
    low, high = points[points[:, 1] < -0.9], points[points[:, 1] > 0.9]
    assert low[:, 0].max() > high[:, 0].max() + 0.5


@pytest.mark.parametrize(
    "moved",
    [
        'transform="translate(400 -3)"',
        'transform="scale(0.001)"',
        'transform="matrix(2 0 0 2 7 8)"',
        'transform="rotate(360) translate(1,1), scale(3)"',
    ],
)
def test_where_and_how_large_it_was_drawn_makes_no_difference(moved):
    there = drawn(f'<g {moved}><path {FILLED} d="M0 0h20v80h40v20h-60z"/></g>')
    assert there == handwriting(L_SHAPE.encode())


def test_a_turned_drawing_is_turned():
    upright = line_of_hand(handwriting(L_SHAPE.encode()), 3.0).bounds_mm
    lying = line_of_hand(drawn(f'<path {FILLED} transform="rotate(90)" d="M0 0h20v80h40v20h-60z"/>'), 3.0).bounds_mm
    assert (upright[2] - upright[0]) / 3 == pytest.approx(0.6, abs=0.01)
    assert (lying[2] - lying[0]) / 3 == pytest.approx(1 / 0.6, abs=0.01)


@pytest.mark.parametrize("again", ["M20 80h40v20h-60v-100h20z", "M0 100v-100h20v80h40v20z", "M60 100h-60v-100h20v80h40z"])
def test_the_same_drawing_has_one_text_wherever_its_loops_begin_and_whichever_way_they_run(again):
    assert drawn(f'<path {FILLED} d="{again}"/>') == handwriting(L_SHAPE.encode())


def test_the_same_shapes_have_one_text_in_whichever_order_they_were_drawn():
    shapes = [f'<rect {FILLED} x="{x}" width="10" height="{h}"/>' for x, h in ((0, 30), (20, 10), (40, 30), (60, 20))]
    assert drawn("".join(shapes)) == drawn("".join(shapes[::-1])) == drawn("".join(shapes[::2] + shapes[1::2]))


def test_a_hands_text_is_short_and_reads_back_as_itself():
    text = drawn(f'<path {PEN} d="M0 0c30-80 60 80 90 0s60 80 90 0s60 80 90 0"/>')
    assert len(text) < 700
    assert Hand.read(text).text == text


def test_a_stroke_too_thin_for_any_tool_is_drawn_with_the_thinnest_pen():
    thin = drawn('<path fill="none" stroke="#123" stroke-width="0.01" d="M0 0v100"/>')
    line = line_of_hand(thin, 3.0)
    left, _, right, _ = line.bounds_mm
    assert right - left == pytest.approx(0.04 * 3.0, rel=0.1)
    assert finer_than(line, 0.1) < 0.1


def test_a_pen_is_no_wider_than_a_quarter_of_what_it_draws():
    wide = drawn('<path fill="none" stroke="red" stroke-width="1e308" d="M0 0h9v9"/>')
    assert Hand.read(wide).pen == 200  # of the thousand: a quarter of nine, on nine and a quarter of nine


@pytest.mark.parametrize(
    "body",
    [
        '<path fill="none" stroke="none" d="M0 0h9v9"/>',
        '<path display="none" d="M0 0h9v9z"/>',
        '<g visibility="hidden"><path d="M0 0h9v9z"/></g>',
        '<defs><path d="M0 0h9v9z"/></defs>',
        "",
    ],
)
def test_what_is_not_seen_is_not_engraved(body):
    with pytest.raises(SvgRefused, match="no lines"):
        drawn(body)


def bomb():
    layers = "".join(f'<!ENTITY e{n} "{"".join([f"&e{n - 1};"] * 10)}">' for n in range(1, 12))
    return f'<!DOCTYPE svg [<!ENTITY e0 "aaaaaaaaaa">{layers}]>{HEAD}<title>&e11;</title></svg>'.encode()


SQUARE = '<path d="M0 0h9v9z"/>'


def page(body):
    return f"{HEAD}{body}</svg>".encode()


def path(data, rest=""):
    return page(f'<path {rest} d="{data}"/>')


def with_entities(declared, used="&x;"):
    return f"<!DOCTYPE svg {declared}>{HEAD}<title>{used}</title></svg>".encode()


SCRIBBLE = "".join(f"L{n * 7919 % 997} {n * 104_729 % 991}" for n in range(5000))
HOSTILE = {
    "a billion laughs": (bomb(), "entities"),
    "a quadratic blow-up": (with_entities(f'[<!ENTITY x "{"x" * 50_000}">]', "&x;" * 5000), "entities"),
    "an entity that reads a file": (with_entities('[<!ENTITY x SYSTEM "file:///etc/passwd">]'), "entities"),
    "an entity from elsewhere": (with_entities('PUBLIC "a" "http://example.com/x.dtd"'), "entities"),
    "a parameter entity": (with_entities('[<!ENTITY % p SYSTEM "http://example.com">%p;]', ""), "entities"),
    "a script": (page("<script>alert(1)</script>"), "“script”"),
    "an event": (page('<path onload="alert(1)" d="M0 0h9v9z"/>'), "cannot engrave"),
    "a picture": (page('<image href="http://example.com/a.png"/>'), "“image”"),
    "a page within": (page("<foreignObject><p>hi</p></foreignObject>"), "“foreignObject”"),
    "a copy of itself": (page('<g id="a"><use href="#a"/></g>'), "“use”"),
    "text in a font": (page("<text>Clara</text>"), "“text”"),
    "a style sheet": (page(f"<style>path{{fill:red}}</style>{SQUARE}"), "“style”"),
    "looks from a style sheet": (page('<path class="a" d="M0 0h9v9z"/>'), "presentation attributes"),
    "a gzip": (gzip.compress(L_SHAPE.encode()), "compressed"),
    "a gzip bomb": (gzip.compress(b"0" * 20_000_000), "compressed"),
    "a huge file": (page(" " * 500_000), "larger than"),
    "a deep file": (page("<g>" * 50 + "</g>" * 50), "too many parts"),
    "a deep silence": (page(f"<desc>{'<g>' * 50}{'</g>' * 50}</desc>"), "too many parts"),
    "an attribute from a declaration": (with_entities('[<!ATTLIST path d CDATA "M0 0h9v9z">]', ""), "entities"),
    "countless elements": (page("<g/>" * 50_000), "too many parts"),
    "an endless path": (path("M0 0" + "h1v1" * 40_000), "more than 6000 strokes"),
    "endless paths": (page('<path d="M0 0{}z"/>'.format("h1v1" * 1500) * 40), "strokes"),
    "wild curves": (path("M0 0" + "c1e6 1e6-1e6 1e6 1-1" * 5900), "too many points"),
    "a scribble": (path(f"M0 0{SCRIBBLE}", PEN), "too rich"),
    "coordinates beyond the page": (path("M0 0L1e300 1"), "path data is broken"),
    "coordinates that add up": (path(f"M0 0{'h9e6' * 100}v1z"), "too far apart"),
    "no number": (path("M0 0Lnan inf"), "path data is broken"),
    "a number with no end": (path(f"M0 0L{'9' * 100_000} 1"), "path data is broken"),
    "a circle of no number": (page('<circle r="1e999999"/>'), "no plain number"),
    "a circle as large as numbers go": (page('<circle r="1e308"/>'), "path data is broken"),
    "a scale beyond scale": (path("M0 0h9v9z", f'transform="{"scale(9e6)" * 12}"'), "do not know"),
    "groups that scale beyond scale": (page('<g transform="scale(9e6)">' * 38 + SQUARE + "</g>" * 38), "no size"),
    "a transformation we lack": (path("M0 0h9v9z", 'transform="perspective(1)"'), "do not know"),
    "a dot": (path("M0 0h0", PEN), "no size"),
    "a thread": (path("M0 0h9000v1h-9000z"), "times as wide"),
    "a line said to be filled": (path("M0 0L9 9"), "encloses nothing"),
    "no XML": (b"\x89PNG\r\n\x1a\n" + bytes(500), "not a readable SVG"),
    "nothing": (b"", "not a readable SVG"),
    "XML cut short": (L_SHAPE.encode()[:-9], "not a readable SVG"),
    "a strange encoding": (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "no lines"),
    "a stranger's document": (b"<html><body onload='x()'/></html>", "cannot engrave"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_soon_and_with_little_memory(kind):
    data, says = HOSTILE[kind]
    tracemalloc.start()
    before = time.process_time()
    with pytest.raises(SvgRefused, match=says) as refused:
        handwriting(data)
    seconds = time.process_time() - before
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 200
    assert seconds < 10  # under a memory watch that slows it tenfold
    assert peak < 60_000_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    with pytest.raises(SvgRefused):
        handwriting(data)


PATHS = st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n", max_size=80)


@settings(max_examples=400, deadline=None)
@given(PATHS)
def test_any_path_data_is_read_to_a_sound_hand_or_refused(data):
    try:
        text = drawn(f'<path {PEN} d="M0 0 {data}"/>')
    except SvgRefused:
        return
    assert Hand.read(text).text == text
    assert line_of_hand(text, 3.0).outline.area() > 0
    left, bottom, right, top = line_of_hand(text, 3.0).bounds_mm
    assert top - bottom == pytest.approx(3.0, rel=1e-6)
    assert right - left <= 62


@pytest.mark.parametrize(
    ("compact", "spelled_out"),
    [
        ("M1 2 3 4 5 6", "M1 2L3 4L5 6"),
        ("m1 2 3 4z1 1", None),
        ("M0 0h5V6H1v-3", "M0 0L5 0L5 6L1 6L1 3"),
        ("M.5.5-1-1", "M0.5 0.5L-1 -1"),
        ("M0 0L5 0zl1 1", "M0 0L5 0zM0 0L1 1"),
        ("M0 0C1 1 2 1 3 0S5-1 6 0", "M0 0C1 1 2 1 3 0C4 -1 5 -1 6 0"),
        ("M0 0Q2 2 4 0T8 0", "M0 0Q2 2 4 0Q6 -2 8 0"),
        ("M0 0a5 5 0 1110 0", "M0 0a5 5 0 1 1 10 0"),
        ("L1 1", None),
        ("M0 0L1", None),
        ("M0 0 X", None),
    ],
)
def test_path_data_is_read_as_svg_says(compact, spelled_out):
    if spelled_out is None:
        with pytest.raises(ValueError, match="broken"):
            read_path(compact, 100)
    else:
        assert read_path(compact, 100) == read_path(spelled_out, 100)


def test_path_data_is_read_no_farther_than_asked():
    with pytest.raises(ValueError, match="more than 5 strokes"):
        read_path("M0 0" + "h1" * 1_000_000, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "100 40 M0 0",
        "100 40 M0 0l9 9z ",
        "100 40 M0 0l9 9 z",
        "100 40 M0 0l-9 9z",
        "0100 40 M0 0l9 9z",
        "100 40 ",
        "9" * 9000,
    ],
)
def test_only_the_one_text_of_a_hand_is_taken_back(text):
    if text == "100 40 M0 0":
        assert Hand.read(text).text == text  # a dot of the pen
    else:
        with pytest.raises(ValueError, match="not the text"):
            Hand.read(text)
