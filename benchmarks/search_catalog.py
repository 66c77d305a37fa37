"""A made-up catalog to search: texts whose words are as unevenly used as those of a language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, product
from random import Random

from django.db import connection, transaction

from ranking.services.generating import generate

WORDS = 20_000
CAPABILITIES_EACH = 5
SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "he",
    "ki",
    "lo",
    "me",
    "nu",
    "pi",
    "ra",
    "so",
    "ti",
    "vu",
)


@dataclass(frozen=True)
class Language:
    """Words, each used about as often as one over its place in the list says."""

    random: Random
    words: list[str]
    weights: list[float]

    def text(self, least: int, most: int) -> str:
        size = self.random.randint(least, most)
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=size))


def language(seed: int) -> Language:
    random = Random(seed)
    spelled = ["".join(parts) for parts in product(SYLLABLES, repeat=4)]
    words = random.sample(spelled, k=WORDS)
    return Language(random, words, list(accumulate(1 / place for place in range(1, WORDS + 1))))


@transaction.atomic
def make_catalog(*, artifacts: int, seed: int) -> Language:
    """Artifacts with five capabilities each, named and described in a language of their own."""
    generate(artifacts=artifacts, seed=seed, today=datetime.now(UTC).date())
    spoken = language(seed)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM catalog_citation WHERE artifact_capability_id IS NOT NULL")
        cursor.execute("DELETE FROM catalog_artifactcapability")
        cursor.execute("SELECT id FROM catalog_artifact ORDER BY id")
        ids = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT id FROM catalog_capability ORDER BY id")
        vocabulary = [pk for (pk,) in cursor.fetchall()]
        _name_artifacts(ids, spoken)
        _add_capabilities(ids, vocabulary, spoken)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("UPDATE catalog_artifact SET state = 'published', published_at = now()")
        cursor.execute("ANALYZE catalog_artifact, catalog_artifactcapability")
    return spoken


def _name_artifacts(ids: Iterable[int], spoken: Language) -> None:
    rows = ((pk, spoken.text(1, 3).title(), spoken.text(8, 25)) for pk in ids)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE named (id bigint, name text, summary text)")
        _copy("named (id, name, summary)", rows)
        cursor.execute(
            "UPDATE catalog_artifact a SET name = n.name, summary = n.summary"
            " FROM named n WHERE n.id = a.id"
        )


def _add_capabilities(ids: Iterable[int], vocabulary: list[int], spoken: Language) -> None:
    def rows() -> Iterator[tuple[object, ...]]:
        for pk in ids:
            chosen = spoken.random.sample(vocabulary, k=CAPABILITIES_EACH)
            for place, capability in enumerate(chosen):
                texts = spoken.text(2, 5), spoken.text(10, 30)
                empty: tuple[object, ...] = ("", "", [], [], [], [], [], [])
                yield pk, capability, "yes", *texts, *empty, place, "unreviewed"

    _copy(
        "catalog_artifactcapability (artifact_id, capability_id, support, name, description,"
        " unique_aspect, versus_alternatives, intents, best_for, limitations, requires,"
        " input_types, output_types, position, review_state)",
        rows(),
    )


def _copy(table: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
