"""Accounts: opened, entered, left, and entered again with a new password; never by trying long enough."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from benchpin.atelier.accounts.models import Membership, User, Workshop
from benchpin.atelier.outbox.services import deliver_due

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _nobody_tried_yet():
    cache.clear()


@pytest.fixture
def clara() -> User:
    return User.objects.create_user("clara@example.com", PASSWORD, name="Clara Bell")


def sign_in(client, email="clara@example.com", password=PASSWORD, **more):
    return client.post("/account/sign-in/", {"username": email, "password": password, **more})


def test_an_account_is_opened_and_signed_in(client):
    answer = client.post("/account/register/", {"name": "Ada", "email": "Ada@Example.com", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/account/orders/").context["user"] == User.objects.get(email="ada@example.com")


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("email", "ada"), ("password", "short"), ("password", "ada@example.com")]
)
def test_what_is_wrong_is_said_beside_its_field(client, field, value):
    form = {"name": "Ada", "email": "ada@example.com", "password": PASSWORD, field: value}
    page = client.post("/account/register/", form)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not User.objects.exists()


def test_an_address_has_one_account(client, clara):
    page = client.post("/account/register/", {"name": "X", "email": "CLARA@example.com", "password": PASSWORD})
    assert (page.status_code, User.objects.count()) == (409, 1)


def test_signing_in_and_out(client, clara):
    assert sign_in(client, "CLARA@example.com")["Location"] == "/account/?from=sign-in"
    assert client.get("/account/?from=sign-in")["Location"] == "/account/orders/"
    assert client.get("/account/sign-out/").status_code == 405
    client.post("/account/sign-out/")
    assert client.get("/account/orders/").status_code == 302


def test_who_works_here_comes_in_at_the_workshop(client, clara):
    workshop = Workshop.objects.create(slug="h", name="H", country="GB", timezone_name="Europe/London", currency="GBP")
    Membership.objects.create(user=clara, workshop=workshop, role=Membership.Role.ARTISAN)
    sign_in(client)
    assert client.get("/account/?from=sign-in")["Location"] == "/workshop/"
    assert client.get("/account/")["Location"] == "/account/orders/"


def test_a_wrong_password_and_an_unknown_address_sound_the_same(client, clara):
    pages = [sign_in(client, password="wrong"), sign_in(client, "nobody@example.com")]
    assert [page.status_code for page in pages] == [422, 422]
    assert pages[0].context["form"].non_field_errors() == pages[1].context["form"].non_field_errors()


def test_trying_too_often_is_stopped_even_with_the_right_password_at_the_end(client, clara):
    for _ in range(10):
        assert sign_in(client, password="wrong").status_code == 422
    assert sign_in(client).status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, clara, elsewhere):
    assert sign_in(client, next=elsewhere)["Location"] == "/account/?from=sign-in"


def test_one_comes_back_to_the_page_one_wanted(client, clara):
    wanted = client.get("/account/orders/")["Location"]
    assert wanted == "/account/sign-in/?next=/account/orders/"
    assert sign_in(client, next="/checkout/")["Location"] == "/checkout/"


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, clara, mailoutbox):
    client.post("/account/password/forgotten/", {"email": "clara@example.com"})
    deliver_due(timezone.now() + timedelta(seconds=1))
    [mail] = mailoutbox
    link = re.search(r"/account/password/new/\S+", mail.body).group()
    assert mail.to == ["clara@example.com"]
    assert client.post(link, {"new_password1": "short", "new_password2": "short"}).status_code == 422
    new = {"new_password1": "another horse battery", "new_password2": "another horse battery"}
    assert client.post(link, new)["Location"] == "/account/sign-in/"
    assert sign_in(client, password="another horse battery").status_code == 302
    assert client.get(link).status_code == 404


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(client, clara, mailoutbox):
    pages = [client.post("/account/password/forgotten/", {"email": email}) for email in ("clara@example.com", "no@example.com")]
    said = [re.search(r"If there is an account for (\S+), a mail", page.content.decode()).group(1) for page in pages]
    assert said == ["clara@example.com", "no@example.com"]
    deliver_due(timezone.now() + timedelta(seconds=1))
    assert [mail.to for mail in mailoutbox] == [["clara@example.com"]]


@pytest.mark.parametrize("link", ["/account/password/new/MQ/bad-token/", "/account/password/new/%21%21/x-y/"])
def test_a_made_up_link_opens_nothing(client, clara, link):
    assert client.get(link).status_code == 404
