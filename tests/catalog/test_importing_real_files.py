"""The real files of the outside sources, where they lie beside the project; skipped elsewhere."""

import json
import random
import time
from datetime import date
from pathlib import Path

import pytest

from catalog.models import Artifact, Offering, Price
from catalog.services.importing.lookup import KnownArtifacts
from catalog.services.importing.matching import match_rows
from tests.catalog.importing import PARSE, imported

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = {
    "models_dev": ("models-dev.json", date(2026, 7, 2)),
    "openrouter": ("openrouter-models.json", date(2026, 5, 15)),
    "huggingface_models": ("huggingface-models.json", date(2026, 4, 30)),
    "huggingface_datasets": ("huggingface-datasets.json", date(2026, 5, 4)),
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here"),
]


def real(source: str) -> tuple[bytes, date]:
    name, day = FILES[source]
    return (DATA / name).read_bytes(), day


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("models_dev", 5276),
        ("openrouter", 364),
        ("huggingface_models", 1000),
        ("huggingface_datasets", 1000),
    ],
)
def test_every_row_of_the_real_file_is_read(source: str, rows: int) -> None:
    parsed = PARSE[source](real(source)[0])

    assert (len(parsed.rows), parsed.rejected) == (rows, ())


def test_the_real_files_go_in_whole_and_again_change_nothing() -> None:
    for source in FILES:
        data, day = real(source)
        began = time.monotonic()
        first = imported(source, data, as_of=day)
        taken = time.monotonic() - began
        again = imported(source, data, as_of=day)

        assert taken < 60
        assert first.counts["new"] + first.counts["changed"] + first.counts["held"] == len(
            first.outcomes
        )
        assert (again.counts["new"], again.counts["changed"]) == (0, 0)
        assert {name for name, number in again.written.items() if number} == set()


def test_the_real_files_make_one_artifact_of_qwen3_coder() -> None:
    data, day = real("models_dev")

    imported("models_dev", data, as_of=day)

    ids = Offering.objects.filter(external_id__iregex="qwen3-coder-480b|qwen3-coder:480b")
    assert len({*ids.values_list("artifact", flat=True)}) == 1
    thirty = Offering.objects.filter(external_id__iregex="qwen3-coder-30b")
    assert len({*thirty.values_list("artifact", flat=True)}) == 1
    assert Artifact.objects.count() < 1500


def test_five_routers_of_the_real_file_vary_and_nothing_costs_minus_one() -> None:
    data, day = real("openrouter")

    imported("openrouter", data, as_of=day)

    assert not Price.objects.filter(amount__lt=0).exists()
    varying = Price.objects.filter(kind="varies").values("offering").distinct().count()
    routers = [row for row in json.loads(data)["data"] if row["pricing"]["prompt"] == "-1"]
    assert varying == len(routers) > 0


def test_the_order_of_the_real_rows_does_not_matter() -> None:
    rows = list(PARSE["models_dev"](real("models_dev")[0]).rows)
    shuffled = random.Random(7).sample(rows, len(rows))

    outcomes = [match_rows(order, KnownArtifacts()) for order in (rows, shuffled)]

    assert outcomes[0] == outcomes[1]
