"""Check a record file without asking anybody: python -m benchpin.smith.passport check record.json --key KEY."""

import argparse
import sys
from pathlib import Path

from benchpin.smith.passport.record_file import SignedRecord, UnreadableRecord, read_record_file

GENUINE, NOT_GENUINE, UNREADABLE = 0, 1, 2


def main(arguments: list[str]) -> int:
    """Say what the file is worth; 0 if genuine, 1 if not, 2 if it cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m benchpin.smith.passport", description=__doc__)
    check = parser.add_subparsers(required=True).add_parser("check", help="check a record file")
    check.add_argument("file", type=Path, help="the record.json that came with the piece")
    check.add_argument("--key", help="the workshop's public key, from its own page")
    asked = parser.parse_args(arguments)
    try:
        signed = read_record_file(asked.file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, UnreadableRecord) as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    code, sentence = verdict(signed, asked.key)
    sys.stdout.write(f"{sentence}\n")
    return code


def verdict(signed: SignedRecord, key: str | None) -> tuple[int, str]:
    """Judge a record by the key that was got elsewhere or, lacking one, by its own."""
    if key is not None and signed.is_signed_by(key):
        return GENUINE, "Genuine: signed with this key, and no letter has been changed."
    if key is not None:
        return NOT_GENUINE, "Not genuine: this key did not sign this text."
    if signed.is_whole():
        return GENUINE, (
            f"Unchanged since it was signed with the key {signed.public_key}\n"
            "Compare that key with the one the workshop publishes: only then do you know who signed."
        )
    return NOT_GENUINE, "Not genuine: the text is not the one that was signed."


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
