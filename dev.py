#!/usr/bin/env python3
"""Set up and do the everyday things: needs Python 3.11 and nothing else. `make` calls it; so may you: ./dev.py run"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
STUDIO = HERE / ".venv-pictures"  # the renderer stays out of what the shop and its tests run on


def main() -> int:
    commands = {
        "run": run,
        "test": test,
        "check": check,
        "bench": bench,
        "pictures": pictures,
        "demo-reset": demo_reset,
        "help": show_help,
    }
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name not in commands:
        print(f"There is no “{name}”. Try: {', '.join(commands)}.", file=sys.stderr)
        return 2
    try:
        return commands[name](sys.argv[2:])
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Set up what is missing and start the shop."""
    install("runtime")
    os.chdir(HERE)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "benchpin.atelier.serve", *arguments])  # signals go straight to the server
    return 1  # never: this process has become the server


def test(arguments: list[str]) -> int:
    """Run every test: the house rules, both databases, the browser."""
    install("develop")
    return call("tests.everything", *arguments)


def check(arguments: list[str]) -> int:
    """Check the house rules only: lint, types, room contracts, templates."""
    install("develop")
    return call("tests.everything", "--only", "rules", *arguments)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks (--quick for the short form)."""
    install("develop")
    scripts = [file for file in sorted((HERE / "benchmarks").glob("*.py")) if "__main__" in file.read_text("utf-8")]
    long_form = {"promise.py": ["run"]}  # without a word it answers a log
    return max(subprocess.call([PYTHON, file, *(arguments or long_form.get(file.name, []))], cwd=HERE) for file in scripts)


def pictures(arguments: list[str]) -> int:
    """Make the catalogue pictures again, path-traced (needs LLVM), and the little ones with the viewer (needs Chromium)."""
    install("pictures", STUDIO)
    if failed := subprocess.call([STUDIO / "bin" / "python", HERE / "tools" / "stills.py", *arguments], cwd=HERE):
        return failed
    install("develop")
    return subprocess.call([PYTHON, HERE / "tools" / "pictures.py", *arguments], cwd=HERE)


def demo_reset(arguments: list[str]) -> int:
    """Throw the local SQLite database and its files away and make the demo atelier again."""
    install("runtime")
    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL is set: this only resets the local SQLite database. Nothing was changed.", file=sys.stderr)
        return 2
    var = Path(os.environ.get("BENCHPIN_VAR", HERE / "var"))
    for leftover in [*var.glob("benchpin.sqlite3*"), var / "demonstration_bank.json", var / "media"]:
        shutil.rmtree(leftover, ignore_errors=True) if leftover.is_dir() else leftover.unlink(missing_ok=True)
    return call("benchpin.atelier.serve", "--prepare-only")


def show_help(arguments: list[str]) -> int:
    """List what can be done."""
    print("make run         ", "Set up what is missing and start the shop with its demo atelier.")
    print("make test        ", "Run every test: house rules, SQLite, PostgreSQL, browser.")
    print("make check       ", "Lint, types, room contracts, templates; a minute.")
    print("make bench       ", "Run the benchmarks; each prints its figures as JSON on its last line.")
    print("make pictures    ", "Make the catalogue pictures again: docs/how-to/make-the-pictures.md.")
    print("make demo-reset  ", "Throw the local database away and make the demo atelier again.")
    return 0


def call(module: str, *arguments: str) -> int:
    return subprocess.call([PYTHON, "-m", module, *arguments], cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)})


def install(which: str, venv: Path = VENV) -> None:
    """Bring a virtual environment up to a lock file; a stamp makes the second time quick. develop contains runtime."""
    require_python()
    python = venv / "bin" / "python"
    lock = HERE / "requirements" / f"{which}.txt"
    stamp = venv / f"stamp-{which}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not python.exists():
        make_venv(venv)
    print(f"Installing what {lock.name} lists …", flush=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if uv := shutil.which("uv"):  # the same, twice as fast
        pip = [uv, "pip", "install", "--quiet", "--python", python]
    if subprocess.call([*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock], cwd=HERE):
        raise SystemExit("The packages could not be installed. Read the lines above; then run the same command again.")
    site = next((venv / "lib").glob("python3*/site-packages"))
    (site / "benchpin.pth").write_text(f"{HERE / 'src'}\n")
    write_command(python)
    stamp.write_text(wanted)


def write_command(python: Path) -> None:
    """Put `benchpin` beside the environment's python: the command line without an installed package."""
    command = python.with_name("benchpin")
    command.write_text(f"#!{python}\nfrom benchpin.cli import main\n\nraise SystemExit(main())\n")
    command.chmod(0o755)


def require_python() -> None:
    if sys.version_info < (3, 11):
        raise SystemExit(f"Benchpin needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def make_venv(venv: Path) -> None:
    print(f"Making a virtual environment in {venv.name} …", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", venv]):
        shutil.rmtree(venv, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SystemExit(f"Python's venv module is not complete. On Debian and Ubuntu: apt install python{version}-venv")


if __name__ == "__main__":
    sys.exit(main())
