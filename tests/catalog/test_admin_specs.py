from typing import Any

import pytest

from catalog.models import Artifact, SpecDefinition
from tests import builders
from tests.catalog.desk import change_page, desk_client, errors_of, form_of, save

pytestmark = pytest.mark.django_db


def define(key: str, kind: str, type_id: str = "model") -> None:
    SpecDefinition.objects.create(type_id=type_id, key=key, label=key, kind=kind)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("int", "262144", 262144),
        ("decimal", "0.1", 0.1),
        ("decimal", "7", 7),
        ("text", "MoE", "MoE"),
        ("bool", "true", True),
        ("bool", "false", False),
        ("date", "2025-07-22", "2025-07-22"),
        ("list", "Python\nRust\n", ["Python", "Rust"]),
    ],
)
def test_specification_is_stored_in_its_kind(kind: str, typed: str, stored: Any) -> None:
    define("fact", kind)
    client, _ = desk_client("editor")
    artifact = builders.artifact()

    response = save(client, artifact, spec__fact=typed)

    assert response.status_code == 302, errors_of(response)
    artifact.refresh_from_db()
    assert artifact.specs == {"fact": stored}


@pytest.mark.parametrize("stored", [262144, 0.1, "MoE", True, False, "2025-07-22", ["Python"]])
def test_saving_unchanged_keeps_the_specification(stored: Any) -> None:
    kinds = {int: "int", float: "decimal", bool: "bool", list: "list"}
    define("fact", "date" if stored == "2025-07-22" else kinds.get(type(stored), "text"))
    client, _ = desk_client("editor")
    artifact = builders.artifact(specs={"fact": stored})

    response = save(client, artifact)

    assert response.status_code == 302, errors_of(response)
    assert (Artifact.objects.get().specs, Artifact.objects.get().revision) == ({"fact": stored}, 1)


def test_emptied_specification_is_removed() -> None:
    define("fact", "int")
    client, _ = desk_client("editor")
    artifact = builders.artifact(specs={"fact": 3})

    save(client, artifact, spec__fact="")

    artifact.refresh_from_db()
    assert artifact.specs == {}


def test_specification_of_the_wrong_kind_is_refused() -> None:
    define("fact", "int")
    client, _ = desk_client("editor")

    response = save(client, builders.artifact(), spec__fact="many")

    assert errors_of(response) == ["Enter a whole number."]


def test_unknown_specification_is_refused() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact()

    response = save(client, artifact, spec__invented="3")

    assert errors_of(response) == ["This type has no specification called invented."]


def test_other_type_is_refused_while_its_specifications_differ() -> None:
    define("context_tokens", "int")
    client, _ = desk_client("editor")
    artifact = builders.artifact(specs={"context_tokens": 8192})

    response = save(client, artifact, type="dataset")

    assert errors_of(response) == [
        "These specifications do not belong to the type Dataset: context_tokens."
        " Empty them, or keep the type."
    ]


def test_stored_value_without_definition_survives_a_save() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact(specs={"left_over": 3})

    save(client, artifact, summary="New.")

    artifact.refresh_from_db()
    assert (artifact.specs, artifact.summary) == ({"left_over": 3}, "New.")


def test_changed_specification_is_held_by_its_key() -> None:
    define("context_tokens", "int")
    define("other", "int")
    client, _ = desk_client("editor")
    artifact = builders.artifact(specs={"other": 1})
    artifact.aliases.create(kind="openrouter", value="made/it")

    save(client, artifact, spec__context_tokens="8192")

    artifact.refresh_from_db()
    assert artifact.held_fields == ["specs.context_tokens"]


def test_specification_fields_carry_their_help() -> None:
    SpecDefinition.objects.create(
        type_id="model", key="window", label="Window", unit="tokens", kind="int", help="How long."
    )
    client, _ = desk_client("editor")
    artifact = builders.artifact()

    field = client.get(change_page(artifact)).context["adminform"].form.fields["spec__window"]

    assert (field.label, field.help_text) == ("Window (tokens)", "How long.")
    assert "spec__window" in form_of(client, change_page(artifact))
