"""`lch export`: files for other programs, refused in one sentence where they cannot be."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

from tests.integration.cli_runner import Lch


@pytest.fixture
def lch(data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    """Three leads, two calls."""
    made = Lch(data_dir, capsys)
    made.brings_in(tmp_path)
    made.text("log", 1, "no-answer")
    made.text("log", 2, "left-voicemail", "--note", "Two chairs")
    return made


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_calls_as_a_table(lch: Lch, tmp_path: Path) -> None:
    said = lch.text("export", "calls", "--format", "csv", "-o", tmp_path / "calls.csv")
    assert said == "2 calls written to calls.csv.\n"
    assert [row["Outcome"] for row in rows(tmp_path / "calls.csv")] == ["no-answer", "left-voicemail"]
    assert stat.S_IMODE((tmp_path / "calls.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("kind", "format_name", "records"),
    [
        ("calls", "csv", 2), ("calls", "hubspot", 2), ("calls", "salesforce", 2), ("calls", "pipedrive", 2),
        ("leads", "csv", 3), ("leads", "vcard", 3), ("calendar", "ics", 1), ("all", "json", 3),
    ],
)  # fmt: skip
def test_every_kind_in_every_format(lch: Lch, tmp_path: Path, kind: str, format_name: str, records: int) -> None:
    path = tmp_path / "out"
    said = lch.json("export", kind, "--format", format_name, "-o", path)
    assert said == {"kind": kind, "format": format_name, "file": str(path), "records": records}
    assert path.stat().st_size > 100


def test_without_a_format_the_usual_one_is_taken(lch: Lch, tmp_path: Path) -> None:
    assert lch.json("export", "all", "-o", tmp_path / "all")["format"] == "json"
    assert lch.json("export", "leads", "-o", tmp_path / "leads")["format"] == "csv"


def test_the_checks_leave_only_when_asked_for(lch: Lch, tmp_path: Path) -> None:
    for words, has_checks in (((), False), (("--with-checks",), True)):
        lch.text("export", "all", "-o", tmp_path / "all.json", "--force", *words)
        document = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
        assert ("checks" in document) is has_checks
        assert document["scripts"] == document["warm_ups"] == []


def test_a_file_that_is_there_stays_unless_it_may_go(lch: Lch, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("mine", encoding="utf-8")
    said = lch.fails("export", "calls", "-o", path)
    assert said == "calls.csv is there already; give another name, or --force to replace it."
    assert path.read_text(encoding="utf-8") == "mine"
    lch.text("export", "calls", "-o", path, "--force")
    assert len(rows(path)) == 2


def test_an_export_is_no_handover_but_pending_is(lch: Lch, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        assert lch.json("export", "calls", "--format", "hubspot", "-o", tmp_path / name)["records"] == 2
    given = ("export", "calls", "--format", "hubspot", "--pending", "-o")
    assert lch.json(*given, tmp_path / "three.csv")["records"] == 2
    assert lch.fails(*given, tmp_path / "four.csv") == "Every call was handed to HubSpot already."
    assert not (tmp_path / "four.csv").exists()
    lch.text("log", 1, "no-answer", "--note", "again")
    assert lch.json(*given, tmp_path / "five.csv")["records"] == 1


def test_a_call_that_was_taken_back_is_not_exported(lch: Lch, tmp_path: Path) -> None:
    lch.text("undo")
    lch.text("export", "calls", "--format", "hubspot", "-o", tmp_path / "calls.csv")
    assert len(rows(tmp_path / "calls.csv")) == 1


def test_the_calendar_is_the_hour_and_the_promised_calls(lch: Lch, tmp_path: Path) -> None:
    path = tmp_path / "hours.ics"
    lch.text("log", 1, "connected", "--next", "2026-11-25T08:40-06:00", "--note", "Two chairs")
    said = lch.text("export", "calendar", "-o", path)
    assert said == "2 calendar events written to hours.ics.\n"
    text = path.read_bytes().decode()
    assert "SUMMARY:Call Dana Ruiz\\, Acme\r\nDTSTART:20261125T144000Z\r\n" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n" in text
    assert "chairs" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = lch.json("export", "calendar", "--format", "ics", "-o", tmp_path / "again.ics")
    assert (again["format"], again["records"]) == ("ics", 2)
    assert (tmp_path / "again.ics").read_bytes() == path.read_bytes()  # the same names for the same events


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (
            ("export", "leads", "--format", "hubspot", "-o", "x"),
            "Leads can be exported as csv or vcard, not as hubspot",
        ),
        (("export", "all", "--format", "csv", "-o", "x"), "All can be exported as json, not as csv"),
        (("export", "calendar", "--format", "csv", "-o", "x"), "Calendar can be exported as ics, not as csv"),
        (("export", "calls", "--format", "nonsense", "-o", "x"), "nonsense"),
        (("export", "calls"), "-o"),
        (("export", "nonsense", "-o", "x"), "nonsense"),
        (("export", "calls", "--pending", "-o", "x"), "--pending goes with calls and --format"),
        (("export", "all", "--pending", "-o", "x"), "--pending goes with calls and --format"),
        (("export", "leads", "--with-checks", "-o", "x"), "--with-checks goes with all"),
    ],
)
def test_wrong_usage_is_said(lch: Lch, words: tuple[str, ...], part: str) -> None:
    assert part in lch.fails(*words, code=2)


def test_a_folder_that_is_not_there_is_said(lch: Lch, tmp_path: Path) -> None:
    said = lch.fails("export", "leads", "-o", tmp_path / "nowhere" / "leads.csv")
    assert said.startswith("leads.csv cannot be written (No such file or directory)")


@pytest.mark.parametrize(("kind", "format_name"), [("leads", "csv"), ("leads", "vcard"), ("all", "json")])
def test_export_then_import_into_an_empty_folder(
    lch: Lch, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, format_name: str
) -> None:
    path = tmp_path / f"out.{format_name}"
    lch.text("export", kind, "--format", format_name, "-o", path)
    other = Lch(tmp_path / "another folder", capsys)
    report = other.json("import", path)
    assert (report["rows"], report["created"], report["skipped"]) == (3, 3, [])
    left_out = ("id",) if format_name == "json" else ("id", "attempts", "zone")
    wanted = [{key: lead[key] for key in lead if key not in left_out} for lead in lch.json("leads")]
    found = [{key: lead[key] for key in lead if key not in left_out} for lead in other.json("leads")]
    for lead in (*wanted, *found):
        for phone in lead["phones"]:
            phone.pop("raw")
    assert found == wanted
    assert other.json("import", path)["unchanged"] == 3


def test_what_came_in_as_our_document_goes_back_to_the_crm_it_came_from(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Record ID,First Name,Last Name,Phone Number,Lead Status,Contact owner\n77,Dana,Ruiz,512-555-0143,NEW,Sam\n"
    first, second = Lch(data_dir, capsys), Lch(tmp_path / "another folder", capsys)
    first.brings_in(tmp_path, text)
    first.text("export", "all", "-o", tmp_path / "all.json")
    second.json("import", tmp_path / "all.json")
    second.text("log", 1, "no-answer")
    second.text("export", "calls", "--format", "hubspot", "-o", tmp_path / "calls.csv")
    assert [row["Record ID"] for row in rows(tmp_path / "calls.csv")] == ["77"]
    assert json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["leads"][0]["name"] == "Dana Ruiz"
