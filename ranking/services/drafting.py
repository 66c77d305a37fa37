"""What may be changed of a formula: the weights of a draft."""

from collections.abc import Mapping

from django.db import transaction

from ranking.formula import COMPONENTS, digest
from ranking.models import Formula, WeightProfile
from ranking.services.formulas import FormulaRefused

COLUMNS = (*COMPONENTS, "half_life")


@transaction.atomic
def set_weights(*, formula: Formula, weights: Mapping[str, Mapping[str, int]]) -> None:
    """Write rows of a draft: basis points and half-life by column, by type.

    Raises FormulaRefused where the formula is sealed.
    """
    draft = Formula.objects.select_for_update().get(pk=formula.pk)
    if not draft.is_draft:
        raise FormulaRefused(f"Formula {draft.version} is sealed: copy it and change the copy.")
    for type_key, row in weights.items():
        WeightProfile.objects.filter(formula=draft, type_key=type_key).update(**row)


def weights_digest(formula: Formula) -> str:
    """Tells whether weights are still those that somebody was shown."""
    rows = formula.profiles.values_list("type_key", *COLUMNS)
    return digest({row[0]: list(row[1:]) for row in rows})
