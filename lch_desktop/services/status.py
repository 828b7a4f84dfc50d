"""The state of everything in one value: what `lch status` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop import __version__
from lch_desktop.domain.session import FocusSession, Reading, resume
from lch_desktop.domain.streak import Mark

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.rep import Rep
    from lch_desktop.services.shield import Shield

Json = dict[str, object]


class Status:
    """Reads; never writes."""

    def __init__(self, store: Store, rep: Rep, habit: Habit, planning: Planning, shield: Shield) -> None:
        self._store = store
        self._rep = rep
        self._habit = habit
        self._planning = planning
        self._shield = shield

    def report(self) -> Json:
        """The object of design/product.md section 11."""
        habit = self._habit.state()
        starts = self._planning.next_start()
        running = self._store.sessions.running()
        return {
            "version": __version__,
            "next_start": starts.astimezone(self._rep.zone).isoformat() if starts else None,
            "session": self._session(running) if running else None,
            "today": self._today(),
            "streak": habit.streak,
            "best_streak": habit.best_streak,
            "strength": round(habit.strength, 3),
            "spare_days": habit.spare_days,
            "shield": {
                "raised": bool(self._shield.up),
                "leftovers": [raised.barrier for raised in self._shield.leftovers()],
            },
            "leads": self._store.leads.count(),
            "calls": self._store.calls.count(),
        }

    def _session(self, session: FocusSession) -> Json | None:
        timer = resume(session, Reading(self._rep.now(), 0.0))
        if not timer.session.running:  # its end has passed; the window has not closed it yet
            return None
        tally = self._store.calls.tally(session.id)
        card = self._store.sessions.open_card(session.id)
        return {
            "id": session.id,
            "started_at": session.started_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "left_s": round(timer.left_s),
            "paused": session.paused_at is not None,
            "planned_minutes": session.planned_s // 60,
            "lead_id": card.lead_id or None,
            "dials": tally.dials,
            "connects": tally.connects,
            "conversations": tally.conversations,
            "asks": tally.asks,
            "appointments": tally.appointments,
            "resistance": len(self._store.sessions.resistance(session.id)),
        }

    def _today(self) -> Json:
        today = self._rep.today()
        folded = self._habit.state().day(today)
        mark = folded.mark if folded else Mark.PENDING
        sessions = self._store.sessions.since(today, today)
        dials = sum(self._store.calls.tally(session.id).dials for session in sessions)
        return {
            "date": today.isoformat(),
            "result": mark.value,
            "value": folded.value if folded else None,
            "focus_minutes": round(sum(s.focus_s for s in sessions) / 60, 2),
            "dials": dials,
        }
