"""A rep at work in the real window, in a process of its own that kills itself at a named moment.

usage: python -m tests.crash.rep FOLDER MOMENT
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from lch_desktop.app import App, build
from lch_desktop.domain.session import Goals
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.store.connection import Database
from lch_desktop.store.sessions import SqliteSessions
from lch_desktop.store.writes import Writer
from lch_desktop.ui.focus.screen import Screen
from lch_desktop.ui.main_window import MainWindow
from tests.fakes import FakeClock
from tests.integration.wired import ZONE, Maker

PLAN = PlannedHour(60, Goals(calls=15, people=4, asks=2, appointments=2))
TICK_S = 10  # up to 15 s between two ticks count as focus
NOTE = "half a line, ümlaut and all"


def die(*_: object, **__: object) -> NoReturn:
    """As kill -9 does it: nothing is closed, nothing is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


class Rep:
    """The window with somebody at its keys. Lead 2 has two numbers."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.app: App = build(folder, self.clock, ZONE, direct=True)
        make = Maker(self.app.context.services)
        make.lead()
        make.lead("+15125550901", "+15125550902")
        for _ in range(6):
            make.lead()
        self.window: MainWindow = self.app.window
        self.window.open_home()

    def start(self) -> None:
        self.window.start_hour(PLAN)

    def key(self, *keys: str) -> None:
        """Real presses would need a window system; these are what the page makes of them."""
        for key in keys:
            self.window.room.presenter.on_key(key)
            self.window.room.presenter.on_key_released(key)

    def work(self, seconds: int) -> None:
        """Let time pass as the window's timer sees it."""
        for _ in range(seconds // TICK_S):
            self.clock.advance(TICK_S)
            self.window.room.presenter.tick()

    def type_note(self, text: str = NOTE) -> None:
        """Into the field that is open, as far as the pause in typing after which it is saved."""
        page = self.window.room.page
        note = page.strip.note if page.panels.currentWidget() is page.strip else page.card.note
        note.set_text(text)
        self.pause_in_typing()

    def pause_in_typing(self) -> None:
        timer = self.window.room.presenter.typed._timer
        while timer.isActive():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def two_minutes(self) -> None:
        """What comes before each moment: a minute, one call without an answer, a minute on the second lead."""
        self.start()
        self.work(60)
        self.key("4")
        self.work(60)

    def live(self) -> None:
        self.key("Enter")
        self.work(20)


def die_in(owner: type, name: str) -> None:
    """The next call of `owner.name` is the end."""
    setattr(owner, name, die)


def die_after(owner: type, name: str) -> None:
    """The next call of `owner.name` is done, and is the last thing done."""
    whole: Callable[..., Any] = getattr(owner, name)

    def last(*args: Any, **kwargs: Any) -> NoReturn:
        whole(*args, **kwargs)
        die()

    setattr(owner, name, last)


def before_the_start_is_committed(rep: Rep) -> None:
    die_in(Database, "commit")
    rep.start()


def before_the_commit(rep: Rep) -> None:
    rep.two_minutes()
    die_in(Database, "commit")
    rep.key("4")


def after_the_commit(rep: Rep) -> None:
    rep.two_minutes()
    die_in(Screen, "show_card")
    rep.key("4")


def in_a_draft(rep: Rep) -> None:
    rep.two_minutes()
    rep.type_note()
    die_in(Writer, "update_raw")
    rep.type_note(f"{NOTE}, and these words were still in the air")


def in_the_middle_of_typing(rep: Rep) -> None:
    rep.two_minutes()
    rep.type_note()
    die()


def in_a_live_call(rep: Rep) -> None:
    rep.two_minutes()
    rep.live()
    rep.type_note()
    rep.key("A")
    die()


def in_the_strip(rep: Rep) -> None:
    rep.two_minutes()
    rep.live()
    rep.key("1")
    rep.clock.advance(1)
    rep.key("2")
    rep.type_note()
    page = rep.window.room.page.strip
    page.asked.setChecked(True)
    page.video.setChecked(False)
    page.text.set_text("See you then.")
    rep.pause_in_typing()
    die()


def in_the_commit_of_the_strip(rep: Rep) -> None:
    rep.two_minutes()
    rep.live()
    rep.key("1")
    rep.clock.advance(1)
    rep.key("1")
    rep.type_note()
    die_in(Database, "commit")
    rep.key("Enter")


def in_a_question(rep: Rep) -> None:
    rep.two_minutes()
    rep.type_note()
    rep.key("5")
    die()


def in_a_pause(rep: Rep) -> None:
    rep.two_minutes()
    rep.type_note()
    rep.key("P")
    rep.work(600)
    die()


def in_a_breath(rep: Rep) -> None:
    kept = rep.app.context.services.rep
    kept.save(replace(kept.settings, sets=4))
    rep.two_minutes()
    rep.work(13 * 60)
    rep.work(60)
    die()


def in_resistance(rep: Rep) -> None:
    rep.two_minutes()
    rep.key("R")
    die()


def between_two_numbers(rep: Rep) -> None:
    rep.two_minutes()
    rep.key("6")
    die()


def with_a_parked_card(rep: Rep) -> None:
    rep.two_minutes()
    rep.type_note()
    rep.key("B")
    field = rep.window.room.page.choice.field
    field.setText("Lead 7")
    field.textEdited.emit("Lead 7")
    rep.key("Enter")
    rep.type_note("they rang")
    die()


def before_the_undo_is_committed(rep: Rep) -> None:
    rep.two_minutes()
    die_in(Database, "commit")
    rep.key("Z")


def after_the_undo(rep: Rep) -> None:
    rep.two_minutes()
    die_after(SqliteSessions, "save_open_card")
    rep.key("Z")


def before_the_end_is_committed(rep: Rep) -> None:
    rep.two_minutes()
    die_in(Database, "commit")
    rep.window.room.presenter.end("meeting")


def before_the_debrief_is_shown(rep: Rep) -> None:
    rep.two_minutes()
    die_in(MainWindow, "_show_debrief")
    rep.window.room.presenter.end("meeting")


MOMENTS: dict[str, Callable[[Rep], None]] = {
    moment.__name__: moment
    for moment in (
        before_the_start_is_committed,
        before_the_commit,
        after_the_commit,
        in_a_draft,
        in_the_middle_of_typing,
        in_a_live_call,
        in_the_strip,
        in_the_commit_of_the_strip,
        in_a_question,
        in_a_pause,
        in_a_breath,
        in_resistance,
        between_two_numbers,
        with_a_parked_card,
        before_the_undo_is_committed,
        after_the_undo,
        before_the_end_is_committed,
        before_the_debrief_is_shown,
    )
}


if __name__ == "__main__":
    qt = QApplication(sys.argv[:1])
    MOMENTS[sys.argv[2]](Rep(Path(sys.argv[1])))
    sys.exit("the rep was not killed")
