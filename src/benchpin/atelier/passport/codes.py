"""The code of a passport: short enough to type from paper, long enough that nobody guesses one."""

import secrets

__all__ = ["new_code", "read_code"]

# Crockford's letters: none can be taken for another. 16 of 32 are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 16
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def read_code(typed: str) -> str:
    """A code as somebody typed it from paper: in small letters, in groups, with O for 0 and I or L for 1."""
    return typed.upper().translate(MISREAD)
