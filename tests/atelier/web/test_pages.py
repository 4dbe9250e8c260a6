"""Pages of the house itself: in the shop's look when something is wrong, and standing when everything is."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.test import Client

from benchpin.atelier.accounts.models import Workshop
from benchpin.atelier.web import views


@pytest.fixture
def workshop(db):
    house = {"slug": "hollis-wren", "name": "Hollis & Wren", "email": "hello@example.com"}
    return Workshop.objects.create(**house, country="GB", timezone_name="Europe/London", currency="GBP")


@pytest.mark.django_db
def test_health_says_the_database_answers(client):
    answer = client.get("/health/")

    assert answer.status_code == 200
    assert answer.json()["database"] == "ok"


def test_health_is_503_when_the_database_is_gone(monkeypatch, client):
    def gone(*args: object) -> None:
        raise DatabaseError("no such host")

    monkeypatch.setattr(connection, "cursor", gone)

    answer = client.get("/health/")  # the whole way, middleware too

    assert answer.status_code == 503


def test_an_address_that_is_not_there_is_answered_in_the_shops_look(client, workshop):
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    page = answer.content.decode()
    assert "There is nothing here" in page
    assert "Hollis <em>&amp;</em> Wren" in page
    assert 'href="/rings/"' in page


@pytest.mark.django_db
def test_a_forbidden_page_says_why(rf):
    request = rf.get("/office/")
    request.csp_nonce = "n"

    answer = views.forbidden(request, PermissionDenied("Only the office takes money."))

    assert answer.status_code == 403
    assert "Only the office takes money." in answer.content.decode()


def test_when_the_database_is_gone_the_page_that_says_so_still_stands():
    """No `db` here: any query would fail the test."""
    client = Client(raise_request_exception=False)

    answer = client.get("/rings/")

    assert answer.status_code == 500
    assert "Something broke at our bench" in answer.content.decode()


def test_no_page_carries_a_style_or_a_script_of_its_own(client, workshop):
    page = client.get("/no/such/page/").content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == 2  # the import map, with its nonce, and htmx
    assert 'type="importmap" nonce="' in page


def test_the_import_maps_nonce_is_the_one_the_policy_allows(client, workshop):
    answer = client.get("/no/such/page/")

    nonce = answer.content.decode().partition('nonce="')[2].partition('"')[0]
    assert nonce
    assert f"'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
