"""Above the table: the search, the stage, the filters with what each leaves, and the way to old promises."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop import words
from lch_desktop.ui.leads.presenter import OVERDUE, WHICH
from lch_desktop.ui.leads.state import STAGES
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Field, FilterButton, FoldBox, QuietButton, Select, paint

SEARCH = 420
DEBOUNCE_MS = 20  # two keys that are pressed together are one question


class SearchField(Field):
    """The search with its glass and the key that leads here."""

    entered = Signal()  # Down or Enter: on to the table

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Name, company, number, notes"))
        self.setMaxLength(200)
        look.changed.connect(self._make_room)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._look.theme
        painter = paint.begin(self)
        glass = self._look.icon("search", "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(12), round((self.height() - theme.px(16)) / 2), glass)
        if not self.text():
            left = self.width() - theme.px(12) - paint.cap_width(theme, "/")
            paint.cap(painter, theme, left, self.height() / 2, "/")
        painter.end()

    def _make_room(self) -> None:
        self.setTextMargins(self._look.theme.px(24), 0, self._look.theme.px(24), 0)


class _Wrapped(QWidget):
    """Buttons in as many lines as they need."""

    def __init__(self, look: ThemeHolder, buttons: list[FilterButton]) -> None:
        super().__init__()
        self._look, self._buttons = look, buttons
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QHBoxLayout] = []
        self._shape: tuple[int, ...] = ()
        self.setMinimumWidth(1)
        for button in buttons:
            button.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Break the buttons into lines that fit."""
        gap, room, used = self._look.theme.px(4), max(1, self.width()), 0
        shape = [0]
        for button in self._buttons:
            wide = button.sizeHint().width()
            if shape[-1] and used + gap + wide > room:
                shape.append(0)
                used = 0
            used += wide + (gap if shape[-1] else 0)
            shape[-1] += 1
        if tuple(shape) == self._shape:
            return
        self._shape = tuple(shape)
        for line in self._lines:
            while line.count():
                line.takeAt(0)
            self._column.removeItem(line)
        self._lines = []
        left = list(self._buttons)
        for count in shape:
            line = QHBoxLayout()
            line.setSpacing(gap)
            for button in left[:count]:
                line.addWidget(button)
            line.addStretch(1)
            left = left[count:]
            self._column.addLayout(line)
            self._lines.append(line)


class AskBar(QWidget):
    """What is asked for; `asked` tells search, filter and stage."""

    asked = Signal(str, str, str)
    waiting = Signal()  # something was typed that is not asked yet
    left = Signal()  # the keyboard goes on to the table
    deck_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._filter_chosen = False  # by the rep: the page opens with one of its own choice
        self.search = SearchField(look)
        self._stage = Select(look, self.tr("Stage"))
        self._stage.addItem(self.tr("Any stage"), "")
        for stage, word in STAGES.items():
            self._stage.addItem(word, stage.value)
        self._stage.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._deck = QuietButton(look, self.tr("Clear the deck"), tone="sun_text", icon="clock")
        self._deck.hide()
        self._filters = self._make_filters()
        self._group = QButtonGroup(self)
        for button in self._filters.values():
            self._group.addButton(button)
        self._filters["all"].setChecked(True)
        self._buttons = _Wrapped(look, list(self._filters.values()))
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        self._connect()
        look.changed.connect(self._apply_look)
        self._apply_look()

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not asked yet."""
        return self._debounce.isActive()

    @property
    def is_narrowed(self) -> bool:
        """Whether more than a filter is asked for: words or a stage."""
        return bool(self.search.text().strip() or self._stage.currentData())

    def show_which(self, which: str) -> None:
        """Say which filter was answered."""
        self._filters[which].setChecked(True)

    def show_count(self, which: str, count: int) -> None:
        """Say how many a filter leaves."""
        self._filters[which].set_count(f"{count:,}")
        if which == OVERDUE:
            self._deck.setVisible(bool(count))
            self._deck.set_label(self.tr("Clear the deck: {count} overdue").format(count=f"{count:,}"))
            self._deck.setToolTip(words.counted(count, "promise was not kept", "promises were not kept"))
            self._filters[OVERDUE].setVisible(self._filters[OVERDUE].isChecked())
        self._buttons.arrange()

    def ask_now(self) -> None:
        """Ask at once what has been typed."""
        if self._debounce.isActive():
            self._ask()

    def ask_for(self, which: str, *, search: str = "") -> None:
        """Choose a filter as the rep would."""
        self._debounce.stop()
        self.search.blockSignals(True)
        self.search.setText(search)
        self.search.blockSignals(False)
        self.search.update()
        self._stage.setCurrentIndex(0)
        self._filters[which].setChecked(True)
        self._filters[OVERDUE].setVisible(which == OVERDUE)
        self._buttons.arrange()
        self._filter_chosen = which != "all"
        self._ask()

    def _make_filters(self) -> dict[str, FilterButton]:
        labels = (
            self.tr("Due"),
            self.tr("Starred"),
            self.tr("Promised"),
            self.tr("Needs a number"),
            self.tr("First call"),
            self.tr("Will never be called"),
            self.tr("All"),
        )
        made = {which: FilterButton(self._look, label) for which, label in zip(WHICH, labels, strict=True)}
        made[OVERDUE] = FilterButton(self._look, self.tr("Overdue promises"))
        made[OVERDUE].hide()
        return made

    def _lay_out(self) -> None:
        first = FoldBox(self._look, spacing=8)
        first.add(self.search, 1000, needs=200)
        first.add(self._stage, 0)
        first.add(QWidget(), 1, needs=1)
        first.add(self._deck, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(first, 1)
        column.addLayout(row)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._debounce.timeout.connect(self._ask)
        self.search.textChanged.connect(self._ask_soon)
        self.search.left.connect(self.left)
        self.search.entered.connect(self._enter)
        self._group.buttonClicked.connect(self._ask_filter)
        self._stage.activated.connect(self._ask)
        self._deck.clicked.connect(self.deck_requested)

    def _ask_soon(self) -> None:
        self._debounce.start()
        self.waiting.emit()

    def _enter(self) -> None:
        self.ask_now()
        self.left.emit()

    def _ask_filter(self) -> None:
        self._filter_chosen = True
        self._filters[OVERDUE].setVisible(self._filters[OVERDUE].isChecked())
        self._buttons.arrange()
        self._ask()

    def _ask(self) -> None:
        """A search, or a stage, is among all leads unless the rep has chosen a filter."""
        self._debounce.stop()
        text, stage = self.search.text().strip(), str(self._stage.currentData() or "")
        if not self._filter_chosen and (text or stage):
            self._filters["all"].setChecked(True)
        which = next(which for which, button in self._filters.items() if button.isChecked())
        self.asked.emit(text, which, stage)

    def _apply_look(self) -> None:
        self.search.setMaximumWidth(self._look.theme.px(SEARCH))
        self._buttons.arrange()
