"""Epochs: fitted, computed beside the active one, checked, switched, restored."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection

from catalog.models import Artifact, NotApplicable
from matchgraph.models import DemandWeek, EvidenceWeek
from ranking.guards import Report
from ranking.models import (
    Epoch,
    EpochState,
    Formula,
    MatchMean,
    Score,
    ScoreHistory,
    ShadowScore,
    TypeTerms,
)
from ranking.normaliser import fit
from ranking.services import drain_all
from ranking.services.checking import is_computed, report_on
from ranking.services.epochs import active_epoch, advance_to
from ranking.services.generating import generate
from ranking.services.preparing import (
    EpochRefused,
    discard_epoch,
    prepare_epoch,
    rehearse,
    restore_epoch,
)
from ranking.services.switching import ChecksFailed, settle, switch_to
from ranking.services.verifying import verify
from tests import builders
from tests.ranking.conftest import AS_OF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 6, 1)


def prepare(*, as_of: date | None = None, automatic: bool = False) -> Epoch:
    return prepare_epoch(as_of=as_of, at=NOON, automatic=automatic)


def models(likes: list[int]) -> None:
    source = builders.source()
    for count in likes:
        artifact = builders.published_artifact(source=source)
        builders.observation(artifact=artifact, metric="hub_likes", value=count, source=source)


def everything_stored() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ranking_score ORDER BY artifact_id")
        return list(cursor.fetchall())


def test_a_curve_is_fitted_in_sql_as_in_python() -> None:
    random = Random(1)
    likes = [int(random.lognormvariate(5, 2)) for _ in range(60)]
    models(likes)
    curve = prepare().normalisers.get(type_key="model", signal="hub_likes")
    assert curve.table == fit(likes)
    assert curve.n == len([count for count in likes if count > 0])
    assert curve.basis == "figures of Models read until 2026-06-02"


def test_too_few_figures_take_the_groups_curve_and_then_the_shipped_one() -> None:
    models(list(range(1, 60)))
    epoch = prepare()
    of_finetunes = epoch.normalisers.get(type_key="finetune", signal="hub_likes")
    assert of_finetunes.basis == "figures of the group “model” read until 2026-06-02"
    assert of_finetunes.n == 59
    of_datasets = epoch.normalisers.get(type_key="dataset", signal="hub_likes")
    assert of_datasets.basis == "Hugging Face Hub, public API, datasets, 2026-05-04"


def test_suspect_rows_drafts_forks_and_later_figures_fit_nothing() -> None:
    models(list(range(1, 51)))
    counted = prepare()
    before = counted.normalisers.get(type_key="model", signal="hub_likes").sha256
    discard_epoch(epoch=counted)
    held = builders.published_artifact()
    builders.observation(artifact=held, metric="hub_likes", value=10**9, state="suspect")
    draft = builders.artifact()
    builders.observation(artifact=draft, metric="hub_likes", value=10**9)
    fork, later = builders.published_artifact(), builders.published_artifact()
    builders.relation(from_artifact=fork, to_artifact=later, kind="fork_of")
    builders.observation(artifact=fork, metric="hub_likes", value=10**9)
    tomorrow = NOON + timedelta(days=1)
    builders.observation(artifact=later, metric="hub_likes", value=10**9, observed_at=tomorrow)
    assert prepare().normalisers.get(type_key="model", signal="hub_likes").sha256 == before


def test_quartiles_are_those_of_the_well_known_half() -> None:
    models([2**n for n in range(20)] * 3)
    for artifact in Artifact.objects.all():
        builders.observation(artifact=artifact, value=artifact.pk * 1000)
        NotApplicable.objects.create(artifact=artifact, metric="providers", reason="Not served.")
    epoch = prepare()
    drain_all()
    terms = epoch.terms.get(type_key="model")
    values = sorted(
        score.values[0] or 0 for score in ShadowScore.objects.all() if score.coverages[0] >= 500_000
    )
    assert terms.fitted_to[0] == len(values) == 60
    wanted = [values[place] for place in (2, 5, 14, 56)]
    assert terms.adoption_quantiles == wanted
    assert terms.ecosystem_quantiles == [50_000, 100_000, 250_000, 950_000]


def test_match_wakes_for_a_type_from_a_tenth_of_its_artifacts() -> None:
    capability = builders.capability()
    artifacts = [builders.published_artifact(type_id="mcp") for _ in range(20)]

    def visited(artifact: Artifact) -> None:
        EvidenceWeek.objects.create(
            artifact=artifact,
            capability=capability,
            week=MONDAY,
            visitor_days=5,
            examinations=5000,
            outcomes=4000,
        )

    visited(artifacts[0])
    asleep = prepare()
    assert asleep.terms.get(type_key="mcp").match_sleeps
    discard_epoch(epoch=asleep)
    visited(artifacts[1])
    epoch = prepare()
    terms = epoch.terms.get(type_key="mcp")
    assert not terms.match_sleeps
    assert epoch.terms.get(type_key="model").match_sleeps
    # (8 + .25 x 20) / (10 + 20), and that once more for the capability.
    assert terms.match_mean == 433_333
    mean = MatchMean.objects.get(epoch=epoch)
    assert (mean.type_key, mean.capability_id, mean.mean) == ("mcp", capability.pk, 555_555)


def test_match_that_wakes_counts_and_the_oracle_agrees() -> None:
    artifact = builders.published_artifact(type_id="mcp")
    for capability in (builders.capability(), builders.capability()):
        EvidenceWeek.objects.create(
            artifact=artifact,
            capability=capability,
            week=MONDAY - timedelta(weeks=13),
            visitor_days=4,
            examinations=2000,
            outcomes=1000,
        )
    DemandWeek.objects.create(artifact=artifact, week=MONDAY, visitor_days=90)
    epoch = prepare(automatic=True)
    drain_all()
    assert settle(at=NOON) == epoch
    score = Score.objects.select_related("breakdown").get()
    assert score.values[3] is not None
    assert score.weights[3] == 2500
    assert score.breakdown.raw[-2] == 90
    assert verify().differences == []


def test_shadow_scores_follow_every_drain_and_live_ones_do_not_notice() -> None:
    generate(artifacts=39, seed=1, today=AS_OF)
    changed = builders.published_artifact()
    drain_all()
    before = everything_stored()
    epoch = prepare()
    drain_all()
    assert is_computed(epoch)
    assert everything_stored() == before
    assert ShadowScore.objects.count() == Score.objects.count() == 40
    Artifact.objects.filter(pk=changed.pk).update(description="x" * 400, licence_spdx="MIT")
    old = ShadowScore.objects.get(pk=changed.pk).total
    drain_all()
    assert ShadowScore.objects.get(pk=changed.pk).total > old
    gone = Artifact.objects.order_by("pk")[1]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM catalog_artifact WHERE id = %s", [gone.pk])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(
            "INSERT INTO ranking_dirty (artifact_id, reason) VALUES (%s, 'gone')", [gone.pk]
        )
    drain_all()
    assert not ShadowScore.objects.filter(pk=gone.pk).exists()


def test_a_switch_changes_every_score_at_once_and_says_what_each_change_came_from() -> None:
    generate(artifacts=200, seed=1, today=AS_OF)
    drain_all()
    old = dict(Score.objects.values_list("pk", "total"))
    epoch = prepare()
    drain_all()
    new = dict(ShadowScore.objects.values_list("pk", "total"))
    previous = active_epoch()
    report = switch_to(epoch=epoch, at=NOON, waived="Curves are fitted for the first time.")
    assert active_epoch() == epoch
    assert previous is not None
    previous.refresh_from_db()
    assert previous.state == EpochState.RETIRED
    assert dict(Score.objects.values_list("pk", "total")) == new
    assert not ShadowScore.objects.exists()
    for entry in ScoreHistory.objects.filter(epoch=epoch):
        assert entry.by_epoch == new[entry.artifact_id] - old[entry.artifact_id]
        assert (entry.own, entry.by_formula, entry.by_hand) == (0, 0, 0)
    assert ScoreHistory.objects.filter(epoch=epoch).count() == 200
    assert report.effect.scores > 0
    assert drain_all(everything=True).written == 0
    assert verify().differences == []


def test_drift_before_a_switch_is_the_artifacts_own() -> None:
    artifact = builders.published_artifact(description="x" * 100)
    drain_all()
    first = Score.objects.get().total
    Artifact.objects.filter(pk=artifact.pk).update(description="x" * 101)
    drain_all()
    drifted = Score.objects.get().total
    assert ScoreHistory.objects.count() == 1
    epoch = prepare()
    drain_all()
    switch_to(epoch=epoch, at=NOON, waived="A test.")
    entry = ScoreHistory.objects.filter(epoch=epoch).get()
    assert entry.own == drifted - first > 0
    assert entry.own + entry.by_epoch == entry.total - first


def test_a_failed_check_leaves_the_epoch_in_shadow_with_its_report() -> None:
    generate(artifacts=300, seed=1, today=AS_OF)
    drain_all()
    epoch = prepare()
    drain_all()
    ShadowScore.objects.update(total=0, tenths=0, lo=0)
    with pytest.raises(ChecksFailed, match="did not pass: bounds and sums, median change"):
        switch_to(epoch=epoch, at=NOON)
    epoch.refresh_from_db()
    assert epoch.is_shadow
    assert epoch.checked_at == NOON
    assert epoch.last_report is not None
    assert not epoch.last_report.passed
    assert active_epoch() != epoch


def test_an_automatic_epoch_switches_itself_only_when_it_passes() -> None:
    models(list(range(1, 20)))
    drain_all()
    epoch = prepare(automatic=True)
    assert settle(at=NOON) is None
    drain_all()
    assert settle(at=NOON) == epoch
    assert settle(at=NOON) is None
    assert active_epoch() == epoch


def test_an_epoch_opened_by_hand_is_checked_and_waits() -> None:
    models([1, 2, 3])
    drain_all()
    epoch = prepare()
    drain_all()
    assert settle(at=NOON) is None
    epoch.refresh_from_db()
    assert epoch.is_checked
    assert epoch.is_shadow


def test_an_epoch_that_is_not_computed_yet_is_refused() -> None:
    models([1])
    drain_all()
    with pytest.raises(EpochRefused, match="not computed yet"):
        switch_to(epoch=prepare(), at=NOON)


def test_only_one_epoch_is_prepared_at_a_time() -> None:
    first = prepare()
    with pytest.raises(EpochRefused, match=f"Epoch {first.pk} is being prepared already"):
        prepare()
    discard_epoch(epoch=first)
    first.refresh_from_db()
    assert first.state == EpochState.DISCARDED
    assert prepare().is_shadow


def test_an_epoch_of_a_day_to_come_is_refused() -> None:
    with pytest.raises(EpochRefused, match="2026-06-03 is still to come"):
        prepare(as_of=AS_OF + timedelta(days=1))


def test_the_day_moves_on_for_both_epochs() -> None:
    models([5])
    drain_all()
    epoch = prepare()
    drain_all()
    advance_to(AS_OF + timedelta(days=1))
    epoch.refresh_from_db()
    assert epoch.as_of == AS_OF + timedelta(days=1)
    assert not is_computed(epoch)
    drain_all()
    assert set(ShadowScore.objects.values_list("as_of", flat=True)) == {epoch.as_of}


def test_restoring_goes_back_to_what_the_epoch_froze() -> None:
    generate(artifacts=300, seed=1, today=AS_OF)
    drain_all()
    old, before = active_epoch(), dict(Score.objects.values_list("pk", "total"))
    assert old is not None
    new = prepare()
    drain_all()
    switch_to(epoch=new, at=NOON, waived="A test.")
    assert dict(Score.objects.values_list("pk", "total")) != before
    old.refresh_from_db()
    restore_epoch(epoch=old, at=NOON, reason="The new curves were fitted to a broken import.")
    drain_all()
    assert settle(at=NOON) == old
    assert dict(Score.objects.values_list("pk", "total")) == before
    for artifact_id, total in before.items():
        entries = ScoreHistory.objects.filter(artifact=artifact_id)
        assert sum(e.own + e.by_epoch + e.by_formula + e.by_hand for e in entries) == total
    assert verify().differences == []


def test_restoring_what_was_never_active_is_refused() -> None:
    epoch = prepare()
    with pytest.raises(EpochRefused, match="not one that was active before"):
        restore_epoch(epoch=epoch, at=NOON, reason="No.")


def test_an_epoch_of_another_method_cannot_be_restored() -> None:
    other = Formula.objects.create(version="0.1.0", sha256="x", method="y", state="retired")
    epoch = Epoch.objects.create(formula=other, as_of=AS_OF, state=EpochState.RETIRED)
    with pytest.raises(EpochRefused, match="another version of the program"):
        restore_epoch(epoch=epoch, at=NOON, reason="No.")


def test_a_rehearsal_reports_and_leaves_no_trace() -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    drain_all()
    before = everything_stored()
    report = rehearse(prepare)
    assert report.effect.scores > 0
    assert Epoch.objects.count() == 1
    assert not ShadowScore.objects.exists()
    assert TypeTerms.objects.count() == 19
    assert everything_stored() == before


def test_a_rehearsal_of_some_artifacts_misses_the_others() -> None:
    generate(artifacts=20, seed=1, today=AS_OF)
    drain_all()
    some = list(Artifact.objects.published().values_list("pk", flat=True)[:5])
    report = rehearse(prepare, ids=some)
    assert report.checks[0].found == "15 missing"


def test_a_report_survives_being_stored() -> None:
    generate(artifacts=300, seed=1, today=AS_OF)
    drain_all()
    epoch = prepare()
    drain_all()
    report = report_on(epoch)
    assert Report.from_json(report.as_json()) == report
    assert len(report.moves) == 10


def test_history_of_an_unchanged_score_has_an_entry_for_the_new_epoch() -> None:
    builders.published_artifact()
    drain_all()
    epoch = prepare()
    drain_all()
    switch_to(epoch=epoch, at=NOON)
    newest = ScoreHistory.objects.first()
    assert newest is not None
    assert (newest.epoch, newest.own, newest.by_epoch) == (epoch, 0, 0)
