"""How well search orders labelled sets, with each of its branches alone."""

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from benchmarks.beir import LabelledSet, interval, load_catalog, read_set, score
from benchmarks.report import Section
from matchgraph.embedding import MODULES, EmbeddingMissing, folder_of
from matchgraph.retrieval import search

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "search"
WORDS = {"words alone": {"words"}}
BRANCHES = {"meaning alone": {"meaning"}, "together": {"words", "meaning", "names"}}
FIRST = 10
HEADER = ("set", "documents", "queries", "what", "nDCG@10", "recall@10", "MRR@10")
METHOD = (
    "Each document of a labelled set is an artifact: its title the name, its text the summary and"
    " description, its category a category. Each query is searched for as a page would. In"
    " brackets, where 95 in 100 means lie when the queries are drawn anew 1,000 times. Each"
    " embedding that is installed is measured."
)


def run() -> Section:
    given = os.environ.get("BENCH_FOLDERS", "")
    folders = [Path(folder) for folder in given.split(os.pathsep) if folder] or _at_hand()
    rows = [row for folder in folders for row in _measure(read_set(folder))]
    return Section("Search quality", METHOD, HEADER, rows)


def _at_hand() -> list[Path]:
    found = sorted(path for path in REAL.glob("*") if path.is_dir()) if REAL.is_dir() else []
    if not found:
        raise ValueError("Name a folder in the BEIR layout: --folder PATH")
    return found


def _measure(labelled: LabelledSet) -> list[tuple[str, ...]]:
    names = load_catalog(labelled)
    rows = []
    for number, embedding in enumerate(_installed()):
        with override_settings(EMBEDDING=embedding):
            call_command("rebuild_search_index", verbosity=0)
            branches = {f"{what}, {embedding}": parts for what, parts in BRANCHES.items()}
            for what, parts in (branches if number else WORDS | branches).items():
                rows.append(_row(labelled, what, _found(labelled, parts, names)))
                print("  " + " | ".join(rows[-1]), flush=True)
    _empty()
    return rows


def _empty() -> None:
    """Without the triggers that keep what was recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    call_command("flush", interactive=False, verbosity=0)
    connection.close()


def _installed() -> list[str]:
    def is_there(name: str) -> bool:
        try:
            return folder_of(name).is_dir()
        except EmbeddingMissing:
            return False

    return [name for name in MODULES if is_there(name)]


def _found(
    labelled: LabelledSet, branches: set[str], names: Mapping[int, str]
) -> dict[str, list[str]]:
    return {
        key: [names[hit.artifact_id] for hit in search(text, most=FIRST, branches=branches).hits]
        for key, text in labelled.queries.items()
    }


def _row(labelled: LabelledSet, what: str, found: dict[str, list[str]]) -> tuple[str, ...]:
    scores = score(found, labelled)
    figures = map(_written, (scores.ndcg, scores.recall, scores.reciprocal))
    size = f"{len(labelled.documents):,}", f"{len(labelled.queries):,}"
    return (labelled.name, *size, what, *figures)


def _written(values: list[float]) -> str:
    mean, low, high = interval(values)
    return f"{mean:.3f} ({low:.3f}-{high:.3f})"
