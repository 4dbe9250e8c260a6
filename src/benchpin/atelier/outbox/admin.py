from django.contrib import admin

from benchpin.atelier.outbox.models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """What was sent, what waits, and what was given up, to be read; a person may make one due again."""

    list_display = ["key", "kind", "due_at", "attempts", "sent_at"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["key"]
    readonly_fields = ["key", "kind", "payload", "made_at", "last_error", "sent_at"]

    def has_add_permission(self, request: object) -> bool:
        return False
