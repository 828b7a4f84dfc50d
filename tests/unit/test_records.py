"""Lines of text to records: what quotes do, and what is done where they do not add up."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.exchange import records
from lch_desktop.exchange.encoding import encoding_of
from lch_desktop.exchange.records import split_records

PEOPLE = [[f"N{number}", f"512 555 01{number:02}"] for number in range(30)]


def lines_of(table: list[list[str]], damage: tuple[int, str]) -> list[str]:
    lines = [",".join(record) + "\n" for record in table]
    lines[damage[0]] = damage[1]
    return lines


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ('"N7,512 555 0107\n', ['"N7', "512 555 0107"]),
        ('"N7","512 555 0107\n', ["N7", "512 555 0107"]),
        ('N7,"512 555 0107\n', ["N7", "512 555 0107"]),
        ('N7,512" 555 0107\n', ["N7", '512" 555 0107']),
    ],
)
@pytest.mark.parametrize("later", ["plain", 'N20,"512, 555"\n'], ids=["no quote follows", "a quote follows"])
def test_a_quote_that_is_never_closed_costs_its_own_row_at_most(line: str, becomes: list[str], later: str) -> None:
    lines = lines_of(PEOPLE, (7, line))
    if later != "plain":
        lines[20] = later
    found = list(split_records(lines, ",", width=2))
    assert len(found) == len(PEOPLE)
    assert found[7] == becomes
    assert [record[0] for record in found[8:]] == [record[0] for record in PEOPLE[8:]]
    assert found[20][1] == ("512 555 0120" if later == "plain" else "512, 555")


def test_a_cell_of_many_lines_is_one_cell() -> None:
    note = "\n".join(f'line {number}, ""quoted""' for number in range(300))
    found = list(split_records(f'Kim,"{note}"\nDana,x\n'.splitlines(keepends=True), ",", width=2))
    assert [len(record) for record in found] == [2, 2]
    assert found[0][1].count("\n") == 299


def test_a_cell_without_an_end_is_not_gathered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_LARGEST_CELL", 1000)
    lines = ['"Kim,1\n', *(f"N{number},{number}\n" for number in range(2000))]
    found = list(split_records(lines, ",", width=2))
    assert found[0] == ['"Kim', "1"]
    assert len(found) == 2001
    csv.field_size_limit(1 << 20)


def test_quotes_without_number_are_given_up_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_MOST_REREAD", 50)
    found = list(split_records([f'"N{number},{number}\n' for number in range(40)], ",", width=2))
    assert [record[0].strip('"') for record in found] == [f"N{number}" for number in range(40)]


CELLS = st.text(st.sampled_from('ab,;" \n\r\t|é'), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_what_csv_writes_is_read_the_same(table: list[list[str]], delimiter: str) -> None:
    written: list[str] = []
    sink = type("Sink", (), {"write": staticmethod(written.append)})
    csv.writer(sink, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    lines = "".join(written).splitlines(keepends=True)
    assert list(split_records(lines, delimiter, width=2)) == table


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        ("Zoë,Åse,naïve", "utf-8", "utf-8"),
        ("Zoë,Åse", "cp1252", "cp1252"),
        ("Name,Phone", "utf-16-le", "utf-16-le"),
        ("Name,Phone", "utf-16-be", "utf-16-be"),
        ("plain", "ascii", "utf-8"),
    ],
)
def test_the_encoding_does_not_hang_on_where_the_bytes_are_cut(size: int, text: str, codec: str, named: str) -> None:
    content = text.encode(codec) * 40
    head = content[:2000]

    def chunks() -> Iterator[bytes]:
        yield head
        rest = content[2000:]
        yield from (rest[start : start + size] for start in range(0, len(rest), size))

    assert encoding_of(chunks).name == named


def test_foreign_bytes_late_in_a_file_are_seen() -> None:
    whole = ("Zoë Müller\n" * 50).encode()
    assert encoding_of(lambda: iter([whole, b"Jos\xe9\n", whole])).errors == "lch-cp1252"
    assert encoding_of(lambda: iter([b"plain\n" * 900, b"Jos\xe9\n"])).name == "cp1252"
