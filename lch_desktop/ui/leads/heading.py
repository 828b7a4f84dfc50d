"""Above everything on the Leads page: its name, and the ways for leads to come in and to go out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import FoldBox, PlainLabel, QuietButton, SecondaryButton

_SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LeadsHeading(QWidget):
    """The buttons go below the name, and below each other, where the page is too narrow."""

    newest_requested = Signal()
    import_requested = Signal()
    export_requested = Signal(QPoint)  # on the screen, where the menu opens
    new_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest = QuietButton(look, self.tr("Newest file again"), icon="rotate-ccw")
        self._newest.setToolTip(
            self.tr("Brings in what is newer where the last file came from, with the same choices.")
        )
        self._newest.hide()
        bring = SecondaryButton(look, self.tr("Import"), icon="upload")
        self._export = SecondaryButton(look, self.tr("Export"), icon="download")
        new = SecondaryButton(look, self.tr("New lead"), icon="plus")
        boxed = FoldBox(look, spacing=8)
        for button in (bring, self._export, new):
            boxed.add(button, 0, _SIDE)
        self._ways = FoldBox(look, spacing=16)
        self._ways.add(self._newest, 0, _SIDE)
        self._ways.add(boxed)
        self._all = FoldBox(look, spacing=16)
        self._all.add(PlainLabel(look, self.tr("Leads"), "headline"), 1)
        self._all.add(self._ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._all)
        self._newest.clicked.connect(self.newest_requested)
        bring.clicked.connect(self.import_requested)
        self._export.clicked.connect(self._ask_export)
        new.clicked.connect(self.new_requested)

    def offer_newest(self, offered: bool) -> None:
        """Offer the newest file again, where one was brought in before."""
        self._newest.setVisible(offered)
        for box in (self._ways, self._all):
            box.updateGeometry()
            box.refold()

    def _ask_export(self) -> None:
        self.export_requested.emit(self._export.mapToGlobal(QPoint(0, self._export.height())))
