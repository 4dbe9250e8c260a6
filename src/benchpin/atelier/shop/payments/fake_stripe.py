"""Our own stand-in for Stripe, with a memory: the demo pays here, and tests can make it misbehave.

It keeps what matters for getting payments right and what simpler fakes leave out: idempotency keys whose parameters are
compared, declines, a bank that asks its customer first, an answer that is lost after the money has moved, and events that
come signed, twice, late or in the wrong order. It speaks Stripe's wire format, so the official SDK is used unchanged.
"""

import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["ACCEPTED", "APPROVAL", "DECLINED", "FakeStripe", "signature"]

# Stripe's own names for test payment methods.
ACCEPTED, DECLINED, APPROVAL = "pm_card_visa", "pm_card_chargeDeclined", "pm_card_threeDSecure2Required"
DECLINED_WORDS = "Your card was declined."

Answer = tuple[int, dict[str, Any]]
Deliver = Callable[[bytes, str], None]


class AnswerLost(OSError):
    """That the connection broke after the request was carried out."""


class FakeStripe:
    """One account at the stand-in.

    Args:
        webhook_secret: what events are signed with.
        deliver: is handed each event (body, signature header) as it happens; without it they gather in `events`.
        file: where to remember everything, so that a restart of the demo forgets no payment.
    """

    def __init__(self, *, webhook_secret: str, deliver: Deliver | None = None, file: Path | None = None) -> None:
        self.webhook_secret = webhook_secret
        self.deliver = deliver
        self.events: list[dict[str, Any]] = []
        self.lose_answer_to = ""  # the last word of a path: the next such request is carried out, its answer lost
        self._file = file
        self._lock = threading.Lock()
        self._intents: dict[str, dict[str, Any]] = {}
        self._answers: dict[str, tuple[str, Answer]] = {}  # idempotency key -> what was asked, what was answered
        if file is not None and file.exists():
            memory = json.loads(file.read_text())
            self._intents = memory["intents"]
            self._answers = {key: (asked, (status, body)) for key, (asked, (status, body)) in memory["answers"].items()}

    def handle(self, method: str, path: str, body: str, idempotency_key: str = "") -> Answer:
        """Answer one request of the SDK. Events go out after it, when nothing is locked any more.

        Raises:
            AnswerLost: once for what `lose_answer_to` names, with the request carried out.
        """
        with self._lock:
            happened: list[dict[str, Any]] = []
            answer = self._once(idempotency_key, method, path, dict(parse_qsl(body)), happened)
            self.events += happened
            self._remember()
        for event in happened if self.deliver else []:
            self.send(event)
        if self.lose_answer_to and path.endswith(f"/{self.lose_answer_to}"):
            self.lose_answer_to = ""
            raise AnswerLost("The connection broke before the answer arrived.")
        return answer

    def approve(self, intent_id: str, *, yes: bool) -> Answer:
        """The customer answers their bank's question."""
        return self.handle("POST", f"/v1/payment_intents/{intent_id}/approval", f"yes={int(yes)}")

    def take_events(self) -> list[tuple[bytes, str]]:
        """Everything that happened since the last time, as (body, signature), for who listens in this process."""
        with self._lock:
            events, self.events = self.events, []
        bodies = [json.dumps(event).encode() for event in events]
        return [(body, signature(body, self.webhook_secret)) for body in bodies]

    def send(self, event: dict[str, Any], *, at: int | None = None) -> None:
        """Deliver an event once more, signed now or `at` an earlier second."""
        if self.deliver is not None:
            payload = json.dumps(event).encode()
            self.deliver(payload, signature(payload, self.webhook_secret, at=at))

    def _once(self, key: str, method: str, path: str, params: dict[str, str], happened: list[dict[str, Any]]) -> Answer:
        asked = json.dumps([method, path, sorted(params.items())])
        if key in self._answers:
            earlier, answer = self._answers[key]
            return (
                answer
                if earlier == asked
                else _refused(400, "idempotency_error", "Keys can only be used with the same parameters.")
            )
        answer = self._route(method, path, params, happened)
        if key and answer[0] < 500:
            self._answers[key] = (asked, answer)
        return answer

    def _route(self, method: str, path: str, params: dict[str, str], happened: list[dict[str, Any]]) -> Answer:
        match [method, *path.strip("/").split("/")]:
            case ["POST", "v1", "payment_intents"]:
                return self._create(params, happened)
            case ["GET", "v1", "payment_intents", name] if name in self._intents:
                return 200, dict(self._intents[name])
            case ["POST", "v1", "payment_intents", name, verb] if name in self._intents:
                return self._change(self._intents[name], verb, params, happened)
            case ["GET" | "POST", "v1", "payment_intents", *_]:
                return _refused(404, "invalid_request_error", "No such payment_intent", code="resource_missing")
            case _:
                return _refused(404, "invalid_request_error", f"Unrecognized request URL ({method}: {path}).")

    def _create(self, params: dict[str, str], happened: list[dict[str, Any]]) -> Answer:
        if int(params.get("amount", 0)) < 1 or "currency" not in params:
            return _refused(400, "invalid_request_error", "An amount and a currency are needed.")
        name = f"pi_{secrets.token_hex(12)}"
        intent: dict[str, Any] = {
            "id": name,
            "object": "payment_intent",
            "amount": int(params["amount"]),
            "amount_received": 0,
            "currency": params["currency"],
            "client_secret": f"{name}_secret_{secrets.token_hex(12)}",
            "created": int(time.time()),
            "last_payment_error": None,
            "livemode": False,
            "metadata": {key[9:-1]: value for key, value in params.items() if key.startswith("metadata[")},
            "status": "requires_payment_method",
        }
        self._intents[name] = intent
        happened.append(_event("payment_intent.created", intent))
        return 200, dict(intent)

    def _change(self, intent: dict[str, Any], verb: str, params: dict[str, str], happened: list[dict[str, Any]]) -> Answer:
        status, over = intent["status"], {"succeeded", "canceled"}
        match verb:
            case "confirm" if status not in over:
                return self._confirm(intent, params.get("payment_method", ""), happened)
            case "approval" if status == "requires_action":
                return self._pay(intent, happened) if params.get("yes") == "1" else self._decline(intent, happened)
            case "cancel" if status not in over:
                intent["status"] = "canceled"
                happened.append(_event("payment_intent.canceled", intent))
                return 200, dict(intent)
        words = f"This PaymentIntent's status is {status}: it cannot {verb}."
        return _refused(400, "invalid_request_error", words, code="payment_intent_unexpected_state")

    def _confirm(self, intent: dict[str, Any], payment_method: str, happened: list[dict[str, Any]]) -> Answer:
        match payment_method:
            case "pm_card_visa":
                return self._pay(intent, happened)
            case "pm_card_threeDSecure2Required":
                intent["status"] = "requires_action"
                happened.append(_event("payment_intent.requires_action", intent))
                return 200, dict(intent)
            case "pm_card_chargeDeclined":
                return self._decline(intent, happened)
        return _refused(400, "invalid_request_error", f"No such PaymentMethod: {payment_method}", code="resource_missing")

    def _pay(self, intent: dict[str, Any], happened: list[dict[str, Any]]) -> Answer:
        intent.update(status="succeeded", amount_received=intent["amount"], last_payment_error=None)
        happened.append(_event("payment_intent.succeeded", intent))
        return 200, dict(intent)

    def _decline(self, intent: dict[str, Any], happened: list[dict[str, Any]]) -> Answer:
        error = {"type": "card_error", "code": "card_declined", "message": DECLINED_WORDS}
        intent.update(status="requires_payment_method", last_payment_error=error)
        happened.append(_event("payment_intent.payment_failed", intent))
        return 402, {"error": error}

    def _remember(self) -> None:
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps({"intents": self._intents, "answers": self._answers}))
            fresh.replace(self._file)


def signature(payload: bytes, secret: str, *, at: int | None = None) -> str:
    """The Stripe-Signature header of a webhook's body."""
    stamp = int(time.time()) if at is None else at
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={signed}"


def _event(kind: str, intent: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"evt_{secrets.token_hex(12)}",
        "object": "event",
        "type": kind,
        "created": int(time.time()),
        "livemode": False,
        "data": {"object": json.loads(json.dumps(intent))},  # as it was at that moment
    }


def _refused(status: int, kind: str, message: str, *, code: str = "") -> Answer:
    return status, {"error": {"type": kind, "message": message, "code": code}}
