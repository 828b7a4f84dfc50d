"""Between two sets: the plain screen of the pause, until Enter. It comes between two calls, never into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.services.sets import Sets

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter


class Breath:
    """Watches for the end of a set. Nothing is read for it while the hour runs."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._sets = Sets(presenter.services.store, presenter.services.rep, presenter.hour)

    @property
    def is_on(self) -> bool:
        """Whether the breath is being taken."""
        return self._sets.breathing > 0

    def begin(self) -> None:
        """The hour begins or goes on."""
        self._sets.begin()

    def look_soon(self) -> None:
        """A call is over: look once the next card is on the screen. Of most calls there is nothing to look for."""
        if self._p.hour.timer is not None and self._sets.due:
            self._p.screen.after_frame.do_soon(self.look)

    def look(self) -> None:
        """Take the breath where a set is over, if nothing is going on: a call, a question, half-typed words."""
        p = self._p
        if p.mode != "card" or p.live or p.hour.timer is None or not self._sets.due:
            return
        if p.lead is not None and not p.card.note and not p.screen.page.typing and not p.screen.sheet_shown:
            p.context.hub.tried(self._take)

    def _take(self) -> None:
        p = self._p
        self._sets.breathe(p.card.lead_id)
        p.mode = "paused"
        p.guards.card_shown()  # the Enter that was to call comes too late, and is not the one that goes on
        p.screen.show_pause()
        self.show()

    def show(self) -> None:
        """Say which set is over, in place of the pause's words."""
        if self.is_on:
            self._p.screen.page.pause.show_breath(self._sets.breathing, self._sets.count)

    def key(self, key: str) -> None:
        """Enter, Esc or P: the next set."""
        if key in ("Enter", "Esc", self._p.keys.key("pause")) and self._p.guards.allows_call():
            self._p.deeds.come_back(self._sets.go_on)
