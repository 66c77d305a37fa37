"""What the sources say, fact by fact, with disagreement in plain sight."""

from dataclasses import dataclass
from itertools import groupby

from catalog.language import gettext_noop
from comparisons.facts import Subject
from comparisons.sources import CitationFact

LABELS = {
    "": gettext_noop("The record as a whole"),
    "licence": gettext_noop("Licence"),
    "licence_spdx": gettext_noop("Licence"),
    "licence_name": gettext_noop("Licence"),
    "released_on": gettext_noop("Released"),
    "pricing_model": gettext_noop("Pricing"),
    "publisher": gettext_noop("Publisher"),
    "lifecycle": gettext_noop("Lifecycle"),
    "summary": gettext_noop("Summary"),
    "description": gettext_noop("Description"),
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
