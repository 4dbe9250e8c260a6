"""Refusals, worded for the customer who meets them."""

from collections.abc import Iterable

__all__ = ["DesignError", "DesignRefused"]


class DesignError(ValueError):
    """One choice that cannot be made: the option's key, why, and what would work.

    Args:
        field: key of the option the sentence belongs beside.
        message: a maker's sentence, with what would work.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class DesignRefused(ValueError):
    """All that is wrong with a set of choices, so that a form can show every sentence at once."""

    def __init__(self, errors: Iterable[DesignError]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(str(error) for error in self.errors))
