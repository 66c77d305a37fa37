"""The methodology page: made from what is at work, so that text and code cannot drift."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from types import ModuleType

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from comparisons.method.anchors import ANCHORS, SECTIONS
from comparisons.method.rules import counting_rules, curve_rules
from comparisons.services import method
from matchgraph import counting, decay, evidence
from matchgraph.models import DemandWeek
from matchgraph.services.indexing import drain_index
from ranking import freshness, guards, normaliser, scoring, verdict
from ranking.formula import CAPS, CRITERIA, ECOSYSTEM, MATCH, METRICS, relations, weights
from ranking.formula.relations import BACKINGS, Backing
from ranking.models import Adjustment, Epoch, EpochState, QualityCriterion, adjustments
from ranking.oracle import adoption
from ranking.services import drain_all
from ranking.services.formulas import copy_formula
from ranking.services.preparing import prepare_epoch, prepare_formula
from ranking.services.switching import switch_to
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all, settled_artifact

pytestmark = pytest.mark.django_db
ADDRESS = "/methodology/"
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
POINT = guards.POINT


def page(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def text(html: str) -> str:
    """What a reader reads: no tags, single spaces."""
    joined = re.sub(r"</?(?:a|code|i|strong|time)\b[^>]*>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", joined)).split())


def told(client: Client) -> str:
    return text(page(client))


def row_of(html: str, heading: str) -> str:
    """The text of the table row that begins with a heading."""
    rows = re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    return next(text(row) for row in rows if text(row).startswith(heading))


def adjustment(artifact: Artifact, **fields: object) -> Adjustment:
    day = Epoch.objects.get(state=EpochState.ACTIVE).as_of
    values = {
        "tenths": 20,
        "reason": "Counted twice by its hub.",
        "starts_on": day,
        "ends_on": day + timedelta(days=7),
    }
    return Adjustment.objects.create(**values | {"artifact": artifact} | fields)


@pytest.mark.parametrize("rows", [1, 3])
def test_methodology_takes_seven_queries_whatever_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        adjustment(full_artifact(f"artifact-{place}-z"))
    rank_all()

    with django_assert_num_queries(7):
        shown = told(client)

    assert f"In force: {rows}" in shown


def test_every_paragraph_is_there_once(client: Client) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page(client))

    assert len(ids) == len(set(ids))
    assert set(ids) >= ANCHORS
    assert {anchor for anchor in ids if "-" in anchor} - {"masthead-q"} <= ANCHORS


def test_contents_name_every_section_in_its_order(client: Client) -> None:
    html = page(client)

    contents = re.search(r'<nav class="toc".*?</nav>', html, re.DOTALL)
    headings = re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', html)

    assert contents is not None
    assert re.findall(r'href="#([^"]+)"', contents.group()) == list(SECTIONS)
    assert dict(headings) == SECTIONS
    assert [anchor for anchor, _ in headings] == list(SECTIONS)


def test_links_inside_the_page_lead_somewhere(client: Client) -> None:
    html = page(client)

    ids = set(re.findall(r'\bid="([^"]+)"', html))

    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_paragraphs_are_there_before_any_formula_is_at_work(client: Client) -> None:
    Epoch.objects.update(state=EpochState.RETIRED)

    html = page(client)

    assert "No formula is at work yet" in html
    assert set(re.findall(r'\bid="([^"]+)"', html)) >= ANCHORS


def test_links_from_all_pages_lead_to_paragraphs(client: Client) -> None:
    alpha, beta = full_artifact("alpha", rows=3), full_artifact("beta", type_id="dataset")
    builders.observation(artifact=beta, value=9, state="suspect")
    adjustment(alpha)
    settled_artifact("gamma")
    rank_all()
    drain_index()
    addresses = [
        *("/", "/artifacts/", "/artifacts/alpha/", "/artifacts/beta/", "/artifacts/gamma/"),
        *("/types/model/", "/compare/alpha-vs-beta/", "/search/?q=gamma", "/methodology/"),
    ]

    linked = {
        address: re.findall(r'href="/methodology/#([^"]+)"', client.get(address).content.decode())
        for address in addresses
    }

    everywhere = {anchor for anchors in linked.values() for anchor in anchors}
    assert everywhere - set(re.findall(r'\bid="([^"]+)"', page(client))) == set()
    assert [address for address, anchors in linked.items() if not anchors] == ["/methodology/"]
    assert {"rank", "range", "coverage", "unknown", "suspect", "adjustments"} <= everywhere
    assert {"positions", "provisional", "improvements", "match-asleep"} <= everywhere
    assert {"signal-hub_likes", "criterion-licence_spdx", "component-quality"} <= everywhere


def test_another_formula_shows_its_weights_and_version(client: Client) -> None:
    rank_all()
    before = page(client)
    active = Epoch.objects.get(state=EpochState.ACTIVE).formula
    copy = copy_formula(formula=active, by=None, note="Datasets by their documentation.")
    copy.profiles.filter(type_key="dataset").update(adoption=1_800, quality=3_700, half_life=719)
    epoch = prepare_formula(formula=copy, at=NOON)
    drain_all()
    switch_to(epoch=epoch, at=NOON, waived="For the test.")

    after = page(client)

    assert row_of(before, "Datasets 30").startswith("Datasets 30 now 37.5 25 now 31.25 15")
    assert row_of(after, "Datasets 18").startswith("Datasets 18 now 22.5 37 now 46.25 15")
    assert "719" in row_of(after, "Datasets 18")
    assert ("Formula 2.0.0," in before, "Formula 3.0.0," in after) == (True, True)
    copy.refresh_from_db()
    assert (copy.sha256 in before, copy.sha256 in after) == (False, True)


def test_another_parameter_of_a_criterion_is_told(client: Client) -> None:
    rank_all()
    etag = client.get(ADDRESS).headers["ETag"]
    assert "days a finding holds: 14." in row_of(page(client), "Documentation reachable")

    QualityCriterion.objects.filter(code="docs_alive").update(parameters={"days": 15}, points=9)

    changed = client.get(ADDRESS, headers={"If-None-Match": etag})
    row = row_of(changed.content.decode(), "Documentation reachable")
    assert "days a finding holds: 15." in row
    assert row.endswith(" 9")


def test_fitted_curve_tells_its_counts_and_figures(client: Client) -> None:
    source = builders.source()
    for likes in range(1, 101):
        builders.observation(
            artifact=builders.published_artifact(), metric="hub_likes", value=likes, source=source
        )
    epoch = prepare_epoch(as_of=None, at=NOON)
    drain_all()
    switch_to(epoch=epoch, at=NOON, waived="For the test.")

    html = page(client)

    row = row_of(html, "Models 100 figures")
    assert row.startswith("Models 100 figures of Models read until")
    assert row_of(html, "Fine-tunes 100 figures of the group “model” read until")
    curve = epoch.normalisers.get(type_key="model", signal="hub_likes")
    assert f"{curve.xs[-1]:,}" in row
    assert f"Epoch {epoch.pk} is at work since 2 June 2026, fitted to what was read" in text(html)
    assert "Taken over whatever the guards found." in row_of(html, str(epoch.pk))


def test_epoch_tells_what_it_changed(client: Client) -> None:
    full_artifact("alpha")
    rank_all()
    active = Epoch.objects.get(state=EpochState.ACTIVE)
    effect = guards.Effect(scores=1_200, moved=1_100, median=POINT // 2, largest=4 * POINT)
    Epoch.objects.filter(pk=active.pk).update(
        report=guards.Report("2026-06-02", effect, (), ()).as_json()
    )

    row = row_of(page(client), str(active.pk))

    assert "1,100 of 1,200 listed ranks, by 0.5 points in the median and 4.0 at most" in row


def test_adjustments_in_force_are_told_with_reason_and_last_day(client: Client) -> None:
    day = Epoch.objects.get(state=EpochState.ACTIVE).as_of
    alpha = full_artifact("alpha")
    adjustment(alpha, tenths=-15, ends_on=date(day.year + 1, 1, 1), starts_on=day)
    adjustment(alpha, reason="Over.", starts_on=day - timedelta(9), ends_on=day)
    adjustment(alpha, reason="To come.", starts_on=day + timedelta(1), ends_on=day + timedelta(2))
    adjustment(builders.artifact(name="Secret draft"))

    html = page(client)

    row = f"Alpha −1.5 Counted twice by its hub. 31 December {day.year}"
    assert row_of(html, "Alpha") == row
    assert "In force: 1" in text(html)
    assert [word for word in ("Over.", "To come.", "Secret draft") if word in html] == []


def test_adjustment_is_told_on_the_pages_of_its_artifact(client: Client) -> None:
    day = Epoch.objects.get(state=EpochState.ACTIVE).as_of
    full_artifact("beta")
    adjustment(full_artifact("alpha"), ends_on=date(day.year + 1, 1, 1))
    rank_all()

    for address in ("/artifacts/alpha/", "/compare/alpha-vs-beta/"):
        html = client.get(address).content.decode()
        row = row_of(html, "Adjusted by hand")
        assert f"+2.0 until 31 December {day.year}: Counted twice by its hub." in row
        assert "includes +2.0 by hand" in text(html)


def test_searches_are_told_as_collected_once_they_are(client: Client) -> None:
    assert "No search has been counted yet, and the rank reads none" in told(client)
    assert "None yet: no search has been counted" in told(client)

    DemandWeek.objects.create(
        artifact=builders.published_artifact(), week=date(2026, 6, 1), visitor_days=1
    )

    assert "no search has been counted" not in told(client).lower()


def test_methodology_is_not_sent_again_until_something_it_tells_changes(client: Client) -> None:
    response = client.get(ADDRESS)
    etag = response.headers["ETag"]

    same = client.get(ADDRESS, headers={"If-None-Match": etag})
    Epoch.objects.update(as_of=date(2031, 1, 1))
    changed = client.get(ADDRESS, headers={"If-None-Match": etag})

    assert response.headers["Cache-Control"] == "no-cache"
    assert (same.status_code, same.content, changed.status_code) == (304, b"", 200)


# Every constant the score is made of, at a value it never has, and how the page then puts it.
CONSTANTS: list[tuple[ModuleType, str, object, str]] = [
    (scoring, "PPM", 1_000_001, "whole parts of 1,000,001"),
    (scoring, "BASIS", 10_001, "sum to 10,001"),
    (scoring, "FULL", 10**10 + 1, "from 0 to 10,000,000,001"),
    (scoring, "TENTH", 10**7 + 1, "tenths, of 10,000,001 each"),
    (scoring, "UNKNOWN_SPREAD", 251_000, "a missing figure by 25.1"),
    (scoring, "RANKED_COVERAGE", 610_000, "less than 61 % of its inputs"),
    (scoring, "HEAVY_WEIGHT", 2_150, "weighs 21.5 points or more"),
    (normaliser, "SAMPLES", 67, "kept as 67 points"),
    (normaliser, "SMALLEST_SET", 53, "if there are 53 or more"),
    (normaliser, "ANCHORS", ((0.0, 0.03), (0.49, 0.51)), "0 % 49 % 10 × the last Stands at 3 51"),
    (normaliser, "BEYOND_TOP", 11, "11 × the last"),
    (freshness, "FINISHED_FLOOR", 610_000, "finished keeps 61,"),
    (freshness, "FINISHED_ADOPTION", 510_000, "adoption stands at 51 or above"),
    (adoption, "DOUBTED_FROM", 53, "held back where 53 or more like"),
    (adoption, "GUARD", 260_000, "stand at most 26 above its downloads"),
    (weights, "AWAKE_FROM", 110_000, "until 11 % of its published artifacts"),
    (decay, "HALF_LIFE_DAYS", 91, "half after 91 days"),
    (decay, "LAST_WEEK", 101, "nothing after 101 weeks"),
    (evidence, "PRIOR_EXAMINATIONS", 21, "(E + 21): a few visits"),
    (evidence, "SHIPPED_MEAN", 260_000, "it is 26 of 100 where nothing"),
    (evidence, "SMALLEST_MEAN", 20_000, "never less than 2."),
    (evidence, "LARGEST_SD", 240_000, "off by 24 at most"),
    (evidence, "TRUSTED_VISITORS", 7, "evidence of 7 visitors"),
    (counting, "SMALLEST_EXAMINATION", 60, "never less than 0.06, until"),
    (counting, "UNITS_A_PREFIX", 4, "At most 4 units a day come from one network"),
    (counting, "UNITS_OF_AN_ARTIFACT_A_PREFIX", 5, "at most 5 for an artifact whatever was asked"),
    (counting, "SEARCHES_AN_HOUR", 61, "more than 61 searches"),
    (counting, "ARTIFACTS_AN_HOUR", 31, "opens more than 31 artifacts an hour"),
    (counting, "SPIKE_FACTOR", 6, "more than 6 times the median"),
    (counting, "SPIKE_ALLOWANCE", 21, "days before and 21 units more is held back"),
    (counting, "USUAL_DAYS", 30, "the median of the 30 days before"),
    (method, "COUNTED_UP_TO", 30_000, "Among more than 30,000 the places"),
    (guards, "MOST_MEDIAN", 4 * POINT, "Median change at most 4.0"),
    (guards, "MOST_P99", 13 * POINT, "99th percentile of the change at most 13.0"),
    (guards, "TOP", 99, "Top 99 of every type kept"),
    (guards, "LEAST_OVERLAP", 860_000, "at least 86 %"),
    (adjustments, "MOST_TENTHS", 210, "up to 21.0 points"),
    (adjustments, "MOST_DAYS", 367, "for 367 days"),
    (verdict, "SMALLEST_LEAD", 3 * POINT, "differ by less than 3.0 points"),
    (verdict, "CLOSE_SQUARED", 490_000, "less than 0.7 standard deviations"),
    (verdict, "SURE_SQUARED", 4_000_000, "by 2 standard deviations or more, 98 % certainty"),
]
# Units, names and bounds of the arithmetic: nothing a reader could tell them from.
UNTOLD = {"POINT", "PPM", "NO_FIGURES", "SLOTS", "NA", "UNKNOWN", "SUSPECT", "OBSERVED"}


@pytest.fixture
def uncached() -> Iterator[None]:
    """The table of decay follows its constants."""
    yield
    decay.weekly_decay.cache_clear()


@pytest.mark.usefixtures("uncached")
@pytest.mark.parametrize("told_of", CONSTANTS, ids=[name for _, name, *_ in CONSTANTS])
def test_constant_of_the_score_is_told_from_the_code(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    told_of: tuple[ModuleType, str, object, str],
) -> None:
    module, name, value, words = told_of
    rank_all()
    before = told(client)
    monkeypatch.setattr(module, name, value)
    decay.weekly_decay.cache_clear()

    after = told(client)

    assert (words in before, words in after) == (False, True)


def test_no_constant_of_the_score_is_forgotten() -> None:
    tables = (scoring, normaliser, freshness, adoption, decay, evidence, guards, adjustments)
    found = {
        (module.__name__, name)
        for module in tables
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, int | tuple) and name not in UNTOLD
    }

    assert found - {(module.__name__, name) for module, name, *_ in CONSTANTS} == set()


def test_spread_of_a_count_is_told_as_it_grows(client: Client) -> None:
    fresh, week = scoring.count_spread(0), scoring.count_spread(1) - scoring.count_spread(0)

    assert (fresh, week) == (15_000, 4_000)
    assert "off by 1.5 of 100 when it is read and by 0.4 more with every week" in told(client)


def test_worth_of_an_outcome_is_told_from_the_code(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(counting.OUTCOMES, counting.Kind.OUTBOUND, 870)

    html = page(client)

    assert row_of(html, "Went on to its own site") == "Went on to its own site 0.87"
    assert len(counting_rules().outcomes) == len(counting.Kind)
    assert all(one.words != one.kind for one in counting_rules().outcomes)


def test_strength_of_a_relation_is_told_from_the_code(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BACKINGS, "mentioned_in", Backing(130, 170, for_origin=False))

    assert row_of(page(client), "A is mentioned in B") == "A is mentioned in B B 0.13 0.17"
    assert len(relations.BACKINGS) == len(re.findall(r">A [a-z ]+ B<", page(client)))


def test_caps_and_weights_of_shared_signals_are_told_from_the_code(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rank_all()
    monkeypatch.setitem(CAPS, "types_in", 8)
    monkeypatch.setitem(ECOSYSTEM, "types_in", 17)
    monkeypatch.setitem(MATCH, "satisfaction", 71)

    shown = told(client)

    assert "along a straight line, to 100 at 8. Weight: 17 % (All types)." in shown
    assert "Weight: 71 % (All types)." in shown


WORDS = {3: "three", 5: "five", 6: "six"}


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.code)
def test_help_of_a_criterion_agrees_with_its_parameters(criterion: object) -> None:
    help_text = getattr(criterion, "help", "").lower()

    for number in getattr(criterion, "parameters", {}).values():
        assert str(number) in help_text or WORDS.get(number, "?") in help_text


def test_help_of_a_signal_agrees_with_the_code() -> None:
    for key, cap in CAPS.items():
        assert f"{WORDS[cap]} earn all" in METRICS[key].help
    assert f"where {curve_rules().doubted_from} people" in METRICS["hub_downloads_30d"].help


def test_every_type_has_its_signals_told(client: Client) -> None:
    rank_all()

    html = page(client)

    assert "Hub downloads, 30 days 45, Independent providers 30, Hub likes 25" in row_of(
        html, "Models, Fine-tunes Hub downloads"
    )
    assert row_of(html, "Benchmarks Results").startswith("Benchmarks Results, 365 days 50")
