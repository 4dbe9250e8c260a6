"""Troy ounces, pennyweights and carats, at the border only: inside the house metal is grams and stones are carats."""

__all__ = ["CARAT_G", "TROY_OUNCE_G", "grams_from_carats", "per_gram_from_per_troy_ounce"]

TROY_OUNCE_G = 31.1034768  # exact, by definition of the international yard and pound (1959)
CARAT_G = 0.2  # exact, metric carat, 4th General Conference on Weights and Measures (1907)


def grams_from_carats(carats: float) -> float:
    return carats * CARAT_G


def per_gram_from_per_troy_ounce(price: float) -> float:
    """Turn a price by the troy ounce, as metal is quoted, into one by the gram."""
    return price / TROY_OUNCE_G
