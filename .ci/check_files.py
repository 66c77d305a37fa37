"""What no linter knows: locks without addresses, no machine's paths, no oversized file."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-minilm.lock")
ADDRESS = re.compile(r"://|@ file|--(?:extra-)?index-url")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|Users)/\w|(?<![\w.:/])/(?:root|work)(?:/|\b(?!-))")
LONGEST_FILE = 500
GENERATED = ("migrations/", "static/vendor/")


def main() -> int:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    findings = [line for name in names if Path(name).is_file() for line in check(Path(name))]
    sys.stdout.writelines(f"{line}\n" for line in findings)
    return 1 if findings else 0


def check(path: Path) -> Iterator[str]:
    try:
        lines = path.read_text().splitlines()
    except UnicodeDecodeError:
        return
    if path.suffix == ".py" and len(lines) > LONGEST_FILE and not is_generated(path):
        yield f"{path}: {len(lines)} lines; a file has at most {LONGEST_FILE}"
    for number, line in enumerate(lines, start=1):
        if path.name in LOCKS and ADDRESS.search(line):
            yield f"{path}:{number}: a lock holds names, versions and hashes, no address"
        if MACHINE_PATH.search(line) and path != Path(".ci/check_files.py"):
            yield f"{path}:{number}: names a path of one machine"


def is_generated(path: Path) -> bool:
    return any(part in path.as_posix() for part in GENERATED)


if __name__ == "__main__":
    sys.exit(main())
