import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from catalog.models import Artifact, ArtifactLink, NotApplicable, Release
from ranking.explanation import (
    ComponentState,
    Explanation,
    Position,
    Signal,
    SignalState,
    Standing,
)
from ranking.models import Adjustment, NightlyPlace, QualityResult, Score
from ranking.services import drain_all, explain, explain_many, positions
from ranking.services.generating import generate
from ranking.services.positions import keep_places
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
HUNDRED = "x" * 100


def stack() -> Artifact:
    """A dataset as complete as the demo's, its figures read on 4 May 2026."""
    source = builders.source(title="The hub")
    artifact = builders.published_artifact(
        type_id="dataset",
        licence_spdx="Apache-2.0",
        description="x" * 400,
        pricing_model="free",
        released_on=date(2024, 2, 1),
        source=source,
    )
    read = {"artifact": artifact, "observed_at": datetime(2026, 5, 4, tzinfo=UTC), "source": source}
    builders.observation(value=17_161, **read)
    builders.observation(metric="hub_likes", value=545, **read)
    for _ in range(3):
        builders.artifact_capability(artifact=artifact, description=HUNDRED, limitations=["Big."])
    return artifact


def backed(artifact: Artifact) -> Artifact:
    """With all of its ecosystem known."""
    users = builders.published_artifact()
    lists = builders.published_artifact(type_id="repo")
    builders.relation(from_artifact=users, to_artifact=artifact)
    builders.relation(from_artifact=artifact, to_artifact=lists, kind="listed_in")
    return artifact


def explained(artifact: Artifact) -> Explanation:
    drain_all()
    return explain(Score.objects.for_page().get(pk=artifact.pk))


def test_points_add_up_to_the_rank() -> None:
    found = explained(stack())
    assert sum(c.contribution for c in found.components) == found.total
    assert sum(c.shown_tenths for c in found.components) == found.tenths
    assert sum(c.weight_bp for c in found.components) == 10_000
    for component in found.components:
        assert component.contribution == component.weight_bp * (component.value or 0)
        if component.signals:
            assert sum(signal.part for signal in component.signals) == (component.value or 0)


def test_explanation_of_a_dataset_in_figures() -> None:
    found = explained(stack())
    assert (found.state, found.tenths, found.headline) == (Standing.RANKED, 494, 49)
    assert (found.formula, found.as_of) == ("2.0.0", date(2026, 6, 2))
    assert [(c.key, c.value, c.weight_bp, c.shown_tenths) for c in found.components] == [
        ("adoption", 711_190, 3750, 266),
        ("quality", 489_583, 3125, 153),
        ("ecosystem", 100_000, 1875, 19),
        ("match", None, 0, 0),
        ("freshness", 445_308, 1250, 56),
    ]


def test_a_signal_tells_its_figure_its_day_and_its_source() -> None:
    found = explained(stack())
    uses, downloads, likes = found.components[0].signals
    assert (uses.key, uses.state, uses.raw) == ("data_uses", SignalState.UNKNOWN, None)
    assert (downloads.raw, downloads.normalised) == (17_161, 791_116)
    assert downloads.observed_at == date(2026, 5, 4)
    assert downloads.source is not None
    assert downloads.source.title == "The hub"
    assert (likes.label, likes.weight) == ("Hub likes", 30)


def test_a_dormant_component_says_why() -> None:
    found = explained(stack())
    notes = {c.key: c.note for c in found.components if c.state is ComponentState.DORMANT}
    assert notes == {"match": "not enough searches yet"}


def test_improvements_name_what_is_missing_and_never_promise_too_little() -> None:
    artifact = stack()
    before = explained(artifact)
    by_signal = {hint.signal: hint for hint in before.improve}
    assert "licence_spdx" not in by_signal
    assert by_signal["quickstart"].text == "Link its quick start"
    ArtifactLink.objects.create(artifact=artifact, kind="quickstart", url="https://q.example/")
    after = explained(artifact)
    assert 0 < after.tenths - before.tenths <= by_signal["quickstart"].max_tenths


