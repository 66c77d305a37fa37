"""From figures to places on paper, exact to the hundredth."""

from dataclasses import dataclass
from decimal import Decimal

PARTS = 100


@dataclass(frozen=True)
class Scale:
    """Spreads the figures from `low` to `high` over `start` to `end`, in either direction."""

    low: int
    high: int
    start: int
    end: int

    def at(self, figure: int) -> Decimal:
        """The place with two decimals, rounded half up; the middle where there is one figure."""
        if self.high == self.low:
            return Decimal((self.start + self.end) * PARTS // 2).scaleb(-2)
        spread = self.high - self.low
        way = 2 * (figure - self.low) * (self.end - self.start) * PARTS
        return Decimal(self.start * PARTS + (way + spread) // (2 * spread)).scaleb(-2)
