"""Notes of changes, one for a transaction; which tables leave them: comparisons.services.changes."""

from django.db import migrations, models

# The setting lasts for the transaction, and for a savepoint that is rolled back it is undone,
# as the row is.
NOTE = """
CREATE FUNCTION comparisons_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('lineup.noted', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        INSERT INTO comparisons_change DEFAULT VALUES;
        PERFORM set_config('lineup.noted', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0002_roles")]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(db_default=1)),
            ],
            options={"verbose_name": "change"},
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION comparisons_note_change() CASCADE"),
    ]
