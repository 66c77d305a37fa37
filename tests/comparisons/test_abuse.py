"""What somebody could gain who wants an artifact ranked higher, tried from the outside."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.signing import Signer
from django.db import connection
from django.test import override_settings
from psycopg import sql

from catalog.models import Artifact
from config.environment import Environment
from matchgraph.decay import monday_of
from matchgraph.models import DemandWeek, Event, EvidenceWeek, HeldDay, Search
from matchgraph.services.rolling import roll_up
from matchgraph.tokens import SALT
from ranking.models import Score
from ranking.services import drain_all
from tests import builders
from tests.comparisons.searchers import browser, coder, tell, tokens

pytestmark = pytest.mark.django_db
POINT = 10**8
PEERS = 24
RECORDED = (202, {"recorded": True})
DROPPED = (202, {"recorded": False})
KNOWN = pytest.mark.parametrize("target", ["forty visitors"], indirect=True)


@pytest.fixture(params=["nobody", "forty visitors"])
def target(request: pytest.FixtureRequest) -> Artifact:
    """The artifact somebody pushes, among two dozen that searches count for: one that nobody has
    searched for yet, or one of which forty visitors were content as often as is usual."""
    today = datetime.now(UTC).date()
    week = monday_of(today) - timedelta(weeks=1)
    skill = builders.capability()
    pushed = coder("pushed")
    peers = [builders.published_artifact() for _ in range(PEERS)]
    known = [*peers, pushed] if request.param == "forty visitors" else peers
    for n, artifact in enumerate(known):
        content = 10_000 if artifact == pushed else 1_000 * (n + 1)
        builders.evidence_week(
            artifact=artifact, capability=skill, week=week, visitor_days=40, outcomes=content
        )
        DemandWeek.objects.create(artifact=artifact, week=week, visitor_days=20 + 5 * n)
    call_command("close_epoch", anyway="A world made for a test.")
    assert Score.objects.get(pk=pushed.pk).weights[3] > 0
    return pushed


def points_gained(artifact: Artifact) -> Decimal:
    """Of the rank's hundred, once the day is counted and ranks have followed."""
    now = datetime.now(UTC)
    before = Score.objects.get(pk=artifact.pk).total
    roll_up(now.date(), now=now)
    drain_all()
    return Decimal(Score.objects.get(pk=artifact.pk).total - before) / POINT


def counted(artifact: Artifact) -> list[tuple[int, int]]:
    this_week = monday_of(datetime.now(UTC).date())
    rows = EvidenceWeek.objects.filter(artifact=artifact, week=this_week)
    return list(rows.values_list("visitor_days", "outcomes"))


# --- Repetition -------------------------------------------------------------------------------


def test_visitor_who_repeats_a_search_gains_what_one_search_gains(target: Artifact) -> None:
    client = browser()
    for _ in range(50):
        assert tell(client, tokens(client)[0]) == RECORDED

    gained = points_gained(target)

    assert counted(target) == [(1, 1000)]
    assert gained <= 2


@pytest.mark.slow
@KNOWN
def test_visitor_who_repeats_a_search_a_thousand_times_gains_nothing(target: Artifact) -> None:
    client = browser()
    for _ in range(1_000):
        for token in tokens(client)[:1]:
            tell(client, token)

    assert points_gained(target) == 0

    assert counted(target) == []
    assert Search.objects.count() == 600


@pytest.mark.slow
@KNOWN
def test_five_hundred_scripted_visitors_of_one_network_gain_a_point_at_most(
    target: Artifact,
) -> None:
    for n in range(500):
        client = browser(f"192.0.2.{n % 250 + 1}", f"Mozilla/5.0 (Script {n // 250})")
        assert tell(client, tokens(client)[0]) == RECORDED

    gained = points_gained(target)

    assert counted(target) == [(3, 3000)]
    assert HeldDay.objects.count() == 0
    assert gained <= 1


def test_scripted_visitors_of_one_network_gain_nothing_more_by_other_words(
    target: Artifact,
) -> None:
    for n in range(40):
        client = browser(f"192.0.2.{n + 1}")
        assert tell(client, tokens(client, f"code completion number {'x' * n}")[0]) == RECORDED

    gained = points_gained(target)

    assert counted(target) == [(4, 4000)]
    assert gained <= 1


def test_many_networks_at_once_wait_for_an_editor(target: Artifact) -> None:
    for n in range(21):
        client = browser(f"198.51.{n}.7")
        assert tell(client, tokens(client)[0]) == RECORDED

    assert points_gained(target) == 0

    assert counted(target) == []
    assert HeldDay.objects.get().units == 21


# --- Tokens -----------------------------------------------------------------------------------


def test_forged_tokens_gain_nothing(target: Artifact) -> None:
    client = browser()
    token = tokens(client)[0]
    value, _, signature = token.partition(":")
    forged = [
        f"{value}:{'A' * len(signature)}",
        f"{'B' if value[0] == 'A' else 'A'}{value[1:]}:{signature}",
        Signer(key="guessed", salt=SALT).sign(value),
        Signer().sign(value),
        value,
        "",
    ]

    answers = [tell(client, one)[0] for one in forged]

    assert answers == [400] * len(forged)
    assert [event.kind for event in Event.objects.all()] == ["impression"]


