"""A reader's own weights: how an address spells them, and what they are worth.

They change what one page shows and are stored nowhere. One choice has one spelling: the name of
a preset, or five whole numbers in the order of the components, as hundredths where they can be.

>>> parse("80-60-20-20-20").text
'40-30-10-10-10'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

from catalog.language import gettext, gettext_noop
from ranking.formula import COMPONENTS, LABELS
from ranking.scoring import BASIS, apportion

PARAM = "weights"
LARGEST = 100
HUNDRED = 100
SHOWN = 40


class BadWeights(ValueError):
    """What was given are no weights; the message says what would be."""


@dataclass(frozen=True)
class Preset:
    key: str
    label: str
    parts: tuple[int, ...]


PRESETS: Mapping[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset("adoption", gettext_noop("Adoption first"), (60, 10, 10, 10, 10)),
        Preset("documentation", gettext_noop("Documentation first"), (10, 60, 10, 10, 10)),
        Preset("proven", gettext_noop("Proven in use"), (35, 5, 20, 35, 5)),
        Preset("freshness", gettext_noop("Freshness first"), (10, 10, 10, 10, 60)),
        Preset("equal", gettext_noop("All equal"), (20, 20, 20, 20, 20)),
    )
}
_BY_PARTS = {preset.parts: preset for preset in PRESETS.values()}
HELP = (
    f"Give five whole numbers from 0 to {LARGEST}, joined by hyphens, in the order "
    f"{', '.join(COMPONENTS)}, for example 40-30-10-10-10; or one of {', '.join(PRESETS)}."
)


@dataclass(frozen=True)
class OwnWeights:
    """Five whole numbers in the order of the components; only their proportions count."""

    parts: tuple[int, ...]

    @classmethod
    def of(cls, given: tuple[int, ...]) -> "OwnWeights":
        """In the smallest numbers of that proportion, as hundredths where they are whole."""
        divisor = gcd(*given)
        if not divisor:
            raise BadWeights(gettext("At least one of the five weights must be above 0."))
        smallest = tuple(number // divisor for number in given)
        times = HUNDRED // sum(smallest) if HUNDRED % sum(smallest) == 0 else 1
        return cls(tuple(number * times for number in smallest))

    @property
    def preset(self) -> Preset | None:
        return _BY_PARTS.get(self.parts)

    @property
    def text(self) -> str:
        """The one spelling of these weights in an address."""
        return self.preset.key if self.preset else "-".join(map(str, self.parts))

    @property
    def label(self) -> str:
        """The preset's name, or the five numbers."""
        return (
            gettext(self.preset.label)
            if self.preset
            else gettext("Weights {text}").format(text=self.text)
        )

    @property
    def basis_points(self) -> dict[str, int]:
        """By component; they sum to 10,000."""
        return apportion(BASIS, dict(zip(COMPONENTS, self.parts, strict=True)))


def parse(text: str) -> OwnWeights:
    """Weights as an address spells them. Raises BadWeights."""
    if text in PRESETS:
        return OwnWeights(PRESETS[text].parts)
    numbers = [_number(part) for part in text.split("-")]
    if len(numbers) != len(COMPONENTS) or None in numbers:
        raise BadWeights(
            gettext("“{text}” says no weights. {help}").format(text=text[:SHOWN], help=HELP)
        )
    return OwnWeights.of(tuple(number or 0 for number in numbers))


def of_fields(given: Mapping[str, str]) -> OwnWeights:
    """Weights as a form sends them, by component; what is left empty weighs nothing.

    Raises BadWeights that names every field in the wrong.
    """
    numbers = {key: _number(given.get(key, "").strip() or "0") for key in COMPONENTS}
    wrong = [gettext(LABELS[key]) for key, number in numbers.items() if number is None]
    if wrong:
        raise BadWeights(
            gettext("Give a whole number from 0 to {largest} for {wrong}.").format(
                largest=LARGEST, wrong=", ".join(wrong)
            )
        )
    return OwnWeights.of(tuple(number or 0 for number in numbers.values()))


def _number(text: str) -> int | None:
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= LARGEST:
        return int(text)
    return None
