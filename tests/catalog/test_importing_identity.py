import random

import pytest

from catalog.enums import ReviewItemState
from catalog.models import Artifact, ArtifactAlias, Offering, ReviewItem
from tests import builders
from tests.catalog.importing import imported, names, questions, served
from tests.fakes import source_files as files

pytestmark = pytest.mark.django_db


def model(reference: str, **fields: object) -> files.JSON:
    return files.models_dev_model(reference, **fields)


def test_one_model_of_many_providers_is_one_artifact_with_many_offerings() -> None:
    data = files.models_dev_file(
        deepinfra=[model("Qwen/Qwen3-Coder-480B-A35B-Instruct-Turbo")],
        ollama_cloud=[model("qwen3-coder:480b")],
        submodel=[model("Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8")],
        amazon_bedrock=[model("qwen.qwen3-coder-480b-a35b-v1:0")],
        groq=[model("qwen3-coder-30b-a3b-instruct")],
    )

    imported("models_dev", data)

    assert {len(ids) for ids in served().values()} == {1, 4}
    assert Artifact.objects.count() == 2


def test_variants_of_one_provider_are_offerings_of_one_artifact() -> None:
    data = files.models_dev_file(acme=[model("acme-7b"), model("acme-7b:free")])

    imported("models_dev", data)

    assert served() == {"acme-7b": {"acme-7b", "acme-7b:free"}}


def test_an_alias_decides_against_any_name() -> None:
    other = builders.artifact(name="Something else")
    ArtifactAlias.objects.create(artifact=other, kind="models_dev", value="acme/acme-large-70b")

    imported("models_dev", files.models_dev_file())

    assert served() == {"Something else": {"acme-large-70b"}}


def test_a_hub_id_joins_a_listing_to_its_repository() -> None:
    imported("huggingface_models", files.hub_file(files.hub_model("acme/Acme-Text-01")))

    listed = files.openrouter_model("acme/minim", hugging_face_id="acme/Acme-Text-01")
    imported("openrouter", files.openrouter_file(listed))

    assert served() == {"Acme-Text-01": {"acme/minim"}}


def test_a_repository_joins_the_listing_of_its_name_and_publisher() -> None:
    imported("models_dev", files.models_dev_file(wandb=[model("zai-org/GLM-4.7")]))

    imported("huggingface_models", files.hub_file(files.hub_model("zai-org/GLM-4.7")))

    assert names() == ["GLM-4.7"]


@pytest.mark.parametrize(
    "repository", ["unsloth/GLM-4.7", "zai-org/GLM-4.7-FP8", "zai-org/GLM-4.7-Base"]
)
def test_another_repository_does_not_join_the_listing(repository: str) -> None:
    imported("models_dev", files.models_dev_file(wandb=[model("zai-org/GLM-4.7")]))

    imported("huggingface_models", files.hub_file(files.hub_model(repository)))

    assert names() == sorted(["GLM-4.7", repository.split("/")[1]])


def test_a_base_repository_does_not_join_an_instruct_model() -> None:
    imported("models_dev", files.models_dev_file(wandb=[model("Qwen/Qwen2.5-7B-Instruct")]))

    imported("huggingface_models", files.hub_file(files.hub_model("Qwen/Qwen2.5-7B")))

    assert names() == ["Qwen2.5-7B", "Qwen2.5-7B-Instruct"]


def test_an_editor_s_artifact_is_found_by_its_name() -> None:
    builders.artifact(name="Acme Large 70B")

    imported("models_dev", files.models_dev_file())

    assert served() == {"Acme Large 70B": {"acme-large-70b"}}


def test_an_artifact_of_another_type_is_not_the_one() -> None:
    builders.artifact(name="Acme Large 70B", type_id="dataset")

    imported("models_dev", files.models_dev_file())

    assert Artifact.objects.filter(type="model").count() == 1


def test_two_artifacts_of_one_name_hold_the_row_for_an_editor() -> None:
    first, second = (builders.artifact(name="Acme Large 70B") for _ in range(2))

    report = imported("models_dev", files.models_dev_file())

    assert report.counts["held"] == 1
    assert Offering.objects.count() == 0
    assert questions("identity")[0].detail["candidates"] == [first.pk, second.pk]


def test_an_artifact_of_another_publisher_holds_the_row() -> None:
    other = builders.organization(slug="other-lab")
    builders.artifact(name="Large 70B", publisher=other)

    report = imported("models_dev", files.models_dev_file(host=[model("acme/large-70b")]))

    assert report.counts["held"] == 1
    assert questions("identity")[0].detail["reason"] == "its publisher is another"


def test_another_maker_s_copy_of_a_known_family_is_held() -> None:
    data = files.models_dev_file(
        alibaba=[model("qwen3-14b")], wandb=[model("OpenPipe/Qwen3-14B-Instruct")]
    )

    report = imported("models_dev", data)

    assert report.counts["held"] == 1
    assert served() == {"qwen3-14b": {"qwen3-14b"}}


