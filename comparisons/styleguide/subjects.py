"""Sample artifacts: one with everything, one with next to nothing, one from right to left."""

from dataclasses import replace
from datetime import date

from comparisons.facts import CapabilityFact, Licence, Neighbour, Spec, Subject, TypeFact
from comparisons.styleguide.ranks import rank
from comparisons.styleguide.records import (
    ARABIC,
    CITATIONS,
    FULL,
    OFFERINGS,
    PLAIN_SOURCE,
    READ_ON,
    SOURCE,
    bare_capability,
    forty_capabilities,
    spec,
)
from comparisons.styleguide.words import ARABIC_NAME, ARABIC_TEXT, LONG_NAME, SENTENCE, UNBROKEN
from ranking.explanation import Position

MODEL = TypeFact("model", "Model", "Models", "model")
DATASET = TypeFact("dataset", "Dataset", "Datasets", "dataset")


def specs(window: int | None) -> tuple[Spec, ...]:
    return (
        spec("context", "Context window", "tokens", window, "higher"),
        spec("architecture", "Architecture", "", UNBROKEN if window else None),
    )


def subject(slug: str, name: str, capabilities: tuple[CapabilityFact, ...]) -> Subject:
    """A model of which nothing is known but its name and what it can do."""
    return Subject(
        id=1,
        slug=slug,
        name=name,
        type=MODEL,
        publisher="",
        publisher_slug="sample",
        summary=SENTENCE,
        pricing_model="unknown",
        pricing_label="Unknown",
        licence=None,
        lifecycle="active",
        lifecycle_label="Active",
        released_on=None,
        released_precision="day",
        source=PLAIN_SOURCE,
        specs=specs(None),
        capabilities=capabilities,
        offerings=(),
        citations=(),
        rank=None,
        position=None,
    )


RICH = replace(
    subject("sample-one", LONG_NAME, (FULL, bare_capability("code.chat"))),
    publisher="Publisher",
    pricing_model="pay_per_use",
    pricing_label="Pay per use",
    licence=Licence("Apache-2.0", "https://licence.example/"),
    released_on=date(2026, 5, 1),
    released_precision="month",
    source=SOURCE,
    specs=specs(262_144),
    offerings=OFFERINGS,
    citations=CITATIONS,
    rank=rank(),
    position=Position(1, 3, 20, 2, READ_ON),
)
RIGHT_TO_LEFT = replace(
    RICH,
    slug="sample-arabic",
    name=ARABIC_NAME,
    summary=ARABIC_TEXT,
    capabilities=(replace(FULL, description=ARABIC_TEXT, name=ARABIC_NAME), ARABIC),
    specs=specs(131_072),
    citations=(),
    offerings=OFFERINGS[:1],
    rank=rank(provisional=True),
    lifecycle="deprecated",
    lifecycle_label="Deprecated",
    deprecated_on=READ_ON,
    successor=Neighbour("sample-one", LONG_NAME, "Model"),
)
BARE = subject("sample-bare", "Nothing known", ())
OTHER_TYPE = replace(BARE, slug="sample-dataset", name="Another type", type=DATASET, specs=())
FORTIES = tuple(
    subject(f"sample-{side}", f"Forty of the {side}", forty_capabilities(side))
    for side in ("left", "right")
)
SIX = (RICH, RIGHT_TO_LEFT, BARE, OTHER_TYPE, *FORTIES)
