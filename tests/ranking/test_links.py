from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from catalog.models import Artifact, ArtifactAlias, ArtifactLink
from ranking.models import Dirty, LinkCheck, QualityResult
from ranking.services import drain_all
from ranking.services.links import ask_again
from ranking.services.verifying import verify
from tests import builders
from tests.fakes.source_server import SourceServer, source_server
from tests.ranking.links import DAY, HOUR, Clock, outcomes, page, result, run, run_after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
NOON = builders.NOON
EVERY = timedelta(days=3)


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with source_server() as server:
        yield server


def row_versions() -> list[tuple[str, ...]]:
    """Which transaction wrote each result: an untouched row keeps its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, xmin::text, xmax::text FROM ranking_qualityresult")
        return sorted(cursor.fetchall())


@pytest.mark.parametrize(
    ("kind", "criterion"),
    [
        ("homepage", "homepage_alive"),
        ("docs", "docs_alive"),
        ("repository", "source_linked"),
        ("package", "source_linked"),
        ("hub", "source_linked"),
    ],
)
def test_link_that_answers_earns_its_criterion(
    server: SourceServer, kind: str, criterion: str
) -> None:
    builders.link(kind=kind, url=page(server, "a.example"))

    assert run(Clock(), "a.example").asked == 1

    found = QualityResult.objects.get()
    assert (found.criterion_id, found.state, found.permille) == (criterion, "observed", 1000)
    assert (found.checked_at, found.origin) == (NOON, "check")
    assert found.evidence == f"{server.at('a.example')} answered"


def test_link_is_left_alone_until_its_next_check(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")

    assert run_after(clock, EVERY - HOUR, "a.example").asked == 0
    assert run_after(clock, HOUR, "a.example").asked == 1
    assert result("homepage_alive") == ("observed", 1000, NOON + EVERY)


def test_other_kinds_of_links_are_not_asked(server: SourceServer) -> None:
    for kind in ("quickstart", "release_notes", "paper", "pricing", "security"):
        builders.link(kind=kind, url=page(server, "a.example"))

    assert run(Clock(), "a.example").asked == 0


def test_one_failure_leaves_the_earlier_result(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")
    page(server, "a.example", 404)

    run_after(clock, EVERY, "a.example")

    assert result("homepage_alive") == ("observed", 1000, NOON)
    assert LinkCheck.objects.get().due_at == NOON + EVERY + DAY


def test_second_failure_a_day_later_fails_the_criterion(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")
    page(server, "a.example", 404)
    run_after(clock, EVERY, "a.example")

    run_after(clock, DAY, "a.example")

    assert result("homepage_alive") == ("observed", 0, NOON + EVERY + DAY)
    found = QualityResult.objects.get()
    assert found.evidence == f"{server.at('a.example')}: answered 404, since 2026-06-04"


def test_second_failure_before_a_day_has_passed_does_not(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")
    page(server, "a.example", 500)
    run_after(clock, EVERY, "a.example")
    ask_again(link_ids=LinkCheck.objects.values_list("pk", flat=True), at=clock.now())

    assert run_after(clock, HOUR, "a.example").asked == 1

    assert result("homepage_alive") == ("observed", 1000, NOON)
    assert LinkCheck.objects.get().failures == 2


def test_answer_in_between_takes_a_failure_back(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example", 500))
    run(clock, "a.example")
    page(server, "a.example", 200)
    run_after(clock, DAY, "a.example")
    page(server, "a.example", 500)

    run_after(clock, EVERY, "a.example")

    assert result("homepage_alive") == ("observed", 1000, NOON + DAY)


def test_link_that_never_answered_is_unknown_until_it_failed_twice(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example", 404))

    run(clock, "a.example")
    assert result("homepage_alive") == ("unknown", None, NOON)

    run_after(clock, DAY, "a.example")
    assert result("homepage_alive") == ("observed", 0, NOON + DAY)


def test_dead_link_that_answers_again_is_alive(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example", 404))
    run(clock, "a.example")
    run_after(clock, DAY, "a.example")
    page(server, "a.example", 200)

    run_after(clock, EVERY, "a.example")

    assert result("homepage_alive") == ("observed", 1000, NOON + DAY + EVERY)


def test_one_living_link_of_a_kind_is_enough(server: SourceServer) -> None:
    clock = Clock()
    artifact = builders.published_artifact()
    builders.link(artifact=artifact, url=page(server, "a.example", 404, "/gone"))
    builders.link(artifact=artifact, url=page(server, "b.example"))

    run(clock, "a.example", "b.example")
    run_after(clock, DAY, "a.example", "b.example")

    assert result("homepage_alive") == ("observed", 1000, NOON)
    assert outcomes() == ["failed", "answered"]


@pytest.mark.parametrize("status", [401, 403])
def test_link_that_turns_programs_away_is_unknown_and_says_so(
    server: SourceServer, status: int
) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example", status))
    run(clock, "a.example")

    run_after(clock, EVERY, "a.example")

    assert result("homepage_alive") == ("unknown", None, NOON + EVERY)
    words = f"{server.at('a.example')} wants a login or turns programs away: answered {status}"
    assert QualityResult.objects.get().evidence == words


def test_private_address_is_never_asked_and_unknown() -> None:
    from ranking.checks.asking import PAGES  # noqa: PLC0415

    builders.link(url="http://127.0.0.1/")

    run(Clock(), guard=PAGES)

    assert outcomes() == ["refused"]
    assert result("homepage_alive") == ("unknown", None, NOON)


# --- Where it leads ---------------------------------------------------------------------------


def test_repository_that_was_renamed_does_not_match_and_says_where_it_leads(
    server: SourceServer,
) -> None:
    clock = Clock()
    server.serves("/acme/new", b"here")
    server.redirects("/acme/tool", server.at("code.example", "/acme/new"))
    builders.link(kind="repository", url=server.at("code.example", "/acme/tool"))

    run(clock, "code.example")
    assert result("source_linked") == ("unknown", None, NOON)

    run_after(clock, DAY, "code.example")
    assert result("source_linked") == ("observed", 0, NOON + DAY)
    assert QualityResult.objects.get().evidence == (
        "code.example/acme/tool leads to code.example/acme/new since 2026-06-01"
    )


def test_repository_that_leads_to_a_page_of_itself_matches(server: SourceServer) -> None:
    server.serves("/Acme/Tool/", b"here")
    server.redirects("/acme/tool", server.at("www.code.example", "/Acme/Tool/"))
    builders.link(kind="repository", url=server.at("code.example", "/acme/tool"))

    run(Clock(), "code.example", "www.code.example")

    assert result("source_linked") == ("observed", 1000, NOON)


def test_homepage_may_lead_anywhere(server: SourceServer) -> None:
    server.serves("/en", b"here")
    server.redirects("/", server.at("b.example", "/en"))
    builders.link(url=server.at("a.example"))

    run(Clock(), "a.example", "b.example")

    assert result("homepage_alive") == ("observed", 1000, NOON)


def test_outside_id_without_a_link_is_asked_for() -> None:
    """Nobody is reached: what counts is who is asked."""
    artifact = builders.published_artifact()
    ArtifactAlias.objects.create(artifact=artifact, kind="huggingface_model", value="acme/Large")
    ArtifactAlias.objects.create(artifact=artifact, kind="openrouter", value="acme/large")

    run(Clock())

    link = LinkCheck.objects.get()
    assert (link.kind, link.host) == ("huggingface_model", "huggingface.co")
    assert link.address == "https://huggingface.co/acme/Large"


def test_outside_id_that_a_link_leads_to_is_asked_once(server: SourceServer) -> None:
    artifact = builders.published_artifact()
    ArtifactAlias.objects.create(artifact=artifact, kind="repository", value="Acme/Tool")
    builders.link(artifact=artifact, kind="repository", url="https://github.com/acme/tool")

    run(Clock())

    assert [link.reference for link in LinkCheck.objects.all()] == ["https://github.com/acme/tool"]


def test_id_nobody_knows_the_place_of_is_unknown() -> None:
    artifact = builders.published_artifact()
    ArtifactAlias.objects.create(artifact=artifact, kind="package", value="acme")

    run(Clock())

    assert QualityResult.objects.get().evidence == "acme: Nobody knows where such an id is found"


# --- Following the catalog --------------------------------------------------------------------


def test_edited_link_starts_anew(server: SourceServer) -> None:
    clock = Clock()
    link = builders.link(url=page(server, "a.example", 404))
    run(clock, "a.example")
    run_after(clock, DAY, "a.example")
    assert result("homepage_alive") == ("observed", 0, NOON + DAY)

    ArtifactLink.objects.filter(pk=link.pk).update(url=page(server, "b.example", 200, "/new"))
    run_after(clock, HOUR, "b.example")

    assert [link.failures for link in LinkCheck.objects.all()] == [0]
    assert result("homepage_alive") == ("observed", 1000, NOON + DAY + HOUR)


def test_deleted_link_takes_its_result_along(server: SourceServer) -> None:
    clock = Clock()
    artifact = builders.link(url=page(server, "a.example")).artifact
    builders.link(artifact=artifact, kind="docs", url=page(server, "b.example"))
    run(clock, "a.example", "b.example")

    ArtifactLink.objects.filter(kind="homepage").delete()
    run(clock)

    assert [link.kind for link in LinkCheck.objects.all()] == ["docs"]
    assert [found.criterion_id for found in QualityResult.objects.all()] == ["docs_alive"]


def test_link_written_again_as_it_was_keeps_its_history(server: SourceServer) -> None:
    clock = Clock()
    link = builders.link(url=page(server, "a.example"))
    run(clock, "a.example")

    link.delete()
    builders.link(artifact=link.artifact, url=link.url)

    assert run(clock, "a.example").asked == 0
    assert outcomes() == ["answered"]


@pytest.mark.parametrize(
    ("state", "asked"), [("draft", 0), ("submitted", 1), ("published", 1), ("archived", 0)]
)
def test_links_of_published_and_submitted_artifacts_are_asked(
    server: SourceServer, state: str, asked: int
) -> None:
    builders.link(artifact=builders.published_artifact(state=state), url=page(server, "a.example"))

    assert run(Clock(), "a.example").asked == asked


def test_deleted_artifact_takes_its_links_along(server: SourceServer) -> None:
    artifact = builders.link(url=page(server, "a.example")).artifact
    run(Clock(), "a.example")

    artifact.delete()

    assert not LinkCheck.objects.exists()


# --- What is written --------------------------------------------------------------------------


def test_same_observations_write_nothing(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example"))
    builders.link(kind="docs", url=page(server, "b.example", 404, "/gone"))
    run(clock, "a.example", "b.example")
    before = row_versions()
    Dirty.objects.all().delete()
    ask_again(link_ids=LinkCheck.objects.values_list("pk", flat=True), at=clock.now())

    assert run_after(clock, HOUR, "a.example", "b.example").asked == 2

    assert row_versions() == before
    assert not Dirty.objects.exists()


def test_result_moves_on_once_a_day_and_marks_its_artifact(server: SourceServer) -> None:
    clock = Clock()
    artifact = builders.link(url=page(server, "a.example")).artifact
    run(clock, "a.example", every=12 * HOUR)
    Dirty.objects.all().delete()

    run_after(clock, 11 * HOUR, "a.example", every=12 * HOUR)
    assert not Dirty.objects.exists()
    run_after(clock, HOUR, "a.example", every=12 * HOUR)

    assert result("homepage_alive") == ("observed", 1000, NOON + 12 * HOUR)
    marks = Dirty.objects.values_list("artifact_id", "reason")
    assert list(marks) == [(artifact.pk, "qualityresult")]


def test_editors_result_is_never_written_over(server: SourceServer) -> None:
    clock = Clock()
    artifact = builders.link(url=page(server, "a.example")).artifact
    QualityResult.objects.create(
        artifact=artifact, criterion_id="homepage_alive", permille=500, checked_at=NOON - DAY
    )

    run(clock, "a.example")
    ArtifactLink.objects.all().delete()
    run(clock)

    found = QualityResult.objects.get()
    assert (found.permille, found.origin, found.checked_at) == (500, "editor", NOON - DAY)


def test_scores_follow_the_checks_and_agree_with_the_oracle(server: SourceServer) -> None:
    artifact = builders.link(url=page(server, "a.example")).artifact
    builders.link(artifact=artifact, kind="docs", url=page(server, "b.example", 403, "/docs"))
    run(Clock(), "a.example", "b.example")

    drain_all()

    assert verify().differences == []
    assert Artifact.objects.get(pk=artifact.pk).score.coverages[4] > 0
