"""What is exported is whole, private, safe for spreadsheets, and comes back in as it was."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lch_desktop.domain.calls import Call, Outcome, Touch
from lch_desktop.domain.errors import FileError, InputError, LchError, StoreError
from lch_desktop.domain.imports import ImportOptions, ParsedRow
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage, Talk
from lch_desktop.domain.morning import MorningDay
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.outward import Kind, LeadRecord, ScriptRecord, SessionRecord, Suppression
from lch_desktop.domain.practice_ports import StoredCheck
from lch_desktop.domain.scripts import Repetition, Script, ScriptKind
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.stored import Interruption, LaterLine, ResistanceVisit
from lch_desktop.domain.warm_ups import WarmUp, WarmUpKind
from lch_desktop.exchange import new_file
from lch_desktop.exchange.csv_out import lead_records, write_table
from lch_desktop.exchange.lazy import FileInward
from lch_desktop.exchange.outward import FileOutward
from lch_desktop.exchange.reader import open_leads
from lch_desktop.exchange.vcard_out import write_cards
from lch_desktop.services.call_log import CallLog, Dial
from lch_desktop.services.exporting import Exporting
from lch_desktop.services.importing import Importing
from lch_desktop.services.rep import Rep
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "export-schema.json").read_text(encoding="utf-8"))

FULL = Lead(
    name="Dana Ruiz",
    first_name="Dana",
    last_name="Ruiz",
    company="Ruiz Dental; Sons, Inc.",
    title="Owner",
    email="dana@example.com",
    city="Austin",
    state="TX",
    zip="78701",
    country="United States",
    zone="America/Chicago",
    value=38500.5,
    owner="Sam Rivera",
    status="Working",
    notes='She said "=1+1", then:\n- two chairs\n- one lamp',
    personal="+ a daughter at college",
    last_talk="@SUM(A1)",
    may_need="-50 % on lamps",
    last_activity_on=date(2026, 10, 6),
    phones=(
        Phone(
            e164="+15125550143", raw="512.555.0143 x23", extension="23", shown="(512) 555-0143", kind="fixed-or-mobile",
            region="US", label="work",
        ),
        Phone(
            e164="+15125550144", raw="(512) 555-0144", shown="(512) 555-0144", kind="fixed-or-mobile", region="US",
            label="mobile",
        ),
    ),
    follow=FollowUp(
        stage=Stage.TRYING,
        attempts=2,
        voicemails=1,
        due_on=date(2026, 11, 25),
        promise_at=START + timedelta(days=1),
        promise_asked=True,
        starred_on=date(2026, 11, 23),
        talk=Talk(START - timedelta(days=3), 0.6, 4.5),
        last_call_at=START - timedelta(days=1),
        last_call_on=date(2026, 11, 22),
        last_outcome="no-answer",
        goal="Two minutes and one date",
    ),
)  # fmt: skip
FORBIDDEN = Lead(
    name="Kim Boone",
    first_name="Kim",
    last_name="Boone",
    do_not_call=True,
    no_email=True,
    email="kim@example.com",
    phones=(
        Phone(e164="+12125550132", raw="2125550132", status=PhoneStatus.DO_NOT_CALL),
        Phone(e164="+12125550133", raw="2125550133", status=PhoneStatus.WRONG),
    ),
    follow=FollowUp(stage=Stage.NOT_A_LEAD),
)
BARE = Lead(company="Nobody Known Ltd", phones=(Phone(raw="half a number 55", status=PhoneStatus.INVALID),))


@dataclass
class Office:
    store: SqliteStore
    rep: Rep
    clock: FakeClock
    exporting: Exporting

    def out(self, kind: Kind, format_name: str, path: Path, **how: Any) -> int:
        return self.exporting.export(kind, format_name, path, **how)

    def leads(self) -> list[Lead]:
        return list(self.store.everything.leads())


def office_in(folder: Path, clock: FakeClock) -> Office:
    store = open_store(folder / "lch.db", clock)
    rep = Rep(store, clock, "America/Chicago")
    return Office(store, rep, clock, Exporting(store, rep, FileOutward()))


@pytest.fixture
def office(data_dir: Path, clock: FakeClock) -> Iterator[Office]:
    made = office_in(data_dir, clock)
    yield made
    made.store.close()


@pytest.fixture
def busy(office: Office) -> Office:
    """Three leads, two calls with what they set in motion, an hour, a suppressed number, a sick day."""
    for lead in (FULL, FORBIDDEN, BARE):
        office.store.leads.add(lead)
    import_id = office.store.imports.add(START, "leads.csv", "hubspot", {})
    office.store.imports.add_row(import_id, ParsedRow(2, FULL, {"Record ID": "7"}), 1, "created", {})
    office.store.imports.finish(import_id, {"created": 1})
    office.store.leads.save_fields(1, {"may_need": "-40 % on lamps"}, by_rep=True)
    office.store.suppressions.add("+12125550132", START, "call")
    log = CallLog(office.store, office.rep)
    log.log(1, Report(outcome=Outcome.NO_ANSWER), Dial(started_at=START - timedelta(seconds=20)))
    office.clock.advance(90)
    connected = Report(
        outcome=Outcome.CONNECTED,
        note='=HYPERLINK("x")',
        next_call_at=START + timedelta(days=1),
        asks=1,
        goal_hit=False,
    )
    log.log(1, connected, Dial(goal="Get a date"))
    session = office.store.sessions.add(
        FocusSession(
            started_at=START, zone="America/Chicago", utc_offset_min=-360, local_on=date(2026, 11, 23), planned_s=3600,
            ends_at=START + timedelta(hours=1), heartbeat_at=START, worked="The first line",
        )
    )  # fmt: skip
    office.store.sessions.add_interruption(session.id, "pause", START, 1)
    office.store.sessions.add_resistance(session.id, 1, START)
    office.store.sessions.add_later(session.id, START, "Read the memo")
    skipped = MorningDay(on=date(2026, 11, 20), start_at=START, skipped_at=START, skip_reason="sick")
    office.store.mornings.save(skipped)
    practised(office.store)
    return office


def practised(store: SqliteStore) -> None:
    """A story that was said twice, a voicemail that left the book, a warm-up and a Resistance check."""
    story = store.scripts.add(
        Script(
            kind=ScriptKind.STORY, title="Dry cellar", words='"{first_name}",\nthey said', pinned=True, created_at=START
        )
    )
    for step, knew in ((0, True), (2, False)):
        at = START + timedelta(minutes=step)
        store.scripts.add_repetition(
            Repetition(script_id=story.id, at=at, local_on=date(2026, 11, 23), step=step, knew=knew)
        )
    store.scripts.add(Script(kind=ScriptKind.VOICEMAIL, words="Old", created_at=START, removed_at=START))
    store.warm_ups.add(WarmUp(local_on=date(2026, 11, 20), kind=WarmUpKind.NOTE, at=START, note="to Jo"))
    store.checks.add(START, date(2026, 11, 20), dict.fromkeys(range(1, 12), 4))


def read_back(path: Path) -> list[Lead]:
    """The leads that our own importer finds in a file."""
    file = open_leads(path, ImportOptions(), now=START)
    rows = list(file.records())
    assert all(isinstance(row, ParsedRow) for row in rows)
    return [row.lead for row in rows if isinstance(row, ParsedRow)]


def told(lead: Lead) -> dict[str, object]:
    """What a table and a card can hold of a lead; numbers by what is dialled."""
    facts = {
        field.name: getattr(lead, field.name)
        for field in fields(Lead)
        if field.name not in ("id", "phones", "follow", "created_at", "zones", "sample", "not_mine", "status", "zone")
    }
    kept = [phone for phone in lead.phones if phone.status in (PhoneStatus.OK, PhoneStatus.INVALID)]
    numbers = [(phone.e164 or phone.raw, phone.extension, phone.label, phone.status) for phone in kept]
    return facts | {"phones": numbers, "stage": lead.follow.stage}


# The table


def test_the_leads_table_comes_back_as_it_was(busy: Office, tmp_path: Path) -> None:
    assert busy.out(Kind.LEADS, "csv", tmp_path / "leads.csv") == 3
    assert [told(lead) for lead in read_back(tmp_path / "leads.csv")] == [told(lead) for lead in busy.leads()]


def test_a_forbidden_or_wrong_number_is_not_among_those_to_dial(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.LEADS, "csv", tmp_path / "leads.csv")
    kim = read_back(tmp_path / "leads.csv")[1]
    assert kim.do_not_call
    assert kim.phones == ()
    with (tmp_path / "leads.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.DictReader(file))[1]
    assert row["Numbers never to call"] == "'+12125550132"
    assert row["Numbers that were wrong"] == "'+12125550133"


def test_a_table_is_what_spreadsheets_expect(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.CALLS, "csv", tmp_path / "calls.csv")
    content = (tmp_path / "calls.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    with (tmp_path / "calls.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["Date"], first["Time"], first["Outcome"], first["Phone"]) == (
        "2026-11-23", "10:30", "no-answer", "'+15125550143",
    )  # fmt: skip
    assert (second["Note"], second["Asks"], second["Goal reached"]) == ('\'=HYPERLINK("x")', "1", "no")
    assert second["Next call"] == "2026-11-24T10:30:00-06:00"


NASTY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\"\t\r\n,;\x00\\"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NASTY, NASTY, NASTY, NASTY), min_size=1, max_size=4))
def test_any_text_survives_a_table(tmp_path: Path, texts: list[tuple[str, str, str, str]]) -> None:
    leads = [
        Lead(
            name=f"Lead {n}",
            first_name="Lead",
            last_name=str(n),
            notes=notes,
            personal=one,
            last_talk=two,
            may_need=three,
        )
        for n, (notes, one, two, three) in enumerate(texts)
    ]
    path = tmp_path / "leads.csv"
    write_table(path, lead_records(leads, 1), replace=True)
    found = [(lead.notes, lead.personal, lead.last_talk, lead.may_need) for lead in read_back(path)]
    assert found == [tuple(map(plain, four)) for four in texts]
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for record in csv.reader(file) for cell in record]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=4))
def test_any_text_survives_a_card(tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    leads = [
        Lead(name=f"Lead {n}", first_name="Lead", last_name=str(n), notes=notes, may_need=need)
        for n, (notes, need) in enumerate(texts)
    ]
    path = tmp_path / "leads.vcf"
    write_cards(path, leads, replace=True)
    found = [(lead.notes, lead.may_need) for lead in read_back(path)]
    assert found == [(printed(notes), printed(need)) for notes, need in texts]


def plain(text: str) -> str:
    """What any file keeps of a text: no NULs, one kind of line end, no blanks around it."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(" \t\r\n\xa0\u200b\ufeff")


