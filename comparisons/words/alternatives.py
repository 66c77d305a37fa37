"""Why something is an alternative, in sentences."""

from collections.abc import Iterator

from comparisons import units
from comparisons.alternatives import Alternative, Alternatives


def why(one: Alternative, among: Alternatives) -> str:
    """Shares 2 of 3 capabilities: A, B (in part). Both answer 1 of 2 searches: “C”. Same type."""
    return " ".join(_sentences(one, among))


def shares(one: Alternative, among: Alternatives) -> str:
    """Shares 2 of 3 capabilities."""
    of = units.plural(among.capabilities, "capability", "capabilities")
    return f"Shares {len(one.capabilities) or 'none'} of {of}"


def answers(one: Alternative, among: Alternatives) -> str:
    """Both answer 1 of 2 searches."""
    of = units.plural(among.intents, "published search", "published searches")
    return f"Both answer {len(one.intents)} of {of}"


def kinship(one: Alternative) -> str:
    if one.same_type:
        return f"Same type: {one.artifact.type_name}"
    return f"Another type of the same group: {one.artifact.type_name}"


def _sentences(one: Alternative, among: Alternatives) -> Iterator[str]:
    if one.is_successor:
        yield "Named as its successor."
    names = ", ".join(f"{c.name} (in part)" if c.partly else c.name for c in one.capabilities)
    yield f"{shares(one, among)}: {names}." if names else f"{shares(one, among)}."
    if one.intents:
        yield f"{answers(one, among)}: {', '.join(f'“{label}”' for label in one.intents)}."
    yield f"{kinship(one)}."
