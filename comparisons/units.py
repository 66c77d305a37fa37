"""Figures and days in words that people read at once. Exact where exactness matters."""

from datetime import date
from decimal import Decimal

from catalog.language import figure, gettext, gettext_noop, ngettext

LARGE = (
    (10**12, gettext_noop("trillion")),
    (10**9, gettext_noop("billion")),
    (10**6, gettext_noop("million")),
)
BYTES = ((10**15, "PB"), (10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
MONTHS = (
    *(gettext_noop("January"), gettext_noop("February"), gettext_noop("March")),
    *(gettext_noop("April"), gettext_noop("May"), gettext_noop("June")),
    *(gettext_noop("July"), gettext_noop("August"), gettext_noop("September")),
    *(gettext_noop("October"), gettext_noop("November"), gettext_noop("December")),
)
SHORT_MONTHS = (
    *(gettext_noop("Jan"), gettext_noop("Feb"), gettext_noop("Mar"), gettext_noop("Apr")),
    *(gettext_noop("May"), gettext_noop("Jun"), gettext_noop("Jul")),
    *(gettext_noop("Aug"), gettext_noop("Sep"), gettext_noop("Oct")),
    *(gettext_noop("Nov"), gettext_noop("Dec")),
)
# In other languages than English one form does for all, such as {number}.
ORDINAL = gettext_noop("{number}th")
MINUS = "\N{MINUS SIGN}"


def count(value: int) -> str:
    """262,144 stays exact; from ten million on, 480,000,000,000 reads 480 billion.

    Only figures of at most four digits are shortened, so nothing is rounded away.
    """
    if abs(value) >= 10_000_000:
        for size, word in LARGE:
            if value % (size // 100) == 0 and abs(value) >= size:
                return f"{_plain(Decimal(value) / size)} {gettext(word)}"
    return figure(f"{value:,}")


def about(value: int) -> str:
    """A count as one takes it in: exact below ten million, three digits of it from there on."""
    if value < 10_000_000:
        return figure(f"{value:,}")
    size, word = next(pair for pair in LARGE if value >= pair[0])
    return f"{_plain(_three_digits(Decimal(value) / size))} {gettext(word)}"


def quantity(value: int, unit: str) -> str:
    """A count with its unit: 262,144 tokens, 67.5 TB."""
    if unit == "bytes":
        return size_of(value)
    return f"{count(value)} {gettext(unit) if unit else unit}".strip()


def size_of(value: int) -> str:
    """Bytes in decimal units, with as many digits as are there (at most two decimals)."""
    for size, sign in BYTES:
        if value >= size:
            return f"{_plain(round(Decimal(value) / size, 2))} {sign}"
    return gettext("{number} bytes").format(number=value)


def day(value: date, precision: str = "day") -> str:
    """22 July 2025, July 2025 or 2025: as much as is known."""
    if precision == "year":
        return str(value.year)
    return _dated(value, precision, gettext(MONTHS[value.month - 1]))


def short_day(value: date, precision: str = "day") -> str:
    """22 Jul 2025, Jul 2025 or 2025."""
    if precision == "year":
        return str(value.year)
    return _dated(value, precision, gettext(SHORT_MONTHS[value.month - 1]))


def _dated(value: date, precision: str, month: str) -> str:
    if precision == "month":
        return gettext("{month} {year}").format(month=month, year=value.year)
    return gettext("{day} {month} {year}").format(day=value.day, month=month, year=value.year)


def points(tenths: int) -> str:
    """Tenths of a point as points: 674 reads 67.4."""
    return figure(f"{tenths // 10}.{tenths % 10}")


def signed_points(tenths: int) -> str:
    """A change in tenths of a point with its sign: 12 reads +1.2, none ±0.0."""
    sign = "+" if tenths > 0 else MINUS if tenths else "±"
    return f"{sign}{points(abs(tenths))}"


def thousandths(value: int) -> str:
    """Thousandths with one decimal: 2300 reads 2.3."""
    return figure(f"{(value + 50) // 1000:,}.{(value + 50) % 1000 // 100}")


def of_hundred(ppm: int) -> str:
    """Parts per million on a scale of 100: only the whole reads 100, only nothing reads 0."""
    tenths = (ppm + 500) // 1000
    if 0 < ppm < 1_000_000:
        tenths = min(999, max(1, tenths))
    return _plain(Decimal(tenths) / 10)


def per_cent(ppm: int) -> str:
    """Parts per million as whole per cent; only all of it reads 100 %, only nothing reads 0 %."""
    rounded = (ppm + 5_000) // 10_000
    if 0 < ppm < 1_000_000:
        rounded = min(99, max(1, rounded))
    return gettext("{number} %").format(number=rounded)


def weight(basis_points: int) -> str:
    """Basis points of a weight as points out of 100: 3750 reads 37.5, 2500 reads 25."""
    return _plain(Decimal(basis_points) / 100)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    if gettext(ORDINAL) != ORDINAL:
        return gettext(ORDINAL).format(number=figure(f"{number:,}"))
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number:,}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')}"


def plural(number: int, one: str, many: str) -> str:
    """1 search, 2 searches: the number with the fitting form of the word."""
    return f"{figure(f'{number:,}')} {ngettext(one, many, number)}"


def _three_digits(value: Decimal) -> Decimal:
    return round(value, max(0, 2 - value.adjusted()))


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return figure(text.rstrip("0").rstrip(".") if "." in text else text)
