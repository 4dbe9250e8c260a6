"""How money, measures, days and times are written on every page, and the tags that load our modules."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from benchpin.atelier.web.static import import_map, integrity_of, picture_address
from benchpin.atelier.web.stills import still_of
from benchpin.designs.options import Option
from benchpin.smith.materials import CUTS, GEMS, METALS
from benchpin.smith.money import format_money, round_cents
from benchpin.smith.sizes import RingSize, parse_ring_size

register = template.Library()


@register.filter
def money(cents: float | None, currency: object = "GBP") -> str:
    """£1,990.00; nothing for nothing. A rate may be a part of a cent: it is rounded like every amount."""
    return "" if cents is None else format_money(round_cents(cents), str(currency))


@register.filter
def money_short(cents: int | None, currency: object = "GBP") -> str:
    """£1,990: whole amounts without their pence, for headlines."""
    return "" if cents is None else format_money(int(cents), str(currency), short=True)


@register.filter
def money_step(cents: int | None, currency: object = "GBP") -> str:
    """+£38 or −£6: what a choice adds; nothing when it adds nothing."""
    if not cents:
        return ""
    return ("+" if cents > 0 else "−") + format_money(abs(int(cents)), str(currency), short=True)


@register.filter
def mm(value: float | Decimal | str | None) -> str:
    """2.3 mm: at most hundredths, without noughts that say nothing."""
    return "" if value is None or value == "" else f"{_rounded(value, '0.01').normalize():f} mm"


@register.filter
def grams(value: float | Decimal | None) -> str:
    """3.84 g: hundredths, as a jeweller's balance shows them."""
    return "" if value is None else f"{_rounded(value, '0.01')} g"


@register.filter
def carats(value: float | Decimal | None) -> str:
    """1.25 ct."""
    return "" if value is None else f"{_rounded(value, '0.01')} ct"


@register.filter
def percent(share: float | None) -> str:
    """97 %: a chance in whole percent; neither 0 nor 100, which nothing to come is."""
    return "" if share is None else f"{min(99, max(1, round(100 * share)))} %"


@register.filter
def day(value: date | datetime | None, style: str = "") -> str:
    """Friday 18 December; `"year"` adds the year, `"short"` is 18 Dec. An instant is shown on the workshop's calendar."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    if style == "short":
        return f"{value.day} {value:%b}"
    return f"{value:%A} {value.day} {value:%B}" + (f" {value.year}" if style == "year" else "")


@register.filter
def clock(value: datetime | None) -> str:
    """14:05, on the workshop's clock."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


@register.filter
def hours(minutes: float | None) -> str:
    """5 h 20 min."""
    if minutes is None:
        return ""
    whole, rest = divmod(round(minutes), 60)
    return " ".join(part for part in (f"{whole} h" if whole else "", f"{rest} min" if rest or not whole else "") if part)


@register.filter
def ampersand(name: str) -> SafeString:
    """A name with its "&" in italic, as the sign over the door has it."""
    return mark_safe(conditional_escape(name).replace("&amp;", "<em>&amp;</em>"))


@register.filter
@cache
def size_names(size: RingSize) -> dict[str, str]:
    """What a ring size is called elsewhere; kept, for a size list asks for a hundred of them."""
    return size.equivalents()


@register.filter
def option_partial(option: Option) -> str:
    """The partial that asks for an option, by its kind: `{% include option|option_partial with ... %}`."""
    return f"components/_option_{type(option).__name__.lower()}.html"


@register.simple_tag
def picture(folder: str, name: str) -> str:
    """The address of the little picture of a metal, gem, cut or finish, or nothing if none was made."""
    return picture_address(f"pictures/{folder}/{name}.webp")


@register.inclusion_tag("components/_still.html")
def still(design: str, metal: str, *, sizes: str, alt: str, css: str = "", first: bool = False) -> dict[str, object]:
    """A design's catalogue picture in this metal, or in one of its colour. first: what the page opens with."""
    return {"still": still_of(design, metal), "sizes": sizes, "alt": alt, "css": css, "first": first}


@register.simple_tag(takes_context=True)
def importmap(context: Context) -> SafeString:
    """The page's one import map; must stand before the first module."""
    # django-csp's nonce is lazy and false until it is read: ask for its text.
    nonce = str(context["request"].csp_nonce)
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(import_map()))


@register.simple_tag
def modulepreload(*names: str) -> SafeString:
    """Links that fetch modules early, each with the hash the import map asks for: else it is fetched twice."""
    return format_html_join(
        "\n",
        '<link rel="modulepreload" href="{}"{}>',
        ((static(name), format_html(' integrity="{}"', mark) if (mark := integrity_of(name)) else "") for name in names),
    )


def _rounded(value: float | Decimal | str, step: str) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(step), ROUND_HALF_UP)


@register.filter
def milligrams(value: int | None) -> str:
    """3.842 g: the ledger's milligrams as the balance shows them."""
    return "" if value is None else f"{value / 1000:.3f} g"


@register.filter
def metal_name(key: str) -> str:
    return METALS[key].name if key in METALS else key


@register.filter
def gem_name(key: str) -> str:
    return GEMS[key].name if key in GEMS else key


@register.filter
def cut_name(key: str) -> str:
    return CUTS[key].name if key in CUTS else key


@register.filter
def ring_size(canonical: str) -> str:
    """UK M½: a stored size as it is said."""
    return str(parse_ring_size(canonical))
