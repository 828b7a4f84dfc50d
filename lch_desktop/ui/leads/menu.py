"""What can be done with the leads that are chosen, as a menu: by the button, the right mouse key or the menu key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from lch_desktop.ui.leads.state import STAGES


class LeadMenu(QMenu):
    """Tells by its word what was chosen: call, star, unstar, snooze, today, merge, never, delete, forget, stage:..."""

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget, *, many: int, can_call: bool, starred: bool, never: bool, overdue: bool
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What to do"))
        one = many == 1
        if one:
            self._add(self.tr("Call"), "call", enabled=can_call, keys="Enter")
        self._add(self.tr("Take the star off") if starred else self.tr("Star for today"), "star", keys="S")
        self._add(self.tr("Call today"), "today", enabled=not never)
        if overdue:
            self._add(self.tr("Promise again"), "again")
            self._add(self.tr("Let go"), "go")
        self._add(self.tr("Snooze ..."), "snooze", keys="J")
        stages = self.addMenu(self.tr("Stage"))
        for stage, word in STAGES.items():
            stages.addAction(word).triggered.connect(
                lambda _=False, word=stage.value: self.chosen.emit(f"stage:{word}")
            )
        if many <= 2:
            self._add(self.tr("Merge with ...") if one else self.tr("Merge the two ..."), "merge")
        self.addSeparator()
        self._add(self.tr("Do not call"), "never", enabled=not never)
        self._add(self.tr("Delete"), "delete", keys="Del")
        if one:
            self._add(self.tr("Delete for good ..."), "forget")

    def open_at(self, place: QPoint) -> None:
        """Show it; it is gone when something was chosen or Esc was pressed."""
        self.aboutToHide.connect(self.deleteLater)
        self.popup(place)

    def _add(self, text: str, word: str, *, enabled: bool = True, keys: str = "") -> None:
        action = self.addAction(f"{text}\t{keys}" if keys else text)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: self.chosen.emit(word))
