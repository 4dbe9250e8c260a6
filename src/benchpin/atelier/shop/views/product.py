"""One design: choose, see, know the price and the day. Works as a plain form; htmx asks for the offer alone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from benchpin.atelier.catalogue.building import BuildFailed, engine_version, preview_gz
from benchpin.atelier.catalogue.configuring import asked, configure, design_of, offered
from benchpin.atelier.catalogue.impossible import Impossible, impossible
from benchpin.atelier.catalogue.models import Listing
from benchpin.atelier.catalogue.queries import published_listings
from benchpin.atelier.shop import services
from benchpin.atelier.shop.addresses import product_address, shape_address, sooner_address
from benchpin.atelier.shop.baskets import BasketRefused, find_basket
from benchpin.atelier.shop.kinds import kind_of
from benchpin.atelier.shop.needed import needed_by
from benchpin.atelier.shop.offers import NotOnOffer, Offer, make_offer
from benchpin.atelier.shop.sooner import sooner as alternatives
from benchpin.atelier.shop.timeline import milestones
from benchpin.atelier.shop.views.cookies import keep_basket
from benchpin.atelier.web.context import BASKET_COOKIE
from benchpin.designs.options import Option
from benchpin.smith.errors import DesignRefused
from benchpin.smith.materials.view import viewer_table

__all__ = ["add", "piece", "product", "quote", "sooner"]

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An option with what was answered, what may be answered, what may not just now, and what is wrong with the answer."""

    option: Option
    value: str
    offered: tuple[object, ...]
    impossible: tuple[Impossible, ...]
    error: str

    @property
    def barred(self) -> frozenset[str]:
        return frozenset(value for run in self.impossible for value in run.values)


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    listing = get_object_or_404(published_listings(), slug=slug)
    return _page(request, listing, _context(listing, request.GET.dict()))


@require_safe
def quote(request: HttpRequest, slug: str) -> HttpResponse:
    """The offer alone. The address bar follows only what can be made."""
    listing = get_object_or_404(published_listings(), slug=slug)
    context = _context(listing, request.GET.dict())
    response = render(request, "shop/_quote.html", context, status=_status(context))
    if context["offer"]:
        response["HX-Push-Url"] = context["address"]
    return response


@require_safe
def sooner(request: HttpRequest, slug: str) -> HttpResponse:
    """What would make it sooner: a part of the product page, or for whoever has no script a page of its own."""
    listing = get_object_or_404(published_listings(), slug=slug)
    context = _context(listing, request.GET.dict())
    if context["offer"]:
        context["alternatives"] = alternatives(context["offer"], timezone.now())
    part = "shop/_sooner.html" if request.headers.get("HX-Request") else "shop/sooner.html"
    return render(request, part, context, status=_status(context))


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    listing = get_object_or_404(published_listings(), slug=slug)
    context = _context(listing, request.POST.dict())
    if not context["offer"]:
        return _page(request, listing, context)
    basket = find_basket(request.COOKIES.get(BASKET_COOKIE, ""))
    try:
        line = services.add_to_basket(basket=basket, offer=context["offer"], now=timezone.now())
    except BasketRefused as refusal:
        return _page(request, listing, {**context, "refusal": str(refusal)}, status=409)
    return keep_basket(redirect("shop:basket"), line.basket)


@require_safe
def piece(request: HttpRequest, slug: str) -> HttpResponse:
    """The 3D model. Its address names everything its shape depends on, so it may be kept for ever."""
    listing = get_object_or_404(published_listings(), slug=slug)
    try:
        specification = configure(listing, asked(listing, request.GET.dict()))
        model = preview_gz(specification)
    except DesignRefused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    except BuildFailed:
        return HttpResponse("Please ask again in a moment.", status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(model, content_type="model/gltf-binary")
    response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = f'"{specification.hash}-{engine_version()}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _page(request: HttpRequest, listing: Listing, context: dict[str, object], *, status: int | None = None) -> HttpResponse:
    shown = {**context, "kind": kind_of(design_of(listing).kind), "viewer_table": viewer_table()}
    return render(request, "shop/product.html", shown, status=status or _status(context))


def _status(context: dict[str, object]) -> int:
    return 200 if context["offer"] else 422


def _context(listing: Listing, answers: dict[str, str]) -> dict[str, Any]:
    """All that the page and its fragment show, for answers that may be wrong."""
    errors: dict[str, str] = {}
    offer, refusal, now = None, "", timezone.now()
    try:
        offer = make_offer(listing=listing, answers=answers, stone_number=answers.get("stone", ""), now=now)
    except DesignRefused as refused:
        errors = {error.field: str(error) for error in refused.errors}
    except NotOnOffer as refused:
        refusal = str(refused)
    ruled_out = impossible(listing, answers)
    values = dict(offer.specification.choices) if offer else _as_answered(listing, answers)
    return {
        "listing": listing,
        "offer": offer,
        "refusal": refusal,
        "errors": errors,
        "values": values,
        "options": [
            Asked(
                option=option,
                value=values[option.key],
                offered=offered(listing, option),
                impossible=ruled_out.get(option.key, ()),
                error=errors.get(option.key, ""),
            )
            for option in design_of(listing).options
        ],
        "needed": needed_by(offer, answers.get("need_by", ""), now) if offer else None,
        "tomorrow": now.astimezone(listing.workshop.zone).date() + timedelta(days=1),
        **(_of_offer(offer) if offer else {"glb": "", "description": listing.summary}),
    }


def _of_offer(offer: Offer) -> dict[str, object]:
    return {
        "address": product_address(offer),
        "sooner_address": sooner_address(offer),
        "glb": shape_address(offer),
        "description": offer.anatomy.description,
        "milestones": milestones(offer.route, offer.quote, offer.listing.workshop.zone),
    }


def _as_answered(listing: Listing, answers: dict[str, str]) -> dict[str, str]:
    """What was typed, wrong as it may be: nothing is lost."""
    given = asked(listing, answers)
    return {option.key: given.get(option.key, option.default) for option in design_of(listing).options}
