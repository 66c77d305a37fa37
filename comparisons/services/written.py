"""Reads editorial verdicts, and the pairs they are on, into plain facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.models import Artifact
from comparisons.deciding import Change, Texts, changes
from comparisons.editorial import Written
from comparisons.models import EditorialVerdict
from comparisons.services import loading
from comparisons.services.lookup import score_of, shown_artifacts
from comparisons.table import Comparison, compare


@dataclass(frozen=True)
class Pair:
    """Two published artifacts in the order of their page, and what may decide between them."""

    artifacts: tuple[Artifact, Artifact]
    comparison: Comparison

    @property
    def revisions(self) -> list[int]:
        """Of facts and score of the one, then of the other, as read before the comparison was."""
        return [number for artifact in self.artifacts for number in _revisions_of(artifact)]


def published_pair(one: int, other: int) -> Pair | None:
    """Both by id; None unless they are two and published. Five queries."""
    found = sorted(shown_artifacts().filter(pk__in=[one, other]), key=lambda row: row.slug)
    if len(found) != 2:
        return None
    return Pair((found[0], found[1]), compare(loading.subjects(found, {})))


def pairs_of(verdicts: Iterable[EditorialVerdict]) -> dict[int, Pair]:
    """By verdict, `first` before `second`; without those that are not published. Five queries."""
    rows = list(verdicts)
    ids = {pk for verdict in rows for pk in (verdict.first_id, verdict.second_id)}
    artifacts = {artifact.pk: artifact for artifact in shown_artifacts().filter(pk__in=ids)}
    subjects = {one.id: one for one in loading.subjects(list(artifacts.values()), {})}
    return {
        row.pk: Pair(
            (artifacts[row.first_id], artifacts[row.second_id]),
            compare([subjects[row.first_id], subjects[row.second_id]]),
        )
        for row in rows
        if {row.first_id, row.second_id} <= artifacts.keys()
    }


def is_written_on(one: Artifact, other: Artifact) -> bool:
    return EditorialVerdict.objects.live().of_pair(one.pk, other.pk).exists()


def written_for(artifacts: Sequence[Artifact]) -> Written | None:
    """What reviewers say of these two, in their order. One query; none for other than two."""
    if len(artifacts) != 2:
        return None
    one, other = artifacts
    verdict = EditorialVerdict.objects.live().of_pair(one.pk, other.pk).first()
    return as_written(verdict, turned=verdict.first_id != one.pk) if verdict else None


def as_written(verdict: EditorialVerdict, *, turned: bool = False) -> Written:
    """The plain facts of a row; `turned` for a page that has its second artifact first."""

    def in_order(texts: Sequence[str]) -> Texts:
        one, other = texts
        return (other, one) if turned else (one, other)

    return Written(
        choose=in_order((verdict.choose_first, verdict.choose_second)),
        summary=verdict.summary,
        rows=tuple(verdict.deciding_rows),
        values={key: in_order(texts) for key, texts in verdict.deciding_values.items()},
        author=verdict.author_name,
        written_on=verdict.written_on,
    )


def changes_in(verdict: EditorialVerdict, pair: Pair | None) -> tuple[Change, ...]:
    """Where the two no longer show what they did; place 0 is `first`. Nothing without a pair."""
    return changes(as_written(verdict).values, pair.comparison) if pair else ()


def _revisions_of(artifact: Artifact) -> tuple[int, int]:
    score = score_of(artifact)
    return artifact.revision, score.revision if score else 0
