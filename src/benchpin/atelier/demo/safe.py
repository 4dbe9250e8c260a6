"""What is in the safe: metal by lot, stones kept singly with their reports, and parcels of calibrated stones."""

from datetime import datetime, timedelta
from decimal import Decimal

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.demo.people import MANAGER
from benchpin.atelier.stock.models import Parcel, Stone
from benchpin.atelier.stock.services import receive_lot

__all__ = ["fill_safe"]

REFINER = "Vyse Street Bullion"
RECYCLED = "Recycled gold, refiner’s chain-of-custody certificate"
# number, alloy, grams, days before the house's first day, provenance, which paper says so
LOTS = (
    ("G18Y-014", "au_y18", "120.00", 20, RECYCLED, "VSB-CoC-2291"),
    ("G18Y-015", "au_y18", "160.00", 2, RECYCLED, "VSB-CoC-2350"),
    ("G18R-006", "au_r18", "90.00", 16, RECYCLED, "VSB-CoC-2292"),
    ("G18W-009", "au_w18_pd", "110.00", 9, "", ""),
    ("G9Y-011", "au_y9", "80.00", 30, RECYCLED, "VSB-CoC-2207"),
    ("PT-004", "pt_950_ru", "140.00", 12, "", ""),
    ("AG-021", "ag_925", "400.00", 25, "", ""),
)
# number, gem, cut, width, length, depth, carats, colour, clarity, origin, treatment, laboratory, report, pounds
STONES = (
    ("D-1007", "diamond", "round", "6.02", "6.05", "3.72", "0.830", "F", "VS1", "Botswana", "", "GIA", "2231004417", 3150),
    ("D-1008", "diamond", "round", "5.96", "5.99", "3.68", "0.810", "H", "SI1", "Canada", "", "GIA", "2231008812", 2240),
    ("D-1011", "diamond", "round", "6.51", "6.54", "4.01", "1.050", "G", "VS2", "Botswana", "", "GIA", "6232117790", 4980),
    ("S-0312", "sapphire", "round", "6.04", "6.07", "3.80", "1.120", "Royal", "", "Ceylon", "None", "SSEF", "138204", 2680),
    ("S-0315", "sapphire", "oval", "6.03", "8.42", "3.94", "1.560", "Cornflower", "", "Madagascar", "Heated", "", "", 980),
    ("R-0071", "ruby", "round", "5.52", "5.55", "3.41", "0.850", "Vivid", "", "Mozambique", "Heated", "GRS", "2025-061", 1340),
    ("E-0044", "emerald", "oval", "5.98", "8.38", "4.05", "1.220", "Green", "", "Zambia", "Minor oil", "SSEF", "138377", 1980),
    ("A-0120", "aquamarine", "round", "6.98", "7.02", "4.32", "1.240", "Santa Maria", "", "Brazil", "None", "", "", 420),
)  # fmt: skip
PARCEL_WIDTHS = ("4.0", "5.0", "5.5", "6.0", "6.5")
PARCEL_GEMS = ("diamond", "diamond_lab", "moissanite", "sapphire", "ruby", "aquamarine", "amethyst", "citrine")


def fill_safe(workshop: Workshop, opened_at: datetime) -> None:
    """Receive lots, stones and parcels, all before the house's first day."""
    ruth = User.objects.get(email=MANAGER)
    for number, alloy, grams, days_before, provenance, document in LOTS:
        received_at = opened_at - timedelta(days=days_before)
        receive_lot(
            workshop_id=workshop.pk,
            number=number,
            alloy=alloy,
            supplier=REFINER,
            grams=Decimal(grams),
            received_on=received_at.date(),
            by=ruth,
            now=received_at,
            provenance=provenance,
            document=document,
        )
    received_on = (opened_at - timedelta(days=5)).date()
    fields = ("number", "gem", "cut", "width_mm", "length_mm", "depth_mm", "carats", "colour", "clarity", "origin", "treatment")
    for *facts, lab, report, pounds in STONES:
        named = dict(zip(fields, facts, strict=True))
        Stone.objects.create(
            workshop=workshop,
            **named,
            report_lab=lab,
            report_number=report,
            price_cents=pounds * 100,
            received_on=received_on,
        )
    Parcel.objects.bulk_create(
        Parcel(
            workshop=workshop,
            number=f"P-{place:03}",
            gem=gem,
            cut="round",
            width_mm=Decimal(width),
            length_mm=Decimal(width),
            supplier="Hatton & Sons",
            received_on=received_on,
            count=12,
        )
        for place, (gem, width) in enumerate(((gem, width) for gem in PARCEL_GEMS for width in PARCEL_WIDTHS), start=1)
    )
