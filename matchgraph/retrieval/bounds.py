"""No search takes longer than this, whatever is asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from matchgraph.database import rows

MILLISECONDS = 1_000
# The planner takes a hundred misspellings for most of the table, and would read all of it.
ALWAYS_BY_INDEX = {"enable_seqscan": "off"}


@contextmanager
def bounded(settings: Mapping[str, str]) -> Iterator[None]:
    """Each statement inside ends in time, or OperationalError is raised; what was set is undone."""
    values = {"statement_timeout": str(MILLISECONDS), **ALWAYS_BY_INDEX, **settings}
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    with transaction.atomic(savepoint=False):
        rows(f"SELECT {calls}", [part for pair in values.items() for part in pair])
        yield
