"""`lch import`: every row accounted for, twice is the same as once, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from lch_desktop.platforms import window_socket
from tests.integration.cli_runner import NOW, THREE_LEADS, Lch, a_file, in_a_process, sample

KEYS = [
    "format", "rows", "created", "merged", "unchanged", "needs_number", "do_not_call", "skipped", "import_id",
]  # fmt: skip
REGISTER = "No national do-not-call register is consulted"


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """What the window was told."""
    heard: list[tuple[Path, str]] = []
    monkeypatch.setattr(window_socket, "tell_window", lambda folder, message: heard.append((folder, message)))
    return heard


def all_rows(report: dict[str, object]) -> bool:
    done = [report["created"], report["merged"], report["unchanged"], len(report["skipped"])]  # type: ignore[arg-type]
    return report["rows"] == sum(done)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "format_name", "rows", "created", "skipped_rows"),
    [
        ("hubspot-contacts.csv", "hubspot", 160, 160, []),
        ("salesforce-leads-report.csv", "salesforce", 63, 60, [63, 64, 65]),
        ("follow-up-boss.csv", "follow-up-boss", 40, 40, []),
    ],
)
def test_a_sample_file_is_accounted_for_and_changes_nothing_the_second_time(
    lch: Lch, name: str, format_name: str, rows: int, created: int, skipped_rows: list[int]
) -> None:
    path = sample(name)
    report = lch.json("import", path)
    assert list(report) == KEYS
    assert (report["format"], report["rows"], report["created"]) == (format_name, rows, created)
    assert [skipped["row"] for skipped in report["skipped"]] == skipped_rows
    assert all(skipped["reason"] for skipped in report["skipped"])
    assert all_rows(report)
    before = lch.json("leads")

    again = lch.json("import", path)
    assert (again["created"], again["merged"], again["unchanged"]) == (0, 0, rows - len(skipped_rows))
    assert all_rows(again)
    assert again["import_id"] != report["import_id"]
    assert lch.json("leads") == before
    assert len(before) == created


def test_the_window_is_told_only_of_what_was_written(lch: Lch, tmp_path: Path, told: list[tuple[Path, str]]) -> None:
    path = a_file(tmp_path, THREE_LEADS)
    lch.json("import", path, "--dry-run")
    assert told == []
    lch.json("import", path)
    assert told == [(lch.data_dir, "changed")]
    lch.text("import", "--undo", 1)
    assert len(told) == 2
    lch.fails("import", "--undo", 1)
    lch.fails("import", tmp_path / "missing.csv")
    lch.json("leads")
    assert len(told) == 2


def test_a_dry_run_says_all_and_keeps_nothing(lch: Lch, tmp_path: Path) -> None:
    path = a_file(tmp_path, THREE_LEADS)
    report = lch.json("import", path, "--dry-run")
    assert (report["created"], report["needs_number"], report["import_id"]) == (3, 1, 0)
    assert lch.json("leads") == []
    words = lch.text("import", path, "--dry-run")
    assert "3 rows would come in" in words
    assert "Nothing was changed" in words


def test_the_first_import_says_that_no_register_is_consulted(lch: Lch, tmp_path: Path) -> None:
    path = a_file(tmp_path, THREE_LEADS)
    first, second = lch.text("import", path), lch.text("import", path)
    assert REGISTER in first
    assert REGISTER not in second


def test_the_accounting_in_words_lists_every_skipped_row(lch: Lch, tmp_path: Path) -> None:
    words = lch.text("import", a_file(tmp_path, THREE_LEADS + ",,,,WA,New\n"))
    assert "leads.csv (table): 4 rows read." in words
    assert "\n  row 5: no name, company, e-mail or number\n" in words
    assert "Need a number: 1." in words
    assert "To take it back: lch import --undo 1" in words


def test_an_import_is_taken_back_once(lch: Lch, tmp_path: Path) -> None:
    report = lch.brings_in(tmp_path)
    lch.json("log", 2, "no-answer")
    assert lch.json("import", "--undo", report["import_id"]) == {"import_id": 1, "removed": 2, "kept": 1}
    assert [lead["name"] for lead in lch.json("leads")] == ["Kim Boone"]
    assert lch.fails("import", "--undo", 1) == "Import 1 was taken back already."
    assert lch.fails("import", "--undo", 77) == "There is no import with the number 77."


def test_owner_region_format_and_map_reach_the_reader(lch: Lch, tmp_path: Path) -> None:
    text = "Wer,Wo drauf,Assigned To\nAda Ost,030 90012345,Sam\nBea West,030 90067890,Kim\n"
    path = a_file(tmp_path, text)
    report = lch.json(
        "import", path, "--format", "table", "--map", "Wer=name", "Wo drauf=phone", "--map", "Assigned To=owner",
        "--region", "DE", "--owner", "sam",
    )  # fmt: skip
    assert report["format"] == "table"
    assert report["skipped"] == [{"row": 3, "reason": "belongs to Kim"}]
    [ada] = lch.json("leads")
    assert (ada["name"], ada["phones"][0]["e164"]) == ("Ada Ost", "+493090012345")


def test_several_owners_are_named(lch: Lch, tmp_path: Path) -> None:
    path = a_file(tmp_path, "Name,Phone,Owner\nAda,512-555-0101,Sam\nBea,512-555-0102,Kim\nCy,512-555-0103,Sam\n")
    assert "Several owners (Sam 2, Kim 1); --owner NAME" in lch.text("import", path)


def test_what_a_status_means_can_be_said(lch: Lch, tmp_path: Path) -> None:
    path = a_file(tmp_path, "Name,Phone,Lead Status\nAda,512-555-0101,OPEN_DEAL\nBea,512-555-0102,Parked\n")
    assert "what these mean (OPEN_DEAL 1, Parked 1)" in lch.text("import", path, "--dry-run")
    report = lch.json("import", path, "--status", "Open Deal=talking", "--status", "parked=leave-out")
    assert report["skipped"] == [{"row": 3, "reason": "its status Parked is left out"}]
    assert [lead["stage"] for lead in lch.json("leads")] == ["talking"]
    assert "must be WORD=STAGE" in lch.fails("import", path, "--status", "Parked=gone", code=2)


def test_known_leads_can_be_left_alone(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    path = a_file(tmp_path, THREE_LEADS.replace("Acme", "Borealis"))
    report = lch.json("import", path, "--duplicates", "skip")
    assert report["skipped"] == [{"row": 2, "reason": "known already: Dana Ruiz"}]
    assert (report["created"], report["merged"], report["unchanged"]) == (0, 0, 2)
    assert lch.json("import", path, "--duplicates", "keep-both")["created"] == 1


def test_rows_that_need_a_look_go_to_a_file(lch: Lch, tmp_path: Path) -> None:
    target = tmp_path / "problems.csv"
    words = lch.text("import", a_file(tmp_path, "Name,Phone\nAda,512-555-0101\n,,odd\nBea,12\n"), "--problems", target)
    assert "Worth a look: 1 row" in words
    assert target.read_text(encoding="utf-8-sig").splitlines()[0] == "Name,Phone,Reason"
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_a_list_of_numbers_is_never_called(lch: Lch, tmp_path: Path, told: list[tuple[Path, str]]) -> None:
    lch.brings_in(tmp_path)
    never = a_file(tmp_path, "5125550143\nnobody\n", "never.csv")
    report = lch.json("import", never, "--do-not-call")
    skipped = [{"row": 2, "reason": "no number that can be read"}]
    assert report == {"rows": 2, "added": 1, "known": 0, "leads": 1, "skipped": skipped}
    assert told[-1] == (lch.data_dir, "changed")
    assert [lead["do_not_call"] for lead in lch.json("leads", "--search", "Dana")] == [True]
    words = lch.text("import", never, "--do-not-call", "--dry-run")
    assert "Known already" in words
    assert "dry run" in words
    assert "goes with" in lch.fails("import", never, "--do-not-call", "--owner", "Sam", code=2)


def test_a_terminal_is_told_how_far_it_is(lch: Lch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_file(tmp_path, "Name,Phone\n" + "".join(f"Lead {n},512 555 {n:04}\n" for n in range(1200)))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = lch.run("import", path, "--json")
    assert "1,000 of about 1,201 rows" in said.err
    assert said.err.endswith("\r")
    assert '"created": 1200' in said.out


def test_cells_cannot_steer_the_terminal(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path, "Name,Phone\n\x1b[2JEve \u202eliame,512-555-0101\n")
    words = lch.text("leads")
    assert "\x1b" not in words
    assert "\u202e" not in words


@pytest.mark.parametrize(
    ("content", "words", "part"),
    [
        (None, [], "There is no file leads.csv"),
        (b"", [], "is empty"),
        (b"\xef\xbb\xbf\r\n", [], "is empty"),
        (b"%PDF-1.7\n1 0 obj", [], "no table of leads"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", [], "no table of leads"),
        (b"just a sentence, and a half\n", [], "no table of leads"),
        (b"PK\x03\x04rest", [], "is damaged"),
        (b"Name,Phone\nAda,512-555-0101\n", ["--region", "Texas"], "“Texas” is no country code"),
        (b"Name,Phone\nAda,512-555-0101\n", ["--map", "Fax=phone"], "has no column “Fax”"),
    ],
    ids=["missing", "empty", "only a mark", "pdf", "png", "prose", "xlsx", "region", "column"],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    lch: Lch, tmp_path: Path, content: bytes | None, words: list[str], part: str
) -> None:
    lch.brings_in(tmp_path)
    before = lch.json("leads")
    folder = tmp_path / "files"
    folder.mkdir()
    if content is not None:
        (folder / "leads.csv").write_bytes(content)
    assert part in lch.fails("import", folder / "leads.csv", *words)
    assert lch.json("leads") == before


def test_a_folder_is_no_file(lch: Lch, tmp_path: Path) -> None:
    assert "is a folder" in lch.fails("import", tmp_path)


def test_as_a_program_of_its_own(data_dir: Path, tmp_path: Path) -> None:
    path = a_file(tmp_path, THREE_LEADS)
    done = in_a_process("import", path, "--json", "--data-dir", data_dir, "--now", NOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"created": 3' in done.stdout
