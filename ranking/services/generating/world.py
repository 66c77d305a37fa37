"""What generated artifacts refer to, and where their figures come from."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random

from ranking.normaliser import ANCHORS, PPM
from ranking.services.generating.tables import Batch
from ranking.shipped import shipped_table

ARTIFACTS_A_MAKER, ARTIFACTS_A_CAPABILITY = 12, 250
FEWEST_MAKERS, FEWEST_CAPABILITIES = 40, 60
WORDS = (
    *("routes", "ranks", "reads", "writes", "plans", "tests"),
    *("maps", "parses", "checks", "joins", "sorts", "finds"),
)
CAPABILITY_AREAS = ("code", "text", "data", "image", "search", "tool")


@dataclass(frozen=True)
class World:
    """`made` holds the ids of artifacts by type, in the order they were made."""

    random: Random
    today: date
    organizations: range
    capabilities: range
    source: int
    made: dict[str, list[int]] = field(default_factory=dict)

    def moment(self, most_days: int) -> datetime:
        """Some time of the last days; the nearer, the likelier."""
        ago = int(most_days * self.random.random() ** 2)
        seconds = self.random.randrange(86_400)
        start = datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)
        return start - timedelta(days=ago, seconds=seconds)

    def skewed(self, ids: Sequence[int]) -> int:
        """One of the ids, the early ones far oftener: as links and makers are distributed."""
        return ids[int(len(ids) * self.random.random() ** 3)]

    def count(self, type_key: str, signal: str) -> int:
        """A figure as the shipped curve's reference set has it."""
        return quantile(type_key, signal, self.random.random())

    def text(self, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randrange(most)))


def make_world(
    ids: dict[str, int], random: Random, today: date, *, seed: int, artifacts: int
) -> World:
    batch = Batch(ids)
    makers = max(FEWEST_MAKERS, artifacts // ARTIFACTS_A_MAKER)
    organizations = [
        batch.add_numbered("catalog_organization", f"generated-{seed}-{n}", f"Maker {n}", "", "")
        for n in range(makers)
    ]
    capabilities = [
        batch.add_numbered(
            "catalog_capability",
            f"{CAPABILITY_AREAS[n % len(CAPABILITY_AREAS)]}.s{seed}.skill-{n}",
            f"Skill {n}",
            "",
        )
        for n in range(max(FEWEST_CAPABILITIES, artifacts // ARTIFACTS_A_CAPABILITY))
    ]
    name = f"generated-{seed}"
    source = batch.add_numbered("catalog_source", name, "Generated", "", "editor", "", "")
    batch.copy()
    return World(
        random=random,
        today=today,
        organizations=range(organizations[0], organizations[-1] + 1),
        capabilities=range(capabilities[0], capabilities[-1] + 1),
        source=source,
    )


def quantile(type_key: str, signal: str, share: float) -> int:
    """The figure that this share of the reference set stays below: the curve read backwards."""
    xs, ss = _curve(type_key, signal)
    score = int(PPM * _score(share))
    right = min(bisect_right(ss, score), len(ss) - 1)
    left = right - 1
    rise = ss[right] - ss[left]
    part = (score - ss[left]) / rise if rise else 0
    return int(xs[left] + (xs[right] - xs[left]) * min(part, 1.0))


@cache
def _curve(type_key: str, signal: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    table = shipped_table(type_key, signal).table
    return table.xs, table.ss


def _score(share: float) -> float:
    """The score that the anchors give to a quantile, straight between them."""
    for (low, low_score), (high, high_score) in pairwise(ANCHORS):
        if share <= high:
            return low_score + (high_score - low_score) * (share - low) / (high - low)
    return ANCHORS[-1][1]
