"""What a figure looks like on a page."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone

from benchpin.designs.options import Lettering, Measure


def written(source: str, **values: object) -> str:
    return engines["django"].from_string(source).render(values)


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ x|money:'GBP' }}", 199000, "£1,990.00"),
        ("{{ x|money:'GBP' }}", None, ""),
        ("{{ x|money_short:'GBP' }}", 199000, "£1,990"),
        ("{{ x|money_step:'GBP' }}", 3800, "+£38"),
        ("{{ x|money_step:'GBP' }}", -600, "−£6"),
        ("{{ x|money_step:'GBP' }}", 0, ""),
        ("{{ x|mm }}", 2.3000000000000003, "2.3 mm"),
        ("{{ x|mm }}", "10.0", "10 mm"),
        ("{{ x|mm }}", "", ""),
        ("{{ x|grams }}", 3.835, "3.84 g"),
        ("{{ x|carats }}", 1.2, "1.20 ct"),
        ("{{ x|hours }}", 320, "5 h 20 min"),
        ("{{ x|hours }}", 120, "2 h"),
        ("{{ x|hours }}", 0, "0 min"),
        ("{{ x|day }}", date(2026, 12, 18), "Friday 18 December"),
        ("{{ x|day:'year' }}", date(2026, 12, 18), "Friday 18 December 2026"),
        ("{{ x|day:'short' }}", date(2026, 12, 1), "1 Dec"),
        ("{{ x|ampersand }}", "Hollis & <b>Wren", "Hollis <em>&amp;</em> &lt;b&gt;Wren"),
    ],
)
def test_a_figure_is_written_as_people_write_it(source, value, text):
    assert written(source, x=value) == text


def test_an_instant_is_shown_on_the_workshops_calendar_and_clock():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/London")):  # one hour ahead in July
        assert written("{{ x|day }} {{ x|clock }}", x=late) == "Thursday 2 July 00:30"


def test_every_kind_of_option_has_its_own_partial():
    measure = Measure(key="band_width", label="Width", default="2.2", freezes_at="cast", least="1.5", most="6.0", step="0.1")
    lettering = Lettering(key="engraving", label="Engraving", default="", freezes_at="engrave", most_letters=24)

    page = written(
        "{% for o in options %}{% include o|option_partial with option=o value=o.default error='Too wide.' %}{% endfor %}",
        options=[measure, lettering],
    )

    assert 'type="number"' in page
    assert 'min="1.5" max="6.0" step="0.1"' in page
    assert 'maxlength="24"' in page
    assert page.count("Too wide.") == 2
