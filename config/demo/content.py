"""Brings the database and the static files to the state of the code; idle where they are."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from catalog.models import Artifact
from config.demo.console import step
from config.demo.problem import DemoProblem
from config.secret import keep_secret, stored_secret

EDITOR = "editor"
EDITOR_ROLE = "reviewer"
PASSWORD_FILE = "editor-password"  # noqa: S105 -- the name of a file
DEMO_FILES = settings.BASE_DIR / "catalog" / "demo"


def migrate() -> None:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        with step(f"Preparing the database ({len(pending)} migrations)"):
            call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    found = (
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list(ignore_patterns=[])
    )
    stamp = Stamp("static", _digest(sorted(found)))
    if not stamp.stands():
        with step("Collecting static files"):
            call_command("collectstatic", interactive=False, verbosity=0)
        stamp.set()


def load_catalog() -> None:
    stamp = Stamp("catalog", _digest(sorted(DEMO_FILES.rglob("*.toml")), _database_name()))
    if stamp.stands() and Artifact.objects.exists():
        return
    with step("Loading the demo catalog"):
        try:
            call_command("load_demo", verbosity=0)
        except CommandError as error:
            raise DemoProblem(f"The demo catalog cannot be loaded: {error}") from error
    stamp.set()


def editor_password() -> str:
    """The demo editor's password; makes the account where it, or the password, is missing."""
    is_new = not stored_secret(settings.DATA_DIR, PASSWORD_FILE)
    password = keep_secret(settings.DATA_DIR, PASSWORD_FILE, size=9)
    editor, is_made = User.objects.get_or_create(username=EDITOR, defaults={"is_staff": True})
    if is_new or is_made:
        editor.set_password(password)
        editor.save()
        editor.groups.add(*Group.objects.filter(name=EDITOR_ROLE))
    return password


class Stamp:
    """Remembers in the data folder what a step was last done for."""

    def __init__(self, name: str, digest: str) -> None:
        self._path = settings.DATA_DIR / f"{name}.stamp"
        self._digest = digest

    def stands(self) -> bool:
        return self._path.exists() and self._path.read_text() == self._digest

    def set(self) -> None:
        self._path.write_text(self._digest)


def _digest(files: Iterable[Path], *words: str) -> str:
    """Changes with the names, sizes and times of `files`."""
    total = hashlib.sha256(repr(words).encode())
    for path in files:
        found = path.stat()
        total.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _database_name() -> str:
    return "{HOST} {PORT} {NAME}".format(**settings.DATABASES["default"])
