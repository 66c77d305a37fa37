"""The weights at work are those of the active epoch."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from ranking.models import Epoch, TypeTerms
from ranking.services import profiles
from ranking.services.preparing import prepare_epoch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]


def test_profiles_are_those_of_the_active_epoch(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shadow = prepare_epoch(as_of=None, at=datetime(2026, 6, 2, 12, tzinfo=UTC), automatic=False)
    TypeTerms.objects.filter(epoch=shadow).update(profile=[2000] * 5)

    with django_assert_num_queries(1):
        found = profiles(["model", "dataset", "model"])

    assert found == {
        "model": {
            "adoption": 3500,
            "ecosystem": 1000,
            "freshness": 1000,
            "match": 2500,
            "quality": 2000,
        },
        "dataset": {
            "adoption": 3000,
            "ecosystem": 1500,
            "freshness": 1000,
            "match": 2000,
            "quality": 2500,
        },
    }


def test_types_the_epoch_does_not_weigh_are_left_out() -> None:
    TypeTerms.objects.filter(type_key="dataset").update(profile=[])

    assert profiles(["dataset", "nothing"]) == {}


def test_no_epoch_no_profiles() -> None:
    Epoch.objects.update(state="retired")

    assert profiles(["model"]) == {}
