"""How fast search is through the API, beside a bare full-text query on the same texts."""

import http.client
import os
import time
from collections.abc import Callable, Sequence
from urllib.parse import quote_plus

from django.db import connection

from benchmarks.report import Section
from benchmarks.search_catalog import Language, make_catalog
from benchmarks.serving import server
from matchgraph.services.indexing import drain_batch, drain_index, keep_statistics

SIZE = int(os.environ.get("SIZE", "100000"))
QUERIES = 200
METHOD = (
    f"{SIZE:,} generated artifacts with five capabilities each, in 20,000 made-up words used as"
    f" unevenly as those of a language. {QUERIES} queries of one to six words out of those texts,"
    " and as many beginnings of names, each asked once through one kept connection of one granian"
    " process after ten to warm up. The bare baseline ranks the same texts, kept as one weighted"
    " `tsvector` an artifact with a GIN index, by `ts_rank` and takes 20: ids alone."
)
HEADER = ("what", "ms median", "ms p95", "ms most", "p95 to the bare query's")
BARE = (
    "SELECT id FROM bare WHERE body @@ to_tsquery('english', %s)"
    " ORDER BY ts_rank(body, to_tsquery('english', %s)) DESC LIMIT 20"
)


def run() -> Section:
    spoken = make_catalog(artifacts=SIZE, seed=7)
    print(f"  indexed in {_seconds(_index):.0f} s", flush=True)
    _make_bare()
    return measure(spoken)


def measure(spoken: Language) -> Section:
    """On a catalog whose texts are in this language."""
    queries = [spoken.text(1, 6) for _ in range(QUERIES)]
    bare = _times(_bare_query(" | "), queries)
    whole = _times(_bare_query(" & "), queries)
    with server("config.wsgi:application") as port:
        client = http.client.HTTPConnection("127.0.0.1", port)
        search = _times(_asks(client, "/api/v1/search/?q="), queries)
        narrowed = _times(_asks(client, "/api/v1/search/?type=dataset&q="), queries)
        page = _times(_asks(client, "/search/?q="), queries)
        typed = _times(_asks(client, "/api/v1/suggestions/?q="), _beginnings(spoken))
        client.close()
    return Section(
        "Search speed",
        METHOD,
        HEADER,
        [
            _row("bare query, any of the words", bare, bare),
            _row("bare query, all of the words", whole, bare),
            _row("search through the API", search, bare),
            _row("search through the API, one type", narrowed, bare),
            _row("page of hits with facets", page, bare),
            _row("suggestions through the API", typed, bare),
        ],
    )


def _index() -> None:
    """The graph of neighbours is built after its rows, as any bulk load does."""
    _execute("DROP INDEX wordllama_nearest")
    drain_batch()
    keep_statistics()
    drain_index()
    _execute("SET maintenance_work_mem = '1GB'")
    _execute(
        "CREATE INDEX wordllama_nearest ON matchgraph_wordllamavector"
        " USING hnsw (embedding halfvec_ip_ops)"
    )
    for table in ("document", "posting", "name", "capability", "term"):
        _execute(f"VACUUM ANALYZE matchgraph_search{table}")
    _execute("VACUUM ANALYZE matchgraph_wordllamavector")


def _make_bare() -> None:
    _execute(
        "CREATE TABLE bare AS SELECT a.id, setweight(to_tsvector('english', a.name), 'A')"
        " || setweight(to_tsvector('english', a.summary), 'B')"
        " || setweight(to_tsvector('english', string_agg(c.name, ' ')), 'A')"
        " || setweight(to_tsvector('english', string_agg(c.description, ' ')), 'B') AS body"
        " FROM catalog_artifact a JOIN catalog_artifactcapability c ON c.artifact_id = a.id"
        " GROUP BY a.id"
    )
    _execute("CREATE INDEX ON bare USING gin (body)")
    _execute("VACUUM ANALYZE bare")


def _bare_query(operator: str) -> Callable[[str], None]:
    def ask(query: str) -> None:
        words = operator.join(query.split())
        with connection.cursor() as cursor:
            cursor.execute(BARE, [words, words])
            cursor.fetchall()

    return ask


def _asks(client: http.client.HTTPConnection, path: str) -> Callable[[str], None]:
    def ask(query: str) -> None:
        client.request("GET", path + quote_plus(query))
        answer = client.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise ValueError(f"{path}{query} answered {answer.status}: {body[:200]!r}")

    return ask


def _beginnings(spoken: Language) -> list[str]:
    names = [spoken.text(1, 2) for _ in range(QUERIES)]
    return [name[: spoken.random.randint(1, 8)].strip() for name in names]


def _times(ask: Callable[[str], None], queries: Sequence[str]) -> list[float]:
    for query in queries[:10]:
        ask(query)
    return sorted(1000 * _seconds(lambda query=query: ask(query)) for query in queries)  # type: ignore[misc]


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _row(what: str, times: Sequence[float], bare: Sequence[float]) -> tuple[str, ...]:
    ratio = f"{_p95(times) / _p95(bare):.2f}"
    return what, f"{times[len(times) // 2]:.1f}", f"{_p95(times):.1f}", f"{times[-1]:.1f}", ratio


def _p95(times: Sequence[float]) -> float:
    return times[int(len(times) * 0.95)]
