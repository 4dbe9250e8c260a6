"""Run all that `make test` promises, part by part, and add up what the parts found.

rules: lint, format, types, room contracts, templates. sqlite, postgresql: the same tests on both databases.
browser: whole journeys in real Chromium. The last line is the sum.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCRATCH = Path(tempfile.mkdtemp(prefix="benchpin-test-"))
(SCRATCH / "static").mkdir()  # whitenoise warns where there is none
CI = os.environ.get("CI") == "true"


@dataclass(frozen=True)
class Outcome:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def main() -> int:
    parts: dict[str, Callable[[], Outcome]] = {"rules": rules, "sqlite": sqlite, "postgresql": postgresql, "browser": browser}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=parts)
    chosen = parser.parse_args().only
    total = Outcome()
    for name, part in parts.items():
        if chosen in {None, name}:
            say(f"== {name}")
            started = time.monotonic()
            total += part()
            say(f"== {name} took {time.monotonic() - started:.0f} s")
    shutil.rmtree(SCRATCH, ignore_errors=True)
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    say(f"{total.passed} passed, {total.failed} failed{skipped}")
    return 1 if total.failed or not total.passed else 0


def rules() -> Outcome:
    tool = Path(sys.executable).parent
    commands = [
        [tool / "ruff", "check", "."],
        [tool / "ruff", "format", "--check", "."],
        [tool / "mypy"],
        [tool / "lint-imports"],
        [tool / "djlint", "--lint", "--quiet", "src/benchpin/atelier"],
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    ]
    return sum((one(command) for command in commands), Outcome())


def one(command: list[str | Path]) -> Outcome:
    code = subprocess.call(command, cwd=HERE, env=environment())
    say(f"{Path(command[0]).name} {command[1] if len(command) > 1 else ''}: {'fine' if code == 0 else 'FAILED'}")
    return Outcome(passed=1) if code == 0 else Outcome(failed=1)


def sqlite() -> Outcome:
    return pytest(["-n", "2", "--dist", "loadfile", "-m", "not browser"], environment(DATABASE_URL=None))


def postgresql() -> Outcome:
    arguments = ["tests/atelier", "-n", "2", "--dist", "loadfile", "-m", "not browser"]
    if given := os.environ.get("DATABASE_URL"):
        return pytest(arguments, environment(DATABASE_URL=given))
    from tests.postgres import CannotStart, started

    try:
        with started() as url:
            return pytest(arguments, environment(DATABASE_URL=url))
    except CannotStart as reason:
        say(f"!! NOT TESTED ON POSTGRESQL: {reason}")
        return Outcome(failed=1) if CI else Outcome(skipped=1)


def browser() -> Outcome:
    if not any(shutil.which(name) for name in CHROMIUM):
        say("!! NOT TESTED IN A BROWSER: no Chromium found. On Debian and Ubuntu: apt install chromium")
        return Outcome(failed=1) if CI else Outcome(skipped=1)
    return pytest(["-m", "browser"], environment(DATABASE_URL=None))


def pytest(arguments: list[str], env: dict[str, str]) -> Outcome:
    """Run pytest, show its output as it comes, and read its last line."""
    process = subprocess.Popen([*PYTEST, *arguments], cwd=HERE, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        say(line.rstrip("\n"))
        lines.append(line)
    code = process.wait()
    said = re.findall(r"(\d+) (passed|failed|errors?|skipped)", lines[-1] if lines else "")
    counts = {word: int(number) for number, word in said}
    failed = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    if code and not failed:
        failed = 1  # it could not even begin
    return Outcome(counts.get("passed", 0), failed, counts.get("skipped", 0))


def environment(**changes: str | None) -> dict[str, str]:
    # A folder for a run's own database and files; sync Playwright keeps an event loop in the tests' thread.
    merged = {**os.environ, "BENCHPIN_VAR": str(SCRATCH), "DJANGO_ALLOW_ASYNC_UNSAFE": "true", **changes}
    return {key: value for key, value in merged.items() if value is not None}


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
