"""What somebody would use a model for, in numbers: how an address spells it, what it amounts to.

It changes what one page shows and is stored nowhere. One workload has one spelling: whole numbers
in the order of the parameters; no cached share and a context as long as the input are left out.

>>> parse({"in": "0800", "out": "200", "requests": "1000", "context": "800"}).text
'in=800&out=200&requests=1000'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog.language import figure, gettext, gettext_noop

MOST_TOKENS = 100_000_000
MOST_REQUESTS = 1_000_000_000
ALL = 100
SHOWN = 20


@dataclass(frozen=True)
class Field:
    """One number of a workload. Left empty it is `otherwise`; None where it must be given."""

    name: str
    label: str
    hint: str
    low: int
    high: int
    otherwise: int | None = None


IN = Field("in", gettext_noop("Tokens in"), gettext_noop("per request"), 0, MOST_TOKENS)
OUT = Field("out", gettext_noop("Tokens out"), gettext_noop("per request"), 0, MOST_TOKENS)
CACHED = Field(
    "cached", gettext_noop("Cached share"), gettext_noop("per cent of the input"), 0, ALL, 0
)
REQUESTS = Field("requests", gettext_noop("Requests"), gettext_noop("a month"), 1, MOST_REQUESTS)
CONTEXT = Field(
    "context",
    gettext_noop("Context length"),
    gettext_noop("in tokens; empty: as the input"),
    0,
    MOST_TOKENS,
    0,
)
FIELDS = (IN, OUT, CACHED, REQUESTS, CONTEXT)
PARAMS = tuple(field.name for field in FIELDS)


class BadWorkload(ValueError):
    """What was given is no workload. `problems` tell by parameter what would be."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Workload:
    """Tokens are those of one request, `requests` those of a month, `cached` is in per cent.

    `context` is the length of the prompt that a rate card goes by.
    """

    tokens_in: int
    tokens_out: int
    cached: int
    requests: int
    context: int

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the one spelling."""
        given = [("in", self.tokens_in), ("out", self.tokens_out)]
        given += [("cached", self.cached)] if self.cached else []
        given += [("requests", self.requests)]
        given += [("context", self.context)] if self.context != self.tokens_in else []
        return tuple((name, str(value)) for name, value in given)

    @property
    def text(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.pairs)

    @property
    def cached_tokens(self) -> Decimal:
        """Input tokens a month that are read from a cache; exact, to the hundredth."""
        return Decimal(self.requests * self.tokens_in * self.cached).scaleb(-2)

    @property
    def fresh_tokens(self) -> Decimal:
        """Input tokens a month that are not."""
        return Decimal(self.requests * self.tokens_in * (ALL - self.cached)).scaleb(-2)

    @property
    def output_tokens(self) -> Decimal:
        return Decimal(self.requests * self.tokens_out)


@dataclass(frozen=True)
class Preset:
    """A made-up workload in round numbers, to begin from."""

    key: str
    label: str
    workload: Workload


PRESETS = (
    Preset("chat", gettext_noop("Chat"), Workload(1_000, 300, 0, 100_000, 1_000)),
    Preset("retrieval", gettext_noop("Retrieval"), Workload(6_000, 400, 0, 50_000, 6_000)),
    Preset("document", gettext_noop("Long document"), Workload(250_000, 2_000, 0, 500, 250_000)),
    Preset("agent", gettext_noop("Agent"), Workload(40_000, 1_000, 80, 20_000, 40_000)),
)


def parse(given: Mapping[str, str]) -> Workload:
    """A workload from its parameters. Raises BadWorkload that names every one in the wrong."""
    numbers: dict[str, int] = {}
    problems: dict[str, str] = {}
    for field in FIELDS:
        text = given.get(field.name, "").strip()
        number = _number(text, field)
        if number is None:
            problems[field.name] = _wanted(field, text)
        else:
            numbers[field.name] = number
    context_given = bool(given.get(CONTEXT.name, "").strip())
    problems |= dict(_at_odds(numbers, context_given=context_given))
    if problems:
        raise BadWorkload(problems)
    return Workload(
        tokens_in=numbers["in"],
        tokens_out=numbers["out"],
        cached=numbers["cached"] if numbers["in"] else 0,
        requests=numbers["requests"],
        context=numbers["context"] if context_given else numbers["in"],
    )


def _at_odds(numbers: Mapping[str, int], *, context_given: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with numbers that are right by themselves."""
    if numbers.get("in") == 0 and numbers.get("out") == 0:
        yield "out", gettext("Tokens in and tokens out are both 0: one of them must be above 0.")
    if context_given and numbers.get("context", MOST_TOKENS) < numbers.get("in", 0):
        yield (
            "context",
            gettext("The input is part of the context: give at least {number}.").format(
                number=figure(f"{numbers['in']:,}")
            ),
        )


def _number(text: str, field: Field) -> int | None:
    if not text:
        return field.otherwise
    if not (text.isascii() and text.isdigit()):
        return None
    digits = text.lstrip("0") or "0"
    if len(digits) > len(str(field.high)) or not field.low <= int(digits) <= field.high:
        return None
    return int(digits)


def _wanted(field: Field, text: str) -> str:
    told = (
        gettext("“{text}” does not do: give a whole number from {low} to {high}, digits only.")
        if text
        else gettext("Give a whole number from {low} to {high}, digits only.")
    )
    return told.format(
        text=text[:SHOWN], low=figure(f"{field.low:,}"), high=figure(f"{field.high:,}")
    )
