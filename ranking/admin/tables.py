"""Tables to read, as templates/admin/ranking/table.html shows them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalog.models import ArtifactType


@dataclass(frozen=True)
class Table:
    """The first cell of a row names it. `numbers` are the columns that are set to the right."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]
    numbers: Collection[int] = ()
    empty: str = "None."


@dataclass(frozen=True)
class TypeNames:
    """Names of types, in the order in which types are shown everywhere."""

    names: dict[str, str]

    @classmethod
    def read(cls) -> "TypeNames":
        return cls(dict(ArtifactType.objects.values_list("key", "name")))

    def __getitem__(self, key: str) -> str:
        return self.names.get(key, key)

    def place(self, key: str) -> tuple[int, str]:
        keys = list(self.names)
        return (keys.index(key) if key in self.names else len(keys), key)

    def together(self, keys: Collection[str]) -> str:
        """The names of several types; “all types” where they are all there are."""
        if set(self.names) <= set(keys):
            return "all types"
        return ", ".join(self[key] for key in sorted(keys, key=self.place)) or "no type"


def points(tenths: int) -> str:
    """Tenths of a point as points."""
    return f"{tenths / 10:.1f}"


def change(before: int, after: int) -> str:
    """A signed difference of tenths, as points."""
    return f"{(after - before) / 10:+.1f}".replace("-", "−")


def share(ppm: int | None) -> str:
    return "–" if ppm is None else f"{ppm / 1_000_000:.3f}"


def per_cent_of(ppm: int) -> str:
    return f"{ppm / 10_000:g} %"


def known(ppm: int) -> str:
    """A coverage, in whole per cent."""
    return f"{ppm // 10_000} %"
