from django.contrib import admin
from django.http import HttpRequest

from benchpin.atelier.catalogue.models import Listing, PriceBook


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin):
    list_display = ["name", "design_key", "deposit_percent", "position", "published"]
    list_filter = ["published", "design_key"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(PriceBook)
class PriceBookAdmin(admin.ModelAdmin):
    """New prices are a new book: an old one stays as it was, for the orders that were priced by it."""

    list_display = ["version", "workshop", "valid_from"]

    def has_change_permission(self, request: HttpRequest, obj: PriceBook | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PriceBook | None = None) -> bool:
        return False
