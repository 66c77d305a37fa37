"""The constants of the rank, read from the modules that count by them."""

from math import isqrt
from statistics import NormalDist

from catalog.enums import RelationKind
from catalog.language import gettext_noop
from comparisons.method.rule_shapes import (
    Anchor,
    BackingMethod,
    Confidence,
    CountingRules,
    CurveRules,
    FreshnessRules,
    Guard,
    Left,
    MatchRules,
    Numbers,
    Outcome,
    VerdictRules,
)
from matchgraph import counting, decay, evidence
from matchgraph.counting import Kind
from ranking import freshness, guards, normaliser, preference, scoring, verdict
from ranking.formula import relations, weights
from ranking.oracle import adoption

WEEKS = (0, 1, 4, 8, 13, 26, 52, 78, 104)
NORMAL = NormalDist()
DONE = {
    Kind.IMPRESSION: gettext_noop("Nothing"),
    Kind.CLICK: gettext_noop("Opened it"),
    Kind.DWELL_10: gettext_noop("Stayed 10 seconds or more"),
    Kind.COMPARE_ADD: gettext_noop("Took it into a comparison"),
    Kind.DWELL_30: gettext_noop("Stayed 30 seconds or more"),
    Kind.OUTBOUND: gettext_noop("Went on to its own site"),
    Kind.POSITIVE: gettext_noop("Said that it helped"),
    Kind.API_SUCCESS: gettext_noop("A program said that its use succeeded"),
    Kind.NEGATIVE: gettext_noop("Said that it did not help, whatever else happened"),
    Kind.API_FAILURE: gettext_noop("A program said that its use failed, whatever else happened"),
}


def numbers() -> Numbers:
    return Numbers(scoring.PPM, scoring.BASIS, scoring.FULL, scoring.TENTH)


def curve_rules() -> CurveRules:
    return CurveRules(
        anchors=tuple(Anchor(_ppm(share), _ppm(score)) for share, score in normaliser.ANCHORS),
        beyond=normaliser.BEYOND_TOP,
        samples=normaliser.SAMPLES,
        smallest_set=normaliser.SMALLEST_SET,
        doubted_from=adoption.DOUBTED_FROM,
        star_guard=adoption.GUARD,
    )


def confidence() -> Confidence:
    fresh = scoring.count_spread(0)
    return Confidence(
        fresh_spread=fresh,
        weekly_spread=scoring.count_spread(1) - fresh,
        largest_spread=scoring.UNKNOWN_SPREAD,
        ranked_coverage=scoring.RANKED_COVERAGE,
        heavy_weight=scoring.HEAVY_WEIGHT,
    )


def freshness_rules() -> FreshnessRules:
    return FreshnessRules(freshness.FINISHED_FLOOR, freshness.FINISHED_ADOPTION)


def backings() -> tuple[BackingMethod, ...]:
    """The strongest first."""
    told = (
        BackingMethod(
            kind, str(RelationKind(kind).label), one.claimed, one.confirmed, one.for_origin
        )
        for kind, one in relations.BACKINGS.items()
    )
    return tuple(sorted(told, key=lambda one: (-one.confirmed, -one.claimed)))


def match_rules(*, has_evidence: bool) -> MatchRules:
    table = decay.weekly_decay()
    weeks = sorted({week for week in WEEKS if week <= decay.LAST_WEEK} | {decay.LAST_WEEK})
    return MatchRules(
        has_evidence=has_evidence,
        counting=counting_rules(),
        half_life_days=decay.HALF_LIFE_DAYS,
        last_week=decay.LAST_WEEK,
        decay=tuple(Left(week, table[week]) for week in weeks),
        prior_examinations=evidence.PRIOR_EXAMINATIONS,
        shipped_usual=evidence.SHIPPED_MEAN,
        smallest_usual=evidence.SMALLEST_MEAN,
        largest_spread=evidence.LARGEST_SD,
        trusted_visitors=evidence.TRUSTED_VISITORS,
        awake_from=weights.AWAKE_FROM,
    )


def counting_rules() -> CountingRules:
    return CountingRules(
        outcomes=tuple(
            Outcome(kind.value, DONE.get(kind, kind.value), worth)
            for kind, worth in counting.OUTCOMES.items()
        ),
        smallest_examination=counting.SMALLEST_EXAMINATION,
        units_a_prefix=counting.UNITS_A_PREFIX,
        units_of_an_artifact_a_prefix=counting.UNITS_OF_AN_ARTIFACT_A_PREFIX,
        usual_days=counting.USUAL_DAYS,
        searches_an_hour=counting.SEARCHES_AN_HOUR,
        artifacts_an_hour=counting.ARTIFACTS_AN_HOUR,
        spike_factor=counting.SPIKE_FACTOR,
        spike_allowance=counting.SPIKE_ALLOWANCE,
    )


def guard_rules() -> tuple[Guard, ...]:
    checks = guards.checks(guards.Effect(), (), broken=0, missing=0)
    return tuple(Guard(check.label, check.allowed) for check in checks)


def verdict_rules(reweighed_as: str) -> VerdictRules:
    close, sure = isqrt(verdict.CLOSE_SQUARED), isqrt(verdict.SURE_SQUARED)
    return VerdictRules(
        smallest_lead_tenths=verdict.SMALLEST_LEAD * 10 // verdict.POINT,
        trade_off_tenths=verdict.SMALLEST_TRADE_OFF * 10 // verdict.POINT,
        depends_below=int(100 * verdict.ROBUST_SHARE),
        enough_examinations=preference.ENOUGH_EXAMINATIONS // 1000,
        enough_visitors=preference.ENOUGH_VISITORS,
        close=close,
        close_certainty=_certainty(close),
        sure=sure,
        sure_certainty=_certainty(sure),
        reweighed_as=reweighed_as,
    )


def _certainty(deviations: int) -> int:
    """Per cent of a normal distribution below so many thousandths of a standard deviation."""
    return round(100 * NORMAL.cdf(deviations / 1000))


def _ppm(share: float) -> int:
    return round(share * scoring.PPM)
