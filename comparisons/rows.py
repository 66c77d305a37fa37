"""The rows of the comparison, from plain facts: one function per fact, each gives a cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from catalog.language import gettext, gettext_noop
from comparisons import prices, units
from comparisons.cells import NOT_APPLICABLE, UNKNOWN, Cell, CellState, Row, RowGroup, See
from comparisons.evidence import disputed_fields
from comparisons.facts import Spec, Subject
from comparisons.rank_rows import component_rows, rank_cell
from comparisons.row_choice import Layout
from comparisons.row_marks import marked, scaled
from ranking.formula import COMPONENTS

Fact = Callable[[Subject], Cell]
FREE_MODELS = {"free", "open_source"}
FREE_TIERS = FREE_MODELS | {"freemium"}
DEMAND = "demand"
SPEC = "spec-"
GROUPS = ("kind", "rank", "cost", "capabilities", "record", "specs")


def row_groups(subjects: Sequence[Subject]) -> tuple[RowGroup, ...]:
    """Every group with its rows; groups without rows are left out."""
    groups = (
        RowGroup("kind", gettext("What it is"), _rows(subjects, KIND)),
        RowGroup("rank", gettext("Rank"), (*_rows(subjects, (RANK,)), *component_rows(subjects))),
        RowGroup("cost", gettext("Cost"), _rows(subjects, COST)),
        RowGroup("capabilities", gettext("What it can do"), _rows(subjects, CAPABILITIES)),
        RowGroup("record", gettext("Terms and dates"), _rows(subjects, RECORD)),
        RowGroup("specs", gettext("Specifications"), _spec_rows(subjects)),
    )
    return tuple(group for group in groups if group.rows)


def layout(specs: Iterable[Sequence[Spec]]) -> Layout:
    """The keys of all groups and rows that subjects with these specifications have."""
    fixed = (("kind", KIND), ("cost", COST), ("capabilities", CAPABILITIES), ("record", RECORD))
    keys = {group: tuple(key for key, _, _ in facts) for group, facts in fixed}
    keys["rank"] = (RANK[0], *(f"component-{key}" for key in COMPONENTS))
    keys["specs"] = tuple(f"{SPEC}{key}" for key in _known(list(specs)))
    return tuple((group, keys[group]) for group in GROUPS if keys[group])


def type_cell(subject: Subject) -> Cell:
    return Cell(subject.type.name)


def publisher_cell(subject: Subject) -> Cell:
    return Cell(subject.publisher) if subject.publisher else UNKNOWN


def pricing_cell(subject: Subject) -> Cell:
    if subject.pricing_model == "unknown":
        return UNKNOWN
    return _marked(Cell(gettext(subject.pricing_label)), subject, "pricing_model")


def starting_price_cell(subject: Subject) -> Cell:
    """The lowest known price with who asks it, when it was read and where."""
    start = prices.starting_price(subject.prices)
    if start is None:
        return _price_without_offers(subject)
    notes = [gettext("at {providers}").format(providers=_names(start.providers))]
    if start.then:
        notes.append(gettext("paid from {then}").format(then=start.then))
    return Cell(
        start.text[:1].upper() + start.text[1:],
        notes=tuple(notes),
        as_of=start.seen_on,
        source=start.source,
        figure=start.amount,
        unit=start.measure,
    )


def _price_without_offers(subject: Subject) -> Cell:
    if subject.pricing_model in FREE_MODELS:
        return Cell(
            gettext("Free"), notes=(gettext("no paid offer is known"),), source=subject.source
        )
    if subject.pricing_model == "contact":
        return Cell(gettext("On request"))
    return UNKNOWN


def free_tier_cell(subject: Subject) -> Cell:
    """Whether one can use it without paying, as far as the record says."""
    if subject.pricing_model in FREE_TIERS:
        return Cell(gettext("Yes"), notes=(gettext(subject.pricing_label).lower(),))
    if free := sorted({price.provider for price in subject.prices if price.is_free}):
        return Cell(gettext("Yes"), notes=(gettext("at {free}").format(free=_names(tuple(free))),))
    if subject.pricing_model == "unknown":
        return UNKNOWN
    return Cell(gettext("None recorded"), CellState.NONE)


def providers_cell(subject: Subject) -> Cell:
    served = [offering for offering in subject.offerings if offering.is_served]
    if not served:
        return Cell(gettext("None recorded"), CellState.NONE)
    names = dict.fromkeys(offering.provider for offering in served)
    newest = max(offering.seen_on for offering in served)
    return Cell(
        units.plural(len(names), "provider", "providers"),
        as_of=newest,
        figure=Decimal(len(names)),
        unit="providers",
    )


def capabilities_cell(subject: Subject) -> Cell:
    held = [fact for fact in subject.capabilities if fact.support in {"yes", "partial"}]
    if not subject.capabilities:
        return Cell(gettext("None described yet"), CellState.UNKNOWN)
    partial = sum(fact.support == "partial" for fact in held)
    notes = (gettext("{partial} of them in part").format(partial=partial),) if partial else ()
    return Cell(
        gettext("{held} described").format(held=len(held)),
        notes=notes,
        figure=Decimal(len(held)),
        unit="capabilities",
    )


def times_matched_cell(subject: Subject) -> Cell:
    """Visitors, once a day each, whose search it fitted: counted even while match sleeps."""
    components = subject.rank.components if subject.rank else ()
    signals = (signal for component in components for signal in component.signals)
    demand = next((s for s in signals if s.key == DEMAND and s.raw), None)
    if demand is None or demand.raw is None:
        return replace(UNKNOWN, notes=(gettext("no search that it fitted has been counted"),))
    return Cell(
        units.count(demand.raw),
        notes=(
            gettext("visitors, once a day each, whose search it fitted; older days count less"),
        ),
        as_of=demand.observed_at,
        figure=Decimal(demand.raw),
        unit="visitors",
    )


def licence_cell(subject: Subject) -> Cell:
    if subject.licence is None:
        return UNKNOWN
    return _marked(Cell(subject.licence.text, href=subject.licence.url), subject, "licence")


def lifecycle_cell(subject: Subject) -> Cell:
    """The state with the days it came to be, and what takes the artifact's place."""
    days = (
        (gettext("announced {day}"), subject.announced_on),
        (gettext("deprecated {day}"), subject.deprecated_on),
        (gettext("retired {day}"), subject.retired_on),
    )
    after = subject.successor
    cell = Cell(
        gettext(subject.lifecycle_label),
        notes=tuple(words.format(day=units.day(on)) for words, on in days if on),
        see=See(gettext("Successor"), after.slug, after.name) if after else None,
    )
    return _marked(cell, subject, "lifecycle")


