"""What may go wrong while a file comes in: it changes under our hands, the disk fills up, the rep stops it."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lch_desktop.domain.errors import FileError, ImportCancelled, StoreError
from lch_desktop.domain.imports import ImportOptions
from lch_desktop.domain.leads import PhoneStatus
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.exchange.source import Source
from lch_desktop.services.bundle import Services
from tests.fakes import FakeClock
from tests.integration.wired import close_all, dump, wired

PLAIN = ImportOptions()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)
    close_all()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that takes several progress reports to read."""
    rows = "".join(f"Lead {number},512 555 {number:04},note {number}\n" for number in range(3000))
    path = tmp_path / "leads.csv"
    path.write_text("Name,Phone,Notes\n" + rows, encoding="utf-8")
    return path


def _grow(path: Path) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.write("One More,512 555 0199,\n")


def _rewrite(path: Path) -> None:
    """The same length and the same time of change, other words."""
    times = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("note 2999", "nope 2999"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [_grow, _rewrite, lambda path: os.truncate(path, 40_000), lambda path: path.unlink()],
    ids=["grows", "is rewritten", "shrinks", "vanishes"],
)
@pytest.mark.parametrize("act", ["bring_in", "rehearse", "look", "numbers"])
def test_a_file_that_changes_while_it_is_read_is_one_error_and_nothing_is_in(
    services: Services, data_dir: Path, path: Path, change: Callable[[Path], None], act: str
) -> None:
    before, changed = dump(data_dir), False

    def meddle(_done: int, _total: int) -> None:
        nonlocal changed
        if not changed:
            changed = True
            change(path)

    method = "bring_in_numbers" if act == "numbers" else act
    with pytest.raises(FileError) as caught:
        getattr(services.importing, method)(path, PLAIN, meddle)
    assert caught.value.code == "file-changed"
    assert dump(data_dir) == before


