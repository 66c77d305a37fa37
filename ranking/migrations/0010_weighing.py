"""Reviewers add points by hand and end them; administrators weigh, try out and switch epochs.

The words of a constraint change too, which the database does not know of.
"""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models import F

ADJUSTING = ["add_adjustment", "change_adjustment"]
WEIGHING = ["add_formula", "change_formula", "delete_formula", "change_weightprofile", "switch_epoch"]
GRANTS = {"editor": [], "reviewer": ADJUSTING, "administrator": [*ADJUSTING, *WEIGHING]}


def add_permissions(apps, schema_editor):
    create_permissions(installed_apps.get_app_config("ranking"), verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="ranking"
    )
    for name, codenames in GRANTS.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        role.permissions.add(*permissions.filter(codename__startswith="view_"))
        role.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("ranking", "0009_link_checks")]
    operations = [
        migrations.AlterConstraint(
            model_name="weightprofile",
            name="profile_weights_sum_to_the_whole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    adoption=10_000 - F("quality") - F("ecosystem") - F("match") - F("freshness")
                ),
                name="profile_weights_sum_to_the_whole",
                violation_error_message="The five weights of a type sum to 100 %%.",
            ),
        ),
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
