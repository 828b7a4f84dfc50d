"""Behind the debrief: gathers what the hour came to, hands off touches, packs for tomorrow, takes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from lch_desktop import words
from lch_desktop.domain.calls import TouchKind, TouchStatus
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.handoff import HandOff
from lch_desktop.domain.ports import Store
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.stored import LedgerEntry
from lch_desktop.services.debrief import DebriefData, DueTouch
from lch_desktop.services.planning import start_time
from lch_desktop.services.queueing import Queueing
from lch_desktop.services.rep import Rep
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.debrief.state import (
    DebriefState,
    NextDay,
    Telling,
    build_state,
    copied_line,
    copied_words,
    touch_line,
)

FIRST_NAMES = 8
ENTER_GUARD_S = 0.8  # the Enter that saved the last call must not close the debrief it opened


@dataclass(frozen=True, slots=True)
class _At:
    """A clock that stands at one instant: tomorrow's list is the queue as it will be then."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def elapsed_s(self) -> float:
        return 0.0


class DebriefPresenter(QObject):
    """Holds the session that is being told."""

    state_changed = Signal(object)  # a DebriefState
    next_day_changed = Signal(object)  # a NextDay
    finished = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: FocusSession | None = None
        self._seen: dict[int, DueTouch] = {}  # what is handed off here stays in sight
        self._shown_at_s = 0.0
        self._offered: tuple[int, ...] = ()  # whom tomorrow may begin with
        self._listing = 0  # only the newest of tomorrow's lists is shown

    @property
    def session(self) -> FocusSession | None:
        """The hour that is told, None before the first."""
        return self._session

    def open_session(self, session: FocusSession) -> None:
        """Tell `session` from now on."""
        self._session = session
        self._seen.clear()
        self._shown_at_s = self._context.services.rep.clock.elapsed_s()
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        if self._session is None:
            return
        data = self._context.services.debrief.of(self._session)
        self.state_changed.emit(self._state(data))
        self._list_next_day()

    # hand off, tick

    def set_touch_done(self, touch_id: int, done: bool) -> None:
        """Tick a touch as handed off, or take the tick back."""
        follow = self._context.services.follow_through
        due = follow.get(touch_id)
        try:
            if done and due is not None:
                follow.hand_off(touch_id, HandOff.TICKED, self._draft(due), due.touch.file)
            else:
                follow.take_back(touch_id)
        except LchError as error:
            self._context.hub.failed.emit(error)
        self._wrote()

    def open_touch(self, touch_id: int) -> None:
        """Its sheet."""
        self._context.hub.touch_requested.emit(touch_id)

    def hand_off_texts(self) -> None:
        """All texts that wait, one after the other."""
        texts = tuple(due.touch.id for due in self._waiting_texts())
        if texts:
            self._context.hub.touches_requested.emit(texts)

    def copy_texts(self) -> None:
        """All texts that may go out now, onto the clipboard."""
        waiting, follow, style = self._waiting_texts(), self._context.services.follow_through, self._context.style
        may = [due for due in waiting if not follow.why_not(due, style)]
        if may:
            how = self._telling()
            lines = [touch_line(due, self._draft(due), how) for due in may]
            QGuiApplication.clipboard().setText(copied_words(lines))
        self._context.hub.told.emit(copied_line(len(may), len(waiting) - len(may)))

    def _waiting_texts(self) -> list[DueTouch]:
        waiting = [due for due in self._listed() if due.touch.status is TouchStatus.OPEN]
        return [due for due in waiting if due.touch.kind is TouchKind.TEXT]

    def set_later_done(self, line_id: int, done: bool) -> None:
        """Tick a line of the later list."""
        self._context.services.debrief.set_later_done(line_id, done)
        self._wrote()

    # tomorrow

    def pack(self, lead_id: int, packed: bool) -> None:
        """Star `lead_id` for the next work day, or take that star away; whoever held it loses it."""
        if self._session is None or not lead_id:
            return
        on = self._next_day()
        store, now = self._context.services.store, self._context.services.rep.now()
        offered = store.leads.many(self._offered)
        changes = {
            lead.id: replace(lead.follow, starred_on=None)
            for lead in offered
            if lead.follow.starred_on == on and (lead.id != lead_id or not packed)
        }
        chosen = store.leads.get(lead_id)
        if packed and chosen is not None and chosen.follow.starred_on != on:
            changes[lead_id] = replace(chosen.follow, starred_on=on)
        if not changes:
            return
        with store.ledger.recording("pack", now, session_id=self._session.id, lead_id=lead_id):
            for changed_id, follow in changes.items():
                store.leads.save_follow(changed_id, follow)
        self._wrote()

    # take back, finish

    def undo(self) -> None:
        """Take back this session's newest entry."""
        if self._session is None:
            return
        services, hub = self._context.services, self._context.hub
        try:
            undone = services.log.undo(self._session.id)
        except LchError as error:
            hub.failed.emit(error)
            return
        said = f"Taken back: {self._told(undone.entry)}."
        hub.told.emit(f"{said} What was handed off stays sent." if undone.touch_stays else said)
        self._wrote()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        if self._session is None:
            return
        try:
            entry = self._context.services.log.redo(self._session.id)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._context.hub.told.emit(f"Back again: {self._told(entry)}.")
        self._wrote()

    def finish(self, worked: str, *, by_key: bool = False) -> None:
        """Keep the one thing that worked and close the hour for good."""
        if self._session is None or (by_key and self._too_soon()):
            return
        self._close(self._session, worked)
        self.finished.emit()
        self._context.hub.changed.emit()

    def close(self, worked: str) -> None:
        """As `finish`, where the window is another's already: nobody is told, and a busy disk holds nothing up."""
        session = self._session
        if session is not None:
            self._context.hub.tried(lambda: self._close(session, worked))

    def keep_line(self, worked: str) -> None:
        """The page goes out of sight: what was typed so far is there again, whatever comes next."""
        session, line = self._session, worked.strip()
        if session is None or line == session.worked:
            return
        try:
            self._session = replace(session, worked=line)
            self._context.services.store.sessions.save(self._session)
        except LchError as error:
            self._context.hub.failed.emit(error)

    # inside

    def _close(self, session: FocusSession, worked: str) -> None:
        self._session = None
        self._context.services.hour.close_debrief(session, worked)

    def _too_soon(self) -> bool:
        return self._context.services.rep.clock.elapsed_s() - self._shown_at_s < ENTER_GUARD_S

    def _wrote(self) -> None:
        self.refresh()
        self._context.hub.changed.emit()

    def _state(self, data: DebriefData) -> DebriefState:
        for due in data.touches:
            self._seen[due.touch.id] = due
        in_order = self._listed()
        texts = {due.touch.id: self._draft(due) for due in in_order if due.touch.kind is TouchKind.TEXT}
        return build_state(data, in_order, texts, self._telling())

    def _telling(self) -> Telling:
        rep, known = self._context.services.rep, self._context.services.resistance
        return Telling(
            now=rep.now(),
            zone=rep.zone,
            style=self._context.style,
            hide_streak=rep.settings.hide_streak,
            resistance=known.name,
            creature=known.creature,
        )

    def _listed(self) -> tuple[DueTouch, ...]:
        """What this page has shown as due, as it stands now, soonest first: what was dropped is not listed."""
        found = [self._context.services.follow_through.get(touch_id) for touch_id in self._seen]
        listed = [due for due in found if due is not None and due.touch.status is not TouchStatus.DROPPED]
        return tuple(sorted(listed, key=lambda due: (due.touch.due_at, due.touch.id)))

    def _draft(self, due: DueTouch) -> str:
        """The words the rep has seen, else a fresh draft from the call it follows."""
        return self._context.services.follow_through.draft(due, self._context.style).words

    def _told(self, entry: LedgerEntry) -> str:
        label = next((text for value, text in words.OUTCOMES.items() if value.value == entry.label), "")
        lead = self._context.services.store.leads.get(entry.lead_id) if entry.lead_id else None
        said = label or entry.label.replace("-", " ")
        return f"{said}, {lead.shown_name}" if lead else said

    def _next_day(self) -> date:
        rep = self._context.services.rep
        return rep.work_days.after(rep.today(), 1)

    def _rep_at_start(self, store: Store) -> Rep:
        rep, planning = self._context.services.rep, self._context.services.planning
        usual = datetime.combine(self._next_day(), start_time(rep.settings.start), rep.zone)
        begins = planning.start_on(self._next_day()) or usual
        return Rep(store, _At(begins), rep.zone_name)

    def _list_next_day(self) -> None:
        """Tomorrow's list takes the whole queue: off the GUI thread."""
        self._listing += 1
        asked, on = self._listing, self._next_day()
        begins = self._rep_at_start(self._context.services.store).local()
        heading = words.slot_name(begins, self._context.style)

        def work(store: Store) -> NextDay:
            names = _first_names(store, self._rep_at_start(store))
            starred = [lead.id for lead in store.leads.many([key for key, _ in names]) if lead.follow.starred_on == on]
            first = starred[0] if starred else (names[0][0] if names else 0)
            return NextDay(on, heading, names, first, bool(starred))

        def done(found: NextDay) -> None:
            if asked == self._listing:
                self._offered = tuple(lead_id for lead_id, _ in found.names)
                self.next_day_changed.emit(found)

        self._context.tasks.run(work, done)


def _first_names(store: Store, rep: Rep) -> tuple[tuple[int, str], ...]:
    """Who the next work day begins with, best first: the list, then promises that wait for their minute."""
    queue = Queueing(store, rep).build().queue
    entries = [*queue.entries[:FIRST_NAMES], *queue.waiting][: FIRST_NAMES + 4]
    return tuple((entry.candidate.lead_id, entry.candidate.name or entry.candidate.company) for entry in entries)
