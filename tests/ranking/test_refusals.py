"""What the database refuses, in words for whoever asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ranking.admin.refusals import AT_ONCE, words_of
from ranking.models import Adjustment, Epoch, Formula, WeightProfile
from ranking.services.preparing import EpochRefused
from tests import builders
from tests.ranking.conftest import AS_OF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]


def second_shadow() -> None:
    for _ in range(2):
        Epoch.objects.create(formula=Formula.objects.get(), as_of=AS_OF)


def changed_adjustment() -> None:
    made = Adjustment.objects.create(
        artifact=builders.artifact(), tenths=5, reason="A test.", starts_on=AS_OF, ends_on=AS_OF
    )
    made.tenths = 6
    made.save()


WORDS: list[tuple[Callable[[], Any], str]] = [
    (
        lambda: Formula.objects.update(definition={}),
        "Formula 2.0.0 is sealed: copy it and change the copy.",
    ),
    (
        lambda: WeightProfile.objects.update(half_life=7),
        "The weights of a sealed formula never change: copy it and change the copy.",
    ),
    (second_shadow, "Another epoch is being prepared: switch or discard it."),
    (changed_adjustment, "An adjustment is never changed: end it, and make another."),
    (lambda: Formula.objects.create(version="2.0.0"), AT_ONCE),
]


@pytest.mark.parametrize(("write", "words"), WORDS)
def test_refusal_of_the_database_is_said_in_words(write: Callable[[], Any], words: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()

    assert words_of(error.value) == words


def test_refusal_of_a_service_speaks_for_itself() -> None:
    assert words_of(EpochRefused("Not now.")) == "Not now."
