"""Rows of the database as the API shows them: columns to ask for, and what is made of them.

Lists are read as plain values, without model instances: that is several times faster, and no
attribute can run a query of its own.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from comparisons.api.links import Links
from comparisons.api.shapes.artifacts import LicenceTerms, ScoreSummary
from comparisons.api.shapes.vocabulary import (
    ArtifactReference,
    CitationEntry,
    Reference,
    SourceReference,
)
from comparisons.prices import digits

Row = Mapping[str, Any]
SOURCE = ("slug", "title", "url", "kind", "publisher", "licence")
REFERRED = ("slug", "name", "type_id")
SCORE = ("total", "tenths", "headline", "sd", "lo", "hi", "coverage", "provisional", "as_of")
CITATION = ("field", "claim", "stance", "read_on", "note")


def under(prefix: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Columns of a joined table: `under("source", SOURCE)`."""
    return tuple(f"{prefix}__{column}" for column in columns)


def exact(amount: Decimal | None) -> str | None:
    """Every digit that counts and no exponent: 0.00000022, 20, 0.

    >>> exact(Decimal("0.000000220000000000000000000000"))
    '0.00000022'
    """
    return None if amount is None else digits(amount)


def source(row: Row, prefix: str = "source") -> SourceReference | None:
    if row[f"{prefix}__slug"] is None:
        return None
    return {
        "slug": row[f"{prefix}__slug"],
        "title": row[f"{prefix}__title"],
        "url": row[f"{prefix}__url"] or None,
        "kind": row[f"{prefix}__kind"],
        "publisher": row[f"{prefix}__publisher"] or None,
        "licence": row[f"{prefix}__licence"] or None,
    }


def citation(row: Row) -> CitationEntry:
    """A citation always has a source: the column is not null."""
    cited = source(row)
    assert cited is not None
    return {
        "field": row["field"] or None,
        "claim": row["claim"] or None,
        "stance": row["stance"],
        "source": cited,
        "read_on": row["read_on"],
        "note": row["note"] or None,
    }


def artifact(row: Row, links: Links, prefix: str) -> ArtifactReference:
    slug = row[f"{prefix}slug"]
    return {
        "slug": slug,
        "name": row[f"{prefix}name"],
        "type": row[f"{prefix}type_id"],
        "url": links.artifact(slug),
        "html_url": links.page(slug),
    }


def organization(row: Row, links: Links, prefix: str) -> Reference | None:
    slug = row[f"{prefix}__slug"]
    if slug is None:
        return None
    return {"key": slug, "name": row[f"{prefix}__name"], "url": links.organization(slug)}


def licence(row: Row) -> LicenceTerms | None:
    terms: LicenceTerms = {
        "spdx": row["licence_spdx"] or None,
        "name": row["licence_name"] or None,
        "url": row["licence_url"] or None,
    }
    return terms if any(terms.values()) else None


def score(row: Row, links: Links, slug: str, prefix: str = "score__") -> ScoreSummary | None:
    if row[f"{prefix}total"] is None:
        return None
    return {
        "rank": row[f"{prefix}headline"],
        "tenths": row[f"{prefix}tenths"],
        "total": row[f"{prefix}total"],
        "sd": row[f"{prefix}sd"],
        "low": row[f"{prefix}lo"],
        "high": row[f"{prefix}hi"],
        "coverage": row[f"{prefix}coverage"],
        "provisional": row[f"{prefix}provisional"],
        "as_of": row[f"{prefix}as_of"],
        "url": links.score(slug),
    }
