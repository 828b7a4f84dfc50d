"""The shield in step with the hour: up when the hour is entered, its deadline held, down the moment it ends.

Everything slow is done by the desk on a worker; here is only what has to be in time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lch_desktop.domain.cover import cover_rules
from lch_desktop.domain.errors import LchError, ShieldError
from lch_desktop.domain.shield import Standing, State
from lch_desktop.ui.shield.names import barrier_name
from lch_desktop.ui.shield.preflight_state import detail_words, seen_of
from lch_desktop.words import short_clock

if TYPE_CHECKING:
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.domain.watching import FrontWindow, Watched
    from lch_desktop.services.shield import Lowered
    from lch_desktop.services.watch import WatchBook
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.cover import Cover
    from lch_desktop.ui.focus.watch import WatchTimer
    from lch_desktop.ui.hour_room import HourRoom
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.shield.hour_desk import HourDesk
    from lch_desktop.ui.shield.lowering import LoweringSheet

STEP_MS = 1000
MARGIN_S = 120  # a little after the hour's end: what takes the shield down in time is the hour, not this
PAGE_S = 15 * 60  # the longest that a lead's own page stays open; the next card closes it before
GUARD_EVERY_S = 30  # how long the shield may stand without a guard that died
BACK_WITHIN = 5  # steps in which the window system may tell of a dropped full screen
MOVED_S = 90  # less than the margin; a deadline that has moved by so much is renewed: a pause, a live call over the end


class HourShield(QObject):
    """Follows the window's hour from beginning to end."""

    def __init__(self, context: UiContext, window: MainWindow, desk: HourDesk, cover: Cover) -> None:
        super().__init__(window)
        self._context, self._window, self._desk, self._cover = context, window, desk, cover
        self._hour = context.services.hour
        self._watch: WatchTimer | None = None
        self._left_s: float | None = None  # until the deadline, as it was set; None: nothing is raised
        self._set_at_s = 0.0
        self._given_up = False  # taken down early: it stays down for this hour
        self._followed: HourRoom | None = None
        self._sheet: LoweringSheet | None = None
        self._hour_id = 0
        self._page_of = 0  # the lead whose own page is open
        self._guard_seen_s = 0.0
        self._guard_missed = False  # said once
        self._back_within = 0  # steps left in which the dropped screen is taken back
        self._words: Mapping[str, str] = {}
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self.step)

    def cover_standing(self) -> Standing:
        """How the cover stands now."""
        return self._cover.standing(cover_rules(self._context.services.rep.settings))

    def print_sign(self) -> None:
        """The sign for the door, with the hour's end where there is one."""
        from lch_desktop.ui.cover.sign import PaperSign

        timer, rep = self._hour.timer, self._context.services.rep
        until = short_clock(rep.local(timer.session.ends_at), self._context.style) if timer is not None else ""
        try:
            said = PaperSign(until, self._context.locale, self._window).give()
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        if said:
            self._context.hub.told.emit(said)

    def begin(self) -> None:
        """The hour is entered, or gone on with after a restart."""
        if self._timer.isActive():
            return
        room = self._room
        if room is not self._followed:  # made once; its signal is the moment the hour ends
            self._followed = room
            room.debrief_requested.connect(self.end)
            room.shield_asked.connect(self._ask_to_lower)
            room.page_opened.connect(self._open_page)
        self._given_up = self._guard_missed = False
        self._hour_id = self._hour.session.id
        self._timer.start()
        self._begin_watch()  # first: raising may wait some seconds for a browser
        self._raise()
        self._cover_others()

    def end(self, *_: object) -> None:
        """The hour is over: everything down, before anybody reads the debrief. Nothing stands before the lowering."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._left_s, self._page_of, self._back_within = None, 0, 0
        self._take_down()
        self._desk.beat(0)
        self._cover.lower()
        self._end_watch()
        if self._sheet is not None:
            self._sheet.give_up()
        self._keep_attempts()

    def given_up(self) -> None:
        """The rep, or another program, took it down early."""
        self._given_up, self._left_s = True, None
        self._end_watch()
        self._cover.lower()

    def lowered_outside(self) -> None:
        """`lch shield restore`: what was just going up comes down too."""
        self.given_up()
        if self._timer.isActive():
            self._take_down()

    def step(self) -> None:
        """Once a second: say that the event loop lives, and hold the deadline."""
        timer = self._hour.timer
        if timer is None:
            self.end()
            return
        self._desk.beat(int(self._window.winId()) if self._window.isFullScreen() else 0)
        self._look_after_screen()
        if self._given_up:
            return
        paused = timer.session.paused_at is not None
        if self._watch is not None and paused == self._watch.is_watching and not self._watch.reason:
            (self._watch.stop if paused else self._watch.start)()
        if self._page_of and self._page_of != self._lead_id():
            self._page_of = 0
            self._desk.close_allowance()
        if self._desk.asked_front():
            self._to_front()
        self._keep_guarded()
        self._hold()

    def _raise(self) -> None:
        left_s = self._wanted_s()
        self._note(left_s)
        self._words = self._page_words()
        self._desk.raise_for(left_s, self._words, self._raised)

    def _hold(self) -> None:
        """Renew a deadline that has moved, and what the block page says."""
        left_s = self._wanted_s()
        try:
            words = self._page_words()
        except LchError:  # the database; the deadline does not wait for it
            words = self._words
        if self._left_s is not None:
            passed_s = self._context.services.rep.clock.elapsed_s() - self._set_at_s
            if abs(left_s - (self._left_s - passed_s)) > MOVED_S:
                self._note(left_s)
                self._words = words
                self._desk.renew(left_s, words)
                self._cover_others()  # the signs say the new end
                return
        if words != self._words:
            self._words = words
            self._desk.tell_words(words)

    def _keep_guarded(self) -> None:
        """A guard that somebody has killed is started again; where that fails, it is said once."""
        now_s = self._context.services.rep.clock.elapsed_s()
        if self._left_s is not None and now_s - self._guard_seen_s >= GUARD_EVERY_S:
            self._guard_seen_s = now_s
            self._desk.keep_guarded(self._left_s - (now_s - self._set_at_s), self._miss_guard)

    def _miss_guard(self, error: LchError) -> None:
        if not self._guard_missed and self._timer.isActive():
            self._guard_missed = True
            self._context.hub.failed.emit(ShieldError("guard-lost", why=error.values.get("why", "")))

    def _wanted_s(self) -> float:
        timer = self._hour.timer
        return (timer.left_s if timer is not None else 0.0) + MARGIN_S

    def _note(self, left_s: float) -> None:
        self._left_s = left_s
        self._set_at_s = self._guard_seen_s = self._context.services.rep.clock.elapsed_s()

    def _page_words(self) -> Mapping[str, str]:
        """What the block page says of the hour: a first name at most, nothing else of anybody."""
        presenter = self._room.presenter
        goal, done = self._hour.session.goals.calls, self._hour.tally().dials
        first_name = presenter.lead.first_name if presenter.lead is not None else ""
        return {"back_to": first_name, "calls_to_go": str(max(0, goal - done))}

    def _raised(self, standings: tuple[Standing, ...]) -> None:
        if not self._timer.isActive() or self._given_up:
            return
        self._remember(standings)
        leaking = next((each for each in standings if each.state is State.LEAKING), None)
        if leaking is not None:
            name, why = barrier_name(leaking.barrier), detail_words(leaking).rstrip(".")
            self._context.hub.told.emit(self.tr("{0}: {1}.").format(name, why))

    def _remember(self, standings: tuple[Standing, ...]) -> None:
        """Tomorrow's pre-flight unfolds only what is different then."""
        rep, desk = self._context.services.rep, self._context.shield
        said = desk.conflicts(rep.settings) if desk is not None else ()
        seen = seen_of(standings, said, rep.settings)
        self._context.hub.tried(lambda: rep.save(replace(rep.settings, preflight_seen=seen)))

    def _take_down(self) -> None:
        hour_id = self._hour_id  # by the time it is down, the next hour may have begun
        self._desk.take_down(lambda lowered: self._came_down(lowered, hour_id))

    def _came_down(self, lowered: Lowered, hour_id: int) -> None:
        for _, error in lowered.leftovers:
            self._context.hub.failed.emit(error)
        waited = self._desk.take_waited()
        if waited:
            self._write(hour_id, lambda book: book.keep_waited(waited))
        self._context.hub.changed.emit()

    # early

    def _ask_to_lower(self) -> None:
        from lch_desktop.ui.shield.lowering import LoweringSheet

        if self._given_up and not self._desk.up():
            self._context.hub.told.emit(self.tr("The shield is down already."))
            return
        page, desk = self._room.page, self._context.shield
        if desk is None:
            return
        if self._sheet is None:
            clock = self._context.services.rep.clock
            self._sheet = LoweringSheet(self._context.focus_look, desk, clock, page)
            self._sheet.destroyed.connect(self._forget_sheet)  # with its page, when a key was changed
            self._sheet.closed.connect(lambda _: page.setFocus())
        self._sheet.ask()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _open_page(self, lead_id: int, address: str) -> None:
        """A lead's own page is work for this call: one address, and nothing is counted while it is open."""
        self._page_of = lead_id

        def show() -> None:
            try:
                self._context.services.links.open(address)
            except LchError as error:
                self._page_of = 0
                self._context.hub.failed.emit(error)

        self._desk.allow(address, PAGE_S, show)

    # the other monitors

    def _cover_others(self) -> None:
        session: FocusSession = self._hour.session
        rep = self._context.services.rep
        until = short_clock(rep.local(session.ends_at), self._context.style)
        self._cover.raise_until(until, cover_rules(rep.settings), self._fraction)

    def _fraction(self) -> float:
        timer = self._hour.timer
        return timer.fraction if timer is not None else 1.0

    # the window in front

    def _begin_watch(self) -> None:
        if "watch" in self._context.services.rep.settings.barriers:
            hour_id = self._hour_id
            self._desk.watch(lambda front, watched: self._watch_with(hour_id, front, watched))

    def _watch_with(self, hour_id: int, front: FrontWindow, watched: Watched) -> None:
        from lch_desktop.services.watch import WatchBook
        from lch_desktop.ui.focus.watch import WatchTimer

        if hour_id != self._hour_id or not self._timer.isActive() or self._given_up or self._watch is not None:
            front.close()
            return
        services = self._context.services
        self._watch = WatchTimer(
            front,
            watched,
            WatchBook(services.store, services.rep, hour_id),
            elapsed_s=services.rep.clock.elapsed_s,
            is_live=lambda: self._room.presenter.live or bool(self._page_of),
            lead_id=self._lead_id,
            parent=self,
        )
        self._watch.called_back.connect(self._call_back)
        self._watch.failed.connect(self._context.hub.failed)
        self._watch.start()

    def _end_watch(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()
            watch.deleteLater()

    def _call_back(self, entry: str) -> None:
        """Something blocked is in front: Focus comes back, with the rep's own line. Never during a call."""
        presenter = self._room.presenter
        if presenter.live:
            return
        self._to_front()
        lines = self._context.services.resistance.lines()
        then = lines[0][1] if lines else self.tr("one more call first")
        presenter.screen.tell(self.tr("{0} can wait: {1}.").format(entry, then.rstrip(".")))

    def _to_front(self) -> None:
        if self._room.presenter.live:
            return
        self._window.raise_()
        self._window.activateWindow()
        self._desk.bring_forward(int(self._window.winId()))  # some desktops only blink at the line above

    def _look_after_screen(self) -> None:
        """The guard put a window away that stood still. It answers again: once, the hour takes its screen back.

        Not into a live call, not with the call bar, and not where the rep has brought the window back by hand.
        """
        if self._desk.take_dropped():
            self._back_within = BACK_WITHIN
        if not self._back_within or self._room.presenter.live:
            return
        self._back_within -= 1
        if self._window.isMinimized():  # else the window system has not told of it yet
            self._back_within = 0
            if not self._room.was_bar:
                self._window.showFullScreen()

    def _keep_attempts(self) -> None:
        """What the extension blocked goes into the ledger of the hour that is over."""
        hour_id = self._hour_id

        def keep(totals: Mapping[str, int], sites: tuple[str, ...]) -> None:
            if self._write(hour_id, lambda book: book.merge_attempts(totals, sites, 0)):
                self._context.hub.changed.emit()  # the debrief is being read

        self._desk.attempts(keep)

    def _write(self, hour_id: int, work: Callable[[WatchBook], int]) -> int:
        """Write something into the ledger of an hour; how many rows."""
        from lch_desktop.services.watch import WatchBook

        try:
            return work(WatchBook(self._context.services.store, self._context.services.rep, hour_id))
        except LchError as error:
            self._context.hub.failed.emit(error)
            return 0

    def _lead_id(self) -> int:
        lead = self._room.presenter.lead
        return lead.id if lead is not None else 0

    @property
    def _room(self) -> HourRoom:
        return self._window.room