def released_cell(subject: Subject) -> Cell:
    if subject.released_on is None:
        return UNKNOWN
    text = units.day(subject.released_on, subject.released_precision)
    return _marked(Cell(text), subject, "released_on")


KIND: tuple[tuple[str, str, Fact], ...] = (
    ("type", gettext_noop("Type"), type_cell),
    ("publisher", gettext_noop("Publisher"), publisher_cell),
)
RANK: tuple[str, str, Fact] = ("rank", gettext_noop("Rank"), rank_cell)
COST: tuple[tuple[str, str, Fact], ...] = (
    ("pricing", gettext_noop("Pricing"), pricing_cell),
    ("starting_price", gettext_noop("Starting price"), starting_price_cell),
    ("free_tier", gettext_noop("Free to use"), free_tier_cell),
    ("providers", gettext_noop("Served by"), providers_cell),
)
CAPABILITIES: tuple[tuple[str, str, Fact], ...] = (
    ("capabilities", gettext_noop("Capabilities"), capabilities_cell),
    ("times_matched", gettext_noop("Times matched"), times_matched_cell),
)
RECORD: tuple[tuple[str, str, Fact], ...] = (
    ("licence", gettext_noop("Licence"), licence_cell),
    ("lifecycle", gettext_noop("Lifecycle"), lifecycle_cell),
    ("released", gettext_noop("Released"), released_cell),
)


def spec_cell(spec: Spec | None) -> Cell:
    """A typed value in words. A specification of another type does not apply."""
    if spec is None:
        return NOT_APPLICABLE
    if spec.value is None or spec.value in ("", []):
        return UNKNOWN
    if spec.value is False:
        return Cell(spec_text(spec), CellState.NO)
    return Cell(spec_text(spec), figure=_figure(spec.value), unit=spec.unit)


def _figure(value: object) -> Decimal | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else None


def spec_text(spec: Spec) -> str:
    value = spec.value
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, int):
        return units.quantity(value, spec.unit)
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    if spec.kind == "date":
        return _spec_date(str(value))
    return f"{value} {spec.unit}".strip()


def _spec_date(text: str) -> str:
    """A day, month or year as it was written down, in words; anything else stays as it is."""
    precision = {10: "day", 7: "month", 4: "year"}.get(len(text))
    try:
        parsed = date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return text
    return units.day(parsed, precision or "day")


def _rows(subjects: Sequence[Subject], facts: Sequence[tuple[str, str, Fact]]) -> tuple[Row, ...]:
    return tuple(
        scaled(Row(key, gettext(label), tuple(fact(subject) for subject in subjects)))
        for key, label, fact in facts
    )


def _spec_rows(subjects: Sequence[Subject]) -> tuple[Row, ...]:
    """Specifications any of them has a value for, in the order of their types."""
    groups = [subject.type.group for subject in subjects]
    known = _known([subject.specs for subject in subjects])
    rows = (
        (spec, Row(f"{SPEC}{key}", gettext(spec.label), _spec_cells(subjects, key), spec.help))
        for key, spec in known.items()
    )
    return tuple(scaled(marked(row, spec.better, groups)) for spec, row in rows)


def _known(lists: Sequence[Sequence[Spec]]) -> dict[str, Spec]:
    """By key, as the first type with a value for it has it."""
    known = {
        spec.key: spec for specs in reversed(lists) for spec in specs if spec.value is not None
    }
    order = dict.fromkeys(spec.key for specs in lists for spec in specs)
    return {key: known[key] for key in order if key in known}


def _spec_cells(subjects: Sequence[Subject], key: str) -> tuple[Cell, ...]:
    return tuple(_spec_of(subject, key) for subject in subjects)


def _spec_of(subject: Subject, key: str) -> Cell:
    spec = next((spec for spec in subject.specs if spec.key == key), None)
    return _marked(spec_cell(spec), subject, f"specs.{key}")


def _marked(cell: Cell, subject: Subject, field: str) -> Cell:
    return replace(cell, disputed=True) if field in disputed_fields(subject) else cell


def _names(names: Sequence[str], most: int = 3) -> str:
    shown = list(names[:most])
    if len(names) > most:
        shown.append(units.plural(len(names) - most, "other", "others"))
    return (
        shown[0]
        if len(shown) == 1
        else gettext("{most} and {last}").format(most=", ".join(shown[:-1]), last=shown[-1])
    )
