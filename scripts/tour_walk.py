"""One walk through the window, from the first day to the second hour. Started by tour.py, on its display."""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from contextlib import chdir
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from tour_book import Book
from tour_hands import Hands, TourClock
from tour_practice import Practice
from tour_shield import TourDesk
from tour_world import PLAN, add_long_name, make_real, write_export, write_history

from lch_desktop.app import App, build
from lch_desktop.domain.calls import TouchKind
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.widgets import NoteEdit

ZONE = "America/Chicago"
START = datetime.fromisoformat("2026-11-23T09:41:00-06:00")  # a Monday, 19 minutes before the hour
HOUR_STARTS = "10:00"


class Walk:
    """The steps, in order. Each leaves the window where the next one begins."""

    def __init__(self, hands: Hands, app: App, screen: tuple[int, int], pages: tuple[int, int]) -> None:
        self._hands, self._app = hands, app
        self._screen, self._pages = screen, pages
        self._window = app.window

    def first_day(self, text_size: int) -> None:
        """An empty folder: Today offers an import or the sample leads."""
        self._set_up(text_size=text_size)
        self._window.open_home()
        self._hands.resize(self._pages)
        self._hands.until(self._window.isActiveWindow)
        self._hands.shoot("today-first-day")
        self._window.show_page("Leads")
        self._hands.shoot("leads-empty")

    def pages(self) -> None:
        """Three weeks later, a quarter of an hour before the start."""
        services = self._app.context.services
        services.samples.put_in()
        write_history(services)
        self._set_up(
            rep_name="Sam Rivera", start=HOUR_STARTS, dialer="hand", setup_done=True,
            work_programs=("linphone",), work_sites=("app.hubspot.com",), block_apps=("slack",),
            calls=PLAN.calls, people=PLAN.people, asks=PLAN.asks, appointments=PLAN.appointments,
        )  # fmt: skip
        self._window.show_page("Today")
        self._app.context.hub.changed.emit()
        self._hands.shoot("today")
        self._window.show_page("Leads")
        self._hands.shoot("leads")
        self._window.show_page("Review")
        self._hands.click("Earlier week")
        self._hands.shoot("review")
        self._hands.click("More")
        self._hands.bring_into_view("Attempts to contact")
        self._hands.shoot("review-more")
        self._hands.click("A past day")
        self._hands.shoot("review-past-day")
        self._hands.click("Back")
        Practice(self._hands, self._app).go_through()
        self._window.show_page("Settings")
        self._hands.shoot("settings")
        self._hands.bring_into_view("Your mornings")
        self._hands.shoot("settings-mornings")
        self._hands.bring_into_view("There in the morning")
        self._hands.shoot("settings-there")
        self._hands.bring_into_view("Shield")
        self._hands.shoot("settings-shield")
        self._app.context.services.backups.daily()
        self._app.context.hub.changed.emit()
        self._hands.bring_into_view("Backups")
        self._hands.shoot("settings-backups")
        self._window.show_page("Today")
        self._hands.click("Plan it first")
        self._hands.shoot("plan")
        self._hands.bring_into_view("Shield")
        self._hands.shoot("plan-shield")
        make_real(services)
        self._set_up(crm="hubspot")
        services.handing_back.copy("hubspot", self._app.context.style)  # the weeks before are in the CRM already

    def start(self) -> None:
        """The page that the morning will open, and the start from it."""
        self._hands.wait(minutes=19)
        self._window.show_page("Ready")
        self._hands.until(lambda: (self._window.width(), self._window.height()) == self._screen)
        self._hands.wait(3)
        self._hands.shoot("ready")
        self._hands.press("Enter")
        self._hands.until(lambda: self._window.room.in_hour)

    def early(self) -> None:
        """Two talks and a voicemail; minute 8, the next card is being read."""
        self._talk("both floors in one quote, two visits a year", asked=True)
        self._dial("3", 70)
        self._talk("a walk-through on the second Tuesday", asked=False, until=7.7)
        self._hands.wait_until(8)
        self._hands.shoot("focus-call-early")
        self._hands.shoot_sign("door-sign", "On calls until 11:00 am", 8 / 60, self._screen)

    def live(self) -> None:
        """On the phone: the card with its note, the call bar, the keys, and two questions."""
        hands = self._hands
        hands.press("Enter")
        hands.wait(84)
        hands.press("N")
        hands.type("the noisy unit is over reception")
        hands.shoot("focus-live")
        hands.press("Esc")
        hands.press("F11")
        hands.until(lambda: self._window.width() < self._screen[0])
        hands.shoot("call-bar")
        hands.press("F11")
        hands.until(lambda: self._window.width() == self._screen[0])
        for key, screen in (("2", "question-call-back"), ("5", "question-not-interested"), ("?", "keys")):
            hands.press(key)
            hands.shoot(screen)
            hands.press("Esc")
        hands.press("4")

    def doubts(self) -> None:
        """Resistance speaks twice; then somebody is at the door."""
        hands, room = self._hands, self._window.room
        self._dial("4", 41)
        for visit in (1, 2):
            hands.wait(20)
            hands.press("R")
            if visit == 2:
                hands.shoot("resistance")
            hands.press("Enter")
            hands.until(lambda: self._window.stack.currentWidget() is room.page)
            self._dial("3", 38)
        hands.press("P")
        hands.wait(minutes=3)
        hands.shoot("pause")
        hands.press("Enter")
        hands.press("1")

    def late(self) -> None:
        """More calls; minute 52, somebody has agreed to a day."""
        hands = self._hands
        self._talk("a short note for the partner who signs", asked=True)
        for key in ("4", "4", "3"):
            self._dial(key, 35)
        hands.press("L")
        hands.type("read the memo from finance")
        hands.press("Enter")
        hands.wait_until(46)
        hands.press("Enter")
        hands.wait(370)
        hands.press("1")
        hands.press("1")
        self._note("the back office first, then both shops")
        hands.shoot("focus-call-late")
        hands.press("Ctrl+Enter")

    def debrief(self) -> None:
        """The hour ends at its minute."""
        self._dial("7", 300)
        room = self._window.room
        while room.in_hour:
            self._hands.wait(15)
        self._hands.resize(self._pages)
        self._hands.shoot("debrief")
        self._touches()
        self._hands.bring_into_view("Calls for the CRM")
        self._hands.shoot("debrief-hand-back")
        self._hands.click("Finish")

    def _touches(self) -> None:
        """The sheet of a text, its code, and that of a video."""
        hands, context = self._hands, self._app.context
        due = context.services.follow_through.due(context.services.rep.now() + timedelta(hours=4))
        for kind, screen in ((TouchKind.TEXT, "touch-text"), (TouchKind.VIDEO, "touch-video")):
            context.hub.touch_requested.emit(next(each.touch.id for each in due if each.touch.kind is kind))
            hands.shoot(screen)
            if kind is TouchKind.TEXT:
                hands.press("Q")
                hands.shoot("touch-code")
            hands.press("Esc")

    def after(self, folder: Path) -> None:
        """An import, step by step; then a second, short hour that begins with a name too long for any card."""
        hands, hub = self._hands, self._app.context.hub
        export = write_export(folder / "Downloads")
        self._set_up(import_folder=str(export.parent))
        hub.import_requested.emit("")
        hands.shoot("import-file")
        hub.import_requested.emit(str(export))
        hands.click("Only Sam's")
        hands.shoot("import-columns")
        hands.click("A lead to call")
        hands.click("Continue with 12 rows")
        hands.shoot("import-look-over")
        hands.press("Enter")
        hands.shoot("import-done")
        book = Book(hands, self._app)
        book.go_through()
        book.newer_file(export)
        add_long_name(self._app.context.services)
        hub.start_requested.emit(PlannedHour(30, PLAN))
        hands.until(lambda: self._window.room.in_hour and self._window.width() == self._screen[0])
        hands.wait(12)
        hands.shoot("focus-long-name")

    def _set_up(self, **chosen: object) -> None:
        rep = self._app.context.services.rep
        rep.save(replace(rep.settings, **chosen))  # type: ignore[arg-type]
        self._app.context.hub.look_changed.emit()

    def _dial(self, outcome: str, talk_s: float) -> None:
        """One call that a single key ends."""
        self._hands.wait(20)
        self._hands.press("Enter")
        self._hands.wait(talk_s)
        self._hands.press(outcome)

    def _talk(self, line: str, *, asked: bool, until: float = 0.0) -> None:
        """One conversation with a next call; it lasts until this minute of the hour, if one is given."""
        self._hands.wait(25)
        self._hands.press("Enter")
        self._hands.wait(80)
        self._hands.wait_until(until)
        if asked:
            self._hands.press("A")
        self._hands.press("1")
        self._hands.press("2" if asked else "1")
        self._note(line)
        self._hands.press("Ctrl+Enter")

    def _note(self, line: str) -> None:
        if not isinstance(QApplication.focusWidget(), NoteEdit):
            raise LookupError(f"the line has no keyboard, but {QApplication.focusWidget()}")
        self._hands.type(line)


