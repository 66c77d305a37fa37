from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import (
    Artifact,
    ImportRun,
    Observation,
    Offering,
    Organization,
    Relation,
    Release,
    Source,
    SpecDefinition,
)
from tests import builders
from tests.catalog.importing import DAY, LATER, imported, questions
from tests.fakes import source_files as files

pytestmark = pytest.mark.django_db

TABLES = (
    *("artifact", "artifactalias", "artifactlink", "offering", "price", "observation"),
    *("organization", "relation", "release", "reviewitem", "source"),
)


def row_versions() -> list[tuple[str, str]]:
    """Every row of the catalog's tables with the transaction that wrote it."""
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT id, xmin::text, cmin::text, ctid::text FROM catalog_{table} ORDER BY id"  # noqa: S608
            )
            found += [(table, str(row)) for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("models_dev", files.models_dev_file()),
        ("openrouter", files.openrouter_file()),
        ("huggingface_models", files.hub_file()),
        ("huggingface_datasets", files.hub_file(files.hub_dataset())),
    ],
)
def test_the_same_file_again_touches_no_row(source: str, data: bytes) -> None:
    first = imported(source, data)
    before = row_versions()

    second = imported(source, data)

    assert row_versions() == before
    assert (first.counts["new"], second.counts["new"], second.counts["unchanged"]) == (1, 0, 1)


def test_a_dry_run_keeps_nothing_and_reports_the_same() -> None:
    dry = imported("models_dev", files.models_dev_file(), dry_run=True)

    assert Artifact.objects.count() == ImportRun.objects.count() == Source.objects.count() == 0
    assert dry.counts == imported("models_dev", files.models_dev_file()).counts


def test_a_new_artifact_is_a_draft_with_a_factual_summary() -> None:
    SpecDefinition.objects.create(
        type_id="model", key="context_tokens", label="Context window", kind="int"
    )
    imported("models_dev", files.models_dev_file(acme=[files.models_dev_model("gpt-9")]))

    artifact = Artifact.objects.get()
    assert (artifact.state, artifact.pricing_model) == ("draft", "usage")
    assert artifact.summary == (
        "gpt-9 is a model by OpenAI: text in, text out, context of 131,072 tokens, open weights,"
        " published 2026-01-15."
    )
    assert artifact.specs == {"context_tokens": 131072}


def test_publish_publishes_what_has_all_it_needs() -> None:
    data = files.models_dev_file(
        acme=[files.models_dev_model("gpt-9"), files.models_dev_model("big-pickle-7")]
    )

    report = imported("models_dev", data, publish_complete=True)

    assert report.written["published"] == 1
    assert list(Artifact.objects.published().values_list("name", flat=True)) == ["gpt-9"]


def test_the_publisher_s_own_word_wins_over_resellers() -> None:
    rows = {
        f"host_{n}": [files.models_dev_model("gpt-9", release_date="2026-03-03")] for n in range(3)
    }
    own = [files.models_dev_model("gpt-9", name="GPT-9", release_date="2026-02-01")]

    imported("models_dev", files.models_dev_file(openai=own, **rows))

    artifact = Artifact.objects.get()
    assert (artifact.name, artifact.released_on) == ("GPT-9", date(2026, 2, 1))


def test_a_held_field_is_never_overwritten_and_the_disagreement_is_asked_once() -> None:
    imported("huggingface_models", files.hub_file())
    Artifact.objects.update(licence_spdx="MIT", held_fields=["licence_spdx"])

    for _ in range(2):
        imported("huggingface_models", files.hub_file(), as_of=LATER)

    assert Artifact.objects.get().licence_spdx == "MIT"
    assert [item.detail for item in questions("disagreement")] == [
        {"field": "licence_spdx", "held": "MIT", "claimed": "Apache-2.0"}
    ]


def test_a_held_specification_is_never_overwritten() -> None:
    imported("models_dev", files.models_dev_file())
    Artifact.objects.update(specs={"context_tokens": 1}, held_fields=["specs.context_tokens"])

    imported("models_dev", files.models_dev_file(), as_of=LATER)

    assert Artifact.objects.get().specs["context_tokens"] == 1
    assert questions("disagreement")[0].detail["field"] == "specs.context_tokens"


def test_a_held_offering_field_is_never_overwritten() -> None:
    imported("models_dev", files.models_dev_file())
    Offering.objects.update(context_tokens=1, held_fields=["context_tokens"])

    imported("models_dev", files.models_dev_file(), as_of=LATER)

    assert Offering.objects.get().context_tokens == 1
    assert len(questions("disagreement")) == 1


