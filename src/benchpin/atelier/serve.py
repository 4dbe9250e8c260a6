"""Start the shop: database, demo atelier on an empty one, static files, server. `make run` ends here.

One process with eight threads (docs/decisions/0003): SQLite is written by one process only. On PostgreSQL
WEB_PROCESSES may ask for more.
"""

import argparse
import hashlib
import multiprocessing
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

THREADS = 8
STOP_SECONDS = 5  # what a request under way gets when the server is told to stop


def main(arguments: list[str] | None = None) -> int:
    """Prepare everything and serve until told to stop; returns the exit code."""
    parser = argparse.ArgumentParser(prog="benchpin serve", description="Start the shop.")
    parser.add_argument("--prepare-only", action="store_true", help="set everything up, but do not serve")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchpin.atelier.settings")
    import django

    django.setup()
    in_a_process_of_its_own(prepare)
    if options.prepare_only:
        return 0
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    serve(host, port)
    return 0


def in_a_process_of_its_own(task: Callable[[], None]) -> None:
    """Run a task in a child.

    Making the demo starts the geometry kernel's threads, which a server forked from this process must not inherit.
    """
    child = multiprocessing.get_context("fork").Process(target=task)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(child.exitcode if child.exitcode > 0 else 128 - child.exitcode)


def prepare() -> None:
    """Bring database, demo and static files up to date; quick when nothing changed."""
    from django.core.management import call_command
    from django.db import connections

    from benchpin.smith import promise

    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if not promise.is_compiled():
        print("Compiling the workshop's simulation for this machine: half a minute, once.", flush=True)
    promise.warm_up()
    if os.environ.get("DEMO", "1") == "1":
        call_command("demo")
    connections.close_all()  # the server's process opens its own


def collect_static() -> None:
    """Collect static files when one of them changed since the last time."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    folders: list[Any] = [entry[1] if isinstance(entry, tuple) else entry for entry in settings.STATICFILES_DIRS]
    # The release too: the administration's files come with Django.
    wanted = f"{django.get_version()} {_fingerprint([Path(folder) for folder in folders])}"
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted)


def serve(host: str, port: int) -> None:
    """Serve until told to stop by Ctrl-C or SIGTERM; requests under way are finished."""
    from django.conf import settings
    from gunicorn.app.base import BaseApplication

    processes = int(os.environ.get("WEB_PROCESSES", "1"))
    if processes > 1 and settings.DATABASES["default"]["ENGINE"].endswith("sqlite"):
        raise SystemExit("SQLite is written by one process. Leave WEB_PROCESSES at 1, or set DATABASE_URL to PostgreSQL.")

    class Server(BaseApplication):
        def load_config(self) -> None:
            chosen = {
                "bind": f"{host}:{port}",
                "workers": processes,
                "threads": THREADS,
                "worker_class": "gthread",
                "control_socket_disable": True,
                "graceful_timeout": STOP_SECONDS,
                "loglevel": "warning",
                "when_ready": lambda _: announce(host, port),
                "post_worker_init": lambda _: start_threads(),
            }
            for key, value in chosen.items():
                self.cfg.set(key, value)

        def load(self) -> Any:
            from benchpin.atelier.wsgi import application

            return application

    Server().run()


def start_threads() -> None:
    """Send what the outbox holds from a thread of this process, and load the compiled simulation in another.

    The first may end with the process at any moment: a row is marked as sent after it was, so nothing is lost.
    """
    from benchpin.atelier.outbox.worker import run_forever
    from benchpin.smith import promise

    threading.Thread(target=promise.warm_up, name="simulation", daemon=True).start()
    threading.Thread(target=run_forever, args=(threading.Event(),), name="outbox", daemon=True).start()


def announce(host: str, port: int) -> None:
    """Tell the newcomer where to go and who to be."""
    from django.db import connections

    from benchpin.atelier.accounts.models import User
    from benchpin.atelier.demo.people import LOGINS, PASSWORD

    shown = "localhost" if host in {"0.0.0.0", "::", "127.0.0.1"} else host
    lines = ["", f"  The shop is open:  http://{shown}:{port}/", ""]
    if User.objects.filter(email=LOGINS[0][1]).exists():
        lines += [f"  {role:<10} {email:<24} password {PASSWORD}" for role, email in LOGINS] + [""]
    connections.close_all()
    print("\n".join(lines), flush=True)


def _fingerprint(folders: list[Path]) -> str:
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    parts = (f"{file}:{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
