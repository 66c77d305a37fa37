"""models.dev `api.json`: what each provider charges for each model, in USD per million tokens.

Shape: `{provider: {id, name, doc, models: {id: {name, cost, limit, modalities, ...}}}}`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from catalog.normalise import Identity, identify
from catalog.publishers import organization_name, sells_own, slugify
from catalog.sources import reading
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
from catalog.units import UnstorableAmount, per_token

KEY = "models_dev"
COMPONENTS = {
    "input": "input",
    "output": "output",
    "cache_read": "cache_read",
    "cache_write": "cache_write",
    "reasoning": "reasoning",
    "input_audio": "audio_input",
    "output_audio": "audio_output",
}
MODES = {"fast": "priority", "priority": "priority", "flex": "flex", "batch": "batch"}
STATUSES = {"deprecated": "deprecated", "alpha": "preview", "beta": "preview"}
SAYS_FREE = re.compile(r"(?:^|[-:/_ (])free\)?\s*$", re.IGNORECASE)


def parse(data: bytes) -> ParsedFile:
    """Rows of a models.dev file; raises SourceFileError where it is not one."""
    document = reading.load_json(data, "models.dev")
    _check_shape(document)
    rows: list[ArtifactRow] = []
    rejected: list[Rejected] = []
    for provider, entry in document.items():
        for outcome in _provider_rows(provider, entry):
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            else:
                rows.append(outcome)
    return ParsedFile(tuple(rows), tuple(rejected))


def _check_shape(document: Any) -> None:
    shaped = isinstance(document, dict) and [
        entry for entry in document.values() if isinstance(entry, dict) and "models" in entry
    ]
    if not shaped or 2 * len(shaped) < len(document):
        raise SourceFileError(
            "This is not models.dev's api.json: that one is an object of providers, each with its"
            " `models`. Give the file served as /api.json."
        )


def _provider_rows(provider: str, entry: Any) -> Iterator[ArtifactRow | Rejected]:
    place = f"models_dev > {provider}"
    try:
        if not isinstance(entry, dict) or isinstance(entry, reading.Repeated):
            reading.sound(entry)
        organization = OrganizationRow(
            slug=_provider_slug(provider),
            name=reading.text(entry, "name", 200),
            website=_address(reading.text(entry, "doc", 500, default="")),
        )
        models = reading.member(entry, "models")
        if isinstance(models, reading.Repeated):
            raise BadRow(f"models gives the key {models.key!r} twice")
    except BadRow as bad:
        yield Rejected(place, str(bad))
        return
    places = ((f"{place} > {model}", row) for model, row in models.items())
    for outcome, model in zip(
        reading.read_each(places, lambda where, row: (where, row)), models, strict=True
    ):
        if isinstance(outcome, Rejected):
            yield outcome
            continue
        try:
            yield _row(organization, provider, model, *outcome)
        except BadRow as bad:
            yield Rejected(outcome[0], str(bad))


def _provider_slug(provider: str) -> str:
    slug = slugify(provider)
    if not slug or len(slug) > 100:
        raise BadRow("the provider's id makes no slug")
    return slug


def _address(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


def _row(
    provider: OrganizationRow, provider_id: str, model: str, place: str, row: dict[str, Any]
) -> ArtifactRow:
    if reading.text(row, "id") != model:
        raise BadRow("id differs from the key it stands under")
    name = reading.text(row, "name", 200)
    identity = identify(model)
    own = [AliasRow("models_dev", _alias(provider_id, model))]
    prices, notes = _prices(row, free=bool(SAYS_FREE.search(model) or SAYS_FREE.search(name)))
    return ArtifactRow(
        place=place,
        type="model",
        name=display_name(name, model),
        identity=identity,
        told=identify(name),
        own=tuple(own),
        claims=_claims(provider_id, model),
        publisher=publisher_of(identity, model),
        first_hand=bool(identity.publisher) and sells_own(provider_id) == identity.publisher,
        lifecycle="deprecated" if row.get("status") == "deprecated" else "active",
        released=reading.partial_date(row.get("release_date")),
        specs=_specs(row),
        offerings=(_offering(provider, model, row, prices),),
        notes=notes,
    )


def _alias(provider: str, model: str) -> str:
    value = f"{provider}/{model}"
    if len(value) > 300:
        raise BadRow("provider and model id together are longer than 300 characters")
    return value


def _claims(provider: str, model: str) -> tuple[AliasRow, ...]:
    """Ids of other catalogs that this id is: OpenRouter's own, or a hub id written out."""
    claims = []
    if provider == "openrouter":
        claims.append(AliasRow("openrouter", model))
    if model.count("/") == 1 and not model.startswith(("@", "~")):
        claims.append(AliasRow("huggingface_model", model))
    return tuple(claims)


def publisher_of(identity: Identity, reference: str) -> OrganizationRow | None:
    """The publisher an id tells of, with the name as the id spells it where we know no better."""
    if not identity.publisher:
        return None
    parts = (part.lstrip("@~") for part in reference.split("/")[:-1])
    spelled = next((part for part in parts if slugify(part) == identity.publisher), "")
    return OrganizationRow(
        identity.publisher, organization_name(identity.publisher, spelled or identity.publisher)
    )


