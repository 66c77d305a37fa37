"""One search: its words, its meaning and the names in it, put together."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import OperationalError
from django.db.models import QuerySet

from catalog.models import Artifact
from matchgraph.embedding import load
from matchgraph.retrieval import fusion, lexical, names, nearest
from matchgraph.retrieval.bounds import bounded
from matchgraph.retrieval.hits import Found, Hit
from matchgraph.retrieval.lexical import Held
from matchgraph.retrieval.matched import matched_capabilities
from matchgraph.retrieval.names import Called
from matchgraph.retrieval.narrowing import Among, among
from matchgraph.retrieval.popular import popular
from matchgraph.retrieval.reading import LONGEST, Query, read
from matchgraph.retrieval.reasons import reasons_of
from matchgraph.retrieval.vectors import written

logger = logging.getLogger(__name__)

MOST_MATCHED = 100
ALL_BRANCHES = frozenset({"words", "meaning", "names"})
QUERY_CANCELED = "57014"


def search(
    text: str,
    *,
    artifacts: "QuerySet[Artifact] | None" = None,
    most: int = 100,
    branches: Collection[str] = ALL_BRANCHES,
) -> Found:
    """Published artifacts that answer `text`, best first; the most wanted ones for no text.

    `artifacts` narrows what is searched, inside every branch; leave it out for everything that is
    published. No input fails: what cannot be searched for finds nothing.
    """
    text = " ".join(text.replace("\0", " ")[:LONGEST].split())
    work = _Work(most=most, branches=frozenset(branches))
    try:
        with bounded(nearest.SETTINGS):
            where = among(artifacts)
            if not text:
                return popular(where, most)
            work.run(text, where)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != QUERY_CANCELED:
            raise
        logger.warning("A search took too long and was answered in part")
        return replace(work.found(), complete=False)
    return work.found()


@dataclass
class _Work:
    """What is known so far: enough to answer with when time runs out."""

    most: int
    branches: frozenset[str]
    query: Query | None = None
    called: dict[int, Called] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=dict)
    meanings: dict[int, fusion.Meaning] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    matched: tuple[int, ...] = ()

    def run(self, text: str, where: Among) -> None:
        self.query = query = read(text, wanted=settings.EMBEDDING)
        if "names" in self.branches:
            self.called = names.named(text, where)
        candidates = set(self.called)
        if "words" in self.branches:
            candidates.update(lexical.candidates(query.words, where))
        vector = self._vector(query)
        if vector:
            candidates.update(nearest.candidates(query.vectors, vector, where))
        chosen = sorted(candidates)
        if "words" in self.branches:
            self.held = lexical.held_words(query.words, chosen)
        self._weigh(query)
        if vector and chosen:
            self.meanings = nearest.meanings(query.vectors, vector, chosen)
            self._weigh(query)
        self.hits = matched_capabilities(query, self.hits, vector)

    def found(self) -> Found:
        return Found(
            hits=tuple(self.hits),
            matched=self.matched,
            respelled=dict(self.query.respelled) if self.query else {},
        )

    def _vector(self, query: Query) -> str:
        """The query's direction; nothing where the catalog knows none of its words."""
        if "meaning" not in self.branches or not query.is_known:
            return ""
        (vector,) = load(query.embedding).embed([query.text])
        return written(vector) if vector.any() else ""

    def _weigh(self, query: Query) -> None:
        evidence = {pk: self._evidence(pk) for pk in self._candidates()}
        scores = {pk: fusion.score(query.words, one) for pk, one in evidence.items()}
        order = fusion.ordered((pk, score) for pk, score in scores.items() if score is not None)
        self.matched = tuple(sorted(pk for pk, _ in order[:MOST_MATCHED]))
        self.hits = [
            Hit(
                artifact_id=pk,
                score=score,
                strength=fusion.strength(query.words, evidence[pk]),
                why=reasons_of(self.held.get(pk, ()), self.called.get(pk), self.meanings.get(pk)),
                stems=frozenset(one.term_id for one in self.held.get(pk, ())),
            )
            for pk, score in order[: self.most]
        ]

    def _candidates(self) -> set[int]:
        return {*self.called, *self.held, *self.meanings}

    def _evidence(self, pk: int) -> fusion.Evidence:
        called = self.called.get(pk)
        return fusion.Evidence(
            worths={one.word: one.worth for one in self.held.get(pk, ())},
            meaning=self.meanings.get(pk),
            name=called.fit if called else 0.0,
        )
