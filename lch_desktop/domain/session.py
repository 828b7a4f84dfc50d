"""One Lead Conversion Hour and its time rules (design/product.md section 3, "Time").

Two clocks are read together: the wall clock, which somebody may set, and seconds that never jump and go
on in sleep. While the process lives, the second one alone moves the hour; after a restart only the wall
clock can tell how much is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

GAP_S = 15.0  # a gap of up to this counts as focus; longer is sleep or a frozen machine
HEARTBEAT_S = 15.0
SHORTEST_SET_S = 15 * 60  # an hour cut shorter for a hard morning is not cut up as well
DRIFT_S = 2.0  # wall against elapsed: more than this is a set clock, not a slow one


@dataclass(frozen=True, slots=True)
class Goals:
    """The plan's numbers: calls, people to reach, asks, appointments."""

    calls: int = 0
    people: int = 0
    asks: int = 0
    appointments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusSession:
    """One hour as it is stored. Instants are aware UTC, spans are seconds."""

    id: int = 0
    started_at: datetime
    zone: str
    utc_offset_min: int
    local_on: date
    planned_s: int
    paused_s: float = 0.0
    focus_s: float = 0.0
    ends_at: datetime
    heartbeat_at: datetime
    paused_at: datetime | None = None
    finished_at: datetime | None = None
    end_reason: str = ""  # time, dry, or the rep's own reason
    goals: Goals = field(default_factory=Goals)
    day_calls: int = 3  # G of the day result: min(plan, callable leads at the start), at least 3
    queue_emptied: bool = False
    worked: str = ""  # "one thing that worked"
    debriefed_at: datetime | None = None
    by_hand: str = ""  # JSON of a Tally: added by the rep afterwards, without calls of its own

    @property
    def running(self) -> bool:
        """Whether the hour is still on (a pause included)."""
        return self.finished_at is None


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks at one moment."""

    wall: datetime
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class HourTimer:
    """A session on the two clocks of the living process. Every method returns a new timer.

    `hour_at` is the session's own time at the last reading: it follows the elapsed seconds, so a set
    wall clock neither ends nor stretches the hour.
    """

    session: FocusSession
    hour_at: datetime
    last: Reading
    ahead_s: float = 0.0  # wall minus hour time, when somebody set the clock

    @property
    def left_s(self) -> float:
        """Seconds left, within 0..planned. A pause holds them."""
        now = self.session.paused_at or self.hour_at
        left = (self.session.ends_at - now).total_seconds()
        return min(float(self.session.planned_s), max(0.0, left))

    @property
    def fraction(self) -> float:
        """Share of the planned time that has passed, 0..1: where the sun stands."""
        return 1.0 - self.left_s / self.session.planned_s if self.session.planned_s else 1.0

    @property
    def over(self) -> bool:
        """Whether the hour's time is used up (never during a pause)."""
        return self.session.paused_at is None and self.left_s <= 0

    def tick(self, reading: Reading, live_call: bool = False) -> HourTimer:
        """The timer at `reading`; focus grows by the gap if it was short and no pause is on."""
        gap_s = max(0.0, reading.elapsed_s - self.last.elapsed_s)
        hour_at = self.hour_at + timedelta(seconds=gap_s)
        session = self.session
        if session.running and session.paused_at is None and gap_s <= GAP_S:
            focus_s = session.focus_s + gap_s
            if not live_call:
                focus_s = max(session.focus_s, min(float(session.planned_s), focus_s))
            session = replace(session, focus_s=focus_s)
        ahead_s = (reading.wall - hour_at).total_seconds()
        return HourTimer(session, hour_at, reading, ahead_s)

    def stored(self) -> FocusSession:
        """The session as it goes to disk now, on the wall clock of now.

        Where the clock was set meanwhile, the end moves along with it: a restart reads only the wall
        clock, and must find the same time left.
        """
        shift = timedelta(seconds=self.ahead_s if abs(self.ahead_s) > DRIFT_S else 0.0)
        paused_at = self.session.paused_at + shift if self.session.paused_at else None
        return replace(
            self.session,
            ends_at=self.session.ends_at + shift,
            paused_at=paused_at,
            heartbeat_at=self.hour_at + shift,
        )

    def pause(self) -> HourTimer:
        """The timer with the pause begun at its last reading; no change if it is on already."""
        if self.session.paused_at is not None:
            return self
        return replace(self, session=replace(self.session, paused_at=self.hour_at))

    def go_on(self) -> HourTimer:
        """The timer with the pause ended: its length moves the end."""
        if self.session.paused_at is None:
            return self
        length = self.hour_at - self.session.paused_at
        session = replace(
            self.session,
            paused_at=None,
            paused_s=self.session.paused_s + max(0.0, length.total_seconds()),  # the clock may be set back meanwhile
            ends_at=self.session.ends_at + length,
        )
        return replace(self, session=session)

    def finish(self, reason: str, queue_emptied: bool = False) -> HourTimer:
        """The timer with the hour ended at its last reading."""
        resumed = self.go_on()
        session = replace(resumed.session, finished_at=resumed.hour_at, end_reason=reason, queue_emptied=queue_emptied)
        return replace(resumed, session=session)


def sets_in(planned_s: int, sets: int) -> int:
    """In how many of the wanted `sets` an hour of that length is: 1 or more, none of them too short."""
    return max(1, min(sets, planned_s // SHORTEST_SET_S))


def sets_over(session: FocusSession, sets: int) -> int:
    """How many of `sets_in` equal parts of the planned focus are behind; the last ends with the hour and is none."""
    count = sets_in(session.planned_s, sets)
    return min(count - 1, int(session.focus_s * count // session.planned_s)) if count > 1 else 0


def begin(
    reading: Reading,
    *,
    zone: str,
    utc_offset_min: int,
    local_on: date,
    planned_s: int,
    goals: Goals,
    day_calls: int,
) -> HourTimer:
    """A new hour that starts at `reading` and ends `planned_s` seconds later."""
    session = FocusSession(
        started_at=reading.wall,
        zone=zone,
        utc_offset_min=utc_offset_min,
        local_on=local_on,
        planned_s=planned_s,
        ends_at=reading.wall + timedelta(seconds=planned_s),
        heartbeat_at=reading.wall,
        goals=goals,
        day_calls=day_calls,
    )
    return HourTimer(session, reading.wall, reading)


def resume(session: FocusSession, reading: Reading) -> HourTimer:
    """The hour after a restart: left = ends_at - now, within 0..planned.

    Dead time is not focus, but a gap of up to 15 s since the last heartbeat is. A pause that was on
    when the process died goes on. An hour whose end has passed is closed with the focus up to its heartbeat.
    """
    timer = HourTimer(session, reading.wall, reading)
    if timer.over and session.running:
        ended = min(reading.wall, max(session.ends_at, session.heartbeat_at))
        return replace(timer, session=replace(session, finished_at=ended, end_reason="time"))
    gap_s = (reading.wall - session.heartbeat_at).total_seconds()
    if session.running and session.paused_at is None and 0 <= gap_s <= GAP_S:
        focus_s = max(session.focus_s, min(float(session.planned_s), session.focus_s + gap_s))
        timer = replace(timer, session=replace(session, focus_s=focus_s))
    return timer