def test_replayed_tokens_gain_nothing(target: Artifact) -> None:
    first = browser()
    token = tokens(first)[0]
    assert tell(first, token) == RECORDED
    once = points_gained(target)

    again = [tell(first, token) for _ in range(20)]
    elsewhere = [tell(browser(f"198.51.100.{n}"), token) for n in range(1, 21)]

    assert again == [RECORDED] * 20
    assert elsewhere == [DROPPED] * 20
    assert points_gained(target) == 0
    assert counted(target) == [(1, 1000)]
    assert once <= 2


def test_refusal_outweighs_whatever_else_a_visitor_did(target: Artifact) -> None:
    client = browser()
    token = tokens(client)[0]
    for kind in ("click", "positive", "negative", "outbound"):
        tell(client, token, kind)

    points_gained(target)

    assert counted(target) == [(1, 0)]


# --- Own artifacts ----------------------------------------------------------------------------


def test_feedback_of_the_desk_gains_nothing(target: Artifact) -> None:
    client = browser()
    client.force_login(builders.user("editor"))
    token = tokens(client)[0]

    assert tell(client, token) == RECORDED

    assert points_gained(target) == 0
    assert counted(target) == []


def test_editor_gains_nothing_by_logging_out(target: Artifact) -> None:
    client = browser()
    client.force_login(builders.user("editor"))
    tokens(client)
    client.logout()

    assert tell(client, tokens(client)[0]) == RECORDED

    assert points_gained(target) == 0
    assert counted(target) == []


# --- Addresses --------------------------------------------------------------------------------


def test_claimed_addresses_gain_nothing_beyond_one_visitor(target: Artifact) -> None:
    for n in range(20):
        client = browser(HTTP_X_FORWARDED_FOR=f"198.51.{n}.7")
        assert tell(client, tokens(client)[0]) == RECORDED

    points_gained(target)

    assert counted(target) == [(1, 1000)]


@pytest.fixture
def behind_a_proxy() -> Iterator[None]:
    networks = Environment({"TRUSTED_PROXIES": "10.0.0.0/8"}).networks("TRUSTED_PROXIES")
    with override_settings(TRUSTED_PROXIES=networks):
        yield


@pytest.mark.usefixtures("behind_a_proxy")
def test_addresses_claimed_to_a_trusted_proxy_gain_nothing_beyond_one_visitor(
    target: Artifact,
) -> None:
    for n in range(20):
        client = browser("10.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.{n}.7, 203.0.113.9")
        assert tell(client, tokens(client)[0]) == RECORDED

    points_gained(target)

    assert counted(target) == [(1, 1000)]


@pytest.mark.usefixtures("behind_a_proxy")
def test_visitors_behind_a_trusted_proxy_are_told_apart(target: Artifact) -> None:
    for n in range(3):
        client = browser("10.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.{n}.7")
        assert tell(client, tokens(client)[0]) == RECORDED

    points_gained(target)

    assert counted(target) == [(3, 3000)]


# --- Pages of other sites ---------------------------------------------------------------------


def test_other_sites_cannot_have_their_visitors_search(target: Artifact) -> None:
    for n in range(5):
        client = browser(
            f"198.51.{n}.7", HTTP_SEC_FETCH_SITE="cross-site", HTTP_SEC_FETCH_MODE="no-cors"
        )
        tokens(client)

    assert points_gained(target) == 0

    assert set(Search.objects.values_list("reason", flat=True)) == {"elsewhere"}


def test_prefetched_results_are_nobodys(target: Artifact) -> None:
    assert tokens(browser(HTTP_SEC_PURPOSE="prefetch")) == []

    assert Search.objects.count() == 0


# --- Privacy ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "secret",
    [
        "jane.doe@example.org",
        "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEF",
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
    ],
)
@pytest.mark.parametrize("address", ["/search/", "/api/v1/search/"])
def test_address_or_key_in_a_search_is_stored_nowhere(address: str, secret: str) -> None:
    coder()

    assert browser().get(address, {"q": f"code completion for {secret}"}).status_code == 200
    assert browser().get(address, {"q": secret}).status_code == 200

    assert secret.lower() not in _everything_stored()


def test_address_and_agent_of_a_visitor_are_stored_nowhere() -> None:
    coder()
    client = browser("203.0.113.77", "Peculiar/7.7")

    tell(client, tokens(client)[0])

    stored = _everything_stored()
    assert "203.0.113.77" not in stored
    assert "peculiar" not in stored


def _everything_stored() -> str:
    """Every row of this room's tables and of the histories, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^matchgraph_'"
        )
        names = [name for (name,) in cursor.fetchall()]
        texts = []
        for name in names:
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name)))
            texts += [row for (row,) in cursor.fetchall()]
    assert len(names) > 10
    return "\n".join(texts).lower()
