"""The command: from a file of an outside list to correlations, on ranks a drain computed."""

import csv
import io
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from catalog.enums import AliasKind, EditorialState, Metric
from catalog.models import Artifact, ArtifactAlias
from ranking.management.commands.validate_ranks import NEEDED
from ranking.models import Score
from ranking.services import drain_all
from ranking.services.validating import match
from ranking.validation.lists import read
from tests import builders

pytestmark = pytest.mark.django_db


def ranked(slug: str, likes: int, **fields: Any) -> Artifact:
    """A published model whose rank rises with its likes, and which is no longer provisional."""
    made = builders.published_artifact(slug=slug, **fields)
    builders.observation(artifact=made, metric=Metric.HUB_LIKES, value=likes)
    return made


def rank_all(*, provisional: bool = False) -> None:
    drain_all(everything=True)
    Score.objects.update(provisional=provisional)


def models(number: int) -> None:
    for place in range(number):
        ranked(f"thing-{place}", likes=10 ** (number - place))


def run(folder: Path, text: str | bytes, *words: str) -> str:
    path = folder / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    out = io.StringIO()
    call_command("validate_ranks", str(path), *words, stdout=out)
    return out.getvalue()


def refusal(folder: Path, text: str | bytes, *words: str) -> str:
    with pytest.raises(CommandError) as refused:
        run(folder, text, *words)
    return str(refused.value)


def parts(told: str) -> dict[str, Any]:
    (result,) = json.loads(told)["types"]
    return {part["key"]: part for part in result["parts"]}


def test_list_in_the_order_of_the_ranks_agrees_fully(tmp_path: Path) -> None:
    models(5)
    rank_all()
    listed = "slug,rank\n" + "".join(f"thing-{place},{place + 1}\n" for place in range(5))

    found = parts(run(tmp_path, listed, "--format", "json", "--resamples", "200"))

    assert (found["total"]["n"], found["total"]["spearman"]["value"]) == (5, 1.0)
    assert found["adoption"]["kendall"]["value"] == 1.0
    assert found["total"]["warnings"] == ["only 5 rows: the interval is itself uncertain"]


def test_scores_run_the_other_way_than_places(tmp_path: Path) -> None:
    models(4)
    rank_all()
    listed = "slug,score\n" + "".join(f"thing-{place},{place}\n" for place in range(4))

    assert parts(run(tmp_path, listed, "--format", "json"))["total"]["spearman"]["value"] == -1.0


def test_parts_without_values_and_parts_all_equal_say_so(tmp_path: Path) -> None:
    models(3)
    rank_all()
    listed = "slug,rank\nthing-0,1\nthing-1,2\nthing-2,3\n"

    found = parts(run(tmp_path, listed, "--format", "json"))

    assert (found["match"]["n"], found["match"]["skipped"]) == (0, 3)
    assert found["match"]["warnings"] == ["nobody has a value of it"]
    assert found["quality"]["spearman"] is None
    assert found["quality"]["warnings"] == [
        "undefined: too few rows, or all figures of one side are equal"
    ]


def test_types_are_compared_apart(tmp_path: Path) -> None:
    models(3)
    for place in range(3):
        ranked(f"data-{place}", likes=10 ** (place + 1), type_id="dataset")
    rank_all()
    listed = "slug,rank\n" + "".join(
        f"{kind}-{place},{place + 1}\n" for place in range(3) for kind in ("thing", "data")
    )

    told = run(tmp_path, listed)
    types = json.loads(run(tmp_path, listed, "--format", "json"))["types"]

    assert "Ranks are relative to their type, so each type is compared on its own" in told
    assert [(one["type"], one["n"]) for one in types] == [("dataset", 3), ("model", 3)]
    assert [one["parts"][0]["spearman"]["value"] for one in types] == [-1.0, 1.0]


