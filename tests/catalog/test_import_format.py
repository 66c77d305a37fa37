"""The example in the documentation is a file that loads."""

import re
from decimal import Decimal
from pathlib import Path

from catalog.sources.artifact_file import read_artifact
from catalog.sources.tables import load_toml

PAGE = Path(__file__).resolve().parents[2] / "docs" / "import-format.md"


def test_example_in_the_documentation_is_read_whole() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None

    row = read_artifact(load_toml(example[1].encode(), "example"))

    assert (row.slug, row.name) == ("example-coder-7b", "Example Coder 7B")
    prices = [price.price for offering in row.offerings for price in offering.prices]
    assert [price.amount for price in prices] == [Decimal("0.00000022")]
