"""Beside the table: one lead, several, nobody, or a form; and above it a question that must be answered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lch_desktop.ui.leads.confirm import ConfirmBox
from lch_desktop.ui.leads.detail import DetailPane
from lch_desktop.ui.leads.forgetting import ForgetPane
from lch_desktop.ui.leads.many import ManyPane, NobodyPane
from lch_desktop.ui.leads.merging import MergePane
from lch_desktop.ui.leads.new_lead import NewLeadPane
from lch_desktop.ui.leads.snooze import SnoozePane
from lch_desktop.ui.leads.state import Detail
from lch_desktop.ui.theme import ThemeHolder


class LeadsPane(QWidget):
    """Knows which of its parts is in front; a form stays until it is left."""

    act_requested = Signal(str)
    call_requested = Signal()
    menu_requested = Signal(QPoint)
    left = Signal()  # the keyboard goes back to the table
    form_left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confirm = ConfirmBox(look)
        self.detail = DetailPane(look)
        self.many = ManyPane(look)
        self.new_lead = NewLeadPane(look)
        self.snooze = SnoozePane(look)
        self.merging = MergePane(look)
        self.forgetting = ForgetPane(look)
        self._nobody = NobodyPane(look)
        self._has_detail = False
        self._count = 0
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(self.detail)
        self._scrolled: dict[QWidget, QScrollArea] = {
            part: _scrolled(part) for part in (self.many, self.new_lead, self.snooze, self.merging, self.forgetting)
        }
        for scroll in self._scrolled.values():
            self._stack.addWidget(scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.confirm)
        column.addWidget(self._stack, 1)
        self._connect()

    @property
    def in_form(self) -> bool:
        """Whether a form is open."""
        forms = (self.new_lead, self.snooze, self.merging, self.forgetting)
        return any(self._stack.currentWidget() is self._scrolled[form] for form in forms)

    @property
    def shows_one(self) -> bool:
        """Whether one lead is in front."""
        return self._stack.currentWidget() is self.detail

    def has_keyboard(self) -> bool:
        """Whether something of the one lead is being changed."""
        focus = QApplication.focusWidget()
        return focus is not None and self.shows_one and self.isAncestorOf(focus)

    def show_detail(self, detail: Detail | None) -> None:
        """Show one lead, or none, unless a form or several leads are in front."""
        self._has_detail = detail is not None
        if detail is not None:
            self.detail.show_detail(detail)
        self._settle()

    def show_one(self) -> None:
        """Make room for one lead."""
        self._has_detail, self._count = True, 1
        self._settle()

    def show_count(self, count: int, *, overdue: bool) -> None:
        """How many rows are chosen."""
        if count != self._count:
            self.confirm.close_question()
        self._count = count
        if count > 1:
            self.many.show_many(count, overdue=overdue)
        self._settle()

    def close_form(self) -> None:
        """Leave the form that is open."""
        self._stack.setCurrentWidget(self._nobody)
        self._settle()

    def begin_new(self) -> None:
        """The form of a new lead."""
        self._open(self.new_lead)
        self.new_lead.begin()

    def begin_snooze(self, who: str, now: datetime) -> None:
        """The form that asks until when."""
        self._open(self.snooze)
        self.snooze.begin(who, now)

    def begin_merge(self, name: str) -> None:
        """The search for the other lead."""
        self._open(self.merging)
        self.merging.begin(name)

    def begin_forget(self, name: str) -> None:
        """The form that deletes for good."""
        self._open(self.forgetting)
        self.forgetting.begin(name)

    def edit_first(self) -> None:
        """Begin to change the goal of the one lead that is open."""
        if self.shows_one:
            self.detail.focus_first()

    def _open(self, form: QWidget) -> None:
        self.confirm.close_question()
        self._stack.setCurrentWidget(self._scrolled[form])

    def _settle(self) -> None:
        if self.in_form:
            return
        if self._count > 1:
            self._stack.setCurrentWidget(self._scrolled[self.many])
        else:
            self._stack.setCurrentWidget(self.detail if self._has_detail else self._nobody)

    def _connect(self) -> None:
        self.detail.left.connect(self.left)
        self.detail.call_requested.connect(self.call_requested)
        self.detail.menu_requested.connect(self.menu_requested)
        self.many.act_requested.connect(self.act_requested)
        self.many.left.connect(self.left)
        for form in (self.new_lead, self.snooze, self.merging, self.forgetting):
            form.left.connect(self.form_left)


def _scrolled(part: QWidget) -> QScrollArea:
    """In a low window at large text a form is higher than the page."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
    scroll.setWidget(part)
    return scroll
