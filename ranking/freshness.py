"""How much of its freshness an artifact keeps: 2^(-age / half-life), as integers."""

from decimal import Decimal, localcontext
from functools import cache

PPM = 1_000_000
FINISHED_FLOOR = 600_000
FINISHED_ADOPTION = 500_000


@cache
def decay_table(half_life: int) -> tuple[int, ...]:
    """ppm left after 0, 1, ... half_life - 1 days. Later days are this table, halved again.

    Worked in decimal arithmetic, so that every machine writes the same integers.
    """
    with localcontext() as context:
        context.prec = 30
        step = Decimal("0.5") ** (Decimal(1) / half_life)
        return tuple(int((PPM * step**day).to_integral_value()) for day in range(half_life))


def decayed(age: int, table: tuple[int, ...]) -> int:
    """ppm left after `age` whole days; an event still to come counts as today's."""
    halvings, day = divmod(max(age, 0), len(table))
    return table[day] >> min(halvings, 20)


def freshness(age: int, table: tuple[int, ...], finished: bool) -> int:
    """Finished work (declared so, links alive, widely adopted) keeps a floor."""
    left = decayed(age, table)
    return max(left, FINISHED_FLOOR) if finished else left
