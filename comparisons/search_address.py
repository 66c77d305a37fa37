"""How the address of a search is spelled: its words first, every choice once and in order."""

import django_filters
from django.http import QueryDict

from comparisons.filters import SearchFilter
from comparisons.querystring import PAGE
from matchgraph.retrieval import LONGEST

WORDS = "q"
CHOICES = tuple(SearchFilter.base_filters)
REPEATED = frozenset(
    name
    for name, one in SearchFilter.base_filters.items()
    if isinstance(one, django_filters.MultipleChoiceFilter)
)


def words_of(data: QueryDict) -> str:
    """What to search for, on one line and not longer than is looked at."""
    return " ".join(data.get(WORDS, "").replace("\0", " ")[:LONGEST].split())


def choices_of(data: QueryDict) -> QueryDict:
    """What narrows the search: values sorted, each once, without empty ones."""
    chosen = QueryDict(mutable=True)
    for name in CHOICES:
        values = sorted({value for value in data.getlist(name) if value})
        if values:
            chosen.setlist(name, values if name in REPEATED else [data.getlist(name)[-1]])
    return chosen


def spelled(data: QueryDict) -> str:
    """The one spelling of a search's address; what it does not know is left out."""
    address, words, page = QueryDict(mutable=True), words_of(data), data.get(PAGE, "")
    if words:
        address[WORDS] = words
    for name, values in choices_of(data).lists():
        address.setlist(name, values)
    if page.isascii() and page.isdigit() and int(page[:9]) > 1:
        address[PAGE] = str(int(page[:9]))
    return address.urlencode()
