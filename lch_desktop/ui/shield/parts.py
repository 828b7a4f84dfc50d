"""Small parts of the shield's cards: a mark, things that flow like words, an entry that can be removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QVBoxLayout, QWidget

from lch_desktop.ui.widgets import SMALL, Check, Mark, Problem, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from lch_desktop.ui.shield.work_state import Tick
    from lch_desktop.ui.theme import ThemeHolder

ICONS = {"ok": ("check", "ok"), "warn": ("triangle-alert", "warn"), "none": ("minus", "muted")}


class StateMark(Mark):
    """A check, a triangle or a dash, 18 px; the words beside it say the same."""

    def __init__(self, look: ThemeHolder, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(look, 20, 20, parent)
        self._kind = kind

    def set_kind(self, kind: str) -> None:
        """ok, warn or none."""
        self._kind = kind
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        painter.resetTransform()
        name, tone = ICONS[self._kind]
        inset = self._look.theme.px(1)
        painter.drawPixmap(inset, inset, self._look.icon(name, tone, 18, self.devicePixelRatioF()))


class Flow(QLayout):
    """Widgets side by side, on as many lines as they need."""

    def __init__(self, parent: QWidget, across: int, down: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across, self._down = across, down
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + self._across * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay out in `rect`; returns the height needed."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            wide = min(hint.width(), max(rect.width(), item.minimumSize().width()))
            if x > rect.x() and x + wide > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._down, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(wide, hint.height())))
            x, line = x + wide + self._across, max(line, hint.height())
        return y + line - rect.y()


class FlowBox(QWidget):
    """Base: a flow that is filled anew when what it shows changes."""

    def __init__(self, look: ThemeHolder, across: int, down: int) -> None:
        super().__init__()
        self._look = look
        self._flow = Flow(self, across, down)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def _fill(self, parts: Sequence[QWidget]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for part in parts:
            self._flow.addWidget(part)
            part.show()
        self.setVisible(bool(parts))
        self.updateGeometry()


class CheckFlow(FlowBox):
    """Check boxes; which ones there are may change, the keyboard stays where it is as long as they do not."""

    ticked = Signal(str, bool)

    def __init__(self, look: ThemeHolder, name: str) -> None:
        super().__init__(look, 24, 0)
        self.setAccessibleName(name)
        self._checks: dict[str, Check] = {}

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show `ticks`."""
        if [(tick.key, tick.words) for tick in ticks] != [
            (key, box.accessibleName()) for key, box in self._checks.items()
        ]:
            self._checks = {tick.key: Check(self._look, tick.words) for tick in ticks}
            for key, box in self._checks.items():
                box.clicked.connect(lambda on, key=key: self.ticked.emit(key, on))
            self._fill(list(self._checks.values()))
        for tick in ticks:
            self._checks[tick.key].setChecked(tick.on)


class EntryFlow(FlowBox):
    """What was typed in, each with a press that takes it out."""

    removed = Signal(str)

    def __init__(self, look: ThemeHolder, name: str) -> None:
        super().__init__(look, 8, 8)
        self.setAccessibleName(name)
        self._entries: tuple[str, ...] = ()

    def show_entries(self, entries: tuple[str, ...]) -> None:
        """Show `entries`."""
        if entries == self._entries:
            return
        self._entries = entries
        buttons = []
        for entry in entries:
            button = SecondaryButton(self._look, entry, icon="x", form=SMALL)
            button.setToolTip(self.tr("Take it out"))
            button.setAccessibleName(self.tr("Remove {entry}").format(entry=entry))
            button.clicked.connect(partial(self._remove, entry))
            buttons.append(button)
        self._fill(buttons)

    def _remove(self, entry: str, _checked: bool = False) -> None:
        self.removed.emit(entry)


class Block(QWidget):
    """A question with a remark, and under both what answers it; a problem is told in one sentence."""

    def __init__(self, look: ThemeHolder, label: str, remark: str, *parts: QWidget) -> None:
        super().__init__()
        self._problem = Problem(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        if label:
            column.addWidget(WrapLabel(look, label))
        if remark:
            column.addWidget(WrapLabel(look, remark, "caption_plain", "muted"))
        for part in parts:
            column.addWidget(part)
        column.addWidget(self._problem)

    def show_problem(self, sentence: str) -> None:
        """Say why something is refused; "" takes it back."""
        self._problem.say(sentence)

    @property
    def problem(self) -> str:
        """The sentence that is shown."""
        return self._problem.said
