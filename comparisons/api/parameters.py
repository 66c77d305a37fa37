"""Query parameters: every one is known and usable, or the answer says which is not, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from catalog.models import Artifact
from comparisons.api.problems import bad_parameters

MOST_TRIED = 5_000


@dataclass(frozen=True)
class Parameter:
    """One that a view reads itself; `schema` is its JSON schema."""

    name: str
    description: str
    schema: Mapping[str, Any]
    required: bool = False


def check(given: QueryDict, known: Iterable[str], repeatable: Iterable[str] = ()) -> None:
    """Refuse parameters nobody reads, single ones given twice, and bytes no text holds."""
    names, many = set(known), set(repeatable)
    errors: dict[str, list[str]] = {}
    for name, values in given.lists():
        if name not in names:
            errors[name] = [f"Not a parameter of this address. {_instead(name, names)}"]
        elif len(values) > 1 and name not in many:
            errors[name] = ["Give it once."]
        elif any("\x00" in value for value in values):
            errors[name] = ["Null characters are not allowed."]
    if errors:
        raise bad_parameters(errors)


def whole_number(given: QueryDict, name: str, *, default: int, low: int, high: int) -> int:
    """The number given, or the default where none is."""
    text = given.get(name, str(default))
    if text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high:
        return int(text)
    raise bad_parameters({name: [f"Give a whole number from {low} to {high}."]})


def one_of(given: QueryDict, name: str, choices: Iterable[str], default: str) -> str:
    value = given.get(name, default)
    if value in choices:
        return value
    raise bad_parameters({name: [f"Choose one of {', '.join(choices)}."]})


def filtered(filterset_class: Any, given: QueryDict, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows that the filters keep. Every bad value is named in one answer."""
    _refuse_empty(filterset_class, given)
    filterset = filterset_class(given, queryset)
    if not filterset.is_valid():
        fields = filterset.form.fields
        raise bad_parameters(
            {
                name: [f"{message} {_choices(fields[name], given.getlist(name))}".strip()]
                if name in fields
                else [message]
                for name, messages in filterset.form.errors.items()
                for message in [" ".join(messages)]
            }
        )
    kept: QuerySet[Any] = filterset.qs
    return kept


def _refuse_empty(filterset_class: Any, given: QueryDict) -> None:
    """An empty value says nothing, except in a text: there it is no word to look for."""
    fields = fields_of(filterset_class)
    empty = [
        name
        for name, field in fields.items()
        if type(field) is not forms.CharField and "" in given.getlist(name)
    ]
    if empty:
        raise bad_parameters({name: ["Give a value, or leave it out."] for name in empty})


def is_repeatable(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)


@cache
def fields_of(filterset_class: Any) -> Mapping[str, forms.Field]:
    """The form fields of a filter set, by parameter; none without one."""
    if filterset_class is None:
        return {}
    return dict(filterset_class(queryset=Artifact.objects.none()).form.fields)


def _instead(name: str, names: set[str]) -> str:
    close = get_close_matches(name, sorted(names), n=3)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"It takes {', '.join(sorted(names))}." if names else "It takes none."


def _choices(field: forms.Field, given: list[str]) -> str:
    """What could be given instead: all choices of a short list, the closest of a long one."""
    if isinstance(field, forms.ModelChoiceField):
        return _closest_rows(field, given)
    choices = choices_of(field)
    return f"Choose from {', '.join(choices)}." if choices else ""


def choices_of(field: forms.Field) -> list[str]:
    """What a field of a closed vocabulary takes; nothing for any other."""
    choices: Any = getattr(field, "choices", ())
    return [str(key) for key, _ in choices if key != ""]


def _closest_rows(field: "forms.ModelChoiceField[Any]", given: list[str]) -> str:
    if field.queryset is None:
        return ""
    column = field.to_field_name or "pk"
    known = list(field.queryset.order_by(column).values_list(column, flat=True)[:MOST_TRIED])
    close = dict.fromkeys(
        name
        for text in given
        if text not in known
        for name in get_close_matches(text, known, n=3, cutoff=0.5)
    )
    return f"Did you mean {' or '.join(close)}?" if close else ""
