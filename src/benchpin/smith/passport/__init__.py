"""The record of a piece and its signature."""

from benchpin.smith.passport.record import canonical
from benchpin.smith.passport.record_file import SignedRecord, UnreadableRecord, read_record_file
from benchpin.smith.passport.signature import SigningKey, key_id, verify

__all__ = ["SignedRecord", "SigningKey", "UnreadableRecord", "canonical", "key_id", "read_record_file", "verify"]
