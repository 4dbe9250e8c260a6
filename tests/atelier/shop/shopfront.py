"""Hollis & Wren's shop as its tests know it: a bench that can do every step, prices, four listings, a stone in the safe."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.catalogue.models import Listing, PriceBook
from benchpin.atelier.shop import services
from benchpin.atelier.shop.models import Basket, Order
from benchpin.atelier.shop.offers import Offer, make_offer
from benchpin.atelier.stock.models import Stone
from benchpin.atelier.workshop import services as workshop_services
from benchpin.atelier.workshop.models import BatchResource, Job, OutsideService, Person
from benchpin.atelier.workshop.queries import job_for_reference
from benchpin.smith.anatomy import Anatomy, read_anatomy
from benchpin.smith.inspection import points
from benchpin.smith.pricing import GemPrice, price_book_to_dict
from benchpin.smith.pricing import PriceBook as Book

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)  # a Monday
WEEK = {str(day): [["09:00", "12:30"], ["13:30", "17:30"]] for day in range(1, 6)}
SKILLS = ["caster", "goldsmith", "setter", "polisher", "engraver", "inspector", "office"]
FAMILIES = ["yellow_gold", "rose_gold", "white_gold", "silver", "platinum", "palladium"]
GEM_CENTS = {"diamond": 90_000, "sapphire": 40_000, "ruby": 60_000, "emerald": 55_000, "amethyst": 3_000}
CLARA = services.Customer(name="Clara Bell", email="clara@example.com", address="1 Frederick Street\nBirmingham\nB1 3HH")

BOOK = Book(
    version="2026-11",
    as_of=date(2026, 11, 23),
    currency="GBP",
    fine_metal_cents_per_g={"Au": 8_000.0, "Ag": 100.0, "Pt": 3_000.0, "Pd": 3_000.0, "Ru": 1_500.0},
    alloy_premium_percent=dict.fromkeys(FAMILIES, 6.0),
    metal_loss_percent=dict.fromkeys(FAMILIES, 8.0),
    gems=tuple(GemPrice(gem=gem, from_carats=0.0, cents_per_carat=cents) for gem, cents in GEM_CENTS.items()),
    gem_markup_percent=40.0,
    labour_cents_per_hour=dict.fromkeys(SKILLS, 4_500),
    finding_markup_percent=40.0,
    services_cents={"hallmark": 1_500, "casting_run": 2_000},
    overhead_percent=30.0,
    margin_percent=35.0,
    tax_percent=20.0,
    tax_name="VAT",
)


def make_shop() -> Workshop:
    """The workshop with its listings; Ines can do every step."""
    workshop = Workshop.objects.create(
        slug="hollis-wren",
        name="Hollis & Wren",
        country="GB",
        timezone_name="Europe/London",
        currency="GBP",
        email="hello@hollis-wren.example",
        sponsor_mark="H&W",
    )
    ines = make_member(workshop, "Ines", Membership.Role.ARTISAN)
    Person.objects.create(workshop=workshop, user=ines, name="Ines", skills=SKILLS, hours=WEEK)
    for key in ("casting", "plating"):
        BatchResource.objects.create(
            workshop=workshop,
            key=key,
            name=key.capitalize(),
            weekdays=[2, 4],
            starts_at=time(16),
            run_minutes=15 * 60,
            capacity=8,
            keys_per_run=2,
        )
    OutsideService.objects.create(
        workshop=workshop,
        key="assay_office",
        name="Birmingham Assay Office",
        pickup_weekdays=[2, 5],
        pickup_at=time(12),
        turnaround_days=3,
    )
    set_prices(workshop, BOOK)
    for position, (design, slug, name, offered) in enumerate(
        [
            ("solitaire", "the-wren", "The Wren solitaire", {"stone_width": ["5.0", "5.5", "6.0", "6.5"]}),
            ("wedding_band", "the-vyse", "The Vyse band", {}),
            ("bezel_pendant", "the-warstone", "The Warstone pendant", {"chain_length": ["400", "450", "500"]}),
            ("stud_earrings", "the-caroline", "The Caroline studs", {}),
        ]
    ):
        Listing.objects.create(
            workshop=workshop, design_key=design, slug=slug, name=name, summary=name, offered=offered, position=position
        )
    return workshop


def make_member(workshop: Workshop, name: str, role: str) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.com", "correct horse battery", name=name)
    Membership.objects.create(user=user, workshop=workshop, role=role)
    return user


def set_prices(workshop: Workshop, book: Book, *, valid_from: datetime = NOW - timedelta(days=1)) -> None:
    PriceBook.objects.create(workshop=workshop, version=book.version, valid_from=valid_from, body=price_book_to_dict(book))


def make_stone(workshop: Workshop, number: str = "S-0117", **more: Any) -> Stone:
    fields = {
        "gem": "diamond",
        "cut": "round",
        "width_mm": Decimal("6.05"),
        "length_mm": Decimal("6.05"),
        "depth_mm": Decimal("3.70"),
        "carats": Decimal("0.830"),
        "colour": "F",
        "clarity": "VS1",
        "report_lab": "GIA",
        "report_number": "2201",
        "price_cents": 210_000,
        "received_on": date(2026, 10, 1),
    }
    return Stone.objects.create(workshop=workshop, number=number, **(fields | more))


def offer(slug: str = "the-wren", *, now: datetime = NOW, stone: str = "", **answers: str) -> Offer:
    listing = Listing.objects.select_related("workshop").get(slug=slug)
    return make_offer(listing=listing, answers=answers, stone_number=stone, now=now)


def filled_basket(*offers: Offer, now: datetime = NOW) -> Basket:
    basket = None
    for one in offers or (offer(now=now),):
        basket = services.add_to_basket(basket=basket, offer=one, now=now).basket
    assert basket is not None
    return basket


def placed_order(*offers: Offer, now: datetime = NOW, key: str = "order-1", **more: Any) -> Order:
    basket = filled_basket(*offers, now=now)
    return services.place_order(basket=basket, customer=CLARA, idempotency_key=key, now=now, **more)


def finish_piece(order: Order, *, by: User, now: datetime) -> Job:
    """Do every step of the first line's job, and pass its inspection with the values it expects."""
    job = job_for_reference(str(order.lines.get(sequence=1).pk))
    assert job is not None
    for step in job.operations.order_by("sequence"):
        if step.key == "final_inspection":
            expected = {point.key: _good_value(point) for point in points(_anatomy(job))}
            workshop_services.record_inspection(job_id=job.pk, values=expected, note="", by=by, now=now)
        else:
            workshop_services.start_operation(operation_id=step.pk, by=by, now=now)
            workshop_services.finish_operation(operation_id=step.pk, by=by, now=now)
    return job


def _anatomy(job: Job) -> Anatomy:
    return read_anatomy(job.piece.anatomy)


def _good_value(point: Any) -> str:
    if point.kind == "measured":
        return f"{(point.least + point.most) / 2:.3f}"
    return point.expected if point.kind == "read" else "yes"
