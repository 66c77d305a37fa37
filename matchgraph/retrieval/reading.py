"""What the database knows of a query's words: how rare they are, and what they may be meant for."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchgraph.database import rows
from matchgraph.embedding import Embedding, load
from matchgraph.index.models import table_of
from matchgraph.retrieval.fusion import Word, idf_of
from matchgraph.retrieval.words import (
    long_forms,
    nearest,
    other_forms,
    variants,
    words_of,
)

LONGEST = 1_000
MOST_WORDS = 150
# In a longer question a rare word is likelier than a slip, and there are others to go by.
MOST_SPELLED = 4
MOST_KNOWN = 400
SHORT_FORM, ONE_SLIP, TWO_SLIPS = 0.9, 0.8, 0.6

# Stems of each form of each word, with their terms, and the state of the index: one row at least.
STATE_AND_TERMS = """
SELECT s.documents, e.complete, f.place, f.form, w.lexeme, t.id, t.documents
FROM (SELECT COALESCE(max(documents), 0) AS documents FROM matchgraph_searchstatistics) s
CROSS JOIN (
    SELECT COALESCE(array_agg(name), '{}') AS complete FROM matchgraph_embeddingstate WHERE complete
) e
LEFT JOIN (
    unnest(%s::int[], %s::text[]) AS f(place, form)
    CROSS JOIN LATERAL unnest(to_tsvector('english', f.form)) AS w
    LEFT JOIN matchgraph_searchterm t ON t.word = w.lexeme AND t.documents > 0
) ON true
ORDER BY f.place, f.form, w.lexeme
"""
SPELLED_ALIKE = """
SELECT id, word, documents FROM matchgraph_searchterm
WHERE variants && %s::text[] AND documents > 0
ORDER BY documents DESC, word LIMIT %s
"""


@dataclass(frozen=True)
class Query:
    """A query as the index understands it. `respelled` maps a word to what it is taken for."""

    text: str
    words: tuple[Word, ...]
    respelled: Mapping[str, str]
    embedding: str

    @property
    def is_known(self) -> bool:
        """Whether the catalog has any of its words: of the rest no meaning can be told."""
        return any(word.terms for word in self.words)

    @property
    def vectors(self) -> str:
        return table_of(self.embedding)


@dataclass(frozen=True)
class _Stem:
    """A stem of a form of a word; `term` is None where no document has it."""

    form: str
    stem: str
    term: int | None
    documents: int


@dataclass(frozen=True)
class _Close:
    """A known stem in place of an unknown one."""

    stem: str
    term: int
    documents: int
    certainty: float


def read(text: str, *, wanted: str) -> Query:
    """One query to the database, and a second where words are unknown."""
    text = text[:LONGEST]
    written = words_of(text)[:MOST_WORDS]
    meant = long_forms(written)
    written = list(dict.fromkeys([*written, *words_of(" ".join(meant))]))
    documents, complete, stems = _stems(written)
    embedding = wanted if wanted in complete or not complete else min(complete)
    close = _close(written, stems, load(embedding))
    words = []
    for place, found in stems.items():
        terms, holding = _terms(written[place], found, close.get(place))
        idf = idf_of(documents, min(holding, documents))
        words.append(Word(written[place], idf, terms))
    respelled = {written[place]: one.stem for place, one in close.items()}
    return Query(" ".join([text, *meant]), tuple(words), respelled, embedding)


def _stems(words: list[str]) -> tuple[int, list[str], dict[int, list[_Stem]]]:
    """Documents, complete embeddings, and the stems of each word by its place."""
    forms = [
        (place, form) for place, word in enumerate(words) for form in (word, *other_forms(word))
    ]
    found = rows(STATE_AND_TERMS, [[place for place, _ in forms], [form for _, form in forms]])
    stems: dict[int, list[_Stem]] = {}
    for _, _, place, form, stem, term, holding in found:
        if stem is not None:
            stems.setdefault(place, []).append(_Stem(form, stem, term, holding or 0))
    documents, complete, *_ = found[0]
    return documents, complete, _once(words, stems)


def _once(words: list[str], stems: Mapping[int, list[_Stem]]) -> dict[int, list[_Stem]]:
    """Without stop words and without a word's other endings: `names` says no more than `name`."""
    seen: dict[frozenset[str], int] = {}
    for place in sorted(stems):
        own = frozenset(one.stem for one in stems[place] if one.form == words[place])
        if own:
            seen.setdefault(own, place)
    return {place: stems[place] for place in seen.values()}


def _terms(word: str, stems: list[_Stem], close: _Close | None) -> tuple[dict[int, float], int]:
    """What the word may stand for with how sure that is, and how many documents hold one of it.

    A form of several stems is only as sure as each of them is alone.
    """
    sure: dict[int, float] = {}
    for stem in stems:
        if stem.term is not None:
            parts = sum(other.form == stem.form for other in stems)
            certainty = 1.0 if stem.form == word else SHORT_FORM / parts
            sure[stem.term] = max(sure.get(stem.term, 0.0), certainty)
    holding = max(stem.documents for stem in stems)
    if close:
        sure[close.term] = close.certainty
        holding = max(holding, close.documents)
    return sure, holding


def _close(
    words: list[str], stems: Mapping[int, list[_Stem]], embedding: Embedding
) -> dict[int, _Close]:
    """By place, for words of a short query that no document has, what is spelled most like them."""
    if len(stems) > MOST_SPELLED:
        return {}
    unknown = {
        place: found[0].stem
        for place, found in stems.items()
        if all(stem.term is None for stem in found) and not embedding.knows(words[place])
    }
    keys = {place: variants(stem) for place, stem in unknown.items()}
    wanted = sorted({key for found in keys.values() for key in found})
    if not wanted:
        return {}
    known = {word: (term, used) for term, word, used in rows(SPELLED_ALIKE, [wanted, MOST_KNOWN])}
    close = {}
    for place in keys:
        best = nearest(unknown[place], [(word, used) for word, (_, used) in known.items()])
        if best:
            word, distance = best
            certainty = ONE_SLIP if distance == 1 else TWO_SLIPS
            close[place] = _Close(word, *known[word], certainty)
    return close
