"""Search on the real database: what is found, why, and that nothing breaks it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact, ArtifactAlias, Category
from matchgraph.retrieval import Why, marked, narrowing, search
from matchgraph.services.indexing import drain_index
from tests import builders

pytestmark = pytest.mark.django_db


def found(text: str, **narrowed: object) -> list[str]:
    """Slugs of the hits, after what was built is indexed."""
    drain_index()
    slugs = dict(Artifact.objects.values_list("pk", "slug"))
    return [slugs[hit.artifact_id] for hit in search(text, **narrowed).hits]  # type: ignore[arg-type]


def why(text: str) -> tuple[Why, ...]:
    drain_index()
    return search(text).hits[0].why


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "& | !",
        "a:*",
        "\\",
        "'",
        "or or or",
        "%",
        "%s %(x)s",
        "()",
        "🦊 x" * 900,
        "\0",
        "a" * 2000,
    ],
)
def test_search_never_fails(text: str) -> None:
    builders.published_artifact(summary="Some text of a thing.")
    drain_index()

    assert search(text).complete


def test_search_of_an_empty_index_finds_nothing() -> None:
    assert search("anything").hits == ()
    assert search("").hits == ()


def test_search_finds_by_name_capability_and_summary() -> None:
    builders.published_artifact(slug="by-name", name="Zebra")
    builders.published_artifact(
        slug="by-summary", summary="It draws a zebra and many other things."
    )
    skilled = builders.published_artifact(slug="by-skill")
    builders.artifact_capability(artifact=skilled, name="Zebra stripes", description="Lines.")
    builders.published_artifact(slug="other", summary="Something else entirely.")

    assert found("zebra") == ["by-name", "by-skill", "by-summary"]


def test_search_finds_a_sentence_of_which_only_some_words_are_there() -> None:
    builders.published_artifact(slug="coder", summary="Completes code.")

    assert found("please help me to complete my unusual code tomorrow") == ["coder"]


def test_search_puts_first_what_holds_more_of_the_words() -> None:
    builders.published_artifact(slug="one-word", summary="Reads code.")
    builders.published_artifact(slug="both-words", summary="Reviews code.")

    assert found("code review") == ["both-words", "one-word"]


def test_search_puts_the_exact_name_first() -> None:
    builders.published_artifact(slug="longer", name="Cline Cline Cline", summary="Cline cline.")
    builders.published_artifact(slug="exact", name="Cline", summary="Works in an editor.")

    assert found("cline")[0] == "exact"


def test_search_finds_by_meaning_where_no_word_is_the_same() -> None:
    builders.published_artifact(
        slug="dictation", name="Dictation", summary="Turns recorded speech into text."
    )
    builders.published_artifact(slug="painter", name="Painter", summary="Paints a house for you.")
    builders.published_artifact(
        slug="archiver",
        name="Archiver",
        summary="Packs files of any kind: tables, letters, pictures, films, programs and audio.",
    )

    assert found("transcribe audio") == ["archiver", "dictation"]
    assert search("transcribe audio").hits[1].why == (Why.MEANING,)


def test_search_for_words_nobody_knows_finds_nothing() -> None:
    builders.published_artifact(slug="coder", summary="Completes code.")

    assert found("zzzz qwxyz") == []


@pytest.mark.parametrize(
    "typed",
    [
        "claude code",
        "claude-code",
        "ClaudeCode",
        "claudecode",
        "CLAUDE_CODE",
        "cluade code",
        "claude cod",
    ],
)
def test_search_finds_a_name_however_it_is_spelled(typed: str) -> None:
    builders.published_artifact(slug="claude-code", name="Claude Code")
    builders.published_artifact(slug="other", name="Other", summary="Something else entirely.")

    assert found(typed)[0] == "claude-code"


@pytest.mark.parametrize(
    ("typed", "summary"),
    [
        ("k8s", "Manages Kubernetes clusters."),
        ("pg", "Talks to PostgreSQL."),
        ("postgres", "Talks to PostgreSQL."),
        ("kubernetes", "Manages k8s clusters."),
        ("tts", "Text to speech."),
    ],
)
def test_search_knows_usual_short_forms(typed: str, summary: str) -> None:
    builders.published_artifact(slug="meant", summary=summary)
    builders.published_artifact(slug="other", summary="Something else entirely.")

    assert found(typed) == ["meant"]


def test_search_knows_versions_with_and_without_separators() -> None:
    builders.published_artifact(slug="llama", name="Llama 3.3 70B Instruct")
    builders.published_artifact(slug="gpt", name="GPT-4o")

    assert found("llama3")[0] == "llama"
    assert found("llama 3.3")[0] == "llama"
    assert found("gpt4o")[0] == "gpt"


def test_search_respells_a_word_nobody_has() -> None:
    builders.published_artifact(slug="vectors", summary="A database for embeddings.")
    drain_index()

    answer = search("databse for embedings")

    assert len(answer.hits) == 1
    assert answer.respelled == {"databse": "databas"}


def test_search_finds_by_an_outside_id() -> None:
    artifact = builders.published_artifact(slug="named", name="Something")
    ArtifactAlias.objects.create(artifact=artifact, kind="package", value="@maker/odd-package")

    assert found("odd-package") == ["named"]
    assert found("@maker/odd-package") == ["named"]


def test_a_hit_says_where_it_matched() -> None:
    artifact = builders.published_artifact(
        name="Zebra", summary="Draws lions.", description="Owls."
    )
    builders.artifact_capability(artifact=artifact, name="Paints tigers")

    assert why("zebra") == (Why.NAME,)
    assert why("lions") == (Why.SUMMARY,)
    assert why("tigers") == (Why.CAPABILITY,)
    assert why("owls") == (Why.TEXT,)
    assert why("zebar") == (Why.NAME, Why.SPELLED_ALIKE)


def test_a_hit_names_the_capabilities_that_matched() -> None:
    skilled = builders.published_artifact()
    repair = builders.capability(key="code.repair")
    builders.artifact_capability(artifact=skilled, capability=repair, name="Repairs zebras")
    builders.artifact_capability(artifact=skilled, name="Sings", description="Loud songs.")
    drain_index()

    (hit,) = search("zebra").hits

    assert [(one.key, one.name) for one in hit.matched] == [("code.repair", "Repairs zebras")]
    assert not hit.in_text
    assert hit.matched[0].stems == hit.stems


def test_words_of_the_query_are_marked_in_texts() -> None:
    builders.published_artifact(summary="Completes code in an editor.")
    drain_index()
    (hit,) = search("code completion").hits

    (pieces,) = marked(["It completes codes & <more>"], hit.stems)

    assert pieces == [
        ("It ", False),
        ("completes", True),
        (" ", False),
        ("codes", True),
        (" & <more>", False),
    ]
    assert marked(["Any text"], ()) == [[("Any text", False)]]


def test_what_matched_is_told_before_any_order() -> None:
    first = builders.published_artifact(summary="Reads a zebra.")
    second = builders.published_artifact(name="Zebra")
    drain_index()

    assert search("zebra").matched == (first.pk, second.pk)
    shortened = search("zebra", most=1)
    assert [hit.artifact_id for hit in shortened.hits] == [second.pk]
    assert shortened.matched == (first.pk, second.pk)


def test_strength_tells_good_answers_from_weak_ones() -> None:
    builders.published_artifact(name="Zebra", summary="Draws zebras with stripes.")
    drain_index()

    assert search("zebra stripes").strength == pytest.approx(1.0)
    assert search("zebra submarine warfare manual").strength < 0.5
    assert search("nothing known").strength == 0.0


def test_search_leaves_out_drafts_and_what_is_not_supported() -> None:
    builders.artifact(name="Zebra draft")
    lacking = builders.published_artifact(summary="Something else entirely.")
    builders.artifact_capability(artifact=lacking, name="Zebra", support="no")

    assert found("zebra") == []


@pytest.mark.parametrize("few", [1_000, 0])
def test_filters_hold_in_every_branch(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both for few artifacts, by their ids, and for many, by a join."""
    monkeypatch.setattr(narrowing, "FEW", few)
    category = Category.objects.create(slug="animals", name="Animals")
    for kind in ("model", "dataset"):
        for name in ("Zebra", "Speech", "Zebar"):
            artifact = builders.published_artifact(
                slug=f"{kind}-{name.lower()}", name=name, type_id=kind, summary="Records voices."
            )
            artifact.categories.add(category)
    drain_index()
    among = Artifact.objects.published().filter(type="dataset", categories=category)

    for text in ("zebra", "voice recording", "zebraa", "dictation of voices", ""):
        slugs = found(text, artifacts=among)
        assert slugs, text
        assert all(slug.startswith("dataset-") for slug in slugs), text
        assert found(text, artifacts=among.filter(type="api")) == []


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_search_takes_the_same_queries_whatever_it_finds(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(rows):
        coder = builders.published_artifact(slug=f"coder-{place}", name=f"Coder {place}")
        builders.artifact_capability(artifact=coder, name="Writes code")
    drain_index()

    with django_assert_num_queries(9):
        search("code")


def test_a_long_question_takes_no_more_queries_and_few_rows() -> None:
    builders.published_artifact(summary="Completes code.")
    drain_index()

    with CaptureQueriesContext(connection) as queries:
        search("what completes my unusual code " * 40)

    assert len(queries) <= 10
