"""Ed25519 signatures on records: anyone with the public key can check one, without asking the shop. Source: RFC 8032."""

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["SigningKey", "key_id", "verify"]


class SigningKey:
    """A workshop's key. Its name is the beginning of its public half's hash."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    @classmethod
    def new(cls) -> "SigningKey":
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def secret(self) -> bytes:
        return self._key.private_bytes_raw()

    @property
    def public(self) -> str:
        """The public half, base64url."""
        return _text(self._key.public_key().public_bytes_raw())

    @property
    def id(self) -> str:
        return key_id(self.public)

    def sign(self, record: str) -> str:
        return _text(self._key.sign(record.encode()))


def verify(record: str, signature: str, public_key: str) -> bool:
    """Whether this key signed exactly this text. Anything unreadable is no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), record.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def key_id(public_key: str) -> str:
    """A public key's short name, or nothing for what is no key."""
    try:
        return hashlib.sha256(_bytes(public_key)).hexdigest()[:16]
    except (ValueError, binascii.Error):
        return ""


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _text(raw) != text:  # the decoder skips strange letters and spare bits: one signature has one spelling here
        raise ValueError("not base64url as we write it")
    return raw
