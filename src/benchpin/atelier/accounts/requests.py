"""What middleware and decorators add to a request, said in its type."""

from django.http import HttpRequest

from benchpin.atelier.accounts.models import User

__all__ = ["SignedInRequest"]


class SignedInRequest(HttpRequest):
    """A request behind `login_required`: its user is somebody."""

    user: User