def printed(text: str) -> str:
    """What a card keeps: no control characters either."""
    return plain(
        "".join(char for char in text.replace("\r\n", "\n").replace("\r", "\n") if char >= " " or char in "\t\n")
    )


# The address book


def test_cards_come_back_as_they_were(busy: Office, tmp_path: Path) -> None:
    assert busy.out(Kind.LEADS, "vcard", tmp_path / "leads.vcf") == 3
    wanted = [told(lead) | {"last_activity_on": None} for lead in busy.leads()]
    found = [told(lead) for lead in read_back(tmp_path / "leads.vcf")]
    assert found == wanted


def test_another_program_reads_the_cards(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.LEADS, "vcard", tmp_path / "leads.vcf")
    content = (tmp_path / "leads.vcf").read_bytes()
    assert max(map(len, content.split(b"\r\n"))) <= 75
    dana, kim, nobody = vobject.readComponents(content.decode("utf-8"))
    assert (dana.version.value, dana.fn.value, dana.n.value.family) == ("3.0", "Dana Ruiz", "Ruiz")
    assert dana.org.value == ["Ruiz Dental; Sons, Inc."]
    assert [tel.value for tel in dana.tel_list] == ["+15125550143 ext. 23", "+15125550144"]
    assert dana.tel_list[0].params["TYPE"] == ["WORK", "PREF"]
    assert dana.note.value == FULL.notes
    assert (dana.adr.value.city, dana.adr.value.code) == ("Austin", "78701")
    assert kim.categories.value == ["Do not call"]
    assert not hasattr(kim, "tel")
    assert nobody.fn.value == "Nobody Known Ltd"