def test_a_name_without_size_is_held_where_there_are_several_sizes() -> None:
    data = files.models_dev_file(
        one=[model("qwen3-coder-480b-a35b-instruct"), model("qwen3-coder-30b-a3b-instruct")],
        two=[model("qwen/qwen3-coder", name="Qwen3 Coder")],
    )

    report = imported("models_dev", data)

    assert report.counts["held"] == 1
    assert questions("identity")[0].detail["keys"] == ["qwen-3-coder-30b", "qwen-3-coder-480b"]


def test_a_display_name_with_the_size_makes_the_id_precise() -> None:
    data = files.models_dev_file(
        one=[model("qwen3-coder-480b-a35b-instruct"), model("qwen3-coder-30b-a3b-instruct")],
        two=[model("qwen/qwen3-coder", name="Qwen3 Coder 480B A35B")],
    )

    report = imported("models_dev", data)

    assert report.counts["held"] == 0
    assert {frozenset(ids) for ids in served().values()} == {
        frozenset({"qwen3-coder-480b-a35b-instruct", "qwen/qwen3-coder"}),
        frozenset({"qwen3-coder-30b-a3b-instruct"}),
    }


def test_an_id_and_a_name_of_two_models_hold_the_row() -> None:
    data = files.models_dev_file(
        anthropic=[model("claude-sonnet-4"), model("claude-sonnet-4-5")],
        host=[
            model("host-claude-sonnet-4", name="x"),
            model("claude-sonnet-4", name="Claude Sonnet 4.5"),
        ],
    )

    report = imported("models_dev", data)

    assert [item.title for item in questions("identity")] == [
        "Which artifact is Claude Sonnet 4.5 (models_dev > host > claude-sonnet-4)?"
    ]
    assert report.counts["held"] == 1


def test_one_dated_snapshot_is_the_model_when_dated_like_its_release() -> None:
    data = files.models_dev_file(
        anthropic=[model("claude-opus-4-5", release_date="2025-11-24")],
        host=[model("claude-opus-4-5-20251101", release_date="2026-01")],
    )

    imported("models_dev", data)

    assert served() == {"claude-opus-4-5": {"claude-opus-4-5", "claude-opus-4-5-20251101"}}


@pytest.mark.parametrize(
    "ids",
    [
        ["gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-2024-11-20"],
        ["qwen-max", "qwen-max-2025-01-25"],
    ],
)
def test_later_snapshots_are_artifacts_of_their_own(ids: list[str]) -> None:
    rows = [model(reference, release_date="2024-05-13") for reference in ids]

    imported("models_dev", files.models_dev_file(host=rows))

    assert len(served()) == len(ids)


def test_words_for_anything_join_nothing() -> None:
    imported("models_dev", files.models_dev_file(one=[model("auto")], two=[model("auto")]))

    assert Artifact.objects.count() == 2


def test_row_order_does_not_matter() -> None:
    providers = {
        "one": [model("qwen3-coder-480b-a35b-instruct"), model("gpt-4o"), model("acme/x-7b")],
        "two": [model("qwen/qwen3-coder", name="Qwen3 Coder 480B"), model("gpt-4o-2024-11-20")],
        "three": [model("qwen3-coder-30b"), model("qwen3-coder"), model("other/x-7b")],
        "four": [model("gpt-4o-2024-08-06"), model("Qwen3-Coder-30B-A3B-Instruct-FP8")],
    }
    outcomes = set()
    for seed in range(6):
        order = random.Random(seed)
        names_ = order.sample(sorted(providers), len(providers))
        shuffled = {n: order.sample(providers[n], len(providers[n])) for n in names_}
        report = imported("models_dev", files.models_dev_file(**shuffled), dry_run=True)
        outcomes.add((str(sorted(report.outcomes.items())), str(sorted(report.counts.items()))))

    assert len(outcomes) == 1


def test_the_same_question_is_asked_once() -> None:
    builders.artifact(name="Acme Large 70B")
    builders.artifact(name="Acme Large 70B")

    reports = [imported("models_dev", files.models_dev_file()) for _ in range(2)]

    assert [report.written["questions_new"] for report in reports] == [1, 0]
    assert ReviewItem.objects.count() == 1


def test_a_row_stands_for_itself_once_the_question_is_dismissed() -> None:
    builders.artifact(name="Acme Large 70B")
    builders.artifact(name="Acme Large 70B")
    imported("models_dev", files.models_dev_file())
    ReviewItem.objects.update(state=ReviewItemState.DISMISSED)

    imported("models_dev", files.models_dev_file())

    assert served() == {"acme-large-70b": {"acme-large-70b"}}
    assert Artifact.objects.count() == 3


def test_a_slug_is_free_and_never_holds_vs() -> None:
    builders.artifact(slug="acme-large-70b", name="Another", type_id="dataset")
    data = files.models_dev_file(acme=[model("acme-large-70b"), model("red-vs-blue-7b")])

    imported("models_dev", data)

    slugs = set(Artifact.objects.filter(type="model").values_list("slug", flat=True))
    assert slugs == {"model-acme-large-70b", "red-blue-7b"}
