"""One artifact out of the rows that tell of it: the publisher's word first, else what most say."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from catalog.enums import Lifecycle, OfferingStatus
from catalog.services.importing.matching import Match
from catalog.sources.rows import ArtifactRow, DateRow, LicenceRow, OrganizationRow

H = TypeVar("H", bound=Hashable)
SUMMARY_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """What a source's rows agree on. Unknown facts are None or missing, never a guess."""

    name: str
    type: str
    publisher: OrganizationRow | None
    licence: LicenceRow | None
    released: DateRow | None
    lifecycle: str
    pricing_model: str
    specs: dict[str, object] = field(default_factory=dict)


def draft_of(match: Match) -> Draft:
    rows = match.rows
    name = _agreed([(row.name, row.first_hand) for row in rows]) or rows[0].name
    publishers = [(row.publisher, row.first_hand) for row in rows if row.publisher]
    licences = [(row.licence, row.first_hand) for row in rows if row.licence]
    return Draft(
        name=_with_snapshot(name, match.snapshot)[:200],
        type=rows[0].type,
        publisher=_agreed(publishers),
        licence=_agreed(licences),
        released=_released(rows),
        lifecycle=_lifecycle(rows),
        pricing_model=_pricing_model(rows),
        specs=_specs(rows),
    )


def _agreed(told: Iterable[tuple[H, bool]]) -> H | None:
    """The value told first-hand, else by most; among equals the least by its text."""
    told = list(told)
    voices = [value for value, first_hand in told if first_hand] or [value for value, _ in told]
    votes = Counter(voices)
    return min(votes, key=lambda value: (-votes[value], str(value)), default=None)


def _with_snapshot(name: str, snapshot: str) -> str:
    """The name with the snapshot's date, unless it tells it in some spelling already."""
    told = re.sub(r"[^0-9]", "", name)
    if not snapshot or snapshot.replace("-", "")[2:] in told:
        return name
    return f"{name} ({snapshot})"


def _released(rows: Iterable[ArtifactRow]) -> DateRow | None:
    """The day the publisher gives, else the one most give; among equals the earliest."""
    told = [(row.released, row.first_hand) for row in rows if row.released]
    voices = [found for found, first_hand in told if first_hand] or [found for found, _ in told]
    votes = Counter(voices)
    return min(votes, key=lambda found: (-votes[found], found.on, found.precision), default=None)


def _lifecycle(rows: Iterable[ArtifactRow]) -> str:
    deprecated = all(row.lifecycle == Lifecycle.DEPRECATED for row in rows)
    return Lifecycle.DEPRECATED if deprecated else Lifecycle.ACTIVE


def _pricing_model(rows: Iterable[ArtifactRow]) -> str:
    """Pay per use where anyone charges; open source where weights and an SPDX licence are open."""
    rows = list(rows)
    prices = [price for row in rows for offering in row.offerings for price in offering.prices]
    if any(price.amount or price.kind == "varies" for price in prices):
        return "usage"
    if prices:
        return "free"
    open_source = any(
        row.licence and row.licence.spdx and row.specs.get("open_weights") for row in rows
    )
    return "open_source" if open_source else "unknown"


def _specs(rows: Iterable[ArtifactRow]) -> dict[str, object]:
    told: dict[str, list[tuple[Hashable, bool]]] = {}
    for row in rows:
        for key, value in row.specs.items():
            voice: Hashable = tuple(value) if isinstance(value, list) else value
            told.setdefault(key, []).append((voice, row.first_hand))
    agreed = {key: _agreed(voices) for key, voices in sorted(told.items())}
    return {key: list(v) if isinstance(v, tuple) else v for key, v in agreed.items()}


def summary_of(draft: Draft, kind_name: str) -> str:
    """One factual sentence, in our own words, made of the facts the source gives."""
    article = "an" if kind_name[:1].lower() in "aeiou" else "a"
    by = f" by {draft.publisher.name}" if draft.publisher else ""
    facts = ", ".join(_facts(draft))
    sentence = f"{draft.name} is {article} {kind_name.lower()}{by}"
    full = f"{sentence}{': ' if facts else ''}{facts}."
    return full if len(full) <= SUMMARY_LIMIT else f"{sentence[: SUMMARY_LIMIT - 1]}."


def _facts(draft: Draft) -> list[str]:
    specs, facts = draft.specs, []
    taken, given = specs.get("modalities_in"), specs.get("modalities_out")
    if isinstance(taken, list) and isinstance(given, list):
        facts.append(f"{_listed(taken)} in, {_listed(given)} out")
    content = specs.get("modalities")
    if isinstance(content, list):
        facts.append(f"{_listed(content)} content")
    if specs.get("context_tokens"):
        facts.append(f"context of {specs['context_tokens']:,} tokens")
    if specs.get("base_model"):
        facts.append(f"derived from {specs['base_model']}")
    if specs.get("open_weights"):
        facts.append("open weights")
    if draft.licence:
        facts.append(f"licence {draft.licence.spdx or draft.licence.name}")
    if draft.released:
        facts.append(f"published {_day(draft.released.on, draft.released.precision)}")
    return facts


def _listed(words: list[object]) -> str:
    texts = [str(word) for word in words]
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _day(on: date, precision: str) -> str:
    return on.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def is_out_of_service(statuses: Iterable[str]) -> bool:
    """Whether there are offerings and none of them goes on."""
    found = list(statuses)
    ending = {OfferingStatus.DEPRECATED, OfferingStatus.RETIRED}
    return bool(found) and all(status in ending for status in found)
