from django.db import migrations

COUNTED_SEARCH = """
-- The searches that count, under the intents that count. Whoever did something that is doubted on a
-- day counts nothing of that day.
CREATE VIEW matchgraph_countedsearch AS
SELECT
    COALESCE(i.merged_into_id, i.id) AS intent_id,
    s.day,
    s.text,
    s.visitor_key,
    s.prefix_key,
    s.found,
    s.strength,
    s.capabilities
FROM matchgraph_search s
JOIN matchgraph_intent i ON i.id = s.intent_id
WHERE
    NOT EXISTS (
        SELECT FROM matchgraph_search d
        WHERE d.day = s.day AND d.visitor_key = s.visitor_key AND NOT d.trusted
    )
    AND NOT EXISTS (
        SELECT FROM matchgraph_event e
        WHERE e.day = s.day AND e.visitor_key = s.visitor_key AND NOT e.trusted
    )
"""


class Migration(migrations.Migration):
    dependencies = [("matchgraph", "0005_intent_roles")]
    operations = [migrations.RunSQL(COUNTED_SEARCH, "DROP VIEW matchgraph_countedsearch")]
