"""Ranks as explanations, for tests of verdicts: figures that add up, and no database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ranking.explanation import Component, ComponentState, Explanation, Standing
from ranking.formula import COMPONENTS, LABELS, TYPES, weights_of
from ranking.preference import CapabilityEvidence
from ranking.scoring import FULL, Aggregate, combine, effective_weights, tenths_of
from ranking.verdict import Side

POINT = 10**8
WHOLE = 1_000_000


def component(key: str, value: int | None, weight: int, sd: int, width: int) -> Component:
    return Component(
        key=key,
        label=LABELS[key],
        value=value,
        weight_bp=weight,
        contribution=weight * (value or 0),
        shown_tenths=0,
        coverage=0 if value is None else WHOLE,
        state=ComponentState.NA if value is None else ComponentState.LIVE,
        note="",
        signals=(),
        sd=sd,
        low=max(0, (value or 0) - width),
        high=min(WHOLE, (value or 0) + width),
    )


def rank(
    adoption: int | None = 500_000,
    quality: int | None = 500_000,
    ecosystem: int | None = None,
    match: int | None = None,
    freshness: int | None = 500_000,
    *,
    type_key: str = "model",
    sd: int = 0,
    width: int = 0,
    adjustment: int = 0,
    state: Standing = Standing.RANKED,
) -> Explanation:
    """A rank as its type weighs it; every component is off by `sd` and `width` at most (ppm)."""
    values = dict(zip(COMPONENTS, (adoption, quality, ecosystem, match, freshness), strict=True))
    counting = {key for key, value in values.items() if value is not None}
    weights = effective_weights(weights_of(type_key), counting)
    parts = tuple(component(key, values[key], weights[key], sd, width) for key in COMPONENTS)
    added = combine({part.key: aggregate(part) for part in parts}, weights)
    total = min(max(0, added.total + adjustment), FULL)
    return Explanation(
        total=total,
        tenths=tenths_of(total),
        headline=(tenths_of(total) + 5) // 10,
        sd=added.sd,
        low_tenths=tenths_of(min(max(0, added.low + adjustment), FULL)),
        high_tenths=tenths_of(min(max(0, added.high + adjustment), FULL)),
        coverage=added.coverage,
        state=state,
        formula="1.0.0",
        epoch=1,
        as_of=date(2026, 6, 1),
        components=parts,
        improve=(),
        adjustment=total - added.total,
    )


def aggregate(part: Component) -> Aggregate | None:
    if part.value is None:
        return None
    return Aggregate(part.value, part.coverage, part.sd, part.low, part.high, {}, {})


def side(type_key: str = "model", **fields: Any) -> Side:
    return Side(type_key, rank(type_key=type_key, **fields))


def evidence(key: str = "code.writing", **fields: Any) -> CapabilityEvidence:
    """Searches that were content with it half of the time, well enough known to count."""
    values = {"satisfaction": 500_000, "sd": 50_000, "examinations": 40_000, "visitors": 12}
    return CapabilityEvidence(key=key, name="Code writing", **values | fields)


PPM = st.integers(min_value=0, max_value=WHOLE)
FIGURES = {"sd": st.integers(0, 250_000), "width": st.integers(0, 300_000)}
WEIGHTS = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)
evidences = st.dictionaries(
    st.sampled_from(("a", "b", "c")),
    st.builds(
        CapabilityEvidence,
        st.just("key"),
        st.sampled_from(("One name", "Another")),
        PPM,
        st.integers(0, 300_000),
        st.integers(0, 60_000),
        st.integers(0, 20),
    ),
)


@st.composite
def ranks(draw: st.DrawFn, type_key: str = "model") -> Explanation:
    """Any rank of a type: components that do not apply, provisional ones, adjusted ones."""
    values: dict[str, Any] = {
        key: draw(st.none() | PPM if key != "quality" else PPM) for key in COMPONENTS
    }
    return rank(
        **values,
        type_key=type_key,
        sd=draw(FIGURES["sd"]),
        width=draw(FIGURES["width"]),
        adjustment=draw(st.sampled_from((0, 0, 0, 5 * POINT, -3 * POINT))),
        state=draw(st.sampled_from((*[Standing.RANKED] * 3, Standing.PROVISIONAL))),
    )


@st.composite
def settled_ranks(draw: st.DrawFn, type_key: str = "model") -> Explanation:
    """Ranks of which every component counts, so that a pair is compared as ranked."""
    values: dict[str, Any] = {key: draw(PPM) for key in COMPONENTS}
    return rank(**values, type_key=type_key, sd=draw(FIGURES["sd"]), width=draw(FIGURES["width"]))


@st.composite
def sides(draw: st.DrawFn, type_keys: tuple[str, ...] = TYPES) -> Side:
    type_key = draw(st.sampled_from(type_keys))
    return Side(type_key, draw(st.none() | ranks(type_key)), draw(evidences))


@st.composite
def own_weights(draw: st.DrawFn) -> Mapping[str, int]:
    """A reader's five weights, in basis points."""
    given = dict(zip(COMPONENTS, draw(WEIGHTS), strict=True))
    return effective_weights(given, COMPONENTS)
