"""docs/designs.md is what the designs say of themselves."""

from pathlib import Path

from benchpin.designs import ALL
from benchpin.designs.reference import reference_page
from designs.trinket import TRINKET

PAGE = Path(__file__).resolve().parents[2] / "docs" / "designs.md"


def test_the_page_of_the_documentation_is_current():
    assert PAGE.read_text("utf-8") == reference_page(ALL), "write it again: benchpin designs --markdown > docs/designs.md"


def test_every_option_and_every_limit_is_on_the_page():
    page = reference_page(ALL)
    for design in ALL:
        assert all(f"| {option.label} `{option.key}` |" in page for option in design.options)
    assert "- Claws: Six with cut Princess. A princess cut is held at its four corners." in reference_page((TRINKET,))
