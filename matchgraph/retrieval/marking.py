"""Marks the query's words where a hit's texts hold them, for pages to show."""

from collections.abc import Collection, Sequence

from matchgraph.database import rows

BEGIN, END = "\x02", "\x03"
HEADLINE = f"StartSel={BEGIN}, StopSel={END}, HighlightAll=true"
MARKED = """
SELECT ts_headline('english', t.text, q.query, %(options)s)
FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS t(text, number)
CROSS JOIN (
    SELECT string_agg(quote_literal(word), ' | ')::tsquery AS query
    FROM matchgraph_searchterm WHERE id = ANY(%(stems)s)
) AS q
ORDER BY t.number
"""
Piece = tuple[str, bool]


def marked(texts: Sequence[str], stems: Collection[int]) -> list[list[Piece]]:
    """Each text in pieces, with whether a piece is one of the words; one query."""
    cleaned = [text.replace(BEGIN, "").replace(END, "") for text in texts]
    if not stems or not cleaned:
        return [[(text, False)] for text in cleaned]
    given = {"texts": cleaned, "stems": sorted(stems), "options": HEADLINE}
    return [pieces(text or "") for (text,) in rows(MARKED, given)]


def pieces(text: str) -> list[Piece]:
    """
    >>> pieces("Writes \x02code\x03 fast")
    [('Writes ', False), ('code', True), (' fast', False)]
    """
    found: list[Piece] = []
    for part in text.split(BEGIN):
        inside, end, after = part.partition(END)
        found += [(inside, True), (after, False)] if end else [(part, False)]
    return [piece for piece in found if piece[0]]
