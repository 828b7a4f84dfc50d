"""For reps who read too long: when the prep ring is at 0, the call begins by itself. The card says so beforehand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from lch_desktop.domain.session import DRIFT_S, Reading

if TYPE_CHECKING:
    from lch_desktop.domain.stored import OpenCard
    from lch_desktop.ui.focus.presenter import FocusPresenter

WARNS_S = 5  # the least time that the card has said it before it dials
AWAKE_S = 3.0  # a longer gap between two looks is sleep, or a machine that stood still


class DialNext:
    """Looked at once a second. It dials only a card on which it was said all the while, with nothing else going on:
    whatever the rep does in between takes it off this card, unless there is time left to say it anew. After sleep or
    a set clock the card waits: nobody may be there yet, and the ring does not tell true."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._said_on: datetime | None = None  # when the card was opened on which it is said
        self._waits_on: datetime | None = None  # the same, of one that the rep dials
        self._last: Reading | None = None
        self._tried: set[tuple[int, int]] = set()  # lead and number

    def begin(self) -> None:
        """Another hour: nobody was dialled in it yet."""
        self._tried.clear()
        self._said_on = self._waits_on = self._last = None

    def leave(self, card: OpenCard) -> None:
        """This lead was dialled at that number: not again by itself."""
        self._tried.add((card.lead_id, card.phone_id))

    def card_shown(self) -> None:
        """Another card, or the same anew: what is said of it is true from its first frame but one."""
        if self._p.services.rep.settings.dial_next:
            self._p.screen.after_frame.do(self.look)

    def look(self) -> None:
        """Say it, or dial."""
        p = self._p
        words = p.screen.page.card.ring_words
        opened_at, left_s = p.card.opened_at, self._left_s()
        if not self._ran_on():
            self._waits_on = opened_at
        if not p.services.rep.settings.dial_next or p.services.calling.by_hand:
            self._said_on = None
            words.set_dials(False, may=False)
            return
        if p.live:  # the words are out of sight, and stand right away on the next card
            self._said_on = None
            return
        if not self._is_ready():
            self._said_on = None
        elif left_s >= WARNS_S:
            self._said_on = opened_at
        says = self._said_on is not None and self._said_on == opened_at
        words.set_dials(says, may=True)
        if says and left_s <= 0:
            self._said_on, self._waits_on = None, opened_at
            p.context.hub.tried(self._dial)

    def _dial(self) -> None:
        """Call the lead as it is stored by now: another program may have written, unheard."""
        p = self._p
        found, shown = p.services.store.leads.get(p.card.lead_id), p.lead
        if found is None or shown is None or found.do_not_call or p.phone() not in found.phones:
            return
        if found.follow.last_call_at == shown.follow.last_call_at:
            p.call()

    def _ran_on(self) -> bool:
        """Whether second followed second since the last look: awake, and nobody set the clock."""
        rep, last = self._p.services.rep, self._last
        now = self._last = Reading(rep.now(), rep.clock.elapsed_s())
        if last is None:
            return True
        gap_s = now.elapsed_s - last.elapsed_s
        return gap_s <= AWAKE_S and abs((now.wall - last.wall).total_seconds() - gap_s) <= DRIFT_S

    def _left_s(self) -> float:
        opened_at, rep = self._p.card.opened_at, self._p.services.rep
        return rep.settings.prep_s - (rep.now() - opened_at).total_seconds() if opened_at is not None else 0.0

    def _is_ready(self) -> bool:
        """Whether nothing speaks against it: cheap reasons first."""
        p = self._p
        if p.mode != "card" or p.live or p.lead is None or p.card.note or p.phone() is None:
            return False
        if self._waits_on == p.card.opened_at or p.guards.waits_for_rep:
            return False
        if (p.card.lead_id, p.card.phone_id) in self._tried:
            return False
        if p.screen.sheet_shown or not _has_keyboard(p):
            return False
        return not p.lead.do_not_call and p.services.queueing.gate(p.lead).open


def _has_keyboard(p: FocusPresenter) -> bool:
    """Whether the keys come to the card: not to another window, a sheet, a menu or a field."""
    page, focused = p.screen.page, QApplication.focusWidget()
    if QApplication.activeWindow() is not page.window() or QApplication.activePopupWidget() is not None:
        return False
    inside = focused is not None and (focused is page or page.isAncestorOf(focused))
    return inside and not page.typing and page.isVisible() and page.bar.isHidden()
