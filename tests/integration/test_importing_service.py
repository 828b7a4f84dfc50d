"""Imports through the real reader into the real store: product.md section 10."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import FileError, InputError, RuleError
from lch_desktop.domain.imports import ImportOptions, ImportReport, LeadFile, ParsedRow, Progress, SkippedRow
from lch_desktop.domain.leads import PhoneStatus
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.exchange.lazy import FileInward
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from tests.fakes import FakeClock
from tests.integration.wired import close_all, dump, wired

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
SAMPLE_FILES = ("hubspot-contacts.csv", "salesforce-leads-report.csv", "follow-up-boss.csv")
PLAIN = ImportOptions()
HEADER = "Name,Company,Phone,Email,State,Notes"
ROWS = (
    "Dana Ruiz,Ruiz Dental,(614) 555-0143,dana@example.com,OH,Likes mornings",
    "Kwame Osei,Osei Freight,404-555-0126,kwame@example.com,GA,",
    "Jun Park,,,jun@example.com,TN,",
)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)
    close_all()


def sample(name: str) -> Path:
    found = SAMPLES / name
    if not found.is_file():
        pytest.skip(f"the sample {name} is not beside this checkout")
    return found


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "leads.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def balanced(report: ImportReport) -> bool:
    return report.rows == report.created + report.merged + report.unchanged + len(report.skipped)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.merged, report.unchanged, len(report.skipped)


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_a_sample_twice_is_created_then_unchanged(name: str, services: Services, clock: FakeClock) -> None:
    first = services.importing.bring_in(sample(name), PLAIN)
    known = services.store.leads.count()
    assert balanced(first)
    assert first.created == known > 20
    clock.advance(3600)
    second = services.importing.bring_in(sample(name), PLAIN)
    assert balanced(second)
    assert counts(second) == (0, 0, first.rows - len(first.skipped), len(first.skipped))
    assert services.store.leads.count() == known


def test_the_accounting_of_a_small_file(services: Services, tmp_path: Path) -> None:
    twice = "Dana Ruiz,Ruiz Dental,614 555 0143,,OH,"
    report = services.importing.bring_in(table(tmp_path, *ROWS, twice, ",,,,,nothing"), PLAIN)
    assert (report.rows, report.created, report.needs_number) == (5, 3, 1)
    assert balanced(report)
    assert [line.row for line in report.skipped] == [6]


def test_people_known_by_their_name_alone_are_not_doubled(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path, "Rafael Duarte,Duarte Tiles,,,CA,", "Minh Anh,,,,IL,")
    assert services.importing.bring_in(path, PLAIN).created == 2
    assert counts(services.importing.bring_in(path, PLAIN)) == (0, 0, 2, 0)
    with_number = table(tmp_path, "Rafael Duarte,Duarte Tiles,916 555 0133,,CA,")
    assert counts(services.importing.bring_in(with_number, PLAIN)) == (0, 1, 0, 0)


def test_an_unedited_field_follows_the_source_and_an_edited_one_stays(services: Services, tmp_path: Path) -> None:
    services.importing.bring_in(table(tmp_path, *ROWS), PLAIN)
    (dana,) = services.store.leads.find(LeadFilter(search="Dana"), 5)
    services.store.leads.save_fields(dana.id, {"company": "Ruiz & Sons"}, by_rep=True)
    newer = table(tmp_path, "Dana Ruiz,Ruiz Clinic,(614) 555-0143,dana.ruiz@example.com,OH,Likes mornings")
    report = services.importing.bring_in(newer, PLAIN)
    assert counts(report) == (0, 1, 0, 0)
    found = services.store.leads.get(dana.id)
    assert found is not None
    assert (found.company, found.email) == ("Ruiz & Sons", "dana.ruiz@example.com")
    assert counts(services.importing.bring_in(newer, PLAIN)) == (0, 0, 1, 0)
    newest = table(tmp_path, "Dana Ruiz,Ruiz Clinic,(614) 555-0143,dr@example.com,OH,Likes mornings")
    assert counts(services.importing.bring_in(newest, PLAIN)) == (0, 1, 0, 0)
    found = services.store.leads.get(dana.id)
    assert found is not None
    assert (found.company, found.email) == ("Ruiz & Sons", "dr@example.com")


def test_a_suppressed_number_stays_so_in_every_later_import(services: Services, tmp_path: Path) -> None:
    first = services.importing.bring_in(table(tmp_path, *ROWS), PLAIN)
    (dana,) = services.store.leads.find(LeadFilter(search="Dana"), 5)
    services.log.log(dana.id, Report(outcome=Outcome.DO_NOT_CALL), Dial())
    again = services.importing.bring_in(table(tmp_path, *ROWS), PLAIN)
    assert counts(again) == (0, 0, 3, 0)
    assert again.do_not_call == 1
    other = "Kim Boone,Elsewhere,+1 614 555 0143,kim@example.com,OH,"
    report = services.importing.bring_in(table(tmp_path, other), PLAIN)
    (kim,) = services.store.leads.find(LeadFilter(search="Kim"), 5)
    assert kim.phones[0].status is PhoneStatus.DO_NOT_CALL
    assert kim.phone is None
    assert (report.created, report.do_not_call) == (1, 1)
    services.importing.undo(first.import_id)
    assert services.store.suppressions.among(["+16145550143"]) == {"+16145550143"}


def test_undo_takes_back_what_it_created_and_what_it_changed(
    services: Services, tmp_path: Path, data_dir: Path
) -> None:
    first = services.importing.bring_in(table(tmp_path, ROWS[0]), PLAIN)
    (before,) = services.store.leads.find(LeadFilter(), 5)
    changed = ROWS[0].replace("Ruiz Dental", "Ruiz Clinic").replace("mornings", "evenings")
    second = services.importing.bring_in(table(tmp_path, changed, *ROWS[1:]), PLAIN)
    assert (second.merged, second.created) == (1, 2)
    assert services.importing.undo(second.import_id) == (2, 0)
    assert services.store.leads.find(LeadFilter(), 5) == [before]
    with pytest.raises(RuleError) as failure:
        services.importing.undo(second.import_id)
    assert failure.value.code == "import-undone"
    assert services.importing.undo(first.import_id) == (1, 0)
    assert services.store.leads.count() == 0


def test_undo_keeps_who_was_called_since(services: Services, tmp_path: Path) -> None:
    report = services.importing.bring_in(table(tmp_path, *ROWS), PLAIN)
    (dana,) = services.store.leads.find(LeadFilter(search="Dana"), 5)
    services.log.log(dana.id, Report(outcome=Outcome.NO_ANSWER), Dial())
    assert services.importing.undo(report.import_id) == (2, 1)
    assert services.store.leads.get(dana.id) is not None


def test_an_import_nobody_made_cannot_be_undone(services: Services) -> None:
    with pytest.raises(InputError) as failure:
        services.importing.undo(77)
    assert failure.value.code == "unknown-import"


def test_a_dry_run_counts_and_leaves_nothing(services: Services, tmp_path: Path, data_dir: Path) -> None:
    services.importing.bring_in(table(tmp_path, ROWS[0]), PLAIN)
    before = dump(data_dir)
    path = table(tmp_path, ROWS[0].replace("Dental", "Clinic"), *ROWS[1:])
    rehearsal = services.importing.bring_in(path, replace(PLAIN, dry_run=True))
    assert (counts(rehearsal), rehearsal.import_id) == ((2, 1, 0, 0), 0)
    assert dump(data_dir) == before
    assert counts(services.importing.bring_in(path, PLAIN)) == counts(rehearsal)


class Unstorable:
    """A file whose last lead no database can hold."""

    def __init__(self, file: LeadFile) -> None:
        self._file = file

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def records(self, progress: Progress | None = None) -> Iterator[ParsedRow | SkippedRow]:
        for row in self._file.records(progress):
            assert isinstance(row, ParsedRow)
            last = row.row == len(ROWS) + 1
            yield replace(row, lead=replace(row.lead, company=object())) if last else row  # type: ignore[arg-type]


class _Breaks(RuntimeError):
    pass


def test_an_error_in_the_middle_leaves_nothing(data_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    class Breaking(FileInward):
        def leads(self, path: Path, options: ImportOptions, *, now: datetime) -> LeadFile:
            return Unstorable(super().leads(path, options, now=now))  # type: ignore[return-value]

    services = wired(data_dir, clock, inward=Breaking())
    before = dump(data_dir)
    with pytest.raises(Exception, match=r".+"):
        services.importing.bring_in(table(tmp_path, *ROWS), PLAIN)
    assert dump(data_dir) == before
    close_all()


def test_a_cancelled_import_leaves_nothing_and_the_next_one_works(
    services: Services, tmp_path: Path, data_dir: Path
) -> None:
    many = [f"Lead {n},Firm {n},,lead{n}@example.com,OH," for n in range(1450)]
    told: list[tuple[int, int]] = []

    def cancel(done: int, whole: int) -> None:
        told.append((done, whole))
        if done >= 1000:
            raise _Breaks

    before = dump(data_dir)
    with pytest.raises(_Breaks):
        services.importing.bring_in(table(tmp_path, *many), PLAIN, cancel)
    assert told == [(500, 1451), (1000, 1451)]
    assert dump(data_dir) == before
    assert services.importing.bring_in(table(tmp_path, *many), PLAIN).created == 1450


def test_a_file_that_is_none_is_refused(services: Services, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        services.importing.bring_in(tmp_path / "missing.csv", PLAIN)
    assert services.store.imports.last() is None
