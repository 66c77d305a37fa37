"""The paragraphs of the methodology page. Their names are addresses: they stay."""

from catalog.language import gettext_noop
from ranking.formula import COMPONENTS, CRITERIA, FLAGS, LABELS, LAST_RELEASE, METRICS

CHECKLIST = {criterion.code for criterion in (*CRITERIA, *FLAGS)}

# The sections in their order, as the table of contents names them.
SECTIONS: dict[str, str] = {
    "rank": gettext_noop("The rank"),
    "weights": gettext_noop("What each component weighs"),
    "points": gettext_noop("From figures to points"),
    "curves": gettext_noop("Curves"),
    **{f"component-{key}": LABELS[key] for key in COMPONENTS},
    "unknown": gettext_noop("What is unknown"),
    "confidence": gettext_noop("How sure it is"),
    "positions": gettext_noop("Places"),
    "improvements": gettext_noop("What would raise it"),
    "verdicts": gettext_noop("Verdicts"),
    "epochs": gettext_noop("Epochs"),
    "adjustments": gettext_noop("Adjustments by hand"),
    "not-counted": gettext_noop("What does not count"),
    "privacy": gettext_noop("Searches and privacy"),
    "checking": gettext_noop("Checking it"),
}
# Paragraphs inside a section.
PARAGRAPHS = (
    *("numbers", "suspect", "not-applicable", "quartiles", "range", "coverage", "provisional"),
    *("match-asleep", "evidence", "backings", "guards", "history", "type-groups", "own-weights"),
)


def of_component(key: str) -> str:
    return f"component-{key}"


def of_signal(key: str) -> str:
    """Of a criterion of the checklist or of a measured figure."""
    return f"criterion-{key}" if key in CHECKLIST else f"signal-{key}"


ANCHORS = frozenset(
    (*SECTIONS, *PARAGRAPHS, *map(of_signal, (*METRICS, LAST_RELEASE, *sorted(CHECKLIST))))
)


def known(anchor: str) -> str:
    """The same name. Raises LookupError where the page has no such paragraph."""
    if anchor not in ANCHORS:
        raise LookupError(f"The methodology page has no paragraph “{anchor}”.")
    return anchor
