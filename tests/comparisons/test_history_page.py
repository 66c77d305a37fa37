"""The history of a rank on its page, in its files and in the API, from drains that made it."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalog.enums import AliasKind, EditorialState
from catalog.models import Artifact, ArtifactAlias
from comparisons.services import rank_history
from ranking.models import Adjustment, Epoch, Score, ScoreHistory
from ranking.services import drain_all
from ranking.services.preparing import prepare_epoch
from ranking.services.switching import switch_to
from tests import builders

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
SECTION = re.compile(r'<section aria-labelledby="history">.*?</section>', re.DOTALL)


def section(client: Client, slug: str = "alpha") -> str:
    answer = client.get(f"/artifacts/{slug}/")
    assert answer.status_code == 200
    (found,) = SECTION.findall(answer.content.decode())
    return str(found)


def parsed(answer: Any) -> ET.Element:
    return ET.fromstring(answer.content)  # noqa: S314  (a file of ours)


def first_ranked(**fields: Any) -> Artifact:
    made = builders.published_artifact(slug="alpha", name="Alpha", **fields)
    drain_all()
    return made


def changed(artifact: Artifact, **facts: Any) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(**facts)
    drain_all()


def adjusted(artifact: Artifact, tenths: int) -> None:
    today = Epoch.objects.active().get().as_of
    Adjustment.objects.create(
        artifact=artifact,
        tenths=tenths,
        reason="For a test.",
        starts_on=today,
        ends_on=today + timedelta(days=9),
    )
    drain_all()


def new_epoch() -> None:
    epoch = prepare_epoch(as_of=None, at=datetime.now(UTC))
    drain_all()
    switch_to(epoch=epoch, at=datetime.now(UTC), waived="For a test.")


def made_up(artifact: Artifact, number: int) -> None:
    """So many entries more, up and down in turn, one a day up to now."""
    last = ScoreHistory.objects.filter(artifact=artifact).order_by("-pk")[0]
    now = datetime.now(UTC)
    ScoreHistory.objects.filter(artifact=artifact).update(recorded_at=now - timedelta(days=number))
    ScoreHistory.objects.bulk_create(
        ScoreHistory(
            artifact=artifact,
            as_of=last.as_of,
            recorded_at=now - timedelta(days=number - place),
            total=last.total + (place % 2) * 10**8,
            tenths=last.tenths + (place % 2) * 10,
            formula_id=last.formula_id,
            epoch_id=last.epoch_id,
            own=10**8 if place % 2 else -(10**8),
            by_epoch=0,
            by_formula=0,
        )
        for place in range(1, number + 1)
    )


def test_artifact_without_a_rank_has_no_history_yet(client: Client) -> None:
    builders.published_artifact(slug="alpha")

    shown = section(client)

    assert "There is no history yet" in shown
    assert "<svg" not in shown
    assert client.get("/artifacts/alpha/history.svg").status_code == 404


def test_single_entry_is_told_and_not_drawn_on_the_page(client: Client) -> None:
    first_ranked()

    shown = section(client)

    assert "when it was first worked out, and unchanged since." in shown
    assert "<svg" not in shown
    assert shown.count("<tr>") == 2
    assert "first computed" in shown


def test_moves_of_real_drains_are_drawn_and_told_with_their_cause(client: Client) -> None:
    artifact = first_ranked()
    before = Score.objects.get().tenths
    changed(artifact, licence_spdx="Apache-2.0", description="x" * 400)
    moved = Score.objects.get().tenths
    adjusted(artifact, 20)
    new_epoch()
    now = Score.objects.get().tenths

    shown = section(client)

    assert f"<p>{before / 10:.1f} on " in shown
    assert f", {now / 10:.1f} now; " in shown
    assert f"own figures +{(moved - before) / 10:.1f}" in shown
    assert "adjustment by hand +2.0" in shown
    epoch = Epoch.objects.active().get()
    assert f"new epoch {epoch.pk} " in shown
    assert shown.count('class="plot-mark"') == 4  # two in the drawing, two in the legend
    assert shown.count("<tr>") == 5
    assert "new epoch</li>" in shown
    assert "adjustment by hand</li>" in shown


def test_drawing_is_named_and_described_for_those_who_do_not_see_it(client: Client) -> None:
    artifact = first_ranked()
    changed(artifact, licence_spdx="MIT")

    (drawing,) = re.findall(r'<svg class="plot".*?</desc>', section(client), re.DOTALL)

    assert 'role="img"' in drawing
    assert 'aria-labelledby="history-plot-title"' in drawing
    assert 'aria-describedby="history-plot-description"' in drawing
    assert f'<title id="history-plot-title">{settings.RANK_NAME} of Alpha</title>' in drawing
    assert '<desc id="history-plot-description">Steps from ' in drawing


def test_long_history_lists_the_newest_fifty_and_leads_to_all(client: Client) -> None:
    made_up(first_ranked(), 60)

    shown = section(client)

    assert "The newest 50 of 61 entries, with what it came from" in shown
    assert shown.count("<tr>") == 51
    assert 'href="/artifacts/alpha/history.csv"' in shown
    assert 'href="/api/v1/scores/alpha/history/"' in shown
    assert "entries are drawn" not in shown


def test_thousands_of_entries_are_thinned_and_it_says_so(client: Client) -> None:
    made_up(first_ranked(), 1_000)

    shown = section(client)

    (drawn,) = re.findall(r"(\d+) of 1,001 entries are drawn: of each stretch of time", shown)
    assert 100 < int(drawn) <= 400
    assert shown.count("<tr>") == 51


def test_entries_beyond_those_read_are_in_the_files(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rank_history, "MOST_READ", 20)
    made_up(first_ranked(), 30)

    shown = section(client)
    rows = list(
        csv.reader(io.StringIO(client.get("/artifacts/alpha/history.csv").content.decode()))
    )

    assert "These are the newest entries; the files below hold all." in shown
    assert "The newest 20 of more than 20 entries" in shown
    assert "first computed" not in shown
    assert len(rows) == 32


@pytest.mark.parametrize("number", [1, 300])
def test_page_takes_one_query_for_any_history(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    made_up(first_ranked(), number)
    client.get("/artifacts/alpha/")

    with django_assert_num_queries(14):
        client.get("/artifacts/alpha/")


@pytest.mark.parametrize("path", ["", "history.csv", "history.svg"])
def test_every_new_entry_makes_a_new_page_and_new_files(client: Client, path: str) -> None:
    artifact = first_ranked()
    address = f"/artifacts/alpha/{path}"
    etag = client.get(address).headers["ETag"]

    same = client.get(address, headers={"If-None-Match": etag})
    entries = ScoreHistory.objects.count()
    new_epoch()

    assert ScoreHistory.objects.count() == entries + 1
    assert same.status_code == 304
    after = client.get(address, headers={"If-None-Match": etag})
    assert after.status_code == 200
    adjusted(artifact, -10)
    stale = {"If-None-Match": after.headers["ETag"]}
    assert client.get(address, headers=stale).status_code == 200


def test_csv_holds_every_entry_with_exact_shares(client: Client) -> None:
    artifact = first_ranked()
    changed(artifact, licence_spdx="MIT", description="x" * 400)
    adjusted(artifact, 20)

    answer = client.get("/artifacts/alpha/history.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="alpha-history.csv"'
    stored = list(ScoreHistory.objects.order_by("pk"))
    assert [int(row["total"]) for row in rows] == [entry.total for entry in stored]
    assert [row["recorded_at"] for row in rows] == [e.recorded_at.isoformat() for e in stored]
    total = 0
    for row in rows:
        total += sum(int(row[share]) for share in ("own", "by_formula", "by_epoch", "by_hand"))
        assert total == int(row["total"])
    assert (rows[0]["change"], rows[0]["cause"]) == ("", "first computed")
    assert (rows[2]["change"], rows[2]["cause"]) == ("2.0", "adjustment by hand +2.0")


def test_svg_stands_alone(client: Client) -> None:
    artifact = first_ranked()
    changed(artifact, licence_spdx="MIT")
    new_epoch()

    answer = client.get("/artifacts/alpha/history.svg")

    root = parsed(answer)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert [root.find(f"{SVG}{name}") is not None for name in ("title", "desc", "style")] == [
        *(True, True, True),
    ]
    text = answer.content.decode()
    assert "prefers-color-scheme: dark" in text
    assert f"{settings.SITE_URL}/artifacts/alpha/" in text
    assert re.findall(r'(?:href|src)="', text) == []
    assert root.findall(f".//{SVG}script") == []


def test_svg_allows_nothing_but_its_own_style(client: Client) -> None:
    first_ranked()

    answer = client.get("/artifacts/alpha/history.svg")

    policy = answer.headers["Content-Security-Policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; frame-ancestors 'none'", policy
    )


def test_name_cannot_break_out_of_the_drawing(client: Client) -> None:
    artifact = first_ranked()
    changed(artifact, name='</title><script>alert("x")</script> & \x0b', licence_spdx="MIT")

    answer = client.get("/artifacts/alpha/history.svg")

    root = parsed(answer)
    title = root.findtext(f"{SVG}title")
    assert title == f'{settings.RANK_NAME} of </title><script>alert("x")</script> & '
    assert root.findall(f".//{SVG}script") == []
    assert "<script>" not in section(client)


@pytest.mark.parametrize("path", ["history.csv", "history.svg"])
def test_earlier_slug_leads_to_the_file(client: Client, path: str) -> None:
    alias = first_ranked()
    ArtifactAlias.objects.create(artifact=alias, kind=AliasKind.SLUG, value="older")

    answer = client.get(f"/artifacts/older/{path}")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/artifacts/alpha/{path}")


@pytest.mark.parametrize("path", ["artifacts/{}/history.csv", "artifacts/{}/history.svg"])
@pytest.mark.parametrize(
    "state", [EditorialState.DRAFT, EditorialState.SUBMITTED, EditorialState.ARCHIVED]
)
def test_unpublished_artifact_has_no_files(client: Client, path: str, state: str) -> None:
    first_ranked()
    Artifact.objects.update(state=state)

    assert client.get(f"/{path.format('alpha')}").status_code == 404
    assert client.get(f"/{path.format('nothing')}").status_code == 404


def test_api_lists_the_newest_entry_first(client: Client) -> None:
    artifact = first_ranked()
    changed(artifact, licence_spdx="MIT", description="x" * 400)
    first, last = ScoreHistory.objects.order_by("pk")

    found = client.get("/api/v1/scores/alpha/history/").json()

    assert (found["next"], found["previous"]) == (None, None)
    assert [entry["total"] for entry in found["results"]] == [last.total, first.total]
    assert found["results"][0] == {
        "recorded_at": last.recorded_at.isoformat().replace("+00:00", "Z"),
        "as_of": last.as_of.isoformat(),
        "rank": Score.objects.get().headline,
        "tenths": last.tenths,
        "total": last.total,
        "formula": last.formula.version,
        "epoch": last.epoch_id,
        "own": last.total - first.total,
        "by_formula": 0,
        "by_epoch": 0,
        "by_hand": 0,
    }


def test_api_pages_hold_every_entry_once(client: Client) -> None:
    made_up(first_ranked(), 6)
    address: str | None = "/api/v1/scores/alpha/history/?page_size=3&ordering=id"
    seen = []

    while address:
        page = client.get(address).json()
        seen += [entry["recorded_at"] for entry in page["results"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen)


def test_score_leads_to_its_history(client: Client) -> None:
    first_ranked()

    address = client.get("/api/v1/scores/alpha/").json()["history_url"]

    assert address == "http://testserver/api/v1/scores/alpha/history/"
    assert len(client.get(address).json()["results"]) == 1


def test_api_leads_from_an_earlier_slug_and_says_when_a_rank_is_still_to_come(
    client: Client,
) -> None:
    alpha = first_ranked()
    ArtifactAlias.objects.create(artifact=alpha, kind=AliasKind.SLUG, value="older")
    builders.published_artifact(slug="new")

    moved = client.get("/api/v1/scores/older/history/")
    waiting = client.get("/api/v1/scores/new/history/")

    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        reverse("api:history", args=["alpha"]),
    )
    assert waiting.status_code == 404
    assert "“new” has no rank yet" in json.loads(waiting.content)["detail"]
