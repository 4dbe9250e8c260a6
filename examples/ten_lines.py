"""Build, weigh, price and export a ring in ten lines, without Django: python examples/ten_lines.py"""

import tomllib
from pathlib import Path

from benchpin.designs import SOLITAIRE, specify
from benchpin.smith.pricing import cost_sheet, price_book_from_dict

book = price_book_from_dict(tomllib.loads(Path(__file__).with_name("price_book.toml").read_text("utf-8")))
ring = specify(SOLITAIRE, {"metal": "au_r18", "gem": "sapphire", "size": "UK:M 1/2", "engraving": "Clara"})
print(ring.piece.anatomy.description)
print(f"{ring.piece.anatomy.metal_mass_g:.2f} g of metal, {ring.route.minutes} minutes of work")
sheet = cost_sheet(ring.piece.anatomy, ring.route, book)
print(f"{sheet.currency} {sheet.total_cents / 100:.2f}")
Path("ring.3mf").write_bytes(ring.piece.three_mf())
