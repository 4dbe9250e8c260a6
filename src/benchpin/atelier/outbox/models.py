"""Messages and tasks to be done after a commit. The row is the truth; whoever sends it is only transport."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One mail or task. `kind` names its handler; `payload` holds ids, not objects; `key` makes it happen once."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
