"""A comparison as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comparisons import units
from comparisons.charts.overlap import Shared, shared_sets
from comparisons.editorial import Editorial
from comparisons.facts import Subject
from comparisons.table import Comparison
from comparisons.twins import parts, ranks
from comparisons.twins.cells import facts_table
from comparisons.twins.parts import Address
from comparisons.twins.prose import prose
from comparisons.twins.text import bullets, document, heading, inline, joined, link, table

STATES = (
    "Unknown: it applies, and no source has told us. Not applicable: it cannot be asked of this"
    " type. None recorded: there is nothing of it in the record."
)


@dataclass(frozen=True)
class Told:
    """The sentences a page says beside the facts."""

    rank_name: str
    lead: str
    verdict: tuple[str, ...]
    editorial: Editorial | None = None


def comparison_twin(shown: Comparison, told: Told, *, page: str, address: Address) -> str:
    """`page` is the absolute address of the page this is the twin of."""
    return document(
        (
            heading(1, shown.title),
            inline(told.lead),
            _dateline(shown, page),
            *_glance(shown, told.rank_name),
            *_ranks(shown),
            *_capabilities(shown),
            *_prices(shown),
            heading(2, "How they relate"),
            parts.relations(shown.relations, address),
            *_sources(shown),
            *_editorial(shown.subjects, told.editorial),
            heading(2, "Verdict"),
            *map(inline, told.verdict),
            *_next(shown, address),
        )
    )


def _dateline(shown: Comparison, page: str) -> str:
    dated = f"Ranks as of {units.day(shown.as_of)}." if shown.as_of else ""
    return joined((dated, f"Page: <{page}>"), " ")


def _glance(shown: Comparison, rank_name: str) -> Iterator[str]:
    yield heading(2, "At a glance")
    names = [subject.name for subject in shown.subjects]
    for group in shown.groups:
        yield heading(3, rank_name if group.key == "rank" else group.label)
        yield facts_table(names, group.rows)
    yield STATES


def _ranks(shown: Comparison) -> Iterator[str]:
    yield heading(2, "How the ranks add up")
    for subject in shown.subjects:
        yield heading(3, subject.name)
        yield from ranks.breakdown(subject)


def _capabilities(shown: Comparison) -> Iterator[str]:
    yield heading(2, "Capabilities")
    if sets := shared_sets(shown.subjects):
        yield "By who has them, wholly or in part:"
        yield table(("Who", "Number", "Capabilities"), map(_set, sets))
    if not shown.alignment.shared:
        yield "No capability is described for more than one of them."
    for aligned in shown.alignment.shared:
        yield heading(3, f"Shared: {aligned.name}")
        for subject, fact in zip(shown.subjects, aligned.entries, strict=True):
            yield heading(4, subject.name)
            yield from parts.capability(fact) if fact else iter(("Not described for it.",))
    for subject, facts in zip(shown.subjects, shown.alignment.only, strict=True):
        yield heading(3, f"Only {subject.name}: {len(facts)}")
        for fact in facts:
            yield from parts.capability(fact)


def _set(one: Shared) -> list[str]:
    names = joined((inline(name) for _, name in one.capabilities), ", ")
    return [inline(one.words), str(one.number), names]


def _prices(shown: Comparison) -> Iterator[str]:
    yield heading(2, "Prices")
    yield "As each provider asks, read from the source beside it. Prices play no part in the rank."
    for subject in shown.subjects:
        yield heading(3, subject.name)
        yield parts.offerings(subject)


def _sources(shown: Comparison) -> Iterator[str]:
    yield heading(2, "Sources and disagreements")
    for subject, claims in zip(shown.subjects, shown.claims, strict=True):
        yield heading(3, subject.name)
        yield from parts.claims(claims, subject)


def _editorial(subjects: Sequence[Subject], told: Editorial | None) -> Iterator[str]:
    if told is None:
        return
    yield heading(2, "Editors’ verdict")
    if told.changed:
        yield "Written before these changed:"
        yield bullets(
            f"{inline(change.label)} of {inline(subjects[change.place].name)}:"
            f" was “{inline(change.was)}”, now “{inline(change.now)}”"
            for change in told.changed
        )
    for subject, words in zip(subjects, told.choose, strict=True):
        yield f"Choose {inline(subject.name)} if … {inline(words)}"
    yield prose(told.summary)
    decided = joined((inline(row.label) for row in told.rows), ", ")
    yield f"Decided by: {decided}. {inline(told.author)}, {units.day(told.written_on)}"


def _next(shown: Comparison, address: Address) -> Iterator[str]:
    pairs = [pair for group in shown.peer_groups for pair in group.pairs]
    if pairs:
        yield heading(2, "More to compare")
        yield bullets(link(pair.title, address("compare", pair.address)) for pair in pairs)
