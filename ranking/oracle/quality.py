"""Quality: the checklist, read off the record or found by a check."""

from datetime import date

from ranking.facts import ArtifactFacts
from ranking.formula.criteria import CARDS, CHECKED, CRITERIA
from ranking.oracle.terms import NA, OBSERVED, UNKNOWN, Figure, Terms
from ranking.scoring import PPM

FREE = {"free", "open_source"}
PRICE_DAYS = 90
CHECKED_CODES = {criterion.code for criterion in CRITERIA if criterion.evaluator == CHECKED}


def quality(facts: ArtifactFacts, terms: Terms, as_of: date) -> list[Figure]:
    return [_criterion(facts, code, points, as_of) for code, points in terms.points.items()]


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
    """ppm of the points, or None while no check has run lately."""
    links = facts.links
    if code in {"docs_alive", "homepage_alive"}:
        linked = code.removesuffix("_alive") in links
        return facts.checked_lately(code, as_of) if linked else 0
    if code == "source_linked":
        upstream = facts.has_outside_id or links & {"repository", "package", "hub"}
        return facts.checked_lately(code, as_of) if upstream else 0
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
