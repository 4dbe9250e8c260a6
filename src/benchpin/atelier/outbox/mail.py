"""One way to send a mail: plain text, its HTML twin, attachments, and an identity that makes a repeat recognisable."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

__all__ = ["Attachment", "address", "send"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    name: str
    content: bytes
    media_type: str


def send(
    *,
    key: str,
    to: str,
    subject: str,
    template: str,
    context: dict[str, object],
    attachments: tuple[Attachment, ...] = (),
    reply_to: str = "",
) -> None:
    """Render `<template>.txt` and `<template>.html` and send them as one mail.

    Its Message-ID is made from the outbox key, so a mail that went out twice after a crash arrives once.

    Raises:
        OSError, SMTPException: as the mail server's troubles come; the outbox tries again.
    """
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),  # a name with a line break in it must not become a header
        body=render_to_string(f"{template}.txt", context),
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": message_id(key)},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    for attachment in attachments:
        mail.attach(attachment.name, attachment.content, attachment.media_type)
    mail.send()


def address(path: str) -> str:
    """The full address of a page, for a mail. Never from a request: its Host header is whatever a stranger sent."""
    return f"{settings.PUBLIC_URL or settings.LOCAL_URL}{path}"


def message_id(key: str) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"
