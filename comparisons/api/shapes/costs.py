from datetime import date
from typing import Annotated, TypedDict

from catalog.enums import PriceComponent, PriceMode, PriceUnit
from comparisons.api.shapes.vocabulary import ArtifactReference
from comparisons.costing import CostState


class WorkloadEntry(TypedDict):
    """A month's use, by the names of the parameters; tokens are those of one request."""

    tokens_in: int
    tokens_out: int
    cached: Annotated[int, "Per cent of the input."]
    requests: int
    context: Annotated[int, "Length of the prompt that the rate card goes by."]


class CostedSource(TypedDict):
    title: str
    url: str | None


class CountedPrice(TypedDict):
    """A price of the card as it counts: `quantity` units at `price` make `amount`."""

    component: PriceComponent
    unit: PriceUnit
    mode: PriceMode
    context_min: int
    context_max: int | None
    price: Annotated[str, "Exact decimal in `currency` per one `unit`."]
    currency: str
    quantity: Annotated[str, "Exact decimal: units a month."]
    amount: Annotated[str, "Exact decimal in `currency` a month."]
    seen_on: Annotated[date, "The day its source was read."]
    source: CostedSource | None


class LackingPrice(TypedDict):
    """A price that is needed and not known."""

    component: PriceComponent
    reason: str


class UncountedPrice(TypedDict):
    """A price of the card for what a workload does not tell of."""

    component: PriceComponent
    unit: PriceUnit
    words: Annotated[str, "The price in words, as on the page."]


class CostEntry(TypedDict):
    """The workload at one offering, in one mode."""

    provider: str
    external_id: str | None
    region: str | None
    mode: PriceMode
    state: Annotated[
        CostState,
        "known; at_least: a needed price or a fee is unknown, `total` is what is known of the cost;"
        " unknown; unfit: the offering takes no request that long.",
    ]
    total: Annotated[str | None, "Exact decimal in `currency` a month; 0 is free."]
    currency: str | None
    card: Annotated[list[CountedPrice], "The one rate card that the context selects."]
    missing: list[LackingPrice]
    uncounted: list[UncountedPrice]
    obstacle: str | None


class ArtifactCosts(TypedDict):
    artifact: ArtifactReference
    words: Annotated[list[str], "What is known, in sentences: the lowest cost of each mode."]
    offerings: Annotated[list[CostEntry], "Known costs first, the lowest on top."]


class CostsOfAll(TypedDict):
    """What a workload costs at every offering of each artifact."""

    workload: WorkloadEntry
    artifacts: list[ArtifactCosts]


class ArtifactCostAnswer(ArtifactCosts):
    url: Annotated[str, "This answer in its one canonical spelling."]
    html_url: str
    workload: WorkloadEntry
