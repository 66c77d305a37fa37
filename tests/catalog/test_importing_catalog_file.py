from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.models import (
    Artifact,
    ArtifactCapability,
    Citation,
    Offering,
    Organization,
    Price,
    Relation,
)
from catalog.services.curated import load_catalog
from catalog.services.importing.report import Report
from catalog.sources import catalog_file
from catalog.sources.rows import SourceFileError
from tests import builders
from tests.catalog.importing import imported
from tests.fakes import source_files as files

pytestmark = pytest.mark.django_db

VOCABULARY = """
[[organizations]]
slug = "acme"
name = "Acme"

[[sources]]
slug = "acme-card"
title = "Acme's model card"
url = "https://acme.example/card"
kind = "documentation"

[[capabilities]]
key = "code.generation"
name = "Writes code"
parent = "code"

[[capabilities]]
key = "code"
name = "Code"

[[specs]]
type = "model"
key = "context_tokens"
label = "Context window"
kind = "int"
"""
ARTIFACT = """
slug = "acme-large"
name = "Acme Large 70B"
type = "model"
publisher = "acme"
source = "acme-card"
summary = "A model that was made up."
released_on = "2025-07"
tags = ["open-weights"]

[licence]
spdx = "MIT"

[specs]
context_tokens = 4096

[[aliases]]
kind = "huggingface_model"
value = "acme/Acme-Large-70B"

[[capabilities]]
capability = "code.generation"
support = "yes"
name = "Writing code"
inputs = ["text"]
citations = [{ source = "acme-card", read_on = "2026-07-02", claim = "It writes." }]

[[offerings]]
provider = "acme"
external_id = "large"
seen_on = "2026-07-02"
source = "acme-card"
[[offerings.prices]]
component = "input"
unit = "token"
amount = "0.00000022"
seen_on = "2026-07-02"
[[offerings.prices]]
component = "output"
unit = "token"
kind = "free"
seen_on = "2026-07-02"

[[observations]]
metric = "hub_downloads_30d"
value = 17
observed_on = "2026-07-02"
source = "acme-card"

[[relations]]
kind = "base_model"
target = "acme-base"
source = "acme-card"
"""
BASE = """
slug = "acme-base"
name = "Acme Base 70B"
type = "model"
publisher = "acme"
source = "acme-card"
summary = "The one it is built on."
state = "draft"
"""
FILES = {"words.toml": VOCABULARY, "a/large.toml": ARTIFACT, "a/base.toml": BASE}


def load(*, complete: bool = True, **changed: str) -> Report:
    texts = FILES | {name.replace("_", "/") + ".toml": text for name, text in changed.items()}
    content = catalog_file.parse({name: text.encode() for name, text in texts.items()})
    return load_catalog(content=content, origin="a test", complete=complete)


def refusal(**changed: Any) -> str:
    with pytest.raises(SourceFileError) as caught:
        load(**changed)
    return str(caught.value)


def test_a_record_goes_in_whole() -> None:
    load()

    artifact = Artifact.objects.get(slug="acme-large")
    assert (artifact.released_on, artifact.released_precision) == (date(2025, 7, 1), "month")
    assert (artifact.licence_spdx, artifact.specs) == ("MIT", {"context_tokens": 4096})
    capability = ArtifactCapability.objects.get()
    assert (capability.capability.key, capability.input_types) == ("code.generation", ["text"])
    assert Citation.objects.get().artifact_capability == capability
    assert Relation.objects.get().to_artifact.slug == "acme-base"
    assert [f"{price.amount:f}".rstrip("0") for price in Price.objects.order_by("component")] == [
        "0.00000022",
        "0.",
    ]


def test_a_record_is_published_unless_its_file_says_draft() -> None:
    load()

    assert dict(Artifact.objects.values_list("slug", "state")) == {
        "acme-base": "draft",
        "acme-large": "published",
    }


@pytest.mark.parametrize("complete", [True, False])
def test_a_second_load_changes_nothing(complete: bool) -> None:
    load()
    before = list(Artifact.objects.values_list("slug", "revision", "updated_at"))

    report = load(complete=complete)

    assert list(Artifact.objects.values_list("slug", "revision", "updated_at")) == before
    assert sum(report.written.values()) == 0


