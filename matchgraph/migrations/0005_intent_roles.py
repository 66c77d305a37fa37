"""Editors answer what is searched for in vain; reviewers and administrators also merge and name."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTS = {
    "editor": ["view_intent", "answer_intent"],
    "reviewer": ["view_intent", "answer_intent", "change_intent"],
    "administrator": ["view_intent", "answer_intent", "change_intent"],
}


def add_permissions(apps, schema_editor):
    create_permissions(installed_apps.get_app_config("matchgraph"), verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="matchgraph"
    )
    for name, codenames in GRANTS.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        role.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("matchgraph", "0004_events"), ("catalog", "0003_roles")]
    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
