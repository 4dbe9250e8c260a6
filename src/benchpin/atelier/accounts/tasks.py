"""What the outbox asks of this app."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from benchpin.atelier.accounts.models import User, Workshop
from benchpin.atelier.outbox import mail


def send_password_reset(payload: dict[str, Any]) -> None:
    """The secret is made when the mail is, so that it never lies in the outbox."""
    user = User.objects.get(pk=payload["user_id"])
    uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    link = mail.address(reverse("accounts:new_password", args=[uid, token]))
    context = {"user": user, "link": link, "workshop": Workshop.objects.order_by("pk").first()}
    mail.send(
        key=payload["key"], to=user.email, subject="A new password", template="accounts/mail/password_reset", context=context
    )


HANDLERS = {"accounts.password_reset": send_password_reset}
