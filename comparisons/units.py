"""Figures and days in words that people read at once. Exact where exactness matters."""

from datetime import date
from decimal import Decimal

LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
BYTES = ((10**15, "PB"), (10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MINUS = "\N{MINUS SIGN}"


def count(value: int) -> str:
    """262,144 stays exact; from ten million on, 480,000,000,000 reads 480 billion.

    Only figures of at most four digits are shortened, so nothing is rounded away.
    """
    if abs(value) >= 10_000_000:
        for size, word in LARGE:
            if value % (size // 100) == 0 and abs(value) >= size:
                return f"{_plain(Decimal(value) / size)} {word}"
    return f"{value:,}"


def about(value: int) -> str:
    """A count as one takes it in: exact below ten million, three digits of it from there on."""
    if value < 10_000_000:
        return f"{value:,}"
    size, word = next(pair for pair in LARGE if value >= pair[0])
    return f"{_plain(_three_digits(Decimal(value) / size))} {word}"


def quantity(value: int, unit: str) -> str:
    """A count with its unit: 262,144 tokens, 67.5 TB."""
    if unit == "bytes":
        return size_of(value)
    return f"{count(value)} {unit}".strip()


def size_of(value: int) -> str:
    """Bytes in decimal units, with as many digits as are there (at most two decimals)."""
    for size, sign in BYTES:
        if value >= size:
            return f"{_plain(round(Decimal(value) / size, 2))} {sign}"
    return f"{value} bytes"


def day(value: date, precision: str = "day") -> str:
    """22 July 2025, July 2025 or 2025: as much as is known."""
    if precision == "year":
        return str(value.year)
    month = f"{MONTHS[value.month - 1]} {value.year}"
    return month if precision == "month" else f"{value.day} {month}"


def short_day(value: date, precision: str = "day") -> str:
    """22 Jul 2025, Jul 2025 or 2025."""
    words = day(value, precision).split()
    return " ".join(word[:3] if word in MONTHS else word for word in words)


def points(tenths: int) -> str:
    """Tenths of a point as points: 674 reads 67.4."""
    return f"{tenths // 10}.{tenths % 10}"


def signed_points(tenths: int) -> str:
    """A change in tenths of a point with its sign: 12 reads +1.2, none ±0.0."""
    sign = "+" if tenths > 0 else MINUS if tenths else "±"
    return f"{sign}{points(abs(tenths))}"


def thousandths(value: int) -> str:
    """Thousandths with one decimal: 2300 reads 2.3."""
    return f"{(value + 50) // 1000:,}.{(value + 50) % 1000 // 100}"


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
    return f"{rounded} %"


def weight(basis_points: int) -> str:
    """Basis points of a weight as points out of 100: 3750 reads 37.5, 2500 reads 25."""
    return _plain(Decimal(basis_points) / 100)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number:,}{({1: 'st', 2: 'nd', 3: 'rd'}).get(last, 'th')}"


def plural(number: int, one: str, many: str = "") -> str:
    """1 search, 2 searches: the number with the fitting form of the word."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _three_digits(value: Decimal) -> Decimal:
    return round(value, max(0, 2 - value.adjusted()))


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
