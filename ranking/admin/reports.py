"""A report of what a switch would change, in words and tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.models import Artifact
from ranking.admin.tables import Table, TypeNames, change, points
from ranking.guards import Check, Effect, Move, Place, Report, TypeEffect
from ranking.guards import points as of_total

LINK = '<a class="text-link underline" href="{}">{}</a>'


@dataclass(frozen=True)
class ShownReport:
    passed: bool
    effect: tuple[str, ...]
    checks: Table
    moves: Table
    types: Table


def shown_report(report: Report, names: TypeNames) -> ShownReport:
    """In one query, for the artifacts to link to."""
    pages = _pages(report)
    return ShownReport(
        passed=report.passed,
        effect=tuple(_effect(report.effect)),
        checks=_checks(report.checks),
        moves=_moves(report.moves, pages),
        types=_types(report.types, pages, names),
    )


def _effect(effect: Effect) -> Iterable[str]:
    yield (
        f"{effect.moved:,} of {effect.scores:,} listed ranks move,"
        f" {effect.headlines_moved:,} of them by a whole point shown."
    )
    yield (
        f"Half of all change by {of_total(effect.median)} points or less, 90 % by"
        f" {of_total(effect.p90)}, 99 % by {of_total(effect.p99)}; the largest change is"
        f" {of_total(effect.largest)}."
    )
    yield (
        f"{effect.newly_provisional:,} become provisional and leave the lists,"
        f" {effect.newly_placed:,} come in."
    )


def _checks(checks: Iterable[Check]) -> Table:
    rows = [
        [check.label, check.found, check.allowed, _verdict(passed=check.passed)] for check in checks
    ]
    return Table("Checks", ["Check", "Found", "Allowed", "Result"], rows)


def _verdict(*, passed: bool) -> SafeString:
    kind, words = ("passed", "✓ passed") if passed else ("failed", "✗ failed")
    return format_html('<span class="verdict verdict-{}">{}</span>', kind, words)


def _moves(moves: Iterable[Move], pages: Mapping[str, str]) -> Table:
    return Table(
        caption="The largest moves",
        heads=["Artifact", "Now", "Then", "Change", "Cause"],
        rows=[
            [
                _named(move.slug, move.name, pages),
                points(move.before),
                points(move.after),
                change(move.before, move.after),
                move.cause,
            ]
            for move in moves
        ],
        numbers=[1, 2, 3],
        empty="Nothing moves.",
    )


def _types(types: Iterable[TypeEffect], pages: Mapping[str, str], names: TypeNames) -> Table:
    in_order = sorted(types, key=lambda one: names.place(one.type_key))
    return Table(
        caption="By type, and the first five of each",
        heads=["Type", "Listed", "Move", "First five now", "First five then"],
        rows=[
            [
                names[one.type_key],
                f"{one.scores:,}",
                f"{one.moved:,}",
                _places(one.now, {place.slug for place in one.then}, "leaves", pages),
                _places(one.then, {place.slug for place in one.now}, "new", pages),
            ]
            for one in in_order
        ],
        numbers=[1, 2],
        empty="Nothing is listed yet.",
    )


def _places(
    places: Iterable[Place], others: set[str], word: str, pages: Mapping[str, str]
) -> SafeString:
    """In order, with a word where one is not among the five of the other side."""
    rows = format_html_join(
        "",
        "<li>{} {}{}</li>",
        (
            (
                _named(place.slug, place.name, pages),
                points(place.tenths),
                "" if place.slug in others else format_html(" <strong>{}</strong>", word),
            )
            for place in places
        ),
    )
    return format_html("<ol>{}</ol>", rows) if rows else SafeString("nobody")


def _named(slug: str, name: str, pages: Mapping[str, str]) -> SafeString | str:
    return format_html(LINK, pages[slug], name) if slug in pages else name


def _pages(report: Report) -> dict[str, str]:
    """Pages on the desk by slug; an artifact that is gone since has none."""
    slugs = {move.slug for move in report.moves}
    for one in report.types:
        slugs |= {place.slug for place in (*one.now, *one.then)}
    found = Artifact.objects.filter(slug__in=slugs).values_list("slug", "pk")
    return {slug: reverse("admin:catalog_artifact_change", args=[pk]) for slug, pk in found}