def test_another_source_fills_what_is_empty_and_leaves_what_is_not() -> None:
    artifact = builders.published_artifact(
        name="Acme Large 70B", released_on=date(2025, 5, 5), specs={"context_tokens": 7}
    )

    imported("models_dev", files.models_dev_file())

    artifact.refresh_from_db()
    assert (artifact.released_on, artifact.pricing_model) == (date(2025, 5, 5), "usage")
    assert artifact.specs["context_tokens"] == 7
    assert artifact.specs["open_weights"] is True


def test_the_own_source_keeps_its_artifact_in_step() -> None:
    imported("models_dev", files.models_dev_file())
    changed = files.models_dev_model(release_date="2026-01-20", limit={"context": 9, "output": 9})

    report = imported("models_dev", files.models_dev_file(acme=[changed]), as_of=LATER)

    assert Artifact.objects.get().released_on == date(2026, 1, 20)
    assert report.counts["changed"] == 1


def test_an_artifact_is_deprecated_when_every_offering_is() -> None:
    def file(one: str | None, two: str | None) -> bytes:
        return files.models_dev_file(
            one=[files.models_dev_model(status=one)], two=[files.models_dev_model(status=two)]
        )

    seen = []
    for statuses in [("deprecated", None), ("deprecated", "deprecated"), (None, None)]:
        imported("models_dev", file(*statuses))
        seen.append(Artifact.objects.get().lifecycle)

    assert seen == ["active", "deprecated", "active"]


def test_figures_are_appended_day_by_day() -> None:
    imported("huggingface_models", files.hub_file(files.hub_model(downloads=10, likes=3)))

    imported(
        "huggingface_models",
        files.hub_file(files.hub_model(downloads=8, likes=3)),
        as_of=LATER,
    )

    downloads = Observation.objects.filter(metric="hub_downloads_30d").order_by("observed_at")
    assert list(downloads.values_list("value", flat=True)) == [10, 8]


def test_relations_are_claimed_to_what_the_catalog_knows() -> None:
    imported("huggingface_datasets", files.hub_file(files.hub_dataset("acme/corpus")))
    tags = ["dataset:acme/corpus", "dataset:nobody/unknown", "base_model:acme/not-here"]

    imported("huggingface_models", files.hub_file(files.hub_model(tags=tags)))

    relation = Relation.objects.get()
    assert (relation.kind, relation.to_artifact.name) == ("trained_on", "corpus")
    assert (relation.status, relation.source and relation.source.slug) == (
        "claimed",
        "huggingface-hub",
    )


def test_a_revision_is_a_release() -> None:
    imported("huggingface_models", files.hub_file())

    assert list(Release.objects.values_list("kind", "released_on")) == [
        ("revision", date(2026, 2, 20))
    ]


def test_an_organisation_an_editor_wrote_stays_as_it_is() -> None:
    builders.organization(slug="acme", name="ACME Corporation")

    imported("models_dev", files.models_dev_file())

    assert Organization.objects.get().name == "ACME Corporation"


def test_the_run_is_recorded() -> None:
    bad = files.models_dev_model("bad-7b", cost={"input": "x"})

    imported("models_dev", files.models_dev_file(acme=[files.models_dev_model(), bad]))

    run = ImportRun.objects.get()
    assert (run.source, run.as_of, run.counts["new"], run.counts["rejected"]) == (
        "models_dev",
        DAY,
        1,
        1,
    )
    assert run.rejected == [{"place": "models_dev > acme > bad-7b", "reason": "cost.input is text"}]


def test_every_change_has_a_history_with_its_reason() -> None:
    imported("models_dev", files.models_dev_file())

    events = Artifact.pgh_event_model.objects.all()  # type: ignore[attr-defined]
    assert {event.pgh_context.metadata["reason"] for event in events} == {"import of models_dev"}


def test_the_queries_do_not_grow_with_the_rows() -> None:
    counted = []
    for name, models in (("one", 1), ("many", 60)):
        rows = [files.models_dev_model(f"acme-{name}-{n}b") for n in range(models)]
        with CaptureQueriesContext(connection) as queries:
            imported("models_dev", files.models_dev_file(**{name: rows}))
        counted.append(len(queries))

    assert counted[1] <= counted[0]
