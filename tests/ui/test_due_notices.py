"""Notices of promised calls and touches: their words, one at a time, once, and never in the rep's way."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Touch, TouchKind
from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.notices import Answered, Delivered, Delivery, Notice, Way
from lch_desktop.domain.ports import Store
from lch_desktop.services.bundle import Services
from lch_desktop.services.due import DueItem as DueOf
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.morning.board import NoticeBoard
from lch_desktop.ui.morning.due import DueNotices, notice_of
from lch_desktop.ui.tasks import DirectTasks
from lch_desktop.words import Style
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import make_context, make_services, person

MINUTE = timedelta(minutes=1)


@dataclass
class Shown:
    """The Notices port: keeps what it is to show."""

    notices: list[Notice] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    answer: Answered = print

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        self.notices.append(notice)
        self.answer = answered
        delivered(Delivery(notice.key, notice.title, Way.BUTTONS))

    def withdraw(self, key: str) -> None:
        self.taken_back.append(key)

    def close(self) -> None:
        """Nothing was begun."""

    @property
    def titles(self) -> list[str]:
        return [notice.title for notice in self.notices]


@dataclass
class Rig:
    """The rep's morning after the hour, with everything that a notice depends on."""

    services: Services
    clock: FakeClock
    shown: Shown = field(default_factory=Shown)
    planned: dict[str, datetime | None] = field(default_factory=dict)
    in_hour: bool = False
    in_call: str = ""

    def busy(self) -> str:
        return self.in_call

    def made(self, context: UiContext | None = None) -> DueNotices:
        """As `app` makes it, with a board that keeps the record."""
        board = NoticeBoard(self.shown, self.services.morning.record, None)
        context = context or make_context(self.services)
        due = DueNotices(context, board, self.planned.__setitem__, lambda: self.in_hour, presence=self)
        self.kept = (board, due)
        return due

    def promise(self, name: str, minutes: float, **follow: object) -> Lead:
        lead = person(name, f"51255501{self.services.store.leads.count():02d}")
        at = START + minutes * MINUTE
        return self.services.store.leads.add(
            replace(lead, follow=replace(lead.follow, promise_at=at, **follow))  # type: ignore[arg-type]
        )

    def pass_until(self, minutes: float) -> None:
        """So many minutes from the start."""
        self.clock.advance((START + minutes * MINUTE - self.clock.now()).total_seconds())


