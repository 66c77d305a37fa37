"""What is suggested to somebody who begins to type."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact, ArtifactAlias
from matchgraph.models import SearchName
from matchgraph.retrieval import Suggestion, suggest
from matchgraph.services.indexing import drain_index
from tests import builders

pytestmark = pytest.mark.django_db


def suggested(prefix: str) -> list[str]:
    drain_index()
    return [one.key for one in suggest(prefix)]


@pytest.mark.parametrize("prefix", ["cla", "Claude c", "claude-co", "CLAUDECODE", "code"])
def test_a_name_is_suggested_from_the_beginning_of_any_of_its_words(prefix: str) -> None:
    builders.published_artifact(slug="claude-code", name="Claude Code")
    builders.published_artifact(slug="other", name="Other")

    assert suggested(prefix) == ["claude-code"]


def test_other_names_and_capabilities_are_suggested_too() -> None:
    artifact = builders.published_artifact(slug="named", name="Something", type_id="dataset")
    ArtifactAlias.objects.create(artifact=artifact, kind="repository", value="maker/zebra-tools")
    builders.capability(key="animals.zebra", name="Draw a zebra")
    drain_index()

    assert suggest("zeb") == [
        Suggestion("artifact", "named", "Something", "dataset"),
        Suggestion("capability", "animals.zebra", "Draw a zebra"),
    ]


def test_those_most_looked_for_come_first_then_the_shortest() -> None:
    for slug in ("zebra-long-name", "zebra", "zebra-wanted"):
        builders.published_artifact(slug=slug, name=slug)
    drain_index()
    SearchName.objects.filter(form="zebrawanted").update(demand=5)

    assert suggested("zeb") == ["zebra-wanted", "zebra", "zebra-long-name"]


def test_what_is_no_longer_published_is_not_suggested_even_before_the_index_knows() -> None:
    builders.published_artifact(slug="gone", name="Zebra")
    drain_index()
    Artifact.objects.update(state="archived")

    assert suggest("zeb") == []


def test_suggestions_take_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for place in range(30):
        builders.published_artifact(slug=f"zebra-{place}", name=f"Zebra {place}")
    drain_index()

    with django_assert_num_queries(2):
        assert len(suggest("z")) == 10


class TestAnyPrefix(TestCase):
    @given(st.text(max_size=150))
    @hypothesis_settings(max_examples=50)
    def test_never_fails(self, prefix: str) -> None:
        assert isinstance(suggest(prefix), list)
