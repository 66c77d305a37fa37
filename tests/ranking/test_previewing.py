"""A draft tried out: on all artifacts or a sample, without a trace."""

import pytest

from catalog.models import Artifact
from ranking.guards import COMPLETE, Place, Report, TypeEffect
from ranking.models import Epoch, Formula, Score, ShadowScore
from ranking.services import drain_all
from ranking.services.checking import report_on
from ranking.services.generating import generate
from ranking.services.placing import effects_by_type
from ranking.services.preparing import EpochRefused
from ranking.services.previewing import choose_sample, preview
from tests import builders
from tests.ranking.conftest import AS_OF
from tests.ranking.desk import computed_epoch, draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]


def test_preview_tells_what_moves_and_leaves_no_trace() -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    drain_all()
    formula = draft()

    found = preview(formula=formula, at=builders.NOON)

    assert found.report.effect.moved > 0
    assert found.sample.size == Artifact.objects.count()
    formula.refresh_from_db()
    assert (formula.state, formula.sha256) == ("draft", "")
    assert Epoch.objects.count() == 1
    assert not ShadowScore.objects.exists()


def test_preview_of_the_active_weights_is_refused() -> None:
    with pytest.raises(EpochRefused, match="has the weights of the active one"):
        preview(formula=draft(adoption=3500), at=builders.NOON)


def test_preview_beside_another_epoch_is_refused() -> None:
    computed_epoch()

    with pytest.raises(EpochRefused, match="is being prepared already"):
        preview(formula=draft(adoption=1000, quality=4500), at=builders.NOON)


def test_sample_is_everything_where_that_is_little() -> None:
    builders.artifact()

    sample = choose_sample()

    assert (sample.ids, sample.size, sample.top) == (None, 1, 0)


def test_sample_has_the_top_of_every_type_and_an_even_spread_of_the_rest() -> None:
    generate(artifacts=300, seed=1, today=AS_OF)
    drain_all()

    sample = choose_sample(most=100, top=2)

    assert sample.ids is not None
    assert len(set(sample.ids)) == sample.size == 100
    chosen = Score.objects.filter(pk__in=sample.ids)
    for type_key in Score.objects.ranked().values_list("type_id", flat=True).distinct():
        first = Score.objects.ranked().of_type(type_key).order_by("-total", "-coverage")[:2]
        assert {one.pk for one in first} <= set(sample.ids)
    rest = 100 - sample.top
    shares = [
        chosen.filter(total__lt=limit).count()
        for limit in Score.objects.order_by("total").values_list("total", flat=True)[75:226:75]
    ]
    assert 0 < shares[0] < shares[1] < shares[2] < rest


def test_sample_with_room_for_the_top_alone_has_nothing_else() -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    drain_all()

    sample = choose_sample(most=1, top=1)

    assert sample.size == sample.top == Score.objects.ranked().values("type").distinct().count()


def test_report_of_a_sample_does_not_say_that_the_others_failed() -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    epoch = computed_epoch()
    ShadowScore.objects.filter(pk__gt=ShadowScore.objects.order_by("pk")[30].pk).delete()
    report = report_on(epoch)

    kept = report.of_a_sample()

    assert not report.passed
    assert report.checks[0].label == COMPLETE
    assert COMPLETE not in [check.label for check in kept.checks]
    assert len(kept.checks) == len(report.checks) - 1


def listed(name: str, total: int, after: int, type_key: str = "model") -> None:
    """A ranked artifact with these totals in the live and in the prepared epoch, in points."""
    artifact = builders.published_artifact(name=name, slug=name.lower(), type_id=type_key)
    drain_all()
    live = {"total": total * 10**8, "tenths": total * 10, "is_listed": True}
    then = {"total": after * 10**8, "tenths": after * 10, "is_listed": True}
    Score.objects.filter(pk=artifact.pk).update(**live)
    ShadowScore.objects.filter(pk=artifact.pk).update(**then)


def test_first_of_each_type_now_and_then() -> None:
    computed_epoch()
    for number, name in enumerate("ABCDEF"):
        listed(name, total=60 - number, after=60 - number if name != "F" else 90)
    listed("Z", total=10, after=10, type_key="dataset")

    by_type = {one.type_key: one for one in effects_by_type()}

    assert set(by_type) == {"model", "dataset"}
    models = by_type["model"]
    assert (models.scores, models.moved) == (6, 1)
    assert [place.name for place in models.now] == ["A", "B", "C", "D", "E"]
    assert [place.name for place in models.then] == ["F", "A", "B", "C", "D"]
    assert models.then[0] == Place("f", "F", 900)
    assert by_type["dataset"] == TypeEffect(
        "dataset", 1, 0, (Place("z", "Z", 100),), (Place("z", "Z", 100),)
    )


def test_equal_ranks_stand_in_the_order_of_their_slugs() -> None:
    computed_epoch()
    for name in ("B", "A"):
        listed(name, total=50, after=50)

    (models,) = effects_by_type()

    assert [place.slug for place in models.now] == ["a", "b"]


def test_report_stored_before_types_were_told_can_be_read() -> None:
    record = report_on(computed_epoch()).as_json()
    del record["types"]

    assert Report.from_json(record).types == ()


def test_copies_of_one_formula_have_versions_of_their_own() -> None:
    one, two = draft(), draft()

    assert (one.version, two.version) == ("3.0.0", "4.0.0")
    assert Formula.objects.count() == 3
