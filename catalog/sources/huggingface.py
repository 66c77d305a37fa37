"""What the Hub's two lists have in common: ids, dates, counts, and facts told as tags."""

from collections.abc import Callable
from typing import Any

from catalog.licences import NAMED, spdx_id
from catalog.normalise import Identity
from catalog.publishers import organization_name
from catalog.sources import reading
from catalog.sources.reading import BadRow
from catalog.sources.rows import (
    ArtifactRow,
    DateRow,
    LicenceRow,
    ObservationRow,
    OrganizationRow,
    ParsedFile,
    Rejected,
    ReleaseRow,
    SourceFileError,
)

# The Hub gave this day to every repository older than its own records.
UNKNOWN_CREATION = "2022-03-02"
LIKES_THAT_BELIE_ZERO = 50


def parse_list(
    data: bytes, what: str, key: str, read: Callable[[str, dict[str, Any]], ArtifactRow]
) -> ParsedFile:
    """Rows of a Hub list; raises SourceFileError where it is not a list of repositories."""
    entries = reading.load_json(data, f"Hugging Face {what}")
    shaped = isinstance(entries, list) and [
        row for row in entries if isinstance(row, dict) and "id" in row and "likes" in row
    ]
    if not shaped or 2 * len(shaped) < len(entries):
        raise SourceFileError(
            f"This is not the Hub's list of {what}: that one is a list of repositories, each with"
            f" `id`, `downloads`, `likes` and `tags`. Give the answer of /api/{what}."
        )
    places = ((_place(key, index, row), row) for index, row in enumerate(entries))
    outcomes = list(reading.read_each(reading.once(places, "id"), read))
    return ParsedFile(
        tuple(row for row in outcomes if isinstance(row, ArtifactRow)),
        tuple(row for row in outcomes if isinstance(row, Rejected)),
    )


def _place(key: str, index: int, row: Any) -> str:
    found = row.get("id") if isinstance(row, dict) else None
    return f"{key} > {found if isinstance(found, str) and found else index}"


def hub_id(row: dict[str, Any]) -> str:
    found = reading.text(row, "id", 200)
    if found.count("/") > 1 or found.startswith("/") or found.endswith("/") or " " in found:
        raise BadRow("id is not of the form owner/name")
    return found


def publisher(identity: Identity, repository: str) -> OrganizationRow | None:
    if "/" not in repository or not identity.publisher:
        return None
    owner = repository.split("/", maxsplit=1)[0]
    slug = identity.publisher
    return OrganizationRow(slug, organization_name(slug, owner), f"https://huggingface.co/{owner}")


def tagged(row: dict[str, Any], prefix: str) -> list[str]:
    """What follows `prefix:` in the row's tags, in order, without repeats."""
    start = f"{prefix}:"
    found = (tag.removeprefix(start) for tag in reading.texts(row, "tags") if tag.startswith(start))
    return list(dict.fromkeys(value for value in found if value))


def licence(row: dict[str, Any]) -> LicenceRow | None:
    """The licence, where one tag names one we can write down; several or `other` tell nothing."""
    keys = tagged(row, "license")
    if len(keys) != 1:
        return None
    if keys[0] in NAMED:
        name, url = NAMED[keys[0]]
        return LicenceRow(name=name, url=url)
    spdx = spdx_id(keys[0])
    return LicenceRow(spdx=spdx) if spdx else None


def created(row: dict[str, Any]) -> DateRow | None:
    told = reading.text(row, "createdAt", 40, default="")
    return None if told.startswith(UNKNOWN_CREATION) else reading.partial_date(told)


def revisions(row: dict[str, Any]) -> tuple[ReleaseRow, ...]:
    changed = reading.partial_date(row.get("lastModified"))
    return (ReleaseRow("revision", changed.on),) if changed else ()


def counts(row: dict[str, Any]) -> tuple[ObservationRow, ...]:
    """Downloads (30 days) and likes; a zero beside many likes is held back as suspect."""
    downloads, likes = reading.count(row, "downloads"), reading.count(row, "likes")
    observed = []
    if downloads is not None:
        suspect = downloads == 0 and (likes or 0) >= LIKES_THAT_BELIE_ZERO
        observed.append(
            ObservationRow(
                "hub_downloads_30d",
                downloads,
                30,
                "suspect" if suspect else "observed",
                f"no download beside {likes} likes" if suspect else "",
            )
        )
    if likes is not None:
        observed.append(ObservationRow("hub_likes", likes))
    return tuple(observed)


def papers(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The paper, where the tags name exactly one."""
    found = tagged(row, "arxiv")
    return (("paper", f"https://arxiv.org/abs/{found[0]}"),) if len(found) == 1 else ()
