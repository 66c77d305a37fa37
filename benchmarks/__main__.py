"""`make bench`, or `python -m benchmarks NAME ...`: measure, print, and keep the figures."""

import argparse
import importlib
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command

from benchmarks import report
from config.embedded import servers as embedded

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
NAMES = ("imports", "ranking", "scale", "pages", "search", "searchspeed")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(NAMES))
    parser.add_argument(
        "--folder", action="append", default=[], help="A labelled set for search, in BEIR layout."
    )
    given = parser.parse_args(arguments)
    names: list[str] = given.names
    if given.folder:
        os.environ["BENCH_FOLDERS"] = os.pathsep.join(given.folder)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES)}.")
        return 2
    if len(names) == 1:
        measure(names[0])
        return 0
    # Each in a process of its own, on a database of its own.
    runs = [[sys.executable, "-m", "benchmarks", name] for name in names or NAMES]
    return max(subprocess.run(run, check=False).returncode for run in runs)


def measure(name: str) -> None:
    """Run one benchmark on fresh servers, print its figures and keep them."""
    with tempfile.TemporaryDirectory(prefix="lineup-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "for measurements only"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "WARNING"}
        os.environ |= {"API_RATE": "off"}
        servers = embedded.start(Path(folder))
        try:
            django.setup()
            call_command("migrate", verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            print(f"Measuring {name} ...", flush=True)
            section = importlib.import_module(f"benchmarks.bench_{name}").run()
        finally:
            servers.close()
    print(section.markdown(), flush=True)
    report.keep(PAGE, name, section, machine())


def machine() -> str:
    today = datetime.now(UTC).date()
    return (
        f"*Measured on {today} with {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, Django {django.get_version()}.*"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
