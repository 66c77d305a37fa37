"""The checklist as its page tells it."""

from collections.abc import Sequence

from catalog.models import ArtifactType
from comparisons.method.anchors import of_signal
from comparisons.method.shapes import CriterionMethod, Parameter
from ranking.formula.criteria import CHECKED
from ranking.models import QualityCriterion

# What the parameters of a rule are called on the page.
PARAMETERS = {
    "characters": "characters each",
    "count": "how many",
    "days": "days a finding holds",
    "full": "full points from, characters",
    "none": "nothing below, characters",
}


def criteria_of(
    rows: Sequence[QualityCriterion], types: Sequence[ArtifactType]
) -> tuple[CriterionMethod, ...]:
    return tuple(_criterion(row, types) for row in rows)


def _criterion(row: QualityCriterion, types: Sequence[ArtifactType]) -> CriterionMethod:
    asked = tuple(one.plural for one in types if one.key in row.applies_to)
    return CriterionMethod(
        code=row.code,
        anchor=of_signal(row.code),
        label=row.label,
        help=row.help,
        points=row.points,
        is_checked=row.evaluator == CHECKED,
        parameters=tuple(
            Parameter(PARAMETERS.get(name, name), value)
            for name, value in sorted(row.parameters.items())
        ),
        types=asked,
        not_for=tuple(one.plural for one in types if one.key not in row.applies_to),
    )
