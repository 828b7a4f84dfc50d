"""The rep's own time and choices, as every use case needs them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.cadence import Cadences, WorkDays
from lch_desktop.domain.days import day_begins_h, local_date
from lch_desktop.domain.travel import Journey
from lch_desktop.domain.zones import zone_info

if TYPE_CHECKING:
    from lch_desktop.domain.clock import Clock
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.settings import Settings

DAY_END = time(17)


class Rep:
    """Settings, zone and calendar of the one user. Reads the settings once and after `reload`."""

    def __init__(self, store: Store, clock: Clock, system_zone: str, system_name: str = "") -> None:
        self._store = store
        self.clock = clock
        self._system_zone = system_zone
        self._system_name = system_name
        self._seen_at = clock.now()  # when the computer was last found in its zone
        self._moves: tuple[Journey, ...] = (Journey("", system_zone, self._seen_at),)
        self._settings = store.settings.load()

    @property
    def settings(self) -> Settings:
        return self._settings

    def reload(self) -> None:
        """Read the settings again: another process may have changed them."""
        self._settings = self._store.settings.load()

    def save(self, settings: Settings) -> None:
        """Store what `settings` changes, and use them from now on. What another program has changed meanwhile stays:
        a window in the tray may not have heard of it."""
        was = self._settings
        changed = {
            each.name: new for each in fields(was) if (new := getattr(settings, each.name)) != getattr(was, each.name)
        }
        kept = replace(self._store.settings.load(), **changed)
        self._store.settings.save(kept)
        self._settings = kept

    @property
    def name(self) -> str:
        """What the rep is called: the chosen name, else the system's full name, else ""."""
        return self._settings.rep_name or self._system_name

    @property
    def zone_name(self) -> str:
        """The rep's IANA zone: the chosen one, else the system's."""
        return self._settings.zone or self._system_zone

    @property
    def plan_zone(self) -> str:
        """The IANA zone of the planned starts: the system's new one only once the rep has said so."""
        return self._settings.zone or self._settings.seen_zone or self._system_zone

    @property
    def system_zone(self) -> str:
        """The IANA zone of this computer."""
        return self._system_zone

    def move_to(self, system_zone: str) -> bool:
        """This computer is in the IANA zone `system_zone` from now on; returns whether that is another one."""
        is_other, now = system_zone != self._system_zone, self.now()
        if is_other:
            self._moves = (*self._moves, Journey(self._system_zone, system_zone, now, self._seen_at))
        self._seen_at = now
        self._system_zone = system_zone
        return is_other

    @property
    def moves(self) -> tuple[Journey, ...]:
        """Where this computer was found: from "" at the program's start, then from zone to zone."""
        return self._moves

    @property
    def zone(self) -> ZoneInfo:
        return zone_info(self.zone_name)

    def now(self) -> datetime:
        """The instant, aware UTC."""
        return self.clock.now()

    def local(self, at: datetime | None = None) -> datetime:
        """`at` (default: now) on the rep's wall clock."""
        return (at or self.now()).astimezone(self.zone)

    @property
    def rollover_h(self) -> int:
        """The hour at which the rep's day begins: the chosen one, or an earlier one where an hour is planned before it.

        An hour planned for 2:30 on Monday is Monday's, not Sunday's.
        """
        chosen = self._settings
        return day_begins_h(chosen.rollover_h, (chosen.start, *(at for _, at, _ in chosen.starts)))

    def today(self, at: datetime | None = None) -> date:
        """The rep's local day; it begins at the roll-over hour."""
        return local_date(at or self.now(), self.zone_name, self.rollover_h)

    @property
    def work_days(self) -> WorkDays:
        free = (*self._settings.days_off, *(day for day, _ in self._settings.holidays))
        off = frozenset(date.fromisoformat(day) for day in free)
        return WorkDays(frozenset(self._settings.work_week), off)

    @property
    def own_goals(self) -> dict[str, str]:
        """What `domain.goals` proposes instead of ours."""
        return dict(self._settings.goals)

    @property
    def model(self) -> AltitudeModel:
        chosen = self._settings
        return AltitudeModel(
            chosen.altitude_scale_h, chosen.altitude_exponent, chosen.restore_text, chosen.restore_video
        )

    @property
    def cadences(self) -> Cadences:
        chosen = self._settings
        return Cadences(
            gaps=chosen.cadence_gaps, nurture_days=chosen.nurture_days, voicemail_limit=chosen.voicemail_limit
        )

    def day_end(self, at: datetime) -> datetime:
        """By when "today" must be done: 17:00 of the rep, or an hour from `at` if that is later."""
        evening = datetime.combine(self.local(at).date(), DAY_END, self.zone)
        return max(evening, at + timedelta(hours=1))
