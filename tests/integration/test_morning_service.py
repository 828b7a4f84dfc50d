"""The record of the mornings on a real store: what is kept, what is refused, and what another process changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import InputError, RuleError, StoreError
from lch_desktop.domain.imports import ImportOptions
from lch_desktop.domain.morning import MorningDay, Step
from lch_desktop.domain.notices import Delivery, Way
from lch_desktop.domain.outward import Kind
from lch_desktop.domain.streak import Mark
from tests.integration.morning_kit import MONDAY, SATURDAY, Office, at
from tests.integration.wired import close_all, wired


@pytest.fixture
def office(data_dir: Path) -> Iterator[Office]:
    yield Office(data_dir)
    close_all()


def test_a_record_comes_back_as_it_was(office: Office) -> None:
    marks = {
        name: at("8:00") + timedelta(minutes=n, milliseconds=n)
        for n, name in enumerate(field for field in MorningDay.__dataclass_fields__ if field.endswith("_at"))
    }
    day = MorningDay(on=MONDAY, skip_reason="travel", **marks)
    mornings = office.services.store.mornings
    mornings.save(day)
    assert office.another().store.mornings.get(MONDAY) == day
    bare = MorningDay(on=MONDAY, start_at=at("8:00"))
    mornings.save(bare)
    assert list(mornings.all()) == [bare]


def test_a_whole_morning(office: Office) -> None:
    morning = office.services.morning
    office.go("7:50")
    assert office.step() is Step.NOTICE
    morning.noticed()
    assert office.step() is Step.WAIT
    office.go("8:00")
    assert office.step() is Step.READY
    assert morning.starting()
    morning.opened()
    assert office.step() is Step.WAIT
    assert not morning.starting()
    assert office.another().morning.decide().step is Step.WAIT  # on disk
    office.go("8:01")
    office.start_hour()
    office.go("9:30")
    assert office.step() is Step.WAIT


def test_two_programs_at_its_minute_open_one_page(office: Office) -> None:
    office.go("8:00")
    one, other = office.services.morning, office.another().morning
    assert (one.decide().step, other.decide().step) == (Step.READY, Step.READY)
    assert one.starting()
    one.opened()
    assert not other.starting()
    assert other.decide().step is Step.WAIT


def test_a_start_that_never_came_to_a_page_is_taken_up(office: Office) -> None:
    office.go("8:00")
    assert office.services.morning.starting()
    again = office.another().morning
    assert again.decide().step is Step.READY
    assert again.starting()
    office.go("8:30")
    assert again.decide().step is Step.OFFER


def test_the_page_does_not_come_while_skipped_or_after_an_hour(office: Office) -> None:
    office.go("7:55")
    office.services.morning.skip("meeting")
    office.go("8:00")
    assert not office.services.morning.starting()
    office.services.morning.unskip()
    assert office.step() is Step.READY
    office.start_hour()
    assert not office.services.morning.starting()
    assert office.step() is Step.WAIT


def test_nothing_is_noted_of_an_hour_that_is_not_due(office: Office) -> None:
    morning = office.services.morning
    office.go("6:00", SATURDAY)
    for note in (morning.noticed, morning.told, morning.opened, morning.offered):
        note()
    assert not morning.starting()
    with pytest.raises(RuleError, match="nothing-due"):
        morning.delay()
    assert list(office.services.store.mornings.all()) == []
    office.go("7:00", MONDAY + timedelta(days=1))  # Monday's is over: by hand, early, nothing is written to it
    morning.opened()
    assert list(office.services.store.mornings.all()) == []


def test_an_hour_that_is_on_keeps_the_next_one_away(office: Office) -> None:
    office.choose(starts=((0, "23:50", 60), (1, "00:20", 60)))
    tuesday = MONDAY + timedelta(days=1)
    office.go("23:52")
    office.start_hour()
    office.go("0:20", tuesday)
    assert office.step() is Step.WAIT
    office.services.hour.finish("time")
    office.go("0:41", tuesday)
    assert office.step() is Step.OFFER  # its own date is still without one


@pytest.mark.parametrize(
    ("at_clock", "session_at", "rollover", "step"),
    [
        ("23:50", "23:52", 3, Step.WAIT),
        ("23:50", "23:41", 3, Step.WAIT),
        ("23:50", "23:52", 0, Step.WAIT),
        ("02:30", "2:21", 3, Step.WAIT),
        ("02:30", "2:31", 5, Step.WAIT),
        ("02:30", "1:30", 3, Step.READY),  # the day before's evening
    ],
)
def test_an_hour_at_night_is_known_as_done(
    office: Office, at_clock: str, session_at: str, rollover: int, step: Step
) -> None:
    office.go("12:30", MONDAY - timedelta(days=3))
    office.choose(start=at_clock, rollover_h=rollover)
    office.go(session_at)
    office.start_hour()
    office.services.hour.finish("other")
    hour, minute = map(int, at_clock.split(":"))
    office.go(f"{hour}:{minute + 5}")
    assert office.step() is step


# In 5 minutes, skip, sick


def test_five_minutes_once(office: Office) -> None:
    office.go("8:00")
    office.services.morning.starting()
    office.services.morning.opened()
    assert office.services.morning.decide().may_delay
    day = office.services.morning.delay()
    assert day.again_at == at("8:05")
    with pytest.raises(RuleError, match="delayed-already"):
        office.services.morning.delay()
    office.go("8:05")
    assert office.another().morning.decide().step is Step.READY


@pytest.mark.parametrize("clock", ["7:00", "7:49", "12:30", "20:00"])
def test_there_is_nothing_to_put_off(office: Office, clock: str) -> None:
    office.go(clock)
    with pytest.raises(RuleError, match="nothing-due"):
        office.services.morning.delay()


def test_a_skip_is_of_today_and_can_be_taken_back(office: Office) -> None:
    morning = office.services.morning
    with pytest.raises(InputError, match="unknown-reason"):
        morning.skip("no mood")
    morning.skip("travel")
    assert (morning.skipped(), office.kept().skip_reason) == ("travel", "travel")
    office.go("8:00")
    assert office.step() is Step.WAIT
    morning.unskip()
    assert (morning.skipped(), office.step()) == ("", Step.READY)
    office.go("6:00", SATURDAY)
    with pytest.raises(RuleError, match="nothing-to-skip"):
        morning.skip("other")
    morning.unskip()
    assert morning.skipped() == ""


def test_after_midnight_the_evening_is_still_today(office: Office) -> None:
    office.choose(start="23:50")
    tuesday = MONDAY + timedelta(days=1)
    office.go("0:30", tuesday)
    assert office.step() is Step.OFFER
    office.services.morning.skip("other")
    assert office.kept().skip_reason == "other"
    assert office.services.store.mornings.get(tuesday) is None
    assert office.step() is Step.WAIT


def test_the_day_of_an_hour_at_night_is_that_of_the_habit(office: Office) -> None:
    office.choose(start="02:30")
    office.go("2:25")
    office.services.morning.skip("sick")
    assert office.services.habit.calendar().free_mark(MONDAY) is Mark.EXCUSED
    assert office.services.rep.today() == MONDAY


@pytest.mark.parametrize(("back", "allowed"), [(-1, False), (0, True), (7, True), (8, False)])
def test_sick_days_reach_seven_days_back(office: Office, back: int, allowed: bool) -> None:
    day = MONDAY - timedelta(days=back)
    if allowed:
        office.services.morning.set_sick(day, True)
    else:
        with pytest.raises(RuleError, match="too-long-ago"):
            office.services.morning.set_sick(day, True)
    assert office.services.store.mornings.excused() == ({day} if allowed else set())


def test_taking_a_sick_day_back_leaves_another_skip(office: Office) -> None:
    morning = office.services.morning
    morning.skip("meeting")
    morning.set_sick(MONDAY, False)
    assert morning.skipped() == "meeting"
    morning.set_sick(MONDAY, True)
    assert morning.skipped() == "sick"
    morning.set_sick(MONDAY, False)
    assert morning.skipped() == ""
    friday = MONDAY - timedelta(days=3)
    morning.set_sick(friday, False)
    assert office.services.store.mornings.get(friday) is None


def test_an_hour_dated_far_ahead_was_begun_by_a_wrong_clock(office: Office) -> None:
    office.go("8:00", MONDAY + timedelta(days=400))
    office.start_hour()
    office.services.hour.finish("other")
    office.go("8:00")
    assert office.step() is Step.READY


def test_a_page_that_was_put_off_over_noon_still_opens(office: Office) -> None:
    office.go("8:00")
    office.services.morning.starting()
    office.services.morning.opened()
    office.go("11:58")
    office.services.morning.delay()
    office.go("12:10")
    assert office.step() is Step.READY
    assert office.services.morning.starting()


def test_late_in_the_night_today_is_the_day_of_the_habit(office: Office) -> None:
    office.choose(start="23:50")
    office.go("2:00", MONDAY + timedelta(days=1))  # the offer is over, the day is not
    office.services.morning.skip("sick")
    assert office.services.store.mornings.excused() == {MONDAY} == {office.services.rep.today()}


# Notices


def test_deliveries_are_kept_two_hundred_of_them(office: Office) -> None:
    for n in range(203):
        office.clock.advance(1)
        office.services.morning.record(Delivery("morning", f"Notice {n}", Way.PLAIN, "no buttons"))
    kept = office.services.store.mornings.deliveries(500)
    assert len(kept) == 200
    assert (kept[0].delivery.title, kept[-1].delivery.title) == ("Notice 202", "Notice 3")
    assert kept[0].at == office.clock.now()


def test_a_disk_that_is_full_is_said_and_nothing_is_half(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.go("8:00")
    store = office.services.store

    def full(day: MorningDay) -> None:
        raise StoreError("disk-full")

    monkeypatch.setattr(type(store.mornings), "save", lambda self, day: full(day))
    with pytest.raises(StoreError):
        office.services.morning.starting()
    monkeypatch.undo()
    assert store.mornings.get(MONDAY) is None
    assert office.services.morning.starting()


# Out and in again


def test_the_mornings_come_back_by_import(office: Office, tmp_path: Path) -> None:
    morning = office.services.morning
    monday, tuesday, wednesday = (MONDAY + timedelta(days=n) for n in range(3))
    morning.skip("sick")
    office.go("8:05", tuesday)
    morning.starting()
    morning.opened()
    office.go("7:00", wednesday)
    morning.tell_missed(tuesday)
    morning.skip("travel")
    office.services.exporting.export(Kind.ALL, "json", tmp_path / "all.json")
    document = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [day["on"] for day in document["mornings"]] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert document["mornings"][0]["skip_reason"] == "sick"

    (tmp_path / "other").mkdir()
    other = wired(tmp_path / "other", office.clock)
    known = MorningDay(on=tuesday, start_at=at("9:00", tuesday), skip_reason="meeting", skipped_at=at("9:00", tuesday))
    other.store.mornings.save(known)
    report = other.importing.bring_in(tmp_path / "all.json", ImportOptions())
    # What was known stays, what is past comes, and what becomes of today is decided where the rep is.
    assert list(other.store.mornings.all()) == [office.kept(monday), known]
    assert other.store.mornings.excused() == {monday}
    assert other.habit.calendar().free_mark(monday) is Mark.EXCUSED
    other.importing.undo(report.import_id)
    assert list(other.store.mornings.all()) == [known]


def test_a_rehearsed_import_leaves_no_morning(office: Office, tmp_path: Path) -> None:
    office.services.morning.skip("sick")
    office.go("7:00", MONDAY + timedelta(days=1))
    office.services.exporting.export(Kind.ALL, "json", tmp_path / "all.json")
    (tmp_path / "other").mkdir()
    other = wired(tmp_path / "other", office.clock)
    other.importing.rehearse(tmp_path / "all.json", ImportOptions())
    other.importing.bring_in(tmp_path / "all.json", ImportOptions(dry_run=True))
    assert list(other.store.mornings.all()) == []


def test_records_that_are_no_mornings_are_left_out(office: Office, tmp_path: Path) -> None:
    good = {"on": "2026-11-20", "start_at": "2026-11-20T14:00:00+00:00", "skip_reason": "sick"}
    bad: list[object] = [
        "nothing", 7, None, {}, {"on": "2026-11-19"}, {"on": "yesterday", "start_at": good["start_at"]},
        {"on": "2026-11-18", "start_at": "2026-11-18T14:00:00"}, {"on": "2026-11-18", "start_at": 5},
        {"on": "2026-11-18", "start_at": "0001-01-01T00:00:00+14:00"},
        {"on": "2026-11-18", "start_at": good["start_at"], "skip_reason": ["sick"]},
    ]  # fmt: skip
    document = {"format": "lead-conversion-hour", "version": 1, "leads": [], "mornings": [*bad, good]}
    (tmp_path / "all.json").write_text(json.dumps(document), encoding="utf-8")
    office.services.importing.bring_in(tmp_path / "all.json", ImportOptions())
    assert [day.on for day in office.services.store.mornings.all()] == [date(2026, 11, 20)]
