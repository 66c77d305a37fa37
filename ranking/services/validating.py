"""Finds the artifacts that an outside list speaks of, and their ranks. Nothing is guessed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from catalog.enums import AliasKind, EditorialState
from catalog.models import Artifact, ArtifactAlias, ArtifactType
from ranking.models import Score
from ranking.models.scores import COMPONENT_KEYS
from ranking.validation.lists import Entry, ListProblem, OutsideList, Ranked
from ranking.validation.report import Unmatched


@dataclass(frozen=True)
class Matching:
    ranked: tuple[Ranked, ...]
    not_found: tuple[Unmatched, ...]
    ambiguous: tuple[Unmatched, ...]
    left_out: tuple[Unmatched, ...]

    @property
    def matched(self) -> int:
        return len(self.ranked) + len(self.left_out)


@dataclass(frozen=True)
class _Candidate:
    artifact_id: int
    slug: str
    type_key: str
    state: str


def match(outside: OutsideList, *, provisional: bool = False) -> Matching:
    """Lead each line to the one artifact it names, and that to its rank. Four queries, five where
    something was not found.

    Leaves out artifacts that are not published or not ranked, and provisional ranks unless they
    are asked for. Raises ListProblem for unknown types and for an artifact named twice.
    """
    _check_types(outside)
    candidates = _candidates(outside)
    fitting = {entry: _of_type(candidates.get(entry.id, []), entry) for entry in outside.entries}
    single = {entry: found[0] for entry, found in fitting.items() if len(found) == 1}
    _check_named_once(outside, single)
    missing = [entry for entry, found in fitting.items() if not found]
    scores = _scores(candidate.artifact_id for candidate in single.values())
    left_out = {
        entry: reason
        for entry, candidate in single.items()
        if (reason := _left_out(candidate, scores.get(candidate.artifact_id), provisional))
    }
    return Matching(
        ranked=tuple(
            _ranked(entry, candidate, scores[candidate.artifact_id])
            for entry, candidate in single.items()
            if entry not in left_out
        ),
        not_found=_not_found(missing, candidates),
        ambiguous=tuple(
            _unmatched(entry, f"may be {' or '.join(f'{c.slug} ({c.type_key})' for c in found)}")
            for entry, found in fitting.items()
            if len(found) > 1
        ),
        left_out=tuple(_unmatched(entry, reason) for entry, reason in left_out.items()),
    )


def _check_types(outside: OutsideList) -> None:
    known = set(ArtifactType.objects.values_list("key", flat=True))
    problems = [
        f"{outside.place(entry, 'type')}: “{entry.type_key}” is no type of this catalog"
        for entry in outside.entries
        if entry.type_key and entry.type_key not in known
    ]
    if problems:
        raise ListProblem(problems)


def _candidates(outside: OutsideList) -> dict[str, list[_Candidate]]:
    """Artifacts by what the list calls them: a slug of now or before, or any alias."""
    named = [entry.id for entry in outside.entries]
    aliases = ArtifactAlias.objects.filter(value__in=named)
    if outside.identified_by == "slug":
        aliases = aliases.filter(kind=AliasKind.SLUG)
    owners: dict[int, set[str]] = defaultdict(set)
    for artifact_id, value in aliases.values_list("artifact_id", "value"):
        owners[artifact_id].add(value)
    rows = Artifact.objects.filter(Q(slug__in=named) | Q(pk__in=owners)).order_by("slug")
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for row in rows.values_list("pk", "slug", "type_id", "state"):
        candidate = _Candidate(*row)
        for name in owners[candidate.artifact_id] | {candidate.slug}:
            found[name].append(candidate)
    return found


def _of_type(candidates: list[_Candidate], entry: Entry) -> list[_Candidate]:
    return [c for c in candidates if entry.type_key in {"", c.type_key}]


def _check_named_once(outside: OutsideList, single: Mapping[Entry, _Candidate]) -> None:
    lines: dict[int, int] = {}
    problems = []
    for entry, candidate in single.items():
        first = lines.setdefault(candidate.artifact_id, entry.line)
        if first != entry.line:
            place = outside.place(entry, outside.identified_by)
            problems.append(f"{place}: “{entry.id}” is {candidate.slug}, as line {first} is")
    if problems:
        raise ListProblem(problems)


def _scores(artifacts: Iterable[int]) -> dict[int, Score]:
    return Score.objects.select_related("formula").in_bulk(list(artifacts))


def _left_out(candidate: _Candidate, score: Score | None, provisional: bool) -> str:
    if candidate.state != EditorialState.PUBLISHED:
        return "is not published"
    if score is None:
        return "has no rank yet"
    return "" if provisional or not score.provisional else "has a provisional rank"


def _ranked(entry: Entry, candidate: _Candidate, score: Score) -> Ranked:
    return Ranked(
        entry=entry,
        type_key=candidate.type_key,
        total=score.total,
        values=dict(zip(COMPONENT_KEYS, score.values, strict=True)),
        state=(score.formula.version, score.epoch_id, score.as_of),
    )


def _not_found(
    missing: list[Entry], candidates: Mapping[str, list[_Candidate]]
) -> tuple[Unmatched, ...]:
    unknown = [entry.id for entry in missing if not candidates.get(entry.id)]
    similar = _otherwise_spelled(unknown) if unknown else {}
    return tuple(
        _unmatched(entry, _why_missing(candidates.get(entry.id, []), similar, entry))
        for entry in missing
    )


def _why_missing(others: list[_Candidate], similar: Mapping[str, str], entry: Entry) -> str:
    if others:
        types = " or ".join(sorted({other.type_key for other in others}))
        return f"is of type {types} here, not {entry.type_key}"
    spelled = similar.get(entry.id.lower())
    return f"is no slug or alias; “{spelled}” is" if spelled else "is no slug or alias"


def _otherwise_spelled(names: list[str]) -> dict[str, str]:
    """Slugs and aliases that differ in upper and lower case alone, for the reader to decide."""
    folded = [name.lower() for name in names]
    aliases = ArtifactAlias.objects.annotate(folded=Lower("value")).filter(folded__in=folded)
    slugs = Artifact.objects.filter(slug__in=folded).values_list("slug", "slug")
    return dict(aliases.values_list("folded", "value").union(slugs))


def _unmatched(entry: Entry, reason: str) -> Unmatched:
    return Unmatched(entry.line, entry.id, reason)