def test_release_and_check_are_dated() -> None:
    artifact = stack()
    source = builders.source(title="Release page")
    Release.objects.create(artifact=artifact, released_on=date(2026, 5, 1), source=source)
    ArtifactLink.objects.create(artifact=artifact, kind="docs", url="https://docs.example/")
    QualityResult.objects.create(
        artifact=artifact, criterion_id="docs_alive", permille=1000, checked_at=builders.NOON
    )
    found = explained(artifact)
    (release,) = found.components[4].signals
    assert (release.raw, release.observed_at) == (32, date(2026, 5, 1))
    assert release.source is not None
    assert release.source.title == "Release page"
    (docs,) = (s for s in found.components[1].signals if s.key == "docs_alive")
    assert (docs.normalised, docs.observed_at) == (1_000_000, date(2026, 6, 1))


def test_a_component_without_any_applicable_signal_does_not_apply() -> None:
    artifact = builders.published_artifact(type_id="skill")
    for metric in ("installs", "likes"):
        NotApplicable.objects.create(artifact=artifact, metric=metric, reason="Internal.")
    adoption = explained(artifact).components[0]
    assert (adoption.state, adoption.value, adoption.weight_bp) == (ComponentState.NA, None, 0)


def test_nothing_known_is_provisional_with_a_wide_range() -> None:
    found = explained(builders.artifact())
    assert found.state is Standing.PROVISIONAL
    assert found.low_tenths < found.tenths < found.high_tenths
    assert found.components[0].state is ComponentState.UNKNOWN


@pytest.mark.parametrize("count", [1, 3])
def test_explaining_many_asks_once(django_assert_num_queries: object, count: int) -> None:
    for _ in range(count):
        stack()
    drain_all()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(explain_many(Score.objects.for_page())) == count


def test_positions_are_intervals_among_listed_peers(django_assert_num_queries: object) -> None:
    twins = [backed(stack()), backed(stack())]
    better = backed(stack())
    Artifact.objects.filter(pk=better.pk).update(released_on=date(2026, 6, 1))
    ArtifactLink.objects.create(artifact=better, kind="quickstart", url="https://q.example/")
    draft = builders.artifact(type_id="dataset")
    drain_all()
    scores = list(Score.objects.all())
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = positions(scores)
    assert draft.pk not in found
    assert found[better.pk].best == 1
    assert {found[twin.pk] for twin in twins} == {Position(best=2, worst=3, of=3, place=2)}


def test_kept_places_are_what_counting_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    generate(artifacts=300, seed=5, today=date(2026, 6, 2))
    drain_all()
    scores = list(Score.objects.ranked())
    counted = positions(scores)
    assert keep_places(date(2026, 6, 2)) == len(counted) == len(scores)
    monkeypatch.setattr(sys.modules["ranking.services.positions"], "COUNTED_UP_TO", 0)
    kept = positions(scores)
    assert {position.as_of for position in kept.values()} == {date(2026, 6, 2)}
    assert {pk: replace(position, as_of=None) for pk, position in kept.items()} == counted


def test_places_forget_who_is_no_longer_listed() -> None:
    generate(artifacts=60, seed=5, today=date(2026, 6, 2))
    drain_all()
    listed = keep_places(date(2026, 6, 2))
    Artifact.objects.filter(pk=Score.objects.ranked()[0].pk).update(state="archived")
    drain_all()
    assert keep_places(date(2026, 6, 2)) == listed - 1
    assert NightlyPlace.objects.count() == listed - 1


def test_lists_come_in_order_of_total_coverage_and_slug() -> None:
    first, second = stack(), stack()
    Artifact.objects.filter(pk=second.pk).update(licence_spdx="")
    drain_all()
    ordered = Score.objects.ranked().of_type("dataset").in_order()
    assert [score.artifact_id for score in ordered] == [first.pk, second.pk]
    assert not Score.objects.ranked().of_type("model").exists()


