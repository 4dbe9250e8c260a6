"""What is in the safe and what is free."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from benchpin.atelier.accounts.models import User
from benchpin.atelier.stock.models import Lot, MetalAccount, MetalTransfer, Parcel, ParcelIssue, Stone, StoneReservation
from benchpin.smith.anatomy import Anatomy

# A seat is cut to the very stone; within this the design's claws and bezel still fit it.
FITS_WITHIN_MM = Decimal("0.15")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMetal:
    """What one job was given of one lot, and where it is."""

    lot: Lot
    at_bench_mg: int
    in_piece_mg: int


def free_stones(workshop_id: int) -> QuerySet[Stone]:
    """Single stones that nobody has spoken for."""
    taken = StoneReservation.objects.filter(stone=OuterRef("pk"), released_at__isnull=True)
    return Stone.objects.filter(~Exists(taken), workshop_id=workshop_id)


def free_stones_for(workshop_id: int, anatomy: Anatomy) -> list[Stone]:
    """Free single stones that fit in place of a piece's centre stone, the best fit first."""
    if not anatomy.stones or anatomy.stones[0].count != 1:
        return []
    centre = anatomy.stones[0]
    width, length = Decimal(str(centre.width_mm)), Decimal(str(centre.length_mm))
    fitting = free_stones(workshop_id).filter(
        gem=centre.gem,
        cut=centre.cut,
        width_mm__range=(width - FITS_WITHIN_MM, width + FITS_WITHIN_MM),
        length_mm__range=(length - FITS_WITHIN_MM, length + FITS_WITHIN_MM),
    )
    return sorted(fitting, key=lambda stone: (abs(stone.width_mm - width) + abs(stone.length_mm - length), stone.number))


def lots_of(workshop_id: int, alloy: str) -> list[Lot]:
    """Lots of one alloy with metal in the safe, the oldest first, each with its `in_safe_mg`."""
    in_safe = Lot.objects.filter(accounts__place=MetalAccount.Place.STOCK, accounts__balance_mg__gt=0)
    return list(_with_metal_in_safe(in_safe.filter(workshop_id=workshop_id, alloy=alloy)))


def lots_for(user: User) -> QuerySet[Lot]:
    """All lots of the workshops somebody works in, each with what of it is where: `in_safe_mg`, `at_bench_mg` ..."""
    return _with_metal_in_safe(Lot.objects.filter(workshop__memberships__user=user)).annotate(
        at_bench_mg=_balance_at(MetalAccount.Place.JOB),
        in_pieces_mg=_balance_at(MetalAccount.Place.PIECE),
        scrap_mg=_balance_at(MetalAccount.Place.SCRAP),
        lost_mg=_balance_at(MetalAccount.Place.LOSS),
    )


def accounts_of_lot(lot: Lot) -> QuerySet[MetalAccount]:
    """Where a lot is now, by place and job; what is empty is left out."""
    inside = lot.accounts.exclude(place=MetalAccount.Place.SUPPLIER).filter(balance_mg__gt=0)
    return inside.order_by("place", "job")


def stones_for(user: User) -> QuerySet[Stone]:
    """All single stones of the workshops somebody works in, each with whether it `is_free`."""
    taken = StoneReservation.objects.filter(stone=OuterRef("pk"), released_at__isnull=True)
    return Stone.objects.filter(workshop__memberships__user=user).annotate(is_free=~Exists(taken)).order_by("number")


def parcels_for(user: User) -> QuerySet[Parcel]:
    return Parcel.objects.filter(workshop__memberships__user=user).order_by("gem", "cut", "width_mm", "number")


def transfers_of(workshop_id: int, job_number: str) -> QuerySet[MetalTransfer]:
    """Every movement of metal to and from one job, in the order it happened."""
    touches = Q(source__job=job_number) | Q(target__job=job_number)
    return (
        MetalTransfer.objects.filter(touches, source__lot__workshop_id=workshop_id)
        .select_related("source__lot", "target__lot", "by")
        .order_by("at", "pk")
    )


def transfers_of_lot(lot: Lot) -> QuerySet[MetalTransfer]:
    """Every movement of one lot, the latest first."""
    return MetalTransfer.objects.filter(source__lot=lot).select_related("source", "target", "by").order_by("-at", "-pk")


def metal_of(workshop_id: int, job_number: str) -> list[JobMetal]:
    """Which lots are in a job or its piece: the piece's provenance."""
    accounts = (
        MetalAccount.objects.filter(lot__workshop_id=workshop_id, job=job_number).select_related("lot").order_by("lot_id")
    )
    lots = {account.lot_id: account.lot for account in accounts}
    found = {(account.lot_id, account.place): account.balance_mg for account in accounts}
    return [
        JobMetal(
            lot=lot,
            at_bench_mg=found.get((lot_id, MetalAccount.Place.JOB), 0),
            in_piece_mg=found.get((lot_id, MetalAccount.Place.PIECE), 0),
        )
        for lot_id, lot in lots.items()
    ]


def issues_of(workshop_id: int, job_number: str) -> list[ParcelIssue]:
    """The stones counted out of parcels for one job."""
    return list(ParcelIssue.objects.filter(parcel__workshop_id=workshop_id, job=job_number).select_related("parcel"))


def _with_metal_in_safe(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    return lots.annotate(in_safe_mg=_balance_at(MetalAccount.Place.STOCK)).order_by("received_on", "number")


def _balance_at(place: str) -> Sum:
    return Sum("accounts__balance_mg", filter=Q(accounts__place=place), default=0)
