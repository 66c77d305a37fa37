"""`manage.py validate_ranks CSV`: how far the ranks agree with a list that others made."""

from argparse import ArgumentTypeError
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ranking.services.validating import Matching, match
from ranking.validation.lists import ListProblem, OutsideList, read
from ranking.validation.report import Basis, Report, as_csv, as_json, as_text

NEEDED = "scipy>=1.17,<2"
SHOWN = 20
PACKAGES = {"scipy", "numpy"}
FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


class Command(BaseCommand):
    help = (
        "Compare ranks with an outside list: a CSV file with the columns id or slug, rank or"
        " score, and if wanted type and weight. Nothing is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", metavar="CSV", type=Path, help="The list, in UTF-8.")
        parser.add_argument("--format", choices=FORMATS, default="text", help="How to tell (text).")
        parser.add_argument(
            "--seed", type=_whole(0), default=1, help="Of the resampling; the same, the same (1)."
        )
        parser.add_argument(
            "--resamples", type=_whole(100), default=2000, help="For the intervals (2000)."
        )
        parser.add_argument(
            "--include-provisional",
            action="store_true",
            help="Compare provisional ranks too: much of what they need is not known.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        measuring = _measuring()
        try:
            outside = read(options["list"].read_bytes())
            matching = match(outside, provisional=options["include_provisional"])
        except (OSError, ListProblem) as problem:
            raise CommandError(f"{options['list']}: {_told(problem)}") from problem
        if not matching.ranked:
            raise CommandError(_nothing(outside, matching))
        resampling = {"seed": options["seed"], "resamples": options["resamples"]}
        report = Report(
            rows=len(outside.entries),
            figure=outside.figure,
            matched=matching.matched,
            not_found=matching.not_found,
            ambiguous=matching.ambiguous,
            left_out=matching.left_out,
            weighted=outside.weighted,
            basis=tuple(Basis(*state, **resampling) for state in _states(matching)),
            types=measuring.measure(outside, matching.ranked, **resampling),
        )
        self.stdout.write(FORMATS[options["format"]](report), ending="")


def _measuring() -> Any:
    """The measuring module, which alone needs scipy."""
    try:
        return import_module("ranking.validation.measuring")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in PACKAGES:
            raise
        raise CommandError(
            f'This needs scipy: .venv/bin/python -m pip install "{NEEDED}"'
        ) from error


def _states(matching: Matching) -> list[Any]:
    return sorted({row.state for row in matching.ranked})


def _told(problem: OSError | ListProblem) -> str:
    if isinstance(problem, OSError):
        return f"cannot be read: {problem.strerror}"
    told = str(problem)
    return f"\n{told}" if "\n" in told else told


def _nothing(outside: OutsideList, matching: Matching) -> str:
    """How often each reason holds, with the first line it holds for."""
    rows = [*matching.not_found, *matching.ambiguous, *matching.left_out]
    numbers = Counter(row.reason for row in rows)
    first = {row.reason: row for row in reversed(rows)}
    told = [
        f"  {reason}: {number:,}, the first on line {first[reason].line} ({first[reason].id})"
        for reason, number in numbers.most_common(SHOWN)
    ]
    hint = "--include-provisional compares provisional ranks too" if matching.left_out else ""
    head = f"None of the {len(outside.entries):,} rows can be compared:"
    return "\n".join(filter(None, [head, *told, hint]))


def _whole(least: int) -> Any:
    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
            raise ArgumentTypeError(f"{text} is no whole number from {least}")
        return int(text)

    return parse
