"""From a piece, its route and a price book: the cost sheet."""

from benchpin.smith.anatomy import Anatomy, StoneSet
from benchpin.smith.making.route import Route
from benchpin.smith.materials import coat, gem, metal
from benchpin.smith.money import format_money, round_cents, round_up_to
from benchpin.smith.pricing.price_book import MissingPrice, alloy_cents_per_g
from benchpin.smith.pricing.sheet import CostLine, CostSheet, LineGroup, PriceBook

__all__ = ["cost_sheet"]

SKILL_WORDS = {
    "caster": "Casting",
    "goldsmith": "Goldsmith's work",
    "setter": "Setting",
    "polisher": "Polishing and finishing",
    "engraver": "Engraving",
    "inspector": "Inspection",
    "office": "Booking, photographs, packing",
}
SERVICE_WORDS = {"assay_office": ("hallmark", "Hallmarking")}


def cost_sheet(anatomy: Anatomy, route: Route, book: PriceBook, *, stone_cents: int | None = None) -> CostSheet:
    """Price a piece.

    Args:
        stone_cents: the price, tax excluded, of one single stone that takes the place of the first set's first stone.
    Raises:
        MissingPrice: if the book lacks a price the piece needs.
    """
    lines = [
        *_metal_lines(anatomy, book),
        *_stone_lines(anatomy, book, stone_cents),
        *_finding_lines(anatomy, book),
        *_coating_lines(anatomy),
        *_labour_lines(route, book),
        *_service_lines(route, book),
    ]
    labour = sum(line.amount_cents for line in lines if line.group == "labour")
    lines.append(_percent("overhead", "overhead", "Workshop overhead", "on labour", book.overhead_percent, labour))
    cost = sum(line.amount_cents for line in lines if line.group != "stones")
    lines.append(_percent("margin", "margin", "Margin", "on cost without stones", book.margin_percent, cost))
    return _with_tax(lines, book)


def _with_tax(lines: list[CostLine], book: PriceBook) -> CostSheet:
    """Round the price with tax up to the book's step, then split it so that net and tax add up exactly."""
    before = sum(line.amount_cents for line in lines)
    wanted = round_up_to(before + round_cents(before * book.tax_percent / 100), book.round_to_cents)
    net = round_cents(wanted / (1 + book.tax_percent / 100))
    tax = wanted - net
    if net != before:
        lines.append(_line("rounding", "rounding", "Rounding", "to a whole price", 1, "piece", net - before, net - before))
    lines.append(_line("tax", "tax", book.tax_name, f"{book.tax_percent:g} %", book.tax_percent, "%", net / 100, tax))
    return CostSheet(
        currency=book.currency,
        book_version=book.version,
        as_of=book.as_of,
        lines=tuple(lines),
        net_cents=net,
        tax_cents=tax,
        total_cents=wanted,
    )


def _metal_lines(anatomy: Anatomy, book: PriceBook) -> list[CostLine]:
    lines = []
    by_alloy: dict[str, float] = {}
    for part in anatomy.parts:
        by_alloy[part.alloy] = by_alloy.get(part.alloy, 0.0) + part.mass_g * part.count
    for alloy, mass_g in by_alloy.items():
        row, rate = metal(alloy), alloy_cents_per_g(alloy, book)
        if row.family not in book.metal_loss_percent:
            raise MissingPrice(f"The price book has no working loss for {row.family}, the family of {row.name}.")
        loss = book.metal_loss_percent[row.family] / 100
        issued_g = mass_g / (1 - loss)
        shown = f"{mass_g:.2f} g of {row.name} at {format_money(round_cents(rate), book.currency)} a gram"
        lines.append(_line(f"metal_{alloy}", "metal", row.colour_name, shown, mass_g, "g", rate, round_cents(mass_g * rate)))
        lost_g = issued_g - mass_g
        detail = f"{lost_g:.2f} g lost in casting, filing and polishing ({loss:.1%} of what is issued)"
        lines.append(_line(f"loss_{alloy}", "metal", "Working loss", detail, lost_g, "g", rate, round_cents(lost_g * rate)))
    return lines


