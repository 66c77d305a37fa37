"""The page of one artifact as Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass

from comparisons import units
from comparisons.addresses import pair_of
from comparisons.rank_rows import standing
from comparisons.services.profile import Profile
from comparisons.twins import parts, ranks
from comparisons.twins.cells import facts_table
from comparisons.twins.parts import Address
from comparisons.twins.prose import prose
from comparisons.twins.text import bullets, document, heading, inline, joined, link


@dataclass(frozen=True)
class Page:
    """`description` is the record's own Markdown, `address` absolute."""

    rank_name: str
    description: str
    address: str


def artifact_twin(profile: Profile, page: Page, *, address: Address) -> str:
    return document(
        (
            heading(1, profile.subject.name),
            inline(profile.subject.summary),
            _kicker(profile, page.address),
            _lifecycle(profile, address),
            *_about(page.description),
            *_facts(profile, page.rank_name),
            *_rank(profile, page.rank_name),
            *_history(profile),
            *_capabilities(profile),
            *_searched(profile),
            heading(2, "Prices"),
            parts.offerings(profile.subject),
            heading(2, "Relations"),
            parts.relations(profile.relations, address),
            heading(2, "Sources and disagreements"),
            *parts.claims(profile.claims, profile.subject),
            *_compare(profile, address),
        )
    )


def _kicker(profile: Profile, page: str) -> str:
    subject = profile.subject
    by = f" by {inline(subject.publisher)}" if subject.publisher else ""
    names = joined((inline(name) for _, name in profile.categories), ", ")
    categories = f"; {names}" if names else ""
    return f"{inline(subject.type.name)}{by}{categories}. Page: <{page}>"


def _lifecycle(profile: Profile, address: Address) -> str:
    if profile.subject.lifecycle == "active":
        return ""
    later = profile.successor
    successor = f"Its successor is {parts.artifact_link(later, address)}." if later else ""
    return joined((f"{inline(profile.subject.lifecycle_label)}.", successor), " ")


def _about(description: str) -> Iterator[str]:
    if description:
        yield heading(2, "About")
        yield prose(description)


def _facts(profile: Profile, rank_name: str) -> Iterator[str]:
    yield heading(2, "Facts")
    for group in profile.groups:
        yield heading(3, rank_name if group.key == "rank" else group.label)
        yield facts_table([profile.subject.name], group.rows)
    if profile.links:
        yield heading(3, "Links")
        yield bullets(link(one.label, one.url) for one in profile.links)
    if profile.releases:
        yield heading(3, "Releases")
        yield bullets(f"{units.day(one.on)}: {inline(one.label)}" for one in profile.releases)


def _rank(profile: Profile, rank_name: str) -> Iterator[str]:
    subject = profile.subject
    yield heading(2, rank_name)
    if subject.position:
        counted = subject.position.as_of
        as_counted = f", as counted on {units.day(counted)}" if counted else ""
        yield f"Among its own type it stands {inline(standing(subject))}{as_counted}."
    yield from ranks.breakdown(subject)
    if raised := ranks.improvements(subject.rank):
        yield heading(3, "What would raise it")
        yield raised
    if subject.rank:
        of = subject.rank
        yield f"Formula {inline(of.formula)}, epoch {of.epoch}, as of {units.day(of.as_of)}."
    if subject.inapplicable:
        yield heading(3, "What does not apply")
        yield bullets(f"{inline(o.label)}: {inline(o.reason)}" for o in subject.inapplicable)


def _history(profile: Profile) -> Iterator[str]:
    yield heading(2, "Rank history")
    if profile.history and profile.history.moves:
        yield inline(profile.history.summary)
        yield ranks.history_table(profile.history)
    else:
        yield "There is no history yet: it begins when the rank is first worked out."


def _capabilities(profile: Profile) -> Iterator[str]:
    yield heading(2, f"Capabilities: {len(profile.subject.capabilities)}")
    for fact in profile.subject.capabilities:
        yield heading(3, f"{fact.vocabulary_name} ({fact.key})")
        yield from parts.capability(fact)
    if not profile.subject.capabilities:
        yield "No capabilities have been described yet."


def _searched(profile: Profile) -> Iterator[str]:
    """Published intents alone: what is below the threshold is in no object a page gets."""
    if profile.intents:
        yield heading(2, "What people search for that it can do")
        yield bullets(
            f"{inline(one.label)}: {one.visitor_days:,} visitors in 90 days, once a day each"
            for one in profile.intents
        )


def _compare(profile: Profile, address: Address) -> Iterator[str]:
    if profile.peers:
        yield heading(2, "Compare it")
        mine = profile.subject
        yield bullets(
            link(f"{mine.name} vs {peer.name}", address("compare", pair_of([mine.slug, peer.slug])))
            for peer in profile.peers
        )
