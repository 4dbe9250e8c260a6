"""Benchpin: the system of a jeweller who makes to order."""

__version__ = "0.1.0"
