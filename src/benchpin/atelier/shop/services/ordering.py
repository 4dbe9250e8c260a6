"""From a basket to an order with bench time behind it."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.db.models.functions import Length

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.catalogue.configuring import asked, configure, derive
from benchpin.atelier.outbox.services import put
from benchpin.atelier.shop.baskets import deposit_cents
from benchpin.atelier.shop.models import Basket, BasketLine, Order, OrderLine, Payment
from benchpin.atelier.shop.offers import NotOnOffer, Offer, make_offer
from benchpin.atelier.shop.payments import AT_SHOP
from benchpin.atelier.shop.services.refusals import Change, NothingToOrder, OfferMoved
from benchpin.atelier.stock.services import StockRefused, reserve_stone
from benchpin.atelier.workshop.services import NoCapacity, hold_bench
from benchpin.smith.errors import DesignRefused

__all__ = ["HELD_FOR", "Customer", "place_order"]

# How long bench and stone wait for the deposit: a weekend must not end it, a week would block the bench for others.
HELD_FOR = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who orders, and where the piece goes."""

    name: str
    email: str
    phone: str = ""
    delivery: str = "ship"  # or "collect"
    address: str = ""
    country: str = "GB"
    gift_message: str = ""
    gift_from: str = ""
    hide_price: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A line for which bench and stone are held."""

    reference: uuid.UUID
    offer: Offer
    promised_on: date


def place_order(
    *,
    basket: Basket,
    customer: Customer,
    idempotency_key: str,
    now: datetime,
    user: User | None = None,
    agreed: Iterable[str] | None = None,
    pays_at_shop: bool = False,
) -> Order:
    """Order all that is in a basket, or nothing.

    Prices and days are worked out again from the choices alone. The same `idempotency_key` again returns the same order.

    Args:
        agreed: each line as the customer saw it (`CheckedLine.agreed`); as it was put into the basket if not given.
        pays_at_shop: the deposit comes over the counter or by transfer, and staff record it.
    Raises:
        OfferMoved: if a price or a day is not what was agreed, or a line can no longer be ordered.
        NothingToOrder: if the basket is empty or was ordered already.
    """
    if (order := Order.objects.filter(idempotency_key=idempotency_key).first()) is not None:
        return order
    _build_solids(basket)
    return _place(basket, customer, idempotency_key, now, user, agreed, pays_at_shop)


def _build_solids(basket: Basket) -> None:
    """Build every piece before the lock: nobody else should wait for geometry."""
    for line in basket.lines.select_related("listing"):
        try:
            derive(configure(line.listing, asked(line.listing, line.choices)))
        except DesignRefused:
            continue  # said with the line's other changes, in _take


@transaction.atomic
def _place(
    basket: Basket,
    customer: Customer,
    idempotency_key: str,
    now: datetime,
    user: User | None,
    agreed: Iterable[str] | None,
    pays_at_shop: bool,
) -> Order:
    lines = list(basket.lines.select_related("listing__workshop"))
    if not lines:
        raise NothingToOrder("Your basket is empty.")
    # The workshop's row is the one door: order numbers, bench time and stones are given out behind it, one customer at a time.
    workshop = Workshop.objects.select_for_update().get(pk=lines[0].listing.workshop_id)
    if (order := Order.objects.filter(idempotency_key=idempotency_key).first()) is not None:
        return order
    if not Basket.objects.filter(pk=basket.pk, ordered_at__isnull=True).update(ordered_at=now, user=user):
        raise NothingToOrder("What was in this basket is ordered already.")
    taken = _take_all(lines, agreed, workshop, now)
    order = _write(workshop, customer, taken, idempotency_key, user, now)
    if pays_at_shop:
        _announce_deposit(order, now)
    put(key=f"shop.order_placed:{order.pk}", kind="shop.order_placed", payload={"order_id": order.pk}, now=now)
    put(
        key=f"shop.hold_ends:{order.pk}",
        kind="shop.hold_ends",
        payload={"order_id": order.pk},
        now=now,
        due_at=now + HELD_FOR,
    )
    return order


def _take_all(lines: list[BasketLine], agreed: Iterable[str] | None, workshop: Workshop, now: datetime) -> list[_Taken]:
    """Hold bench and stone for every line, each on the plan the one before it left; all are tried, to say all that moved."""
    seen = None if agreed is None else _read_agreed(agreed)
    taken, changes = [], []
    for line in lines:
        price_cents, on = (line.price_cents, line.promised_on) if seen is None else seen.get(line.pk, (0, line.promised_on))
        change, held = _take(line, price_cents, on, workshop, now)
        changes.append(change)
        taken += held
    if any(change.price_moved or change.day_moved or change.refusal for change in changes):
        raise OfferMoved(tuple(changes))
    return taken


def _take(
    line: BasketLine, price_cents: int, promised_on: date, workshop: Workshop, now: datetime
) -> tuple[Change, list[_Taken]]:
    old: dict[str, Any] = {"line_id": line.pk, "name": line.listing.name, "old_price_cents": price_cents, "old_on": promised_on}
    try:
        if not line.listing.published or line.listing.workshop_id != workshop.pk:
            raise NotOnOffer("We no longer offer this piece.")
        offer = make_offer(listing=line.listing, answers=line.choices, stone_number=line.stone_number, now=now)
        reference = uuid.uuid4()
        if offer.stone:
            reserve_stone(workshop_id=workshop.pk, number=offer.stone.number, reference=str(reference), now=now)
        on = _held_on(offer, promised_on, reference, workshop, now)
    except (DesignRefused, NotOnOffer, StockRefused, NoCapacity) as refusal:
        return Change(**old, shown=(), refusal=str(refusal)), []
    shown = tuple(offer.specification.shown())
    change = Change(**old, shown=shown, new_price_cents=offer.price_cents, new_on=on)
    return change, [_Taken(reference=reference, offer=offer, promised_on=on)]


def _held_on(offer: Offer, promised_on: date, reference: uuid.UUID, workshop: Workshop, now: datetime) -> date:
    """Hold the bench for the day that was seen, even if an earlier one has become possible; else for the first that is left."""

    def hold(on: date) -> date:
        hold_bench(
            workshop_id=workshop.pk,
            reference=str(reference),
            route=offer.route,
            promised_on=on,
            now=now,
            expires_at=now + HELD_FOR,
        )
        return on

    try:
        return hold(promised_on)
    except NoCapacity as full:
        return hold(full.earliest)


def _read_agreed(agreed: Iterable[str]) -> dict[int, tuple[int, date]]:
    """What the page said of each line. Text from a browser: what cannot be read was not agreed."""
    seen = {}
    for text in agreed:
        try:
            line_id, price_cents, on = text.split(":")
            seen[int(line_id)] = (int(price_cents), date.fromisoformat(on))
        except ValueError:
            continue
    return seen


def _write(
    workshop: Workshop, customer: Customer, taken: list[_Taken], idempotency_key: str, user: User | None, now: datetime
) -> Order:
    fields = asdict(customer)
    order = Order.objects.create(
        workshop=workshop,
        number=_next_number(),
        token=secrets.token_urlsafe(24),
        idempotency_key=idempotency_key,
        user=user,
        customer_name=fields.pop("name"),
        **fields,
        currency=taken[0].offer.sheet.currency,
        total_cents=sum(line.offer.price_cents for line in taken),
        deposit_cents=deposit_cents(line.offer for line in taken),
        placed_at=now,
    )
    OrderLine.objects.bulk_create(_line(order, sequence, line) for sequence, line in enumerate(taken, start=1))
    return order


def _announce_deposit(order: Order, now: datetime) -> None:
    Payment.objects.create(
        order=order,
        provider=AT_SHOP,
        idempotency_key=secrets.token_hex(16),
        purpose=Payment.Purpose.DEPOSIT,
        amount_cents=order.deposit_cents,
        currency=order.currency,
        made_at=now,
    )


def _line(order: Order, sequence: int, taken: _Taken) -> OrderLine:
    offer = taken.offer
    return OrderLine(
        id=taken.reference,
        order=order,
        sequence=sequence,
        listing_slug=offer.listing.slug,
        name=offer.listing.name,
        specification=offer.specification.as_dict(),
        specification_hash=offer.specification.hash,
        shown=[list(pair) for pair in offer.specification.shown()],
        anatomy=msgspec.to_builtins(offer.anatomy),
        route=msgspec.to_builtins(offer.route),
        cost_sheet=msgspec.to_builtins(offer.sheet),
        stone_number=offer.stone.number if offer.stone else "",
        price_cents=offer.price_cents,
        quote=msgspec.to_builtins(offer.quote),
        promised_on=taken.promised_on,
        may_withdraw=offer.withdrawal.may_withdraw,
        withdrawal_reason=offer.withdrawal.reason,
    )


def _next_number() -> str:
    last = Order.objects.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return f"B-{int(last.removeprefix('B-')) + 1 if last else 1:04}"
