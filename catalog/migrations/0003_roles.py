from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATED = [
    "artifact",
    "artifactlink",
    "artifactalias",
    "artifactcapability",
    "release",
    "offering",
    "price",
    "relation",
    "citation",
    "notapplicable",
    "observation",
    "organization",
    "source",
    "tag",
]
VOCABULARY = ["capability", "category", "specdefinition"]
READ_ONLY = ["artifacttype", "importrun", "reviewitem"]
APPEND_ONLY = {"price": ["add", "view"], "observation": ["add", "view"], "artifact": ["add", "change", "view"]}


def _codenames(models, verbs):
    return {f"{verb}_{model}" for model in models for verb in verbs}


def _editor():
    names = _codenames(VOCABULARY + READ_ONLY, ["view"]) | {"submit_artifact"}
    for model in CURATED:
        names |= _codenames([model], APPEND_ONLY.get(model, ["add", "change", "delete", "view"]))
    return names


def _reviewer():
    publishing = {"publish_artifact", "change_price", "change_observation", "change_reviewitem"}
    return _editor() | publishing | _codenames(VOCABULARY, ["add", "change"])


def add_roles(apps, schema_editor):
    create_permissions(installed_apps.get_app_config("catalog"), verbosity=0)
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    everything = permission.objects.filter(content_type__app_label="catalog")
    for name, codenames in [("editor", _editor()), ("reviewer", _reviewer())]:
        role, _ = group.objects.get_or_create(name=name)
        role.permissions.set(everything.filter(codename__in=codenames))
    administrator, _ = group.objects.get_or_create(name="administrator")
    accounts = permission.objects.filter(
        content_type__app_label="auth", content_type__model__in=["user", "group"]
    )
    administrator.permissions.set(everything | accounts)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_types"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
