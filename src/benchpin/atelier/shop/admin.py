"""Orders are facts: the administration reads them. What happens to an order happens in the office."""

from django.contrib import admin
from django.http import HttpRequest

from benchpin.atelier.shop.models import Order, OrderLine, Payment, ProviderEvent


class ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class LineInline(ReadOnly, admin.StackedInline):
    model = OrderLine
    extra = 0


class PaymentInline(ReadOnly, admin.TabularInline):
    model = Payment
    extra = 0


@admin.register(Order)
class OrderAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["number", "customer_name", "total_cents", "placed_at"]
    search_fields = ["number", "customer_name", "email"]
    exclude = ["token", "idempotency_key"]
    inlines = [LineInline, PaymentInline]


@admin.register(ProviderEvent)
class ProviderEventAdmin(ReadOnly, admin.ModelAdmin):
    """Look here for events that named no payment of ours."""

    list_display = ["event_id", "kind", "received_at", "matched"]
    list_filter = ["matched", "kind"]