def test_price_confirmed_lately_is_known_however_long_it_holds() -> None:
    artifact = stack()
    Artifact.objects.filter(pk=artifact.pk).update(pricing_model="usage")
    offering = builders.offering(artifact=artifact, seen_on=date(2026, 5, 30))
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    builders.price(offering=offering, valid_from=long_ago, seen_at=long_ago)

    assert _reading(explained(artifact), "pricing_known") == 1_000_000


def test_price_not_confirmed_for_long_is_not_known() -> None:
    artifact = stack()
    Artifact.objects.filter(pk=artifact.pk).update(pricing_model="usage")
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    offering = builders.offering(artifact=artifact, seen_on=long_ago.date())
    builders.price(offering=offering, valid_from=long_ago, seen_at=long_ago)

    assert _reading(explained(artifact), "pricing_known") == 0


def _reading(explanation: Explanation, key: str) -> int | None:
    signals = [signal for component in explanation.components for signal in component.signals]
    return next(signal.normalised for signal in signals if signal.key == key)


def signal_of(artifact: Artifact, key: str) -> Signal:
    signals = [s for component in explained(artifact).components for s in component.signals]
    return next(one for one in signals if one.key == key)


def test_every_signal_tells_the_unit_of_its_figure() -> None:
    found = explained(backed(stack()))
    units = {s.key: s.unit for component in found.components for s in component.signals}
    assert units["hub_likes"] == "count"
    assert units["owners_in"] == "thousandths"
    assert units["satisfaction"] == units["licence_spdx"] == "share"
    assert units["last_release"] == "days"


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("security_contact", "not asked of this type"),
        ("claims_sourced", "there is no comparison to source"),
        ("data_uses", "no figure"),
        ("demand", "not enough searches yet"),
    ],
)
def test_what_does_not_count_says_why(key: str, why: str) -> None:
    assert signal_of(stack(), key).note == why


def test_figure_that_was_declared_not_to_apply_says_so() -> None:
    artifact = stack()
    NotApplicable.objects.create(artifact=artifact, metric="hub_likes", reason="No hub.")
    likes = signal_of(artifact, "hub_likes")
    assert (likes.state, likes.note) == (
        SignalState.NA,
        "declared not to apply to this artifact",
    )


def test_held_back_figure_says_whether_others_belie_it() -> None:
    belied, doubtful = builders.published_artifact(), builders.published_artifact()
    builders.observation(artifact=belied, value=0)
    builders.observation(artifact=belied, metric="hub_likes", value=50)
    builders.observation(artifact=doubtful, value=9, state="suspect")
    assert signal_of(belied, "hub_downloads_30d").note == "a count of none, which its likes belie"
    assert signal_of(doubtful, "hub_downloads_30d").note == "what was read is doubtful"


def test_criterion_that_waits_for_a_check_asks_for_nothing_that_is_there() -> None:
    artifact = stack()
    ArtifactLink.objects.create(artifact=artifact, kind="docs", url="https://docs.example/")
    found = explained(artifact)
    texts = {hint.signal: hint.text for hint in found.improve}
    assert texts["docs_alive"] == "Documentation reachable, once a check finds it so"
    assert texts["homepage_alive"] == "Add a homepage that answers"
    assert signal_of(artifact, "docs_alive").note == "not checked lately"


def test_nothing_is_promised_that_points_by_hand_leave_no_room_for() -> None:
    artifact = stack()
    plain = explained(artifact)
    room = 1000 - plain.tenths
    for tenths in (200, 200, room - 410):
        Adjustment.objects.create(
            artifact=artifact,
            tenths=tenths,
            reason="For the test.",
            starts_on=date(2026, 6, 1),
            ends_on=date(2026, 7, 1),
        )
    found = explained(artifact)
    assert found.tenths == 990
    assert max(hint.max_tenths for hint in plain.improve) > 10
    assert max(hint.max_tenths for hint in found.improve) == 10
    assert [one.tenths for one in found.by_hand] == [200, 200, room - 410]
