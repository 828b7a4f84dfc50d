"""The morning's desk: what it shows, opens and writes down, whatever the clock, the worker and the rep do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import LchError, StoreError
from lch_desktop.domain.leads import FollowUp, Lead
from lch_desktop.domain.morning import MorningDay
from lch_desktop.domain.notices import DISMISSED, OPENED, Answered, Delivered, Delivery, Notice, Way
from lch_desktop.domain.ports import Store
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.morning import NoticeFacts
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.morning import words
from lch_desktop.ui.morning.board import NoticeBoard
from lch_desktop.ui.morning.desk import MorningDesk
from lch_desktop.ui.morning.facts import facts_at
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_services, person

T = TypeVar("T")
PLANNED = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)  # a Tuesday, 8:00 in Chicago
NOTICE = PLANNED - timedelta(minutes=10)
MIN = timedelta(minutes=1)
KEYS = ["start", "delay", "skip"]


@dataclass
class FakeNotices:
    """Keeps what it was asked to show; answers come when the test says."""

    way: Way = Way.BUTTONS
    shown: list[Notice] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    closed: int = 0

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        self.shown.append(notice)
        self.answers.append(answered)
        delivered(Delivery(notice.key, notice.title, self.way, "" if self.way is not Way.NONE else "no service"))

    def withdraw(self, key: str) -> None:
        self.withdrawn.append(key)

    def close(self) -> None:
        self.closed += 1

    def answer(self, action: str) -> None:
        self.answers[-1]("morning", action)


@dataclass
class FakePresence:
    what: str = ""
    seen: str = ""

    def refresh(self) -> None:
        self.seen = self.what

    def busy(self) -> str:
        return self.seen


@dataclass
class SlowTasks:
    """A worker that does nothing until the test says."""

    store: Store
    jobs: list[Callable[[], None]] = field(default_factory=list)

    def run(
        self, work: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[LchError], None] | None = None
    ) -> None:
        self.jobs.append(lambda: done(work(self.store)))

    def finish(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


class Morning:
    """A desk with everything around it, and what it asked for."""

    def __init__(self, context: UiContext, clock: FakeClock) -> None:
        self.context, self.clock = context, clock
        self.notices, self.presence = FakeNotices(), FakePresence()
        self.looks: list[datetime | None] = []
        self.asked: list[str] = []
        self.said: list[str] = []
        self.failed: list[str] = []
        self.undo: list[Callable[[], object]] = []
        self.taken = False
        self.desk = MorningDesk(
            context,
            self.notices,
            self.presence,
            self.looks.append,
            is_taken=lambda: self.taken,
            prepare=lambda: self.asked.append("prepare"),
        )
        for name in ("start_requested", "ready_requested", "skip_asked", "put_off", "window_requested"):
            getattr(self.desk, name).connect(lambda name=name: self.asked.append(name))
        context.hub.told.connect(self.said.append)
        context.hub.failed.connect(lambda error: self.failed.append(error.code))
        context.hub.undo_offered.connect(self._take_undo)

    def _take_undo(self, words_: str, undo: Callable[[], object]) -> None:
        self.said.append(words_)
        self.undo.append(undo)

    def at(self, instant: datetime) -> None:
        """The clock shows `instant`, and the desk looks."""
        self.clock.advance((instant - self.clock.now()).total_seconds())
        self.desk.look()

    def run_to(self, instant: datetime) -> None:
        """Time goes by as the scheduler would have it: a look at each planned instant."""
        for _ in range(1000):
            due = self.looks[-1] if self.looks else None
            if due is None or due > instant:
                break
            self.at(max(due, self.clock.now()))
        self.at(instant)

    @property
    def day(self) -> MorningDay:
        kept = self.context.services.store.mornings.get(PLANNED.date())
        assert kept is not None
        return kept

    @property
    def titles(self) -> list[str]:
        return [notice.title for notice in self.notices.shown]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(PLANNED - timedelta(hours=20))


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.morning.begin()
    due = FollowUp(promise_at=PLANNED + 30 * MIN)
    add_all(
        made,
        [
            person("Dana Ruiz", "5125550143", follow=FollowUp(promise_at=PLANNED)),
            person("Kwame Osei", "5125550145", follow=due),
            person("Ann Lee", "5125550146"),
        ],
    )
    yield made
    made.store.close()


@pytest.fixture
def morning(qtbot: QtBot, context: UiContext, clock: FakeClock) -> Morning:
    made = Morning(context, clock)
    made.desk.look()
    return made


# the words


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (NoticeFacts("Dana Ruiz", 14, 3), "First: Dana Ruiz. 14 calls, 3 promised."),
        (NoticeFacts("Dana Ruiz", 1, 1), "First: Dana Ruiz. 1 call, 1 promised."),
        (NoticeFacts("Dana Ruiz", 14, 0), "First: Dana Ruiz. 14 calls."),
        (NoticeFacts("Ruiz Dental Inc.", 2, 0), "First: Ruiz Dental Inc. 2 calls."),
        (NoticeFacts("", 2, 0), "2 calls."),
        (NoticeFacts("", 0, 0), "nobody"),
        (None, ""),
    ],
)
def test_what_a_notice_says_of_its_calls(facts: NoticeFacts | None, line: str) -> None:
    assert words.facts_line(facts, "nobody") == line


@pytest.mark.parametrize(
    ("ahead_s", "title"),
    [
        (600, "Lead Conversion Hour in 10 minutes"),
        (599, "Lead Conversion Hour in 10 minutes"),
        (240, "Lead Conversion Hour in 4 minutes"),
        (60, "Lead Conversion Hour in 1 minute"),
        (3, "Lead Conversion Hour in 1 minute"),
    ],
)
def test_the_notice_before_the_hour_counts_the_minutes(ahead_s: int, title: str) -> None:
    notice = words.coming(PLANNED, PLANNED - timedelta(seconds=ahead_s), None, may_delay=True)
    assert notice.title == title
    assert [(action.key, action.label) for action in notice.actions] == [
        ("start", "Start now"),
        ("delay", "In 5 minutes"),
        ("skip", "Skip today"),
    ]


@pytest.mark.parametrize(("twelve_hour", "at"), [(True, "8:00"), (False, "8:00")])
def test_the_notice_at_its_minute(twelve_hour: bool, at: str) -> None:
    local = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    notice = words.waiting(local, "microphone", NoticeFacts("Dana Ruiz", 2, 0), Style(twelve_hour), may_delay=False)
    assert notice.title == f"It is {at}: your Lead Conversion Hour"
    assert notice.body == "The page opens when your call is over. First: Dana Ruiz. 2 calls."
    assert [action.key for action in notice.actions] == ["start", "skip"]


# a plain morning


def test_a_day_before_nothing_happens_but_the_look_is_planned(morning: Morning) -> None:
    assert morning.looks == [NOTICE]
    assert morning.titles == []
    assert morning.asked == []


def test_ten_minutes_before_the_notice_names_the_first_person(morning: Morning) -> None:
    morning.at(NOTICE)
    assert morning.titles == ["Lead Conversion Hour in 10 minutes"]
    assert morning.notices.shown[0].body == "First: Dana Ruiz. 3 calls, 2 promised."
    assert [action.key for action in morning.notices.shown[0].actions] == KEYS
    assert morning.day.noticed_at == NOTICE
    assert morning.asked == ["prepare"]
    assert morning.looks[-1] == PLANNED - timedelta(seconds=2)  # presence is asked
    morning.run_to(PLANNED - timedelta(seconds=1))
    assert morning.looks[-1] == PLANNED


def test_looking_often_is_the_same_as_looking_once(morning: Morning) -> None:
    for second in range(0, 600, 7):
        morning.at(NOTICE + timedelta(seconds=second))
    assert len(morning.titles) == 1


def test_at_its_minute_the_page_opens_once_and_the_notice_goes(morning: Morning) -> None:
    morning.run_to(PLANNED)
    assert morning.asked == ["prepare", "ready_requested"]
    assert morning.notices.withdrawn == ["morning"]
    assert morning.day.started_at == PLANNED
    assert morning.day.opened_at is None
    morning.desk.opened()
    assert morning.day.opened_at == PLANNED
    morning.run_to(PLANNED + timedelta(hours=5))
    assert morning.asked.count("ready_requested") == 1
    assert len(morning.titles) == 1


def test_it_is_on_disk_before_the_page_is_asked_for(morning: Morning) -> None:
    seen: list[datetime | None] = []
    morning.desk.ready_requested.connect(lambda: seen.append(morning.day.started_at))
    morning.run_to(PLANNED)
    assert seen == [PLANNED]


def test_a_page_that_does_not_come_up_is_asked_for_again(morning: Morning) -> None:
    morning.run_to(PLANNED)
    morning.at(PLANNED + timedelta(seconds=29))
    assert morning.asked.count("ready_requested") == 1
    morning.run_to(PLANNED + MIN)
    assert morning.asked.count("ready_requested") == 2


def test_a_crash_between_started_and_opened_is_taken_up(morning: Morning, context: UiContext, clock: FakeClock) -> None:
    morning.run_to(PLANNED)
    clock.advance(120)
    again = Morning(context, clock)
    again.desk.look()
    again.run_to(clock.now() + timedelta(seconds=1))
    assert again.asked == ["ready_requested"]
    again.desk.opened()
    once_more = Morning(context, clock)
    once_more.desk.look()
    assert once_more.asked == []


def test_started_at_once_where_the_rep_wants_that(morning: Morning, services: Services) -> None:
    services.rep.save(replace(services.rep.settings, start_at_once=True))
    morning.run_to(PLANNED)
    assert morning.asked == ["prepare", "start_requested"]


def test_with_nobody_to_call_the_page_opens_even_then(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    for lead_id in (1, 2, 3):
        services.store.leads.save_follow(lead_id, FollowUp(snoozed_until=PLANNED.date() + timedelta(days=9)))
    services.rep.save(replace(services.rep.settings, start_at_once=True))
    morning = Morning(context, clock)
    morning.at(NOTICE)
    assert morning.notices.shown[0].body == "Nobody can be called then; Today says why."
    morning.run_to(PLANNED)
    assert morning.asked[-1] == "ready_requested"


def test_a_page_behind_another_window_is_called_out_once(morning: Morning) -> None:
    morning.desk.call_out()  # nothing is open
    morning.run_to(PLANNED)
    morning.desk.opened()
    morning.desk.call_out()
    morning.desk.call_out()
    assert morning.titles[1:] == ["It is 8:00: your Lead Conversion Hour"]
    assert morning.notices.shown[-1].body == "First: Dana Ruiz. 3 calls, 2 promised."
    morning.desk.seen()
    assert morning.notices.withdrawn == ["morning", "morning"]


# late


def test_woken_between_there_is_one_notice(morning: Morning) -> None:
    morning.at(PLANNED - 4 * MIN)
    assert morning.titles == ["Lead Conversion Hour in 4 minutes"]


@pytest.mark.parametrize(("late_min", "asked"), [(1, True), (5, True), (20, True), (21, False)])
def test_woken_late_the_page_opens_up_to_twenty_minutes(morning: Morning, late_min: int, asked: bool) -> None:
    morning.at(PLANNED + late_min * MIN - timedelta(seconds=1))
    morning.run_to(PLANNED + late_min * MIN)
    assert ("ready_requested" in morning.asked) is asked
    assert morning.titles == ([] if asked else ["Your hour was planned for 8:00"])


def test_too_late_it_is_offered_once_until_noon(morning: Morning) -> None:
    heard: list[int] = []
    morning.context.hub.changed.connect(lambda: heard.append(1))
    morning.at(PLANNED + 90 * MIN)
    assert len(heard) >= 1  # Today offers it too
    body = "You can still start it until 12:00 pm. First: Dana Ruiz. 3 calls, 2 promised."
    assert morning.notices.shown[0].body == body
    assert [action.key for action in morning.notices.shown[0].actions] == ["start", "skip"]
    morning.run_to(PLANNED + 200 * MIN)
    assert len(morning.titles) == 1
    assert morning.notices.withdrawn == []
    morning.at(PLANNED + 241 * MIN)
    assert morning.notices.withdrawn == ["morning"]
    assert morning.asked == []


# a call at its minute


def test_in_a_call_there_is_a_notice_only_and_the_page_later(morning: Morning) -> None:
    morning.presence.what = "microphone"
    morning.run_to(PLANNED + 3 * MIN)
    assert morning.asked == ["prepare"]
    assert morning.titles[1:] == ["It is 8:00: your Lead Conversion Hour"]
    assert morning.day.told_at is not None
    morning.presence.what = ""
    morning.run_to(PLANNED + 4 * MIN)
    assert morning.asked[:2] == ["prepare", "ready_requested"]


def test_a_call_of_half_an_hour_leaves_the_offer(morning: Morning) -> None:
    morning.presence.what = "presenting"
    morning.run_to(PLANNED + 30 * MIN)
    assert "ready_requested" not in morning.asked
    assert morning.titles[1:] == ["It is 8:00: your Lead Conversion Hour", "Your hour was planned for 8:00"]
    assert morning.looks[-1] == PLANNED + timedelta(hours=4)


# the answers


def test_start_now_starts(morning: Morning) -> None:
    morning.at(NOTICE)
    morning.notices.answer("start")
    assert morning.asked[-1] == "start_requested"
    assert morning.notices.withdrawn == ["morning"]


def test_in_five_minutes_brings_the_notice_back_once(morning: Morning) -> None:
    morning.at(NOTICE)
    morning.notices.answer("delay")
    assert morning.looks[-1] == NOTICE + 5 * MIN
    assert morning.said == ["You are told again at 7:55."]
    morning.run_to(NOTICE + 5 * MIN)
    assert morning.titles[-1] == "Lead Conversion Hour in 5 minutes"
    assert [action.key for action in morning.notices.shown[-1].actions] == ["start", "skip"]
    morning.desk.delay()
    assert morning.failed == ["delayed-already"]
    morning.run_to(PLANNED)
    assert morning.asked[-1] == "ready_requested"


def test_in_five_minutes_at_its_minute_brings_the_page_back(morning: Morning) -> None:
    morning.run_to(PLANNED)
    morning.desk.opened()
    assert morning.desk.may_delay()
    morning.desk.delay()
    assert morning.asked[-1] == "put_off"
    assert morning.said == ["Put off until 8:05."]
    assert not morning.desk.may_delay()
    morning.run_to(PLANNED + 4 * MIN)
    assert morning.asked.count("ready_requested") == 1
    morning.run_to(PLANNED + 5 * MIN)
    assert morning.asked.count("ready_requested") == 2


def test_skip_today_asks_for_the_reason_and_can_be_taken_back(morning: Morning, services: Services) -> None:
    morning.at(NOTICE)
    morning.notices.answer("skip")
    assert morning.asked[-1] == "skip_asked"
    assert services.morning.skipped() == ""
    morning.desk.skip("meeting")
    assert services.morning.skipped() == "meeting"
    assert morning.said == ["Skipped today: meeting."]
    assert morning.notices.withdrawn == ["morning"]
    morning.run_to(PLANNED - MIN)
    assert "ready_requested" not in morning.asked
    morning.undo[0]()
    morning.run_to(PLANNED)
    assert morning.asked[-1] == "ready_requested"


def test_skipped_the_page_does_not_come(morning: Morning) -> None:
    morning.at(NOTICE)
    morning.desk.skip("sick")
    assert morning.said == ["Skipped today: sick. The day is excused."]
    morning.run_to(PLANNED + timedelta(hours=6))
    assert morning.asked == ["prepare"]


def test_on_a_free_day_there_is_nothing_to_skip(morning: Morning) -> None:
    morning.at(datetime(2026, 11, 28, 16, 0, tzinfo=UTC))  # a Saturday
    morning.asked.clear()
    morning.desk.ask_skip()
    assert morning.failed == ["nothing-to-skip"]
    assert morning.asked == []


@pytest.mark.parametrize(("action", "asked"), [(OPENED, ["window_requested"]), (DISMISSED, [])])
def test_the_notice_itself_opens_the_window_and_closing_it_does_nothing(
    morning: Morning, action: str, asked: list[str]
) -> None:
    morning.at(NOTICE)
    morning.asked.clear()
    morning.notices.answer(action)
    assert morning.asked == asked


def test_an_answer_from_another_thread_comes_back_on_this_one(qtbot: QtBot, morning: Morning) -> None:
    morning.at(NOTICE)
    where: list[threading.Thread] = []
    morning.desk.start_requested.connect(lambda: where.append(threading.current_thread()))
    thread = threading.Thread(target=lambda: morning.notices.answer("start"))
    thread.start()
    thread.join()
    assert where == []
    qtbot.waitUntil(lambda: bool(where))
    assert where == [threading.current_thread()]


def test_an_old_notice_answered_the_next_day_puts_nothing_off(morning: Morning) -> None:
    morning.at(NOTICE)
    morning.at(PLANNED + timedelta(hours=14))
    morning.desk.delay()
    assert morning.failed == ["nothing-due"]
    assert morning.day.delayed_at is None


# what must not disturb, and what must not stop it


def test_during_an_hour_or_a_debrief_nothing_disturbs(morning: Morning) -> None:
    morning.taken = True
    morning.at(NOTICE)
    morning.at(PLANNED)
    assert morning.titles == []
    assert morning.asked == []
    assert morning.looks[-1] == PLANNED + MIN
    morning.desk.start_now()
    morning.desk.ask_skip()
    morning.desk.delay()
    assert morning.asked == ["window_requested", "window_requested"]
    morning.taken = False
    morning.run_to(PLANNED + 2 * MIN)
    assert morning.asked[-1] == "ready_requested"


def test_an_hour_that_was_begun_by_hand_is_the_days(morning: Morning, services: Services, clock: FakeClock) -> None:
    morning.at(PLANNED - 60 * MIN)
    services.hour.start(PlannedHour(30, Goals(8, 2, 1, 1)), 2)
    clock.advance(60)
    services.hour.finish("other")
    morning.run_to(PLANNED + timedelta(hours=6))
    assert morning.titles == []
    assert morning.asked == []


def test_a_worker_that_hangs_does_not_hold_the_morning_up(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    slow = SlowTasks(services.store)
    morning = Morning(replace(context, tasks=slow), clock)
    morning.at(NOTICE)
    assert morning.titles == []
    morning.run_to(NOTICE + timedelta(seconds=3))
    assert morning.titles == ["Lead Conversion Hour in 10 minutes"]
    assert morning.notices.shown[0].body == ""
    slow.finish()  # too late to say anything
    assert len(morning.titles) == 1
    morning.run_to(PLANNED + timedelta(seconds=3))
    assert morning.asked[-1] == "ready_requested"
    slow.finish()
    assert morning.asked.count("ready_requested") == 1


def test_an_answer_to_what_no_longer_matters_is_dropped(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    slow = SlowTasks(services.store)
    morning = Morning(replace(context, tasks=slow), clock)
    morning.at(NOTICE)
    morning.desk.skip("travel")
    slow.finish()
    assert morning.titles == []


def test_a_store_that_fails_is_told_once_and_tried_again(
    morning: Morning, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("database-busy")

    with monkeypatch.context() as broken:
        broken.setattr(services.morning, "decide", refuse)
        morning.at(NOTICE)
        morning.at(NOTICE + MIN)
    assert morning.failed == ["database-busy"]
    assert morning.looks[-1] == NOTICE + 2 * MIN
    morning.run_to(NOTICE + 2 * MIN)
    assert morning.titles == ["Lead Conversion Hour in 8 minutes"]


def test_two_windows_open_it_once(morning: Morning, context: UiContext, clock: FakeClock) -> None:
    other = Morning(context, clock)
    morning.run_to(PLANNED)
    morning.desk.opened()
    other.desk.look()
    assert "ready_requested" not in other.asked


# the board


class OwnWindow(QObject):
    """The program's small window, without a window."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Notice] = []
        self.visible = False

    def show_notice(self, notice: Notice) -> None:
        self.shown.append(notice)
        self.visible = True

    def isVisible(self) -> bool:
        return self.visible

    def close(self) -> bool:
        self.visible = False
        return True