def display_name(name: str, reference: str) -> str:
    """The name without vendor, price class and path: "Qwen: Qwen3 (free)" is "Qwen3"."""
    moving = "latest" in reference
    noise = r"\s*\(free\)\s*$" if moving else r"\s*\((?:free|latest)\)\s*$"
    plain = re.sub(noise, "", name, flags=re.IGNORECASE)
    plain = re.sub(r"^[A-Za-z0-9 .-]{2,30}: +(?=\S)", "", plain)
    if "/" in plain and " " not in plain:
        plain = plain.rsplit("/", 1)[-1]
    return " ".join(plain.split()) or reference


def _specs(row: dict[str, Any]) -> dict[str, object]:
    limit, modalities = reading.member(row, "limit"), reading.member(row, "modalities")
    cutoff = row.get("knowledge")
    specs: dict[str, object] = {
        "context_tokens": reading.count(limit, "context", "limit") or None,
        "max_output_tokens": reading.count(limit, "output", "limit") or None,
        "modalities_in": reading.texts(modalities, "input", "modalities"),
        "modalities_out": reading.texts(modalities, "output", "modalities"),
        "open_weights": reading.flag(row, "open_weights"),
        "knowledge_cutoff": cutoff if reading.partial_date(cutoff) else None,
    }
    return {key: value for key, value in specs.items() if value not in (None, [])}


def _offering(
    provider: OrganizationRow, model: str, row: dict[str, Any], prices: tuple[PriceRow, ...]
) -> OfferingRow:
    limit = reading.member(row, "limit")
    status = reading.text(row, "status", 40, default="")
    return OfferingRow(
        provider=provider,
        external_id=model,
        context_tokens=reading.count(limit, "context", "limit") or None,
        max_output_tokens=reading.count(limit, "output", "limit") or None,
        status=STATUSES.get(status, "active"),
        prices=prices,
    )


def _prices(row: dict[str, Any], *, free: bool) -> tuple[tuple[PriceRow, ...], tuple[str, ...]]:
    """The prices of a model. A zero is a price only where the source says free."""
    amounts = list(_amounts(row))
    kept = tuple(price for price in amounts if price.amount or free)
    left = len(amounts) - len(kept)
    unknown = [name for name, _ in _modes(row) if name not in MODES]
    notes = [f"prices of the mode {name!r} left out: not known here" for name in unknown]
    return kept, (*notes, *(["zero without the word free: left unknown"] if left else []))


def _amounts(row: dict[str, Any]) -> Iterator[PriceRow]:
    cost = reading.member(row, "cost")
    tiers = _tiers(cost)
    starts = [0, *(size + 1 for size, _ in tiers)]
    ends = [*(size for size, _ in tiers), None]
    for index, card in enumerate([cost, *(card for _, card in tiers)]):
        path = f"cost.tiers[{index - 1}]" if index else "cost"
        for component, amount in _card(card, path):
            yield PriceRow(
                component, "token", amount, context_min=starts[index], context_max=ends[index]
            )
    for name, mode in _modes(row):
        if name in MODES:
            for component, amount in _card(reading.member(mode, "cost"), f"modes.{name}.cost"):
                yield PriceRow(component, "token", amount, mode=MODES[name])


def _tiers(cost: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """(largest prompt of the tier before, rate card), ascending; a card prices all of a request."""
    tiers = cost.get("tiers")
    if tiers is None:
        over = reading.member(cost, "context_over_200k")
        return [(200_000, over)] if over else []
    if not isinstance(tiers, list):
        raise BadRow(f"cost.tiers is {reading.kind_of(tiers)}, not a list")
    found = sorted((_tier(tier) for tier in tiers), key=lambda tier: tier[0])
    if len({size for size, _ in found}) != len(found):
        raise BadRow("cost.tiers gives one context size twice")
    return found


def _tier(tier: Any) -> tuple[int, dict[str, Any]]:
    if not isinstance(tier, dict):
        raise BadRow(f"cost.tiers holds {reading.kind_of(tier)}, not an object")
    rule = reading.member(tier, "tier")
    size = reading.count(rule, "size", "cost.tiers.tier")
    if rule.get("type") != "context" or not size:
        raise BadRow("cost.tiers holds a tier that is not by context size")
    return size, tier


def _modes(row: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    modes = reading.member(reading.member(row, "experimental"), "modes")
    return [(name, reading.member(modes, name)) for name in modes]


def _card(card: dict[str, Any], path: str) -> Iterator[tuple[str, Decimal]]:
    """Component and USD per token of everything the rate card prices."""
    for key, component in COMPONENTS.items():
        amount = _amount(card, key, path)
        if amount is not None:
            yield component, amount


def _amount(card: dict[str, Any], key: str, path: str) -> Decimal | None:
    """USD per token, exactly, from the card's USD per million."""
    value = card.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadRow(f"{path}.{key} is {reading.kind_of(value)}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise BadRow(f"{path}.{key} is not a finite number")
    if value < 0:
        raise BadRow(f"{path}.{key} is negative")
    try:
        return per_token(Decimal(value))
    except UnstorableAmount as error:
        raise BadRow(f"{path}.{key}: {error}") from error
