"""Which tables pages show, and the note that every change of them leaves.

Every table of the rooms is watched, those excepted that no page shows. A trigger on each adds one
row to `comparisons_change` for a transaction, so that writers never wait for one another and what
is not committed, or rolled back, is not seen. The sum of `number` over all rows, with the highest
id, is the revision of the site: the sum rises with each commit, and no two states share both.
"""

from collections.abc import Iterable

from django.db import connection, transaction

ROOMS = ("catalog", "matchgraph", "ranking", "comparisons")
NOTES = "comparisons_change"
# Written at any time, and shown by no answer that is kept.
UNSEEN = frozenset(
    {
        *("catalog_importrun", "catalog_reviewitem"),
        *("matchgraph_dailysalt", "matchgraph_event", "matchgraph_search"),
        *("matchgraph_rolledday", "matchgraph_searchdirty", "matchgraph_touchedday"),
        *("ranking_dirty", "ranking_linkcheck", "ranking_linkhost", "ranking_shard"),
        *("ranking_shadowbreakdown", "ranking_shadowscore"),
        NOTES,
    }
)
TRIGGER = "comparisons_note_change"
# Tables and the parents of partitions. Histories are written along with what they are of.
TABLES = """
SELECT c.relname, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = %s)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition AND split_part(c.relname, '_', 1) = ANY(%s)
    AND (c.relname NOT LIKE '%%event' OR c.relname = 'matchgraph_event')
ORDER BY c.relname
"""
# One row for all of them: the sum stays, and so does the highest id.
FOLD = """
WITH folded AS (
    DELETE FROM comparisons_change WHERE id IN (
        SELECT id FROM comparisons_change ORDER BY id FOR UPDATE SKIP LOCKED
    ) RETURNING id, number
)
INSERT INTO comparisons_change (id, number) OVERRIDING SYSTEM VALUE
SELECT max(id), sum(number) FROM folded HAVING count(*) > 0
"""


def watched() -> dict[str, bool]:
    """The tables to watch, and whether each is."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [TRIGGER, list(ROOMS)])
        found: Iterable[tuple[str, bool]] = cursor.fetchall()
    return {table: is_watched for table, is_watched in found if table not in UNSEEN}


@transaction.atomic
def watch() -> None:
    """Put the trigger on every table that lacks it."""
    missing = [table for table, is_watched in watched().items() if not is_watched]
    with connection.cursor() as cursor:
        for table in missing:
            cursor.execute(
                f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON"
                f' "{table}" FOR EACH STATEMENT EXECUTE FUNCTION {TRIGGER}()'
            )


def fold_changes() -> None:
    """Make one row of all notes; the revision stays what it is."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
