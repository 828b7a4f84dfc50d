"""Files of leads, read from disk: every record becomes a lead or is listed with its number and reason."""

from __future__ import annotations

import codecs
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lch_desktop.domain.errors import FileError, InputError, LchError
from lch_desktop.domain.imports import ImportOptions, ParsedRow, SkippedRow
from lch_desktop.domain.leads import Stage
from lch_desktop.exchange.reader import LeadTable, open_leads
from lch_desktop.exchange.row_reader import HEADER_AGAIN, NOTHING_IN_IT

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data"
PLAIN = "Name,Phone,Email\nKim Boone,512 555 0143,kim@example.com\n"


@dataclass
class Read:
    """A whole file, read: small ones only."""

    file: LeadTable
    rows: list[ParsedRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)

    @property
    def rows_read(self) -> int:
        return len(self.rows) + len(self.skipped)


def read(path: Path, **options: object) -> Read:
    found = Read(open_leads(path, ImportOptions(**options), now=NOW))  # type: ignore[arg-type]
    for row in found.file.records():
        if isinstance(row, ParsedRow):
            found.rows.append(row)
        else:
            found.skipped.append(row)
    assert found.file.look().rows == found.rows_read
    return found


def read_text(folder: Path, text: str | bytes, **options: object) -> Read:
    path = folder / "leads.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, **options)


def test_a_salesforce_report_with_bare_carriage_returns_and_its_footer() -> None:
    parsed = read(DATA / "salesforce-report.csv")
    assert (parsed.file.format, parsed.file.encoding, parsed.rows_read) == ("salesforce", "cp1252", 6)
    assert [(skip.row, skip.reason) for skip in parsed.skipped] == [
        (4, NOTHING_IN_IT),
        (6, "the report's totals, not a lead"),
        (7, "the report's notice, not a lead"),
        (8, "the report's copyright, not a lead"),
    ]
    kim, renee = (row.lead for row in parsed.rows)
    assert (kim.name, kim.title, kim.company, kim.notes) == ("Kim Boone", "Buyer", "Scott Group", "Left voicemail.")
    assert kim.last_activity_on == date(2026, 10, 3)
    assert (kim.follow.stage, kim.status, kim.do_not_call) == (Stage.NEW, "Open - Not Contacted", False)
    assert (renee.name, renee.zone) == ("Renée Dubois", "America/New_York")
    assert (renee.do_not_call, renee.no_email, renee.follow.stage) == (True, True, Stage.NOT_A_LEAD)
    assert [row.row for row in parsed.rows] == [2, 3]


def test_a_hubspot_export_dates_nothing_fresh_and_reads_a_number_by_its_country() -> None:
    parsed = read(DATA / "hubspot.csv")
    kim, jo = (row.lead for row in parsed.rows)
    assert (parsed.file.format, parsed.file.encoding) == ("hubspot", "utf-8")
    assert [phone.e164 for phone in kim.phones] == ["+12125550132"]
    assert (kim.created_at, kim.follow.fresh_at, kim.last_activity_on) == (NOW, None, date(2026, 10, 6))
    assert [phone.e164 for phone in jo.phones] == ["+442079460958"]
    assert (jo.phones[0].shown, jo.zone) == ("020 7946 0958", "Europe/London")
    assert parsed.file.look().unknown_statuses == (("OPEN_DEAL", 1),)
    assert parsed.file.mapping["Create Date (2)"] == "ignore"
    assert parsed.rows[0].cells["Phone Number"] == "212.555.0132"


def test_a_follow_up_boss_export_with_notes_of_several_lines() -> None:
    john, amy = (row.lead for row in read(DATA / "follow-up-boss.csv").rows)
    assert (john.name, john.first_name, john.needs_number) == ("John", "John", True)
    assert john.notes == "Asked how it ends\nBakes sourdough, sent a photo"
    assert amy.notes == '=HYPERLINK("x") <img src=x>'
    assert (amy.email, amy.phones[0].e164, amy.owner) == ("amy@example.com", "+13035550153", "Dana Reyes")
    assert (amy.zone, amy.city, amy.zip) == ("America/Denver", "Denver", "80202")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("cp1252", "cp1252"), ("latin-1", "cp1252")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end(
    tmp_path: Path, encoding: str, named: str, delimiter: str, line_end: str
) -> None:
    rows = [("Name", "Phone", "Notes"), ("Zoë Müller", "512 555 0143", '"a, b; c"'), ("Åse Ek", "512 555 0144", '""')]
    text = line_end.join(delimiter.join(row) for row in rows) + line_end
    parsed = read_text(tmp_path, text.encode(encoding))
    assert [row.lead.name for row in parsed.rows] == ["Zoë Müller", "Åse Ek"]
    assert parsed.rows[0].lead.notes == "a, b; c"
    assert parsed.file.encoding == named


