"""Keep the numbers of the terms inside their rows.

PostgreSQL moves large arrays out of the row and would fetch them anew for every artifact, which
cost more than the score itself. The arrays of one row take some 6 KB, within a page's 8.
"""

from django.db import migrations

ARRAYS = (
    "metrics metric_weights xs1 ss1 xs2 ss2 xs3 ss3 points weights decay"
    " adoption_quantiles quality_quantiles freshness_quantiles"
).split()


def storage(how: str) -> str:
    columns = ", ".join(f"ALTER COLUMN {name} SET STORAGE {how}" for name in ARRAYS)
    return f"ALTER TABLE ranking_typeterms {columns}"


class Migration(migrations.Migration):
    dependencies = [("ranking", "0001_initial")]
    operations = [migrations.RunSQL(storage("PLAIN"), storage("EXTENDED"))]
