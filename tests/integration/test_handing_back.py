"""Calls go back into the CRM once, are remembered, and can go once more."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.errors import FileError, InputError, RuleError
from lch_desktop.domain.imports import ParsedRow
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.outcomes import Report
from lch_desktop.exchange.outward import FileOutward
from lch_desktop.services.call_log import CallLog, Dial
from lch_desktop.services.handing_back import HandingBack
from lch_desktop.services.rep import Rep
from lch_desktop.store.store import SqliteStore, open_store
from lch_desktop.words import Style
from tests.fakes import FakeClock

STYLE = Style(twelve_hour=True)


@dataclass
class Desk:
    """A store with a rep who calls."""

    store: SqliteStore
    rep: Rep
    clock: FakeClock
    back: HandingBack
    log: CallLog

    def lead(self, name: str, number: str, email: str = "", *, sample: bool = False) -> Lead:
        phones = (Phone(e164=number, raw=number, shown=f"shown {number}"),)
        return self.store.leads.add(Lead(name=name, email=email, phones=phones, zone="America/Chicago", sample=sample))

    def call(self, lead: Lead, outcome: Outcome = Outcome.NO_ANSWER, note: str = "") -> Call:
        self.clock.advance(60)
        report = Report(outcome=outcome, note=note, reason="other" if outcome is Outcome.CONNECTED else "")
        return self.log.log(lead.id, report, Dial()).call

    def came_from(self, lead: Lead, format_name: str, cells: dict[str, str]) -> int:
        """Remember that `lead` stood in a file of `format_name`."""
        import_id = self.store.imports.add(self.clock.now(), "leads.csv", format_name, {})
        self.store.imports.add_row(import_id, ParsedRow(2, lead, cells), lead.id, "created", {})
        self.store.imports.finish(import_id, {"created": 1})
        return import_id

    def ids(self, system: str) -> list[int]:
        return [one.call.id for one in self.back.pending(system).calls]


@pytest.fixture
def desk(data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    store = open_store(data_dir / "lch.db", clock)
    rep = Rep(store, clock, "America/Chicago")
    yield Desk(store, rep, clock, HandingBack(store, rep, FileOutward()), CallLog(store, rep))
    store.close()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_call_goes_to_the_crm_once(desk: Desk, tmp_path: Path) -> None:
    dana = desk.lead("Dana Ruiz", "+15125550143", "dana@example.com")
    first = desk.call(dana)
    handover = desk.back.save("hubspot", tmp_path / "calls.csv")
    assert (handover.calls, handover.way, handover.system) == (1, "file", "hubspot")
    assert desk.ids("hubspot") == []
    second = desk.call(dana, Outcome.LEFT_VOICEMAIL)
    assert desk.ids("hubspot") == [second.id]
    assert desk.ids("salesforce") == [first.id, second.id]  # another CRM knows neither
    assert [row["Email"] for row in table(tmp_path / "calls.csv")] == ["dana@example.com"]


def test_a_call_that_was_taken_back_never_appears(desk: Desk, tmp_path: Path) -> None:
    desk.call(desk.lead("Dana Ruiz", "+15125550143"))
    desk.log.undo()
    assert desk.back.pending("hubspot").count == 0
    with pytest.raises(RuleError) as caught:
        desk.back.save("hubspot", tmp_path / "calls.csv")
    assert caught.value.code == "nothing-to-hand-over"
    assert not (tmp_path / "calls.csv").exists()


def test_one_that_is_undone_and_brought_back_was_still_handed_over(desk: Desk, tmp_path: Path) -> None:
    desk.call(desk.lead("Dana Ruiz", "+15125550143"))
    desk.back.save("hubspot", tmp_path / "calls.csv")
    desk.log.undo()
    (former,) = desk.back.former()
    assert (former.calls, former.gone) == (1, 1)
    desk.log.redo()
    assert desk.ids("hubspot") == []
    assert desk.back.former()[0].gone == 0


def test_an_edit_after_the_handover_is_said_so(desk: Desk, tmp_path: Path) -> None:
    call = desk.call(desk.lead("Dana Ruiz", "+15125550143"), Outcome.CONNECTED, "Two chairs")
    desk.back.save("hubspot", tmp_path / "calls.csv")
    assert desk.back.pending("hubspot").edited == ()
    changed = desk.log.edit(call, note="Three chairs", asks=0, goal_hit=None)
    pending = desk.back.pending("hubspot")
    assert [one.call.note for one in pending.edited] == ["Three chairs"]
    assert pending.count == 0  # it is not given twice by itself
    assert desk.back.former()[0].edited == 1
    desk.log.edit(changed, note="Two chairs", asks=0, goal_hit=None)
    assert desk.back.pending("hubspot").edited == ()


def test_a_handover_can_be_repeated_and_tells_the_newest_words(desk: Desk, tmp_path: Path) -> None:
    call = desk.call(desk.lead("Dana Ruiz", "+15125550143"), Outcome.CONNECTED, "Two chairs")
    former = desk.back.save("hubspot", tmp_path / "one.csv")
    desk.log.edit(call, note="Three chairs", asks=0, goal_hit=None)
    desk.call(desk.lead("Kim Boone", "+12125550132"))
    assert [one.call.id for one in desk.back.again(former.id).calls] == [call.id]
    desk.back.save("hubspot", tmp_path / "two.csv", former_id=former.id)
    (row,) = table(tmp_path / "two.csv")
    assert "Three chairs" in row["Call notes"]
    assert desk.back.pending("hubspot").edited == ()  # the CRM was told
    assert desk.back.pending("hubspot").count == 1  # Kim still waits
    assert len(desk.back.former()) == 2


def test_a_handover_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    call = desk.call(desk.lead("Dana Ruiz", "+15125550143"))
    handover = desk.back.save("hubspot", tmp_path / "calls.csv")
    desk.back.take_back(handover.id)
    assert desk.ids("hubspot") == [call.id]
    assert desk.back.former() == []
    with pytest.raises(InputError) as caught:
        desk.back.take_back(handover.id)
    assert caught.value.code == "unknown-handover"


def test_taking_the_repetition_back_leaves_the_first(desk: Desk, tmp_path: Path) -> None:
    desk.call(desk.lead("Dana Ruiz", "+15125550143"))
    former = desk.back.save("hubspot", tmp_path / "one.csv")
    again = desk.back.save("hubspot", tmp_path / "two.csv", former_id=former.id)
    desk.back.take_back(again.id)
    assert desk.ids("hubspot") == []


def test_invented_people_never_reach_a_crm(desk: Desk) -> None:
    desk.call(desk.lead("Sample", "+15125550101", sample=True))
    assert desk.back.pending("hubspot").count == 0


def test_ids_come_from_the_newest_file_of_that_crm(desk: Desk, tmp_path: Path) -> None:
    dana = desk.lead("Dana Ruiz", "+15125550143")
    desk.came_from(dana, "hubspot", {"Record ID": "1", "Notes": "old"})
    desk.came_from(dana, "hubspot", {"Record ID": "2"})
    desk.came_from(dana, "salesforce", {"Lead ID": "00Q5e0000000000EAA"})
    desk.call(dana)
    desk.back.save("hubspot", tmp_path / "h.csv")
    desk.back.save("salesforce", tmp_path / "s.csv")
    assert [row["Record ID"] for row in table(tmp_path / "h.csv")] == ["2"]
    assert [row["WhoId"] for row in table(tmp_path / "s.csv")] == ["00Q5e0000000000EAA"]


def test_an_import_that_was_taken_back_tells_no_ids(desk: Desk) -> None:
    dana = desk.lead("Dana Ruiz", "+15125550143")
    import_id = desk.came_from(dana, "hubspot", {"Record ID": "1"})
    desk.call(dana)
    assert desk.back.pending("hubspot").strangers == ()
    desk.store.imports.undo(import_id, desk.clock.now())
    assert len(desk.back.pending("hubspot").strangers) == 1


def test_whom_the_crm_cannot_find_is_listed_and_still_written(desk: Desk, tmp_path: Path) -> None:
    desk.call(desk.lead("Dana Ruiz", "+15125550143", "dana@example.com"))
    desk.call(desk.lead("Kim Boone", "+12125550132"))
    pending = desk.back.pending("hubspot")
    assert [one.lead.name for one in pending.strangers] == ["Kim Boone"]
    desk.back.save("hubspot", tmp_path / "calls.csv")
    assert [row["Contact name"] for row in table(tmp_path / "calls.csv")] == ["Dana Ruiz", "Kim Boone"]


@pytest.mark.parametrize(
    ("chosen", "formats", "system"),
    [
        ("", [], "table"),
        ("", ["hubspot"], "hubspot"),
        ("", ["hubspot", "salesforce"], "salesforce"),
        ("", ["hubspot", "zoho"], "table"),
        ("pipedrive", ["hubspot"], "pipedrive"),
        ("nonsense", ["hubspot"], "hubspot"),
    ],
)
def test_which_crm_is_meant(desk: Desk, chosen: str, formats: list[str], system: str) -> None:
    desk.rep.save(replace(desk.rep.settings, crm=chosen))
    dana = desk.lead("Dana Ruiz", "+15125550143")
    for name in formats:
        desk.came_from(dana, name, {})
    assert desk.back.system() == system
    assert desk.back.pending().system == system


def test_the_text_can_be_pasted_anywhere(desk: Desk) -> None:
    desk.call(desk.lead("Dana Ruiz", "+15125550143"), Outcome.CONNECTED, "Two chairs")
    desk.call(desk.lead("Kim Boone", "+12125550132"))
    said = desk.back.text("hubspot", STYLE)
    assert said == (
        "Mon 23 Nov 2026, 10:31 am: call to Dana Ruiz, shown +15125550143\n"
        "Connected, other.\n"
        "Two chairs\n"
        "\n"
        "Mon 23 Nov 2026, 10:32 am: call to Kim Boone, shown +12125550132\n"
        "No answer."
    )
    assert desk.back.pending("hubspot").count == 2  # to look is not to hand over
    handover, copied = desk.back.copy("hubspot", STYLE)
    assert copied == said
    assert handover.way == "copy"
    assert desk.back.pending("hubspot").count == 0


def test_one_call_is_copied_and_comes_in_no_file_after_that(desk: Desk, tmp_path: Path) -> None:
    dana, kim = desk.lead("Dana Ruiz", "+15125550143"), desk.lead("Kim Boone", "+12125550132")
    first, second = desk.call(dana), desk.call(kim)
    handover, said = desk.back.copy_call(first.id, STYLE, "hubspot")
    assert said.startswith("Mon 23 Nov 2026, 10:31 am: call to Dana Ruiz")
    assert desk.ids("hubspot") == [second.id]
    desk.back.take_back(handover.id)
    assert desk.ids("hubspot") == [first.id, second.id]
    with pytest.raises(InputError) as caught:
        desk.back.copy_call(99, STYLE)
    assert caught.value.code == "unknown-call"


def test_a_file_that_cannot_be_written_hands_nothing_over(desk: Desk, tmp_path: Path) -> None:
    call = desk.call(desk.lead("Dana Ruiz", "+15125550143"))
    taken = tmp_path / "calls.csv"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        desk.back.save("hubspot", taken)
    assert caught.value.code == "export-exists"
    assert taken.read_text(encoding="utf-8") == "mine"
    assert desk.ids("hubspot") == [call.id]
    assert desk.back.former() == []
    desk.back.save("hubspot", taken, overwrite=True)
    assert desk.ids("hubspot") == []
    assert stat.S_IMODE(taken.stat().st_mode) == 0o600
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [taken]  # nothing unfinished lies beside it


def test_the_calls_of_a_deleted_lead_are_gone(desk: Desk, tmp_path: Path) -> None:
    dana = desk.lead("Dana Ruiz", "+15125550143")
    desk.call(dana)
    former = desk.back.save("hubspot", tmp_path / "calls.csv")
    desk.store.leads.delete([dana.id])
    assert desk.back.again(former.id).count == 0
    assert desk.back.former()[0].gone == 1


def test_calls_come_in_the_order_they_were_made(desk: Desk) -> None:
    dana, kim = desk.lead("Dana Ruiz", "+15125550143"), desk.lead("Kim Boone", "+12125550132")
    made = [desk.call(who) for who in (dana, kim, dana)]
    assert desk.ids("hubspot") == [call.id for call in made]
    gaps = [one.call.ended_at for one in desk.back.pending("hubspot").calls]
    assert gaps[1] - gaps[0] == timedelta(minutes=1)
