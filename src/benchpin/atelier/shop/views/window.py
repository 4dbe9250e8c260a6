"""The window: what made to order means here, what there is, and who makes it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.catalogue.configuring import design_of
from benchpin.atelier.catalogue.queries import published_listings
from benchpin.atelier.shop import window
from benchpin.atelier.shop.kinds import KINDS

__all__ = ["home", "kind"]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    workshop = Workshop.objects.order_by("pk").first()
    context = {
        "cards": window.cards(published_listings(), timezone.now()),
        "people": window.people(workshop) if workshop else [],
        "record": window.record(workshop) if workshop else None,
    }
    return render(request, "shop/home.html", context)


@require_safe
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((one for one in KINDS if one.slug == slug), None)
    if found is None:
        raise Http404
    listings = [listing for listing in published_listings() if design_of(listing).kind == found.kind]
    return render(request, "shop/kind.html", {"kind": found, "cards": window.cards(listings, timezone.now())})
