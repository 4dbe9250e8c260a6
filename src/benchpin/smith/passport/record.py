"""A piece's record as one canonical text: the same facts give the same letters, so that a signature can speak for them."""

import json
import unicodedata
from typing import Any

__all__ = ["canonical"]


def canonical(record: dict[str, Any]) -> str:
    """Write a record as JSON with sorted keys, no spaces, composed Unicode.

    Raises:
        TypeError: if a number is not whole: figures with a point are written as text ("3.35"), since
            machines disagree on how to print them.
    """
    return json.dumps(_settled(record), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _settled(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError(f"write the figure {value!r} as text before it is signed")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): _settled(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_settled(inner) for inner in value]
    return value
