"""Each place that a mutation breaks is still there, once."""

from pathlib import Path

from tests.mutations.rules import MUTATIONS

ROOT = Path(__file__).resolve().parents[2]


def test_every_rule_names_one_place() -> None:
    lost = [one.rule for one in MUTATIONS if (ROOT / one.path).read_text().count(one.old) != 1]

    assert lost == []
