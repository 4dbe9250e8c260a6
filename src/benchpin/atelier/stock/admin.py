"""Stones are entered here; metal moves through the ledger's services only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from benchpin.atelier.stock import models


@admin.register(models.Stone)
class StoneAdmin(admin.ModelAdmin):
    list_display = ["number", "gem", "cut", "carats", "report_lab", "report_number", "price_cents"]
    search_fields = ["number", "report_number"]


@admin.register(models.Parcel)
class ParcelAdmin(admin.ModelAdmin):
    list_display = ["number", "gem", "cut", "width_mm", "length_mm", "count"]


class LedgerAdmin(admin.ModelAdmin):
    """Entries are facts: they may be looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.MetalTransfer)
class MetalTransferAdmin(LedgerAdmin):
    list_display = ["at", "source", "target", "amount_mg", "by", "memo"]


@admin.register(models.Lot)
class LotAdmin(LedgerAdmin):
    list_display = ["number", "alloy", "supplier", "received_on"]
