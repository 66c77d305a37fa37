"""Adoption: counts with a source, each on its curve."""

from collections.abc import Mapping
from datetime import date

from ranking.facts import ArtifactFacts, Reading
from ranking.normaliser import Table, lookup
from ranking.oracle.terms import NA, OBSERVED, SUSPECT, UNKNOWN, Figure, Terms, weeks
from ranking.scoring import count_spread

SLOTS = 3
HUB_DOWNLOADS, HUB_LIKES, DOUBTED_FROM = "hub_downloads_30d", "hub_likes", 50
DOWNLOADS, STARS, GUARD = "package_downloads_30d", "repository_stars", 250_000


def adoption(facts: ArtifactFacts, terms: Terms, as_of: date) -> list[Figure]:
    readings = facts.by_metric()
    figures = [
        Figure(metric, 0, NA)
        if metric in facts.not_applicable
        else _signal(metric, rule, readings, as_of)
        for metric, rule in terms.signals.items()
    ]
    return figures + [Figure("", 0, NA)] * (SLOTS - len(figures))


def star_guard(facts: ArtifactFacts, signals: list[Figure]) -> tuple[list[Figure], bool]:
    """Stars that rose faster than use explains count little above downloads."""
    by_key = {figure.key: figure for figure in signals}
    downloads, stars = by_key.get(DOWNLOADS), by_key.get(STARS)
    if not facts.flag("star_spike") or downloads is None or stars is None:
        return signals, False
    if downloads.normalised is None or stars.normalised is None:
        return signals, False
    most = downloads.normalised + GUARD
    if stars.normalised <= most:
        return signals, False
    held = {**stars.__dict__, "normalised": most}
    return [Figure(**held) if figure.key == STARS else figure for figure in signals], True


def _signal(
    metric: str, rule: tuple[int, Table], readings: Mapping[str, Reading], as_of: date
) -> Figure:
    weight, curve = rule
    reading = readings.get(metric)
    if reading is None:
        return Figure(metric, weight, UNKNOWN)
    if reading.value is None:
        return Figure(metric, weight, SUSPECT)
    doubted = _is_doubted(metric, reading.value, readings)
    return Figure(
        key=metric,
        weight=weight,
        state=SUSPECT if doubted else OBSERVED,
        normalised=None if doubted else lookup(curve, reading.value),
        raw=reading.value,
        observed_on=reading.observed_on,
        source=reading.source,
        spread=count_spread(weeks(reading.observed_on, as_of)),
    )


def _is_doubted(metric: str, value: int, readings: Mapping[str, Reading]) -> bool:
    """No downloads of what many people like: the counter failed, not the artifact."""
    likes = readings.get(HUB_LIKES)
    liked = likes is not None and (likes.value or 0) >= DOUBTED_FROM
    return metric == HUB_DOWNLOADS and value == 0 and liked
