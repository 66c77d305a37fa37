"""Why something is an alternative, in sentences."""

from collections.abc import Iterator

from catalog.language import gettext
from comparisons import units
from comparisons.alternatives import Alternative, Alternatives


def why(one: Alternative, among: Alternatives) -> str:
    """Shares 2 of 3 capabilities: A, B (in part). Both answer 1 of 2 searches: “C”. Same type."""
    return " ".join(_sentences(one, among))


def shares(one: Alternative, among: Alternatives) -> str:
    """Shares 2 of 3 capabilities."""
    of = units.plural(among.capabilities, "capability", "capabilities")
    return gettext("Shares {capabilities} of {of}").format(
        capabilities=len(one.capabilities) or gettext("none"), of=of
    )


def answers(one: Alternative, among: Alternatives) -> str:
    """Both answer 1 of 2 searches."""
    of = units.plural(among.intents, "published search", "published searches")
    return gettext("Both answer {intents} of {of}").format(intents=len(one.intents), of=of)


def kinship(one: Alternative) -> str:
    if one.same_type:
        return gettext("Same type: {type_name}").format(type_name=one.artifact.type_name)
    return gettext("Another type of the same group: {type_name}").format(
        type_name=one.artifact.type_name
    )


def _sentences(one: Alternative, among: Alternatives) -> Iterator[str]:
    if one.is_successor:
        yield gettext("Named as its successor.")
    names = ", ".join(
        gettext("{name} (in part)").format(name=c.name) if c.partly else c.name
        for c in one.capabilities
    )
    yield f"{shares(one, among)}: {names}." if names else f"{shares(one, among)}."
    if one.intents:
        yield f"{answers(one, among)}: {', '.join(f'“{label}”' for label in one.intents)}."
    yield f"{kinship(one)}."
