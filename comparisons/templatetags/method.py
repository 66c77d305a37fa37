"""Links into the methodology page, and what only that page and the breakdown show."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.urls import reverse

from comparisons import breakdown, units
from comparisons.facts import Inapplicable
from comparisons.method import anchors, curves
from comparisons.method.shapes import CurveMethod, Methodology, SignalMethod, TypeMethod
from comparisons.method.together import together
from ranking import guards
from ranking.explanation import Component, Explanation
from ranking.formula import Unit

register = template.Library()
# Rows of the comparison that are told under another name than their key.
ROWS = {"times_matched": "signal-demand", "own-total": "own-weights"}
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@register.simple_tag
def how(anchor: str) -> str:
    """The address of a paragraph that says how a number comes about."""
    return f"{reverse('methodology')}#{anchors.known(anchor)}"


@register.simple_tag
def how_component(key: str) -> str:
    return how(anchors.of_component(key))


@register.simple_tag
def how_signal(key: str) -> str:
    """Of a figure; of points in general where it is measured no more."""
    anchor = anchors.of_signal(key)
    return how(anchor if anchor in anchors.ANCHORS else "points")


@register.simple_tag
def row_method(key: str) -> str:
    """Where the methodology speaks of a row of the comparison; nowhere for facts of the record."""
    anchor = ROWS.get(key, key)
    return how(anchor) if anchor in anchors.ANCHORS else ""


@register.simple_tag
def ledger(component: Component, inapplicable: Iterable[Inapplicable] = ()) -> breakdown.Ledger:
    return breakdown.ledger(component, inapplicable)


@register.filter
def by_hand(rank: Explanation) -> breakdown.ByHand | None:
    return breakdown.by_hand(rank)


@register.simple_tag
def types(labels: Sequence[str], told: Methodology) -> str:
    """Types in one line; all of them by that name."""
    return "All types" if len(labels) == len(told.types) > 1 else ", ".join(labels)


@register.filter
def weighed_alike(types: Iterable[TypeMethod]) -> list[dict[str, Any]]:
    """Types with the same weights and half-life on one row."""
    rows = together((one.label, (one.weights, one.half_life)) for one in types)
    return [
        {"types": labels, "weights": weights, "half_life": half_life}
        for (weights, half_life), labels in rows
    ]


@register.filter
def of_component(signals: Iterable[SignalMethod], key: str) -> list[SignalMethod]:
    return [signal for signal in signals if signal.component == key]


@register.filter
def counted(count: int, unit: str) -> str:
    """A count on a curve, in the unit its figures are kept in."""
    return units.thousandths(count) if unit == Unit.THOUSANDTHS else units.about(count)


@register.filter
def rests_on(shown: CurveMethod) -> str:
    """How many figures a curve was fitted to, whose, and of which day."""
    words = ISO_DAY.sub(lambda found: _day_in_words(found.group()), shown.basis)
    if not shown.figures:
        return words
    return f"{shown.figures:,} figures: {words}".replace("figures: figures", "figures")


@register.filter
def total_points(total: int) -> str:
    """A difference of totals as points of the rank."""
    return guards.points(total)


@register.filter
def in_thousandths(value: int) -> str:
    """Thousandths as a number of three decimals at most: 800 reads 0.8."""
    return f"{value / 1000:g}"


@register.inclusion_tag("parts/curve.html")
def curve(signal: SignalMethod, shown: CurveMethod) -> dict[str, Any]:
    """The curve as a line, on one scale for all curves of the signal."""
    last = max(use.curve.counts[-1] for use in signal.uses if use.curve)
    points = curves.line(shown.counts, shown.values, last)
    return {"points": points, "width": curves.WIDTH, "height": curves.HEIGHT}


def _day_in_words(text: str) -> str:
    try:
        return units.day(date.fromisoformat(text))
    except ValueError:
        return text
