"""Ed25519 signatures on records: anyone with the public key can check one, without asking the shop. Source: RFC 8032."""

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["SigningKey", "verify"]


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
        return hashlib.sha256(self._key.public_key().public_bytes_raw()).hexdigest()[:16]

    def sign(self, record: str) -> str:
        return _text(self._key.sign(record.encode()))


def verify(record: str, signature: str, public_key: str) -> bool:
    """Whether this key signed exactly this text. Anything unreadable is no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), record.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