def test_a_big_endian_mark(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"))
    assert (parsed.file.encoding, parsed.rows[0].lead.name) == ("utf-16-be", "Kim Boone")


def test_other_scripts_in_old_encodings(tmp_path: Path) -> None:
    text = "Name,Phone,Notes\n" + "Анна Петрова,512 555 0143,Просила перезвонить после обеда\n" * 20
    assert read_text(tmp_path, text.encode("cp1251")).rows[0].lead.name == "Анна Петрова"


def test_utf8_with_one_foreign_byte_stays_utf8(tmp_path: Path) -> None:
    text = "Name,Phone\nZoë Müller,512 555 0143\nÅse Ek,512 555 0144\n".encode() + b"Jos\xe9,512 555 0145\n"
    names = [row.lead.name for row in read_text(tmp_path, text).rows]
    assert names == ["Zoë Müller", "Åse Ek", "José"]


def test_the_header_may_stand_below_other_text(tmp_path: Path) -> None:
    text = (
        'Notes:\n"When exporting, some addresses, may be missing."\n\nFirst Name,Last Name,Email Address\nKim,Boone,\n'
    )
    parsed = read_text(tmp_path, text)
    assert parsed.file.header == ("First Name", "Last Name", "Email Address")
    assert [(row.row, row.lead.name) for row in parsed.rows] == [(5, "Kim Boone")]
    assert read_text(tmp_path, "sep=;\nName;Phone\nKim;5125550143\n").rows[0].row == 3


def test_padded_doubled_and_missing_headers(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, " Name , Phone,Phone ,,Shoe\nKim,5125550143,5125550144,x,9,extra\nDana\n")
    assert parsed.file.header == ("Name", "Phone", "Phone (2)", "Column 4", "Shoe")
    kim, dana = parsed.rows
    assert [phone.e164 for phone in kim.lead.phones] == ["+15125550143", "+15125550144"]
    assert kim.cells["Column 6"] == "extra"
    assert (dana.lead.name, dana.lead.needs_number) == ("Dana", True)


def test_blank_records_are_numbered_but_not_counted(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, "Name,Phone\n\n,\n ,\t\nKim,5125550143\nName,Phone\n")
    assert parsed.rows_read == 2
    assert [row.row for row in parsed.rows] == [5]
    assert [(skip.row, skip.reason) for skip in parsed.skipped] == [(6, HEADER_AGAIN)]


def test_nul_bytes_big_cells_and_control_characters(tmp_path: Path) -> None:
    big = "long note, " * 20_000
    parsed = read_text(tmp_path, f'Name,Phone,Notes\nK\0im,512 555 0143,"{big}\x07"\n')
    assert parsed.rows[0].lead.name == "Kim"
    assert parsed.rows[0].lead.notes == f"{big}\x07"


def test_a_quote_that_is_never_closed_costs_no_other_row(tmp_path: Path) -> None:
    names = [f"N{number}" for number in range(50)]
    lines = [f"{name},512 555 01{number:02}" for number, name in enumerate(names)]
    lines[20] = '"N20,512 555 0120'
    parsed = read_text(tmp_path, "\n".join(["Name,Phone", *lines]))
    assert len(parsed.rows) == 50
    assert parsed.rows[20].lead.name == '"N20'
    assert [row.row for row in parsed.rows] == list(range(2, 52))


def test_columns_without_a_known_header_show_themselves(tmp_path: Path) -> None:
    parsed = read_text(tmp_path, "Name,Reach,Write,ID\nKim,(512) 555-0143,kim@example.com,1234567890\n")
    assert parsed.file.mapping == {"Name": "name", "Reach": "phone", "Write": "email", "ID": "ignore"}
    headless = read_text(tmp_path, "Kim Boone,(512) 555-0143,kim@example.com\nDana,(512) 555-0144,d@example.com\n")
    assert [row.lead.email for row in headless.rows] == ["kim@example.com", "d@example.com"]
    assert headless.rows_read == 2
    assert [row.row for row in headless.rows] == [1, 2]


@pytest.mark.parametrize(
    ("header", "row", "field", "value"),
    [
        ("Vorname;Nachname;Telefon", "Kim;Boone;512 555 0143", "name", "Kim Boone"),
        ("Prénom;Nom;Téléphone", "Kim;Boone;512 555 0143", "last_name", "Boone"),
        ("Nombre;Apellidos;Teléfono", "Kim;Boone;512 555 0143", "first_name", "Kim"),
        ("Full Name,Deal Value", 'Kim,"$38,500"', "value", 38500.0),
        ("Name,Time Zone", "Kim,America/Denver", "zone", "America/Denver"),
        ("Name,Unsubscribed", "Kim,yes", "do_not_call", True),
        ("Name,Phone,Country", "Kim,030 123456,Germany", "zone", "Europe/Berlin"),
        ("Name,Phone", "Kim,212 555 0143", "zone", "America/New_York"),
        ("Name,Last talk,May need", "Kim,the lease,a porch", "last_talk", "the lease"),
        ("Name,Lead Status", "Kim,Do Not Call", "do_not_call", True),
    ],
)
def test_any_sensible_header_is_read(tmp_path: Path, header: str, row: str, field: str, value: object) -> None:
    (parsed,) = read_text(tmp_path, f"{header}\n{row}\n").rows
    assert getattr(parsed.lead, field) == value


def test_a_toll_free_number_may_be_anywhere(tmp_path: Path) -> None:
    (row,) = read_text(tmp_path, "Name,Phone\nKim,800 555 0143\n").rows
    assert row.lead.zone == ""
    assert len(row.lead.zones) > 4


def test_day_first_is_taken_from_the_column(tmp_path: Path) -> None:
    text = "Name,Last contacted\nKim,03/10/2026\nDana,25/10/2026\n"
    assert [row.lead.last_activity_on for row in read_text(tmp_path, text).rows] == [
        date(2026, 10, 3),
        date(2026, 10, 25),
    ]


def test_only_one_owners_rows(tmp_path: Path) -> None:
    text = "Name,Owner\nKim,Sam Ortiz\nDana,Lee Park\nJo,\nAl,sam  ortiz\n"
    everyone = read_text(tmp_path, text)
    assert everyone.file.look().owners == (("Sam Ortiz", 1), ("Lee Park", 1), ("sam ortiz", 1))
    mine = read_text(tmp_path, text, owner="Sam Ortiz")
    assert [row.lead.name for row in mine.rows] == ["Kim", "Jo", "Al"]
    assert [(skip.row, skip.reason) for skip in mine.skipped] == [(3, "belongs to Lee Park")]
    assert mine.rows_read == 4


def test_the_users_mapping_wins(tmp_path: Path) -> None:
    text = "Name,Phone,Remark\nKim,512 555 0143,the lease\n"
    parsed = read_text(tmp_path, text, mapping={"remark": "last_talk", "Phone": "ignore"})
    assert parsed.file.mapping == {"Name": "name", "Phone": "ignore", "Remark": "last_talk"}
    assert (parsed.rows[0].lead.last_talk, parsed.rows[0].lead.phones) == ("the lease", ())
    blank = read_text(tmp_path, "Aaa,Bbb\nKim,x\n", mapping={"Aaa": "name"})
    assert blank.rows[0].lead.name == "Kim"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"mapping": {"Shoe": "name"}}, "unknown-header"),
        ({"mapping": {"Name": "shoe"}}, "unknown-field"),
        ({"format": "excel"}, "unknown-format"),
        ({"region": "XX"}, "unknown-region"),
    ],
)
def test_a_choice_that_cannot_be_meant(tmp_path: Path, options: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(tmp_path, PLAIN, **options)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf\r\n \n", "file-empty"),
        (b"%PDF-1.7\n1 0 obj\n", "file-no-table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-no-table"),
        (random.Random(1).randbytes(4000), "file-no-table"),
        (b"<html><table><tr><td>Name</td></tr></table>", "file-no-table"),
        (b'{"name": "Kim", "phone": "5125550143"}', "file-no-table"),
        (b"Dear Sam,\n\nit was good to see you, thank you.\n", "file-no-table"),
        (b"1,2,3\n4,5,6\n", "file-no-table"),
        (b"PK\x03\x04\x14\x00\x06\x00", "file-damaged"),
    ],
)
def test_a_file_that_is_no_table_says_so(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read_text(tmp_path, content)
    assert caught.value.code == code
    assert caught.value.values["name"] == "leads.csv"


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "file-is-folder"), (tmp_path / "none.csv", "file-missing")):
        with pytest.raises(FileError) as caught:
            read(path)
        assert caught.value.code == code


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name\n" + "Kim\n" * 1200)
    told: list[tuple[int, int]] = []
    list(open_leads(path, ImportOptions(), now=NOW).records(lambda done, of: told.append((done, of))))
    assert told == [(500, 1201), (1000, 1201)]

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(open_leads(path, ImportOptions(), now=NOW).records(stop))


