"""The whole definition of a formula, laid out to be read."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.enums import RelationKind
from ranking.admin.tables import Table, TypeNames, per_cent_of
from ranking.forms.fields import per_cent
from ranking.formula import COMPONENTS, CRITERIA, FLAGS, LABELS, METRICS, method
from ranking.models import Formula, WeightProfile
from ranking.services.drafting import COLUMNS

CRITERION = {criterion.code: criterion.label for criterion in (*CRITERIA, *FLAGS)}
KINDS = dict(RelationKind.choices)
# Numbers that stand for themselves, with the unit they are in.
CONSTANTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "smallest_reference_set": ("Figures a curve is fitted to, at least", str),
    "awake_from": ("Artifacts with match evidence that wake a type's match graph", per_cent_of),
    "unknown_spread": ("How far an unknown figure may be off", per_cent_of),
    "ranked_coverage": ("Inputs known of an artifact that is not provisional", per_cent_of),
    "heavy_weight": (
        "Weight from which a component must not be unknown",
        lambda n: f"{n / 100:g} %",
    ),
    "finished_floor": ("Freshness that finished work keeps", per_cent_of),
}
SHOWN = {"components", "adoption", "ecosystem", "match", "backings", "criteria", "anchors", "caps"}

Method = Mapping[str, Any]


def weights_table(formula: Formula, names: TypeNames) -> Table:
    """Per cent by component, with what the formula it is based on had where that differs."""
    parent = formula.based_on
    bases = {row.type_key: row for row in parent.profiles.all()} if parent else {}
    rows = sorted(formula.profiles.all(), key=lambda row: names.place(row.type_key))
    return Table(
        caption="Weights by type, in per cent",
        heads=["Type", *(LABELS[key] for key in COMPONENTS), "Half-life, days"],
        rows=[[names[row.type_key], *_weights(row, bases.get(row.type_key))] for row in rows],
        numbers=range(1, len(COLUMNS) + 1),
    )


def definition_tables(formula: Formula, names: TypeNames) -> list[Table]:
    """What was written down when it was sealed; for a draft, what would be."""
    record: Method = formula.definition.get("method", {}) if formula.definition else method()
    return [
        _signals(record, names),
        _criteria(record, names),
        _backings(record),
        _curves(record),
        _constants(record),
    ]


def _weights(row: WeightProfile, base: WeightProfile | None) -> Iterable[SafeString]:
    for name in COLUMNS:
        number = _number(row, name)
        was = number if base is None else _number(base, name)
        yield SafeString(number) if was == number else _changed(number, was)


def _number(row: WeightProfile, name: str) -> str:
    stored: int = getattr(row, name)
    return str(stored) if name == "half_life" else per_cent(stored)


def _changed(number: str, was: str) -> SafeString:
    return format_html('<strong>{}</strong> <span class="was">was {}</span>', number, was)


def _signals(record: Method, names: TypeNames) -> Table:
    """Types that share their signals and weights stand on one line."""
    together: dict[str, list[str]] = {}
    for type_key, signals in record.get("adoption", {}).items():
        together.setdefault(_weighed(signals), []).append(type_key)
    rows = [
        [f"Adoption of {names.together(keys)}", signals]
        for signals, keys in sorted(together.items(), key=lambda one: names.place(one[1][0]))
    ]
    rows += [
        [f"{LABELS[key]} of all types", _weighed(record[key])]
        for key in ("ecosystem", "match")
        if key in record
    ]
    return Table("Signals and their weights", ["Component", "Signals"], rows)


def _weighed(signals: Mapping[str, int]) -> str:
    by_weight = sorted(signals.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{_metric(key)} ({weight})" for key, weight in by_weight)


def _metric(key: str) -> str:
    return METRICS[key].label if key in METRICS else key


def _criteria(record: Method, names: TypeNames) -> Table:
    criteria = sorted(record.get("criteria", []), key=lambda one: (-one["points"], one["code"]))
    return Table(
        caption="Quality: the checklist",
        heads=["Criterion", "Points", "Read by", "Applies to", "Parameters"],
        rows=[
            [
                CRITERION.get(one["code"], one["code"]),
                one["points"] or "a flag",
                one["evaluator"],
                names.together(one["applies_to"]),
                _pairs(one["parameters"]),
            ]
            for one in criteria
        ],
        numbers=[1],
    )


def _backings(record: Method) -> Table:
    return Table(
        caption="Relations that speak for an artifact, in thousandths",
        heads=["Relation", "Claimed", "Confirmed", "Speaks for"],
        rows=[
            [KINDS.get(kind, kind), claimed, confirmed, "its origin" if turned else "its target"]
            for kind, (claimed, confirmed, turned) in record.get("backings", {}).items()
        ],
        numbers=[1, 2],
    )


def _curves(record: Method) -> Table:
    rows: list[list[object]] = [
        [f"{share * 100:g} % of the type's figures are lower", f"{score:.2f}"]
        for share, score in record.get("anchors", [])
    ]
    rows += [
        [f"{_metric(key)}: straight, whole from {cap}", "1.00"]
        for key, cap in record.get("caps", {}).items()
    ]
    return Table("Curves: what a figure is worth", ["Where it stands", "Worth"], rows, [1])


def _constants(record: Method) -> Table:
    rows = [
        [label, shown(record[key])] for key, (label, shown) in CONSTANTS.items() if key in record
    ]
    others = sorted(set(record) - SHOWN - set(CONSTANTS))
    rows += [[key, json.dumps(record[key], sort_keys=True)] for key in others]
    return Table("Bounds", ["What", "Value"], rows, [1])


def _pairs(parameters: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(parameters.items())) or "–"
