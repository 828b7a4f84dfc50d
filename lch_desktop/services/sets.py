"""The hour in sets: when one is over, and how many breaths were taken (design/habit.md section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.session import sets_in, sets_over
from lch_desktop.services.run_session import BREATH

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep
    from lch_desktop.services.run_session import RunSession


class Sets:
    """The breaths of the running hour. Each is kept like a pause: a crash in it loses nothing."""

    def __init__(self, store: Store, rep: Rep, hour: RunSession) -> None:
        self._store = store
        self._rep = rep
        self._hour = hour
        self._behind = 0  # sets whose breath was begun
        self.breathing = 0  # the set that is over while its breath is on, else 0

    @property
    def count(self) -> int:
        """In how many sets the running hour is."""
        return sets_in(self._hour.session.planned_s, self._rep.settings.sets)

    def begin(self) -> None:
        """The hour begins or goes on: read what was before."""
        self._behind = self.breathing = 0
        taken = [i for i in self._store.sessions.interruptions(self._hour.session.id) if i.kind == BREATH]
        if taken:
            over = sets_over(self._hour.session, self.count)
            is_open = taken[-1].ended_at is None and self._hour.session.paused_at is not None
            self._behind = max(over if is_open else 0, *(int(i.reason) for i in taken if i.reason.isdecimal()), 0)
            self.breathing = self._behind if is_open else 0

    @property
    def due(self) -> int:
        """The set whose breath is to be taken now, 0 for none."""
        over = sets_over(self._hour.session, self.count)
        return over if over > self._behind else 0

    def breathe(self, lead_id: int) -> None:
        """Hold the hour between two sets: it is no interruption, and the end moves along."""
        over = self.due
        self._hour.pause(lead_id, BREATH)
        self._behind = self.breathing = over

    def go_on(self) -> None:
        """The next set begins."""
        self._hour.go_on(str(self.breathing))
        self.breathing = 0
