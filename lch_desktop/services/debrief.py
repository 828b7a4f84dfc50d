"""What the hour came to: goals against what happened, open ends, what is due, who may call back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Call, Outcome, Tally, Touch, TouchStatus
from lch_desktop.domain.days import DayInput, sum_sessions
from lch_desktop.domain.streak import HabitState, Mark
from lch_desktop.domain.visits import VisitTally, tally_of
from lch_desktop.services.habit import day_input
from lch_desktop.services.touches import DueTouch as DueTouch
from lch_desktop.services.touches import with_leads

if TYPE_CHECKING:
    from datetime import date

    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.domain.stored import Interruption, LaterLine
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.rep import Rep


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One planned number against what happened."""

    name: str
    done: int
    goal: int


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """A conversation that ended without a next call, and the stated reason."""

    lead: Lead
    reason: str


@dataclass(frozen=True, slots=True)
class DebriefData:
    """Everything the debrief says."""

    session: FocusSession
    tally: Tally
    goals: tuple[GoalLine, ...]
    day: Mark
    work: DayInput | None  # what all hours of that day put in
    habit: HabitState
    before: HabitState
    visits: VisitTally  # of Resistance
    interruptions: tuple[Interruption, ...]
    open_ends: tuple[OpenEnd, ...]
    touches: tuple[DueTouch, ...]
    sent: int
    may_call_back: tuple[Lead, ...]
    later: tuple[LaterLine, ...]

    @property
    def away_s(self) -> float:
        """Seconds spent in pauses and away."""
        away = [i for i in self.interruptions if i.kind in ("pause", "left")]
        return sum((i.ended_at - i.started_at for i in away if i.ended_at is not None), timedelta()).total_seconds()

    @property
    def s_per_dial(self) -> float | None:
        """This hour's own pace: focus seconds for each dial, None without a dial or a focus."""
        return self.session.focus_s / self.tally.dials if self.tally.dials and self.session.focus_s > 0 else None


class Debrief:
    """Reads one finished hour back."""

    def __init__(self, store: Store, rep: Rep, habit: Habit) -> None:
        self._store = store
        self._rep = rep
        self._habit = habit

    def of(self, session: FocusSession) -> DebriefData:
        """The debrief of `session`."""
        tally = self._store.calls.tally(session.id)
        calls = self._store.calls.of_session(session.id)
        habit = self._habit.state()
        day = habit.day(session.local_on)
        touches = self._store.touches.of_session(session.id)
        return DebriefData(
            session=session,
            tally=tally,
            goals=goal_lines(session, tally),
            day=day.mark if day else Mark.PENDING,
            work=work_of_day(self._store, session.local_on),
            habit=habit,
            before=self._habit.before_today(),
            visits=tally_of(self._store.sessions.resistance(session.id)),
            interruptions=tuple(self._store.sessions.interruptions(session.id)),
            open_ends=self._open_ends(calls),
            touches=self._due(touches),
            sent=sum(touch.status is TouchStatus.SENT for touch in touches),
            may_call_back=tuple(self.may_call_back()),
            later=tuple(self._store.sessions.later(session.id)),
        )

    def may_call_back(self) -> list[Lead]:
        """Everyone called today who did not answer, latest first; who has a wrong number will not."""
        calls = self._store.calls.without_connect(self._rep.today())
        return self._in_order([call.lead_id for call in calls if call.outcome is not Outcome.WRONG_NUMBER])

    def set_later_done(self, line_id: int, done: bool) -> None:
        """Tick a line of the later list."""
        self._store.sessions.save_later_done(line_id, done)

    def _open_ends(self, calls: list[Call]) -> tuple[OpenEnd, ...]:
        ends = [c for c in calls if c.outcome is Outcome.CONNECTED and c.next_call_at is None]
        leads = {lead.id: lead for lead in self._store.leads.many([call.lead_id for call in ends])}
        return tuple(OpenEnd(leads[call.lead_id], call.reason) for call in ends if call.lead_id in leads)

    def _due(self, touches: list[Touch]) -> tuple[DueTouch, ...]:
        """Those that are due before the rep's next midnight; Today brings the later ones on their day."""
        midnight = datetime.combine(self._rep.local().date() + timedelta(days=1), time(0), self._rep.zone)
        due = [touch for touch in touches if touch.status is TouchStatus.OPEN and touch.due_at < midnight]
        return tuple(with_leads(self._store, sorted(due, key=lambda touch: (touch.due_at, touch.id))))

    def _in_order(self, lead_ids: list[int]) -> list[Lead]:
        leads = {lead.id: lead for lead in self._store.leads.many(lead_ids)}
        return [leads[lead_id] for lead_id in lead_ids if lead_id in leads]


def work_of_day(store: Store, day: date) -> DayInput | None:
    """What the hours of `day` put in together, None without any."""
    tallies = store.calls.session_tallies(day, day)
    sessions = store.sessions.since(day, day)
    return sum_sessions(day_input(session, tallies.get(session.id, Tally())) for session in sessions)


def goal_lines(session: FocusSession, tally: Tally) -> tuple[GoalLine, ...]:
    """The plan's four numbers against the hour's."""
    goals = session.goals
    return (
        GoalLine("Calls", tally.dials, goals.calls),
        GoalLine("Conversations", tally.conversations, goals.people),
        GoalLine("Asks", tally.asks, goals.asks),
        GoalLine("Appointments", tally.appointments, goals.appointments),
    )
