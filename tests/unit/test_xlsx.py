"""Spreadsheets: the sheet with the table, numbers and dates as typed, and files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from lch_desktop.domain.errors import FileError
from lch_desktop.exchange.xlsx import XlsxTable, as_typed
from tests.unit.lead_files import read

HEADER = ["First Name", "Last Name", "Phone", "Last Activity", "Deal Value", "Do Not Call", "Notes"]


def saved(folder: Path, fill: Callable[[Workbook], None]) -> Path:
    book = openpyxl.Workbook()
    fill(book)
    path = folder / "leads.xlsx"
    book.save(path)
    return path


def filled(folder: Path, *rows: list[object], **sheets: list[list[object]]) -> Path:
    def fill(book: Workbook) -> None:
        for row in rows:
            book.active.append(row)
        for name, others in sheets.items():
            sheet = book.create_sheet(name)
            for row in others:
                sheet.append(row)

    return saved(folder, fill)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (15125550143.0, "15125550143"), (0.1, "0.1"), (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"), (-3.0, "-3"), (38500.5, "38500.5"), (float("nan"), ""), (7, "7"),
        (True, "TRUE"), (False, "FALSE"), (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23), "2026-11-23"), (datetime(2026, 11, 23, 9, 14), "2026-11-23 09:14"),
        (time(9, 14), "09:14:00"), (timedelta(hours=30, minutes=5), "30:05:00"),
    ],
)  # fmt: skip
def test_values_as_somebody_typed_them(value: float | date | time | timedelta, text: str) -> None:
    assert as_typed(value) == text


def test_a_sheet_of_leads(tmp_path: Path) -> None:
    path = filled(
        tmp_path,
        HEADER,
        ["Kim", "Boone", 15125550143, datetime(2026, 10, 3), 38500, True, "=1+1 is text"],
        [],
        ["Zoë", "王", "+1 512 555 0144", "10/3/2026", "12k", 0, None],
        ["Al", None, 5125550145.0, 46298, None, False, 7],
    )
    made = read(path)
    kim, zoe, al = made.leads
    assert (made.table.format, made.table.encoding, made.table.look().layout) == ("table", "utf-8", "sheet Sheet")
    assert [lead.phones[0].e164 for lead in made.leads] == ["+15125550143", "+15125550144", "+15125550145"]
    assert {lead.last_activity_on for lead in made.leads} == {date(2026, 10, 3)}
    assert [lead.value for lead in made.leads] == [38500.0, 12000.0, None]
    assert [lead.do_not_call for lead in made.leads] == [True, False, False]
    assert (zoe.name, al.notes) == ("Zoë 王", "7")
    assert [row.row for row in made.rows] == [2, 4, 5]
    assert made.rows[0].cells["Phone"] == "15125550143"
    assert kim.phones[0].certain


def test_the_first_sheet_with_a_table(tmp_path: Path) -> None:
    path = filled(tmp_path, ["Read me first"], Old=[["a", "b"]], Leads=[HEADER, ["Kim"]], Others=[HEADER, ["Al"]])
    made = read(path)
    assert made.table.look().layout == "sheet Leads"
    assert [lead.name for lead in made.leads] == ["Kim"]


def test_a_hidden_sheet_comes_last(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.append(HEADER)
        book.active.append(["Old"])
        book.active.sheet_state = "hidden"
        book.create_sheet("Leads").append(HEADER)
        book["Leads"].append(["Kim"])

    assert [lead.name for lead in read(saved(tmp_path, fill)).leads] == ["Kim"]


def test_a_table_that_begins_further_down_keeps_its_row_numbers(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["B3"], book.active["C3"] = "Name", "Phone"
        book.active["B5"], book.active["C5"] = "Kim", 5125550143

    assert [(row.row, row.lead.name) for row in read(saved(tmp_path, fill)).rows] == [(5, "Kim")]


def test_a_hubspot_spreadsheet(tmp_path: Path) -> None:
    header = ["Record ID", "First Name", "Phone Number", "Contact owner", "Marketing contact status", "Create Date"]
    made = read(filled(tmp_path, header, [9001.0, "Kim", 5125550143, "Dana", "Marketing", datetime(2026, 1, 2, 3, 4)]))
    assert (made.table.format, made.rows[0].cells["Record ID"]) == ("hubspot", "9001")
    assert made.rows[0].cells["Create Date"] == "2026-01-02 03:04"


def archive(path: Path, change: Callable[[str, bytes], bytes]) -> bytes:
    """The spreadsheet with each of its members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(out, "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, change(name, whole.read(name)))
    return out.getvalue()


def damaged(path: Path) -> list[tuple[str, bytes]]:
    """Broken spreadsheets, each with the code of its error."""
    whole = path.read_bytes()
    sheet = archive(path, lambda name, text: text[:200] if name.endswith("sheet1.xml") else text)
    empty = archive(path, lambda name, text: b"" if name.endswith("workbook.xml") else text)
    far = archive(
        path, lambda name, text: text.replace(b'r="A2"', b'r="XFD1048576"').replace(b'row r="2"', b'row r="1048576"')
    )
    plain_zip = io.BytesIO()
    with zipfile.ZipFile(plain_zip, "w") as made:
        made.writestr("photo.txt", "no table")
    return [
        (b"file-damaged".decode(), content)
        for content in (b"PK\x03\x04 and no more", whole[: len(whole) // 2], sheet, empty, plain_zip.getvalue(),
                        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    ] + [("file-too-large", far)]  # fmt: skip


@pytest.mark.parametrize("place", range(7))
def test_what_is_no_spreadsheet_is_told_in_one_sentence(tmp_path: Path, place: int) -> None:
    path = filled(tmp_path, HEADER, ["Kim", "Boone", 5125550143])
    code, content = damaged(path)[place]
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        read(path)
    assert (caught.value.code, caught.value.values["name"]) == (code, "leads.xlsx")


def test_an_empty_spreadsheet(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        XlsxTable(filled(tmp_path))
    assert caught.value.code == "file-empty"


def test_a_spreadsheet_without_leads(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read(filled(tmp_path, [1, 2], [3, 4]))
    assert caught.value.code == "file-no-table"
