"""Files of leads, broken in every way that files are broken in: what the fuzz test feeds to the importer.

A mutant is made from a seed alone, so that a failing one can be made again: `mutant(seeds, number)`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.utils.exceptions import IllegalCharacterError

MOST_ROWS = 12  # of a sample in one mutant: the structure matters, not the length
HAZARDS = (
    "", " ", "\t", "0", "-", "n/a", '"', '""', "'", "''", "'=1+1", "=HYPERLINK(\"x\")", "@SUM(A1)", "+", "-1",
    "<img src=x onerror=alert(1)>", "'; DROP TABLE lead; --", "\x00",
    "a\x00b", "\x07\x1b[31m", "a\nb", "a\r\nb", "a\rb",
    "a,b;c|d\te", "\ufeff", "\u202eabc", "王小明", "محمد علي", "🏠 Kim", "e\u0301\u0301\u0301", "\ud7ff", "\ufffd",
    "512 555 0143", "(512) 555-0143 x23", "+1 512 555 0143;ext=9", "1.5125550113E+10", "1.51E+10", "911", "555-0143",
    "+44 20 7946 0958", "0044 20 7946 0958", "5125550143, 5125550144 / 512 555 0145", "tel:+1-512-555-0143",
    "9" * 300,
    "+999999999999", "kim@scott.example", "kim@", "@", "mailto:kim@scott.example", "0/0/00",
    "46298.5", "04 Mar 2025", "$38,500", "1.234,56", "12k", "-5", "NaN", "∞", "Mars/Base",
    "yes", "1", "TRUE", "Do Not Call", "OPEN_DEAL", "Customer", "Junk Lead", "America/Chicago", "../../etc",
    "Boone, Kim", "Dr. Kim Boone, Jr.", "Mr. & Mrs. Boone", ",", ",,,", ";", "|", "a" * 5000,
)  # fmt: skip
HEADERS = (
    "Name", "First Name", "Last Name", "Phone", "Mobile", "Email", "Company", "Title", "Notes", "Status", "Do Not Call",
    "Owner", "Country", "State", "Zip", "Time Zone", "Deal Value", "Last Activity", "Phone 1 - Label",
    "Phone 1 - Value",
    "Tags", "", " ", "Column 3", "Name (2)", "id", "Unsubscribed", "Email Opt Out", "Nom", "Telefon", "x" * 300, "\x00",
    "512 555 0143", "kim@scott.example", "Record ID - Contact", "Person - Name", "Connected On", "Unreadable card",
)  # fmt: skip
HUGE = (("long note, ", 9000), ("5125550143, ", 700), ("a\n", 900), ('"', 3000), ("=", 9000))  # text, how often
LINES = (
    "", " ", "Notes:", '"One quote that is never closed', "sep=;", "Grand Totals (57 records)", "Totals", "\x00\x00",
    "Copyright (c) 2026", '"Confidential Information - Do Not Distribute"', ",,,,,,", "Dear Sam,", "{", "<html>",
    "BEGIN:VCARD",
)  # fmt: skip
CARD_LINES = (
    "BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "VERSION:4.0", "TEL", "TEL:", ":", ";;;:", "TEL;TYPE=\"x:512 555 0143",
    "NOTE;ENCODING=QUOTED-PRINTABLE:a=", "N;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:=FF=FE=00", " folded", "\tfolded",
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=punycode:=80=81", "PHOTO;ENCODING=BASE64:AAAA", "QUJDQUJDQUJDQUJDQUJD=",
    "item1.TEL:512 555 0143", "item1.X-ABLabel:_$!<Home>!$_", "KIND:group", "ORG:;;;", "ADR:;;;;;;;;;;",
    "CATEGORIES:DNC", "N:",
    "FN:\\", "FN:a\\;b\\,c\\n\\", "TEL;VALUE=uri:tel:+1-512-555-0143;ext=23", "AGENT:", "just text", "X-LCH-VALUE:12k",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp1251", "shift_jis")


@dataclass
class Sheet:
    """A table under the knife."""

    records: list[list[str]]
    delimiter: str = ","
    line_end: str = "\r\n"
    encoding: str = "utf-8"
    quoting: int = csv.QUOTE_MINIMAL
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        out = io.StringIO()
        if self.quoting == csv.QUOTE_NONE:
            out.writelines(self.delimiter.join(record) + self.line_end for record in self.records)
        else:
            writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.line_end, quoting=self.quoting)
            writer.writerows(self.records)
        lines = [line + self.line_end for line in self.before]
        return ("".join(lines) + out.getvalue() + self.line_end.join(self.after)).encode(self.encoding, "replace")


@dataclass(frozen=True)
class Mutant:
    """One broken file: how it is called, what is in it, and what was done to it."""

    name: str
    content: bytes
    done: tuple[str, ...]


def mutant(seeds: list[Path], number: int) -> Mutant:
    """The mutant with this number, the same in every run."""
    random = Random(number)
    seed = random.choice(seeds)
    if seed.suffix == ".vcf":
        content, done = _of_cards(seed, random)
    else:
        sheet = Sheet(_records(seed, random))
        done = [_change(sheet, random) for _ in range(random.randint(1, 6))]
        is_spreadsheet = random.random() < 0.04
        content = _spreadsheet(sheet, random, done) if is_spreadsheet else sheet.content()
    for _ in range(random.choice((0, 0, 0, 1, 1, 3))):
        change = random.choice(BYTE_CHANGES)
        content = change(content, random)
        done.append(change.__name__)
    return Mutant(random.choice((seed.name, "leads.csv", "Kontakte ümlaut.txt", "x.xlsx")), content, tuple(done))


@lru_cache
def _whole(seed: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(seed.read_bytes().decode("utf-8-sig", "replace"), newline="")))


def _records(seed: Path, random: Random) -> list[list[str]]:
    header, *rows = _whole(seed)
    start = random.randrange(max(1, len(rows) - MOST_ROWS))
    return [list(record) for record in (header, *rows[start : start + MOST_ROWS])]


# Changes to a table: each changes it in place


def _change(sheet: Sheet, random: Random) -> str:
    change = random.choice(SHEET_CHANGES)
    change(sheet, random)
    return change.__name__


def _width(sheet: Sheet) -> int:
    return max((len(record) for record in sheet.records), default=0)


def drop_column(sheet: Sheet, random: Random) -> None:
    at = random.randrange(_width(sheet) or 1)
    for record in sheet.records:
        del record[at : at + 1]


def double_column(sheet: Sheet, random: Random) -> None:
    at, to = random.randrange(_width(sheet) or 1), random.randrange(_width(sheet) + 1)
    for record in sheet.records:
        record[to:to] = record[at : at + 1]


def reorder_columns(sheet: Sheet, random: Random) -> None:
    order = random.sample(range(_width(sheet)), _width(sheet))
    sheet.records = [[record[at] for at in order if at < len(record)] for record in sheet.records]


def rename_columns(sheet: Sheet, random: Random) -> None:
    if sheet.records:
        for _ in range(random.randint(1, 3)):
            at = random.randrange(len(sheet.records[0]) or 1)
            sheet.records[0][at : at + 1] = [random.choice(HEADERS)]


def swap_cells(sheet: Sheet, random: Random) -> None:
    filled = [record for record in sheet.records if record]
    if filled:
        one, two = random.choice(filled), random.choice(filled)
        at, to = random.randrange(len(one)), random.randrange(len(two))
        one[at], two[to] = two[to], one[at]


def put_hazards(sheet: Sheet, random: Random) -> None:
    for _ in range(random.randint(1, 8)):
        record = random.choice(sheet.records or [[]])
        if record:
            record[random.randrange(len(record))] = random.choice(HAZARDS)


def put_a_column_of_hazards(sheet: Sheet, random: Random) -> None:
    at = random.randrange(_width(sheet) or 1)
    for record in sheet.records[1:]:
        if at < len(record):
            record[at] = random.choice(HAZARDS)


def put_a_huge_cell(sheet: Sheet, random: Random) -> None:
    record = random.choice(sheet.records[1:] or [[]])
    if record:
        text, times = random.choice(HUGE)
        record[random.randrange(len(record))] = text * times


def cut_or_stretch_rows(sheet: Sheet, random: Random) -> None:
    for record in random.sample(sheet.records, min(3, len(sheet.records))):
        if random.random() < 0.5:
            del record[random.randrange(len(record) + 1) :]
        else:
            record.extend(random.choices(HAZARDS, k=random.randint(1, 4)))


def drop_or_double_rows(sheet: Sheet, random: Random) -> None:
    if sheet.records:
        at = random.randrange(len(sheet.records))
        sheet.records[at : at + 1] = [list(sheet.records[at]) for _ in range(random.choice((0, 0, 2, 3)))]


def put_blank_rows(sheet: Sheet, random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        blank = random.choice(([], [""], [" ", "\t"], [""] * 6))
        sheet.records.insert(random.randrange(len(sheet.records) + 1), list(blank))


def repeat_the_header(sheet: Sheet, random: Random) -> None:
    if sheet.records:
        sheet.records.insert(random.randrange(len(sheet.records) + 1), list(sheet.records[0]))


def put_lines_before(sheet: Sheet, random: Random) -> None:
    sheet.before += random.choices(LINES, k=random.randint(1, 4))


def put_lines_after(sheet: Sheet, random: Random) -> None:
    sheet.after += random.choices(LINES, k=random.randint(1, 4))


def write_otherwise(sheet: Sheet, random: Random) -> None:
    sheet.delimiter = random.choice(",;\t|")
    sheet.line_end = random.choice(("\r\n", "\n", "\r"))
    sheet.encoding = random.choice(ENCODINGS)
    sheet.quoting = random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE))


SHEET_CHANGES: tuple[Callable[[Sheet, Random], None], ...] = (
    drop_column, double_column, reorder_columns, rename_columns, swap_cells, put_hazards, put_a_column_of_hazards,
    put_a_huge_cell, cut_or_stretch_rows, drop_or_double_rows, put_blank_rows, repeat_the_header, put_lines_before,
    put_lines_after, write_otherwise, write_otherwise,
)  # fmt: skip


# Spreadsheets


def _spreadsheet(sheet: Sheet, random: Random, done: list[str]) -> bytes:
    """The table as XLSX, some of its cells as numbers, sometimes with a member of the archive broken."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    for record in sheet.records:
        page.append([_typed(cell[:30_000], random) for cell in record])
    out = io.BytesIO()
    book.save(out)
    done.append("as XLSX")
    if random.random() < 0.4:
        return out.getvalue()
    done.append("member broken")
    whole, broken = zipfile.ZipFile(out), io.BytesIO()
    victim = random.choice(whole.namelist())
    with zipfile.ZipFile(broken, "w") as archive:
        for name in whole.namelist():
            text = whole.read(name)
            archive.writestr(name, random.choice(BYTE_CHANGES)(text, random) if name == victim else text)
    return broken.getvalue()


