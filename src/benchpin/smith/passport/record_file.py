"""The file a piece's owner can hand to anyone: the record, its signature, and the key that is said to have made it."""

import json
from dataclasses import dataclass

from benchpin.smith.passport.signature import key_id, verify

__all__ = ["SignedRecord", "UnreadableRecord", "read_record_file"]

PARTS = ("record", "signature", "public_key")


class UnreadableRecord(ValueError):
    """That a text is not a record file, in words for whoever pasted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRecord:
    """A canonical record with its signature.

    That a file agrees with the key inside it says only that it was not damaged: who wants to know whose
    it is compares that key with the one the workshop publishes.
    """

    record: str
    signature: str
    public_key: str

    @property
    def key_id(self) -> str:
        return key_id(self.public_key)

    def is_signed_by(self, public_key: str) -> bool:
        return verify(self.record, self.signature, public_key)

    def is_whole(self) -> bool:
        """Whether no letter was changed since the key in the file signed it."""
        return self.is_signed_by(self.public_key)

    def as_file(self) -> str:
        body = {"record": self.record, "signature": self.signature, "key_id": self.key_id, "public_key": self.public_key}
        return json.dumps(body, ensure_ascii=False, indent=1)


def read_record_file(text: str) -> SignedRecord:
    """Read what `SignedRecord.as_file` wrote.

    Raises:
        UnreadableRecord: if it is anything else.
    """
    try:
        found = json.loads(text)
        parts = {key: found[key] for key in PARTS}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnreadableRecord("This is not a record file: we need the whole text, from { to }.") from None
    if not all(isinstance(part, str) for part in parts.values()):
        raise UnreadableRecord("This is not a record file: its record, signature and key must be texts.")
    return SignedRecord(**parts)
