"""What a capability's evidence says of an artifact: its satisfaction, and how sure that is.

Integers only, floor division only: SQL gives the same numbers. Outcomes and examinations are sums
in thousandths, everything else is ppm. After the method of ranking by satisfaction over expected
examinations: dividing by how often a place in a list is looked at removes the list's own bias.
"""

from dataclasses import dataclass
from math import isqrt

PPM = 1_000_000
PRIOR_EXAMINATIONS = 20
SHIPPED_MEAN = 250_000
SMALLEST_MEAN = 10_000
LARGEST_SD = 250_000
TRUSTED_VISITORS = 5


@dataclass(frozen=True)
class Posterior:
    """`satisfaction` is the outcome to expect of one examination, `sd` its standard deviation."""

    satisfaction: int
    sd: int


def posterior(outcomes: int, examinations: int, mean: int) -> Posterior:
    """The mean of a beta distribution that began with 20 examinations at `mean`.

    (S + mean x 20) / (E + 20), at most the whole; sd = sqrt(g (1 - g) / (E + 21)).
    """
    weighed = outcomes * PPM + mean * PRIOR_EXAMINATIONS * 1000
    g = min(PPM, weighed // (examinations + PRIOR_EXAMINATIONS * 1000))
    variance = g * (PPM - g) * 1000 // (examinations + (PRIOR_EXAMINATIONS + 1) * 1000)
    return Posterior(g, isqrt(variance))


def shrunk_mean(outcomes: int, examinations: int, towards: int) -> int:
    """What is usual for a capability, pulled towards what is usual for the type.

    Never below 1 %, so that a share of it can always be taken.
    """
    return max(SMALLEST_MEAN, posterior(outcomes, examinations, towards).satisfaction)


def against_usual(figure: int, mean: int) -> int:
    """ppm of twice what is usual: the usual is half, twice the usual is the whole."""
    return min(PPM, figure * PPM // (2 * mean))
