"""Metal in and out of the safe, stones spoken for and taken."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import F

from benchpin.atelier.accounts.models import User
from benchpin.atelier.stock.models import Lot, MetalAccount, MetalTransfer, Parcel, ParcelIssue, Stone, StoneReservation
from benchpin.atelier.stock.queries import FITS_WITHIN_MM
from benchpin.smith.anatomy import Anatomy, StoneSet

Place = MetalAccount.Place
ReturnPlace = Literal["stock", "scrap"]


class StockRefused(ValueError):
    """That metal or stones cannot be moved as asked, with a sentence for the bench."""


class StoneTaken(StockRefused):
    """That somebody else was faster."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"Stone {number} has just been reserved by somebody else. Choose another stone.")


def milligrams(grams: float | Decimal) -> int:
    """Whole milligrams, the unit of the ledger: half a milligram goes up."""
    return int((Decimal(str(grams)) * 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@transaction.atomic
def receive_lot(
    *,
    workshop_id: int,
    number: str,
    alloy: str,
    supplier: str,
    grams: float | Decimal,
    received_on: date,
    by: User | None,
    now: datetime,
    provenance: str = "",
    document: str = "",
) -> Lot:
    """Take a delivery of metal into the safe.

    Raises:
        StockRefused: if the workshop already has a lot of that number, or the weight is not above zero.
    """
    _weight(grams)
    if Lot.objects.filter(workshop_id=workshop_id, number=number).exists():
        raise StockRefused(f"There is already a lot {number}.")
    lot = Lot.objects.create(
        workshop_id=workshop_id,
        number=number,
        alloy=alloy,
        supplier=supplier,
        received_on=received_on,
        provenance=provenance,
        document=document,
    )
    _move(
        key=f"receive:{lot.pk}",
        source=_account(lot.pk, Place.SUPPLIER),
        target=_account(lot.pk, Place.STOCK),
        amount_mg=_weight(grams),
        memo=f"Delivery from {supplier}"[:120],
        by=by,
        now=now,
    )
    return lot


@transaction.atomic
def issue_metal(
    *, job_number: str, lot_id: int, grams: float | Decimal, by: User | None, now: datetime, key: str
) -> MetalTransfer:
    """Give metal out of the safe to a job. The same `key` again returns the first entry and moves nothing.

    Raises:
        StockRefused: if the lot does not hold that much.
    """
    return _move(
        key=key,
        source=_account(lot_id, Place.STOCK),
        target=_account(lot_id, Place.JOB, job_number),
        amount_mg=_weight(grams),
        memo=f"To the bench for {job_number}",
        by=by,
        now=now,
    )


@transaction.atomic
def return_metal(
    *,
    job_number: str,
    lot_id: int,
    grams: float | Decimal,
    place: ReturnPlace,
    by: User | None,
    now: datetime,
    key: str,
) -> MetalTransfer:
    """Take metal back from a job, into the safe or into scrap. The same `key` again moves nothing.

    Raises:
        StockRefused: if the job does not hold that much of this lot.
    """
    return _move(
        key=key,
        source=_account(lot_id, Place.JOB, job_number),
        target=_account(lot_id, place),
        amount_mg=_weight(grams),
        memo=f"Back from {job_number}",
        by=by,
        now=now,
    )


@transaction.atomic
def finish_metal(
    *, workshop_id: int, job_number: str, grams: float | Decimal, by: User | None, now: datetime
) -> list[MetalTransfer]:
    """Book what a job still holds: `grams` into the finished piece, the rest as lost in working.

    Several lots share both in proportion. A piece that weighs more than the bench was given takes what there is:
    the missing entry then shows in the ledger instead of stopping the piece.
    """
    accounts = list(
        MetalAccount.objects.select_for_update()
        .filter(lot__workshop_id=workshop_id, place=Place.JOB, job=job_number, balance_mg__gt=0)
        .order_by("pk")
    )
    held = sum(account.balance_mg for account in accounts)
    into_piece = min(_weight(grams), held)
    transfers: list[MetalTransfer] = []
    for account in accounts:
        # What is left is shared over what is left, so that the shares add up to the milligram.
        share = round(into_piece * account.balance_mg / held)
        for place, amount_mg in ((Place.PIECE, share), (Place.LOSS, account.balance_mg - share)):
            if amount_mg:
                target = _account(account.lot_id, place, job_number if place == Place.PIECE else "")
                key = f"finish:{place}:{account.pk}:{now.isoformat()}"
                memo = f"Finished {job_number}"
                transfers.append(_move(key=key, source=account, target=target, amount_mg=amount_mg, memo=memo, by=by, now=now))
        into_piece, held = into_piece - share, held - account.balance_mg
    return transfers


@transaction.atomic
def reserve_stone(*, workshop_id: int, number: str, reference: str, now: datetime) -> Stone:
    """Speak for a single stone. Asking again for the same reference changes nothing.

    Raises:
        StoneTaken: if it is spoken for.
        StockRefused: if there is no such stone.
    """
    stone = Stone.objects.select_for_update().filter(workshop_id=workshop_id, number=number).first()
    if stone is None:
        raise StockRefused(f"There is no stone {number}.")
    live = StoneReservation.objects.filter(stone=stone, released_at__isnull=True).first()
    if live is not None and live.reference == reference:
        return stone
    if live is not None:
        raise StoneTaken(number)
    try:
        with transaction.atomic():
            StoneReservation.objects.create(stone=stone, reference=reference, made_at=now)
    except IntegrityError as refusal:  # the index is the judge, should the lock ever be missing
        raise StoneTaken(number) from refusal
    return stone


def release_stone(*, reference: str, now: datetime) -> None:
    """Give back whatever stone a reference has spoken for."""
    StoneReservation.objects.filter(reference=reference, released_at__isnull=True).update(released_at=now)


@transaction.atomic
def issue_parcel_stones(
    *, workshop_id: int, job_number: str, stones: Iterable[StoneSet], by: User | None, now: datetime
) -> list[ParcelIssue]:
    """Count stones out of the parcels that fit, the oldest parcel first. Asking again for the same job changes nothing.

    A set of stones that no single parcel can fill is left out: it has to be ordered.
    """
    if already := list(ParcelIssue.objects.filter(parcel__workshop_id=workshop_id, job=job_number)):
        return already
    issues = []
    for stone in stones:
        parcel = _parcel_for(workshop_id, stone)
        if parcel is not None:
            Parcel.objects.filter(pk=parcel.pk).update(count=F("count") - stone.count)
            issues.append(ParcelIssue.objects.create(parcel=parcel, job=job_number, count=stone.count, at=now, by=by))
    return issues


def stones_from_parcels(anatomy: Anatomy, *, single_stone: bool) -> tuple[StoneSet, ...]:
    """The sets of a piece that come from parcels: all, or all but the centre when that one is chosen singly."""
    return anatomy.stones[1:] if single_stone else anatomy.stones


def _parcel_for(workshop_id: int, stone: StoneSet) -> Parcel | None:
    width, length = Decimal(str(stone.width_mm)), Decimal(str(stone.length_mm))
    return (
        Parcel.objects.select_for_update()
        .filter(
            workshop_id=workshop_id,
            gem=stone.gem,
            cut=stone.cut,
            count__gte=stone.count,
            width_mm__range=(width - FITS_WITHIN_MM, width + FITS_WITHIN_MM),
            length_mm__range=(length - FITS_WITHIN_MM, length + FITS_WITHIN_MM),
        )
        .order_by("received_on", "pk")
        .first()
    )


def _weight(grams: float | Decimal) -> int:
    amount_mg = milligrams(grams)
    if amount_mg <= 0:
        raise StockRefused("A weight must be at least one milligram.")
    return amount_mg


def _account(lot_id: int, place: str, job: str = "") -> MetalAccount:
    return MetalAccount.objects.get_or_create(lot_id=lot_id, place=place, job=job)[0]


def _move(
    *,
    key: str,
    source: MetalAccount,
    target: MetalAccount,
    amount_mg: int,
    memo: str,
    by: User | None,
    now: datetime,
) -> MetalTransfer:
    """Write one transfer; the database's triggers move the balances and refuse to overdraw one."""
    if (earlier := MetalTransfer.objects.filter(key=key).first()) is not None:
        return earlier
    balance_mg = MetalAccount.objects.select_for_update().get(pk=source.pk).balance_mg
    if source.place != Place.SUPPLIER and balance_mg < amount_mg:
        raise StockRefused(
            f"Only {balance_mg / 1000:.3f} g of lot {source.lot} {_where(source)}, not {amount_mg / 1000:.3f} g."
        )
    return MetalTransfer.objects.create(key=key, source=source, target=target, amount_mg=amount_mg, memo=memo, at=now, by=by)


def _where(account: MetalAccount) -> str:
    return {"stock": "is in the safe", "job": f"is at the bench for {account.job}"}.get(account.place, "is there")
