"""Everything that is kept on one person, and deleting them for good: not a trace is left in the folder's database."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Outcome, Touch, TouchKind
from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.imports import ParsedRow, SkippedRow
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.scripts import Script, ScriptKind
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.warm_ups import WarmUpKind
from lch_desktop.services.call_log import Dial
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.services.warm_ups import DailyWarmUps
from lch_desktop.services.wins_jar import WinsJar
from tests.fakes import START, FakeClock
from tests.integration.book_kit import Desk, open_desk

TODAY = date(2026, 11, 23)
PHONE = Phone(e164="+15125557319", raw="512.555.7319", shown="(512) 555-7319")
HOUR = FocusSession(
    started_at=START, zone="America/Chicago", utc_offset_min=-360, local_on=TODAY, planned_s=3600,
    ends_at=START + timedelta(hours=1), heartbeat_at=START, finished_at=START + timedelta(hours=1),
)  # fmt: skip
TRACES = ("Quillfeather", "5125557319", "512.555.7319", "555-7319", "zyx@", "secretive", "Umbrage", "Vexley", "pango",
          "videos/")  # fmt: skip


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_desk(data_dir, clock)
    yield made
    made.store.close()


def add_person(services: Desk) -> int:
    """Somebody with a past: imported, merged, edited, called, written to, remembered by undo."""
    store = services.store
    facts = {"company": "Umbrage", "email": "zyx@example.com", "notes": "secretive pangolin"}
    lead = store.leads.add(Lead(name="Dana Quillfeather", phones=(PHONE,), **facts))  # type: ignore[arg-type]
    twin = store.leads.add(Lead(name="D. Vexley", phones=(PHONE,)))
    imports = store.imports
    for each, row in ((lead, 2), (twin, 3)):
        import_id = imports.add(START, "leads.csv", "hubspot", {})
        imports.add_row(import_id, ParsedRow(row, each, {"Who": each.name, "Tel": PHONE.raw}), each.id, "created", {})
        store.leads.save_fields(lead.id, {"company": "Umbrage Ltd"}, by_rep=False)
        imports.add_skipped(import_id, [SkippedRow(9, f"number too short: {PHONE.raw}")])
        imports.finish(import_id, {"created": 1})
    services.persons.merge(lead.id, twin.id)
    services.book.save_field(lead.id, "personal", "has a pangolin")
    services.log.log(lead.id, Report(outcome=Outcome.NO_ANSWER, note="secretive"), Dial())
    store.touches.add(Touch(lead_id=lead.id, kind=TouchKind.TEXT, due_at=START, words="Hi Quillfeather"))
    others = store.leads.add_many([Lead(name=f"Other {n}") for n in range(200)])
    services.book.star([lead.id, *others])
    store.sessions.add_later(None, START, "send Dana Quillfeather the memo")
    add_own_lines(services, lead.id)
    return lead.id


def add_own_lines(services: Desk, lead_id: int) -> None:
    """A video that was handed off, and lines of the rep's own that name the person, changed so that undo knows them."""
    store = services.store
    video = store.touches.add(Touch(lead_id=lead_id, kind=TouchKind.VIDEO, due_at=START))
    with store.ledger.recording("touch", START, lead_id=lead_id):
        store.touches.save(replace(video, words="For Umbrage", file="/videos/Quillfeather.mp4", way="mail"))
    with store.ledger.recording("script", START):
        script = store.scripts.add(Script(kind=ScriptKind.STORY, words="As Dana Quillfeather said", created_at=START))
    with store.ledger.recording("script", START):
        store.scripts.save(replace(script, title="Dana Quillfeather", cue="Dana Quillfeather"))
    warm_ups, jar = DailyWarmUps(store, services.rep), WinsJar(store, services.rep)
    warm_ups.do(WarmUpKind.CALL, "Dana Quillfeather")
    warm_ups.undo(WarmUpKind.CALL)
    warm_ups.do(WarmUpKind.NOTE, "to Dana Quillfeather")
    hour = store.sessions.add(HOUR)
    jar.change(hour.id, "Dana Quillfeather laughed")
    jar.change(hour.id, "Dana Quillfeather laughed twice")
    visit = store.sessions.add_resistance(hour.id, lead_id, START)
    store.sessions.save_said(visit.id, "Dana Quillfeather will be annoyed")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("lch.db*")))


def traces(folder: Path) -> list[str]:
    found = bytes_of(folder).lower()
    return [text for text in TRACES if text.lower().encode() in found]


def test_no_trace_is_left(services: Desk, data_dir: Path) -> None:
    lead_id = add_person(services)
    assert traces(data_dir)
    told = services.persons.forget(lead_id)
    assert (told.name, told.calls, told.log_cleared) == ("Dana Quillfeather", 1, True)
    assert traces(data_dir) == []
    assert services.store.leads.count() == 200
    assert services.store.integrity() == "ok"
    db = services.store._db
    db.execute_sql("INSERT INTO lead_text (lead_text) VALUES ('integrity-check')")
    assert [text for (text,) in db.rows("SELECT text FROM later")] == ["send (deleted) the memo"]


def test_the_reps_own_lines_stay_without_the_name_and_undo_still_fits_them(services: Desk) -> None:
    lead_id = add_person(services)
    services.persons.forget(lead_id)
    store = services.store
    (script,) = store.scripts.all()
    assert (script.words, script.title, script.cue) == ("As (deleted) said", "(deleted)", "(deleted)")
    assert [each.note for each in store.warm_ups.all()] == ["to (deleted)"]
    assert [words for _, _, words in store.sessions.jar()] == ["(deleted) laughed twice"]
    (visit,) = store.sessions.resistance(1)
    assert (visit.said, visit.lead_id) == ("(deleted) will be annoyed", 0)
    entry = store.ledger.newest()
    assert entry is not None
    assert entry.label == "win"
    store.ledger.undo(entry.id)
    assert [words for _, _, words in store.sessions.jar()] == ["(deleted) laughed"]