def _typed(cell: str, random: Random) -> str | float | bool | None:
    if cell.isdecimal() and cell.isascii() and len(cell) < 16 and random.random() < 0.7:
        return float(cell)
    text = "".join(char for char in cell if char >= " " or char in "\t\n\r")
    try:
        openpyxl.cell.cell.Cell(None).check_string(text)  # type: ignore[arg-type]
    except (IllegalCharacterError, AttributeError):
        return None
    return random.choice((text, text, text, True if text == "1" else text))


# Cards


def _of_cards(seed: Path, random: Random) -> tuple[bytes, list[str]]:
    lines = seed.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line == "BEGIN:VCARD"]
    start = random.choice(starts)
    lines = lines[start : start + 100]
    done = []
    for _ in range(random.randint(1, 10)):
        change = random.choice(CARD_CHANGES)
        change(lines, random)
        done.append(change.__name__)
    text = random.choice(("\r\n", "\n", "\r")).join(lines)
    return text.encode(random.choice(("utf-8", *ENCODINGS)), "replace"), done


def drop_lines(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines) + 1)
    del lines[at : at + random.randint(1, 3)]


def put_lines(lines: list[str], random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        lines.insert(random.randrange(len(lines) + 1), random.choice(CARD_LINES))


def put_hazards_into_values(lines: list[str], random: Random) -> None:
    for _ in range(min(len(lines), random.randint(1, 5))):
        at = random.randrange(len(lines))
        name = lines[at].split(":")[0]
        lines[at] = f"{name}:{random.choice(HAZARDS)}"


def damage_lines(lines: list[str], random: Random) -> None:
    for _ in range(min(len(lines), random.randint(1, 5))):
        at = random.randrange(len(lines))
        cut = random.randrange(len(lines[at]) + 1)
        lines[at] = random.choice(
            (lines[at][:cut], lines[at][cut:], lines[at][:cut] + random.choice('";:=\\\0 ') + lines[at][cut:])
        )


def fold_lines(lines: list[str], random: Random) -> None:
    for at in range(len(lines) - 1, 0, -1):
        if random.random() < 0.2:
            cut = random.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = [lines[at][:cut], random.choice(" \t") + lines[at][cut:]]


def quote_lines(lines: list[str], random: Random) -> None:
    for at, line in enumerate(lines):
        if random.random() < 0.2:
            lines[at] = line.replace(
                ":", random.choice((";ENCODING=QUOTED-PRINTABLE:", ";CHARSET=ISO-8859-1:", ";BASE64:")), 1
            )


def mix_lines(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines) + 1)
    part = lines[at : at + 12]
    random.shuffle(part)
    lines[at : at + 12] = part


CARD_CHANGES: tuple[Callable[[list[str], Random], None], ...] = (
    drop_lines, put_lines, put_hazards_into_values, damage_lines, fold_lines, quote_lines, mix_lines,
)  # fmt: skip


# Changes to bytes: each returns the new ones


def truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def behead(content: bytes, random: Random) -> bytes:
    return content[random.randrange(min(60, len(content)) + 1) :]


def put_bytes(content: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(content) + 1)
        put = random.choice(
            (b"\0", b'"', b"\xff", b"\xfe\xff", b"\xe9", b"\r", b"\n", b"\x1a", b"\xed\xa0\x80", b"'", b",", b";")
        )
        content = content[:at] + put * random.choice((1, 1, 1, 50)) + content[at:]
    return content


def flip_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 30))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def double_a_part(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + content[at : at + random.randint(1, 2000)] + content[at:]


BYTE_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (truncate, behead, put_bytes, flip_bytes, double_a_part)
