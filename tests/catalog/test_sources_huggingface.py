from datetime import date
from typing import Any

import pytest

from catalog.sources import huggingface_datasets, huggingface_models
from catalog.sources.rows import AliasRow, ArtifactRow, LicenceRow, RelationRow, ReleaseRow
from tests.fakes import source_files as files


def model_row(**fields: Any) -> ArtifactRow:
    return huggingface_models.parse(files.hub_file(files.hub_model(**fields))).rows[0]


def dataset_row(**fields: Any) -> ArtifactRow:
    return huggingface_datasets.parse(files.hub_file(files.hub_dataset(**fields))).rows[0]


def test_counts_are_observed_with_their_window() -> None:
    row = model_row(downloads=1200, likes=34)

    assert [(o.metric, o.value, o.window_days, o.state) for o in row.observations] == [
        ("hub_downloads_30d", 1200, 30, "observed"),
        ("hub_likes", 34, None, "observed"),
    ]


@pytest.mark.parametrize(
    ("downloads", "likes", "state"),
    [(0, 50, "suspect"), (0, 1300, "suspect"), (0, 49, "observed"), (1, 1300, "observed")],
)
def test_no_download_beside_many_likes_is_suspect(downloads: int, likes: int, state: str) -> None:
    assert model_row(downloads=downloads, likes=likes).observations[0].state == state


@pytest.mark.parametrize(
    ("tags", "licence"),
    [
        (["license:apache-2.0"], LicenceRow(spdx="Apache-2.0")),
        (["license:cc-by-nc-4.0"], LicenceRow(spdx="CC-BY-NC-4.0")),
        (["license:gpl-3.0"], LicenceRow(spdx="GPL-3.0-only")),
        (
            ["license:gemma"],
            LicenceRow("", "Gemma Terms of Use", "https://ai.google.dev/gemma/terms"),
        ),
        (["license:other"], None),
        (["license:unknown"], None),
        (["license:cc"], None),
        (["license:mit", "license:apache-2.0"], None),
        ([], None),
    ],
)
def test_a_licence_tag_is_an_spdx_id_or_unknown(
    tags: list[str], licence: LicenceRow | None
) -> None:
    assert model_row(tags=tags).licence == licence


def test_another_publisher_s_base_makes_a_fine_tune() -> None:
    row = model_row(
        reference="lab/Tuned-7B",
        tags=["base_model:Qwen/Qwen3-8B", "base_model:finetune:Qwen/Qwen3-8B"],
    )

    assert row.type == "finetune"
    assert row.relations == (
        RelationRow("base_model", AliasRow("huggingface_model", "Qwen/Qwen3-8B")),
    )


def test_the_publisher_s_own_base_leaves_a_model() -> None:
    row = model_row(reference="Qwen/Qwen3-8B-FP8", tags=["base_model:quantized:Qwen/Qwen3-8B"])

    assert row.type == "model"


def test_a_dataset_tag_is_a_claim_of_training() -> None:
    assert model_row(tags=["dataset:acme/corpus"]).relations == (
        RelationRow("trained_on", AliasRow("huggingface_dataset", "acme/corpus")),
    )


def test_the_hub_s_stand_in_for_an_unknown_creation_is_unknown() -> None:
    assert model_row(createdAt="2022-03-02T23:29:04.000Z").released is None


def test_the_last_change_is_a_revision() -> None:
    assert model_row(lastModified="2026-02-20T08:00:00.000Z").releases == (
        ReleaseRow("revision", date(2026, 2, 20)),
    )


def test_a_dataset_tells_its_content() -> None:
    row = dataset_row(
        tags=["modality:text", "modality:image", "format:parquet", "format:optimized-parquet"]
    )

    assert (row.type, row.specs) == (
        "dataset",
        {"modalities": ["text", "image"], "format": "parquet"},
    )


@pytest.mark.parametrize("reference", ["a/b/c", "/b", "a/", "a b/c"])
def test_an_id_of_another_form_is_rejected(reference: str) -> None:
    good, bad = files.hub_model(), files.hub_model(reference)

    parsed = huggingface_models.parse(files.hub_file(good, bad))

    assert parsed.rejected[0].reason == "id is not of the form owner/name"
