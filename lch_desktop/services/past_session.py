"""An hour that was worked without the program, added afterwards by hand: flagged, undoable, removable."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.by_hand import as_text, check_free, check_hour, check_tally, check_unlogged
from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import LEAST_PLANNED_CALLS
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.streak import DAYS_BACK

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.rep import Rep

LABEL = "past-hour"


class PastSession:
    """Adds and removes hours of the last seven days. What was typed counts like what was logged."""

    def __init__(self, store: Store, rep: Rep, planning: Planning) -> None:
        self._store = store
        self._rep = rep
        self._planning = planning
        self._entry = 0  # the newest step that can be taken back

    def days(self) -> tuple[date, ...]:
        """The days that an hour can be added on, today first."""
        today = self._rep.today()
        return tuple(today - timedelta(days=back) for back in range(DAYS_BACK + 1))

    def added(self) -> list[FocusSession]:
        """The hours by hand that can still be removed, newest first."""
        days = self.days()
        return [each for each in self._store.sessions.since(days[-1], days[0]) if each.by_hand][::-1]

    def add(self, on: date, started: time, minutes: int, tally: Tally) -> FocusSession:
        """Keep an hour that began at `started` on the rep's day `on` and lasted `minutes`.

        It counts as planned for just these minutes. Raises RuleError "past-hour-day" (over seven days back, or to
        come), "past-hour-not-over", "past-hour-length", "past-hour-counts", "past-hour-taken" or "past-hour-logged".
        """
        began, now = self._instant(on, started), self._rep.now()
        ended = began + timedelta(minutes=minutes)
        check_hour(on, self._rep.today(), ended, now, minutes)
        check_tally(tally)
        others = self._store.sessions.since(on - timedelta(days=1), on + timedelta(days=1))
        check_free(began, ended, others)
        check_unlogged(began, ended, self._store.calls.on_day(on))
        calls = [other.day_calls for other in others if other.local_on == on]
        session = FocusSession(
            started_at=began,
            zone=self._rep.zone_name,
            utc_offset_min=self._offset_min(began),
            local_on=on,
            planned_s=minutes * 60,
            focus_s=minutes * 60.0,
            ends_at=ended,
            heartbeat_at=ended,
            finished_at=ended,
            end_reason="time",
            # Never more than the day asked for already: what is added must not make a kept day a lesser one.
            day_calls=min([self._asked_calls(minutes), *calls]),
            debriefed_at=now,
            by_hand=as_text(tally),
        )
        with self._store.ledger.recording(LABEL, now) as self._entry:
            return self._store.sessions.add(session)

    def remove(self, session_id: int) -> None:
        """Take an hour away that was added by hand; any other stays."""
        with self._store.ledger.recording(LABEL, self._rep.now()) as self._entry:
            self._store.sessions.remove(session_id)

    def take_back(self, entry: int = 0) -> None:
        """Undo what `entry` (default: the newest step from here) did; nothing if it was undone already."""
        self._store.ledger.undo(entry or self._entry)

    @property
    def newest_step(self) -> int:
        """The ledger's entry of the newest addition or removal, 0 for none."""
        return self._entry

    def _asked_calls(self, minutes: int) -> int:
        return max(LEAST_PLANNED_CALLS, self._planning.proposal(minutes).goals.calls)

    def _instant(self, on: date, started: time) -> datetime:
        """The instant of a wall-clock time of the rep's day, which begins at the roll-over hour."""
        after_midnight = started.hour < self._rep.rollover_h
        day = on + timedelta(days=1) if after_midnight else on
        return datetime.combine(day, started, self._rep.zone).astimezone(self._rep.now().tzinfo)

    def _offset_min(self, at: datetime) -> int:
        offset = self._rep.local(at).utcoffset()
        return int(offset.total_seconds() // 60) if offset is not None else 0