# Everything


def test_the_document_holds_to_its_schema(busy: Office, tmp_path: Path) -> None:
    assert busy.out(Kind.ALL, "json", tmp_path / "all.json") == 3
    document = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    lists = ("leads", "calls", "touches", "sessions", "later", "suppressions", "mornings", "scripts", "warm_ups")
    assert [len(document[name]) for name in lists] == [3, 2, 3, 1, 1, 1, 1, 2, 1]
    assert [each.get("knew", True) for each in document["scripts"][0]["repetitions"]] == [True, False]
    assert "checks" not in document
    dana = document["leads"][0]
    assert dana["edited"] == ["last_talk", "may_need"]
    assert dana["source"]["may_need"] == "-50 % on lamps"
    assert dana["imported"][0]["cells"] == {"Record ID": "7"}
    assert document["sessions"][0]["interruptions"][0]["kind"] == "pause"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("lead", Lead), ("phone", Phone), ("follow", FollowUp), ("talk", Talk), ("call", Call), ("touch", Touch),
        ("settings", Settings), ("interruption", Interruption), ("resistance", ResistanceVisit), ("later", LaterLine),
        ("suppression", Suppression), ("morning", MorningDay), ("session", FocusSession), ("script", Script),
        ("repetition", Repetition), ("warm_up", WarmUp), ("check", StoredCheck),
    ],
)  # fmt: skip
def test_the_schema_knows_every_field(name: str, kind: type) -> None:
    records = {"lead": LeadRecord, "session": SessionRecord, "script": ScriptRecord}
    extra = {field.name for field in fields(records[name])} - {name} if name in records else set()
    assert set(SCHEMA["$defs"][name]["properties"]) == {field.name for field in fields(kind)} | extra
    assert SCHEMA["$defs"][name]["additionalProperties"] is False


