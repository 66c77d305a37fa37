"""What pages of one artifact and of several share: capabilities, prices, relations, sources."""

from collections.abc import Callable, Iterable, Iterator

from comparisons import prices, units
from comparisons.evidence import FactClaims
from comparisons.facts import CapabilityFact, Neighbour, OfferingFact, RelationFact, Subject
from comparisons.sources import CitationFact
from comparisons.twins.text import bullets, inline, joined, link, mention, table

# The absolute address of a page, by the name of its route and what the route takes.
Address = Callable[[str, str], str]
UNKNOWN = "Unknown"


def capability(fact: CapabilityFact) -> Iterator[str]:
    """Everything that is said of it, in a paragraph and a list."""
    support = "" if fact.support == "yes" else f" ({inline(fact.support_label)})"
    described = inline(fact.description) or "Not described yet."
    yield f"**{inline(fact.name)}**{support}. {described}"
    yield bullets(_aspects(fact))


def offerings(subject: Subject) -> str:
    """The price list of every provider; what stands instead of one where there is none."""
    if not subject.offerings:
        if subject.pricing_model in {"free", "open_source"}:
            return f"{inline(subject.pricing_label)}: no provider with a price list is recorded."
        return "No price is known."
    head = ("Provider", "Price", "Context", "Longest output", "Read, source")
    return table(head, map(_offering, subject.offerings))


def relations(found: Iterable[RelationFact], address: Address) -> str:
    return bullets(_relation(one, address) for one in found) or "None recorded."


def claims(found: Iterable[FactClaims], subject: Subject) -> Iterator[str]:
    lines = [_claim(fact, one) for fact in found for one in fact.claims]
    yield bullets(lines) or "No single fact is cited yet."
    if subject.source:
        yield f"Main source of the record: {mention(subject.source)}"


def artifact_link(one: Neighbour | Subject, address: Address) -> str:
    return link(one.name, address("artifact", one.slug))


def _aspects(fact: CapabilityFact) -> Iterator[str]:
    told = (
        ("Unique", inline(fact.unique)),
        ("Versus alternatives", inline(fact.versus)),
        ("Limits", _listed(fact.limitations)),
        ("Best for", _listed(fact.best_for)),
        ("Asked as", _listed(fact.intents)),
        ("Needs", _listed(fact.requires)),
        ("In", _listed(fact.inputs)),
        ("Out", _listed(fact.outputs)),
    )
    yield from (f"{label}: {words}" for label, words in told if words)
    sources = joined(map(_cited, fact.citations)) or "no source cited"
    yield f"{inline(fact.review_label)}: {sources}"


def _listed(items: Iterable[str]) -> str:
    return joined(map(inline, items))


def _cited(citation: CitationFact) -> str:
    disputes = "" if citation.supports else " (disputes)"
    return f"{mention(citation.source)}, {_read_on(citation)}{disputes}"


def _read_on(citation: CitationFact) -> str:
    if citation.read_on is None:
        return "not read for this record"
    return f"read {units.day(citation.read_on)}"


def _offering(offering: OfferingFact) -> list[str]:
    status = "" if offering.status == "active" else inline(offering.status_label)
    where = joined(map(inline, (offering.external_id or offering.channel, offering.region)), ", ")
    rates = (f"{inline(prices.label(p))}: {inline(prices.rate(p))}" for p in offering.prices)
    return [
        f"{inline(offering.provider)} ({joined((status, where))})",
        joined(rates) or UNKNOWN,
        _tokens(offering.context_tokens),
        _tokens(offering.max_output_tokens),
        joined((units.day(offering.seen_on), mention(offering.source)), ", "),
    ]


def _tokens(number: int | None) -> str:
    return f"{number:,} tokens" if number else UNKNOWN


def _relation(one: RelationFact, address: Address) -> str:
    between = (artifact_link(one.subject, address), inline(one.words))
    state = "Confirmed" if one.confirmed else "Claimed"
    read = f"read {units.day(one.read_on)}" if one.source and one.read_on else ""
    source = joined((mention(one.source), read), ", ")
    told = joined((inline(one.note), f"source: {source}" if source else ""))
    aside = joined((state, told))
    return f"{' '.join(between)} {artifact_link(one.object, address)}. {aside}"


def _claim(fact: FactClaims, one: CitationFact) -> str:
    stance = "supports" if one.supports else "disputes"
    quoted = f"“{inline(_separated(one.claim))}” " if one.claim else ""
    told = f"{inline(fact.label)}: {stance} {quoted}{mention(one.source)}, {_read_on(one)}"
    return joined((told, inline(one.note)))


def _separated(text: str) -> str:
    """A claim as a reader takes it in: long numbers get their separators."""
    return f"{int(text):,}" if text.isascii() and text.isdigit() and len(text) > 4 else text
