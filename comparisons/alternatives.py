"""What else does what an artifact does: how well it fits, and why in facts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.addresses import pair_of

WHOLE = 1_000_000
# Of the fit, in quarters, where visitors are known to search for what the artifact does.
CAPABILITIES_WEIGH, SEARCHES_WEIGH = 3, 1


@dataclass(frozen=True)
class Shared:
    """A capability both have; `partly` where the alternative has it in part only."""

    key: str
    name: str
    partly: bool


@dataclass(frozen=True)
class Candidate:
    """Another artifact as a list shows it. `tenths` is None while it has no rank."""

    slug: str
    name: str
    type_key: str
    type_name: str
    publisher: str
    summary: str
    lifecycle: str
    lifecycle_label: str
    tenths: int | None
    provisional: bool


@dataclass(frozen=True)
class Alternative:
    """Another artifact `beside` the one of that slug.

    Shares in ppm: `overlap` of the capabilities, `searches` of what is searched for.

    `searches` is None where no published search asks for what the artifact does.
    """

    beside: str
    artifact: Candidate
    same_type: bool
    is_successor: bool
    overlap: int
    searches: int | None
    capabilities: tuple[Shared, ...]
    intents: tuple[str, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """Of both, as a comparison has them."""
        return tuple(sorted((self.beside, self.artifact.slug)))

    @property
    def pair(self) -> str:
        return pair_of(self.slugs)

    @property
    def fit(self) -> int:
        return fit(self.overlap, self.searches)


@dataclass(frozen=True)
class Alternatives:
    """Best fit first, but for a successor, which stands before all.

    `capabilities` and `intents` count what the artifact itself has and answers.
    """

    found: tuple[Alternative, ...]
    capabilities: int
    intents: int


def fit(overlap: int, searches: int | None) -> int:
    """Ppm. The rule the statement orders by."""
    if searches is None:
        return overlap
    parts = CAPABILITIES_WEIGH + SEARCHES_WEIGH
    return (CAPABILITIES_WEIGH * overlap + SEARCHES_WEIGH * searches) // parts


def successor_first(found: Sequence[Alternative]) -> tuple[Alternative, ...]:
    return tuple(sorted(found, key=lambda one: not one.is_successor))