def main() -> int:
    """Walk; a step that fails is told, and what was seen before it stays."""
    options = _parser().parse_args()
    options.folder = options.folder.resolve()
    screen, pages = _size(options.screen), _size(options.pages)
    QLocale.setDefault(QLocale("en_US"))
    qt = QApplication([])
    qt.setCursorFlashTime(0)  # a cursor that blinks is not the same in every picture
    with tempfile.TemporaryDirectory(prefix="lch-tour-") as home, chdir(home):
        clock = TourClock(START)
        app = build(Path("data"), clock, ZONE, direct=True)  # its path is told on a page, the same in every picture
        object.__setattr__(app.context, "make_shield", TourDesk)  # a context is not changed but for a tour
        hands = Hands(app, clock, options.folder, tuple(options.themes.split(",")))
        walk = Walk(hands, app, screen, pages)
        try:
            walk.first_day(options.text_size)
            walk.pages()
            walk.start()
            walk.early()
            walk.live()
            walk.doubts()
            walk.late()
            walk.debrief()
            walk.after(Path.cwd())
        except Exception:  # noqa: BLE001  whatever it was, the window is closed and the folder removed
            traceback.print_exc()
            return 1
        finally:
            app.window.close()
            app.close()
    return 0


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Started by tour.py.")
    for name in ("--screen", "--pages", "--themes"):
        parser.add_argument(name, required=True)
    parser.add_argument("--text-size", type=int, default=100)
    parser.add_argument("--folder", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
