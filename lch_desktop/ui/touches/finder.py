"""B outside the hour: somebody rings, and three letters or the last digits say who it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.services.callers import LEAST_LETTERS, Callers
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.touches.line_button import LineButton
from lch_desktop.ui.touches.over import OverSheet
from lch_desktop.ui.widgets import Field, PlainLabel, QuietButton, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.ui.context import UiContext

WIDTH = 520
ROWS = 5


@dataclass(frozen=True, slots=True)
class CallerLine:
    """Somebody who may be ringing."""

    lead_id: int
    name: str
    remark: str
    phone: str


@dataclass(frozen=True, slots=True)
class Found:
    """Who fits what was typed; `is_search` tells "nobody fits" from "nothing typed"."""

    lines: tuple[CallerLine, ...] = ()
    is_search: bool = False


class FinderPresenter(QObject):
    """Looks on a worker; only the newest question is answered."""

    found = Signal(object)  # Found

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0

    def begin(self) -> None:
        """Everyone called today without a connect."""
        self.look_for("")

    def look_for(self, text: str) -> None:
        """Three letters or more, or digits of the number."""
        self._asked += 1
        asked, wanted = self._asked, text.strip()
        rep = self._context.services.rep

        def work(store: Store) -> Found:
            return Found(_lines(Callers(store, rep).found(wanted, ROWS)), len(wanted) >= LEAST_LETTERS)

        def done(callers: Found) -> None:
            if asked == self._asked:
                self.found.emit(callers)

        self._context.tasks.run(work, done, self._context.hub.failed.emit)


def _lines(leads: list[Lead]) -> tuple[CallerLine, ...]:
    return tuple(_line(lead) for lead in leads)


def _line(lead: Lead) -> CallerLine:
    phone = lead.phone
    company = lead.company if lead.name else ""
    return CallerLine(lead.id, lead.shown_name, company, phone.shown or phone.e164 if phone else "")


class FinderSheet(OverSheet):
    """A line to type in, and five rows. Enter takes the first, Ctrl with a digit any of them."""

    typed = Signal(str)
    chosen = Signal(int)  # a lead

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget) -> None:
        super().__init__(look, elapsed_s, parent, WIDTH)
        name = self.tr("Who is calling?")
        self.setAccessibleName(name)
        self.card.setAccessibleName(name)
        self.body.addWidget(PlainLabel(look, name, "large_strong"))
        self._callers = Found()
        self._is_stale = self._waits = False  # something else was typed since; Enter waits for its answer
        self.field = Field(look, self.tr("Name or number"), self.tr("Three letters, or the last digits"))
        self.field.textEdited.connect(self._ask_for)
        self.field.returnPressed.connect(self._take_first)
        self.field.left.connect(self.left)
        self.field.installEventFilter(self)
        self._says = WrapLabel(look, tone="muted")
        self._rows = [LineButton(look) for _ in range(ROWS)]
        self._back = QuietButton(look, self.tr("Back"), self.tr("Esc"), tone="muted")
        self._back.clicked.connect(self.left)
        self.body.addWidget(self.field)
        self.body.addWidget(self._says)
        for place, row in enumerate(self._rows):
            row.clicked.connect(lambda _=False, place=place: self._take(place))
            self.body.addWidget(row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._back)
        self.foot.addLayout(foot)

    def ask(self) -> None:
        """Come up with an empty line."""
        self.field.clear()
        self._is_stale, self._waits = True, False
        self.come()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, callers: Found) -> None:
        """Show who it may be."""
        self._callers = callers
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(callers.lines))
            if place < len(callers.lines):
                line = callers.lines[place]
                row.show_line("phone-incoming", line.name, line.phone, remark=line.remark)
        self._says.setText(self._words())
        self.place()
        waits, self._is_stale, self._waits = self._waits, False, False
        if waits:
            self._take_first()

    def stops(self) -> list[QWidget]:
        return [self.field, *self._rows, self._back]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_by_digit(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take_by_digit(event):
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            event.accept()
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)

    def _take_by_digit(self, event: QKeyEvent) -> bool:
        """Ctrl with a digit, also in the line."""
        key, with_ctrl = key_name(event), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not with_ctrl or not key.isdigit() or event.isAutoRepeat():
            return False
        event.accept()
        self._take(int(key) - 1)
        return True

    def _words(self) -> str:
        lines, is_search = self._callers.lines, self._callers.is_search
        if is_search and not lines:
            return self.tr("Nobody by that.")
        if is_search:
            return self.tr("Enter opens the first, Ctrl with a number another.")
        return self.tr("Called today, no answer:") if lines else self.tr("Nobody was called without an answer today.")

    def _ask_for(self, text: str) -> None:
        """What is listed answers what was typed before, until the new answer is there."""
        self._is_stale, self._waits = True, False
        self.typed.emit(text)

    def _take_first(self) -> None:
        """Only what was searched for: an Enter that slips opens nobody."""
        if self._is_stale:
            self._waits = not self.is_settling
        elif self._callers.is_search:
            self._take(0)

    def _take(self, place: int) -> None:
        if not self.is_settling and not self._is_stale and 0 <= place < len(self._callers.lines):
            self.chosen.emit(self._callers.lines[place].lead_id)
