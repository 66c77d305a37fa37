"""Sample facts: a capability with everything told of it, prices, citations, relations."""

from datetime import date
from decimal import Decimal

from comparisons.facts import CapabilityFact, Neighbour, OfferingFact, RelationFact, Spec
from comparisons.prices import Price
from comparisons.sources import CitationFact, Mention
from comparisons.styleguide.words import ARABIC_NAME, ARABIC_TEXT, AREAS, SENTENCE, UNBROKEN

READ_ON = date(2026, 6, 1)
SOURCE = Mention("A source with a title", "https://source.example/")
PLAIN_SOURCE = Mention("A source without an address", "")
SHARED = 20


def citation(field: str, claim: str, *, supports: bool = True) -> CitationFact:
    return CitationFact(field, claim, supports, SOURCE, READ_ON, "")


CITATIONS = (
    citation("licence", "Apache-2.0"),
    CitationFact("licence", "MIT", False, PLAIN_SOURCE, None, "An earlier version said so."),
    citation("released_on", "2026-05"),
)


def bare_capability(key: str, support: str = "yes", label: str = "Yes") -> CapabilityFact:
    """Nothing but that it can, in part, cannot, or that nobody knows."""
    name = key.rpartition(".")[2].replace("-", " ").capitalize()
    return CapabilityFact(
        key,
        name,
        f"{name}, in its own words",
        support,
        label,
        *("", "", ""),
        *((), (), (), (), (), ()),
        "unreviewed",
        "Not yet reviewed",
        (),
    )


def full_capability(key: str, name: str, text: str) -> CapabilityFact:
    return CapabilityFact(
        key=key,
        vocabulary_name="Code completion",
        name=name,
        support="partial",
        support_label="Partial",
        description=text,
        unique=text,
        versus=text,
        intents=("complete code in an editor",),
        best_for=(text, SENTENCE),
        limitations=(text, UNBROKEN),
        requires=("A server with enough memory",),
        inputs=("text", "image"),
        outputs=("text",),
        review_state="disputed",
        review_label="Disputed",
        citations=(citation("capability", ""), citation("capability", "", supports=False)),
    )


FULL = full_capability("code.completion", "Completion and filling the middle", SENTENCE)
ARABIC = full_capability("code.repair", ARABIC_NAME, ARABIC_TEXT)


def forty_capabilities(side: str) -> tuple[CapabilityFact, ...]:
    """Half of them shared by both sides, half of this side alone; every kind of support."""
    kinds = (("yes", "Yes"), ("partial", "Partial"), ("no", "No"), ("unknown", "Unknown"))
    names = [f"shared-{n}" for n in range(1, SHARED + 1)]
    names += [f"{side}-{n}" for n in range(1, SHARED + 1)]
    return tuple(
        bare_capability(f"{AREAS[n % len(AREAS)]}.{name}", *kinds[n // 4 % len(kinds)])
        for n, name in enumerate(names)
    )


def price(provider: str, component: str, label: str, amount: str | None) -> Price:
    return Price(
        provider=provider,
        component=component,
        component_label=label,
        unit="token",
        mode="standard",
        mode_label="Standard",
        kind="amount" if amount else "varies",
        amount=Decimal(amount) if amount else None,
        currency="USD",
        seen_on=READ_ON,
        source=SOURCE,
    )


def offering(provider: str, amount: str | None, *, status: str = "active") -> OfferingFact:
    prices = (
        price(provider, "input", "Input", amount),
        price(provider, "output", "Output", "0.000002"),
    )
    return OfferingFact(
        provider=provider,
        channel="api",
        external_id=UNBROKEN,
        region="",
        context_tokens=262_144 if amount else None,
        max_output_tokens=None,
        status=status,
        status_label=status.capitalize(),
        url="",
        seen_on=READ_ON,
        source=SOURCE,
        prices=prices if status == "active" else (),
        provider_slug="sample",
    )


OFFERINGS = (
    offering("Provider of prices", "0.00000022"),
    offering("Provider whose price varies", None),
    offering("Provider that ended it", "0.000001", status="retired"),
)


def spec(key: str, label: str, unit: str, value: object, better: str = "") -> Spec:
    kind = "int" if isinstance(value, int) else "text"
    return Spec(key, label, unit, kind, better, "", value)


ONE = Neighbour("sample-one", "Sample one", "Model")
OTHER = Neighbour("sample-arabic", ARABIC_NAME, "Model")
RELATIONS = (
    RelationFact(ONE, "is fine-tuned from", OTHER, True, SOURCE, "", READ_ON),
    RelationFact(OTHER, "was evaluated on", ONE, False, None, ARABIC_TEXT),
)
