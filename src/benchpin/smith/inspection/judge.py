"""Whether a value found at an inspection meets its point."""

import re
import unicodedata

from benchpin.smith.inspection.points import Judgement, Point

__all__ = ["judge"]

NUMBER = re.compile(r"-?([0-9]{1,6}(\.[0-9]{0,6})?|\.[0-9]{1,6})", re.ASCII)  # what a balance or a calliper shows
YES = {"yes", "y", "1", "true", "on", "ok", "pass"}
NO = {"no", "n", "0", "false", "fail"}


def judge(point: Point, raw: str) -> Judgement:
    """Hold a value against its point.

    Raises:
        ValueError: with a sentence, if `raw` cannot be read.
    """
    text = raw.strip()
    if not text:
        raise ValueError("Measure this and enter what you found.")
    if point.kind == "measured":
        return _judge_measure(point, text)
    if point.kind == "read":
        passes = _letters(text) == _letters(point.expected)
        says = f"reads “{text}”" + ("" if passes else f", must read “{point.expected}”")
        return Judgement(point=point.key, value=text, passes=passes, says=says)
    if text.casefold() in YES | NO:
        passes = text.casefold() in YES
        return Judgement(
            point=point.key,
            value="yes" if passes else "no",
            passes=passes,
            says="as it should be" if passes else "not as it should be",
        )
    raise ValueError("Answer yes or no.")


def _judge_measure(point: Point, text: str) -> Judgement:
    number = text.casefold().removesuffix(point.unit).strip().replace(",", ".")
    if not NUMBER.fullmatch(number):
        raise ValueError(f"Enter a number of {point.unit}, like {point.nominal:g}.")
    value = float(number)
    least, most = point.least or 0.0, point.most or 0.0
    passes = least <= value <= most
    says = f"{value:g} {point.unit}, {'within' if passes else 'outside'} {least:g} to {most:g} {point.unit}"
    return Judgement(point=point.key, value=f"{value:g}", passes=passes, says=says)


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
