"""Checks that stored scores, a full recomputation and the oracle agree, column by column."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import connection, transaction

from catalog.models import Artifact
from ranking.models import Breakdown, Epoch, Score
from ranking.oracle import Reckoned, Terms, reckon
from ranking.services.database import execute, rows
from ranking.services.epochs import active_epoch
from ranking.services.gathering import gather
from ranking.services.parameters import parameters_of
from ranking.services.reading_terms import plain_terms
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
    terms = plain_terms(epoch)
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
    for artifact_id, facts in gather(ids, epoch.as_of).items():
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
    statement = f"WITH {computation()} SELECT {', '.join(names)} FROM computed"  # noqa: S608
    computed = rows(statement, parameters_of(ids, epoch))
    found = [dict(zip(names, row, strict=True)) for row in computed]
    return {
        row["artifact_id"]: row
        | {"epoch_id": epoch.pk, "adjustments": json.loads(row["adjustments"] or "null")}
        for row in found
    }


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
