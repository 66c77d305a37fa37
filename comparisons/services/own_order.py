"""Lists under a reader's own weights: totals and their order, worked out by the database."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet

from catalog.models import Artifact
from comparisons.own_weights import OwnWeights
from ranking.models.scores import COMPONENT_KEYS
from ranking.scoring import BASIS, HEAVY_WEIGHT, RANKED_COVERAGE, effective_weights

PLACES = range(1, len(COMPONENT_KEYS) + 1)
ORDER = (
    F("own_provisional").asc(nulls_last=True),
    F("own_total").desc(),
    F("score__coverage").desc(nulls_last=True),
    "slug",
)


class BySet(Func):
    """An expression for each set of components that count, told by where values are missing.

    Takes the values of a score and any further columns. `written` gives the SQL of one set from
    its effective weights by place and the columns' names. Only our own integers enter the text.
    """

    def __init__(self, own: OwnWeights, *columns: str, **options: Any) -> None:
        self.own = own
        super().__init__(*(F(column) for column in columns), **options)

    def written(self, weights: Mapping[int, int], columns: Sequence[str]) -> str:
        raise NotImplementedError

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        columns = [compiler.compile(source)[0] for source in self.get_source_expressions()]
        number = " + ".join(
            f"(({columns[0]})[{at}] IS NOT NULL)::int * {2 ** (at - 1)}" for at in PLACES
        )
        cases = " ".join(
            f"WHEN {counting} THEN {self.written(weights, columns)}"
            for counting, weights in weight_sets(self.own)
        )
        return f"CASE {number} {cases} END", ()


class OwnSum(BySet):
    """The weighed sum of the last column; NULL where nothing that was given weight counts."""

    output_field = BigIntegerField()

    def written(self, weights: Mapping[int, int], columns: Sequence[str]) -> str:
        return " + ".join(f"{w}::bigint * ({columns[-1]})[{at}]" for at, w in weights.items())


class OwnCoverage(OwnSum):
    """The weighed mean of the last column, floored."""

    def written(self, weights: Mapping[int, int], columns: Sequence[str]) -> str:
        return f"({super().written(weights, columns)}) / {BASIS}"


class OwnProvisional(BySet):
    """Whether too little is known: of the rank, or of what these weights count."""

    output_field = BooleanField()

    def written(self, weights: Mapping[int, int], columns: Sequence[str]) -> str:
        _, coverages, provisional = columns
        known = " + ".join(f"{w}::bigint * ({coverages})[{at}]" for at, w in weights.items())
        hollow = [f"({coverages})[{at}] = 0" for at, w in weights.items() if w >= HEAVY_WEIGHT]
        return f"({' OR '.join([provisional, f'{known} < {RANKED_COVERAGE * BASIS}', *hollow])})"


def weight_sets(own: OwnWeights) -> Iterator[tuple[int, dict[int, int]]]:
    """Sets of components that count, by number, with the weights that are above 0 by place.

    Places count from 1 in the order of component keys; bit i of a set stands for component i. Sets
    without any weight are left out, those of most components come first.
    """
    for number in reversed(range(2 ** len(COMPONENT_KEYS))):
        counting = {key for bit, key in enumerate(COMPONENT_KEYS) if number >> bit & 1}
        weights = effective_weights(own.basis_points, counting)
        weighty = {at: weights[COMPONENT_KEYS[at - 1]] for at in PLACES}
        if any(weighty.values()):
            yield number, {at: weight for at, weight in weighty.items() if weight}


def weighed(artifacts: "QuerySet[Artifact, Any]", own: OwnWeights) -> "QuerySet[Artifact, Any]":
    """With `own_total` (0 to 10^10), `own_coverage` (ppm) and `own_provisional`.

    All three are None where there is no score, or where nothing that was given weight counts.
    """
    values, coverages = "score__values", "score__coverages"
    return artifacts.annotate(
        own_total=OwnSum(own, values),
        own_coverage=OwnCoverage(own, values, coverages),
        own_provisional=OwnProvisional(own, values, coverages, "score__provisional"),
    )


def in_own_order(artifacts: "QuerySet[Artifact, Any]") -> "QuerySet[Artifact, Any]":
    """Weighed artifacts, highest total first; provisional ones after them, then those without."""
    return artifacts.order_by(*ORDER)
