"""OpenRouter `/api/v1/models`: one provider's list, prices as text in USD per token.

Shape: `{"data": [{id, name, pricing: {prompt, completion, ...}, architecture, ...}]}`. A price of
-1 is a sentinel for "varies"; zero is a price only where the id or the name says free. A row with
an `alias_target` is a pointer: offered as the model it points at, and found anew each time.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from catalog.normalise import Identity, identify, same_or_unknown
from catalog.publishers import organization_name
from catalog.sources import reading
from catalog.sources.models_dev import SAYS_FREE, display_name, publisher_of
from catalog.sources.reading import BadRow
from catalog.sources.rows import (
    AliasRow,
    ArtifactRow,
    OfferingRow,
    OrganizationRow,
    ParsedFile,
    PriceRow,
    Rejected,
    SourceFileError,
)
from catalog.units import UnstorableAmount, storable

KEY = "openrouter"
PROVIDER = OrganizationRow("openrouter", "OpenRouter", "https://openrouter.ai")
COMPONENTS = {
    "prompt": ("input", "token"),
    "completion": ("output", "token"),
    "input_cache_read": ("cache_read", "token"),
    "input_cache_write": ("cache_write", "token"),
    "internal_reasoning": ("reasoning", "token"),
    "audio": ("audio_input", "token"),
    "image": ("image", "image"),
    "web_search": ("search", "search"),
    "request": ("request", "request"),
}
_AMOUNT = re.compile(r"^-?\d{1,40}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,2})?$")


def parse(data: bytes) -> ParsedFile:
    """Rows of an OpenRouter model list; raises SourceFileError where it is not one."""
    document = reading.load_json(data, "OpenRouter")
    entries = document.get("data") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not _shaped(entries):
        raise SourceFileError(
            "This is not OpenRouter's model list: that one is an object with a list `data` of"
            " models, each with its `pricing`. Give the answer of /api/v1/models."
        )
    places = ((_place(index, row), row) for index, row in enumerate(entries))
    outcomes = list(reading.read_each(reading.once(places, "id"), _row))
    return ParsedFile(
        tuple(row for row in outcomes if isinstance(row, ArtifactRow)),
        tuple(row for row in outcomes if isinstance(row, Rejected)),
    )


def _shaped(entries: list[Any]) -> bool:
    models = [row for row in entries if isinstance(row, dict) and ("pricing" in row or not row)]
    return bool(models) and 2 * len(models) >= len(entries)


def _place(index: int, row: Any) -> str:
    found = row.get("id") if isinstance(row, dict) else None
    return f"openrouter > data > {found if isinstance(found, str) and found else index}"


def _row(place: str, row: dict[str, Any]) -> ArtifactRow:
    reference = reading.text(row, "id", 200)
    name = reading.text(row, "name", 200)
    target = reading.text(row, "alias_target", 200, default="")
    identity, hub = _identity(target or reference, row)
    prices, notes = _prices(row, free=bool(SAYS_FREE.search(reference) or SAYS_FREE.search(name)))
    return ArtifactRow(
        place=place,
        type="model",
        name=display_name(name, reference),
        identity=identity,
        own=() if target else (AliasRow("openrouter", reference), *hub),
        claims=(AliasRow("openrouter", (target or reference).split(":")[0]),),
        publisher=_publisher(identity, target or reference),
        specs=_specs(row),
        offerings=(_offering(reference, row, prices),),
        notes=notes,
    )


def _identity(reference: str, row: dict[str, Any]) -> tuple[Identity, list[AliasRow]]:
    """What the id tells, made precise by the hub id it names, if one publisher made both."""
    listed = identify(reference)
    hub_id = reading.text(row, "hugging_face_id", 200, default="")
    hub = identify(hub_id)
    if not hub_id or not same_or_unknown(hub.publisher, listed.publisher):
        return listed, []
    return hub, [AliasRow("huggingface_model", hub_id)]


def _publisher(identity: Identity, reference: str) -> OrganizationRow | None:
    found = publisher_of(identify(reference), reference)
    if found is None and identity.publisher:
        return OrganizationRow(
            identity.publisher, organization_name(identity.publisher, identity.publisher)
        )
    return found


def _specs(row: dict[str, Any]) -> dict[str, object]:
    architecture = reading.member(row, "architecture")
    cutoff = row.get("knowledge_cutoff")
    specs: dict[str, object] = {
        "context_tokens": reading.count(row, "context_length") or None,
        "max_output_tokens": _max_output(row),
        "modalities_in": reading.texts(architecture, "input_modalities", "architecture"),
        "modalities_out": reading.texts(architecture, "output_modalities", "architecture"),
        "knowledge_cutoff": cutoff if reading.partial_date(cutoff) else None,
    }
    return {key: value for key, value in specs.items() if value not in (None, [])}


def _max_output(row: dict[str, Any]) -> int | None:
    top = reading.member(row, "top_provider")
    return reading.count(top, "max_completion_tokens", "top_provider") or None


def _offering(reference: str, row: dict[str, Any], prices: tuple[PriceRow, ...]) -> OfferingRow:
    return OfferingRow(
        provider=PROVIDER,
        external_id=reference,
        context_tokens=reading.count(row, "context_length") or None,
        max_output_tokens=_max_output(row),
        status="deprecated" if reading.partial_date(row.get("expiration_date")) else "active",
        url=f"https://openrouter.ai/{reference}" if reference.isascii() else "",
        prices=prices,
    )


def _prices(row: dict[str, Any], *, free: bool) -> tuple[tuple[PriceRow, ...], tuple[str, ...]]:
    pricing = row.get("pricing")
    if not isinstance(pricing, dict):
        raise BadRow(f"pricing is {reading.kind_of(pricing)}, not an object")
    prices = list(_price_rows(pricing))
    kept = tuple(price for price in prices if price.amount != 0 or free)
    left = () if len(kept) == len(prices) else ("zero without the word free: left unknown",)
    return kept, left


def _price_rows(pricing: dict[str, Any]) -> Iterator[PriceRow]:
    for key, (component, unit) in COMPONENTS.items():
        value = pricing.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadRow(f"pricing.{key} is {reading.kind_of(value)}, not text")
        if not _AMOUNT.match(value):
            raise BadRow(f"pricing.{key} is not a plain decimal number")
        amount = Decimal(value)
        if amount == -1:
            yield PriceRow(component, unit, None, kind="varies")
        elif amount < 0:
            raise BadRow(f"pricing.{key} is negative")
        else:
            yield PriceRow(component, unit, _stored(key, amount))


def _stored(key: str, amount: Decimal) -> Decimal:
    try:
        return storable(amount)
    except UnstorableAmount as error:
        raise BadRow(f"pricing.{key}: {error}") from error
