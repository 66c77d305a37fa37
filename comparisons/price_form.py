"""Which price history an address asks for, and the form that asks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from catalog.language import gettext
from comparisons import querystring
from comparisons.price_chart import PriceChart, price_chart
from comparisons.price_history import (
    Chosen,
    DayCard,
    PriceKey,
    PriceRecord,
    by_offering,
    chosen,
    most_telling,
)

OFFERING, PRICE, ON = "offering", "price", "on"
PARAMS = (OFFERING, PRICE, ON)
LONGEST = 60
DAY_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class AskedPrices:
    """What an address says, as text, with the day where it is one; and the day it was asked."""

    today: date
    texts: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_empty(self) -> bool:
        return not all(self.texts.values())


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class PriceSection:
    """The history of one price, and what was asked on one day.

    `chart` is None where nothing moved. `cards` are None where no day was asked for.
    """

    asked: AskedPrices
    shown: Chosen
    chart: PriceChart | None
    offerings: tuple[Option, ...]
    keys: tuple[Option, ...]
    kept: list[tuple[str, str]]
    problems: Mapping[str, str]
    first_day: date
    cards: tuple[DayCard, ...] | None

    @property
    def file_query(self) -> str:
        """What leads to the drawing of the same as a file."""
        return f"{OFFERING}={self.shown.offering}&{PRICE}={self.shown.key.text}"


def asked(data: QueryDict, *, today: date) -> AskedPrices:
    """What an address asks for. A day that is none, or to come, is a problem."""
    texts = {name: data.get(name, "").strip()[:LONGEST] for name in PARAMS if name in data}
    text = texts.get(ON, "")
    on = _day(text)
    if text and (on is None or on > today):
        wanted = gettext("Give a day up to today, {today}, as year-month-day: 2026-03-01.").format(
            today=today.isoformat()
        )
        return AskedPrices(today, texts, problems={ON: wanted})
    return AskedPrices(today, texts, on)


def choice(records: Sequence[PriceRecord], given: AskedPrices) -> tuple[Chosen, dict[str, str]]:
    """What is shown, and what is wrong with what was asked. Raises ValueError without records."""
    usual = most_telling(records)
    if usual is None:
        raise ValueError("there is no price to choose from")
    offering = next(
        (one for one in records if str(one.offering) == given.texts.get(OFFERING)), None
    )
    problems = {}
    if given.texts.get(OFFERING) and offering is None:
        problems[OFFERING] = gettext("No such offering has prices here. Choose one of the list.")
    mine = [one for one in records if offering is None or one.offering == offering.offering]
    key = next((one.key for one in mine if one.key.text == given.texts.get(PRICE)), None)
    if given.texts.get(PRICE) and key is None:
        problems[PRICE] = gettext("This offering has no such price. Choose one of the list.")
    if key is not None:
        mine = [one for one in mine if one.key == key]
    return _settled(records, mine, problems), problems


def section(
    records: Sequence[PriceRecord],
    on_day: Sequence[PriceRecord] | None,
    given: AskedPrices,
    *,
    name: str,
    data: QueryDict,
) -> PriceSection | None:
    """None where no price was ever recorded. `on_day` are those of the day asked for."""
    if not records:
        return None
    shown, problems = choice(records, given)
    title = gettext("Price of {name}").format(name=name)
    return PriceSection(
        asked=given,
        shown=shown,
        chart=price_chart(shown, title, until=given.today, marked=given.on)
        if shown.has_moved
        else None,
        offerings=tuple(_offerings(records, shown.offering)),
        keys=tuple(_keys(records, shown)),
        kept=querystring.kept(data, PARAMS),
        problems={**given.problems, **problems},
        first_day=min(one.first_day for one in records),
        cards=None if on_day is None else by_offering(on_day),
    )


def _settled(
    records: Sequence[PriceRecord], mine: Sequence[PriceRecord], problems: Mapping[str, str]
) -> Chosen:
    """Of what is left to choose from the most telling; of everything where that was wrong."""
    place = most_telling(records if problems else mine)
    found = chosen(records, *place) if place else None
    if found is None:
        raise ValueError("there is no price to choose from")
    return found


def _day(text: str) -> date | None:
    if not DAY_FORM.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _offerings(records: Sequence[PriceRecord], now: int) -> Iterator[Option]:
    plans = {one.offering: one.plan for one in records}
    for pk, plan in sorted(plans.items(), key=lambda pair: (pair[1].casefold(), pair[0])):
        yield Option(str(pk), plan, pk == now)


def _keys(records: Sequence[PriceRecord], shown: Chosen) -> Iterator[Option]:
    """Every price of any offering: one that the chosen offering lacks is told when asked for."""
    labels: dict[PriceKey, str] = {one.key: one.key_label for one in records}
    for key, label in sorted(labels.items(), key=lambda pair: pair[1]):
        yield Option(key.text, label, key == shown.key)
