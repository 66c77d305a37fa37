"""Money per unit, exactly: from what sources print to one amount per one unit, and back to bounds.

Amounts are `Decimal`; nothing here rounds. A component's bounds are wide enough for every price
seen so far and narrow enough to catch a wrong unit (per token read as per million, or the other
way round); what lies outside is for an editor to judge.
"""

from decimal import Context, Decimal, Inexact, InvalidOperation

MILLION = Decimal(1_000_000)
DECIMAL_PLACES = 30
INTEGER_DIGITS = 10
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])

# (component, unit) -> smallest and largest plausible amount above zero, in USD per unit.
BOUNDS: dict[tuple[str, str], tuple[Decimal, Decimal]] = {
    ("input", "token"): (Decimal("1E-9"), Decimal("5E-4")),
    ("output", "token"): (Decimal("1E-9"), Decimal("2E-3")),
    ("cache_read", "token"): (Decimal("1E-10"), Decimal("1E-4")),
    ("cache_write", "token"): (Decimal("1E-9"), Decimal("5E-4")),
    ("reasoning", "token"): (Decimal("1E-9"), Decimal("2E-3")),
    ("audio_input", "token"): (Decimal("1E-9"), Decimal("6E-5")),
    ("audio_output", "token"): (Decimal("1E-9"), Decimal("2E-4")),
    ("image", "image"): (Decimal("1E-5"), Decimal(2)),
    ("search", "search"): (Decimal("1E-4"), Decimal(1)),
    ("request", "request"): (Decimal("1E-6"), Decimal(10)),
}


class UnstorableAmount(ValueError):
    """The amount has more digits than a price can hold."""


def per_token(per_million: Decimal) -> Decimal:
    """USD per token from USD per million tokens, exactly.

    Raises UnstorableAmount where the quotient needs more than 30 decimal places.
    """
    try:
        return storable(_EXACT.divide(per_million, MILLION))
    except (Inexact, InvalidOperation) as error:
        raise UnstorableAmount("the amount has too many digits") from error


def storable(amount: Decimal) -> Decimal:
    """The same amount, if a price can hold every digit of it; raises UnstorableAmount otherwise."""
    if not amount.is_finite():
        raise UnstorableAmount("the amount is not a finite number")
    if amount and amount.adjusted() >= INTEGER_DIGITS:
        raise UnstorableAmount("the amount is too large to be a price")
    digits, exponent = amount.as_tuple().digits, int(amount.as_tuple().exponent)
    trailing = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    if amount and -(exponent + trailing) > DECIMAL_PLACES:
        raise UnstorableAmount(f"the amount has more than {DECIMAL_PLACES} decimal places")
    return amount or Decimal(0)


def within_bounds(component: str, unit: str, amount: Decimal) -> bool:
    """Whether the amount is plausible; zero (said to be free) and unlisted units always are."""
    bounds = BOUNDS.get((component, unit))
    return bounds is None or amount == 0 or bounds[0] <= amount <= bounds[1]