@dataclass
class Board:
    notices: FakeNotices
    window: OwnWindow
    board: NoticeBoard
    kept: list[Delivery]
    answers: list[tuple[str, str]]

    def show(self, notice: Notice) -> None:
        self.board.show(notice, lambda _: None, lambda key, action: self.answers.append((key, action)))


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    notices, window, kept = FakeNotices(), OwnWindow(), list[Delivery]()
    return Board(notices, window, NoticeBoard(notices, kept.append, lambda: window), kept, [])


LOUD = Notice("morning", "Soon")


def test_what_the_system_shows_stays_with_the_system(board: Board) -> None:
    board.show(LOUD)
    assert [each.way for each in board.kept] == [Way.BUTTONS]
    assert board.window.shown == []
    board.notices.answer("start")
    board.notices.answer("start")  # a service that tells twice
    assert board.answers == [("morning", "start")]


def test_what_the_system_does_not_show_comes_in_the_own_window(board: Board) -> None:
    board.notices.way = Way.NONE
    board.show(LOUD)
    assert board.kept == [Delivery("morning", "Soon", Way.OWN, "no service")]
    assert board.window.shown == [LOUD]
    board.window.answered.emit("morning", "delay")
    assert board.answers == [("morning", "delay")]
    board.show(LOUD)
    board.board.withdraw("morning")
    assert not board.window.visible
    board.window.answered.emit("morning", "start")
    assert len(board.answers) == 1