def test_the_document_is_the_same_for_the_same_data(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "one.json")
    busy.out(Kind.ALL, "json", tmp_path / "two.json")
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.json").read_text(encoding="utf-8")
    assert '      "company": "Ruiz Dental; Sons, Inc.",\n' in text  # a person can read it, field by field
    assert '"not_mine"' not in text  # and is spared what is empty


def test_the_document_comes_back_with_phones_and_follow_up(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "all.json")
    stripped = [
        replace(lead, id=0, phones=tuple(replace(phone, id=0) for phone in lead.phones)) for lead in busy.leads()
    ]
    assert read_back(tmp_path / "all.json") == stripped
    file = open_leads(tmp_path / "all.json", ImportOptions(), now=START)
    look = file.look()
    assert (look.format, look.rows, look.confidence) == ("lch", 3, 1.0)
    row = next(iter(file.records()))
    assert isinstance(row, ParsedRow)
    assert row.cells["hubspot: Record ID"] == "7"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(texts=st.lists(NASTY, min_size=6, max_size=6))
def test_any_text_survives_the_document(tmp_path: Path, texts: list[str]) -> None:
    from lch_desktop.domain.outward import Everything
    from lch_desktop.exchange.json_out import write_everything

    name, company, notes, personal, city, raw = texts
    lead = Lead(name=f"x{name}", company=company, notes=notes, personal=personal, city=city, phones=(Phone(raw=raw),))
    whole = Everything(START, Settings(), [LeadRecord(lead)], [], [], [], [], [])
    write_everything(tmp_path / "all.json", whole, replace=True)
    without_nuls = [text.replace("\x00", "") for text in texts]
    (found,) = read_back(tmp_path / "all.json")
    assert [found.name[1:], found.company, found.notes, found.personal, found.city, found.phones[0].raw] == without_nuls


