"""How far two orders of the same things agree: Spearman's rho and Kendall's tau-b, by bootstrap.

A weight counts a thing that many times over. Point estimates are scipy's; a resample is a row of
counts, so that all resamples are worked out at once as things of whole weight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau, spearmanr

from ranking.validation.report import Estimate

Floats = NDArray[np.float64]

FEWEST = 3
BATCH = 500
BLOCK = 512
TAILS = (2.5, 97.5)
DIGITS = 9


@dataclass(frozen=True)
class Agreement:
    """Both correlations, from -1 to 1; None where all figures of one side are equal."""

    spearman: Estimate | None
    kendall: Estimate | None


@dataclass(frozen=True)
class Groups:
    """Things in order, equal ones in one group: `of` is each thing's group, lowest first."""

    of: NDArray[np.intp]
    order: NDArray[np.intp]
    starts: NDArray[np.intp]

    @classmethod
    def by(cls, figures: Sequence[Any]) -> "Groups":
        """Only the order of the figures counts, so anything that can be ordered will do."""
        places = {figure: place for place, figure in enumerate(sorted(set(figures)))}
        of = np.array([places[figure] for figure in figures], dtype=np.intp)
        order = np.argsort(of, kind="stable")
        return cls(of, order, np.searchsorted(of[order], np.arange(len(places))))

    @property
    def differ(self) -> bool:
        return len(self.starts) > 1

    def sums(self, weights: Floats) -> Floats:
        """The weight of each group, by resample."""
        return np.add.reduceat(weights[:, self.order], self.starts, axis=1)


def agree(
    ours: Sequence[Any],
    theirs: Sequence[Any],
    weights: Sequence[float] | None = None,
    *,
    seed: int = 1,
    resamples: int = 2000,
) -> Agreement:
    """Compare two orders of the same things, both with the higher figure for the better thing.

    The same seed gives the same intervals. Nothing is said of fewer than three things.
    """
    one, other = Groups.by(ours), Groups.by(theirs)
    if len(ours) < FEWEST or not (one.differ and other.differ):
        return Agreement(None, None)
    fixed = np.array([weights or np.ones(len(ours))], dtype=np.float64)
    draws = list(_draws(fixed, seed, resamples))
    if weights:
        points = [float(statistic(one, other, fixed)[0]) for statistic in (rho, tau)]
    else:
        points = [float(known(one.of, other.of).statistic) for known in (spearmanr, kendalltau)]
    return Agreement(
        spearman=_estimate(points[0], [rho(one, other, drawn) for drawn in draws]),
        kendall=_estimate(points[1], [tau(one, other, drawn) for drawn in draws]),
    )


def rho(one: Groups, other: Groups, weights: Floats) -> Floats:
    """Spearman's, for each row of weights; NaN where a row leaves one side without an order."""
    whole = weights.sum(axis=1, keepdims=True)
    ranks, spreads = zip(*(_ranks(side, weights, whole) for side in (one, other)), strict=True)
    common = (weights * ranks[0] * ranks[1]).sum(axis=1)
    return _ratio(common, *spreads)


def tau(one: Groups, other: Groups, weights: Floats) -> Floats:
    """Kendall's tau-b, for each row of weights; NaN where a row leaves one side without order."""
    whole = weights.sum(axis=1) ** 2
    untied = [
        np.where(_ordered(sums), whole - (sums**2).sum(axis=1), 0)
        for sums in (one.sums(weights), other.sums(weights))
    ]
    common = np.zeros(len(weights))
    for start in range(0, weights.shape[1], BLOCK):
        columns = slice(start, start + BLOCK)
        signs = _signs(one, columns) * _signs(other, columns)
        common += ((weights @ signs) * weights[:, columns]).sum(axis=1)
    return _ratio(common, *untied)


def _ranks(side: Groups, weights: Floats, whole: Floats) -> tuple[Floats, Floats]:
    """Middle ranks counted from their mean, and the sum of their squares."""
    sums = side.sums(weights)
    middles = np.cumsum(sums, axis=1) - sums / 2 - whole / 2
    spread = np.where(_ordered(sums), (sums * middles**2).sum(axis=1), 0)
    return middles[:, side.of], spread


def _ordered(sums: Floats) -> NDArray[np.bool_]:
    """Whether things of more than one group were drawn, by resample."""
    drawn: NDArray[np.bool_] = (sums > 0).sum(axis=1) > 1
    return drawn


def _signs(side: Groups, columns: slice) -> Floats:
    signs: Floats = np.sign(side.of[:, None] - side.of[None, columns]).astype(np.float64)
    return signs


def _ratio(common: Floats, one: Floats, other: Floats) -> Floats:
    whole = np.sqrt(one) * np.sqrt(other)
    ratio: Floats = np.divide(common, whole, out=np.full_like(common, np.nan), where=whole > 0)
    return ratio


def _draws(weights: Floats, seed: int, resamples: int) -> Iterator[Floats]:
    """As many draws of as many things, some at once; a thing drawn twice counts twice."""
    random = np.random.default_rng(seed)
    things = weights.shape[1]
    even = np.full(things, 1 / things)
    for start in range(0, resamples, BATCH):
        counts = random.multinomial(things, even, size=min(BATCH, resamples - start))
        yield counts * weights


def _estimate(value: float, drawn: Sequence[Floats]) -> Estimate:
    """The interval of the resamples that say something; all there is to say where none does."""
    found = np.concatenate(drawn)
    defined = found[~np.isnan(found)]
    low, high = np.percentile(defined, TAILS) if len(defined) else (-1.0, 1.0)
    # Square roots leave a trace in the last digits, beyond 1 too.
    value, low, high = (round(float(np.clip(it, -1, 1)), DIGITS) for it in (value, low, high))
    return Estimate(value, low, high, undefined=len(found) - len(defined))
