"""Which of two artifacts searchers chose for a capability, where that can be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENOUGH_EXAMINATIONS = 20_000
ENOUGH_VISITORS = 5
# Square of 1.2815516, the normal quantile of 90 %, and the unit that makes it an integer.
CLEAR_SQUARED = 12_815_516**2
UNIT_SQUARED = 10**14


@dataclass(frozen=True)
class CapabilityEvidence:
    """What searches showed of one artifact and capability.

    `satisfaction` and its `sd` in ppm, `examinations` expected, in thousandths.
    """

    key: str
    name: str
    satisfaction: int
    sd: int
    examinations: int
    visitors: int

    @property
    def suffices(self) -> bool:
        return self.examinations >= ENOUGH_EXAMINATIONS and self.visitors >= ENOUGH_VISITORS


@dataclass(frozen=True)
class CapabilityFinding:
    """The evidence of both sides, side 0 first. `favours` is the side that searchers chose more
    often, None where that is less than 90 % sure."""

    key: str
    name: str
    satisfactions: tuple[int, int]
    examinations: tuple[int, int]
    visitors: tuple[int, int]
    favours: int | None


def findings(
    one: Mapping[str, CapabilityEvidence], other: Mapping[str, CapabilityEvidence]
) -> tuple[CapabilityFinding, ...]:
    """Capabilities with enough evidence on both sides, by key; nothing is told of any other."""
    return tuple(_findings(one, other))


def _findings(
    one: Mapping[str, CapabilityEvidence], other: Mapping[str, CapabilityEvidence]
) -> Iterator[CapabilityFinding]:
    for key in sorted(one.keys() & other.keys()):
        a, b = one[key], other[key]
        if a.suffices and b.suffices:
            yield CapabilityFinding(
                key=key,
                name=min(a.name, b.name),
                satisfactions=(a.satisfaction, b.satisfaction),
                examinations=(a.examinations, b.examinations),
                visitors=(a.visitors, b.visitors),
                favours=_favours(a, b),
            )


def _favours(a: CapabilityEvidence, b: CapabilityEvidence) -> int | None:
    """The side whose satisfaction is higher with 90 % or more, by the normal approximation."""
    difference = a.satisfaction - b.satisfaction
    variance = a.sd**2 + b.sd**2
    if not difference or difference**2 * UNIT_SQUARED < CLEAR_SQUARED * variance:
        return None
    return int(difference < 0)
