"""Keeps the search index: drains what triggers marked, a batch of artifacts at a time.

Only one process writes at a time: counts of documents by word are shared by all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import inf
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction

from matchgraph.database import execute, rows
from matchgraph.decay import monday_of, weekly_decay
from matchgraph.index import statements
from matchgraph.index.locks import take_turn
from matchgraph.index.models import SearchDirty, SearchStatistics
from matchgraph.index.texts import Texts, name_rows, texts_of
from matchgraph.retrieval.words import searchable, variants
from matchgraph.services.embedding import kept_embeddings, write_vectors

BATCH = 500
# How much a mention tells in each place, in percent, in the order of `Place`.
WEIGHTS = (200, 100, 200, 100, 50, 50)
# Until the catalog tells: thousandths of a word.
USUAL_LENGTHS = (3_000, 14_000, 10_000, 60_000, 6_000, 60_000)
# Lengths that moved by less move no order worth the work.
DRIFT_PERCENT = 20


@dataclass(frozen=True)
class Indexed:
    """What a drain did. `busy` says that another process was at it, `left` that marks remain."""

    artifacts: int = 0
    written: int = 0
    busy: bool = False
    left: bool = False


def drain_index(*, seconds: float = inf, batch: int = BATCH) -> Indexed:
    """Index what is marked, each batch in a transaction of its own, until nothing is or time is up.

    A batch's marks are deleted with what they led to: a crash loses neither.
    """
    began, artifacts, written = monotonic(), 0, 0
    while monotonic() - began < seconds:
        done = drain_batch(most=batch)
        artifacts, written = artifacts + done.artifacts, written + done.written
        if done.busy or not done.left:
            return Indexed(artifacts, written, done.busy, done.left)
    return Indexed(artifacts, written, left=True)


@transaction.atomic
def drain_batch(*, most: int = BATCH) -> Indexed:
    if not take_turn():
        return Indexed(busy=True, left=True)
    marked = sorted({pk for (pk,) in rows(statements.TAKE_MARKS, [most])})
    if not marked:
        return Indexed()
    written = index(marked)
    return Indexed(len(marked), written, left=SearchDirty.objects.exists())


def index(artifact_ids: Sequence[int]) -> int:
    """Bring everything the index holds of these artifacts up to date; how many changed."""
    embeddings = kept_embeddings(wanted=settings.EMBEDDING)
    usual = _usual_lengths()
    texts = texts_of(artifact_ids)
    _learn_words(texts)
    changed = _write_documents(artifact_ids, texts, usual)
    _write_names(artifact_ids, texts)
    _write_capabilities(artifact_ids, texts)
    for name in embeddings:
        write_vectors(name, artifact_ids, texts)
    return changed


def lag() -> float:
    """Seconds since the oldest mark was made; 0 if there is none."""
    oldest = SearchDirty.objects.order_by("id").values_list("marked_at", flat=True).first()
    return (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0


@transaction.atomic
def mark_everything() -> int:
    return execute(statements.MARK_ALL)


@transaction.atomic
def keep_statistics(*, drift_percent: int = DRIFT_PERCENT) -> bool:
    """Take over the catalog's usual lengths where they moved; then everything is indexed anew."""
    statistics = SearchStatistics.objects.select_for_update().filter(pk=1).first()
    if statistics is None:
        return False
    usual = list(statistics.usual_lengths)
    measured: dict[int, int] = dict(rows(statements.USUAL_LENGTHS))
    if not any(
        abs(new - usual[at]) * 100 > drift_percent * usual[at] for at, new in measured.items()
    ):
        return False
    statistics.usual_lengths = [measured.get(at, old) for at, old in enumerate(usual)]
    statistics.save(update_fields=["usual_lengths"])
    mark_everything()
    return True


@transaction.atomic
def refresh_demand(*, today: date) -> int:
    """Bring the demand that orders an empty search up to the week; how many names moved."""
    given = {"decay": list(weekly_decay()), "monday": monday_of(today)}
    return execute(statements.DEMAND, given)


@transaction.atomic
def forget_unused_words() -> int:
    return execute("DELETE FROM matchgraph_searchterm WHERE documents = 0") if take_turn() else 0


def _usual_lengths() -> list[int]:
    statistics, _ = SearchStatistics.objects.get_or_create(
        pk=1, defaults={"usual_lengths": list(USUAL_LENGTHS)}
    )
    return statistics.usual_lengths


def _learn_words(texts: Sequence[Texts]) -> None:
    bodies = [body for one in texts for _, body in one.fields if body]
    fresh = [word for (word,) in rows(statements.NEW_WORDS, [bodies])]
    execute(
        "INSERT INTO matchgraph_searchterm (word, documents, variants)"
        " SELECT w, 0, string_to_array(v, ' ') FROM unnest(%s::text[], %s::text[]) AS g(w, v)"
        " ON CONFLICT (word) DO NOTHING",
        [fresh, [" ".join(variants(word)) for word in fresh]],
    )


def _write_documents(ids: Sequence[int], texts: Sequence[Texts], usual: Sequence[int]) -> int:
    fields = [(one.artifact_id, *field) for one in texts for field in one.fields if field[1]]
    owners, places, bodies = _columns(fields, 3)
    given = {
        "artifacts": list(ids),
        "owners": owners,
        "places": [int(place) for place in places],
        "bodies": bodies,
        "weights": list(WEIGHTS),
        "usual": list(usual),
        "named": [one.artifact_id for one in texts],
        "names": [one.name for one in texts],
    }
    ((written, added, removed),) = rows(statements.load("document"), given)
    if added != removed:
        execute(
            "UPDATE matchgraph_searchstatistics SET documents = documents + %s WHERE id = 1",
            [added - removed],
        )
    return int(written + removed)


def _write_names(ids: Sequence[int], texts: Sequence[Texts]) -> None:
    names = [(one.artifact_id, *row) for one in texts for row in name_rows(one)]
    owners, forms, kinds, spellings = _columns(names, 4)
    given = {
        "artifacts": list(ids),
        "owners": owners,
        "forms": forms,
        "kinds": [int(kind) for kind in kinds],
        "variants": [" ".join(spelling) for spelling in spellings],
    }
    execute(statements.NAMES, given)


def _write_capabilities(ids: Sequence[int], texts: Sequence[Texts]) -> None:
    skills = [
        (one.artifact_id, skill.pk, searchable(skill.name), searchable(skill.text))
        for one in texts
        for skill in one.skills
    ]
    keys = ("owners", "skills", "names", "bodies")
    columns = dict(zip(keys, _columns(skills, 4), strict=True))
    execute(statements.CAPABILITIES, {"artifacts": list(ids), **columns})


def _columns(table: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*table, strict=True)] or [[] for _ in range(width)]
