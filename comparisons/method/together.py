"""Types that are treated alike, told once."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def together(by_type: Iterable[tuple[str, T]]) -> list[tuple[T, tuple[str, ...]]]:
    """(label, treatment) pairs as (treatment, labels), each treatment where it is first met."""
    groups: list[tuple[T, list[str]]] = []
    for label, treatment in by_type:
        found = next((labels for one, labels in groups if one == treatment), None)
        if found is None:
            groups.append((treatment, [label]))
        else:
            found.append(label)
    return [(treatment, tuple(labels)) for treatment, labels in groups]
