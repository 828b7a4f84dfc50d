"""The Resistance check: on request, kept on this computer, compared with the one before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.morning import LATE_READY, NOTICE_AHEAD
from lch_desktop.domain.offers import Offer, offers_for
from lch_desktop.domain.resistance_check import Score, change, score
from lch_desktop.domain.session import Reading, resume
from lch_desktop.services.setting_step import TakeBack, take_step

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.practice_ports import StoredCheck
    from lch_desktop.services.morning import Morning
    from lch_desktop.services.rep import Rep


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One check of the history. `changed_by`: points since the one before it that has a total, 0 for about the same;
    None where there is nothing to compare."""

    check: StoredCheck
    score: Score
    changed_by: int | None


@dataclass(frozen=True, slots=True)
class NotNow:
    """Why no check is begun now. `start_at`: of the hour that is due, None while one is running."""

    start_at: datetime | None = None


class Check:
    """Keeps the checks and what they offer."""

    def __init__(self, store: Store, rep: Rep, morning: Callable[[], Morning]) -> None:
        self._store = store
        self._rep = rep
        self._morning = morning

    def not_now(self) -> NotNow | None:
        """None where a check may be begun: not during an hour, nor from ten minutes before one until it is on."""
        stored = self._store.sessions.running()
        if stored is not None and resume(stored, Reading(self._rep.now(), 0.0)).session.running:
            return NotNow()
        day = self._morning().decide().day
        if day is None or day.skipped_at or any(hour.local_on == day.on for hour in self._store.sessions.since(day.on)):
            return None
        is_due = day.opens_at - NOTICE_AHEAD <= self._rep.now() <= day.opens_at + LATE_READY
        return NotNow(day.opens_at) if is_due else None

    def save(self, answers: Mapping[int, int]) -> CheckEntry:
        """Keep a check of now; returns it as the history shows it. Raises ValueError for answers that are none."""
        score(answers)
        now = self._rep.now()
        kept = self._store.checks.add(now, self._rep.today(now), answers)
        return next(entry for entry in self.history() if entry.check.id == kept.id)

    def history(self) -> list[CheckEntry]:
        """Every check, newest first."""
        entries: list[CheckEntry] = []
        before: int | None = None
        for check in sorted(self._store.checks.all(), key=lambda each: (each.at, each.id)):
            found = score(check.answers)
            changed_by = None if before is None or found.total is None else change(before, found.total)
            entries.append(CheckEntry(check, found, changed_by))
            before = before if found.total is None else found.total
        return entries[::-1]

    def delete(self, check_id: int) -> Callable[[], None] | None:
        """Take a check away for good; what is returned brings it back. None where it is gone already."""
        found = next((each for each in self._store.checks.all() if each.id == check_id), None)
        if found is None:
            return None
        self._store.checks.delete(check_id)

        def bring_back() -> None:
            self._store.checks.add(found.at, found.local_on, found.answers)

        return bring_back

    def offers(self, found: Score) -> tuple[tuple[Offer, bool], ...]:
        """What a result offers to change, and whether that holds already."""
        settings = self._rep.settings
        return tuple((each, each.holds(settings)) for each in offers_for(found))

    def accept(self, offer: Offer) -> TakeBack | None:
        """Change the settings as offered. None where it holds already, or there is nothing to change."""
        today = self._rep.today()
        return take_step(self._rep, lambda settings: offer.apply(settings, today))
