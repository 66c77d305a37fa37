"""Frozen dataclasses as values that JSON can hold, field by field."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from comparisons.api.entries import exact


def plain(value: Any) -> Any:
    """The same tree of dicts and lists; decimals become exact texts."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return exact(value) if isinstance(value, Decimal) else value
