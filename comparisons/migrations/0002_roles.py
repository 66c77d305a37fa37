"""Editors read what is said of comparisons; reviewers and administrators say it."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTS = {
    "editor": ["view"],
    "reviewer": ["view", "add", "change"],
    "administrator": ["view", "add", "change", "delete"],
}


def add_permissions(apps, schema_editor):
    create_permissions(installed_apps.get_app_config("comparisons"), verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="comparisons"
    )
    for name, verbs in GRANTS.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        codenames = [f"{verb}_editorialverdict" for verb in verbs]
        role.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0001_initial"), ("catalog", "0003_roles")]
    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
