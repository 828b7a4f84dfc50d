"""Calls in a row that nobody took in this hour: after each three, the next card says to stand up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.silence import SILENT, calls_for_standing_up, silent_run

if TYPE_CHECKING:
    from lch_desktop.domain.calls import Outcome
    from lch_desktop.ui.focus.presenter import FocusPresenter


class Silences:
    """Counted along, because a key press waits for no reading; read where the calls are not known."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._run = 0

    @property
    def says(self) -> bool:
        """Whether the card in hand is the next after three more of them."""
        return calls_for_standing_up(self._run)

    def count(self, outcome: Outcome) -> None:
        """A call was logged."""
        self._run = self._run + 1 if outcome in SILENT else 0

    def read(self) -> None:
        """The hour begins or goes on, or a call was taken back."""
        p = self._p
        calls = sorted(p.services.store.calls.of_session(p.hour.session.id), key=lambda call: call.id, reverse=True)
        self._run = silent_run(call.outcome for call in calls)
