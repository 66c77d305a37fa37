"""`python -m config.demo.prepare`: brings the database and the static files to the state of the
code, says what takes its time, and does nothing where nothing is to do."""

import os
import signal
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import django
from django.core.management import CommandError, call_command
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from config.demo.console import say, step
from config.demo.site import PASSWORD_FILE
from config.secret import stored_secret

if TYPE_CHECKING:
    from django.contrib.auth.models import User

EDITOR = "editor"
EDITOR_ROLE = "reviewer"


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the supervisor says the last word
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    try:
        migrate()
        with step("Collecting static files"):
            call_command("collectstatic", interactive=False, verbosity=0)
        with step("Loading the demo catalog"):
            call_command("load_demo", verbosity=0)
        write_verdict(make_editor())
    except CommandError as error:
        say(str(error))
        return 1
    except (Error, OSError) as error:
        say(f"The demo cannot be prepared: {' '.join(str(error).split())}")
        return 1
    return 0


def migrate() -> None:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        with step(f"Preparing the database ({len(pending)} migrations)"):
            call_command("migrate", interactive=False, verbosity=0)


def make_editor() -> "User":
    """The demo editor, with the password that is kept in the data folder."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth.models import Group, User  # noqa: PLC0415

    known_as = {"is_staff": True, "first_name": "Demo", "last_name": "editor"}
    editor, _ = User.objects.get_or_create(username=EDITOR, defaults=known_as)
    editor.set_password(stored_secret(settings.DATA_DIR, PASSWORD_FILE))
    editor.save()
    editor.groups.add(*Group.objects.filter(name=EDITOR_ROLE))
    return editor


def write_verdict(editor: "User") -> None:
    """The demo's editorial verdict, in the demo editor's name; once."""
    from comparisons.services.demo import write_demo_verdict  # noqa: PLC0415

    write_demo_verdict(by=editor, on=datetime.now(UTC).date())


if __name__ == "__main__":
    sys.exit(main())
