"""What Hollis & Wren offer, in their words, and what they price it by."""

from dataclasses import replace
from datetime import datetime, timedelta

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.catalogue.models import Listing, PriceBook
from benchpin.smith import pricing
from benchpin.smith.pricing import GemPrice, price_book_to_dict

__all__ = ["LISTINGS", "enter_prices", "fill_window"]

LISTINGS = (
    {
        "design_key": "solitaire",
        "slug": "vyse-solitaire",
        "name": "The Vyse solitaire",
        "summary": "One stone held clear of a fine court band, high enough for light, low enough for a glove.",
        "story": "The claws are cast with the band as one piece, so there is no seam to wear through. Tomas cuts the seats "
        "under the microscope once your stone is here, and closes the claws by hand. Choose four for more light, six for "
        "more calm. A princess cut is always held by four, at its corners.",
        "preset": {"metal": "au_y18", "gem": "diamond", "stone_width": "6.0", "size": "UK:M"},
    },
    {
        "design_key": "halo_ring",
        "slug": "harvest-halo",
        "name": "The Harvest halo",
        "summary": "A stone within a ring of smaller ones, evenly spaced to the tenth of a millimetre.",
        "story": "The ring of small stones follows the outline of yours, whatever its cut, and closes exactly. Each sits in "
        "beads of metal raised under the microscope.",
        "preset": {"metal": "pt_950_ru", "gem": "sapphire", "cut": "cushion", "size": "UK:M"},
    },
    {
        "design_key": "three_stone",
        "slug": "brook-three-stone",
        "name": "The Brook three-stone",
        "summary": "One stone between two: what was, what is, what will be.",
        "story": "The side stones lean away with the curve of the finger, each in claws of its own: light reaches all three.",
        "preset": {"metal": "au_y18", "gem": "diamond", "size": "UK:M"},
    },
    {
        "design_key": "bezel_solitaire",
        "slug": "harbour-bezel",
        "name": "The Harbour ring",
        "summary": "A stone rimmed in metal, low on the hand: a ring for people who use theirs.",
        "story": "The rim is burnished over the stone all round, and the back is left open. Cabochons look at home in it.",
        "preset": {"metal": "au_y9", "gem": "sapphire", "cut": "oval", "size": "UK:N"},
    },
    {
        "design_key": "eternity",
        "slug": "orbit-eternity",
        "name": "The Orbit eternity ring",
        "summary": "Stones all the way round, as many as your finger asks for, and not one squeezed in.",
        "story": "We divide the ring by the stones, not the stones by the ring: the gaps are the same everywhere. A full "
        "circle cannot be resized, so we measure you twice.",
        "preset": {"metal": "pt_950_ru", "gem": "diamond", "stone_width": "1.7", "size": "UK:M"},
    },
    {
        "design_key": "signet",
        "slug": "ledger-signet",
        "name": "The Ledger signet",
        "summary": "A table for your letters, or your seal, on shoulders that look carved from one piece.",
        "story": "Engraved by hand, straight for reading or in reverse for wax. The table is deep enough to be cut again by "
        "whoever wears it after you.",
        "preset": {"metal": "au_y9", "size": "UK:R"},
    },
    {
        "design_key": "twisted_band",
        "slug": "rope-band",
        "name": "The Rope band",
        "summary": "Two or three wires twisted like a cord: light on every turn, smooth on the finger.",
        "story": "The turns are counted to your size, so that the twist closes without a seam. It stacks well "
        "beside a plain band.",
        "preset": {"metal": "au_r18", "size": "UK:M"},
    },
    {
        "design_key": "wedding_band",
        "slug": "canal-band",
        "name": "The Canal band",
        "summary": "A plain ring, which is to say a ring with nowhere to hide: profile, width and surface are everything.",
        "story": "Cast, then trued on the mandrel until it rings. Court is the shape most hands forget they are wearing; flat "
        "sits like a line drawn round the finger. Ines hammers with a planishing hammer from 1952, about four hundred blows "
        "a ring. Words inside are cut by laser in letters drawn for it.",
        "preset": {"metal": "au_y18", "profile": "court", "band_width": "4.0", "size": "UK:P"},
    },
    {
        "design_key": "bezel_pendant",
        "slug": "lantern-pendant",
        "name": "The Lantern pendant",
        "summary": "A stone in a smooth collar of metal, on a fine trace chain. It swings, and catches what light there is.",
        "story": "A bezel protects a stone better than any claw: nothing catches on wool, nothing pulls. The collar is open at "
        "the back, so the stone is lit from both sides. Soft stones, emerald above all, are safest like this.",
        "preset": {"metal": "au_y18", "gem": "sapphire", "chain_length": "450"},
    },
    {
        "design_key": "claw_pendant",
        "slug": "window-pendant",
        "name": "The Window pendant",
        "summary": "A stone in fine claws, open to the light from every side.",
        "story": "Nothing stands behind the stone but a rail of wire, so it is as bright from the back as from the front.",
        "preset": {"metal": "au_w18_pd", "gem": "aquamarine", "cut": "pear"},
    },
    {
        "design_key": "name_necklace",
        "slug": "calling-necklace",
        "name": "The Calling necklace",
        "summary": "A name, or one letter, cut in metal and hung from both its ends.",
        "story": "The letters are drawn as one line of metal, so that nothing hangs by a thread. Eleven faces, six scripts.",
        "preset": {"metal": "au_y9"},
    },
    {
        "design_key": "engraved_disc",
        "slug": "letter-disc",
        "name": "The Letter disc",
        "summary": "A polished disc on a fine chain, for a line in type, or in the hand of somebody you love.",
        "story": "Send us a signature, a child's drawing, the last line of a letter: we cut it stroke for stroke, and keep the "
        "drawing with the piece's passport.",
        "preset": {"metal": "au_y18"},
    },
    {
        "design_key": "locket",
        "slug": "keeper-locket",
        "name": "The Keeper locket",
        "summary": "Two shells on a hinge, with room between them for what should stay with you.",
        "story": "The hinge has five knuckles and is fitted by hand until it closes with a click.",
        "preset": {"metal": "ag_925"},
    },
    {
        "design_key": "tennis_bracelet",
        "slug": "match-bracelet",
        "name": "The Match bracelet",
        "summary": "A line of stones that moves like a ribbon, each link hinged to the next.",
        "story": "Every link is cast, set and closed one by one; the clasp has a second catch, for peace of mind.",
        "preset": {"metal": "au_w18_pd"},
    },
    {
        "design_key": "stud_earrings",
        "slug": "morning-studs",
        "name": "Morning studs",
        "summary": "A matched pair in light claws, close to the ear. For every day, starting early.",
        "story": "Two stones are chosen together for colour before they are set. Posts and scrolls are of the same metal as "
        "the setting, and thick enough not to bend. They sit flat because the gallery is cut to the lobe, not to the page.",
        "preset": {"metal": "au_w18_pd", "gem": "diamond_lab"},
    },
    {
        "design_key": "hoops",
        "slug": "compass-hoops",
        "name": "Compass hoops",
        "summary": "A bar of metal bent into a circle: nothing more, and nothing less.",
        "story": "Cast as one bar and closed through the ear by a hinged wire, so there is no back to lose.",
        "preset": {"metal": "au_y18"},
    },
    {
        "design_key": "drop_earrings",
        "slug": "rain-drops",
        "name": "Rain drops",
        "summary": "A stone that hangs free below the ear and turns as you do.",
        "story": "The stone is held by its point and moves on a ring; the hook is bent by hand so that the pair hangs level.",
        "preset": {"metal": "au_y18", "gem": "aquamarine"},
    },
)