def test_a_quiet_one_never_takes_the_place_of_one_that_waits(board: Board) -> None:
    board.notices.way = Way.NONE
    quiet = Notice("due", "Call Jun", quiet=True)
    board.show(LOUD)
    board.show(quiet)
    assert board.window.shown == [LOUD]
    assert board.kept[-1].way is Way.NONE
    board.board.withdraw("morning")
    board.show(quiet)
    assert board.window.shown == [LOUD, quiet]


def test_a_failure_that_comes_after_the_notice_was_taken_back_shows_nothing(qtbot: QtBot) -> None:
    late: list[Delivered] = []

    class LateNotices(FakeNotices):
        def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
            late.append(delivered)

    window, kept = OwnWindow(), list[Delivery]()
    board = NoticeBoard(LateNotices(), kept.append, lambda: window)
    board.show(LOUD, lambda _: None, lambda *_: None)
    board.withdraw("morning")
    late[0](Delivery("morning", "Soon", Way.NONE, "silent"))
    assert window.shown == []
    assert [each.way for each in kept] == [Way.NONE]
    board.close()


def test_a_lead_without_a_name_is_called_by_what_there_is(services: Services, context: UiContext) -> None:
    phones, soon = person("x", "5125550177").phones, FollowUp(promise_at=PLANNED - MIN)
    services.store.leads.add(Lead(company="Ruiz Dental", phones=phones, zone="America/Chicago", follow=soon))
    assert facts_at(services.store, services.rep, PLANNED) == NoticeFacts("Ruiz Dental", 4, 3)
