"""Writes locale/django.pot: every text of the public site, for translators. Takes xgettext."""

from typing import Any

from django.core.management.commands import makemessages

LEFT_OUT = [
    *(".venv", "tests", "benchmarks", "config", "static", "docs", "migrations"),
    *("*/admin/*", "*/api/*", "*/management/*", "templates/machine/*", "*/twins/*"),
]


class Command(makemessages.Command):
    help = "Write locale/django.pot anew, with every text of the public site."
    # What `comparisons.units.plural` is given are two forms of a word.
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=plural:2,3",
        "--sort-by-file",
        "--package-name=Lineup",
        "--copyright-holder=the authors of Lineup",
    ]

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(
            *args,
            **options
            | {"all": True, "keep_pot": True, "ignore_patterns": LEFT_OUT, "no_location": False}
            | {"add_location": "file", "no_wrap": False},
        )