def test_an_editor_s_later_edits_stay() -> None:
    load()
    Artifact.objects.filter(slug="acme-large").update(summary="An editor's words.", specs={})
    Organization.objects.update(name="ACME Corporation")
    ArtifactCapability.objects.all().delete()

    load(complete=False)

    artifact = Artifact.objects.get(slug="acme-large")
    assert (artifact.summary, artifact.specs) == ("An editor's words.", {})
    assert Organization.objects.get().name == "ACME Corporation"
    assert ArtifactCapability.objects.count() == 0


def test_completing_fills_what_is_empty_but_what_an_editor_holds() -> None:
    load()
    Artifact.objects.filter(slug="acme-large").update(
        description="", licence_spdx="", summary="Mine.", held_fields=["licence_spdx"]
    )

    load(a_large=ARTIFACT.replace("[licence]", 'description = "Told later."\n[licence]', 1))

    artifact = Artifact.objects.get(slug="acme-large")
    assert (artifact.description, artifact.licence_spdx, artifact.summary) == (
        "Told later.",
        "",
        "Mine.",
    )


def test_an_artifact_only_an_import_made_takes_the_record_s_words_and_slug() -> None:
    imported("huggingface_models", files.hub_file())

    load(complete=False)

    artifact = Artifact.objects.get(aliases__value="acme/Acme-Large-70B")
    assert (artifact.slug, artifact.name, artifact.state) == (
        "acme-large",
        "Acme Large 70B",
        "published",
    )


def test_an_import_joins_the_record() -> None:
    load()

    imported("models_dev", files.models_dev_file())

    assert Offering.objects.filter(artifact__slug="acme-large").count() == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('publisher = "acme"', 'publisher = "nobody"', "publisher: no organization 'nobody'"),
        ('"code.generation"', '"code.none"', "capabilities[0].capability: no capability"),
        ('target = "acme-base"', 'target = "x"', "relations[0].target: no artifact 'x'"),
        ('target = "acme-base"', 'target = "acme-large"', "no artifact 'acme-large'"),
        ("context_tokens = 4096", 'context_tokens = "4K"', "specs.context_tokens: '4K' is not"),
        ("context_tokens = 4096", "colour = 1", "specs.colour: the type model has no such"),
        ('type = "model"', 'type = "toy"', "type: no type 'toy'"),
        ('support = "yes"', 'support = "perhaps"', "capabilities[0].support is 'perhaps', not"),
        ('"0.00000022"', "0.00000022", "offerings[0].prices[0].amount is not an amount written"),
        ('"0.00000022"', '"-1"', "offerings[0].prices[0].amount is not an amount"),
        ('released_on = "2025-07"', 'released_on = "July"', "released_on is not a date"),
        ('slug = "acme-large"', 'slug = "a-vs-b"', "slug is no slug"),
        ("value = 17", "value = -17", "observations[0].value is not a whole number"),
        ("[licence]", 'colour = "red"\n[licence]', "colour is not a key that belongs here"),
        ('spdx = "MIT"', 'name = "Own"', "licence.url is missing"),
        ('tags = ["open-weights"]', "tags = [1]", "tags is not a list of texts"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_key(old: str, new: str, words: str) -> None:
    told = refusal(a_large=ARTIFACT.replace(old, new, 1))

    assert words in told
    assert "a/large.toml" in told
    assert Artifact.objects.count() == 0


def test_every_problem_is_told_at_once() -> None:
    told = refusal(a_large="slug = ", a_base=BASE.replace('name = "Acme Base 70B"', ""))

    assert "a/base.toml: name is missing" in told
    assert "a/large.toml: is not TOML" in told


def test_two_records_of_one_slug_are_refused() -> None:
    assert "acme-base stands in a/base.toml already" in refusal(a_other=BASE)


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match=r"holds no \.toml file"):
        catalog_file.read_files(tmp_path)


def test_a_vocabulary_that_an_editor_has_is_left_alone() -> None:
    builders.organization(slug="acme", name="ACME")

    load()

    assert Organization.objects.get().name == "ACME"
