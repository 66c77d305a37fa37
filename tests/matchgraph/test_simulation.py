"""The order of true satisfaction is found again from what made-up visitors do; clicks alone do
not tell it."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Artifact
from matchgraph.counting import Kind
from matchgraph.models import DailySalt, DemandWeek, Event, EvidenceWeek, HeldDay, Intent, Search
from matchgraph.services.recording import Shown, record_event, record_search
from matchgraph.services.simulating import measure, simulate, subjects_of, write_visits
from matchgraph.simulation import BROWSER, Plan, Subject, Visit, spearman, visits
from matchgraph.tokens import read_token
from ranking.models import Epoch, Score
from ranking.services import drain_all
from tests import builders
from tests.matchgraph.events import intent, visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def catalog(size: int = 20, type_key: str = "model") -> list[Artifact]:
    skill = builders.capability()
    made = [builders.published_artifact(type_id=type_key) for _ in range(size)]
    for artifact in made:
        builders.artifact_capability(artifact=artifact, capability=skill)
    return made


def run(**options: Any) -> list[str]:
    out = StringIO()
    call_command("simulate_visitors", stdout=out, **{"seed": 1} | options)
    return out.getvalue().splitlines()


def plan(**fields: Any) -> Plan:
    now = datetime.now(UTC)
    values: dict[str, Any] = {"seed": 1, "last": now.date() - DAY}
    return Plan(**values | fields)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_is_found_again_at_a_thousand_impressions_and_not_by_clicks(seed: int) -> None:
    catalog(40)
    subjects = subjects_of(type_key="", most=40, seed=seed)

    found = simulate(
        subjects=subjects, plan=plan(seed=seed, days=30), now=datetime.now(UTC), report=len
    )

    assert [one.impressions for one in found] == [200, 1000]
    assert found[1].posterior >= 0.9
    assert found[1].click_rate < found[1].posterior - 0.15
    assert HeldDay.objects.count() == 0


def test_match_wakes_on_simulated_visitors_and_ranks_stay_verified() -> None:
    catalog(20)
    catalog(20, type_key="dataset")
    run(type="dataset", days=20)
    drain_all()
    asleep = {score.weights[3] for score in Score.objects.all()}
    call_command("verify_ranks", stdout=StringIO())

    call_command("close_epoch", anyway="Match wakes for a test.", stdout=StringIO())

    call_command("verify_ranks", stdout=StringIO())
    awake = {
        score.artifact.type_id: score.weights[3]
        for score in Score.objects.select_related("artifact")
    }
    assert asleep == {0}
    assert awake == {"dataset": 2000, "model": 0}
    assert Epoch.objects.count() == 2


def test_command_tells_what_it_found_and_what_it_did_not_reach() -> None:
    catalog(10)

    lines = run(days=12, visitors=17)

    assert lines[0] == "10 artifacts. Rank correlation with the truth:"
    assert lines[1].startswith("    200 impressions each (")
    assert lines[2:] == [
        "  1,000 impressions each: not reached in 12 days",
        "  5,000 impressions each: not reached in 12 days",
    ]


def test_simulation_leaves_no_salt_and_is_the_same_for_the_same_seed() -> None:
    catalog(10)
    subjects = subjects_of(type_key="", most=10, seed=5)

    first = [visit.acts for visit in visits(subjects, plan(days=3))]
    run(days=2)

    assert first == [visit.acts for visit in visits(subjects, plan(days=3))]
    assert first != [visit.acts for visit in visits(subjects, plan(seed=2, days=3))]
    assert DailySalt.objects.count() == 0


def test_catalog_that_was_searched_is_spared_unless_told() -> None:
    catalog(10)
    run(days=1)
    before = Event.objects.count()

    with pytest.raises(CommandError, match="There are searches in this catalog already"):
        run(days=1)

    assert Event.objects.count() == before
    run(days=1, anyway=True)
    assert Event.objects.count() > before


@pytest.mark.parametrize("size", [0, 9])
def test_catalog_with_too_few_artifacts_is_refused(size: int) -> None:
    catalog(size)

    with pytest.raises(CommandError, match=f"there are {size}. Load a catalog first"):
        run()

    assert (Search.objects.count(), Intent.objects.count()) == (0, 0)


@pytest.mark.parametrize("options", [{"days": 0}, {"days": 91}, {"visitors": 0}])
def test_plan_that_cannot_be_carried_out_is_refused(options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="Give 1 to 90 days and a visitor at least"):
        run(**options)


# --- The bulk twin ----------------------------------------------------------------------------


def rows(model: Any, *left_out: str) -> list[dict[str, Any]]:
    columns = [f.attname for f in model._meta.concrete_fields if f.attname not in left_out]
    found = [dict(zip(columns, row, strict=True)) for row in model.objects.values_list(*columns)]
    return sorted(
        (
            {name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()}
            for row in found
        ),
        key=repr,
    )


def test_bulk_writes_what_recording_writes() -> None:
    now = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    one, other = catalog(2)
    skill = one.capabilities.get().capability_id
    subjects = (Subject(one.pk, skill, 0.5, 0.5), Subject(other.pk, skill, 0.5, 0.5))
    acts = {one.pk: (Kind.CLICK, Kind.OUTBOUND)}
    tokens = record_search(
        visitor=visitor(agent=BROWSER),
        text="made up wish 0",
        shown=[Shown(subject.artifact_id, skill, n) for n, subject in enumerate(subjects, 1)],
        matched=[one.pk, other.pk],
        found=2,
        strength=500_000,
        now=now,
    )
    hit = read_token(tokens[one.pk], now=now)
    for kind in acts[one.pk]:
        record_event(
            hit=hit, kind=kind, visitor=visitor(agent=BROWSER), now=now + timedelta(seconds=40)
        )
    ids = ("id", "search_id", "intent_id")
    recorded = rows(Search, *ids), rows(Event, *ids)
    salt = bytes(DailySalt.objects.get().salt)
    Search.objects.all().delete()

    write_visits(
        [Visit(now.date(), 0, visitor(agent=BROWSER), subjects, acts)],
        intents=[intent()],
        salt=salt,
    )

    assert rows(Search, *ids) == recorded[0]
    assert rows(Event, *ids) == sorted(recorded[1] * 2, key=repr)


def test_nothing_is_measured_before_anybody_came() -> None:
    catalog(10)

    assert measure(subjects_of(type_key="model", most=10, seed=1), 200) is None
    assert (EvidenceWeek.objects.count(), DemandWeek.objects.count()) == (0, 0)


# --- Rank correlation -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "truth", "rho"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([3, 2, 1], [10, 20, 30], -1.0),
        ([1, 1, 1], [10, 20, 30], 0.0),
        ([1, 2, 2, 4], [1, 2, 3, 4], 0.9486832980505138),
    ],
)
def test_correlation_of_ranks(found: list[float], truth: list[float], rho: float) -> None:
    assert spearman(found, truth) == pytest.approx(rho)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=20, unique=True))
def test_correlation_of_an_order_with_itself_is_one(figures: list[int]) -> None:
    assert spearman(figures, [figure**3 for figure in figures]) == pytest.approx(1)
