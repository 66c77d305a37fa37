"""Price against rank for the artifacts of one type, each a point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalog.language import figure, gettext
from comparisons import prices, units
from comparisons.plots.frame import Frame, Tick, upright
from comparisons.plots.logarithmic import log_axis, millionths
from comparisons.plots.scales import Scale
from comparisons.plots.ticks import axis, widened
from comparisons.plots.words import drawable
from comparisons.prices import LEADING, Price

Line = tuple[str, str]
MOST_TICKS = 6
MOST_NUMBERED = 20
LEAST_SPAN, HIGHEST = 100, 1000
FREE_WIDTH = 9
COLUMNS = ("artifact", "name", "rank", "price", "currency", "unit", "providers")


@dataclass(frozen=True)
class Priced:
    """An artifact with its rank in tenths and the lowest price of each leading line it has."""

    slug: str
    name: str
    tenths: int
    lowest: dict[Line, Price]
    providers: dict[Line, int]

    def at(self, line: Line) -> Price | None:
        return self.lowest.get(line)


@dataclass(frozen=True)
class Point:
    """A place in per cent across and pixels down; `number` leads to its row of the table."""

    x: Decimal
    y: Decimal
    name: str
    words: str
    number: str


@dataclass(frozen=True)
class Row:
    """Of the table: `price` is empty where none is known, `number` where nothing is drawn."""

    number: str
    slug: str
    name: str
    tenths: int
    price: str
    providers: int


@dataclass(frozen=True)
class PriceChart:
    frame: Frame
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    points: tuple[Point, ...]
    priced: tuple[Row, ...]
    unpriced: tuple[Row, ...]
    basis: str
    axes: str
    title: str
    description: str
    height: int
    body: str = "plots/scatter.svg"


def basis_of(found: Sequence[Priced]) -> Line | None:
    """The line of a price list that most of them have; the most telling one of equals."""
    counted = [(sum(line in one.lowest for one in found), line) for line in LEADING]
    number, line = max(counted, key=lambda pair: (pair[0], -LEADING.index(pair[1])))
    return line if number else None


def price_chart(found: Sequence[Priced], title: str) -> PriceChart | None:
    """None where no price of a leading line is known. `found` comes highest rank first."""
    line = basis_of(found)
    if line is None:
        return None
    frame = Frame(bottom=284, height=322)
    shown = [(one, price) for one in found if (price := one.at(line))]
    across = _Across(frame, [price.amount or Decimal(0) for _, price in shown])
    tenths = [one.tenths for one, _ in shown]
    low, high = widened(min(tenths), max(tenths), least=LEAST_SPAN, floor=0, ceiling=HIGHEST)
    vertical = axis(low, high, most=MOST_TICKS)
    up = frame.up(vertical)
    rows = tuple(_row(str(n), one, line) for n, (one, _) in enumerate(shown, 1))
    missing = tuple(_row("", one, line) for one in found if not one.at(line))
    return PriceChart(
        frame=frame,
        across=across.ticks(shown[0][1]),
        up=upright(vertical, up, lambda figure: units.points(figure).removesuffix(".0")),
        points=tuple(
            _point(one, price, row, across, up)
            for (one, price), row in zip(shown, rows, strict=True)
        ),
        priced=rows,
        unpriced=missing,
        basis=basis_words(shown[0][1]),
        axes=axes_words(shown[0][1]),
        title=drawable(title),
        description=drawable(_description(rows, missing, shown[0][1], across)),
        height=frame.height,
    )


def basis_words(price: Price) -> str:
    """What is drawn across, in one sentence."""
    return gettext(
        "the lowest standard price that a provider asks for {price}, in {currency}, at "
        "the shortest contexts; equal steps multiply the price."
    ).format(price=prices.per(price), currency=price.currency)


def axes_words(price: Price) -> str:
    """The same for the foot of a file."""
    return gettext("Across: {currency} for {price}, the lowest standard price. Up: points.").format(
        currency=price.currency, price=prices.per(price)
    )


def price_rows(found: Sequence[Priced]) -> list[list[object]]:
    """Every artifact under `COLUMNS`; an empty price is unknown."""
    line = basis_of(found)
    told = ((one, one.at(line) if line else None) for one in found)
    return [
        [one.slug, one.name, units.points(one.tenths), *_asked(one, price, line)]
        for one, price in told
    ]


def _asked(one: Priced, price: Price | None, line: Line | None) -> list[object]:
    if price is None or line is None:
        return ["", "", "", ""]
    amount = "" if price.amount is None else f"{price.amount.normalize():f}"
    return [amount, price.currency, price.unit, one.providers[line]]


class _Across:
    """Prices on an axis of powers of ten; what is free has a place of its own, left of it."""

    def __init__(self, frame: Frame, amounts: Sequence[Decimal]) -> None:
        paid = [amount for amount in amounts if amount]
        self.has_free = len(paid) < len(amounts)
        self.frame = frame
        self.axis = log_axis(min(paid), max(paid), most=MOST_TICKS) if paid else None
        start = frame.left + FREE_WIDTH if self.has_free else frame.left
        ends = (self.axis.low, self.axis.high) if self.axis else (0, 0)
        self.scale = Scale(*ends, start, frame.right)

    @property
    def free_at(self) -> Decimal:
        return Decimal(self.frame.left + FREE_WIDTH // 2)

    def at(self, amount: Decimal) -> Decimal:
        return self.scale.at(millionths(amount)) if amount else self.free_at

    def ticks(self, like: Price) -> tuple[Tick, ...]:
        free = (Tick(self.free_at, "free"),) if self.has_free else ()
        figures = self.axis.ticks if self.axis else ()
        labels = (prices.scaled_text(replace(like, amount=figure)) for figure in figures)
        return (*free, *map(Tick, map(self.at, figures), labels))


def _point(one: Priced, price: Price, row: Row, across: _Across, up: Scale) -> Point:
    amount = price.amount or Decimal(0)
    words = gettext("{tenths} points, {price}").format(
        tenths=units.points(one.tenths), price=prices.rate(price)
    )
    number = row.number if int(row.number) <= MOST_NUMBERED else ""
    return Point(across.at(amount), up.at(one.tenths), drawable(one.name), drawable(words), number)


def _row(number: str, one: Priced, line: Line) -> Row:
    price = one.at(line)
    told, providers = (prices.rate(price), one.providers[line]) if price else ("", 0)
    return Row(number, one.slug, one.name, one.tenths, told, providers)


def _description(rows: Sequence[Row], missing: Sequence[Row], like: Price, across: _Across) -> str:
    told = [
        gettext("{rows} by price and rank. Across: {like}").format(
            rows=units.plural(len(rows), "artifact", "artifacts"), like=basis_words(like)
        )
    ]
    first = rows[0]
    told.append(
        gettext("Highest ranked: {name}, {tenths}, {price}.").format(
            name=first.name, tenths=units.points(first.tenths), price=first.price
        )
    )
    if across.has_free:
        told.append(gettext("What is free stands left of the axis."))
    if missing:
        told.append(
            gettext("{missing} more have no known price of this kind and are not drawn.").format(
                missing=figure(f"{len(missing):,}")
            )
        )
    return " ".join(told)
