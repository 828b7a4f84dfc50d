"""Running the hour: the timer on two clocks, its heartbeat, the open card, and everything counted in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.ports import Store
from lch_desktop.domain.session import (
    HEARTBEAT_S,
    FocusSession,
    Goals,
    HourTimer,
    Reading,
    begin,
    resume,
)
from lch_desktop.domain.settings import RANGES
from lch_desktop.domain.stored import LaterLine, OpenCard, ResistanceVisit
from lch_desktop.services.call_log import CallLog, Dial, Logged

if TYPE_CHECKING:
    from lch_desktop.domain.calls import Tally
    from lch_desktop.domain.outcomes import Report
    from lch_desktop.services.rep import Rep

LEAST_DAY_CALLS = 3
PAUSE, BREATH = "pause", "set"  # kinds of interruptions in which the time waits; the second is none of the rep's


@dataclass(frozen=True, slots=True)
class PlannedHour:
    """What the press of Start commits to."""

    minutes: int
    goals: Goals
    pinned: tuple[int, ...] = ()


class RunSession:
    """The one running hour of this process. Without one, `timer` is None."""

    def __init__(self, store: Store, rep: Rep, log: CallLog) -> None:
        self._store = store
        self._rep = rep
        self._log = log
        self._saved_at_s = 0.0
        self._pause_id = 0
        self.timer: HourTimer | None = None

    # begin, go on, end

    def start(self, plan: PlannedHour, callable_leads: int) -> FocusSession:
        """Begin the hour now. `callable_leads` caps the day's number of calls (habit.md section 1).

        Raises RuleError when an hour is running, InputError for a length out of range.
        """
        if self._store.sessions.running() is not None:
            raise RuleError("session-running")
        low, high = RANGES["minutes"]
        if not low <= plan.minutes <= high:
            raise InputError("bad-minutes", minutes=plan.minutes)
        reading = self._reading()
        offset = self._rep.local(reading.wall).utcoffset()
        timer = begin(
            reading,
            zone=self._rep.zone_name,
            utc_offset_min=int(offset.total_seconds() // 60) if offset else 0,
            local_on=self._rep.today(reading.wall),
            planned_s=plan.minutes * 60,
            goals=plan.goals,
            day_calls=max(LEAST_DAY_CALLS, min(plan.goals.calls, callable_leads)),
        )
        with self._store.transaction():
            session = self._store.sessions.add(timer.session)
            self._store.sessions.save_pinned(session.id, plan.pinned)
        self.timer = replace(timer, session=session)
        self._saved_at_s = reading.elapsed_s
        return session

    def restore(self) -> FocusSession | None:
        """The hour that a crash or a restart interrupted, going on; None where there is none.

        One whose end has passed comes back finished: its debrief is still owed.
        """
        stored = self._store.sessions.running()
        if stored is None:
            return None
        timer = resume(stored, self._reading())
        with self._store.transaction():
            self._store.sessions.save(timer.session if not timer.session.running else timer.stored())
            if not timer.session.running:
                self._keep_note(self._store.sessions.open_card(stored.id))
                self._store.sessions.save_open_card(stored.id, OpenCard())
        self.timer = timer if timer.session.running else None
        self._saved_at_s = timer.last.elapsed_s
        before = self._store.sessions.interruptions(stored.id)
        open_pause = [i for i in before if i.ended_at is None and i.kind in (PAUSE, BREATH)]
        self._pause_id = open_pause[-1].id if open_pause else 0
        return timer.session

    def owed_debrief(self) -> FocusSession | None:
        """The last hour, if it has ended today and its debrief was not finished."""
        last = self._store.sessions.last()
        if last is None or last.running or last.debriefed_at is not None:
            return None
        return last if last.local_on == self._rep.today() else None

    def tick(self, live_call: bool = False) -> HourTimer:
        """Read both clocks; every 15 s the heartbeat goes to disk."""
        timer = self._running().tick(self._reading(), live_call)
        self.timer = timer
        if timer.last.elapsed_s - self._saved_at_s >= HEARTBEAT_S:
            self.save()
        return timer

    def save(self) -> None:
        """Write the session as it stands."""
        timer = self._running()
        self._store.sessions.save(timer.stored())
        self._saved_at_s = timer.last.elapsed_s

    def pause(self, lead_id: int, kind: str = PAUSE) -> None:
        """Hold the hour; the shield stays up. `kind`: BREATH between two sets."""
        self.timer = self.tick().pause()
        with self._store.transaction():
            self.save()
            now = self._rep.now()
            self._pause_id = self._store.sessions.add_interruption(self.session.id, kind, now, lead_id).id

    def go_on(self, reason: str = "") -> None:
        """End the pause; `reason` may be skipped."""
        self.timer = self.tick().go_on()
        with self._store.transaction():
            self.save()
            if self._pause_id:
                self._store.sessions.end_interruption(self._pause_id, self._rep.now(), reason)
        self._pause_id = 0

    def finish(self, reason: str, *, queue_emptied: bool = False) -> FocusSession:
        """End the hour: `reason` is time, dry, or the rep's own. What was done is kept."""
        timer = self.tick(live_call=False).finish(reason, queue_emptied)
        with self._store.transaction():
            self._store.sessions.save(timer.stored())
            self._store.sessions.save_open_card(timer.session.id, OpenCard())
            if self._pause_id:
                self._store.sessions.end_interruption(self._pause_id, self._rep.now(), "")
            self._store.ledger.prune()
        self.timer, self._pause_id = None, 0
        return timer.session

    def close_debrief(self, session: FocusSession, worked: str) -> FocusSession:
        """The debrief is done: keep the one thing that worked."""
        done = replace(session, worked=worked.strip(), debriefed_at=self._rep.now())
        self._store.sessions.save(done)
        return done

    # the card

    def card(self) -> OpenCard:
        """The open card as it is stored."""
        return self._store.sessions.open_card(self.session.id)

    def save_card(self, card: OpenCard) -> None:
        """Keep the open card with its half-typed note."""
        self._store.sessions.save_open_card(self.session.id, card)

    def log(
        self, card: OpenCard, report: Report, goal: str, then: Callable[[Logged], OpenCard], words: str = ""
    ) -> Logged:
        """Log the open card's call, open the card that `then` chooses, beat the heart: one synced commit."""
        self.tick(live_call=card.dialled_at is not None)
        session_id = self.session.id
        dial = Dial(
            phone_id=card.phone_id,
            session_id=session_id,
            started_at=card.dialled_at,
            goal=goal,
            words=words,
        )
        with self._store.transaction():
            logged = self._log.log(card.lead_id, report, dial)
            self._recover(card.dialled_at or logged.call.ended_at)
            timer = self._running()
            self._store.sessions.beat(timer.stored(), then(logged))
        self._saved_at_s = timer.last.elapsed_s
        return logged

    def dialled(self, card: OpenCard) -> OpenCard:
        """The card with its call begun now; Resistance's clock stops here."""
        begun = replace(card, dialled_at=self._rep.now())
        with self._store.transaction():
            self._recover(self._rep.now())
            self.save_card(begun)
        return begun

    # what moves the list

    def skip(self, lead_id: int) -> None:
        """To the back of today's list."""
        sessions = self._store.sessions
        skipped = [other for other in sessions.skipped(self.session.id) if other != lead_id]
        with self._recording("skip", lead_id):
            sessions.save_skipped(self.session.id, [*skipped, lead_id])

    def snooze(self, lead_id: int, until: date) -> None:
        """Out of the list until the day `until`."""
        follow = replace(self._log.lead(lead_id).follow, snoozed_until=until)
        with self._recording("snooze", lead_id):
            self._store.leads.save_follow(lead_id, follow)

    def called_back(self, lead_id: int) -> None:
        """They rang: fresh, whatever the queue thought of them."""
        follow = replace(self._log.lead(lead_id).follow, fresh_at=self._rep.now(), snoozed_until=None)
        with self._recording("called-back", lead_id):
            self._store.leads.save_follow(lead_id, follow)

    def set_goal(self, lead_id: int, goal: str) -> None:
        """The goal for the lead's next call, in the rep's words."""
        follow = replace(self._log.lead(lead_id).follow, goal=goal.strip())
        with self._recording("goal", lead_id):
            self._store.leads.save_follow(lead_id, follow)

    def set_line(self, lead_id: int, field: str, text: str) -> None:
        """One of the lead's lines (last_talk, personal, may_need) in the rep's own words."""
        with self._recording("line", lead_id):
            self._store.leads.save_fields(lead_id, {field: text.strip()}, by_rep=True)

    # what is counted

    def resistance(self, lead_id: int) -> ResistanceVisit:
        """The voice spoke."""
        return self._store.sessions.add_resistance(self.session.id, lead_id, self._rep.now())

    def note_said(self, visit_id: int, said: str) -> None:
        """What it said: one of the conditions of the if-then lines, or the rep's own words."""
        self._store.sessions.save_said(visit_id, said.strip())

    def note_reaction(self, visit_id: int, reaction: str) -> None:
        """How they took the call that the voice warned of: a Reaction, "" takes it back."""
        self._store.sessions.save_reaction(visit_id, reaction)

    def note_interruption(self, kind: str, reason: str) -> None:
        """Something that took no time, stamped with the lead on the card."""
        now = self._rep.now()
        with self._store.transaction():
            row = self._store.sessions.add_interruption(self.session.id, kind, now, self.card().lead_id)
            self._store.sessions.end_interruption(row.id, now, reason)

    def visits(self) -> list[ResistanceVisit]:
        """Resistance's visits of this hour, oldest first."""
        return self._store.sessions.resistance(self.session.id)

    def later(self, text: str) -> LaterLine:
        """One line for what screams."""
        return self._store.sessions.add_later(self.session.id, self._rep.now(), text.strip())

    def tally(self) -> Tally:
        """What was done so far."""
        return self._store.calls.tally(self.session.id)

    @property
    def session(self) -> FocusSession:
        """The running session; RuleError without one."""
        return self._running().session

    def pinned(self) -> tuple[int, ...]:
        return self._store.sessions.pinned(self.session.id)

    def skipped(self) -> Sequence[int]:
        return self._store.sessions.skipped(self.session.id)

    def _keep_note(self, card: OpenCard) -> None:
        """A note that was typed for a call nobody logged goes to the lead's own notes."""
        lead = self._store.leads.get(card.lead_id) if card.lead_id and card.note.strip() else None
        if lead is not None:
            notes = "\n".join(part for part in (lead.notes, card.note.strip()) if part)
            self._store.leads.save_fields(lead.id, {"notes": notes}, by_rep=True)

    def _recover(self, at: datetime) -> None:
        for visit in self.visits():
            if visit.recovery_s is None:
                recovery_s = max(0.0, (at - visit.at).total_seconds())
                self._store.sessions.save_recovery(visit.id, recovery_s)

    def _recording(self, label: str, lead_id: int) -> AbstractContextManager[int]:
        now = self._rep.now()
        return self._store.ledger.recording(label, now, session_id=self.session.id, lead_id=lead_id)

    def _reading(self) -> Reading:
        return Reading(self._rep.now(), self._rep.clock.elapsed_s())

    def _running(self) -> HourTimer:
        if self.timer is None:
            raise RuleError("no-session")
        return self.timer
