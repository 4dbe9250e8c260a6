"""Stones are entered here; metal moves through the ledger's services only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from benchpin.atelier.stock import models


class FactsAdmin(admin.ModelAdmin):
    """Facts: they may be looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Stone)
class StoneAdmin(admin.ModelAdmin):
    list_display = ["number", "gem", "cut", "carats", "report_lab", "report_number", "price_cents"]
    list_filter = ["gem", "cut"]
    search_fields = ["number", "report_number"]


@admin.register(models.StoneReservation)
class StoneReservationAdmin(FactsAdmin):
    list_display = ["stone", "reference", "made_at", "released_at"]
    list_select_related = ["stone"]
    search_fields = ["stone__number", "reference"]


@admin.register(models.Parcel)
class ParcelAdmin(admin.ModelAdmin):
    list_display = ["number", "gem", "cut", "width_mm", "length_mm", "count"]
    list_filter = ["gem", "cut"]
    search_fields = ["number"]


@admin.register(models.ParcelIssue)
class ParcelIssueAdmin(FactsAdmin):
    list_display = ["parcel", "job", "count", "at", "by"]
    list_select_related = ["parcel", "by"]
    search_fields = ["parcel__number", "job"]


@admin.register(models.Lot)
class LotAdmin(FactsAdmin):
    list_display = ["number", "alloy", "supplier", "received_on", "provenance", "document"]
    list_filter = ["alloy"]
    search_fields = ["number", "supplier"]


@admin.register(models.MetalAccount)
class MetalAccountAdmin(FactsAdmin):
    list_display = ["lot", "place", "job", "balance_mg"]
    list_select_related = ["lot"]
    list_filter = ["place"]
    search_fields = ["lot__number", "job"]


@admin.register(models.MetalTransfer)
class MetalTransferAdmin(FactsAdmin):
    list_display = ["at", "source", "target", "amount_mg", "by", "memo"]
    list_select_related = ["source__lot", "target__lot", "by"]
    date_hierarchy = "at"
    search_fields = ["source__lot__number", "source__job", "target__job"]