def test_settings_that_are_lines_of_the_reps_own_lose_the_name(services: Desk, data_dir: Path) -> None:
    lead_id = add_person(services)
    rep, name = services.rep, "Dana Quillfeather"
    named = {
        "if_then": ((f"{name} rings", "I dial"),),
        "if_then_kept": (("coffee", f"I think of {name}"),),
        "if_then_rehearsed": ((f"{name} rings", "2026-11-20"),),
        "experiment": (f"Call {name} first", "2026-11-16"),
        "serve_questions": (f"What may {name} need?",),
        "templates": (("late", f"As with {name}"),),
        "voicemail_words": f"{name} told me",
        "goals": (("new", f"As with {name}"),),
    }
    rep.save(replace(rep.settings, rep_name="Dana Quill", **named))  # type: ignore[arg-type]
    services.persons.forget(lead_id)
    assert traces(data_dir) == []
    rep.reload()
    assert rep.settings.if_then == (("(deleted) rings", "I dial"),)
    assert rep.settings.if_then_rehearsed == (("(deleted) rings", "2026-11-20"),)
    assert rep.settings.voicemail_words == "(deleted) told me"
    assert rep.settings.rep_name == "Dana Quill"


def test_what_was_done_with_others_can_still_be_taken_back(services: Desk) -> None:
    lead_id = add_person(services)
    services.persons.forget(lead_id)
    while (entry := services.store.ledger.newest()) is not None and entry.label != "star":
        services.store.ledger.undo(entry.id)
    assert entry is not None
    assert entry.lead_id == 0
    services.store.ledger.undo(entry.id)
    assert services.store.leads.get(lead_id) is None
    assert not any(lead.follow.starred_on for lead in services.store.leads.many(range(1, 300)))
    while (entry := services.store.ledger.newest()) is not None:
        services.store.ledger.undo(entry.id)
    assert services.store.leads.get(lead_id) is None


def test_a_number_never_to_be_called_stays_as_a_number(services: Desk, data_dir: Path) -> None:
    lead_id = add_person(services)
    services.book.do_not_call([lead_id])
    assert services.persons.holdings(lead_id).suppressed == (PHONE.e164,)
    services.persons.forget(lead_id)
    assert traces(data_dir) == ["5125557319"]
    assert services.store.suppressions.among((PHONE.e164,))
    assert bytes_of(data_dir).count(b"5125557319") == 2  # the row and its index
    again = services.store.leads.add(Lead(name="Somebody", phones=(PHONE,)))
    assert again.phone is None


def test_a_person_whose_import_was_taken_back_goes_from_its_cells(services: Desk, data_dir: Path) -> None:
    lead_id = add_person(services)
    store = services.store
    import_id = store.imports.add(START, "old.csv", "table", {})
    ghost = store.leads.add(Lead(name="Dana Quillfeather"))
    store.imports.add_row(import_id, ParsedRow(2, ghost, {"Who": "Dana Quillfeather"}), ghost.id, "created", {})
    store.imports.finish(import_id, {"created": 1})
    store.imports.undo(import_id, START)
    services.persons.forget(lead_id)
    assert traces(data_dir) == []


def test_backups_that_hold_the_person_are_named(services: Desk, data_dir: Path) -> None:
    folder = data_dir / "backups"
    folder.mkdir(exist_ok=True)
    db = services.store._db
    lead_id = 0
    for name in ("daily-before.db", "daily-with.db"):
        db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(data_dir / "lch.db", folder / name)
        lead_id = lead_id or add_person(services)
    (folder / "daily-broken.db").write_bytes(b"no database")
    found = services.persons.holdings(lead_id)
    assert found.backups == ("daily-with.db",)
    assert found.unreadable == ("daily-broken.db",)


def test_what_stays_elsewhere_is_told(services: Desk) -> None:
    lead_id = add_person(services)
    assert services.persons.holdings(lead_id).videos == ("/videos/Quillfeather.mp4",)
    services.store.leads.add(Lead(name="Kim", notes="knows Dana Quillfeather well"))
    services.store.leads.add(Lead(name="Jo", notes="Dana told Quillfeather"))
    assert services.persons.holdings(lead_id).mentioned_by == 1


def test_the_export_has_everything(services: Desk) -> None:
    lead_id = add_person(services)
    services.book.do_not_call([lead_id])
    document = services.persons.data(lead_id)
    text = json.dumps(document, ensure_ascii=False)
    for said in (
        "/videos/Quillfeather.mp4",
        "For Umbrage",
        "Quillfeather",
        "512.555.7319",
        "secretive",
        "has a pangolin",
        "Umbrage Ltd",
        "Vexley",
        "no-answer",
    ):
        assert said in text
    assert document["never_to_be_called"] == [PHONE.e164]
    assert [record["cells"]["Tel"] for record in document["imported_from"]] == [PHONE.raw, PHONE.raw]
    assert document["calls"][0]["ended_at"] == START.isoformat()
    assert document["facts"]["name"] == "Dana Quillfeather"


def test_nobody_is_deleted_for_good_while_an_hour_runs(services: Desk) -> None:
    lead_id = add_person(services)
    proposal = services.planning.proposal()
    services.hour.start(PlannedHour(proposal.minutes, proposal.goals), 3)
    with pytest.raises(RuleError):
        services.persons.forget(lead_id)
