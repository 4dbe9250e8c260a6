"""The shop as it is really served, with the demo's six weeks of orders, and people in Chromium who use it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
PASSWORD = "benchpin-demo-2026"
START_SECONDS = 240  # making the demo takes 15 s on an idle machine
STOP_SECONDS = 12
# What Chromium says of a page that is answered with 4xx on purpose; the tests look at those answers themselves.
ANSWERED = re.compile(r"Failed to load resource.*status of (404|409|422)")
# Software graphics on a busy machine: generous, because a wait costs nothing when the page is quick.
PATIENCE_MS = 45_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker("browser")


@dataclass
class Atelier:
    """A running shop, and its rows for what no page tells."""

    address: str
    environment: dict[str, str]

    def ask(self, code: str) -> str:
        """Run a line of Python on the shop's own rows and return what it prints."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=HERE, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()


@pytest.fixture(scope="session")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atelier]:
    """Start the shop as `make run` does, on a free port, and stop it as Ctrl-C does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    var = tmp_path_factory.mktemp("var")
    environment = {**os.environ, "BENCHPIN_VAR": str(var), "PORT": str(port), "HOST": "127.0.0.1"}
    environment.pop("DATABASE_URL", None)
    log = var / "server.log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "benchpin.atelier.serve"]
        server = subprocess.Popen(command, cwd=HERE, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"http://127.0.0.1:{port}/health/", server, log)
            yield Atelier(f"http://127.0.0.1:{port}", environment)
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=STOP_SECONDS) == 0, "Ctrl-C must end the server cleanly"
        finally:
            server.kill()
    said = log.read_text()
    assert "Traceback" not in said, said[-4000:]


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()[-4000:]
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if json.load(answer)["database"] == "ok":
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
    raise AssertionError(f"The shop did not start within {START_SECONDS} s: {log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    executable = next(filter(None, map(shutil.which, names)), None)
    assert executable, "no Chromium found"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """Somebody at a browser. What the browser complains of is kept, and fails the test at its end."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is answered with 4xx on purpose is reported by Chromium as an error; the tests look at those answers.
        expected = "Failed to load resource" in message.text and any(
            f"status of {code}" in message.text for code in (404, 409, 422)
        )
        if (message.type == "error" and not expected) or "Content Security Policy" in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, email: str) -> None:
        self.page.goto("/account/sign-in/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(self.page).not_to_have_url(re.compile("/sign-in/"))


@pytest.fixture
def visit(atelier: Atelier, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Open a browser for somebody: `visit(email)`, or `visit()` for a stranger."""
    visitors: list[Visitor] = []

    def open_browser(email: str = "", *, width: int = 1280, javascript: bool = True) -> Visitor:
        size = {"width": width, "height": 844 if width < 500 else 900}
        context = browser.new_context(
            base_url=atelier.address, viewport=size, java_script_enabled=javascript, reduced_motion="reduce", locale="en-GB"
        )
        context.set_default_timeout(PATIENCE_MS)
        visitor = Visitor(context.new_page())
        visitor.listen()
        visitors.append(visitor)
        if email:
            visitor.sign_in(email)
        return visitor

    yield open_browser
    for visitor in visitors:
        visitor.page.context.close()
    assert not [complaint for visitor in visitors for complaint in visitor.complaints]
