"""Checks that stored scores, a full recomputation and the oracle agree, column by column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import connection, transaction

from catalog.models import Artifact
from ranking.models import Breakdown, Epoch, QualityCriterion, Score, TypeTerms
from ranking.models.scores import COMPONENT_KEYS
from ranking.normaliser import Table
from ranking.oracle import Reckoned, Terms, reckon
from ranking.scoring import Quantiles
from ranking.services.database import execute, rows
from ranking.services.epochs import active_epoch
from ranking.services.gathering import gather
from ranking.sql.statement import computation

BATCH = 1_000
COLUMNS = [column.name for column in fields(Reckoned)]
STORED = {"component_weights": "weights", "component_values": "values"}
OF_SCORE = COLUMNS[: COLUMNS.index("metrics")]
SHOWN_DIFFERENCES = 20

Row = dict[str, Any]


@dataclass
class Verdict:
    """`differences` are lines for a reader: artifact, column, and what each side holds."""

    artifacts: int = 0
    stored: int = 0
    waiting: int = 0
    wrong: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return not self.wrong

    def note(self, line: str) -> None:
        self.wrong += 1
        if len(self.differences) < SHOWN_DIFFERENCES:
            self.differences.append(line)


def verify(report: Callable[[int], None] = lambda done: None) -> Verdict:
    """Compare every score there is or should be; writes nothing.

    All is read as of one moment. Artifacts still waiting for their drain are counted, and differ.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        execute("SET LOCAL jit = off")
        execute("SET LOCAL enable_nestloop = off")
        return _verify(report)


def _verify(report: Callable[[int], None]) -> Verdict:
    verdict = Verdict(waiting=_waiting())
    epoch = active_epoch()
    ids = set(Artifact.objects.values_list("pk", flat=True))
    scored = set(Score.objects.values_list("pk", flat=True))
    for left_over in sorted(scored - ids):
        verdict.note(f"artifact {left_over}: has a score and is gone")
    if epoch is None:
        return verdict
    terms = {row.type_key: plain_terms(row) for row in TypeTerms.objects.filter(epoch=epoch)}
    for batch in _batches(sorted(ids)):
        _compare(verdict, batch, epoch, terms)
        report(verdict.artifacts)
    return verdict


def _waiting() -> int:
    ((count,),) = rows("SELECT count(DISTINCT artifact_id) FROM ranking_dirty")
    return int(count)


def _compare(
    verdict: Verdict, ids: Sequence[int], epoch: Epoch, terms: Mapping[str, Terms]
) -> None:
    stored, computed = stored_rows(ids), computed_rows(ids, epoch)
    for artifact_id, facts in gather(ids).items():
        verdict.artifacts += 1
        wanted = vars(reckon(facts, terms[facts.type_key], epoch.as_of))
        wanted |= {"type_id": facts.type_key, "as_of": epoch.as_of, "epoch_id": epoch.pk}
        verdict.stored += artifact_id in stored
        for side, found in (("stored", stored), ("recomputed", computed)):
            for line in _differences(wanted, found.get(artifact_id)):
                verdict.note(f"artifact {artifact_id}, {side}: {line}")


def _differences(wanted: Row, found: Row | None) -> Iterator[str]:
    if found is None:
        yield "no score"
        return
    for column, value in wanted.items():
        if found[column] != value:
            yield f"{column} is {found[column]}, the oracle says {value}"


def stored_rows(ids: Sequence[int]) -> dict[int, Row]:
    scores = Score.objects.filter(pk__in=ids)
    breakdowns = {row.pk: row for row in Breakdown.objects.filter(pk__in=ids)}
    return {
        score.pk: _stored(score, breakdowns[score.pk]) for score in scores if score.pk in breakdowns
    }


def _stored(score: Score, breakdown: Breakdown) -> Row:
    own = {name: getattr(score, STORED.get(name, name)) for name in OF_SCORE}
    parts = {name: getattr(breakdown, name) for name in COLUMNS if name not in own}
    rest = {"type_id": score.type_id, "as_of": score.as_of, "epoch_id": score.epoch_id}
    return own | parts | rest


def computed_rows(ids: Sequence[int], epoch: Epoch) -> dict[int, Row]:
    """What a recomputation would store, without storing it."""
    names = ["artifact_id", "type_id", "as_of", *COLUMNS]
    parameters = {"ids": list(ids), "as_of": epoch.as_of, "epoch": epoch.pk}
    statement = f"WITH {computation()} SELECT {', '.join(names)} FROM computed"  # noqa: S608
    found = [dict(zip(names, row, strict=True)) for row in rows(statement, parameters)]
    return {row["artifact_id"]: row | {"epoch_id": epoch.pk} for row in found}


def plain_terms(row: TypeTerms) -> Terms:
    tables = [(row.xs1, row.ss1), (row.xs2, row.ss2), (row.xs3, row.ss3)]
    slots = zip(row.metrics, row.metric_weights, tables, strict=True)
    codes = QualityCriterion.objects.filter(points__gt=0).order_by("code")
    return Terms(
        profile=dict(zip(COMPONENT_KEYS, row.profile, strict=True)),
        signals={
            metric: (weight, Table(tuple(xs), tuple(ss)))
            for metric, weight, (xs, ss) in slots
            if metric
        },
        points=dict(zip(codes.values_list("code", flat=True), row.points, strict=True)),
        half_life=len(row.decay),
        adoption=Quantiles(*row.adoption_quantiles),
        quality=Quantiles(*row.quality_quantiles),
        freshness=Quantiles(*row.freshness_quantiles),
    )


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
