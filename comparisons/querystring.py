"""Changes to the query string of a list's address. Paging starts again, empty values go."""

from collections.abc import Callable, Collection

from django.http import QueryDict

PAGE = "page"


def with_value(data: QueryDict, param: str, value: str) -> str:
    return _changed(data, param, lambda values: [*values, value])


def without(data: QueryDict, param: str, value: str) -> str:
    return _changed(data, param, lambda values: [one for one in values if one != value])


def with_only(data: QueryDict, param: str, value: str) -> str:
    """With this one value of the parameter; without the parameter where that is empty."""
    return _changed(data, param, lambda values: [value] if value else [])


def kept(data: QueryDict, besides: Collection[str]) -> list[tuple[str, str]]:
    """Parameters that a form has to carry along, besides those it sets itself."""
    pairs = ((name, value) for name in data for value in data.getlist(name))
    return [(name, value) for name, value in pairs if value and name not in besides]


def _changed(data: QueryDict, param: str, change: Callable[[list[str]], list[str]]) -> str:
    changed = data.copy()
    changed.setlist(param, change(data.getlist(param)))
    changed.pop(PAGE, None)
    for name in [name for name in changed if not any(changed.getlist(name))]:
        del changed[name]
    return changed.urlencode()
