"""How fast the importers are: rows a second for a first import, a second one, and new prices."""

import json
import resource
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.report import Section
from catalog.services.importing import FEEDS, import_rows
from catalog.sources import huggingface_datasets, huggingface_models, models_dev, openrouter

REAL = Path(__file__).resolve().parents[2] / "shared" / "data"
REAL_FILES = (
    (openrouter, "openrouter-models.json", date(2026, 5, 15)),
    (huggingface_models, "huggingface-models.json", date(2026, 4, 30)),
    (huggingface_datasets, "huggingface-datasets.json", date(2026, 5, 4)),
    (models_dev, "models-dev.json", date(2026, 7, 2)),
)
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
MODELS, PROVIDERS = 1_300, 40
METHOD = (
    "`import_rows` on a fresh database, one transaction each, with history, revisions and the"
    " ranking's marks written by the triggers. The generated file has 1,300 models at 4 providers"
    " each, in the shape of models.dev. “Real” files are measured where they are there."
)


def run() -> Section:
    rows = [_row("generated", *measured) for measured in _generated()]
    if REAL.is_dir():
        rows += [_row(f"real {name}", *measured) for name, measured in _real()]
    return Section(
        "Imports",
        METHOD,
        ("file", "what", "rows", "seconds", "rows/s", "peak MB"),
        rows,
    )


Measured = tuple[str, int, float]


def _row(file: str, what: str, rows: int, seconds: float) -> tuple[str, ...]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return file, what, f"{rows:,}", f"{seconds:.1f}", f"{rows / seconds:,.0f}", f"{peak:,}"


def _generated() -> Iterator[Measured]:
    first, dearer = generated_file(price=1.5), generated_file(price=2.5)
    yield _timed("first import", models_dev, first, DAY)
    yield _timed("again, unchanged", models_dev, first, DAY)
    yield _timed("later, every price new", models_dev, dearer, LATER)


def _real() -> Iterator[tuple[str, Measured]]:
    for module, name, day in REAL_FILES:
        data = (REAL / name).read_bytes()
        yield name, _timed("first import", module, data, day)
        yield name, _timed("again, unchanged", module, data, day)


def _timed(what: str, module: Any, data: bytes, day: date) -> Measured:
    began = time.perf_counter()
    parsed = module.parse(data)
    import_rows(feed=FEEDS[module.KEY], parsed=parsed, as_of=day, origin="a benchmark")
    return what, len(parsed.rows), time.perf_counter() - began


def generated_file(*, price: float) -> bytes:
    """A file in the shape of models.dev: each model at 4 of 40 providers."""
    providers: dict[str, dict[str, Any]] = {
        f"provider-{p}": {"id": f"provider-{p}", "name": f"Provider {p}", "doc": "", "models": {}}
        for p in range(PROVIDERS)
    }
    for number in range(MODELS):
        for step in range(4):
            provider = providers[f"provider-{(number + step * 7) % PROVIDERS}"]
            row = _model(f"maker-{number % 60}/bench{number}-7b", price)
            provider["models"][row["id"]] = row
    return json.dumps(providers).encode()


def _model(reference: str, price: float) -> dict[str, Any]:
    return {
        "id": reference,
        "name": reference.rsplit("/", 1)[-1],
        "release_date": "2025-10-01",
        "cost": {"input": price, "output": price * 4, "cache_read": price / 10},
        "limit": {"context": 131072, "output": 8192},
        "modalities": {"input": ["text"], "output": ["text"]},
        "open_weights": True,
    }
