"""Editors read the ranking and enter results of checks; administrators also weigh."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations


def add_permissions(apps, schema_editor):
    create_permissions(installed_apps.get_app_config("ranking"), verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="ranking"
    )
    reading = permissions.filter(codename__startswith="view_")
    results = permissions.filter(codename__in=["add_qualityresult", "change_qualityresult"])
    weights = permissions.filter(
        codename__in=["delete_qualityresult", "change_weightprofile"]
    )
    grants = {
        "editor": [reading, results],
        "reviewer": [reading, results],
        "administrator": [reading, results, weights],
    }
    for name, granted in grants.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for some in granted:
            role.permissions.add(*some)


class Migration(migrations.Migration):
    dependencies = [("ranking", "0004_profile_in_terms"), ("catalog", "0003_roles")]
    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
