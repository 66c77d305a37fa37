"""What prices were when: each line of a price list over time, with its source."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from catalog.language import gettext
from comparisons import units
from comparisons.prices import HOME_CURRENCY, LEADING, SCALES, Price, label, rate


@dataclass(frozen=True)
class PriceKey:
    """Prices that may stand on one scale: of one component, in one unit and currency."""

    component: str
    unit: str
    currency: str

    @property
    def text(self) -> str:
        """Its spelling in an address: input-token-usd."""
        return f"{self.component}-{self.unit}-{self.currency.lower()}"


@dataclass(frozen=True)
class PriceRecord:
    """A price and when it held; `valid_to` is None while it holds. `plan` names the offering."""

    offering: int
    plan: str
    price: Price
    valid_from: datetime
    valid_to: datetime | None

    @property
    def key(self) -> PriceKey:
        return PriceKey(self.price.component, self.price.unit, self.price.currency)

    @property
    def key_label(self) -> str:
        """Input, USD per 1M tokens."""
        _, many = SCALES.get(self.price.unit, (0, ""))
        unit = self.price.unit.replace("_", " and ")
        counted = f"{many} {unit}s" if many else unit
        return gettext("{component_label}, {currency} per {counted}").format(
            component_label=self.price.component_label,
            currency=self.price.currency,
            counted=counted,
        )

    @property
    def first_day(self) -> date:
        return self.valid_from.date()

    @property
    def until(self) -> date | None:
        """The day from which it held no more."""
        return self.valid_to.date() if self.valid_to else None


@dataclass(frozen=True)
class PriceLine:
    """One line of a price list: a mode and a range of prompts. Records come oldest first."""

    label: str
    records: tuple[PriceRecord, ...]

    @property
    def has_moved(self) -> bool:
        return len(self.records) > 1

    @property
    def summary(self) -> str:
        """Input: $0.30 / 1M input tokens on 1 May 2026, $0.22 / 1M input tokens now; 1 change."""
        first, last = self.records[0], self.records[-1]
        begun = f"{self.label}: {rate(first.price)}"
        ended = (
            gettext(", not listed from {until}").format(until=units.day(last.until))
            if last.until
            else ""
        )
        if not self.has_moved:
            return gettext("{begun} since {first_day}{ended}.").format(
                begun=begun,
                first_day=units.day(first.first_day),
                ended=ended or gettext(", unchanged"),
            )
        now = rate(last.price) + ("" if last.until else gettext(" now"))
        changes = units.plural(len(self.records) - 1, "change", "changes")
        gap = gettext(", not listed for a while between") if self._has_gap else ""
        return gettext("{begun} on {first_day}, {now}; {changes}{gap}{ended}.").format(
            begun=begun,
            first_day=units.day(first.first_day),
            now=now,
            changes=changes,
            gap=gap,
            ended=ended,
        )

    @property
    def _has_gap(self) -> bool:
        return any(one.valid_to != after.valid_from for one, after in pairwise(self.records))


@dataclass(frozen=True)
class Chosen:
    """The prices of one key at one offering."""

    offering: int
    plan: str
    key: PriceKey
    key_label: str
    lines: tuple[PriceLine, ...]

    @property
    def has_moved(self) -> bool:
        return any(line.has_moved for line in self.lines)

    @property
    def newest_first(self) -> tuple[PriceRecord, ...]:
        records = (record for line in self.lines for record in line.records)
        return tuple(sorted(records, key=lambda one: one.valid_from, reverse=True))


@dataclass(frozen=True)
class DayCard:
    """What one offering asked on one day."""

    plan: str
    records: tuple[PriceRecord, ...]


def chosen(records: Iterable[PriceRecord], offering: int, key: PriceKey) -> Chosen | None:
    """The lines of that key at that offering, the plain ones first; None without any."""
    mine = [one for one in records if one.offering == offering and one.key == key]
    if not mine:
        return None
    lines = tuple(
        PriceLine(label(alike[0].price), tuple(sorted(alike, key=lambda one: one.valid_from)))
        for _, group in groupby(sorted(mine, key=_line_of), key=_line_of)
        for alike in [list(group)]
    )
    return Chosen(offering, mine[0].plan, key, mine[0].key_label, lines)


def most_telling(records: Sequence[PriceRecord]) -> tuple[int, PriceKey] | None:
    """The offering and key to begin with: those that moved most, then the leading price."""
    if not records:
        return None
    lines: dict[tuple[int, PriceKey], Counter[tuple[bool, str, int, int]]] = defaultdict(Counter)
    for one in records:
        lines[one.offering, one.key][_line_of(one)] += 1
    plans = {one.offering: one.plan.casefold() for one in records}

    def order(place: tuple[int, PriceKey]) -> tuple[int, tuple[int, bool, str], str, int]:
        changes = lines[place].total() - len(lines[place])
        return -changes, _leads(place[1]), plans[place[0]], place[0]

    return min(lines, key=order)


def by_offering(records: Iterable[PriceRecord]) -> tuple[DayCard, ...]:
    """Records as price lists, by the name of the offering."""
    ordered = sorted(records, key=lambda one: (one.plan.casefold(), one.offering))
    return tuple(
        DayCard(group[0].plan, tuple(group))
        for _, alike in groupby(ordered, key=lambda one: one.offering)
        for group in [list(alike)]
    )


def runs(line: PriceLine) -> tuple[tuple[PriceRecord, ...], ...]:
    """Stretches of time in which there was an amount without a break."""
    amounts = [record for record in line.records if record.price.amount is not None]
    if not amounts:
        return ()
    stretches = [[amounts[0]]]
    for before, after in pairwise(amounts):
        if before.valid_to == after.valid_from:
            stretches[-1].append(after)
        else:
            stretches.append([after])
    return tuple(tuple(stretch) for stretch in stretches)


def _line_of(record: PriceRecord) -> tuple[bool, str, int, int]:
    price = record.price
    return price.mode != "standard", price.mode, price.context_min, price.context_max or 0


def _leads(key: PriceKey) -> tuple[int, bool, str]:
    order = {line: place for place, line in enumerate(LEADING)}
    place = order.get((key.component, key.unit), len(order))
    return place, key.currency != HOME_CURRENCY, key.text
