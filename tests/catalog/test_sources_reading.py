from types import ModuleType
from typing import Any

import pytest

from catalog.sources import huggingface_datasets, huggingface_models, models_dev, openrouter
from catalog.sources.rows import SourceFileError
from tests.fakes import source_files as files

PARSERS = [models_dev, openrouter, huggingface_models, huggingface_datasets]
WHOLE = {
    "models_dev": files.models_dev_file(),
    "openrouter": files.openrouter_file(),
    "huggingface_models": files.hub_file(),
    "huggingface_datasets": files.hub_file(files.hub_dataset()),
}
REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b"  \n", "is empty"),
    "truncated": (b'{"data": [{"id": "a', "cut off or damaged at line 1"),
    "web page": (b"<!doctype html><title>502</title>", "is a web page"),
    "gzip": (b"\x1f\x8b\x08\x00", "gzip-compressed"),
    "not text": (b"\xff\xfe[", "not UTF-8"),
    "null": (b"null", "This is not"),
    "number": (b"7", "This is not"),
    "empty object": (b"{}", "This is not"),
    "empty list": (b"[]", "This is not"),
    "list of numbers": (b"[1, 2]", "This is not"),
    "bottomless": (b"[" * 100_000, "cannot be read"),
}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.KEY)
@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_not_the_source_s_is_refused_whole(parser: ModuleType, kind: str) -> None:
    data, words = REFUSED[kind]

    with pytest.raises(SourceFileError, match=words):
        parser.parse(data)


@pytest.mark.parametrize("parser", PARSERS[:2], ids=lambda parser: parser.KEY)
@pytest.mark.parametrize("other", WHOLE)
def test_another_source_s_file_is_refused(parser: ModuleType, other: str) -> None:
    if other == parser.KEY:
        assert len(parser.parse(WHOLE[other]).rows) == 1
    else:
        with pytest.raises(SourceFileError, match="This is not"):
            parser.parse(WHOLE[other])


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.KEY)
@pytest.mark.parametrize("cut", [1, 10, 60])
def test_every_truncation_is_refused(parser: ModuleType, cut: int) -> None:
    with pytest.raises(SourceFileError, match="cut off or damaged"):
        parser.parse(WHOLE[parser.KEY][:-cut])


def test_a_repeated_key_refuses_its_own_row_alone() -> None:
    good = files.models_dev_file(acme=[files.models_dev_model("good-7b")]).decode()
    bad = '"bad-7b": {"id": "bad-7b", "name": "Bad", "name": "Worse"}, "good-7b": {'

    parsed = models_dev.parse(good.replace('"good-7b": {', bad, 1).encode())

    assert [row.name for row in parsed.rows] == ["good-7b"]
    assert [(bad.place, bad.reason) for bad in parsed.rejected] == [
        ("models_dev > acme > bad-7b", "the row gives the key 'name' twice")
    ]


def test_deep_nesting_refuses_its_own_row_alone() -> None:
    deep: list[object] = []
    for _ in range(40):
        deep = [deep]
    data = files.openrouter_file(
        files.openrouter_model(), files.openrouter_model("acme/deep", extra=deep)
    )

    parsed = openrouter.parse(data)

    assert len(parsed.rows) == 1
    assert parsed.rejected[0].reason == "is nested more than 30 levels deep"


def test_two_different_rows_of_one_id_are_both_refused_whatever_comes_first() -> None:
    one, other = files.hub_model(likes=1), files.hub_model(likes=2)

    results = [
        huggingface_models.parse(files.hub_file(*rows)) for rows in ([one, other], [other, one])
    ]

    assert [len(parsed.rows) for parsed in results] == [0, 0]
    assert {parsed.rejected[0].reason for parsed in results} == {
        "the row gives the key 'id, in several different rows' twice"
    }


def test_two_equal_rows_count_once() -> None:
    parsed = huggingface_models.parse(files.hub_file(files.hub_model(), files.hub_model()))

    assert (len(parsed.rows), len(parsed.rejected)) == (1, 0)


@pytest.mark.parametrize("number", ["1e999999999", "9" * 5000, "-1", "1.5", "NaN", "Infinity"])
def test_a_count_that_is_no_count_refuses_its_own_row_alone(number: str) -> None:
    data = files.hub_file(files.hub_model(), files.hub_model("acme/other", likes=12345))

    parsed = huggingface_models.parse(data.replace(b"12345", number.encode()))

    assert len(parsed.rows) == 1
    assert parsed.rejected[0].place == "huggingface_models > acme/other"
    assert parsed.rejected[0].reason.startswith("likes is")


@pytest.mark.parametrize("row", [None, 7, "text", [], {}])
def test_a_row_of_another_kind_is_refused_alone(row: Any) -> None:
    parsed = huggingface_models.parse(files.hub_file(files.hub_model(), row))

    assert (len(parsed.rows), len(parsed.rejected)) == (1, 1)
