from random import Random

import pytest

from ranking.models import Score, TypeTerms
from ranking.services import drain, drain_all
from ranking.services.draining import shards_to_drain
from ranking.services.epochs import advance_to
from ranking.services.freezing import weight_sets
from ranking.services.generating import generate
from ranking.services.verifying import verify
from tests.ranking.conftest import AS_OF
from tests.ranking.edits import FIRST, edit


def wake_match() -> None:
    """Let the match component count, so that its arithmetic is compared too."""
    for terms in TypeTerms.objects.all():
        profile = terms.epoch.formula.profiles.filter(type_key=terms.type_key).first()
        if profile:
            terms.match_sleeps = False
            terms.weights = weight_sets(profile, match_sleeps=False)
            terms.save()


def assert_all_agree() -> None:
    verdict = verify()
    assert verdict.differences == []
    assert verdict.waiting == 0
    assert verdict.stored == verdict.artifacts == Score.objects.count()


@pytest.mark.usefixtures("transactional_db")
def test_incremental_is_full_is_the_oracle_after_500_random_edits() -> None:
    random = Random(20260602)
    wake_match()
    generate(artifacts=30, seed=1, today=AS_OF)
    for number in range(500):
        edit(random)
        if random.random() < 0.1:
            drain(random.sample(range(64), k=random.randrange(1, 64)))
        if number == 250:
            advance_to(FIRST.replace(day=3))
    drain_all()
    assert shards_to_drain() == []
    assert_all_agree()
    assert drain_all(everything=True).written == 0


@pytest.mark.usefixtures("transactional_db")
def test_edits_that_still_wait_are_reported_as_differences() -> None:
    generate(artifacts=5, seed=1, today=AS_OF)
    verdict = verify()
    assert verdict.waiting == 5
    assert verdict.wrong == 5
    assert verdict.stored == 0


@pytest.mark.usefixtures("transactional_db")
def test_scores_do_not_depend_on_the_order_of_facts_or_drains() -> None:
    generate(artifacts=20, seed=1, today=AS_OF)
    for number in range(64):
        drain([63 - number])
    apart = list(Score.objects.order_by("pk").values_list("pk", "total", "sd", "shown"))
    Score.objects.all().delete()
    drain_all(everything=True)
    assert list(Score.objects.order_by("pk").values_list("pk", "total", "sd", "shown")) == apart
