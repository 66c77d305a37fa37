"""What to look at instead, where a search finds nothing that fits well."""

from django.conf import settings
from django.db import OperationalError

from catalog.models import Capability
from matchgraph.database import rows
from matchgraph.embedding import load
from matchgraph.index.models import PartKind
from matchgraph.retrieval import nearest
from matchgraph.retrieval.bounds import bounded
from matchgraph.retrieval.reading import read
from matchgraph.retrieval.vectors import written
from matchgraph.retrieval.vocabulary import matching_capabilities
from matchgraph.retrieval.words import nearest as nearest_word
from matchgraph.retrieval.words import variants, words_of

MOST_PARTS = 50
MOST_WORDS, MOST_KNOWN = 20, 400
NEAREST = """
SELECT c.capability_id FROM (
    SELECT v.part_id, v.embedding <#> %(query)s::halfvec AS distance
    FROM {table} v WHERE v.kind = {capability} ORDER BY distance LIMIT %(parts)s
) AS near
JOIN catalog_artifactcapability c ON c.id = near.part_id AND c.support IN ('yes', 'partial')
JOIN catalog_artifact a ON a.id = c.artifact_id AND a.state = 'published'
GROUP BY c.capability_id ORDER BY min(near.distance), c.capability_id LIMIT %(most)s
"""
# Of words that nothing in the catalog is written with, and of the stems that are spelled like them,
# each as a whole word where the vocabulary has one of it.
UNKNOWN = """
SELECT DISTINCT f.word, w.lexeme FROM unnest(%s::text[]) AS f(word)
CROSS JOIN LATERAL unnest(to_tsvector('english', f.word)) AS w
WHERE NOT EXISTS (SELECT FROM matchgraph_searchterm t WHERE t.word = w.lexeme AND t.documents > 0)
"""
ALIKE = """
SELECT t.word, t.documents, COALESCE((
    SELECT min(s.whole) FROM catalog_capability c
    CROSS JOIN LATERAL regexp_split_to_table(lower(c.name), '[^a-z]+') AS s(whole)
    WHERE ts_lexize('english_stem', s.whole) = ARRAY[t.word]
), t.word)
FROM matchgraph_searchterm t
WHERE t.variants && %s::text[] AND t.documents > 0 ORDER BY t.documents DESC, t.word LIMIT %s
"""


def nearest_capabilities(text: str, most: int = 6) -> list[Capability]:
    """Those whose words hold one of `text`, then those that artifacts have and that come closest
    in meaning; none by meaning where the catalog has none of the words."""
    found = matching_capabilities(text, most)
    try:
        with bounded(nearest.SETTINGS):
            close = _by_meaning(text, most)
    except OperationalError:  # out of time: what the words gave is enough
        close = []
    known = Capability.objects.in_bulk(close)
    more = [known[pk] for pk in close if pk in known and known[pk] not in found]
    return [*found, *more][:most]


def spelled_otherwise(text: str) -> str:
    """The words of `text`, those that no record has replaced by known ones spelled much like them;
    nothing where no word has such a one. Two queries at most."""
    given = words_of(text.replace("\0", " "))[:MOST_WORDS]
    unknown: dict[str, str] = dict(rows(UNKNOWN, [given]))
    keys = sorted({key for stem in unknown.values() for key in variants(stem)})
    if not keys:
        return ""
    alike = rows(ALIKE, [keys, MOST_KNOWN])
    whole = {stem: word for stem, _, word in alike}
    known = [(stem, used) for stem, used, _ in alike]
    meant = {word: nearest_word(stem, known) for word, stem in unknown.items()}
    found = {word: whole[best[0]] for word, best in meant.items() if best}
    return " ".join(found.get(word, word) for word in given) if found else ""


def _by_meaning(text: str, most: int) -> list[int]:
    query = read(text, wanted=settings.EMBEDDING)
    if not query.is_known:
        return []
    (vector,) = load(query.embedding).embed([query.text])
    if not vector.any():
        return []
    statement = NEAREST.format(table=query.vectors, capability=int(PartKind.CAPABILITY))
    given = {"query": written(vector), "parts": MOST_PARTS, "most": most}
    return [pk for (pk,) in rows(statement, given)]
