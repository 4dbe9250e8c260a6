"""The record of a piece and its signature."""

from benchpin.smith.passport.record import canonical
from benchpin.smith.passport.signature import SigningKey, verify

__all__ = ["SigningKey", "canonical", "verify"]
