"""The paragraphs of the methodology page. Their names are addresses: they stay."""

from ranking.formula import COMPONENTS, CRITERIA, FLAGS, LABELS, LAST_RELEASE, METRICS

CHECKLIST = {criterion.code for criterion in (*CRITERIA, *FLAGS)}

# The sections in their order, as the table of contents names them.
SECTIONS: dict[str, str] = {
    "rank": "The rank",
    "weights": "What each component weighs",
    "points": "From figures to points",
    "curves": "Curves",
    **{f"component-{key}": LABELS[key] for key in COMPONENTS},
    "unknown": "What is unknown",
    "confidence": "How sure it is",
    "positions": "Places",
    "improvements": "What would raise it",
    "verdicts": "Verdicts",
    "epochs": "Epochs",
    "adjustments": "Adjustments by hand",
    "not-counted": "What does not count",
    "privacy": "Searches and privacy",
    "checking": "Checking it",
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
