"""How often something may be tried: a count that forgets itself."""

from django.core.cache import cache

__all__ = ["TooManyTries", "count_try"]

WINDOW_SECONDS = 15 * 60


class TooManyTries(ValueError):
    """That somebody tried too often, with a sentence for them."""


def count_try(what: str, who: str, *, most: int) -> None:
    """Count one try of `what` by `who`.

    Raises:
        TooManyTries: if it is more than `most` within a quarter of an hour.
    """
    key = f"tries:{what}:{who}".replace(" ", "")[:200]
    cache.add(key, 0, timeout=WINDOW_SECONDS)
    try:
        tries = cache.incr(key)
    except ValueError:  # forgotten between the two lines: this is the first try of a new quarter of an hour
        return
    if tries > most:
        raise TooManyTries("That was tried too often. Please wait a quarter of an hour, or reset your password.")
