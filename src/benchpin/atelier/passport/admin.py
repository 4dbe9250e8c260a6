"""Passports may be looked at; they are issued by the handover and never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from benchpin.atelier.passport.models import Ownership, Passport


class IssuedAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Passport)
class PassportAdmin(IssuedAdmin):
    list_display = ["piece", "code", "key_id", "issued_at"]
    search_fields = ["code", "piece__serial", "piece__name"]
    date_hierarchy = "issued_at"


@admin.register(Ownership)
class OwnershipAdmin(IssuedAdmin):
    list_display = ["passport", "owner_name", "since", "until"]
    search_fields = ["passport__code", "passport__piece__serial", "owner_name", "owner_email"]
    exclude = ["token"]  # the owner's own address: not for anybody who administers
