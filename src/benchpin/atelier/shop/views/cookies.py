"""The one cookie the shop sets by itself: which basket is whose."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

from benchpin.atelier.shop.models import Basket
from benchpin.atelier.web.context import BASKET_COOKIE

__all__ = ["keep_basket"]

KEPT_DAYS = 60

Response = TypeVar("Response", bound=HttpResponseBase)


def keep_basket(response: Response, basket: Basket) -> Response:
    response.set_cookie(
        BASKET_COOKIE,
        basket.token,
        max_age=KEPT_DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
