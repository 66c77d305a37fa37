"""What stands on a card, from the facts that its page shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from comparisons import units
from comparisons.facts import Subject
from comparisons.rank_rows import lower_first, standing
from comparisons.table import Comparison
from ranking.explanation import ComponentState, Standing

PENDING = "Not ranked yet"
SILENT = {
    ComponentState.DORMANT: "not counted yet",
    ComponentState.NA: "not applicable",
    ComponentState.UNKNOWN: "unknown",
}


@dataclass(frozen=True)
class Bar:
    """`share` is ppm of the whole bar, None where there is nothing to draw."""

    label: str
    words: str
    share: int | None


@dataclass(frozen=True)
class Side:
    """One artifact: its rank in points, empty while it has none, and the words on its place."""

    name: str
    kicker: str
    rank: str
    place: str
    share: int | None


@dataclass(frozen=True)
class ArtifactCard:
    side: Side
    summary: str
    bars: tuple[Bar, ...]
    footer: str


@dataclass(frozen=True)
class ComparisonCard:
    sides: tuple[Side, ...]
    footer: str


Drawable = Callable[[str], bool]


def artifact_card(subject: Subject, rank_name: str, drawable: Drawable) -> ArtifactCard:
    """`drawable` says whether the font has every letter of a text."""
    rank = subject.rank
    as_of = f" as of {units.day(rank.as_of)}" if rank else ""
    summary = subject.summary if drawable(subject.summary) else ""
    bars = tuple(_bars(subject))
    return ArtifactCard(_side(subject, drawable), summary, bars, f"{rank_name}{as_of}")


def comparison_card(shown: Comparison, rank_name: str, drawable: Drawable) -> ComparisonCard:
    as_of = f" as of {units.day(shown.as_of)}" if shown.as_of else ""
    among = ", each among its own type" if shown.is_cross_type else ""
    sides = tuple(_side(subject, drawable) for subject in shown.subjects)
    return ComparisonCard(sides, f"{rank_name}{as_of}{among}")


def _side(subject: Subject, drawable: Drawable) -> Side:
    rank = subject.rank
    by = f" by {subject.publisher}" if subject.publisher and drawable(subject.publisher) else ""
    return Side(
        name=subject.name if drawable(subject.name) else _spelled(subject.slug),
        kicker=f"{subject.type.name}{by}",
        rank=units.points(rank.tenths) if rank else "",
        place=_place(subject),
        share=rank.tenths * 1000 if rank else None,
    )


def _spelled(slug: str) -> str:
    """A name in letters that the font has not is told by its address, which is always Latin."""
    return " ".join(word.capitalize() for word in slug.split("-"))


def _place(subject: Subject) -> str:
    if subject.rank is None:
        return PENDING
    if subject.rank.state is Standing.PROVISIONAL:
        return "provisional"
    if subject.position:
        return standing(subject)
    return f"among {lower_first(subject.type.plural)}"


def _bars(subject: Subject) -> Iterator[Bar]:
    for component in subject.rank.components if subject.rank else ():
        if silent := SILENT.get(component.state):
            yield Bar(component.label, silent, None)
            continue
        points, most = units.points(component.shown_tenths), units.weight(component.weight_bp)
        yield Bar(component.label, f"{points} of {most}", component.value)
