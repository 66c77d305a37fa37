"""Facts in the vocabulary of schema.org, as plain objects. Nothing is told that is not known.

No rating: a rank is no review, and schema.org has no word for it. No price without an exact amount.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any

from comparisons import prices
from comparisons.facts import Subject
from comparisons.prices import Price
from comparisons.table import Comparison

CONTEXT = "https://schema.org"
SPDX = "https://spdx.org/licenses/{}.html"
SPDX_ID = re.compile(r"^[A-Za-z0-9.+-]+$")
FREE = {"free", "open_source"}
# The one type used here that is no creative work: it has other words for who and when.
SERVICE = "WebAPI"
DAYS = {"day": 10, "month": 7, "year": 4}
Entry = dict[str, Any]


def artifact_entry(subject: Subject, kind: str, address: str, same_as: Sequence[str] = ()) -> Entry:
    """One artifact as a `kind` of schema.org. `address` is its page's, `same_as` its own pages."""
    return {"@context": CONTEXT, **brief(subject, kind, address)} | _known(
        description=subject.summary,
        sameAs=list(same_as),
        keywords=[fact.vocabulary_name for fact in subject.capabilities if fact.support != "no"],
        offers=[offer(price) for price in subject.prices if _is_exact(price)],
        **(_service(subject) if kind == SERVICE else _work(subject)),
    )


def comparison_entry(
    shown: Comparison, lead: str, address: str, kinds: Sequence[str], pages: Sequence[str]
) -> Entry:
    """A page about its subjects; `kinds` and `pages` follow them."""
    about = [brief(*one) for one in zip(shown.subjects, kinds, pages, strict=True)]
    entry = {"@context": CONTEXT, "@type": "WebPage", "@id": address, "url": address}
    return entry | {"name": shown.title, "description": lead, "about": about}


def brief(subject: Subject, kind: str, address: str) -> Entry:
    return {"@type": kind, "@id": address, "url": address, "name": subject.name}


def offer(price: Price) -> Entry:
    """What a provider asks, as the price list says it. The day is that of the last reading."""
    asked = {
        "@type": "UnitPriceSpecification",
        "name": prices.label(price),
        "price": _amount(price),
        "priceCurrency": price.currency,
        "unitText": "once" if price.unit == "once" else prices.per(price),
        "validFrom": price.seen_on.isoformat(),
    }
    seller = {"@type": "Organization", "name": price.provider}
    return {"@type": "Offer", "seller": seller, "priceSpecification": asked}


def _amount(price: Price) -> str:
    """The exact amount in the unit that pages show, without sign or separators."""
    power, _ = prices.SCALES.get(price.unit, (0, ""))
    with localcontext() as exact:
        exact.prec = 100
        return f"{(price.amount or Decimal(0)).scaleb(power).normalize():f}"


def _is_exact(price: Price) -> bool:
    return price.kind == "amount" and price.amount is not None


def _work(subject: Subject) -> Entry:
    free = True if subject.pricing_model in FREE else None
    return {
        "publisher": _organization(subject.publisher),
        "license": _licence(subject),
        "datePublished": _released(subject),
        "isAccessibleForFree": free,
    }


def _service(subject: Subject) -> Entry:
    return {"provider": _organization(subject.publisher)}


def _organization(name: str) -> Entry | None:
    return {"@type": "Organization", "name": name} if name else None


def _licence(subject: Subject) -> str:
    """An address: the one in the record, else that of the SPDX list."""
    licence = subject.licence
    if licence is None:
        return ""
    return licence.url or (SPDX.format(licence.text) if SPDX_ID.match(licence.text) else "")


def _released(subject: Subject) -> str:
    """As much of the day as is known."""
    if subject.released_on is None:
        return ""
    return subject.released_on.isoformat()[: DAYS.get(subject.released_precision, 10)]


def _known(**values: Any) -> Entry:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
