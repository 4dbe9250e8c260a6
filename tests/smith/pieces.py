"""Pieces the tests of the core know by heart: anatomies written out, no solids built."""

from dataclasses import replace
from datetime import date

from benchpin.smith.anatomy import Anatomy, Engraving, Finding, Measure, MetalPart, StoneSet
from benchpin.smith.pricing import GemPrice, PriceBook

DIAMOND = StoneSet(
    key="centre",
    name="Centre stone",
    gem="diamond",
    cut="round",
    width_mm=6.0,
    length_mm=6.0,
    depth_mm=3.65,
    carats=0.8,
    setting="claw",
    claws=6,
)
# 320 mm³ of 18 ct yellow gold: 4.96 g, 3.72 g of it pure.
SOLITAIRE = Anatomy(
    design="solitaire",
    kind="ring",
    alloy="au_y18",
    finish="polished",
    parts=(MetalPart(key="ring", name="Ring", alloy="au_y18", volume_mm3=320.0, surface_mm2=550.0, mass_g=4.96),),
    stones=(DIAMOND,),
    measures=(Measure(key="band_width", label="Band width", value=2.2, unit="mm", tolerance=0.15),),
    ring_size="UK:M 1/2",
)
WORDS = Engraving(
    text="Für immer", typeface="cinzel", place="inside the band", letter_height_mm=1.2, depth_mm=0.15, method="laser"
)
BAND = replace(SOLITAIRE, design="wedding_band", stones=(), engravings=(WORDS,))
PENDANT = Anatomy(
    design="bezel_pendant",
    kind="necklace",
    alloy="ag_925",
    finish="satin",
    parts=(MetalPart(key="pendant", name="Pendant", alloy="ag_925", volume_mm3=120.0, surface_mm2=200.0, mass_g=1.24),),
    stones=(replace(DIAMOND, gem="emerald", cut="oval", length_mm=8.4, setting="bezel", claws=0, carats=1.1),),
    findings=(
        Finding(key="chain", name="Cable chain", alloy="ag_925", mass_g=3.0, length_mm=450.0, joined=False),
        Finding(key="bail", name="Bail", alloy="ag_925", mass_g=0.06),
    ),
    measures=(Measure(key="chain_length", label="Chain length", value=450.0, unit="mm", tolerance=5.0),),
)
STUDS = Anatomy(
    design="stud_earrings",
    kind="earrings",
    alloy="au_w18_pd",
    finish="polished",
    parts=(MetalPart(key="stud", name="Stud", alloy="au_w18_pd", volume_mm3=15.0, surface_mm2=60.0, mass_g=0.243, count=2),),
    stones=(replace(DIAMOND, key="pair", name="Stones", width_mm=5.0, length_mm=5.0, carats=0.46, claws=4, count=2),),
    findings=(
        Finding(key="post", name="Ear posts", alloy="au_w18_pd", mass_g=0.08, count=2, length_mm=10.0),
        Finding(key="scroll", name="Butterfly backs", alloy="au_w18_pd", mass_g=0.15, count=2, joined=False),
    ),
)
PIECES = (SOLITAIRE, BAND, PENDANT, STUDS)

BOOK = PriceBook(
    version="2026-11-23",
    as_of=date(2026, 11, 23),
    currency="GBP",
    fine_metal_cents_per_g={"Au": 6_430.0, "Ag": 80.0, "Pt": 2_500.0, "Pd": 2_600.0},
    alloy_premium_percent={"yellow_gold": 6, "rose_gold": 6, "white_gold": 8, "platinum": 10, "silver": 25},
    metal_loss_percent={"yellow_gold": 8, "rose_gold": 8, "white_gold": 8, "platinum": 8, "silver": 8},
    gems=(
        GemPrice(gem="diamond", from_carats=0.0, cents_per_carat=90_000),
        GemPrice(gem="diamond", from_carats=0.5, cents_per_carat=220_000),
        GemPrice(gem="diamond", from_carats=1.0, cents_per_carat=420_000),
        GemPrice(gem="emerald", from_carats=0.0, cents_per_carat=60_000),
    ),
    gem_markup_percent=20,
    labour_cents_per_hour={
        "caster": 4_000,
        "goldsmith": 4_800,
        "setter": 5_400,
        "polisher": 4_200,
        "engraver": 5_000,
        "inspector": 4_800,
        "office": 3_000,
    },
    finding_markup_percent=30,
    services_cents={"hallmark": 850},
    overhead_percent=100,
    margin_percent=30,
    tax_percent=20,
    tax_name="VAT",
)
