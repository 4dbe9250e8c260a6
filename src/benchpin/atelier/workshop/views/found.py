"""Who may see what: a job that is not of one's own workshop is not there."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from benchpin.atelier.accounts.models import Membership, User
from benchpin.atelier.workshop.models import Job
from benchpin.atelier.workshop.queries import jobs_for

__all__ = ["job_or_404", "manager_or_404", "member_or_404", "staff"]

staff = login_required


def member_or_404(request: HttpRequest) -> User:
    """The visitor, if they work in a workshop; to anyone else these pages do not exist."""
    user = request.user
    if not isinstance(user, User) or not Membership.objects.filter(user=user).exists():
        raise Http404
    return user


def manager_or_404(request: HttpRequest, job: Job) -> User:
    user = member_or_404(request)
    if not Membership.objects.filter(user=user, workshop=job.workshop_id, role=Membership.Role.MANAGER).exists():
        raise Http404
    return user


def job_or_404(request: HttpRequest, number: str) -> Job:
    return get_object_or_404(jobs_for(member_or_404(request)).select_related("hold"), number=number)
