"""How far an order of two hangs on the weights. Exact: integers in, Fractions out.

`differences` are, by component, the value of one side minus that of the other, in ppm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb

from ranking.formula import LABELS
from ranking.scoring import BASIS


@dataclass(frozen=True)
class Flip:
    """Where moving one weight, the others in proportion, puts the side behind ahead.

    `weight_bp` is what the component weighs now. The order is reversed at `at_bp` and from there
    on: upwards where `above`, else downwards.
    """

    key: str
    label: str
    weight_bp: int
    at_bp: int
    above: bool


def dominates(differences: Mapping[str, int]) -> bool:
    """Nowhere behind and somewhere ahead: then no weights at all reverse the order."""
    return any(differences.values()) and all(d >= 0 for d in differences.values())


def flip_weight(
    key: str, weights: Mapping[str, int], differences: Mapping[str, int]
) -> Fraction | None:
    """The weight of one component at which the two are level, strictly between none and all.

    The others share the rest in proportion. None where there is no such weight: at an end of the
    scale the two can be level, but nothing lies beyond to reverse them.
    """
    rest = sum(weights[k] * d for k, d in differences.items() if k != key)
    slope = rest - differences[key] * (BASIS - weights[key])
    if not slope:
        return None
    level = Fraction(BASIS * rest, slope)
    return level if 0 < level < BASIS else None


def flips(weights: Mapping[str, int], differences: Mapping[str, int]) -> tuple[Flip, ...]:
    """Every weight that alone can reverse the order, the one nearest to its present place first.

    `differences` are those of the side ahead.
    """
    levels = ((key, flip_weight(key, weights, differences)) for key in differences)
    found = [(abs(level - weights[key]), key, level) for key, level in levels if level is not None]
    return tuple(_flip(key, weights[key], level) for _, key, level in sorted(found))


def _flip(key: str, weight: int, level: Fraction) -> Flip:
    above = level > weight
    beyond = level.__floor__() + 1 if above else level.__ceil__() - 1
    return Flip(key, LABELS[key], weight, beyond, above)


def share_of_weightings(differences: Sequence[int]) -> Fraction:
    """The share of all weightings under which the side of these differences is ahead.

    All weightings are the points of the simplex, each as likely as any other. By Hermite and
    Genocchi the share is the divided difference of max(x, 0)^(K-1) over the K differences; equal
    ones are handled by derivatives. Sides that never differ have half of them each.
    """
    if not any(differences):
        return Fraction(1, 2)
    nodes, power = sorted(differences), len(differences) - 1

    @cache
    def divided(first: int, last: int) -> Fraction:
        low, high, order = nodes[first], nodes[last], last - first
        if low == high:
            return Fraction(comb(power, order) * low ** (power - order) if low > 0 else 0)
        return (divided(first + 1, last) - divided(first, last - 1)) / (high - low)

    return divided(0, power)


def in_basis_points(share: Fraction) -> tuple[int, int]:
    """A share and what it leaves, as whole basis points. Only all of it reads as all."""
    rounded = round(share * BASIS)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), BASIS - 1)
    return rounded, BASIS - rounded
