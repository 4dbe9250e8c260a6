"""Two ways to the stand-in: inside this process for the demo, over HTTP for tests that want a real wire."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import stripe

from benchpin.atelier.shop.payments.fake_stripe import AnswerLost, FakeStripe

__all__ = ["InProcess", "serve", "wsgi"]


class InProcess(stripe.HTTPClient):
    """The SDK's transport, ending at a FakeStripe in this process: no port, no socket."""

    name = "in-process"

    def __init__(self, fake: FakeStripe) -> None:
        super().__init__()
        self._fake = fake

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: Any
    ) -> tuple[str, int, Mapping[str, str]]:
        try:
            status, body = self._fake.handle(
                method.upper(), urlsplit(url).path, post_data or "", (headers or {}).get("Idempotency-Key", "")
            )
        except AnswerLost as lost:
            raise stripe.APIConnectionError(str(lost)) from lost
        return json.dumps(body), status, {}

    def close(self) -> None:
        """There is nothing to close."""


def wsgi(fake: FakeStripe) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The stand-in as a WSGI application."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length).decode()
        key = environ.get("HTTP_IDEMPOTENCY_KEY", "")
        try:
            status, answer = fake.handle(environ["REQUEST_METHOD"], environ["PATH_INFO"], body, key)
        except AnswerLost:
            status, answer = 504, {"error": {"type": "api_error", "message": "No answer in time."}}
        start_response(f"{status} {'OK' if status < 400 else 'Refused'}", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    return app


@contextmanager
def serve(fake: FakeStripe) -> Iterator[str]:
    """Serve the stand-in on a free loopback port, and give its address."""
    with make_server("127.0.0.1", 0, wsgi(fake), handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: whoever serves this reads its events."""
