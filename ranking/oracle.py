"""The whole score in plain Python, from plain facts: what the SQL must give, bit for bit.

Slow and readable on purpose. It shares the arithmetic of `ranking.scoring` and none of the SQL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ranking.facts import ArtifactFacts, Reading
from ranking.formula import DORMANT, LAST_RELEASE
from ranking.formula.criteria import CARDS, CHECKED, CRITERIA
from ranking.freshness import FINISHED_ADOPTION, FINISHED_FLOOR, decay_table, decayed
from ranking.normaliser import Table, lookup
from ranking.scoring import (
    PPM,
    Aggregate,
    Measure,
    Quantiles,
    aggregate,
    combine,
    count_spread,
    effective_weights,
)

KEYS = ("adoption", "ecosystem", "freshness", "match", "quality")
SLOTS = 3
NA, UNKNOWN, SUSPECT, OBSERVED = range(4)
HUB_DOWNLOADS, HUB_LIKES, DOUBTED_FROM = "hub_downloads_30d", "hub_likes", 50
DOWNLOADS, STARS, GUARD = "package_downloads_30d", "repository_stars", 250_000
FREE = {"free", "open_source"}
PRICE_DAYS = 90
USUAL = Quantiles()
CHECKED_CODES = {criterion.code for criterion in CRITERIA if criterion.evaluator == CHECKED}


@dataclass(frozen=True)
class Terms:
    """What an epoch froze for one type. `signals`: weight and curve by metric."""

    profile: Mapping[str, int]
    signals: Mapping[str, tuple[int, Table]]
    points: Mapping[str, int]
    half_life: int
    adoption: Quantiles = USUAL
    quality: Quantiles = USUAL
    freshness: Quantiles = USUAL


@dataclass(frozen=True)
class Figure:
    """One signal or criterion as it counts."""

    key: str
    weight: int
    state: int
    normalised: int | None = None
    raw: int | None = None
    observed_on: date | None = None
    source: int | None = None
    spread: int = 0

    def measure(self) -> Measure:
        return Measure(self.key, self.weight, self.normalised, self.spread)


@dataclass(frozen=True)
class Reckoned:
    """Every column of a score and its breakdown, named and ordered as they are stored."""

    total: int
    tenths: int
    headline: int
    sd: int
    lo: int
    hi: int
    coverage: int
    provisional: bool
    is_listed: bool
    component_weights: list[int]
    component_values: list[int | None]
    coverages: list[int]
    shown: list[int]
    metrics: list[str]
    weights: list[int]
    states: list[int]
    normalised: list[int | None]
    parts: list[int]
    gains: list[int]
    observed_on: list[date | None]
    raw: list[int | None]
    sources: list[int | None]
    released_on: date | None
    release_source: int | None
    star_guard: bool
    finished_floor: bool


def reckon(facts: ArtifactFacts, terms: Terms, as_of: date) -> Reckoned:
    """The score of one artifact on the day `as_of`. No clock is read."""
    signals, guarded = _star_guard(facts, _adoption(facts, terms, as_of))
    criteria = [_criterion(facts, code, points, as_of) for code, points in terms.points.items()]
    adoption = aggregate([f.measure() for f in signals if f.weight], terms.adoption)
    quality = aggregate([f.measure() for f in criteria if f.weight], terms.quality)
    freshness, floored = _freshness(facts, terms, adoption, criteria, as_of)
    components = dict.fromkeys(KEYS) | {
        "adoption": adoption,
        "quality": quality,
        "freshness": freshness,
    }
    counting = [key for key, component in components.items() if component and key not in DORMANT]
    weights = effective_weights(terms.profile, counting)
    total = combine(components, weights)
    released_on, release_source = facts.last_release()
    figures = [*signals, *criteria]
    return Reckoned(
        total=total.total,
        tenths=total.tenths,
        headline=total.headline,
        sd=total.sd,
        lo=total.low,
        hi=total.high,
        coverage=total.coverage,
        provisional=total.provisional,
        is_listed=facts.is_published and not total.provisional,
        component_weights=[weights[key] for key in KEYS],
        component_values=[c.value if c else None for c in components.values()],
        coverages=[c.coverage if c else 0 for c in components.values()],
        shown=[total.shown[key] for key in KEYS],
        metrics=[f.key for f in signals],
        weights=[f.weight for f in figures],
        states=[f.state for f in figures],
        normalised=[f.normalised for f in figures],
        parts=_of(signals, adoption, "parts") + _of(criteria, quality, "parts"),
        gains=_of(signals, adoption, "gains") + _of(criteria, quality, "gains"),
        observed_on=[f.observed_on for f in figures],
        raw=[f.raw for f in signals],
        sources=[f.source for f in signals],
        released_on=released_on,
        release_source=release_source,
        star_guard=guarded,
        finished_floor=floored,
    )


def _of(figures: Sequence[Figure], component: Aggregate | None, name: str) -> list[int]:
    found: Mapping[str, int] = getattr(component, name) if component else {}
    return [found.get(figure.key, 0) for figure in figures]


def _adoption(facts: ArtifactFacts, terms: Terms, as_of: date) -> list[Figure]:
    readings = facts.by_metric()
    figures = [
        Figure(metric, 0, NA)
        if metric in facts.not_applicable
        else _signal(metric, rule, readings, as_of)
        for metric, rule in terms.signals.items()
    ]
    return figures + [Figure("", 0, NA)] * (SLOTS - len(figures))


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
        spread=count_spread(_weeks(reading.observed_on, as_of)),
    )


def _is_doubted(metric: str, value: int, readings: Mapping[str, Reading]) -> bool:
    """No downloads of what many people like: the counter failed, not the artifact."""
    likes = readings.get(HUB_LIKES)
    liked = likes is not None and (likes.value or 0) >= DOUBTED_FROM
    return metric == HUB_DOWNLOADS and value == 0 and liked


def _weeks(day: date | None, as_of: date) -> int:
    return max((as_of - day).days, 0) // 7 if day else 0


def _star_guard(facts: ArtifactFacts, signals: list[Figure]) -> tuple[list[Figure], bool]:
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


def _criterion(facts: ArtifactFacts, code: str, points: int, as_of: date) -> Figure:
    result = facts.results.get(code)
    applies = points and not (result and result.is_na)
    if not applies or (code == "claims_sourced" and not facts.comparisons()):
        return Figure(code, 0, NA)
    figure = _earned(facts, code, as_of)
    was_checked = code in CHECKED_CODES and result and result.permille is not None
    return Figure(
        key=code,
        weight=points,
        state=UNKNOWN if figure is None else OBSERVED,
        normalised=figure,
        observed_on=result.checked_on if result and was_checked else None,
    )


def _earned(facts: ArtifactFacts, code: str, as_of: date) -> int | None:
    """ppm of the points, or None while a check has not run."""
    links = facts.links
    if code in {"docs_alive", "homepage_alive"}:
        return facts.checked(code) if code.removesuffix("_alive") in links else 0
    if code == "source_linked":
        linked = facts.has_outside_id or links & {"repository", "package", "hub"}
        return facts.checked(code) if linked else 0
    if code in {"quickstart", "release_notes"}:
        return PPM if code in links else 0
    if code == "security_contact":
        return PPM if "security" in links else 0
    if code == "type_card":
        return PPM if CARDS.get(facts.type_key) in links else 0
    return _read_off(facts, code, as_of)


def _read_off(facts: ArtifactFacts, code: str, as_of: date) -> int:
    rules = {
        "capabilities_depth": lambda: min(facts.deep_capabilities(), 3) * PPM // 3,
        "capability_limits": lambda: _share(facts.limited_capabilities(), len(facts.capabilities)),
        "claims_sourced": lambda: _share(facts.sourced_comparisons(), facts.comparisons()),
        "description_depth": lambda: min(max(len(facts.description) - 80, 0), 320) * PPM // 320,
        "description_specific": lambda: facts.specifics() * PPM // 3,
        "licence_spdx": lambda: _licence(facts),
        "maintainer_known": lambda: PPM if facts.publisher else 0,
        "pricing_known": lambda: PPM if _price_known(facts, as_of) else 0,
    }
    return rules[code]()


def _share(some: int, of: int) -> int:
    return some * PPM // max(of, 1)


def _licence(facts: ArtifactFacts) -> int:
    if facts.licence_spdx:
        return PPM
    return PPM // 2 if facts.licence_name and facts.licence_url else 0


def _price_known(facts: ArtifactFacts, as_of: date) -> bool:
    if facts.pricing_model in FREE and facts.source:
        return True
    return facts.price_seen_on is not None and (as_of - facts.price_seen_on).days <= PRICE_DAYS


def _freshness(
    facts: ArtifactFacts,
    terms: Terms,
    adoption: Aggregate | None,
    criteria: Sequence[Figure],
    as_of: date,
) -> tuple[Aggregate | None, bool]:
    day, _ = facts.last_release()
    if day is None:
        return aggregate([Measure(LAST_RELEASE, 1, None)], terms.freshness), False
    left = decayed((as_of - day).days, decay_table(terms.half_life))
    floored = left < FINISHED_FLOOR and _is_finished(facts, adoption)
    value = FINISHED_FLOOR if floored else left
    return aggregate([Measure(LAST_RELEASE, 1, value)], terms.freshness), floored


def _is_finished(facts: ArtifactFacts, adoption: Aggregate | None) -> bool:
    alive = any(
        facts.checked(f"{kind}_alive") and kind in facts.links for kind in ("docs", "homepage")
    )
    used = adoption is not None and adoption.value >= FINISHED_ADOPTION
    return facts.flag("finished_work") and alive and used
