"""A list is read as it stands, or refused with line and column of all that is wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.validation.lists import Entry, ListProblem, read


def problems_of(data: bytes) -> tuple[str, ...]:
    with pytest.raises(ListProblem) as refused:
        read(data)
    return refused.value.problems


def test_list_of_places_is_read() -> None:
    found = read(b"slug,rank\nalpha,1\nbeta,2.5\n")

    assert (found.identified_by, found.figure, found.weighted) == ("slug", "rank", False)
    assert found.entries == (
        Entry(2, "alpha", Decimal(1)),
        Entry(3, "beta", Decimal("2.5")),
    )
    assert [found.goodness(entry) for entry in found.entries] == [-1, Decimal("-2.5")]


def test_list_of_scores_with_types_and_weights_is_read() -> None:
    found = read(
        "type,weight,score,id\r\nmodel,2,1e3,Maker/Thing\r\n\r\n dataset ,0.5,-4,“ü”\r\n".encode()
    )

    assert (found.identified_by, found.figure, found.weighted) == ("id", "score", True)
    assert found.entries == (
        Entry(2, "Maker/Thing", Decimal(1000), "model", Decimal(2)),
        Entry(4, "“ü”", Decimal(-4), "dataset", Decimal("0.5")),
    )
    assert found.goodness(found.entries[0]) == 1000


def test_one_id_may_stand_once_for_each_type() -> None:
    found = read(b"id,rank,type\na/b,1,model\na/b,1,dataset\n")

    assert [entry.type_key for entry in found.entries] == ["model", "dataset"]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"", ["line 1, column 1: the file is empty"]),
        (b"\n \n", ["line 1, column 1: the file is empty"]),
        (b"id,rank\n", ["line 1, column 1: no rows after it; give 1 to 10,000"]),
        (
            b"\xef\xbb\xbfid,rank\na,1\n",
            ["line 1, column 1: begins with a byte order mark; save it as UTF-8 without one"],
        ),
        (b"id,rank\na,1\nb\xe9,2\n", ["line 3, column 1: is not UTF-8 text"]),
        (b"id,rank\na,\xff\n", ["line 2, column 2: is not UTF-8 text"]),
        (b"id;rank\na;1\n", ["line 1, column 1: fields are parted by semicolons; use commas"]),
        (b"id\trank\na\t1\n", ["line 1, column 1: fields are parted by tabs; use commas"]),
        (b"rank\n1\n", ["line 1, column 2: none is there; give id or slug"]),
        (b"id\na\n", ["line 1, column 2: none is there; give rank or score"]),
        (b"id,slug,rank\na,a,1\n", ["line 1, column 2: both are there; give id or slug"]),
        (b"id,rank,score\na,1,1\n", ["line 1, column 3: both are there; give rank or score"]),
        (
            b"id,stars,rank\na,1,1\n",
            [
                "line 1, column 2: “stars” is no column of such a list; columns are id or slug,"
                " rank or score, and if wanted type, weight"
            ],
        ),
        (b"id,rank\na,1,2\n", ["line 2, column 3: 3 fields where the header has 2"]),
        (b"id,rank,type\na,1\n", ["line 2, column 3: 2 fields where the header has 3"]),
        (b"id,rank\n,1\n", ["line 2, column 1 (id): is empty"]),
        (b"id,rank\na,\n", ["line 2, column 2 (rank): is empty"]),
        (b"id,rank,type\na,1,\n", ["line 2, column 3 (type): is empty"]),
        (
            b"id,rank\na,first\n",
            ["line 2, column 2 (rank): “first” is not a number like 12 or 3.5"],
        ),
        (b"id,rank\na,nan\n", ["line 2, column 2 (rank): “nan” is not a number like 12 or 3.5"]),
        (b"id,rank\na,1_0\n", ["line 2, column 2 (rank): “1_0” is not a number like 12 or 3.5"]),
        (
            b'id,score\na,"1,000"\n',
            ["line 2, column 2 (score): “1,000” is not a number like 12 or 3.5"],
        ),
        (b"id,rank\na,-1\n", ["line 2, column 2 (rank): “-1” is no place: give 0 or more"]),
        (
            b"id,rank,weight\na,1,0\n",
            ["line 2, column 3 (weight): “0” is no weight: give more than 0, at most 1,000,000"],
        ),
        (b"id,rank\na\x00,1\n", ["line 2, column 1 (id): “a\x00” is too long or no plain text"]),
        (b"id,rank\na,1\nb,2\na,3\n", ["line 4, column 1 (id): “a” is on line 2 already"]),
        (b'id,rank\n"a,1\n', ["line 2, column 1: is not CSV: unexpected end of data"]),
    ],
)
def test_bad_list_is_refused_with_line_and_column(data: bytes, problems: list[str]) -> None:
    assert list(problems_of(data)) == problems


def test_header_named_twice_is_refused() -> None:
    (problem,) = problems_of(b"id,rank,weight,weight\na,1,1,1\n")

    assert problem.startswith("line 1, column 4: “weight” is there twice;")


def test_all_problems_are_told_up_to_twenty() -> None:
    rows = "".join(f"a{number},x\n" for number in range(30))

    with pytest.raises(ListProblem) as refused:
        read(f"id,rank\n{rows}".encode())

    told = str(refused.value).splitlines()
    assert len(refused.value.problems) == 30
    assert (len(told), told[-1]) == (21, "and 10 more")


def test_lines_are_counted_across_line_breaks_in_quotes() -> None:
    assert problems_of(b'id,rank\n\n"a\nb",1\nc,x\n') == (
        "line 3, column 1 (id): “a\nb” is too long or no plain text",
        "line 5, column 2 (rank): “x” is not a number like 12 or 3.5",
    )


def test_list_longer_than_the_most_is_refused() -> None:
    rows = "".join(f"a{number},1\n" for number in range(10_001))

    assert problems_of(f"id,rank\n{rows}".encode()) == (
        "line 1, column 1: 10,001 rows; give 1 to 10,000",
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    try:
        told = tuple(f"line {entry.line}" for entry in read(data).entries)
    except ListProblem as refused:
        told = refused.problems

    assert told
    assert all(line.startswith("line ") for line in told)
