"""The owner's record of a piece: what it is, signed; whose it is."""

from django.db import models
from django.db.models import Q

from benchpin.atelier.accounts.models import User
from benchpin.atelier.workshop.models import Piece


class Passport(models.Model):
    """Issued when the piece is handed over. `record` is the canonical text that was signed, never rewritten."""

    piece = models.OneToOneField(Piece, models.PROTECT, related_name="passport")
    code = models.CharField(max_length=32, unique=True)  # unguessable, on the certificate's QR
    record = models.TextField()
    signature = models.CharField(max_length=120)  # Ed25519, base64url
    key_id = models.CharField(max_length=32)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Passport of {self.piece}"


class Ownership(models.Model):
    """Whose the piece is, from when to when. One present owner at most, by the database."""

    passport = models.ForeignKey(Passport, models.PROTECT, related_name="ownerships")
    owner_name = models.CharField(max_length=120)
    owner_email = models.EmailField(blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="ownerships")
    token = models.CharField(max_length=48, unique=True)  # the owner's own unguessable address
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passport"], condition=Q(until__isnull=True), name="one_present_owner")]

    def __str__(self) -> str:
        return f"{self.owner_name}, owner of {self.passport.piece}"
