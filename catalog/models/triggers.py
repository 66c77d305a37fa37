"""Triggers that keep an artifact's `revision` true whoever writes: ORM, bulk or raw SQL."""

import pgtrigger

DIRECT = "SELECT artifact_id FROM {rows}"

RAISE = """
UPDATE catalog_artifact SET revision = revision + 1 WHERE id IN (
    SELECT id FROM catalog_artifact WHERE id IN ({ids}) ORDER BY id FOR NO KEY UPDATE
);
RETURN NULL;
"""

# EXCEPT and not a join: a plan kept from an update of one row would join row by row.
CHANGED = (
    "(SELECT * FROM new_rows EXCEPT SELECT * FROM old_rows)",
    "(SELECT * FROM old_rows EXCEPT SELECT * FROM new_rows)",
)


def raises_revision(ids: str = DIRECT) -> list[pgtrigger.Trigger]:
    """Statement triggers that raise the revision of every artifact a changed row is shown on.

    `ids` selects artifact ids out of `{rows} r`, a set of changed rows. Rows rewritten with the
    same content raise nothing.
    """

    def artifacts(rows: str) -> str:
        return ids.format(rows=f"{rows} r")

    return [
        _after(pgtrigger.Insert, "insert", artifacts("new_rows"), new="new_rows"),
        _after(pgtrigger.Delete, "delete", artifacts("old_rows"), old="old_rows"),
        _after(
            pgtrigger.Update,
            "update",
            " UNION ".join(artifacts(rows) for rows in CHANGED),
            new="new_rows",
            old="old_rows",
        ),
    ]


def _after(
    operation: pgtrigger.Operation, name: str, ids: str, **referencing: str
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"revision_{name}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**referencing),
        func=RAISE.format(ids=ids),
    )


OWN_REVISION = pgtrigger.Trigger(
    name="revision_own",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange(exclude=["revision", "updated_at"]),
    func="""
    IF NEW.revision = OLD.revision THEN
        NEW.revision := OLD.revision + 1;
    END IF;
    RETURN NEW;
    """,
)

# Sorts after `revision_own`, so that it sees the revision that one raised.
CHANGED_AT = pgtrigger.Trigger(
    name="revision_time",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("NEW.revision IS DISTINCT FROM OLD.revision"),
    func="NEW.updated_at := greatest(NEW.updated_at, now()); RETURN NEW;",
)

FREE_SLUG = pgtrigger.Trigger(
    name="slug_is_free",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("slug"),
    func="""
    IF EXISTS (
        SELECT 1 FROM catalog_artifactalias
        WHERE kind = 'slug' AND value = NEW.slug AND artifact_id IS DISTINCT FROM NEW.id
    ) THEN
        RAISE unique_violation USING
            MESSAGE = format('The slug %s is an earlier slug of another artifact', NEW.slug),
            CONSTRAINT = 'artifact_slug_not_an_earlier_one';
    END IF;
    RETURN NEW;
    """,
)

KEEP_EARLIER_SLUG = pgtrigger.Trigger(
    name="keep_earlier_slug",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("slug"),
    condition=pgtrigger.Condition("OLD.slug IS DISTINCT FROM NEW.slug"),
    func="""
    DELETE FROM catalog_artifactalias
    WHERE kind = 'slug' AND value = NEW.slug AND artifact_id = NEW.id;
    INSERT INTO catalog_artifactalias (artifact_id, kind, value) VALUES (NEW.id, 'slug', OLD.slug)
    ON CONFLICT (kind, value) DO NOTHING;
    RETURN NULL;
    """,
)

# Told to everybody, so only of what everybody could see before and after.
KEEP_LIFECYCLE = pgtrigger.Trigger(
    name="keep_lifecycle",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("lifecycle"),
    condition=pgtrigger.Condition(
        "OLD.lifecycle IS DISTINCT FROM NEW.lifecycle"
        " AND OLD.state = 'published' AND NEW.state = 'published'"
    ),
    func="""
    INSERT INTO catalog_lifecyclechange (artifact_id, was, now, at, context_id)
    VALUES (NEW.id, OLD.lifecycle, NEW.lifecycle, now(), _pgh_attach_context());
    RETURN NULL;
    """,
)