def test_rows_that_cannot_be_compared_are_told_with_the_reason(tmp_path: Path) -> None:
    models(3)
    thing = ranked("hub-thing", likes=10)
    ArtifactAlias.objects.create(
        artifact=thing, kind=AliasKind.HUGGINGFACE_MODEL, value="Maker/Thing"
    )
    draft = ranked("draft", likes=10)
    rank_all()
    Artifact.objects.filter(pk=draft.pk).update(state=EditorialState.DRAFT)
    builders.published_artifact(slug="new")
    doubtful = ranked("doubtful", likes=10)
    drain_all()
    Score.objects.filter(artifact__slug="new").delete()
    Score.objects.filter(artifact=doubtful).update(provisional=True)
    listed = "id,rank\nthing-0,1\nthing-1,2\nthing-2,3\nmaker/thing,4\nnothing,5\n"
    listed += "draft,6\nnew,7\ndoubtful,8\n"

    told = run(tmp_path, listed)

    assert told.startswith(
        "8 rows (rank: lower is better): 6 matched, 2 not found, 0 ambiguous; 3 of the matched"
        " left out\n"
    )
    assert "line 5: maker/thing: is no slug or alias; “Maker/Thing” is\n" in told
    assert "line 6: nothing: is no slug or alias\n" in told
    assert "line 7: draft: is not published\n" in told
    assert "line 8: new: has no rank yet\n" in told
    assert "line 9: doubtful: has a provisional rank\n" in told


def test_provisional_ranks_are_compared_when_asked_for(tmp_path: Path) -> None:
    models(3)
    rank_all(provisional=True)
    listed = "slug,rank\nthing-0,1\nthing-1,2\nthing-2,3\n"

    refused = refusal(tmp_path, listed)
    found = parts(run(tmp_path, listed, "--format", "json", "--include-provisional"))

    assert refused == (
        "None of the 3 rows can be compared:\n"
        "  has a provisional rank: 3, the first on line 2 (thing-0)\n"
        "--include-provisional compares provisional ranks too"
    )
    assert found["total"]["n"] == 3


def test_id_leads_by_earlier_slug_and_outside_id_to_the_artifact(tmp_path: Path) -> None:
    for place, alias in enumerate(["slug", "repository", "package"]):
        made = ranked(f"thing-{place}", likes=10 ** (5 - place))
        ArtifactAlias.objects.create(artifact=made, kind=alias, value=f"maker/thing-{place}")
    rank_all()
    listed = "id,rank\nmaker/thing-0,1\nmaker/thing-1,2\nmaker/thing-2,3\n"

    assert parts(run(tmp_path, listed, "--format", "json"))["total"]["n"] == 3
    by_slug = read(listed.replace("id,", "slug,").encode())
    assert [row.entry.id for row in match(by_slug).ranked] == ["maker/thing-0"]


def test_name_of_several_artifacts_is_ambiguous_until_the_type_is_given() -> None:
    model, data = ranked("a-model", 5), ranked("a-dataset", 5, type_id="dataset")
    for made, kind in ((model, "huggingface_model"), (data, "huggingface_dataset")):
        ArtifactAlias.objects.create(artifact=made, kind=kind, value="Maker/Thing")
    rank_all()

    plain = match(read(b"id,rank\nMaker/Thing,1\n"))
    typed = match(read(b"id,rank,type\nMaker/Thing,1,dataset\n"))
    other = match(read(b"id,rank,type\nMaker/Thing,1,mcp\n"))

    (unclear,) = plain.ambiguous
    assert unclear.reason == "may be a-dataset (dataset) or a-model (model)"
    assert [row.type_key for row in typed.ranked] == ["dataset"]
    assert [row.reason for row in other.not_found] == ["is of type dataset or model here, not mcp"]


def test_list_that_names_an_artifact_twice_is_refused(tmp_path: Path) -> None:
    made = ranked("thing", 5)
    ArtifactAlias.objects.create(artifact=made, kind=AliasKind.REPOSITORY, value="maker/thing")
    rank_all()

    told = refusal(tmp_path, "rank,id\n1,thing\n2,maker/thing\n")

    assert told.endswith("list.csv: line 3, column 2 (id): “maker/thing” is thing, as line 2 is")


def test_type_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    told = refusal(tmp_path, "id,rank,type\nthing,1,modle\n")

    assert told.endswith("line 2, column 3 (type): “modle” is no type of this catalog")


def test_bad_file_is_refused_and_nothing_printed(tmp_path: Path) -> None:
    assert refusal(tmp_path, "id,rank\na,x\nb,y\n").endswith(
        "list.csv: \nline 2, column 2 (rank): “x” is not a number like 12 or 3.5\n"
        "line 3, column 2 (rank): “y” is not a number like 12 or 3.5"
    )
    with pytest.raises(CommandError, match=r"none\.csv: cannot be read: No such"):
        call_command("validate_ranks", str(tmp_path / "none.csv"))


