"""Which relations speak for an artifact, and how strongly."""

from dataclasses import dataclass

THE_WHOLE = 1_000


@dataclass(frozen=True)
class Backing:
    """Strength in thousandths, as claimed and as confirmed.

    A relation speaks for the artifact it points to, as with something built on it; `for_origin`
    turns that round: standing in a list speaks for what is listed.
    """

    claimed: int
    confirmed: int
    for_origin: bool = False


BACKINGS: dict[str, Backing] = {
    "depends_on": Backing(1_000, 1_000),
    "base_model": Backing(800, 800),
    "trained_on": Backing(800, 800),
    "evaluated_on": Backing(600, 600),
    "integrates_with": Backing(200, 700),
    "listed_in": Backing(500, 500, for_origin=True),
    "mentioned_in": Backing(100, 100, for_origin=True),
}
LIST = "listed_in"
