"""Who ordered what, and when: the order book before it was worked through."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from benchpin.atelier.demo.people import CUSTOMER
from benchpin.atelier.shop.services import Customer

__all__ = ["DAYS", "DemoOrder", "order_book"]

SEED = 1987  # the year the wall came down
DAYS = 43  # six weeks and today
PIECES = 42
BUSY_DAYS = 11

NAMES = (
    "Amara Okafor", "Ben Whitlock", "Charlotte Reyes", "Dev Patel", "Eleanor Finch", "Farid Haddad", "Grace Adeyemi",
    "Hugo Lindqvist", "Isla MacRae", "Jonah Feld", "Keiko Tanaka", "Liam O’Connell", "Maya Rosen", "Niamh Byrne",
    "Oscar Svensson", "Poppy Garland", "Quentin Ashby", "Rosa Delgado", "Samir Chaudhry", "Tess Holloway", "Uma Krishnan",
    "Victor Lam", "Wren Abbott", "Xanthe Pryce", "Yusuf Demir", "Zara Quinn", "Alice Thornton", "Bruno Costa",
)  # fmt: skip
WORDS = ("Always & ever", "M + J", "14 . VI", "To the moon", "Yes.", "Here we are", "A & T, Kyoto", "Wherever you go")

SOLITAIRES: tuple[Mapping[str, str], ...] = (
    {"gem": "diamond", "stone_width": "5.0"},
    {"metal": "pt_950_ru", "gem": "diamond_lab", "stone_width": "6.5"},
    {"gem": "sapphire", "cut": "oval", "stone_width": "6.0", "claws": "4"},
    {"metal": "au_w18_pd", "gem": "diamond_lab", "cut": "princess", "stone_width": "5.5", "claws": "4"},
    {"metal": "au_r18", "gem": "morganite", "cut": "oval", "stone_width": "7.0", "claws": "4", "band_width": "2.4"},
    {"gem": "ruby", "stone_width": "5.5", "finish": "satin"},
    {"metal": "pt_950_ru", "gem": "moissanite", "stone_width": "7.0", "band_width": "2.4"},
)
BANDS: tuple[Mapping[str, str], ...] = (
    {"band_width": "4.0"},
    {"metal": "pt_950_ru", "profile": "flat_court", "band_width": "5.0", "finish": "satin"},
    {"metal": "au_w18_pd", "profile": "court", "band_width": "2.5"},
    {"metal": "au_y9", "profile": "d", "band_width": "6.0", "finish": "hammered"},
    {"metal": "au_r18", "profile": "flat", "band_width": "3.0", "finish": "matte"},
)
PENDANTS: tuple[Mapping[str, str], ...] = (
    {"gem": "sapphire"},
    {"metal": "ag_925", "gem": "amethyst", "cut": "oval", "chain_length": "500"},
    {"gem": "aquamarine", "stone_width": "6.5", "chain_length": "400"},
    {"metal": "au_y9", "gem": "citrine"},
)
STUDS: tuple[Mapping[str, str], ...] = (
    {},
    {"metal": "au_y18", "gem": "diamond", "stone_width": "4.0"},
    {"metal": "ag_925", "gem": "citrine", "stone_width": "6.0"},
    {"metal": "pt_950_ru", "gem": "sapphire", "stone_width": "4.5"},
)
KINDS = (
    ("vyse-solitaire", SOLITAIRES),
    ("canal-band", BANDS),
    ("lantern-pendant", PENDANTS),
    ("morning-studs", STUDS),
)
SIZES = ("UK:J", "UK:K 1/2", "UK:L", "UK:M", "UK:N 1/2", "UK:O", "UK:Q", "UK:S", "UK:U")
RINGS = {"vyse-solitaire", "canal-band"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOrder:
    """One order and what becomes of it, as far as its customer decides it."""

    on_day: int  # 0 is the house's first day
    at_minute: int  # after six in the evening
    customer: Customer
    slug: str
    answers: Mapping[str, str] = field(default_factory=dict)
    stone_number: str = ""
    at_shop: bool = False  # pays over the counter
    pays_deposit: bool = True
    pays_balance: bool = True
    fails: str = ""  # the inspection point that is found wanting the first time
    cancelled_after_days: int | None = None


def order_book() -> list[DemoOrder]:
    """The same book every time: drawn from a seed, with Clara's orders and a few particular fates put in."""
    luck = random.Random(SEED)
    # The busy season has begun: half of the orders came in the last eleven days, and are still being made.
    calm = [luck.randrange(DAYS - BUSY_DAYS) for _ in range((PIECES - 4) // 2)]
    busy = [luck.randrange(DAYS - BUSY_DAYS, DAYS - 1) for _ in range((PIECES - 4) // 2)]
    days = sorted(calm + busy)
    orders = [_drawn(luck, place, day) for place, day in enumerate(days)]
    return sorted([*_with_fates(orders), *_claras(), *_undecided(luck)], key=lambda order: (order.on_day, order.at_minute))


def _drawn(luck: random.Random, place: int, day: int) -> DemoOrder:
    slug, configurations = KINDS[luck.choices(range(4), weights=(5, 5, 3, 3))[0]]
    answers = dict(luck.choice(configurations))
    if slug in RINGS:
        answers["size"] = luck.choice(SIZES)
        if luck.random() < 0.3:
            answers["engraving"] = luck.choice(WORDS)
    name = NAMES[place % len(NAMES)]
    gift = luck.random() < 0.2
    customer = _customer(name, ship=luck.random() < 0.7, gift="With all my love, on the day." if gift else "")
    return DemoOrder(
        on_day=day,
        at_minute=luck.randrange(180),
        customer=customer,
        slug=slug,
        answers=answers,
        at_shop=luck.random() < 0.2,
    )


def _customer(name: str, *, ship: bool, gift: str = "", email: str = "") -> Customer:
    user = name.lower().replace(" ", ".").replace("’", "")
    return Customer(
        name=name,
        email=email or f"{user}@example.com",
        phone="07700 900" + str(100 + len(name) * 7),
        delivery="ship" if ship else "collect",
        address=f"{len(name)} Canal Street\nBirmingham\nB1 2JT" if ship else "",
        gift_message=gift,
        gift_from=name.split()[0] if gift else "",
        hide_price=bool(gift),
    )


def _with_fates(orders: list[DemoOrder]) -> list[DemoOrder]:
    """What does not go to plan: work found wanting, a deposit that never came, a change of heart, a balance awaited."""
    changed = list(orders)
    for place, wanting in ((4, "surface"), (11, "finish"), (19, "mass")):
        changed[place] = replace(orders[place], fails=wanting)
    for place in (14, 17):
        changed[place] = replace(orders[place], pays_balance=False)
    changed[9] = replace(orders[9], pays_deposit=False)
    changed[22] = replace(orders[22], cancelled_after_days=1)
    return changed


def _claras() -> list[DemoOrder]:
    """The demo customer has one piece at home, one on the bench, and one that waits for her deposit."""
    clara = _customer("Clara Bell", ship=True, email=CUSTOMER)
    return [
        DemoOrder(
            on_day=1,
            at_minute=20,
            customer=clara,
            slug="canal-band",
            answers={"size": "UK:M 1/2", "band_width": "3.0", "engraving": "Still here"},
        ),
        DemoOrder(
            on_day=DAYS - 7,
            at_minute=45,
            customer=clara,
            slug="vyse-solitaire",
            answers={"gem": "sapphire", "size": "UK:M 1/2", "metal": "pt_950_ru"},
            stone_number="S-0312",
        ),
        DemoOrder(
            on_day=DAYS - 2, at_minute=100, customer=clara, slug="lantern-pendant", answers={"gem": "ruby"}, pays_deposit=False
        ),
    ]


def _undecided(luck: random.Random) -> list[DemoOrder]:
    """Yesterday evening's orders, whose deposits are awaited."""
    return [
        DemoOrder(
            on_day=DAYS - 2,
            at_minute=30 + 50 * place,
            customer=_customer(name, ship=True),
            slug="vyse-solitaire",
            answers={**SOLITAIRES[place], "size": luck.choice(SIZES)},
            pays_deposit=False,
        )
        for place, name in enumerate(("Imogen Vale", "Theo Marsh", "Nadia Kowalska"))
    ]
