"""Triggers that mark the artifacts whose score may have changed.

One per statement, with transition tables, on every table the score reads: so that bulk writes, raw
SQL and the admin are all seen, and rolled-back ones are not. Only rows whose inputs really changed
are marked. The log is appended to and never updated: concurrent writers do not wait for each other.
"""

from dataclasses import dataclass

from django.db import migrations

DIRECT = "SELECT DISTINCT t FROM unnest(touched) AS t"


@dataclass(frozen=True)
class Watched:
    """`key` leads to the artifact by way of `artifacts`; `columns` are what the score reads."""

    table: str
    columns: str
    key: str = "artifact_id"
    artifacts: str = DIRECT

    @property
    def reason(self) -> str:
        return self.table.split("_", 1)[1]

    @property
    def function(self) -> str:
        return f"ranking_mark_{self.reason}"

    def row(self, alias: str) -> str:
        names = [self.key, *self.columns.split()]
        return "(" + ", ".join(f"{alias}.{name}" for name in names) + ")"


WATCHED = [
    Watched(
        "catalog_artifact",
        "type_id publisher_id description licence_spdx licence_name licence_url pricing_model"
        " released_on source_id state",
        key="id",
    ),
    Watched("catalog_artifactlink", "kind"),
    Watched("catalog_artifactalias", "kind"),
    Watched("catalog_release", "released_on source_id"),
    Watched(
        "catalog_artifactcapability",
        "support description versus_alternatives limitations requires input_types output_types",
    ),
    Watched(
        "catalog_citation",
        "stance",
        key="artifact_capability_id",
        artifacts="SELECT DISTINCT artifact_id FROM catalog_artifactcapability"
        " WHERE id = ANY(touched)",
    ),
    Watched("catalog_offering", "provider_id status seen_on source_id"),
    Watched(
        "catalog_price",
        "valid_to seen_at",
        key="offering_id",
        artifacts="SELECT DISTINCT artifact_id FROM catalog_offering WHERE id = ANY(touched)",
    ),
    Watched("catalog_relation", "from_artifact_id kind source_id", key="to_artifact_id"),
    Watched("catalog_observation", "metric subject value observed_at source_id state"),
    Watched("catalog_notapplicable", "metric"),
    Watched("ranking_qualityresult", "criterion_id state permille checked_at"),
]

# Nested loops are off inside the function: its plans are kept from call to call, and one made for
# a single row would take hours on a statement of a million.
FUNCTION = """
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := ARRAY(SELECT DISTINCT n.{key} FROM new_rows n WHERE n.{key} IS NOT NULL);
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY(SELECT DISTINCT o.{key} FROM old_rows o WHERE o.{key} IS NOT NULL);
    ELSE
        touched := ARRAY(
            SELECT o.{key} FROM old_rows o LEFT JOIN new_rows n ON n.id = o.id
            WHERE o.{key} IS NOT NULL AND {old} IS DISTINCT FROM {new}
            UNION
            SELECT n.{key} FROM new_rows n LEFT JOIN old_rows o ON o.id = n.id
            WHERE n.{key} IS NOT NULL AND {old} IS DISTINCT FROM {new}
        );
    END IF;
    IF cardinality(touched) > 0 THEN
        INSERT INTO ranking_dirty (artifact_id, reason)
        SELECT marked, '{reason}' FROM ({artifacts}) AS found(marked);
    END IF;
    RETURN NULL;
END
$$;
"""

TRIGGERS = """
CREATE TRIGGER ranking_mark_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER ranking_mark_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER ranking_mark_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""

REMOVE = """
DROP TRIGGER ranking_mark_insert ON {table};
DROP TRIGGER ranking_mark_update ON {table};
DROP TRIGGER ranking_mark_delete ON {table};
DROP FUNCTION {function}();
"""


def operation(watched: Watched) -> migrations.RunSQL:
    values = {
        "table": watched.table,
        "function": watched.function,
        "key": watched.key,
        "old": watched.row("o"),
        "new": watched.row("n"),
        "reason": watched.reason,
        "artifacts": watched.artifacts,
    }
    return migrations.RunSQL(
        (FUNCTION + TRIGGERS).format(**values), REMOVE.format(**values)
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_roles"), ("ranking", "0002_terms_in_place")]
    operations = [operation(watched) for watched in WATCHED]
