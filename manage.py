#!/usr/bin/env python
"""Runs a management command, on the embedded servers where no others are named."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from config.embedded.problem import ServerProblem
from config.embedded.servers import for_command

SERVERLESS = {"check", "collectstatic", "diffsettings", "help", "spectacular", "version"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(arguments) < 2 or arguments[1] in SERVERLESS or arguments[1].startswith("-"):
        execute_from_command_line(arguments)
        return
    data_dir = Path(os.environ.get("DATA_DIR") or Path(__file__).parent / ".data").resolve()
    try:
        with for_command(data_dir):
            execute_from_command_line(arguments)
    except ServerProblem as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main(sys.argv)