@pytest.mark.parametrize(
    ("change", "code"),
    [({"version": 2}, "file-newer"), ({"format": "something else"}, "file-no-table")],
)
def test_a_document_of_another_kind_is_refused(tmp_path: Path, change: dict[str, object], code: str) -> None:
    document = {"format": "lead-conversion-hour", "version": 1, "leads": []} | change
    (tmp_path / "all.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        open_leads(tmp_path / "all.json", ImportOptions(), now=START)
    assert caught.value.code == code


def test_a_record_that_is_no_lead_is_listed(tmp_path: Path) -> None:
    records = [{"name": "Dana"}, {"name": 7}, "nobody", {"name": "Kim", "follow": {"stage": "nonsense"}}, {}]
    document = {"format": "lead-conversion-hour", "version": 1, "leads": records}
    (tmp_path / "all.json").write_text(json.dumps(document), encoding="utf-8")
    rows = list(open_leads(tmp_path / "all.json", ImportOptions(), now=START).records())
    assert [(row.row, isinstance(row, ParsedRow)) for row in rows] == [
        (1, True), (2, False), (3, False), (4, False), (5, False),
    ]  # fmt: skip


def test_a_document_that_ends_too_soon_is_refused(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "all.json")
    content = (tmp_path / "all.json").read_bytes()
    (tmp_path / "half.json").write_bytes(content[: len(content) // 4])
    with pytest.raises(FileError) as caught:
        list(open_leads(tmp_path / "half.json", ImportOptions(), now=START).records())
    assert caught.value.code == "file-damaged"


# The checks, only when asked for; and what comes back beside the leads


def test_the_checks_are_in_it_only_when_asked_for(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "all.json", with_checks=True)
    document = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    (check,) = document["checks"]
    assert check["answers"] == {str(number): 4 for number in range(1, 12)}


def practice_of(store: SqliteStore) -> dict[str, object]:
    """All of practice, without the ids that a folder gives."""
    scripts = store.scripts.all()
    said = store.scripts.repetitions([script.id for script in scripts])
    return {
        "scripts": [replace(script, id=0) for script in scripts],
        "repetitions": [replace(each, id=0, script_id=0) for script in scripts for each in said.get(script.id, ())],
        "warm_ups": [replace(each, id=0) for each in store.warm_ups.all()],
        "checks": [replace(each, id=0) for each in store.checks.all()],
    }


def elsewhere(folder: Path, clock: FakeClock) -> tuple[SqliteStore, Importing]:
    folder.mkdir()
    store = open_store(folder / "lch.db", clock)
    return store, Importing(store, Rep(store, clock, "America/Chicago"), FileInward())


def test_practice_comes_back_once_and_goes_with_the_import(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "all.json", with_checks=True)
    store, importing = elsewhere(tmp_path / "other", busy.clock)
    nothing = practice_of(store)
    assert importing.bring_in(tmp_path / "all.json", ImportOptions(dry_run=True)).created == 3
    assert practice_of(store) == nothing
    report = importing.bring_in(tmp_path / "all.json", ImportOptions())
    first = practice_of(store)
    assert first == practice_of(busy.store)
    again = importing.bring_in(tmp_path / "all.json", ImportOptions())
    assert practice_of(store) == first
    importing.undo(again.import_id)
    assert practice_of(store) == first
    importing.undo(report.import_id)
    assert practice_of(store) == nothing
    store.close()


def test_a_script_that_is_here_gets_the_repetitions_it_lacks(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "all.json")
    store, importing = elsewhere(tmp_path / "other", busy.clock)
    before = START - timedelta(minutes=1)
    pinned = store.scripts.add(Script(kind=ScriptKind.STORY, words="Mine", pinned=True, created_at=before))
    importing.bring_in(tmp_path / "all.json", ImportOptions())
    mine, brought = sorted(store.scripts.all(), key=lambda script: script.id)
    assert (mine, brought.pinned) == (pinned, False)  # one pin, and it is the rep's
    said = store.scripts.repetitions([brought.id])[brought.id]
    assert [(each.step, each.knew) for each in said] == [(0, True), (2, False)]
    assert store.checks.all() == []
    store.close()


def test_a_script_that_was_edited_or_removed_here_does_not_come_back(busy: Office, tmp_path: Path) -> None:
    other = busy.store.scripts.add(Script(kind=ScriptKind.ASK, words="Shall we?", created_at=START))
    busy.out(Kind.ALL, "json", tmp_path / "all.json")
    story = next(each for each in busy.store.scripts.all() if each.kind is ScriptKind.STORY)
    busy.store.scripts.save(replace(story, words="They said it in other words"))
    busy.store.scripts.save(replace(other, removed_at=START))
    before = busy.store.scripts.ever()
    Importing(busy.store, busy.rep, FileInward()).bring_in(tmp_path / "all.json", ImportOptions())
    assert busy.store.scripts.ever() == before


def test_repetitions_that_come_later_are_not_the_newest(busy: Office, tmp_path: Path) -> None:
    busy.out(Kind.ALL, "json", tmp_path / "all.json")
    store, importing = elsewhere(tmp_path / "other", busy.clock)
    (theirs,) = busy.store.scripts.all()
    mine = store.scripts.add(replace(theirs, id=0))
    for at in (START, START + timedelta(minutes=7)):  # the first one is in the document too
        store.scripts.add_repetition(Repetition(script_id=mine.id, at=at, local_on=date(2026, 11, 23), step=4))
    importing.bring_in(tmp_path / "all.json", ImportOptions())
    assert len(store.scripts.all()) == 1
    assert [each.step for each in store.scripts.repetitions([mine.id])[mine.id]] == [4, 2, 4]
    store.close()


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("scripts", {"kind": "opener", "words": " ", "created_at": START.isoformat()}),
        ("scripts", {"kind": "song", "words": "La", "created_at": START.isoformat()}),
        ("scripts", {"kind": "opener", "words": "Hi", "created_at": "yesterday"}),
        ("scripts", "Hi"),
        ("warm_ups", {"kind": "walk", "local_on": "2026-11-20", "at": START.isoformat()}),
        ("warm_ups", {"kind": "call", "local_on": "2026-11-24", "at": START.isoformat()}),
        ("checks", {"at": START.isoformat(), "local_on": "2026-11-20", "answers": {"1": 6}}),
        ("checks", {"at": START.isoformat(), "local_on": "2026-11-20", "answers": {"13": 1}}),
        ("checks", {"at": START.isoformat(), "local_on": "2026-11-20", "answers": [1]}),
    ],
)
def test_what_is_no_record_of_ours_is_left_out(tmp_path: Path, clock: FakeClock, name: str, record: object) -> None:
    document = {"format": "lead-conversion-hour", "version": 1, "leads": [{"name": "Dana"}], name: [record]}
    (tmp_path / "all.json").write_text(json.dumps(document), encoding="utf-8")
    store, importing = elsewhere(tmp_path / "other", clock)
    assert importing.bring_in(tmp_path / "all.json", ImportOptions()).created == 1
    assert not any(practice_of(store).values())
    store.close()


# The file


@pytest.mark.parametrize(
    ("kind", "format_name"),
    [(Kind.LEADS, "csv"), (Kind.LEADS, "vcard"), (Kind.CALLS, "csv"), (Kind.CALLS, "hubspot"), (Kind.ALL, "json")],
)
def test_a_file_is_private_and_never_half(busy: Office, tmp_path: Path, kind: Kind, format_name: str) -> None:
    path = tmp_path / "out"
    old = os.umask(0)
    try:
        busy.out(kind, format_name, path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileError) as caught:
        busy.out(kind, format_name, path)
    assert caught.value.code == "export-exists"
    before = path.read_bytes()

    class Stopped(LchError):
        pass

    def stop(count: int) -> None:
        raise Stopped("stopped")

    for n in range(300):
        busy.store.leads.add(replace(BARE, company=f"Company {n}"))
    if kind is not Kind.CALLS:
        with pytest.raises(Stopped):
            busy.out(kind, format_name, path, replace=True, told=stop)
    assert path.read_bytes() == before
    busy.out(kind, format_name, path, replace=True)
    assert [left for left in tmp_path.iterdir() if left.is_file()] == [path]


def test_what_cannot_be_written_is_said(busy: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError) as missing:
        busy.out(Kind.LEADS, "csv", tmp_path / "no such folder" / "leads.csv")
    assert missing.value.code == "export-unwritable"
    with pytest.raises(FileError) as folder:
        busy.out(Kind.LEADS, "csv", tmp_path)
    assert folder.value.code == "file-is-folder"

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(new_file.os, "fsync", full)
    with pytest.raises(StoreError) as caught:
        busy.out(Kind.LEADS, "csv", tmp_path / "leads.csv")
    assert caught.value.code == "disk-full"
    assert not [left for left in tmp_path.iterdir() if left.is_file()]


@pytest.mark.parametrize(("kind", "format_name"), [(Kind.LEADS, "hubspot"), (Kind.ALL, "csv"), (Kind.CALLS, "json")])
def test_a_format_that_does_not_go_with_it(office: Office, tmp_path: Path, kind: Kind, format_name: str) -> None:
    with pytest.raises(InputError) as caught:
        office.out(kind, format_name, tmp_path / "out")
    assert caught.value.code == "export-format"


@pytest.mark.parametrize(
    ("kind", "format_name"), [(Kind.LEADS, "csv"), (Kind.LEADS, "vcard"), (Kind.CALLS, "csv"), (Kind.ALL, "json")]
)
def test_nothing_is_an_export_too(office: Office, tmp_path: Path, kind: Kind, format_name: str) -> None:
    assert office.out(kind, format_name, tmp_path / "out") == 0
    if format_name == "json":
        jsonschema.validate(json.loads((tmp_path / "out").read_text(encoding="utf-8")), SCHEMA)


def test_more_numbers_than_columns_share_the_last(office: Office, tmp_path: Path) -> None:
    numbers = tuple(Phone(e164=f"+1512555{100 + n:04d}", raw=str(n)) for n in range(13))
    office.store.leads.add(Lead(name="Many Numbers", first_name="Many", last_name="Numbers", phones=numbers))
    office.out(Kind.LEADS, "csv", tmp_path / "leads.csv")
    (lead,) = read_back(tmp_path / "leads.csv")
    assert [phone.e164 for phone in lead.phones] == [phone.e164 for phone in numbers]


def test_times_are_kept_to_the_millisecond(office: Office, tmp_path: Path) -> None:
    at = datetime(2026, 11, 23, 16, 30, 1, 234000, tzinfo=UTC)
    office.store.leads.add(replace(BARE, follow=FollowUp(promise_at=at), created_at=at))
    office.out(Kind.ALL, "json", tmp_path / "all.json")
    (lead,) = read_back(tmp_path / "all.json")
    assert (lead.follow.promise_at, lead.created_at) == (at, at)
