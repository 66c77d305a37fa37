"""What holds of ranks whatever happens: the rules that need a database to be broken."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from catalog.models import Artifact, Observation, Relation
from ranking.models import (
    Adjustment,
    Epoch,
    Formula,
    Score,
    ScoreHistory,
    WeightProfile,
)
from ranking.services import drain_all
from ranking.services.epochs import active_epoch, advance_to
from ranking.services.formulas import copy_formula
from ranking.services.generating import generate
from ranking.services.preparing import prepare_epoch, prepare_formula
from ranking.services.switching import switch_to
from ranking.services.verifying import computed_rows, verify
from ranking.sql.statement import double_statement
from tests import builders
from tests.ranking.conftest import AS_OF
from tests.ranking.edits import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)


def computed() -> dict[int, dict[str, Any]]:
    epoch = active_epoch()
    assert epoch is not None
    return computed_rows(list(Artifact.objects.values_list("pk", flat=True)), epoch)


def computed_with(settings: list[str]) -> dict[int, dict[str, Any]]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            for setting in settings:
                cursor.execute(setting)
        found = computed()
        transaction.set_rollback(True)
    return found


def revisions() -> dict[int, int]:
    return dict(Score.objects.values_list("pk", "revision"))


def raised(before: dict[int, int]) -> set[int]:
    return {pk for pk, revision in revisions().items() if revision != before.get(pk)}


# --- 9: a change touches its artifact, and those its relations speak for ----------------------


def own_change(artifact: Artifact) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(licence_spdx="MIT")


def retype(artifact: Artifact) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(type="agent")


def withdraw(artifact: Artifact) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(state="archived")


def give_up_relations(artifact: Artifact) -> None:
    Relation.objects.filter(from_artifact=artifact).delete()


@pytest.mark.parametrize(
    ("change", "reaches_target"),
    [(own_change, False), (withdraw, True), (give_up_relations, True)],
)
def test_a_change_touches_its_artifact_and_its_relations_target_alone(
    change: Callable[[Artifact], None], reaches_target: bool
) -> None:
    giver, target, third = (builders.published_artifact() for _ in range(3))
    builders.relation(from_artifact=giver, to_artifact=target, kind="depends_on")
    builders.relation(from_artifact=third, to_artifact=giver, kind="depends_on")
    drain_all()
    before = revisions()
    change(giver)
    drain_all()
    allowed = {giver.pk, target.pk} if reaches_target else {giver.pk}
    assert raised(before) <= allowed
    assert (target.pk in raised(before)) is reaches_target
    assert verify().differences == []


def test_another_type_of_a_giver_reaches_whom_it_speaks_for() -> None:
    giver, other, target = (builders.published_artifact() for _ in range(3))
    for one in (giver, other):
        builders.relation(from_artifact=one, to_artifact=target)
    drain_all()
    before = revisions()
    retype(giver)
    drain_all()
    assert raised(before) == {giver.pk, target.pk}
    assert Score.objects.select_related("breakdown").get(pk=target.pk).breakdown.raw[21] == 2


# --- 10: no third artifact moves two others -----------------------------------------------------


def test_a_third_artifact_changes_neither_of_two_others() -> None:
    generate(artifacts=2, seed=3, today=AS_OF)
    drain_all()
    before = computed()
    third = builders.published_artifact(type_id="model", description="x" * 500)
    for metric in ("hub_downloads_30d", "hub_likes"):
        builders.observation(artifact=third, metric=metric, value=10**9)
    drain_all()
    with_third = computed()
    assert {pk: with_third[pk] for pk in before} == before
    third.delete()
    drain_all()
    assert computed() == before
    assert drain_all(everything=True).written == 0


# --- 11: the same whatever the order, the partition or the plan -----------------------------------

PLANS = {
    "parallel": [
        "SET LOCAL debug_parallel_query = on",
        "SET LOCAL parallel_setup_cost = 0",
        "SET LOCAL parallel_tuple_cost = 0",
        "SET LOCAL min_parallel_table_scan_size = 0",
    ],
    "loops": ["SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off"],
    "merges": ["SET LOCAL enable_hashjoin = off", "SET LOCAL enable_nestloop = off"],
    "scans": ["SET LOCAL enable_indexscan = off", "SET LOCAL enable_bitmapscan = off"],
    "sorted": ["SET LOCAL enable_hashagg = off"],
}


@pytest.fixture
def edited(epoch: Epoch) -> None:
    """Thirty artifacts after a hundred random edits."""
    random = Random(11)
    generate(artifacts=30, seed=11, today=AS_OF)
    for _ in range(100):
        edit(random)
    drain_all()


@pytest.mark.usefixtures("edited")
def test_scores_do_not_depend_on_the_plan() -> None:
    usual = computed()
    for name, settings in PLANS.items():
        assert computed_with(settings) == usual, name


@pytest.mark.usefixtures("edited")
def test_scores_do_not_depend_on_how_artifacts_are_parted() -> None:
    epoch = active_epoch()
    assert epoch is not None
    whole = computed()
    for parts in (1, 7, 64):
        apart: dict[int, dict[str, Any]] = {}
        for part in range(parts):
            apart |= computed_rows([pk for pk in whole if pk % parts == part], epoch)
        assert apart == whole


def test_scores_do_not_depend_on_the_order_in_which_facts_came() -> None:
    facts = [
        *(("hub_likes", "", day, value) for day, value in ((1, 40), (9, 400), (5, 4_000))),
        *(("hub_downloads_30d", name, 3, 7 * len(name)) for name in ("one", "other")),
    ]
    source = builders.source()
    totals = set()
    for order in (facts, facts[::-1], [*facts[2:], *facts[:2]]):
        artifact = builders.published_artifact(source=source)
        for metric, subject, day, value in order:
            builders.observation(
                artifact=artifact,
                metric=metric,
                subject=subject,
                value=value,
                observed_at=datetime(2026, 5, day, tzinfo=UTC),
                source=source,
            )
        drain_all()
        totals.add(Score.objects.get(pk=artifact.pk).total)
    assert len(totals) == 1


# --- 15: only the day counts ----------------------------------------------------------------------

ZONES = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"]


@pytest.mark.usefixtures("edited")
def test_scores_depend_on_the_day_and_not_on_zone_or_style() -> None:
    usual = computed()
    styles = ["SET LOCAL DateStyle = 'ISO, DMY'", "SET LOCAL IntervalStyle = 'iso_8601'"]
    for zone in ZONES:
        assert computed_with([f"SET LOCAL TIME ZONE '{zone}'", *styles]) == usual, zone


def test_the_statement_asks_no_clock() -> None:
    statement = double_statement().lower()
    clocks = ["now(", "current_", "localtime", "clock_timestamp", "random(", "today"]
    assert [clock for clock in clocks if clock in statement] == []


def test_a_figure_of_a_later_day_waits_for_its_day() -> None:
    artifact = builders.published_artifact()
    last = datetime(2026, 6, 2, 23, 59, 59, tzinfo=UTC)
    builders.observation(artifact=artifact, metric="hub_likes", value=7, observed_at=last)
    builders.observation(
        artifact=artifact,
        metric="hub_likes",
        value=9_000,
        observed_at=last + timedelta(seconds=1),
    )
    drain_all()
    assert Score.objects.select_related("breakdown").get().breakdown.raw[1] == 7
    advance_to(AS_OF + timedelta(days=1))
    drain_all()
    assert Score.objects.select_related("breakdown").get().breakdown.raw[1] == 9_000


# --- 19: every change has its cause ---------------------------------------------------------------


def new_epoch(random: Random) -> None:
    epoch = prepare_epoch(as_of=None, at=NOON)
    drain_all()
    switch_to(epoch=epoch, at=NOON, waived="A test.")


def new_formula(random: Random) -> None:
    active = Formula.objects.active().get()
    draft = copy_formula(formula=active, by=None)
    for profile in draft.profiles.all():
        profile.quality, profile.adoption = profile.adoption, profile.quality
        profile.save()
    epoch = prepare_formula(formula=draft, at=NOON)
    drain_all()
    switch_to(epoch=epoch, at=NOON, waived="A test.")


def next_day(random: Random) -> None:
    epoch = active_epoch()
    assert epoch is not None
    advance_to(epoch.as_of + timedelta(days=random.randrange(1, 40)))


def adjusted(random: Random) -> None:
    Adjustment.objects.create(
        artifact=random.choice(list(Artifact.objects.order_by("pk")[:5])),
        tenths=random.choice([-150, -3, 4, 150]),
        reason="A count that was bought.",
        starts_on=AS_OF,
        ends_on=AS_OF + timedelta(days=random.randrange(1, 100)),
    )


def some_edits(random: Random) -> None:
    for _ in range(10):
        edit(random)


STEPS = [new_epoch, new_formula, next_day, adjusted, some_edits]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_causes_sum_to_every_change(seed: int) -> None:
    random = Random(seed)
    generate(artifacts=15, seed=seed, today=AS_OF)
    drain_all()
    for _ in range(12):
        random.choice(STEPS)(random)
        drain_all()
    for step in STEPS:
        step(random)
        drain_all()
    scores = list(Score.objects.all())
    assert scores
    for score in scores:
        entries = list(ScoreHistory.objects.filter(artifact=score.pk).order_by("pk"))
        assert changes(entries) == [0, *(e.total for e in entries)]
        assert entries[-1].tenths == score.tenths
        assert entries[-1].epoch_id == score.epoch_id
    assert verify().differences == []


def changes(entries: list[ScoreHistory]) -> list[int]:
    """Totals as the causes alone tell them."""
    totals = [0]
    for entry in entries:
        caused = entry.own + entry.by_epoch + entry.by_formula + entry.by_hand
        totals.append(totals[-1] + caused)
    return totals


def test_each_cause_is_told_apart() -> None:
    artifact = builders.published_artifact(description="x" * 200)
    drain_all()
    new_formula(Random(1))
    Adjustment.objects.create(
        artifact=artifact,
        tenths=25,
        reason="A test.",
        starts_on=AS_OF,
        ends_on=AS_OF.replace(day=9),
    )
    drain_all()
    new_epoch(Random(1))
    first, formula, hand, epoch = ScoreHistory.objects.order_by("pk")
    assert (first.by_epoch, first.by_formula, first.by_hand) == (0, 0, 0)
    assert (formula.own, formula.by_epoch, formula.by_hand) == (0, 0, 0)
    assert formula.by_formula == formula.total - first.total != 0
    assert (hand.own, hand.by_hand) == (0, 250_000_000)
    assert hand.adjustment == 250_000_000
    assert (epoch.own, epoch.by_formula, epoch.by_hand) == (0, 0, 0)
    assert all(before.total != after.total for before, after in pairwise([first, formula, hand]))


# --- 20: what was sealed stays --------------------------------------------------------------------


@pytest.fixture
def refused() -> Callable[[Callable[[], object]], str]:
    def constraint_of(act: Callable[[], object]) -> str:
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            act()
        return str(refusal.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]

    return constraint_of


def by_sql(statement: str) -> Callable[[], None]:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return act


@pytest.mark.parametrize("state", ["shadow", "active", "retired"])
def test_a_sealed_formula_never_changes(
    state: str, refused: Callable[[Callable[[], object]], str]
) -> None:
    Formula.objects.update(state=state)
    row = Formula.objects.filter(state=state)
    assert refused(lambda: row.update(definition={})) == "formula_sealed"
    assert refused(lambda: row.update(version="9.9.9")) == "formula_sealed"
    assert refused(lambda: row.update(state="draft")) == "formula_sealed"
    assert refused(by_sql("UPDATE ranking_formula SET sha256 = 'x'")) == "formula_sealed"
    assert refused(by_sql("DELETE FROM ranking_formula")) == "formula_sealed"


def test_weights_of_a_sealed_formula_never_change(
    refused: Callable[[Callable[[], object]], str],
) -> None:
    rows = WeightProfile.objects.filter(type_key="model")
    swap = {"adoption": 2000, "quality": 3500}
    assert refused(lambda: rows.update(**swap)) == "profile_of_a_draft"
    assert refused(rows.delete) == "profile_of_a_draft"
    own = WeightProfile.objects.get(type_key="model")
    own.pk, own.type_key = None, "hologram"
    assert refused(own.save) == "profile_of_a_draft"


def test_weights_of_a_draft_change_until_it_is_sealed(
    refused: Callable[[Callable[[], object]], str],
) -> None:
    draft = copy_formula(formula=Formula.objects.active().get(), by=None)
    assert draft.version == "3.0.0"
    rows = draft.profiles.filter(type_key="model")
    assert rows.update(adoption=2000, quality=3500) == 1
    assert refused(lambda: rows.update(adoption=2001)) == "profile_weights_sum_to_the_whole"
    prepare_formula(formula=draft, at=NOON)
    assert refused(lambda: rows.update(adoption=3500, quality=2000)) == "profile_of_a_draft"
    draft.refresh_from_db()
    assert draft.definition["weights"]["model"]["adoption"] == 2000


def test_observations_are_never_rewritten_by_scoring() -> None:
    generate(artifacts=10, seed=1, today=AS_OF)
    before = list(Observation.objects.order_by("pk").values())
    drain_all()
    new_epoch(Random(1))
    assert list(Observation.objects.order_by("pk").values()) == before