@pytest.fixture
def rig(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Rig:
    services = make_services(data_dir, clock)
    services.morning.begin()
    return Rig(services, clock)


def test_it_tells_at_the_minute_and_once(rig: Rig) -> None:
    rig.promise("Jun Park", 10, attempts=1)
    due = rig.made()
    due.look()
    assert rig.planned == {"due": START + 10 * MINUTE}
    rig.pass_until(10)
    due.look()
    (notice,) = rig.shown.notices
    assert (notice.key, notice.title, notice.body) == ("due", "Jun Park, promised 10:40", "(512) 555-0100. Attempt 2.")
    assert notice.quiet
    assert [(action.key, action.label) for action in notice.actions] == [("open", "Open")]
    rig.pass_until(11)
    due.look()
    due.look()
    assert len(rig.shown.notices) == 1


def test_a_restart_tells_nothing_twice(rig: Rig) -> None:
    rig.promise("Jun Park", 10)
    rig.made().look()
    rig.pass_until(10)
    rig.kept[1].look()
    rig.pass_until(12)
    rig.made().look()
    assert rig.shown.titles == ["Jun Park, promised 10:40"]


def test_a_long_sleep_gives_one_notice(rig: Rig) -> None:
    for minutes, name in ((10, "Jun Park"), (30, "Kim Boone"), (60, "Dana Ruiz")):
        rig.promise(name, minutes)
    due = rig.made()
    due.look()
    rig.pass_until(240)
    due.look()
    (notice,) = rig.shown.notices
    assert (notice.title, notice.body) == ("3 promised calls are overdue", "Jun Park, Kim Boone, Dana Ruiz.")


def test_nothing_during_the_hour_and_a_notice_that_is_up_goes(rig: Rig) -> None:
    rig.promise("Jun Park", 10)
    rig.promise("Kim Boone", 30)
    due = rig.made()
    due.look()
    rig.pass_until(10)
    due.look()
    rig.in_hour = True
    rig.pass_until(30)
    due.look()
    assert rig.shown.titles == ["Jun Park, promised 10:40"]
    assert rig.shown.taken_back == ["due"]
    assert rig.planned["due"] == rig.clock.now() + MINUTE


def test_in_a_call_it_waits_and_comes_after_it(rig: Rig) -> None:
    rig.promise("Jun Park", 10)
    due = rig.made()
    rig.in_call = "microphone"
    rig.pass_until(10)
    due.look()
    assert rig.shown.notices == []
    assert rig.planned["due"] == rig.clock.now() + MINUTE
    rig.in_call = ""
    rig.pass_until(13)
    due.look()
    assert rig.shown.titles == ["Jun Park, promised 10:40"]


def test_in_the_ten_minutes_before_the_hour_it_is_quiet(rig: Rig) -> None:
    tomorrow = 21.5 * 60  # eight o'clock, Tuesday
    rig.promise("Jun Park", tomorrow - 6, promise_asked=True)
    due = rig.made()
    due.look()
    rig.pass_until(tomorrow - 5)
    due.look()
    assert rig.shown.notices == []
    assert rig.planned["due"] == START + tomorrow * MINUTE


def test_who_was_called_meanwhile_is_taken_off_the_screen(rig: Rig) -> None:
    lead = rig.promise("Jun Park", 10)
    due = rig.made()
    due.look()
    rig.pass_until(10)
    due.look()
    rig.services.store.leads.save_follow(lead.id, replace(lead.follow, promise_at=START + 900 * MINUTE))
    due.look()
    assert rig.shown.taken_back == ["due"]
    due.look()
    assert rig.shown.taken_back == ["due"], "once"


@pytest.mark.parametrize(("count", "opened"), [(1, "the lead"), (2, "Today")])
def test_open_leads_to_whom_it_is_about(rig: Rig, count: int, opened: str) -> None:
    leads = [rig.promise(f"Lead {n}", 10) for n in range(count)]
    due = rig.made()
    heard: list[int] = []
    due.open_requested.connect(heard.append)
    due.look()
    rig.pass_until(10)
    due.look()
    rig.shown.answer("due", "open")
    assert heard == [leads[0].id if opened == "the lead" else 0]
    rig.shown.answer("due", "open")
    assert len(heard) == 1


def test_one_touch_opens_its_sheet(rig: Rig) -> None:
    lead = rig.services.store.leads.add(person("Jun Park", "5125550143"))
    touch = rig.services.store.touches.add(Touch(lead_id=lead.id, kind=TouchKind.TEXT, due_at=START + 10 * MINUTE))
    due = rig.made()
    heard: list[int] = []
    leads: list[int] = []
    due.touch_requested.connect(heard.append)
    due.open_requested.connect(leads.append)
    due.look()
    rig.pass_until(10)
    due.look()
    rig.shown.answer("due", "open")
    assert heard == [touch.id]
    assert leads == []


def test_closing_it_opens_nothing(rig: Rig) -> None:
    rig.promise("Jun Park", 10)
    due = rig.made()
    heard: list[int] = []
    due.open_requested.connect(heard.append)
    due.look()
    rig.pass_until(10)
    due.look()
    rig.shown.answer("due", "")
    assert heard == []


@pytest.mark.parametrize("error", [StoreError("database-busy"), LookupError("a bug of ours")])
def test_after_a_failure_it_is_tried_again(rig: Rig, error: Exception) -> None:
    class Failing(DirectTasks):
        fails = True

        def run(self, work, done, failed=None, *, finished=None):  # type: ignore[no-untyped-def]
            def fail(_: Store) -> None:
                raise error

            super().run(fail if self.fails else work, done, failed, finished=finished)

    tasks = Failing(rig.services.store)
    rig.promise("Jun Park", 0)
    due = rig.made(replace(make_context(rig.services), tasks=tasks))
    with suppress(LookupError):  # what is not expected is raised, and shown
        due.look()
    assert rig.planned["due"] == START + MINUTE
    tasks.fails = False
    rig.pass_until(1)
    due.look()
    assert rig.shown.titles == ["Jun Park, promised 10:30"]


def test_looks_that_come_while_one_is_under_way_become_one_more(rig: Rig) -> None:
    class Held(DirectTasks):
        def __init__(self) -> None:
            super().__init__(rig.services.store)
            self.waiting: list[tuple[object, ...]] = []

        def run(self, work, done, failed=None, *, finished=None):  # type: ignore[no-untyped-def]
            self.waiting.append((work, done, failed, finished))

        def go(self) -> None:
            *calls, finished = self.waiting.pop(0)
            super().run(*calls, finished=finished)  # type: ignore[arg-type]

    tasks = Held()
    due = rig.made(replace(make_context(rig.services), tasks=tasks))
    for _ in range(5):
        due.look()
    assert len(tasks.waiting) == 1
    tasks.go()
    assert len(tasks.waiting) == 1
    tasks.go()
    assert tasks.waiting == []


@pytest.mark.parametrize(
    ("kind", "title", "body"),
    [
        (TouchKind.TEXT, "Text to Jun Park, due 14:05", "(512) 555-0143 ext. 12."),
        (TouchKind.VIDEO, "Video for Jun Park, due 14:05", "(512) 555-0143 ext. 12."),
        (TouchKind.EMAIL, "E-mail to Jun Park, due 14:05", "jun@example.com"),
        (TouchKind.NOTE, "Hand-written note, Jun Park, due 14:05", ""),
    ],
)
def test_what_a_touch_says(rig: Rig, kind: TouchKind, title: str, body: str) -> None:
    rig.pass_until(215)
    phone = Phone(e164="+15125550143", raw="x", shown="(512) 555-0143", extension="12")
    lead = Lead(name="Jun Park", email="jun@example.com", phones=(phone,), notes="owes us", personal="two boys")
    items = (DueOf(lead, rig.clock.now(), Touch(lead_id=1, kind=kind, due_at=rig.clock.now(), words="private")),)
    notice = notice_of(items, rig.services.rep, Style(twelve_hour=False))
    assert (notice.title, notice.body) == (title, body)


@pytest.mark.parametrize(
    ("calls", "touches", "minutes", "title"),
    [
        (2, 0, 0, "2 promised calls are due"),
        (2, 0, 6, "2 promised calls are overdue"),
        (1, 1, 0, "1 promised call and 1 touch are due"),
        (0, 3, 6, "3 touches are overdue"),
        (4, 1, 6, "4 promised calls and 1 touch are overdue"),
    ],
)
def test_what_several_say(rig: Rig, calls: int, touches: int, minutes: int, title: str) -> None:
    at = rig.clock.now() - minutes * MINUTE
    made = [DueOf(Lead(id=n, name=f"Lead {n}"), at) for n in range(calls)]
    made += [DueOf(Lead(id=9, name="Kim"), at, Touch(id=n, lead_id=9, due_at=at)) for n in range(touches)]
    notice = notice_of(tuple(made), rig.services.rep, Style())
    assert notice.title == title
    assert ("and 2 more" in notice.body) is (calls == 4)


def test_yesterday_is_said(rig: Rig) -> None:
    lead = replace(person("Jun Park", "5125550143"))
    notice = notice_of((DueOf(lead, START - 20 * 60 * MINUTE),), rig.services.rep, Style(twelve_hour=False))
    assert notice.title == "Jun Park, promised yesterday 14:30"
