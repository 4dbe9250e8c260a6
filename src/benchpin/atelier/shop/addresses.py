"""The address of a configuration: what is chosen, readable, and nothing else."""

from urllib.parse import urlencode

from django.urls import reverse

from benchpin.atelier.catalogue.building import engine_version
from benchpin.atelier.shop.offers import Offer

__all__ = ["product_address", "shape_address", "sooner_address"]


def product_address(offer: Offer) -> str:
    """The page that shows this very piece, to be kept or shared."""
    chosen = _chosen(offer) | ({"stone": offer.stone.number} if offer.stone else {})
    return f"{reverse('shop:product', args=[offer.listing.slug])}?{urlencode(chosen)}"


def sooner_address(offer: Offer) -> str:
    """What would make this very piece ready sooner."""
    return f"{reverse('shop:sooner', args=[offer.listing.slug])}?{urlencode(_chosen(offer))}"


def shape_address(offer: Offer) -> str:
    """The 3D model of this piece. The engine's version in it lets the answer be kept for ever: new shapes, new address."""
    return f"{reverse('shop:piece', args=[offer.listing.slug])}?{urlencode(_chosen(offer) | {'v': engine_version()})}"


def _chosen(offer: Offer) -> dict[str, str]:
    specification = offer.specification
    return {
        option.key: specification.choices[option.key]
        for option in specification.design.options
        if specification.design.applies(option, specification.choices) and specification.choices[option.key]
    }
