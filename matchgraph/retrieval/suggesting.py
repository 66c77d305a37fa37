"""What somebody who begins to type may mean: names, other names and capabilities."""

from dataclasses import dataclass

from matchgraph.database import rows
from matchgraph.retrieval.words import compact

LONGEST = 100
MOST = 10
MOST_CAPABILITIES = 4
# Names are indexed in the order they are suggested in by so many first letters.
MOST_LETTERS = 3
LAST = "\U0010ffff"

# The names that begin so, whole names first and those most looked for.
NAMES = """
SELECT a.slug, a.name, a.type_id FROM (
    SELECT DISTINCT ON (artifact_id) artifact_id, kind, demand, length(form) AS size
    FROM (
        SELECT * FROM matchgraph_searchname
        WHERE left(form, {letters}) = %(head)s AND form >= %(begin)s AND form < %(end)s
        ORDER BY demand DESC, kind, form LIMIT 50
    ) AS first ORDER BY artifact_id, kind
) AS best
JOIN catalog_artifact a ON a.id = best.artifact_id AND a.state = 'published'
ORDER BY best.demand DESC, best.kind, best.size, a.name LIMIT %(most)s
"""
CAPABILITIES = """
SELECT key, name FROM catalog_capability
WHERE name ~* %(pattern)s ORDER BY length(name), key LIMIT %(most)s
"""


@dataclass(frozen=True)
class Suggestion:
    """`kind` is artifact or capability; `key` its slug or key; `type` of an artifact only."""

    kind: str
    key: str
    name: str
    type: str = ""


def suggest(prefix: str, *, most: int = MOST) -> list[Suggestion]:
    """Artifacts called so and capabilities of which a word begins so; two queries."""
    begin = compact(prefix[:LONGEST])
    if not begin:
        return []
    letters = min(len(begin), MOST_LETTERS)
    given = {"head": begin[:letters], "begin": begin, "end": begin + LAST, "most": most}
    names = rows(NAMES.format(letters=letters), given)
    artifacts = [Suggestion("artifact", slug, name, kind) for slug, name, kind in names]
    capabilities = [
        Suggestion("capability", key, name)
        for key, name in rows(
            CAPABILITIES, {"pattern": _pattern(prefix), "most": MOST_CAPABILITIES}
        )
    ]
    return [*artifacts[: most - len(capabilities)], *capabilities]


def _pattern(prefix: str) -> str:
    """A word that begins as what is written, every sign meant as such."""
    words = " ".join(prefix[:LONGEST].replace("\0", " ").split())
    return r"\m" + "".join(sign if sign.isalnum() else f"\\{sign}" for sign in words)
