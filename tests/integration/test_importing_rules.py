"""Merge rules 0 to 4 of the import design, on the real reader and the real store."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.imports import Duplicates, ImportOptions, ImportReport
from lch_desktop.domain.leads import Lead, PhoneStatus, Stage
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.services import import_run
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from tests.fakes import FakeClock
from tests.integration.cli_runner import sample
from tests.integration.wired import wired

HEADER = ("Name", "Company", "Phone", "Other Phone", "Email", "Status", "Notes", "Do Not Call")
PLAIN = ImportOptions()

NAMES = ("", "Kim Boone", "K. Boone", "Kimberly Boone", "Dana Ruiz", "Boone, Kim", "Kim Ruiz")
NUMBERS = ("", "512 555 0143", "512 555 0144", "512 555 0143 x 9", "(303) 555-0150")
ROW = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(("", "Scott Group", "Ruiz Dental")),
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.sampled_from(("", "kim@example.com", "dana@example.com", "info@example.com")),
    st.sampled_from(("", "New", "Customer", "Connected", "OPEN_DEAL")),
    st.sampled_from(("", "Likes lilies", "Has a dog", "Likes lilies\nHas a dog")),
    st.sampled_from(("", "0", "yes")),
)
FILES = st.lists(ROW, max_size=5)


@contextmanager
def fresh() -> Iterator[tuple[Services, Path]]:
    """Services on a folder of their own, and a place for files; hypothesis needs many of them.

    Two rows go into the store at a time, so that what a file says twice meets both itself and what is stored.
    """
    folder = Path(tempfile.mkdtemp(prefix="lch-"))
    services = wired(folder / "data", FakeClock())
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(import_run, "_BATCH", 2)
            yield services, folder
    finally:
        services.store.close()
        shutil.rmtree(folder)


def bring_in(services: Services, folder: Path, rows: list[tuple[str, ...]], **options: object) -> ImportReport:
    path = folder / "leads.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADER, *rows])
    report = services.importing.bring_in(path, replace(PLAIN, **options))  # type: ignore[arg-type]
    assert report.rows == report.created + report.merged + report.unchanged + len(report.skipped)
    assert report.rows == sum(any(cell.strip() for cell in row) for row in rows)
    db = services.store._db  # type: ignore[attr-defined]
    db.execute_sql("INSERT INTO lead_text (lead_text, rank) VALUES ('integrity-check', 1)")  # against the leads
    return report


def everyone(services: Services) -> list[Lead]:
    return services.store.leads.many(services.store.leads.all_found(LeadFilter()))


def numbers_of(services: Services) -> set[tuple[int, str]]:
    return {(lead.id, phone.e164 or phone.raw) for lead in everyone(services) for phone in lead.phones}


@settings(max_examples=60)
@given(FILES, FILES)
def test_an_older_file_again_changes_nothing(a: list[tuple[str, ...]], b: list[tuple[str, ...]]) -> None:
    with fresh() as (services, folder):
        bring_in(services, folder, a)
        bring_in(services, folder, b)
        after_b = everyone(services)
        for file in (a, b, a):
            again = bring_in(services, folder, file)
            assert (again.created, again.merged) == (0, 0)
        assert everyone(services) == after_b


@settings(max_examples=60)
@given(FILES, FILES, st.sampled_from(("company", "notes", "email", "name")))
def test_what_the_rep_wrote_stays_and_nothing_is_lost(
    a: list[tuple[str, ...]], b: list[tuple[str, ...]], field: str
) -> None:
    with fresh() as (services, folder):
        bring_in(services, folder, a)
        leads = everyone(services)
        for lead in leads:
            services.store.leads.save_fields(lead.id, {field: f"mine {lead.id}"}, by_rep=True)
        forbidden = {lead.id for lead in leads if lead.do_not_call}
        before = numbers_of(services)
        bring_in(services, folder, b)
        after = {lead.id: lead for lead in everyone(services)}
        for lead in leads:
            if field == "notes":  # the rep's own words stay; what is new in the source's stands below them
                assert after[lead.id].notes.startswith(f"mine {lead.id}")
            else:
                assert getattr(after[lead.id], field) == f"mine {lead.id}"
        assert before <= numbers_of(services)
        assert all(after[lead_id].do_not_call for lead_id in forbidden)


@settings(max_examples=40)
@given(FILES, FILES)
def test_an_import_is_undone_without_a_trace(a: list[tuple[str, ...]], b: list[tuple[str, ...]]) -> None:
    with fresh() as (services, folder):
        bring_in(services, folder, a)
        before = everyone(services)
        report = bring_in(services, folder, b)
        services.importing.undo(report.import_id)
        assert everyone(services) == before
        assert _findable(services) == {lead.id for lead in before if lead.name}


def _findable(services: Services) -> set[int]:
    """The leads that the search finds by the first word of their name."""
    found = set()
    for lead in everyone(services):
        if lead.name and lead.id in services.store.leads.all_found(LeadFilter(search=lead.name.split()[0])):
            found.add(lead.id)
    return found


KIM = ("Kim Boone", "Scott Group", "512 555 0143", "", "kim@example.com", "New", "Likes lilies", "")


@pytest.fixture
def place() -> Iterator[tuple[Services, Path]]:
    with fresh() as made:
        yield made


def test_an_unedited_field_follows_the_newer_file(place: tuple[Services, Path]) -> None:
    services, folder = place
    bring_in(services, folder, [KIM])
    newer = ("Kim Boone", "Ruiz Dental", "512 555 0143", "303 555 0150", "kim@example.com", "Customer", "Has a dog", "")
    assert bring_in(services, folder, [newer]).merged == 1
    (kim,) = everyone(services)
    assert (kim.company, kim.follow.stage) == ("Ruiz Dental", Stage.NOT_A_LEAD)
    assert kim.notes == "Likes lilies\nHas a dog"
    assert [phone.e164 for phone in kim.phones] == ["+15125550143", "+13035550150"]


def test_two_people_on_one_company_line_stay_two(place: tuple[Services, Path]) -> None:
    services, folder = place
    dana = ("Dana Ruiz", "Scott Group", "512 555 0143", "", "", "New", "", "")
    assert bring_in(services, folder, [KIM, dana, dana]).created == 2
    assert bring_in(services, folder, [dana, KIM]).unchanged == 2


def test_an_extension_that_comes_later_is_kept(place: tuple[Services, Path]) -> None:
    services, folder = place
    bring_in(services, folder, [KIM])
    with_extension = (*KIM[:2], "512 555 0143 x 9", *KIM[3:])
    assert bring_in(services, folder, [with_extension]).merged == 1
    assert [phone.extension for phone in everyone(services)[0].phones] == ["9"]


@pytest.mark.parametrize(
    ("way", "created", "merged", "skipped"),
    [(Duplicates.MERGE, 0, 1, 0), (Duplicates.KEEP_BOTH, 1, 0, 0), (Duplicates.SKIP, 0, 0, 1)],
)
def test_what_becomes_of_a_duplicate_is_the_reps_choice(
    place: tuple[Services, Path], way: Duplicates, created: int, merged: int, skipped: int
) -> None:
    services, folder = place
    bring_in(services, folder, [KIM])
    again = (*KIM[:1], "Ruiz Dental", *KIM[2:])
    report = bring_in(services, folder, [again], duplicates=way)
    assert (report.created, report.merged, len(report.skipped)) == (created, merged, skipped)
    if skipped:
        assert report.skipped[0].reason == "known already: Kim Boone"
    # Whatever was chosen, the very same record is no news.
    twice = bring_in(services, folder, [again], duplicates=way)
    assert (twice.created, twice.merged) == (0, 0)


def test_a_status_means_what_the_rep_says(place: tuple[Services, Path]) -> None:
    services, folder = place
    rows = [
        ("Ada", "", "512 555 0101", "", "", "OPEN_DEAL", "", ""),
        ("Bea", "", "512 555 0102", "", "", "Parked", "", ""),
        ("Cy", "", "512 555 0103", "", "", "New", "", ""),
    ]
    assert bring_in(services, folder, rows).unknown_statuses == (("OPEN_DEAL", 1), ("Parked", 1))
    statuses = {"open deal": Stage.NOT_A_LEAD, "PARKED": None}
    report = bring_in(services, folder, rows, statuses=statuses)
    assert report.unknown_statuses == ()
    assert [(line.row, line.reason) for line in report.skipped] == [(3, "its status Parked is left out")]
    assert {lead.name: lead.follow.stage for lead in everyone(services)}["Ada"] is Stage.NOT_A_LEAD


def test_the_numbers_that_several_people_share_in_the_hubspot_sample() -> None:
    with fresh() as (services, _):
        services.importing.bring_in(sample("hubspot-contacts.csv"), PLAIN)
        leads = everyone(services)
        owners = Counter(phone.e164 for lead in leads for phone in {each.e164: each for each in lead.phones}.values())
        shared = {e164: count for e164, count in owners.items() if e164 and count > 1}
        # 27 numbers stand in the file more than once; two of them twice in one person's row.
        assert Counter(shared.values()) == {2: 23, 3: 2}
        wrong, never = sorted(shared)[:2]
        first = services.store.leads.who_has(wrong)[0]
        services.log.log(first, Report(outcome=Outcome.WRONG_NUMBER), Dial(phone_id=_phone_id(services, first, wrong)))
        assert _statuses(services, wrong) == [PhoneStatus.WRONG] + [PhoneStatus.OK] * (shared[wrong] - 1)
        first = services.store.leads.who_has(never)[0]
        services.log.log(first, Report(outcome=Outcome.DO_NOT_CALL), Dial(phone_id=_phone_id(services, first, never)))
        assert _statuses(services, never) == [PhoneStatus.DO_NOT_CALL] * shared[never]


def _phone_id(services: Services, lead_id: int, e164: str) -> int:
    lead = services.store.leads.get(lead_id)
    assert lead is not None
    return next(phone.id for phone in lead.phones if phone.e164 == e164)


def _statuses(services: Services, e164: str) -> list[PhoneStatus]:
    leads = services.store.leads.many(services.store.leads.who_has(e164))
    return [phone.status for lead in leads for phone in lead.phones if phone.e164 == e164]
