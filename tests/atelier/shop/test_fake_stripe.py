"""Our stand-in for Stripe against the official SDK, over a real wire; `localstripe` as a second opinion on the calls."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from stripe import CardError, IdempotencyError, StripeClient

from benchpin.atelier.shop.payments.fake_stripe import ACCEPTED, APPROVAL, DECLINED, FakeStripe
from benchpin.atelier.shop.payments.fake_wire import serve
from benchpin.atelier.shop.payments.provider import ProviderAway
from benchpin.atelier.shop.payments.stripe import StripeProvider

ASK = {"amount": 50_000, "currency": "gbp", "metadata": {"payment": "key-1"}}


@pytest.fixture
def fake() -> FakeStripe:
    return FakeStripe(webhook_secret="whsec_test")


@pytest.fixture
def client(fake) -> Iterator[StripeClient]:
    with serve(fake) as address:
        yield StripeClient("sk_test_x", base_addresses={"api": address}, max_network_retries=0)


def test_a_repeated_key_returns_the_same_intent(client):
    first = client.v1.payment_intents.create(ASK, {"idempotency_key": "key-1"})
    again = client.v1.payment_intents.create(ASK, {"idempotency_key": "key-1"})
    assert first.id == again.id
    assert client.v1.payment_intents.create(ASK, {"idempotency_key": "key-2"}).id != first.id


def test_a_key_with_other_parameters_is_refused(client):
    client.v1.payment_intents.create(ASK, {"idempotency_key": "key-1"})
    with pytest.raises(IdempotencyError):
        client.v1.payment_intents.create({**ASK, "amount": 1}, {"idempotency_key": "key-1"})


def test_the_three_cards(client, fake):
    intents = client.v1.payment_intents
    assert intents.confirm(intents.create(ASK).id, {"payment_method": ACCEPTED}).status == "succeeded"
    with pytest.raises(CardError, match="declined"):
        intents.confirm(intents.create(ASK).id, {"payment_method": DECLINED})
    asks = intents.create(ASK).id
    assert intents.confirm(asks, {"payment_method": APPROVAL}).status == "requires_action"
    fake.approve(asks, yes=True)
    assert intents.retrieve(asks).status == "succeeded"


def test_a_restart_forgets_nothing(tmp_path):
    file = tmp_path / "bank.json"
    before = FakeStripe(webhook_secret="s", file=file)
    _, intent = before.handle("POST", "/v1/payment_intents", "amount=100&currency=gbp", "key-1")
    after = FakeStripe(webhook_secret="s", file=file)
    assert after.handle("POST", "/v1/payment_intents", "amount=100&currency=gbp", "key-1")[1]["id"] == intent["id"]


def test_a_lost_answer_is_not_a_lost_payment(client, fake):
    provider = StripeProvider(client, webhook_secret="whsec_test")
    intent = provider.open(key="k", amount_cents=100, currency="GBP", reference="B-0001 deposit")
    fake.lose_answer_to = "confirm"
    with pytest.raises(ProviderAway):
        provider.confirm(intent.id, ACCEPTED)
    assert provider.read(intent.id).state == "paid"


def test_a_provider_that_is_away_is_said_to_be():
    nobody = StripeClient("sk_test_x", base_addresses={"api": "http://127.0.0.1:9"}, max_network_retries=0)
    with pytest.raises(ProviderAway):
        StripeProvider(nobody, webhook_secret="s").read("pi_1")


@pytest.fixture(scope="module")
def localstripe(tmp_path_factory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "localstripe", "--port", str(port), "--from-scratch"]
    process = subprocess.Popen(command, cwd=tmp_path_factory.mktemp("localstripe"), stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def test_localstripe_understands_our_calls_the_same_way(localstripe):
    """All but the confirmation, which localstripe does not have."""
    client = StripeClient("sk_test_12345", base_addresses={"api": localstripe}, max_network_retries=0)
    provider = StripeProvider(client, webhook_secret="s")
    intent = provider.open(key="k", amount_cents=50_000, currency="GBP", reference="B-0001 deposit")
    assert (intent.state, intent.amount_cents, intent.currency) == ("new", 50_000, "GBP")
    assert provider.read(intent.id).secret == intent.secret
    provider.close(intent.id)
    assert provider.read(intent.id).state == "closed"
