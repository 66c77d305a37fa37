"""What a search may cost, on real connections: a limit of time ends with its transaction."""

import pytest
from django.db import connection

from matchgraph.retrieval import bounds, search
from matchgraph.services.indexing import drain_index
from tests import builders


@pytest.mark.usefixtures("transactional_db")
def test_a_search_that_takes_too_long_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    builders.published_artifact(name="Zebra")
    drain_index()
    monkeypatch.setattr("matchgraph.retrieval.nearest.MEANINGS", "SELECT 1, pg_sleep(30), 1")
    monkeypatch.setattr(bounds, "MILLISECONDS", 50)

    answer = search("zebra")

    assert not answer.complete
    assert len(answer.hits) == 1
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