# Pounds a carat, bought, by the weight of one stone. Made up, in the order of what the trade paid in 2025.
CARAT_POUNDS = {
    "diamond": {0.0: 700, 0.3: 1300, 0.5: 1900, 0.7: 2600, 1.0: 4200, 1.5: 5600, 2.0: 7400},
    "diamond_lab": {0.0: 160, 0.5: 190, 1.0: 220, 2.0: 260},
    "moissanite": {0.0: 70, 1.0: 85},
    "sapphire": {0.0: 240, 0.5: 420, 1.0: 760, 2.0: 1250},
    "ruby": {0.0: 300, 0.5: 620, 1.0: 1350, 2.0: 2600},
    "emerald": {0.0: 260, 0.5: 520, 1.0: 1100, 2.0: 1900},
    "aquamarine": {0.0: 90, 0.5: 130, 1.0: 190, 2.0: 260},
    "morganite": {0.0: 60, 1.0: 110, 2.0: 150},
    "amethyst": {0.0: 12, 1.0: 16},
    "citrine": {0.0: 11, 1.0: 15},
}
FINE_METAL_PENCE = {"Au": 9800.0, "Pt": 3600.0, "Ag": 115.0, "Pd": 3300.0}
# The last change of prices: a little less for gold than today, so that older orders were sold at other figures.
EARLIER_GOLD_PENCE = 9560.0
PRICES_CHANGED = timedelta(days=21)


def fill_window(workshop: Workshop) -> None:
    for position, words in enumerate(LISTINGS):
        Listing.objects.create(workshop=workshop, position=position, **words)


def enter_prices(workshop: Workshop, opened_at: datetime) -> None:
    """Two price books: the one the house opened with, and the one that followed three weeks later."""
    first = _book(opened_at, version="Autumn list", gold_pence=EARLIER_GOLD_PENCE)
    later = opened_at + PRICES_CHANGED
    second = replace(first, version="Revised list", as_of=later.date(), fine_metal_cents_per_g=FINE_METAL_PENCE)
    for book, valid_from in ((first, opened_at), (second, later)):
        PriceBook.objects.create(workshop=workshop, version=book.version, valid_from=valid_from, body=price_book_to_dict(book))


def _book(opened_at: datetime, *, version: str, gold_pence: float) -> pricing.PriceBook:
    return pricing.PriceBook(
        version=version,
        as_of=opened_at.date(),
        currency="GBP",
        fine_metal_cents_per_g=FINE_METAL_PENCE | {"Au": gold_pence},
        alloy_premium_percent={"yellow_gold": 6, "rose_gold": 6, "white_gold": 8, "platinum": 10, "silver": 25},
        metal_loss_percent={"yellow_gold": 6, "rose_gold": 6, "white_gold": 7, "platinum": 8, "silver": 7},
        gems=tuple(
            GemPrice(gem=gem, from_carats=carats, cents_per_carat=pounds * 100)
            for gem, bands in CARAT_POUNDS.items()
            for carats, pounds in bands.items()
        ),
        gem_markup_percent=35,
        labour_cents_per_hour={
            "caster": 4000,
            "goldsmith": 4600,
            "polisher": 4000,
            "setter": 4800,
            "engraver": 4400,
            "inspector": 4200,
            "office": 3800,
        },
        finding_markup_percent=60,
        services_cents={"hallmark": 850},
        overhead_percent=85,
        margin_percent=38,
        tax_percent=20,
        tax_name="VAT",
        round_to_cents=500,
    )
