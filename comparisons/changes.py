"""What changed of the catalog, newest first: one row of what is told to everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby

from catalog.language import gettext_noop
from comparisons.sources import Mention

JOINT = "."


class Kind(StrEnum):
    """Kinds of change; at one moment they stand in the order of these words, the last first."""

    LIFECYCLE = "lifecycle"
    NEW = "new"
    PRICE = "price"
    RANK = "rank"
    RULES = "rules"


LABELS = {
    Kind.LIFECYCLE: gettext_noop("Lifecycle"),
    Kind.NEW: gettext_noop("New artifacts"),
    Kind.PRICE: gettext_noop("Prices"),
    Kind.RANK: gettext_noop("Ranks"),
    Kind.RULES: gettext_noop("Rules of the rank"),
}
FRAGMENTS = {Kind.PRICE: "#prices", Kind.RANK: "#history"}


class BadPlace(ValueError):
    """The text names no place in the list of changes."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a change stands among all: by its moment, then its kind, then its number."""

    at: datetime
    kind: Kind
    number: int

    def __str__(self) -> str:
        """For an address: microseconds since 1970 in UTC, the kind, the number."""
        since = self.at - datetime(1970, 1, 1, tzinfo=UTC)
        microseconds = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
        return JOINT.join((str(microseconds), self.kind, str(self.number)))

    @classmethod
    def read(cls, text: str) -> "Place":
        """The place that `str` of it made. Raises BadPlace."""
        microseconds, _, rest = text.partition(JOINT)
        kind, _, number = rest.partition(JOINT)
        if kind not in set(Kind) or not (_is_number(microseconds) and _is_number(number)):
            raise BadPlace(text)
        try:
            at = datetime.fromtimestamp(int(microseconds) // 1_000_000, UTC)
        except (OverflowError, ValueError, OSError) as error:
            raise BadPlace(text) from error
        return cls(at.replace(microsecond=int(microseconds) % 1_000_000), Kind(kind), int(number))


@dataclass(frozen=True)
class About:
    """The artifact that changed, as far as a link to it needs."""

    slug: str
    name: str
    type_key: str
    type_name: str


@dataclass(frozen=True)
class Change:
    """`was` and `now` are empty where there is nothing to say: before the first, after the last.

    `what` names the thing that changed; `cause` says in words why it did. Rules are of no artifact.
    """

    place: Place
    artifact: About | None
    what: str
    was: str
    now: str
    cause: str
    source: Mention | None = None

    @property
    def kind(self) -> Kind:
        return self.place.kind

    @property
    def at(self) -> datetime:
        return self.place.at

    @property
    def key(self) -> str:
        """Names it for good: price-17."""
        return f"{self.kind}-{self.place.number}"

    @property
    def fragment(self) -> str:
        """Where on the artifact's page it can be seen."""
        return FRAGMENTS.get(self.kind, "")

    @property
    def title(self) -> str:
        """Qwen3: Rank 64.1 → 67.4, for where no table can say it."""
        values = " → ".join(value for value in (self.was, self.now) if value)
        subject = self.artifact.name if self.artifact else "All ranks"
        return f"{subject}: {self.what} {values}".strip()

    @property
    def tags(self) -> list[str]:
        return [self.kind, self.artifact.type_key] if self.artifact else [self.kind]

    @property
    def told(self) -> str:
        """Why, with the source, as one text without links."""
        return f"{self.cause} ({self.source.title})" if self.source else self.cause


@dataclass(frozen=True)
class Day:
    on: date
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Changes:
    """Some changes, the newest first; `older` is where those that follow begin, if there are."""

    changes: tuple[Change, ...]
    older: Place | None = None

    @property
    def days(self) -> tuple[Day, ...]:
        """Days in UTC, as the dates everywhere else."""
        grouped = groupby(self.changes, key=lambda change: change.at.date())
        return tuple(Day(on, tuple(changes)) for on, changes in grouped)


def newest(found: Iterable[Change], most: int) -> Changes:
    """The newest of all that each kind had to give, at most `most`."""
    ordered: Sequence[Change] = sorted(found, key=lambda change: change.place, reverse=True)
    shown = tuple(ordered[:most])
    return Changes(shown, shown[-1].place if len(ordered) > most else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
