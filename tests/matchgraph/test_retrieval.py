"""Full-text retrieval over artifacts and their capabilities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Artifact
from matchgraph.retrieval import MatchedCapability, merge, or_query, search
from tests import builders

WORDS = st.text(max_size=60)


def found(text: str, **narrowed: object) -> list[str]:
    names = Artifact.objects.in_bulk()
    return [names[hit.artifact_id].slug for hit in search(text, **narrowed)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("code completion", "code or completion"),
        ('fast "code review" -cloud', 'fast or "code review" or cloud'),
        ("this OR that", "this or that"),
        ("node.js c++ gpt-4", "node.js or c++ or gpt-4"),
        ('"unclosed', "unclosed"),
        ("!!! -- ''", ""),
        ("", ""),
    ],
)
def test_or_query_joins_words_and_phrases(text: str, query: str) -> None:
    assert or_query(text) == query


@given(WORDS)
def test_or_query_holds_no_operator_of_its_own(text: str) -> None:
    assert not any(piece.startswith("-") for piece in or_query(text).split(" or "))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ['"', "& | !", "a:*", "\\", "'", "or or or", "%", "()", "🦊 x" * 200]
)
def test_search_never_fails(text: str) -> None:
    builders.published_artifact()

    assert isinstance(search(text), list)


@pytest.mark.django_db
def test_search_finds_by_name_summary_and_capability() -> None:
    builders.published_artifact(slug="by-name", name="Zebra")
    builders.published_artifact(slug="by-summary", summary="It draws a zebra.")
    skilled = builders.published_artifact(slug="by-skill")
    builders.artifact_capability(artifact=skilled, name="Zebra stripes", description="Lines.")
    builders.published_artifact(slug="other")

    assert found("zebra") == ["by-name", "by-skill", "by-summary"]


@pytest.mark.django_db
def test_search_finds_a_sentence_of_which_only_some_words_are_there() -> None:
    builders.published_artifact(slug="coder", summary="Completes code.")

    assert found("please help me to complete my unusual code tomorrow") == ["coder"]


@pytest.mark.django_db
def test_search_puts_first_what_holds_more_of_the_words() -> None:
    builders.published_artifact(slug="one-word", summary="Reads code.")
    builders.published_artifact(slug="both-words", summary="Reviews code.")

    assert found("code review") == ["both-words", "one-word"]


@pytest.mark.django_db
def test_search_puts_the_exact_name_first() -> None:
    builders.published_artifact(slug="longer", name="Cline Cline Cline", summary="Cline cline.")
    builders.published_artifact(slug="exact", name="Cline")

    assert found("cline") == ["exact", "longer"]


@pytest.mark.django_db
def test_search_names_the_capabilities_that_matched() -> None:
    skilled = builders.published_artifact()
    repair = builders.capability(key="code.repair")
    builders.artifact_capability(artifact=skilled, capability=repair, name="Repairs zebras")
    builders.artifact_capability(artifact=skilled, name="Sings")

    (hit,) = search("zebra")

    assert [(one.key, one.name) for one in hit.matched] == [("code.repair", "Repairs zebras")]
    assert not hit.in_text


@pytest.mark.django_db
def test_search_leaves_out_drafts_and_what_is_not_supported() -> None:
    builders.artifact(name="Zebra draft")
    lacking = builders.published_artifact()
    builders.artifact_capability(artifact=lacking, name="Zebra", support="no")

    assert search("zebra") == []


@pytest.mark.django_db
def test_search_narrows_by_type() -> None:
    builders.published_artifact(slug="model", name="Zebra")
    builders.published_artifact(slug="data", name="Zebra data", type_id="dataset")

    assert found("zebra", types=["dataset"]) == ["data"]


def test_merge_counts_the_best_capability_in_full_and_the_rest_a_little() -> None:
    skills = [MatchedCapability(key, key, rank) for key, rank in (("a", 0.5), ("b", 1.0))]

    (hit,) = merge([(7, 0.25)], [(7, skill) for skill in skills])

    assert (hit.artifact_id, round(hit.rank, 6), hit.in_text) == (7, 1.3, True)
    assert [skill.key for skill in hit.matched] == ["b", "a"]
