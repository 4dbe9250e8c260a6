from django.contrib import admin

from benchpin.atelier.passport.models import Ownership, Passport


@admin.register(Passport)
class PassportAdmin(admin.ModelAdmin):
    list_display = ["piece", "code", "issued_at"]
    search_fields = ["code", "piece__serial"]
    readonly_fields = ["piece", "code", "record", "signature", "key_id", "issued_at"]

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(Ownership)
class OwnershipAdmin(admin.ModelAdmin):
    list_display = ["passport", "owner_name", "since", "until"]
    readonly_fields = ["passport", "owner_name", "owner_email", "user", "token", "since", "until"]

    def has_add_permission(self, request: object) -> bool:
        return False
