"""Step 3: what the file would come to, every list open to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.importing.cards import AlreadyCard, FileCard
from lch_desktop.ui.importing.columns_step import TWO_COLUMNS_FROM
from lch_desktop.ui.importing.parts import ROOMY_FROM, SideColumn
from lch_desktop.ui.importing.seen_list import SeenList
from lch_desktop.ui.importing.state import CountState, LookOverState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Button, Card, Form, PlainLabel, SecondaryButton, WrapLabel, paint

LEAST_LIST = 260


class CountButton(Button):
    """A heading with its number; pressed, its list is shown."""

    form = Form(36, "body_medium", 8, 12, 12, 8)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        self._count = ""
        super().__init__(look, "", parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def show_count(self, state: CountState, *, opened: bool) -> None:
        """Show the number; a heading without records cannot be opened."""
        self._count = state.count
        self.set_label(state.label)
        self.setAccessibleName(f"{state.label} {state.count}")
        self.setEnabled(not state.empty)
        self.setChecked(opened)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # its list is open already: Enter goes on with the page
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Which list is open is the page's to say."""

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        if self.isChecked():
            paint.box(painter, self.rect(), 8, fill=theme.colour("selected"))
        elif self.isEnabled() and self.underMouse():
            paint.box(painter, self.rect(), 8, fill=theme.colour("row_hover"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        self._paint_ground(painter)
        ink = theme.colour("muted" if not self.isEnabled() else "text")
        inside = self.rect().adjusted(theme.px(12), 0, -theme.px(12), 0)
        font = theme.font("body_medium")
        number = paint.width_of(self._count, font)
        paint.words(painter, inside.adjusted(0, 0, -number - theme.px(12), 0), self._label, font, ink)
        paint.words(painter, inside.adjusted(inside.width() - number, 0, 0, 0), self._count, font, ink)
        painter.end()


class CountsCard(Card):
    """All headings: those that add up to every row, then what is among them."""

    opened = Signal(str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, padding=(12, 20), parent=parent)
        self._look = look
        self.set_heading(self.tr("What it comes to"))
        self.body.setContentsMargins(12, 20, 12, 12)
        self.body.setSpacing(2)
        self._head.setContentsMargins(12, 0, 12, 6)
        self._buttons: dict[str, CountButton] = {}
        self.before: QWidget | None = None  # whom Tab leaves for the first heading
        self._among = PlainLabel(look, self.tr("Among them"), "caption", "muted")
        self._among.setContentsMargins(12, 8, 0, 4)

    def show_counts(self, counts: tuple[CountState, ...], opened: str) -> None:
        """Show every heading; the same ones keep their buttons and the keyboard."""
        if tuple(self._buttons) != tuple(state.key for state in counts):
            self._make_buttons(counts)
        for state in counts:
            self._buttons[state.key].show_count(state, opened=state.key == opened)

    def _make_buttons(self, counts: tuple[CountState, ...]) -> None:
        for button in self._buttons.values():
            self.body.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        self.body.removeWidget(self._among)
        for among in (False, True):
            if among:
                self.body.addWidget(self._among)
            for state in counts:
                if state.among is among:
                    self._add(state.key)

    def _add(self, key: str) -> None:
        button = CountButton(self._look)
        button.clicked.connect(lambda: self.opened.emit(key))
        self.body.addWidget(button)
        before = next(reversed(self._buttons.values()), self.before)
        if before is not None:
            QWidget.setTabOrder(before, button)
        self._buttons[key] = button


class LookOverStep(QWidget):
    """Headings at the left, the open list at the right; one below the other where narrow."""

    save_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.file = FileCard(look)
        self._sentence = WrapLabel(look, role="large_medium")
        self.counts = CountsCard(look)
        self.counts.before = self.file.other
        self.already = AlreadyCard(look)
        self._list_card = Card(look)
        self._list = SeenList(look)
        self._save = SecondaryButton(look, self.tr("Save problem rows as CSV"), icon="download")
        self._save.clicked.connect(self.save_requested)
        self._list_card.body.addWidget(self._list, 1)
        self._list_card.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self._side = SideColumn(look, (self.counts, self.already))
        self._grid = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._grid.setSpacing(16)
        self._grid.addWidget(self._side)
        self._grid.addWidget(self._list_card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.file)
        column.addWidget(self._sentence)
        column.addLayout(self._grid, 1)
        look.changed.connect(self._fit)
        self._fit()

    def show_state(self, state: LookOverState) -> None:
        """Show the counts and the open list."""
        self.file.show_file(state.title, state.facts)
        self._sentence.setText(state.sentence)
        self._sentence.setVisible(bool(state.sentence))
        self.counts.show_counts(state.counts, state.opened)
        self.already.setVisible(not state.is_list)
        self.already.show_already(state.already, state.duplicates)
        self._list_card.set_heading(state.listed_heading)
        self._list_card.set_remark(state.listed_remark if state.opened else "")
        self._list.show_rows(state.listed)
        self._list_card.setVisible(bool(state.opened) or not state.is_list)
        self._save.setVisible(state.problems)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._look.theme
        wide = self.width() >= theme.px(TWO_COLUMNS_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._grid.setDirection(across if wide else down)
        self._side.fit(wide=wide, narrow=self.width() < theme.px(ROOMY_FROM))
        self._list.setMinimumHeight(theme.px(LEAST_LIST))
