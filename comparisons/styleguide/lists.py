"""Samples of what lists show. Plain mappings stand for what views give their templates."""

from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from comparisons.cells import Cell, CellState, See
from comparisons.facets import FacetOptions, Option
from comparisons.styleguide.records import SOURCE
from comparisons.styleguide.words import ARABIC_NAME, ARABIC_TEXT, LONG_NAME, SENTENCE, UNBROKEN

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
CELLS = (
    Cell("262,144 tokens", share=800_000, mark="Better: higher", as_of=AT.date(), source=SOURCE),
    Cell("Unknown", CellState.UNKNOWN, notes=("no source has told us",)),
    Cell("Not applicable", CellState.NOT_APPLICABLE),
    Cell("None recorded", CellState.NONE),
    Cell("No", CellState.NO),
    Cell("Not ranked yet", CellState.PENDING),
    Cell("July 2025", disputed=True),
    Cell("Deprecated", see=See("succeeded by", "sample-one", LONG_NAME)),
    Cell(UNBROKEN),
    Cell(ARABIC_TEXT),
)


def listed(name: str, summary: str, **fields: Any) -> dict[str, Any]:
    """A row of a list of which nothing is known but name and summary."""
    return {
        "slug": "sample-one",
        "name": name,
        "summary": summary,
        "type": {"name": "Model"},
        "pricing_model": "unknown",
        "licence_spdx": "",
        "licence_name": "",
        **fields,
    }


KNOWN = MappingProxyType(
    {
        "publisher": {"name": "Publisher"},
        "pricing_model": "pay_per_use",
        "get_pricing_model_display": "Pay per use",
        "licence_spdx": "Apache-2.0",
        "released_on": date(2026, 5, 1),
        "released_precision": "month",
    }
)
LISTED = (
    listed(LONG_NAME, SENTENCE, score={"tenths": 567, "provisional": False}, **KNOWN),
    listed(ARABIC_NAME, ARABIC_TEXT, score={"tenths": 240, "provisional": True}, **KNOWN),
    listed("Nothing known", ""),
)
FACETS = (
    FacetOptions(
        "type",
        "Type",
        (
            Option("model", "Models", 1_234, selected=True, query=""),
            Option("dataset", LONG_NAME, 12, selected=False, query=""),
        ),
    ),
    FacetOptions("licence", "Licence", (Option("mit", "MIT", 3, selected=False, query=""),)),
)
HITS = tuple(
    {
        "artifact": {**one, "type": {"name": "Model"}},
        "name": ((one["name"], False),),
        "summary": ((one["summary"], False), (" marked words", True)),
        "is_meant": True,
        "token": token,
    }
    for one, token in ((LISTED[0], "sample"), (LISTED[1], ""))
)
CHANGES = (
    {
        "key": "sample-rank",
        "at": AT,
        "kind": "rank",
        "artifact": {"slug": "sample-one", "name": LONG_NAME, "type_name": "Model"},
        "what": "Rank",
        "was": "55.1",
        "now": "56.7",
        "cause": "own figures",
        "source": SOURCE,
    },
    {
        "key": "sample-new",
        "at": AT,
        "kind": "new",
        "artifact": {"slug": "sample-arabic", "name": ARABIC_NAME, "type_name": "Model"},
        "what": "New",
        "cause": "published",
    },
)
