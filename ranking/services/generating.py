"""A made-up catalog of any size, for measuring: skewed figures, gaps and stale dates included.

Rows go in by COPY with the tables' triggers off, which is the only way to make 100,000 artifacts in
seconds. So it leaves no history, and marks what it made for the ranking itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from ranking.formula import signals_of
from ranking.services.database import execute, rows
from ranking.sql import load

Row = tuple[Any, ...]
BATCH = 5_000
ORGANIZATIONS, PROVIDERS, CAPABILITIES = 500, 40, 60
TYPES = {"model": 30, "dataset": 20, "repo": 12, "mcp": 10, "framework": 6, "product": 6, "api": 4}
TYPES |= {"agent": 3, "finetune": 3, "skill": 2, "prompt": 2, "benchmark": 1, "cli": 1}
WORDS = (
    *("routes", "ranks", "reads", "writes", "plans", "tests"),
    *("maps", "parses", "checks", "joins", "sorts", "finds"),
)
LICENCES = ("Apache-2.0", "MIT", "CC-BY-4.0", "")
LINKS = ("homepage", "docs", "repository", "quickstart", "release_notes", "model_card", "security")
PRICING = ("free", "open_source", "usage", "subscription", "unknown")

COLUMNS = {
    "catalog_organization": "id slug name website description",
    "catalog_source": "id slug title url kind publisher licence",
    "catalog_capability": "id key name description",
    "catalog_artifact": (
        "id slug name type_id publisher_id summary description source_id licence_spdx licence_name"
        " licence_url pricing_model lifecycle released_on released_precision specs state"
        " published_at revision held_fields created_at updated_at"
    ),
    "catalog_artifactlink": "artifact_id kind url",
    "catalog_release": "artifact_id kind version released_on source_id",
    "catalog_artifactcapability": (
        "id artifact_id capability_id support name description unique_aspect versus_alternatives"
        " intents best_for limitations requires input_types output_types position review_state"
    ),
    "catalog_citation": (
        "artifact_id artifact_capability_id source_id field claim stance read_on note"
    ),
    "catalog_observation": (
        "artifact_id metric subject value window_days observed_at source_id state note"
    ),
    "catalog_offering": (
        "id artifact_id provider_id channel external_id region status url source_id seen_on"
        " held_fields"
    ),
    "catalog_price": (
        "offering_id component unit mode context_min tier_mode kind amount currency valid_from"
        " source_id seen_at"
    ),
}
NUMBERED = [table for table, columns in COLUMNS.items() if columns.startswith("id ")]


@dataclass
class _Batch:
    """Rows by table, and the next free id of the tables that need one."""

    ids: dict[str, int]
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in COLUMNS})

    def add(self, table: str, *values: Any) -> None:
        self.rows[table].append(values)

    def add_numbered(self, table: str, *values: Any) -> int:
        number = self.ids[table]
        self.ids[table] += 1
        self.rows[table].append((number, *values))
        return number


@dataclass(frozen=True)
class _World:
    """What generated artifacts refer to."""

    random: Random
    today: date
    organizations: range
    capabilities: range
    source: int

    def moment(self, most_days: int) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC) - timedelta(
            days=self.random.randrange(most_days)
        )

    def count(self, middle: float = 7.0, spread: float = 3.0) -> int:
        return min(int(self.random.lognormvariate(middle, spread)), 10**11)

    def text(self, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randrange(most)))


@transaction.atomic
def generate(
    *, artifacts: int, seed: int, today: date, report: Callable[[int], None] = lambda done: None
) -> None:
    """Add that many artifacts. The same seed and day make the same ones, so a seed works once."""
    tables = ", ".join(COLUMNS)
    execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    _switch_triggers("DISABLE")
    ids = {table: _next_id(table) for table in NUMBERED}
    first = ids["catalog_artifact"]
    world = _world(ids, Random(seed), today, seed)
    for start in range(0, artifacts, BATCH):
        batch = _Batch(ids)
        for number in range(start, min(start + BATCH, artifacts)):
            _artifact(batch, world, f"generated-{seed}-{number}")
        _copy(batch.rows)
        report(min(start + BATCH, artifacts))
    for table in NUMBERED:
        execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {ids[table]})")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    _switch_triggers("ENABLE")
    execute(load("mark_from"), [first])
    execute(f"ANALYZE {tables}")


def _world(ids: dict[str, int], random: Random, today: date, seed: int) -> _World:
    batch = _Batch(ids)
    organizations = [
        batch.add_numbered("catalog_organization", f"generated-{seed}-{n}", f"Maker {n}", "", "")
        for n in range(ORGANIZATIONS)
    ]
    capabilities = [
        batch.add_numbered("catalog_capability", f"generated.s{seed}.skill-{n}", f"Skill {n}", "")
        for n in range(CAPABILITIES)
    ]
    name = f"generated-{seed}"
    source = batch.add_numbered("catalog_source", name, "Generated", "", "editor", "", "")
    _copy(batch.rows)
    return _World(
        random,
        today,
        range(organizations[0], organizations[-1] + 1),
        range(capabilities[0], capabilities[-1] + 1),
        source,
    )


def _artifact(batch: _Batch, world: _World, slug: str) -> None:
    random = world.random
    type_key = random.choices(list(TYPES), weights=list(TYPES.values()))[0]
    now = world.moment(1)
    published = random.random() < 0.9
    artifact = batch.add_numbered(
        "catalog_artifact", slug, slug, type_key, random.choice(world.organizations),
        "Made up for measuring.", world.text(120), world.source, random.choice(LICENCES), "", "",
        random.choice(PRICING), "active", world.moment(1500).date(), "day", "{}",
        "published" if published else "draft", now if published else None, 1, [], now, now,
    )  # fmt: skip
    for kind in random.sample(LINKS, k=random.randrange(5)):
        batch.add("catalog_artifactlink", artifact, kind, f"https://{slug}.example/{kind}")
    for version in range(random.randrange(3)):
        day = world.moment(900).date()
        batch.add("catalog_release", artifact, "release", str(version), day, world.source)
    _capabilities(batch, world, artifact)
    _observations(batch, world, artifact, type_key)
    if type_key in {"model", "finetune"}:
        _offerings(batch, world, artifact)


def _capabilities(batch: _Batch, world: _World, artifact: int) -> None:
    random = world.random
    chosen = random.sample(world.capabilities, k=random.randrange(6))
    for position, capability in enumerate(chosen):
        comparison = world.text(20)
        row = batch.add_numbered(
            "catalog_artifactcapability", artifact, capability, "yes", "A skill", world.text(30),
            "", comparison, [], [], ["some"] if random.random() < 0.5 else [], [],
            ["text"] if random.random() < 0.7 else [], ["code"] if random.random() < 0.6 else [],
            position, "unreviewed",
        )  # fmt: skip
        if comparison and random.random() < 0.5:
            day = world.today
            cited = (artifact, row, world.source, "", "", "supports", day, "")
            batch.add("catalog_citation", *cited)


def _observations(batch: _Batch, world: _World, artifact: int, type_key: str) -> None:
    random = world.random
    for metric in signals_of(type_key):
        if metric in {"providers", "data_uses"} or random.random() < 0.2:
            continue
        state = "suspect" if random.random() < 0.02 else "observed"
        times = sorted({world.moment(400) for _ in range(random.randrange(1, 4))})
        for moment in times:
            figures = (artifact, metric, "", world.count(), None, moment, world.source, state, "")
            batch.add("catalog_observation", *figures)


def _offerings(batch: _Batch, world: _World, artifact: int) -> None:
    random = world.random
    for provider in random.sample(world.organizations[:PROVIDERS], k=random.randrange(4)):
        seen = world.moment(200)
        offering = batch.add_numbered(
            "catalog_offering", artifact, provider, "api", "", "", "active", "", world.source,
            seen.date(), [],
        )  # fmt: skip
        for component in ("input", "output"):
            batch.add(
                "catalog_price", offering, component, "token", "standard", 0, "whole_request",
                "amount", f"0.00000{random.randrange(1, 99)}", "USD", seen, world.source, seen,
            )  # fmt: skip


def _copy(rows: dict[str, list[Row]]) -> None:
    for table, content in rows.items():
        if content:
            _copy_table(table, COLUMNS[table].split(), content)


def _copy_table(table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _switch_triggers(how: str) -> None:
    for table in COLUMNS:
        execute(f"ALTER TABLE {table} {how} TRIGGER USER")


def _next_id(table: str) -> int:
    ((number,),) = rows(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")  # noqa: S608
    return int(number)
