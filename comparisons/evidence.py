"""What the sources say, fact by fact, with disagreement in plain sight."""

from dataclasses import dataclass
from itertools import groupby

from comparisons.facts import Subject
from comparisons.sources import CitationFact

LABELS = {
    "": "The record as a whole",
    "licence": "Licence",
    "licence_spdx": "Licence",
    "licence_name": "Licence",
    "released_on": "Released",
    "pricing_model": "Pricing",
    "publisher": "Publisher",
    "lifecycle": "Lifecycle",
    "summary": "Summary",
    "description": "Description",
}
SPEC_PREFIX = "specs."


@dataclass(frozen=True)
class FactClaims:
    """Every source's word on one fact."""

    field: str
    label: str
    claims: tuple[CitationFact, ...]

    @property
    def disputed(self) -> bool:
        return any(not claim.supports for claim in self.claims)


def claims_of(subject: Subject) -> tuple[FactClaims, ...]:
    """The subject's citations by fact, those in dispute first."""
    specs = {f"{SPEC_PREFIX}{spec.key}": spec.label for spec in subject.specs}
    ordered = sorted(subject.citations, key=lambda c: (c.field, not c.supports))
    facts = [
        FactClaims(field, label_of(field, specs), tuple(claims))
        for field, claims in groupby(ordered, key=lambda citation: citation.field)
    ]
    return tuple(sorted(facts, key=lambda fact: (not fact.disputed, fact.label)))


def label_of(field: str, specs: dict[str, str]) -> str:
    """The fact in a reader's words; an unknown key is spelled out."""
    plain = field.removeprefix(SPEC_PREFIX).replace("_", " ").capitalize()
    return LABELS.get(field) or specs.get(field) or plain


def disputed_fields(subject: Subject) -> frozenset[str]:
    return frozenset(citation.field for citation in subject.citations if not citation.supports)
