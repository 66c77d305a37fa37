import pytest

from catalog.models import Artifact
from catalog.services.merging import MergeRefused, merge_artifacts
from tests import builders

pytestmark = pytest.mark.django_db


def test_merge_moves_everything_and_keeps_both_slugs() -> None:
    keep, merged = builders.artifact(slug="kept"), builders.artifact(slug="doubled")
    merged.aliases.create(kind="openrouter", value="a/b")
    offering = builders.price(offering=builders.offering(artifact=merged)).offering
    capability = builders.artifact_capability(artifact=merged)
    builders.citation(artifact=merged, artifact_capability=capability)
    builders.observation(artifact=merged)
    builders.relation(from_artifact=merged)

    merge_artifacts(keep=keep, merged=merged, by=None)

    assert not Artifact.objects.filter(slug="doubled").exists()
    assert set(keep.aliases.values_list("kind", "value")) == {
        ("openrouter", "a/b"),
        ("slug", "doubled"),
    }
    assert keep.offerings.get() == offering
    assert offering.prices.count() == 1
    assert keep.capabilities.get().citations.get().artifact == keep
    assert (keep.observations.count(), keep.relations_out.count()) == (1, 1)


def test_merge_where_both_have_the_same_keeps_the_first() -> None:
    keep, merged = builders.artifact(), builders.artifact()
    shared = builders.capability()
    builders.artifact_capability(artifact=keep, capability=shared, name="Kept words")
    builders.artifact_capability(artifact=merged, capability=shared, name="Other words")
    builders.relation(from_artifact=merged, to_artifact=keep)
    same = {"provider": builders.organization(), "external_id": "x"}
    builders.price(offering=builders.offering(artifact=keep, **same))
    builders.price(offering=builders.offering(artifact=merged, **same))

    merge_artifacts(keep=keep, merged=merged, by=None)

    assert keep.capabilities.get().name == "Kept words"
    assert (keep.offerings.count(), keep.relations_in.count()) == (1, 0)


def test_merge_with_itself_is_refused() -> None:
    one = builders.artifact()
    with pytest.raises(MergeRefused, match="two different"):
        merge_artifacts(keep=one, merged=one, by=None)


def test_merge_across_types_is_refused() -> None:
    with pytest.raises(MergeRefused, match="One is a Model, the other a Dataset"):
        merge_artifacts(
            keep=builders.artifact(), merged=builders.artifact(type_id="dataset"), by=None
        )
