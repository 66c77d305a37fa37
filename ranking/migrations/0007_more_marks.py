"""Marks for what the complete rank reads besides: relations by both their ends, evidence, and points
added by hand.

A relation speaks for one of its ends, which end depends on its kind: both are marked. It counts by
the other end's publisher, type and publication: a change of those marks whom it speaks for.
"""

import importlib

from django.db import migrations

marks = importlib.import_module("ranking.migrations.0003_marks")

BOTH_ENDS = """
CREATE OR REPLACE FUNCTION ranking_mark_relation() RETURNS trigger
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := ARRAY(
            SELECT n.to_artifact_id FROM new_rows n UNION SELECT n.from_artifact_id FROM new_rows n
        );
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY(
            SELECT o.to_artifact_id FROM old_rows o UNION SELECT o.from_artifact_id FROM old_rows o
        );
    ELSE
        touched := ARRAY(
            SELECT unnest(ARRAY[o.to_artifact_id, o.from_artifact_id, n.to_artifact_id, n.from_artifact_id])
            FROM old_rows o JOIN new_rows n ON n.id = o.id
            WHERE (o.from_artifact_id, o.to_artifact_id, o.kind, o.status, o.source_id, o.read_on)
                IS DISTINCT FROM
                (n.from_artifact_id, n.to_artifact_id, n.kind, n.status, n.source_id, n.read_on)
        );
    END IF;
    INSERT INTO ranking_dirty (artifact_id, reason)
    SELECT DISTINCT id, 'relation' FROM unnest(touched) AS t(id) WHERE id IS NOT NULL;
    RETURN NULL;
END
$$;
"""

OTHER_ENDS = """
CREATE FUNCTION ranking_mark_other_ends() RETURNS trigger
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    givers bigint[];
BEGIN
    givers := ARRAY(
        SELECT n.id FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE (o.publisher_id, o.type_id, o.state) IS DISTINCT FROM (n.publisher_id, n.type_id, n.state)
    );
    IF cardinality(givers) > 0 THEN
        INSERT INTO ranking_dirty (artifact_id, reason)
        SELECT to_artifact_id, 'other end' FROM catalog_relation WHERE from_artifact_id = ANY(givers)
        UNION
        SELECT from_artifact_id, 'other end' FROM catalog_relation WHERE to_artifact_id = ANY(givers);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ranking_mark_other_ends AFTER UPDATE ON catalog_artifact
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ranking_mark_other_ends();
"""

NO_OTHER_ENDS = """
DROP TRIGGER ranking_mark_other_ends ON catalog_artifact;
DROP FUNCTION ranking_mark_other_ends();
"""

WATCHED = [
    marks.Watched("matchgraph_evidenceweek", "capability_id week visitor_days examinations outcomes"),
    marks.Watched("matchgraph_demandweek", "week visitor_days"),
    marks.Watched("ranking_adjustment", "tenths reason starts_on ends_on"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("matchgraph", "0001_evidence_weeks"),
        ("ranking", "0006_epochs_beside"),
    ]
    operations = [
        migrations.RunSQL(BOTH_ENDS, migrations.RunSQL.noop),
        migrations.RunSQL(OTHER_ENDS, NO_OTHER_ENDS),
        *(marks.operation(watched) for watched in WATCHED),
    ]
