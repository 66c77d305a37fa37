from decimal import Decimal

import pytest

from catalog.models import ReviewItem
from catalog.services.reviewing import (
    ReviewRefused,
    accept_item,
    disagreement,
    dismiss_item,
    identity_question,
    price_question,
)
from tests import builders

pytestmark = pytest.mark.django_db


def saved(item: ReviewItem) -> ReviewItem:
    item.save()
    return item


def identity() -> ReviewItem:
    return saved(
        identity_question(
            name="GPT",
            aliases=[("openrouter", "a/gpt")],
            candidates=[2, 1],
            source=builders.source(),
        )
    )


def test_identity_accepted_with_an_artifact_links_its_aliases() -> None:
    artifact, reviewer = builders.artifact(), builders.user("reviewer")

    item = identity()
    accept_item(item=item, by=reviewer, at=builders.NOON, artifact=artifact)

    assert list(artifact.aliases.values_list("kind", "value")) == [("openrouter", "a/gpt")]
    item.refresh_from_db()
    assert (item.state, item.resolved_by, item.resolved_at) == ("accepted", reviewer, builders.NOON)


def test_identity_without_an_artifact_is_refused() -> None:
    with pytest.raises(ReviewRefused, match="Choose the artifact"):
        accept_item(item=identity(), by=None, at=builders.NOON)


def test_identity_whose_alias_is_taken_is_refused() -> None:
    owner = builders.artifact(name="Owner")
    owner.aliases.create(kind="openrouter", value="a/gpt")

    with pytest.raises(ReviewRefused, match="belongs to Owner already"):
        accept_item(item=identity(), by=None, at=builders.NOON, artifact=builders.artifact())


def test_disagreement_accepted_takes_the_claim_and_lets_go() -> None:
    artifact = builders.artifact(licence_spdx="MIT", held_fields=["licence_spdx", "name"])
    item = disagreement(
        artifact=artifact,
        field="licence_spdx",
        held="MIT",
        claimed="Apache-2.0",
        source=builders.source(),
    )

    accept_item(item=saved(item), by=None, at=builders.NOON)

    artifact.refresh_from_db()
    assert (artifact.licence_spdx, artifact.held_fields) == ("Apache-2.0", ["name"])


def test_disagreement_on_a_specification_changes_that_key_alone() -> None:
    artifact = builders.artifact(specs={"context_tokens": 1, "layers": 2})
    item = disagreement(
        artifact=artifact, field="specs.context_tokens", held=1, claimed=3, source=builders.source()
    )

    accept_item(item=saved(item), by=None, at=builders.NOON)

    artifact.refresh_from_db()
    assert artifact.specs == {"context_tokens": 3, "layers": 2}


def test_held_price_accepted_is_opened_exactly() -> None:
    offering = builders.offering()
    item = price_question(
        offering=offering,
        line={"component": "input", "unit": "token"},
        terms={"amount": Decimal("0.5")},
        why="is above the usual bound",
        source=builders.source(),
        valid_from=builders.NOON,
    )

    accept_item(item=saved(item), by=None, at=builders.NOON)

    assert offering.prices.open().get().amount == Decimal("0.5")


def test_resolved_item_is_not_resolved_again() -> None:
    item = identity()
    dismiss_item(item=item, by=None, at=builders.NOON)

    with pytest.raises(ReviewRefused, match="dismissed already"):
        dismiss_item(item=item, by=None, at=builders.NOON)


def test_same_question_has_the_same_fingerprint() -> None:
    where = builders.source()
    ask = [
        identity_question(name="GPT", aliases=[("package", "x")], candidates=ids, source=where)
        for ids in ([1, 2], [2, 1], [3])
    ]

    assert ask[0].fingerprint == ask[1].fingerprint != ask[2].fingerprint