CELLS = st.sampled_from(
    [
        "",
        " ",
        "Kim",
        "Boone, Kim",
        "512 555 0143",
        "x@example.com",
        '"',
        'a"b',
        "a\nb",
        "a,b;c|d\te",
        "\x00",
        "é",
        "Name",
    ]
)
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=8)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_whatever_the_file_every_record_is_accounted_for(
    tmp_path: Path, table: list[list[str]], delimiter: str, line_end: str, with_header: bool
) -> None:
    rows = [["Name", "Phone", "Email"], *table] if with_header else table
    text = line_end.join(delimiter.join(row) for row in rows)
    try:
        parsed = read_text(tmp_path, text)
    except LchError:
        return
    numbers = sorted([row.row for row in parsed.rows] + [skip.row for skip in parsed.skipped])
    assert len(numbers) == len(set(numbers)) == parsed.rows_read
    assert all(row.lead.name or row.lead.company or row.lead.email or row.lead.phones for row in parsed.rows)
    assert all(skip.reason for skip in parsed.skipped)


def test_an_owner_is_refused_where_no_column_names_one(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Phone\nKim Boone,(512) 555-0143\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_leads(file, ImportOptions(owner="Sam"), now=NOW)
    assert (caught.value.code, caught.value.values) == ("no-owner-column", {"name": "leads.csv"})
