"""Behind the section "Resistance check": keeps what was answered, and changes what was accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.offers import offer as offer_of
from lch_desktop.domain.resistance_check import score
from lch_desktop.ui.practice.check_state import STRAIGHT, build_check, missing_words, not_now_words
from lch_desktop.ui.practice.tip import write_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from lch_desktop.services.check import Check
    from lch_desktop.ui.context import UiContext


class CheckPart(QObject):
    """The section's presenter."""

    shown = Signal(object)  # a CheckState
    opened = Signal()  # a check may be begun
    missing = Signal(str)  # why it cannot be kept yet
    doubted = Signal(str)  # a gentle question before it is kept
    kept = Signal()
    section_requested = Signal(str)  # of Practice

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    @property
    def _check(self) -> Check:
        return self._context.services.check

    def refresh(self) -> None:
        """Show it as it is stored."""
        entries = self._check.history()
        offers = self._check.offers(entries[0].score) if entries else ()
        services = self._context.services
        self.shown.emit(build_check(entries, offers, self._not_now(), services.rep.today(), services.wins_jar.tip))

    def begin(self) -> None:
        """Open the statements, unless the hour is near or on."""
        if self._not_now():
            self.refresh()
        else:
            self.opened.emit()

    def keep(self, answers: Mapping[int, int], *, sure: bool = False) -> None:
        """Keep the answers, if there are enough; `sure`: also where all of them are the same."""
        found = score(answers)
        if found.total is None:
            self.missing.emit(missing_words(answers))
        elif found.is_straight and not sure:
            self.doubted.emit(STRAIGHT)
        elif self._context.hub.tried(lambda: self._check.save(answers)):
            self.refresh()
            self.kept.emit()

    def delete(self, check_id: int) -> None:
        """Take one out of the history."""
        try:
            bring_back = self._check.delete(check_id)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self.refresh()
        if bring_back is not None:
            self._context.hub.undo_offered.emit("The check is removed.", lambda: self._bring_back(bring_back))

    def accept(self, key: str) -> None:
        """Do what is offered, or go where it leads."""
        chosen = offer_of(key)
        hub = self._context.hub
        if chosen.section:
            self.section_requested.emit(chosen.section)
            return
        if chosen.page:
            hub.page_requested.emit(chosen.page)
            return
        try:
            take_back = self._check.accept(chosen)
        except LchError as error:
            hub.failed.emit(error)
            return
        self._tell()
        if take_back is not None:
            hub.offer_take_back(f"{chosen.title}: on.", take_back, self._tell)

    def write(self, _key: str, words: str) -> None:
        """Keep the line that an offer asks for: there is one, the tip."""
        write_tip(self._context, words, self._tell)

    # inside

    def _not_now(self) -> str:
        reason = self._check.not_now()
        if reason is None:
            return ""
        start_at = self._context.services.rep.local(reason.start_at) if reason.start_at is not None else None
        return not_now_words(start_at, self._context.style)

    def _bring_back(self, bring_back: Callable[[], None]) -> None:
        self._context.hub.tried(bring_back)
        self.refresh()

    def _tell(self) -> None:
        self.refresh()
        self._context.hub.changed.emit()
