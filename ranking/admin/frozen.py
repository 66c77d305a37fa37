"""What an epoch froze, as tables to read."""

from typing import Any

from ranking.admin.tables import Table, TypeNames, share
from ranking.formula import COMPONENTS, LABELS, METRICS
from ranking.models import Epoch, NormaliserTable, TypeTerms
from ranking.models.scores import COMPONENT_KEYS
from ranking.services.freezing import QUANTILE_COLUMNS


def quantiles_table(epoch: Epoch, names: TypeNames) -> Table:
    """By type and component q05, q10, q25 and q95, with the artifacts they were fitted to."""
    columns = ["type_key", "match_sleeps", "fitted_to", *QUANTILE_COLUMNS.values()]
    terms = TypeTerms.objects.filter(epoch=epoch).values(*columns)
    in_order = sorted(terms, key=lambda row: names.place(row["type_key"]))
    return Table(
        caption="Quantiles 5, 10, 25 and 95 %, and the artifacts they were fitted to",
        heads=["Type", *(LABELS[key] for key in COMPONENTS), "Match graph is"],
        rows=[
            [
                names[row["type_key"]],
                *(_quantiles(row, key) for key in COMPONENTS),
                "asleep" if row["match_sleeps"] else "awake",
            ]
            for row in in_order
        ],
    )


def curves_table(epoch: Epoch, names: TypeNames) -> Table:
    curves = NormaliserTable.objects.filter(epoch=epoch)
    rows = curves.values_list("type_key", "signal", "n", "basis", "sha256")
    in_order = sorted(rows, key=lambda row: (names.place(row[0]), row[1]))
    return Table(
        caption="Curves, and the figures they were fitted to",
        heads=["Curve", "Figures", "Whose", "sha256"],
        rows=[
            [f"{names[type_key]}: {METRICS[signal].label}", f"{n:,}", basis, sha256[:10]]
            for type_key, signal, n, basis, sha256 in in_order
        ],
        numbers=[1],
    )


def _quantiles(row: dict[str, Any], key: str) -> str:
    place = COMPONENT_KEYS.index(key)
    fitted_to = row["fitted_to"][place] if row["fitted_to"] else 0
    if not fitted_to:
        return "shipped"
    shown = " ".join(share(one) for one in row[QUANTILE_COLUMNS[key]])
    return f"{shown} of {fitted_to:,}"
