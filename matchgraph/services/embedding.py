"""Vectors of the index: which embeddings it holds, and their writing.

While a new embedding is written in the background, the old one is kept beside it and searched
with; once every document has the new one it takes over, and the old vectors go.
"""

from collections.abc import Sequence
from math import inf
from time import monotonic, sleep
from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction

from matchgraph.database import execute
from matchgraph.embedding import MODULES, EmbeddingMissing, Vectors, load, to_unit
from matchgraph.index import statements
from matchgraph.index.locks import take_turn
from matchgraph.index.models import EmbeddingState, PartKind, SearchDocument, table_of
from matchgraph.index.texts import Texts, texts_of
from matchgraph.retrieval.vectors import written

if TYPE_CHECKING:
    Part = tuple[int, PartKind, int]

STEP = 200
# Leaves the turn to a drain that waits for it.
PAUSE = 0.01


def kept_embeddings(*, wanted: str) -> list[str]:
    """What the index holds, with `wanted`, which is complete at once where nothing is indexed."""
    EmbeddingState.objects.get_or_create(
        name=wanted, defaults={"complete": not SearchDocument.objects.exists()}
    )
    names = list(EmbeddingState.objects.values_list("name", flat=True))
    usable = [name for name in names if name == wanted or _is_usable(name)]
    for name in set(names).difference(usable):
        forget(name=name)
    return usable


@transaction.atomic
def forget(*, name: str) -> None:
    EmbeddingState.objects.filter(name=name).delete()
    if name in MODULES:
        execute(f"DELETE FROM {table_of(name)}")  # noqa: S608  (one of our tables)


def write_vectors(name: str, artifact_ids: Sequence[int], texts: Sequence[Texts]) -> int:
    """Bring the vectors of these artifacts up to date; how many were new."""
    parts, vectors = _vectors(name, texts)
    given = {
        "artifacts": list(artifact_ids),
        "owners": [owner for owner, _, _ in parts],
        "kinds": [int(kind) for _, kind, _ in parts],
        "parts": [part for _, _, part in parts],
        "embeddings": [written(vector) for vector in vectors],
    }
    return execute(statements.VECTORS.format(table=table_of(name)), given)


def complete_embedding(*, wanted: str, seconds: float = inf) -> bool:
    """Write the vectors that an embedding lacks, in steps; whether it has them all."""
    began = monotonic()
    while monotonic() - began < seconds:
        if complete_step(wanted=wanted):
            return True
        sleep(PAUSE)
    return False


@transaction.atomic
def complete_step(*, wanted: str) -> bool:
    """One step of it; nothing while another process writes the index."""
    if not take_turn():
        return False
    kept_embeddings(wanted=wanted)
    state = EmbeddingState.objects.select_for_update().get(name=wanted)
    if not state.complete:
        after = SearchDocument.objects.filter(artifact_id__gt=state.done_until)
        ids = list(after.order_by("artifact_id").values_list("artifact_id", flat=True)[:STEP])
        write_vectors(wanted, ids, texts_of(ids))
        state.done_until = ids[-1] if ids else state.done_until
        state.complete = not ids
        state.save(update_fields=["done_until", "complete"])
    if state.complete:
        for other in EmbeddingState.objects.exclude(name=wanted):
            forget(name=other.name)
    return state.complete


def _is_usable(name: str) -> bool:
    try:
        return name in MODULES and bool(load(name))
    except EmbeddingMissing:
        return False


def _vectors(name: str, texts: Sequence[Texts]) -> "tuple[list[Part], list[Vectors]]":
    """Of each artifact its parts and their sum; one without capabilities is its only part."""
    said = [
        [(one.artifact_id, PartKind.OWN, 0, one.own())]
        + [
            (one.artifact_id, PartKind.CAPABILITY, skill.pk, f"{skill.name}. {skill.description}")
            for skill in one.skills
        ]
        for one in texts
    ]
    embedded = load(name).embed([text for parts in said for *_, text in parts])
    keys: list[Part] = []
    vectors: list[Vectors] = []
    start = 0
    for parts in said:
        rows_of_one = embedded[start : start + len(parts)]
        start += len(parts)
        keys.append((parts[0][0], PartKind.WHOLE, 0))
        vectors.append(to_unit(rows_of_one.sum(axis=0, keepdims=True))[0])
        if len(parts) > 1:
            keys += [(owner, kind, part) for owner, kind, part, _ in parts]
            vectors += list(rows_of_one)
    known = [place for place, vector in enumerate(vectors) if np.any(vector)]
    return [keys[place] for place in known], [vectors[place] for place in known]
