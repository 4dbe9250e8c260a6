"""Why a model cannot be taken."""

from collections.abc import Iterable

__all__ = ["ModelRefused"]


class ModelRefused(ValueError):
    """Why a file, or a part of it, cannot become a design: sentences that say what is wrong and what would work."""

    def __init__(self, *sentences: str) -> None:
        self.sentences: tuple[str, ...] = sentences
        super().__init__(" ".join(sentences))

    @classmethod
    def of(cls, sentences: Iterable[str]) -> "ModelRefused":
        return cls(*sentences)
