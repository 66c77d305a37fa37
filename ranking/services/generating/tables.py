"""The tables that are filled, and how rows get into them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from ranking.services.database import rows

Row = tuple[Any, ...]

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
    "catalog_relation": "from_artifact_id to_artifact_id kind status source_id read_on note",
    "matchgraph_demandweek": "artifact_id week visitor_days",
    "matchgraph_evidenceweek": (
        "artifact_id capability_id week visitor_days examinations outcomes"
    ),
    "ranking_qualityresult": "artifact_id criterion_id state permille evidence checked_at",
}
NUMBERED = [table for table, columns in COLUMNS.items() if columns.startswith("id ")]


@dataclass
class Batch:
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

    def copy(self) -> None:
        for table, content in self.rows.items():
            if content:
                _copy(table, COLUMNS[table].split(), content)


def next_id(table: str) -> int:
    ((number,),) = rows(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")  # noqa: S608
    return int(number)


def _copy(table: str, columns: Iterable[str], content: Iterable[Row]) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in content:
            copy.write_row(row)
