"""Hollis & Wren, an atelier that does not exist: made from a seed, by the services everybody uses, dated from today."""

from benchpin.atelier.demo.book import first_day, play
from benchpin.atelier.demo.house import open_house
from benchpin.atelier.demo.people import CUSTOMER, MANAGER, PASSWORD

__all__ = ["CUSTOMER", "MANAGER", "PASSWORD", "first_day", "open_house", "play"]