def _stone_lines(anatomy: Anatomy, book: PriceBook, stone_cents: int | None) -> list[CostLine]:
    lines = []
    for place, stone in enumerate(anatomy.stones):
        count = stone.count
        if place == 0 and stone_cents is not None:
            lines.append(
                _line("this_stone", "stones", gem(stone.gem).name, "this very stone", 1, "piece", stone_cents, stone_cents)
            )
            count -= 1
        if count:
            lines.append(_stone_line(stone, count, book))
    return lines


def _stone_line(stone: StoneSet, count: int, book: PriceBook) -> CostLine:
    bands = [price for price in book.gems if price.gem == stone.gem and price.from_carats <= stone.carats]
    if not bands:
        raise MissingPrice(f"The price book has no price for {gem(stone.gem).name.lower()} of {stone.carats:.2f} ct.")
    best = max(bands, key=lambda price: price.from_carats)
    rate = best.cents_per_carat * (1 + book.gem_markup_percent / 100)
    carats = stone.carats * count
    size = f"{stone.width_mm:g} mm" if stone.width_mm == stone.length_mm else f"{stone.length_mm:.1f} × {stone.width_mm:g} mm"
    pieces = "" if count == 1 else f"{count} × "
    detail = f"{pieces}{size} {stone.cut}, {stone.carats:.2f} ct"
    return _line(f"stone_{stone.key}", "stones", gem(stone.gem).name, detail, carats, "ct", rate, round_cents(carats * rate))


def _finding_lines(anatomy: Anatomy, book: PriceBook) -> list[CostLine]:
    lines = []
    for finding in anatomy.findings:
        rate = alloy_cents_per_g(finding.alloy, book) * (1 + book.finding_markup_percent / 100)
        mass_g = finding.mass_g * finding.count
        length = f"{finding.length_mm:.0f} mm, " if finding.length_mm else ""
        detail = f"{finding.count} × {length}{finding.mass_g:.2f} g"
        lines.append(_line(finding.key, "findings", finding.name, detail, mass_g, "g", rate, round_cents(mass_g * rate)))
    return lines


def _coating_lines(anatomy: Anatomy) -> list[CostLine]:
    """The material of enamel, plating, patina; their work is in the route."""
    lines = []
    for coating in anatomy.coatings:
        row, cm2 = coat(coating.coat), coating.surface_mm2 / 100
        detail = f"{coating.name.lower()}, {cm2:.1f} cm²"
        cents = round_cents(cm2 * row.cents_per_cm2)
        lines.append(_line(f"coat_{coating.key}", "findings", row.name, detail, cm2, "cm²", row.cents_per_cm2, cents))
    return lines


def _labour_lines(route: Route, book: PriceBook) -> list[CostLine]:
    lines = []
    for skill, minutes in route.minutes_by_skill().items():
        if skill not in book.labour_cents_per_hour:
            raise MissingPrice(f"The price book has no hourly rate for the skill “{skill}”.")
        rate = book.labour_cents_per_hour[skill] / 60
        detail = f"{minutes} min at {format_money(book.labour_cents_per_hour[skill], book.currency)} an hour"
        amount = round_cents(minutes * book.labour_cents_per_hour[skill] / 60)
        lines.append(_line(f"labour_{skill}", "labour", SKILL_WORDS.get(skill, skill), detail, minutes, "min", rate, amount))
    return lines


def _service_lines(route: Route, book: PriceBook) -> list[CostLine]:
    lines = []
    for operation in route.operations:
        if operation.kind != "service":
            continue
        key, label = SERVICE_WORDS.get(operation.resource, (operation.resource, operation.name))
        if key not in book.services_cents:
            raise MissingPrice(f"The price book has no price for the service “{key}”.")
        cents = book.services_cents[key]
        lines.append(_line(f"service_{key}", "services", label, "outside service", 1, "piece", cents, cents))
    return lines


def _percent(key: str, group: LineGroup, label: str, of: str, percent: float, base_cents: int) -> CostLine:
    return _line(
        key, group, label, f"{percent:g} % {of}", percent, "%", base_cents / 100, round_cents(base_cents * percent / 100)
    )


def _line(
    key: str, group: LineGroup, label: str, detail: str, quantity: float, unit: str, rate_cents: float, amount_cents: int
) -> CostLine:
    return CostLine(
        key=key,
        group=group,
        label=label,
        detail=detail,
        quantity=round(quantity, 4),
        unit=unit,
        rate_cents=round(rate_cents, 4),
        amount_cents=amount_cents,
    )
