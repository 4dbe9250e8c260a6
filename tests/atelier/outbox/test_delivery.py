"""The outbox: sent if and only if committed, tried again, never lost, never holding others up."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from benchpin.atelier import dispatcher
from benchpin.atelier.outbox import mail, worker
from benchpin.atelier.outbox.models import Message
from benchpin.atelier.outbox.services import LEASE, MOST_ATTEMPTS, deliver_due, put

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/London"))


class Postman:
    """Stands at the end of the line: remembers what came, and can be ill."""

    def __init__(self) -> None:
        self.got: list[dict] = []
        self.ill: BaseException | None = None

    def __call__(self, payload: dict) -> None:
        if self.ill and payload.get("heavy", True):
            raise self.ill
        self.got.append(payload)


@pytest.fixture
def postman(monkeypatch) -> Postman:
    postman = Postman()
    monkeypatch.setitem(dispatcher.HANDLERS, "test.letter", postman)
    return postman


def post(key="a", *, now=NOW, **payload):
    put(key=key, kind="test.letter", payload=payload, now=now)


@pytest.mark.django_db
def test_a_message_goes_out_once_with_its_key(postman):
    post(order=1)
    post(order=2)  # the same key: the service was called again
    assert (deliver_due(NOW), deliver_due(NOW + timedelta(days=1))) == (1, 0)
    assert postman.got == [{"order": 1, "key": "a"}]


@pytest.mark.django_db
def test_what_is_due_later_waits(postman):
    put(key="a", kind="test.letter", payload={}, now=NOW, due_at=NOW + timedelta(hours=48))
    assert deliver_due(NOW + timedelta(hours=47)) == 0
    assert deliver_due(NOW + timedelta(hours=48)) == 1


@pytest.mark.django_db
def test_what_was_rolled_back_is_never_sent(postman):
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert deliver_due(NOW) == 0


@pytest.mark.django_db
def test_a_failure_waits_twice_as_long_each_time_and_is_given_up_in_the_end(postman):
    post()
    postman.ill = OSError("no route to host")
    waits, now = [], NOW
    for _ in range(MOST_ATTEMPTS):
        deliver_due(now)
        message = Message.objects.get()
        waits.append((message.due_at - now).total_seconds())
        now = message.due_at
    assert waits == [30 * 2**n for n in range(MOST_ATTEMPTS)]
    assert message.last_error == "OSError: no route to host"
    postman.ill = None
    assert deliver_due(now + timedelta(days=1)) == 0  # for a person to look at


@pytest.mark.django_db
@pytest.mark.parametrize("illness", [OSError("down"), KeyError("a bug"), ValueError("odd")])
def test_one_that_fails_keeps_no_other_waiting(postman, illness):
    post("a", heavy=True)
    post("b", heavy=False)
    postman.ill = illness
    assert deliver_due(NOW) == 1
    assert postman.got == [{"heavy": False, "key": "b"}]


@pytest.mark.django_db
def test_a_message_whose_dispatcher_died_is_due_again_when_the_lease_ends(postman):
    post()
    postman.ill = SystemExit()
    with pytest.raises(SystemExit):
        deliver_due(NOW)
    postman.ill = None
    assert deliver_due(NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver_due(NOW + LEASE) == 1


@pytest.mark.django_db
def test_a_kind_nobody_handles_is_noted_and_kept():
    put(key="a", kind="test.unknown", payload={}, now=NOW)
    assert deliver_due(NOW) == 0
    assert Message.objects.get().last_error.startswith("KeyError")


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_until_it_is_stopped(postman, monkeypatch):
    monkeypatch.setattr(worker, "LOOK_EVERY_SECONDS", 0.01)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_forever, args=(stop,))
    thread.start()
    post()
    for _ in range(500):
        if postman.got:
            break
        stop.wait(0.01)
    stop.set()
    thread.join(10)
    assert [letter["key"] for letter in postman.got] == ["a"]
    assert not thread.is_alive()


def test_a_mail_is_recognised_when_it_comes_twice():
    assert mail.message_id("shop.order_placed:1") == mail.message_id("shop.order_placed:1")
    assert mail.message_id("shop.order_placed:1") != mail.message_id("shop.order_placed:2")


def test_addresses_in_mails_never_come_from_a_request(settings):
    settings.PUBLIC_URL = "https://shop.example"
    assert mail.address("/orders/x/") == "https://shop.example/orders/x/"