def test_a_file_that_is_locked_half_way_is_one_error_and_nothing_is_in(
    services: Services, data_dir: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(data_dir)
    real, passes = Source.chunks, 0

    def lock(self: Source) -> Iterator[bytes]:
        nonlocal passes
        passes += 1
        with self.opened():
            if passes == 4:
                raise PermissionError(13, "another program has locked a part of it")
        yield from real(self)

    monkeypatch.setattr(Source, "chunks", lock)
    with pytest.raises(FileError) as caught:
        services.importing.bring_in(path, PLAIN)
    assert caught.value.code in ("file-unreadable", "file-changed")
    assert dump(data_dir) == before


def test_a_disk_that_fills_up_half_way_leaves_nothing_half_in(services: Services, data_dir: Path, path: Path) -> None:
    kept = path.with_name("kept.csv")
    kept.write_text("Name,Phone\nKim Boone,512 555 9143\n", encoding="utf-8")
    services.importing.bring_in(kept, PLAIN)
    before = dump(data_dir)
    db = services.store._db  # type: ignore[attr-defined]
    db.execute_sql(f"PRAGMA max_page_count = {int(db.scalar('PRAGMA page_count')) + 60}")
    with pytest.raises(StoreError) as caught:
        services.importing.bring_in(path, PLAIN)
    assert caught.value.code == "disk-full"
    assert dump(data_dir) == before
    db.execute_sql("PRAGMA max_page_count = 1000000")
    assert services.importing.bring_in(path, PLAIN).created == 3000
    assert services.store.leads.count_found(LeadFilter(search="Lead 2999")) == 1


def test_a_stopped_import_leaves_nothing_and_the_search_still_works(
    services: Services, data_dir: Path, path: Path
) -> None:
    def stop(done: int, _total: int) -> None:
        if done >= 1500:
            raise ImportCancelled

    before = dump(data_dir)
    with pytest.raises(ImportCancelled):
        services.importing.bring_in(path, PLAIN, stop)
    assert dump(data_dir) == before
    services.importing.bring_in(path, PLAIN)
    (lead,) = services.store.leads.find(LeadFilter(search="Lead 2999"), 5)
    services.store.leads.save_fields(lead.id, {"name": "Kim Boone"}, by_rep=True)
    assert services.store.leads.count_found(LeadFilter(search="Lead 2999")) == 0
    assert services.store.leads.count_found(LeadFilter(search="kim boo")) == 1
    assert services.store.integrity() == "ok"


def test_a_lead_that_comes_twice_far_apart_in_one_file_is_one_and_is_found(services: Services, path: Path) -> None:
    _grow(path)
    with path.open("a", encoding="utf-8") as out:
        out.write('Lead 7,512 555 0007,"asked for roses"\n')
    report = services.importing.bring_in(path, PLAIN)
    assert (report.created, report.merged) == (3001, 1)
    found = services.store.leads.find(LeadFilter(search="roses"), 5)
    assert [lead.notes for lead in found] == ["note 7\nasked for roses"]
    assert services.importing.undo(report.import_id) == (3001, 0)
    assert services.store.leads.count_found(LeadFilter(search="roses")) == 0


def test_what_was_chosen_is_remembered_for_files_with_the_same_headers(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Reach,Who,State\nKim,512 555 0143,Sam,New\nDana,512 555 0144,Lee,Parked\n", encoding="utf-8")
    first = services.importing.look(path)
    assert (first.rows, first.remembered, first.same_as) == (2, False, 0)
    assert first.columns[1].samples == ("512 555 0143", "512 555 0144")
    chosen = ImportOptions(mapping={"Who": "owner", "State": "stage"}, owner="Sam", statuses={"Parked": None})
    report = services.importing.bring_in(path, chosen)
    path.write_text("State,Who,Name,Reach\nNew,Sam,Jo,512 555 0145\n", encoding="utf-8")
    again = services.importing.look(path)
    assert (again.remembered, again.options, again.same_as) == (True, chosen, 0)
    assert {column.header: column.field for column in again.columns if column.chosen} == chosen.mapping
    assert services.importing.look(path, PLAIN).remembered is False
    services.importing.bring_in(path, again.options)
    assert services.importing.look(path).same_as == report.import_id + 1


def test_a_rehearsal_tells_all_and_keeps_nothing(services: Services, data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Phone,Do not call\nKim,512 555 0143,\nDana,,\nJo,512 555 0145,yes\n,,\nAl,12,\n,,x\n")
    services.importing.bring_in(path, PLAIN)
    path.write_text(path.read_text().replace("Jo,", "Jo Park,") + "Bea,512 555 0146,\n")
    before = dump(data_dir)
    rehearsal = services.importing.rehearse(path, PLAIN)
    assert dump(data_dir) == before
    report = rehearsal.report
    assert (report.created, report.merged, report.unchanged, len(report.skipped)) == (1, 1, 3, 1)
    named = {heading: [seen.name for seen in seen] for heading, seen in rehearsal.lists.items()}
    assert named["created"] == ["Bea"]
    assert named["merged"] == ["Jo Park"]
    assert named["needs_number"] == ["Dana", "Al"]
    assert named["do_not_call"] == ["Jo Park"]
    assert [seen.row for seen in rehearsal.lists["skipped"]] == [7]
    assert rehearsal.lists["odd"][0].detail
    assert report.import_id == 0


def test_rows_that_need_a_look_go_to_a_file_of_their_own(services: Services, data_dir: Path, tmp_path: Path) -> None:
    path, target = tmp_path / "leads.csv", tmp_path / "problems.csv"
    path.write_text("Name,Phone,Notes\nKim,512 555 0143,\n,,=1+1\nAl,12,x\n", encoding="utf-8")
    before = dump(data_dir)
    assert services.importing.write_problems(path, PLAIN, target) == 2
    assert dump(data_dir) == before
    with target.open(newline="", encoding="utf-8-sig") as file:
        header, nobody, al = csv.reader(file)
    assert header == ["Name", "Phone", "Notes", "Reason"]
    assert nobody == ["", "", "'=1+1", "no name, company, e-mail or number"]
    assert al[:3] == ["Al", "12", "x"]
    assert "12" in al[3]
    with pytest.raises(FileError) as caught:
        services.importing.write_problems(path, PLAIN, path)
    assert caught.value.code == "problems-over-source"
    # Put right and brought in again, it is a file like any other: the column "Reason" is left alone.
    assert services.importing.bring_in(target, PLAIN).rows == 2


@pytest.mark.parametrize(
    ("text", "rows", "added", "skipped"),
    [
        ("512 555 0143\n5125550144\n", 2, 2, []),
        ("Number\n(512) 555-0143\n\nnobody\n+1 512 555 0143\n", 3, 1, [4]),
        ("Name,Phone,Mobile\nKim,512 555 0143,512-555-0144\nDana,,\n", 2, 1, [3]),
        ("512,5550143\n303,5550144\n", 2, 2, []),
        ("Do not call these:\n512 555 0143\n", 1, 1, []),
    ],
    ids=["a plain list", "a heading, a blank, a word and a double", "a table", "a register", "a sentence"],
)
def test_a_list_of_numbers_that_are_never_called(
    services: Services, tmp_path: Path, text: str, rows: int, added: int, skipped: list[int]
) -> None:
    path = tmp_path / "never.txt"
    path.write_text(text, encoding="utf-8")
    report = services.importing.bring_in_numbers(path, PLAIN)
    assert (report.rows, report.added, [line.row for line in report.skipped]) == (rows, added, skipped)
    assert report.rows == report.added + report.known + len(report.skipped)
    assert services.store.suppressions.among(["+15125550143"]) == {"+15125550143"}
    again = services.importing.bring_in_numbers(path, PLAIN)
    assert (again.added, again.known) == (0, report.added + report.known)


def test_a_suppressed_number_is_so_for_leads_before_and_after_and_no_undo_lifts_it(
    services: Services, tmp_path: Path
) -> None:
    leads, never = tmp_path / "leads.csv", tmp_path / "never.txt"
    leads.write_text("Name,Phone,Mobile\nKim,512 555 0143,\nDana,512 555 0143,512 555 0144\n", encoding="utf-8")
    never.write_text("512 555 0143\n", encoding="utf-8")
    first = services.importing.bring_in(leads, PLAIN)
    assert services.importing.bring_in_numbers(never, PLAIN).leads == 2
    kim, dana = services.store.leads.many([1, 2])
    assert (kim.do_not_call, kim.phones[0].status) == (True, PhoneStatus.DO_NOT_CALL)
    assert (dana.do_not_call, dana.phone and dana.phone.e164) == (False, "+15125550144")
    assert services.importing.bring_in(leads, PLAIN).unchanged == 2
    services.importing.undo(2)
    services.importing.undo(first.import_id)
    later = services.importing.bring_in(leads, PLAIN)
    assert (later.created, later.do_not_call) == (2, 1)
    numbers = [entry.candidate.e164 for entry in services.queueing.build().queue.entries]
    assert "+15125550143" not in numbers


def test_a_dry_run_of_a_list_keeps_nothing(services: Services, data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "never.txt"
    path.write_text("512 555 0143\n", encoding="utf-8")
    before = dump(data_dir)
    assert services.importing.bring_in_numbers(path, ImportOptions(dry_run=True)).added == 1
    assert dump(data_dir) == before


def test_a_list_without_a_number_is_no_list(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "never.txt"
    path.write_text("Dear Sam,\nit was good to see you.\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        services.importing.bring_in_numbers(path, PLAIN)
    assert caught.value.code == "file-no-table"