@pytest.mark.parametrize("words", [["--seed", "-1"], ["--resamples", "99"], ["--seed", "x"]])
def test_bad_option_is_refused(tmp_path: Path, words: list[str]) -> None:
    assert f"{words[1]} is no whole number from" in refusal(tmp_path, "id,rank\na,1\n", *words)


def test_weights_move_the_figure(tmp_path: Path) -> None:
    models(4)
    rank_all()
    plain = "slug,rank\nthing-0,1\nthing-1,2\nthing-2,4\nthing-3,3\n"
    weighted = "slug,rank,weight\nthing-0,1,100\nthing-1,2,100\nthing-2,4,1\nthing-3,3,1\n"

    one = parts(run(tmp_path, plain, "--format", "json"))["total"]["spearman"]["value"]
    other = parts(run(tmp_path, weighted, "--format", "json"))["total"]["spearman"]["value"]

    assert one == 0.8
    assert 0.99 < other < 1
    assert "(rank: lower is better, weighted)" in run(tmp_path, weighted)


def test_csv_has_a_line_for_each_part(tmp_path: Path) -> None:
    models(3)
    rank_all()

    told = run(tmp_path, "slug,rank\nthing-0,1\nthing-1,2\nthing-2,3\n", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["part"] for row in rows] == [
        *("total", "adoption", "quality", "ecosystem", "match", "freshness"),
    ]
    assert (rows[0]["type"], rows[0]["n"], rows[0]["spearman"]) == ("model", "3", "1.0000")
    assert (rows[4]["n"], rows[4]["skipped"], rows[4]["spearman"]) == ("0", "3", "")


def test_same_seed_prints_the_same(tmp_path: Path) -> None:
    models(6)
    rank_all()
    listed = "slug,rank\n" + "".join(f"thing-{n},{(n * 5) % 6}\n" for n in range(6))

    once, again = run(tmp_path, listed, "--seed", "3"), run(tmp_path, listed, "--seed", "3")

    assert once == again
    assert "2,000 resamples, seed 3" in once
    assert "the interval holds 0: no agreement can be told" in once


def test_ranks_of_different_days_are_told(tmp_path: Path) -> None:
    models(3)
    rank_all()
    Score.objects.filter(artifact__slug="thing-0").update(as_of="2026-01-01")

    told = run(tmp_path, "slug,rank\nthing-0,1\nthing-1,2\nthing-2,3\n")

    assert "Warning: ranks of different states are mixed; run recompute_ranks first" in told


def test_long_list_of_rows_left_out_is_cut_short_in_the_text_alone(tmp_path: Path) -> None:
    models(2)
    for number in range(25):
        builders.artifact(slug=f"draft-{number}")
    rank_all()
    drafts = "".join(f"draft-{number},9\n" for number in range(25))
    listed = f"slug,rank\nthing-0,1\nthing-1,2\n{drafts}"

    told, full = run(tmp_path, listed), json.loads(run(tmp_path, listed, "--format", "json"))

    assert "line 23: draft-19: is not published\n  and 5 more; --format json lists all\n" in told
    assert len(full["left_out"]) == 25


@pytest.mark.parametrize("number", [3, 50])
def test_matching_takes_the_same_queries_for_any_number_of_rows(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for place in range(number):
        builders.published_artifact(slug=f"thing-{place}")
    rank_all()
    outside = read(("slug,rank\n" + "".join(f"thing-{n},1\n" for n in range(number))).encode())

    with django_assert_num_queries(4):
        match(outside)


def test_without_scipy_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("ranking.validation.")]:
        if name.endswith(("agreement", "measuring")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scipy.stats", None)

    told = refusal(tmp_path, "slug,rank\na,1\n")

    assert told == f'This needs scipy: .venv/bin/python -m pip install "{NEEDED}"'


def test_what_to_install_is_what_the_project_declares() -> None:
    root = Path(settings.BASE_DIR)
    project = tomllib.loads((root / "pyproject.toml").read_text())

    assert project["project"]["optional-dependencies"]["validation"] == [NEEDED]
    assert NEEDED in project["dependency-groups"]["dev"]
    lock = (root / "requirements.lock").read_text().splitlines()
    assert [line for line in lock if line.startswith("scipy")] == []
