from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import cast
from atelier.made import job_for
from atelier.workshop.hollis import make_person, make_workshop
from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.workshop.models import Job


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    """The clock the views read: it is a quarter past nine on the Monday of cast.py."""
    monkeypatch.setattr(timezone, "now", lambda: cast.NOW + timedelta(minutes=15))


@pytest.fixture
def job(workshop: Workshop) -> Job:
    """An engraved solitaire for Clara, nothing done yet."""
    return job_for(workshop, engraving="Für Ben & me", note="Please hurry <3")


@pytest.fixture
def at_bench(client: Client, artisan: User) -> Client:
    client.force_login(artisan)
    return client


@pytest.fixture
def in_charge(manager: User) -> Client:
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def office(workshop: Workshop) -> Client:
    user = User.objects.create_user("office@example.com", name="Olive Penn")
    Membership.objects.create(user=user, workshop=workshop, role=Membership.Role.OFFICE)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def strangers(workshop: Workshop, customer: User) -> dict[str, Client]:
    """Those to whom none of these pages exist: a customer, and an artisan of another workshop."""
    elsewhere = make_person(make_workshop("elsewhere"), "Otto", ["goldsmith"]).user
    found = {"a customer": customer, "another workshop's artisan": elsewhere}
    clients = {name: Client() for name in found}
    for name, user in found.items():
        clients[name].force_login(user)
    return clients
