"""After the call: the next call, one line, and the rest with defaults. It takes the place of the keys."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.focus.fear_row import FearRow
from lch_desktop.ui.focus.state import StripState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    Check,
    ElidedLabel,
    Field,
    HintButton,
    NoteEdit,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    SlotButton,
    WrapLabel,
)
from lch_desktop.ui.widgets.buttons import TALL

PICKED, NO_NEXT = 2, 3
REASONS = ("Decision pending", "Referred on", "Other")


class Strip(QFrame):
    """Shows a StripState; tells each choice. Enter anywhere saves."""

    slot_chosen = Signal(int)  # 0, 1: proposed; 2: pick a time; 3: no next call
    reason_chosen = Signal(int)
    time_typed = Signal(str)
    note_changed = Signal(str)
    text_changed = Signal(str)
    asked_toggled = Signal(bool)
    goal_toggled = Signal(bool)
    text_toggled = Signal(bool)
    video_toggled = Signal(bool)
    now_toggled = Signal(bool)
    save_requested = Signal()
    undo_requested = Signal()
    change_requested = Signal()
    field_left = Signal()
    outgrown = Signal()  # it needs more height than it has: a note grew, or a line came

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("After the call"))
        self._look = look
        self._fill = True
        self._columns = columns = QHBoxLayout()
        columns.addLayout(self._next_call(), 31)
        columns.addLayout(self._talk(), 22)
        columns.addLayout(self._text(), 22)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(columns)
        self.fear = FearRow(look)
        outer.addWidget(self.fear)
        outer.addLayout(self._foot())
        outer.addStretch(1)
        self._set_tab_order()
        self._level_heads()

    # building

    def _next_call(self) -> QVBoxLayout:
        look = self._look
        self.heading = ElidedLabel(look, "", "title")
        self.slots = [SlotButton(look, "", key_cap=str(n + 1)) for n in range(3)]
        self.slots[2].set_slot(self.tr("Pick a time"), self.tr("day and hour"))
        self.reasons = [SlotButton(look, self.tr(text), key_cap=str(n + 1)) for n, text in enumerate(REASONS)]
        self.no_next = QuietButton(look, self.tr("No next call"), "4", tone="muted")
        self.typed = Field(look, self.tr("Time of the next call"), self.tr("tue 2p, in 20, 24 nov 8:40"))
        self.typed_says = PlainLabel(look, "", "body", "muted")
        self._slot_row = row = QHBoxLayout()
        for n, button in enumerate(self.slots):
            button.clicked.connect(lambda _=False, place=n: self.slot_chosen.emit(place))
            row.addWidget(button, 1)
        for n, button in enumerate(self.reasons):
            button.clicked.connect(lambda _=False, place=n: self.reason_chosen.emit(place))
            row.addWidget(button, 1)
        self.no_next.clicked.connect(lambda: self.slot_chosen.emit(NO_NEXT))
        self.typed.textEdited.connect(self.time_typed)
        self.typed.returnPressed.connect(self.save_requested)
        self.typed.left.connect(self.field_left)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.no_next)
        below.addWidget(self.typed, 1)
        below.addWidget(self.typed_says)
        below.addStretch(0)
        return _column(self.heading, row, below)

    def _talk(self) -> QVBoxLayout:
        look = self._look
        self.note_label = PlainLabel(look, self.tr("What we talked about"), "large_medium")
        self.note_label.setAccessibleName(self.tr("Talk"))  # the field has the whole name, alone
        self.note = NoteEdit(look, self.tr("What we talked about"), self.tr("One line"), lines=(1, 3))
        self.note.textChanged.connect(lambda: self.note_changed.emit(self.note.text()))
        self.note.submitted.connect(self.save_requested)
        self.note.left.connect(self.field_left)
        self.note_says = WrapLabel(look, self.tr("Opens the next call: “Back here we talked about …”"), "body", "muted")
        return _column(self.note_label, self.note, self.note_says)

    def _text(self) -> QVBoxLayout:
        look = self._look
        self.text_label = ElidedLabel(look, "", "large_medium")
        self.text_due = PlainLabel(look, self.tr("due in 5 min"), "body", "muted")
        self.now = Check(look, "", "S")
        self.now.toggled.connect(self.now_toggled)
        self.text = NoteEdit(look, self.tr("Say in the text"), role="body", lines=(2, 3))
        self.text.textChanged.connect(lambda: self.text_changed.emit(self.text.text()))
        self.text.submitted.connect(self.save_requested)
        self.text.left.connect(self.field_left)
        self.text_says = WrapLabel(look, "", "body", "warn")
        self.text_says.hide()
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self.text_label, 1)
        head.addWidget(self.text_due)
        head.addWidget(self.now)
        return _column(head, self.text, self.text_says)

    def _foot(self) -> QHBoxLayout:
        look = self._look
        self.reached = Check(look, self.tr("Goal reached"), "G")
        self.asked = Check(look, self.tr("Asked for the order"), "A")
        self.text_ready = Check(look, self.tr("Text ready"), "T")
        self.video = Check(look, "", "V")
        self.undo = HintButton(look, "Z", self.tr("Undo"))
        self.change = QuietButton(look, self.tr("Change outcome"), tone="muted")
        self.save = PrimaryButton(look, self.tr("Save and next"), "Enter", form=TALL)
        self.reached.toggled.connect(self.goal_toggled)
        self.asked.toggled.connect(self.asked_toggled)
        self.text_ready.toggled.connect(self.text_toggled)
        self.video.toggled.connect(self.video_toggled)
        self.undo.clicked.connect(self.undo_requested)
        self.change.clicked.connect(self.change_requested)
        self.save.clicked.connect(self.save_requested)
        self._foot_row = row = QHBoxLayout()
        for check in (self.reached, self.asked, self.text_ready, self.video):
            row.addWidget(check)
        row.addStretch(1)
        for button in (self.undo, self.change, self.save):
            row.addWidget(button)
        return row

    def _set_tab_order(self) -> None:
        order: list[QWidget] = [
            *self.slots,
            *self.reasons,
            self.no_next,
            self.typed,
            self.note,
            self.now,
            self.text,
            *self.fear.ways.values(),
            self.reached,
            self.asked,
            self.text_ready,
            self.video,
            self.undo,
            self.change,
            self.save,
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def set_form(self, *, narrow: bool, small: bool, folded: bool = False) -> None:
        """Closer together in a narrow window; in a small one changing the outcome is left to its keys. `folded`: one
        part under the other, where the height may grow."""
        direction = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        self._foot_row.setDirection(direction)
        self._columns.setSpacing(24 if narrow else 48)
        self._slot_row.setSpacing(8 if narrow else 12)
        self._foot_row.setSpacing(12 if narrow else 24)
        self.change.setVisible(not small)
        self.text_due.setVisible(not narrow)
        self._level_heads()

    def _level_heads(self) -> None:
        """Every part begins at the same height, whatever its head is set in; a new look has let go of it."""
        for head in (self.heading, self.note_label, self.text_label, self.text_due, self.now):
            head.setFixedHeight(self._look.theme.line("title"))

    def height_for(self, width: int) -> int:
        """How high it is when it is `width` px wide: its hints may need a second line there."""
        return max(self.sizeHint().height(), self.minimumSizeHint().height(), self.heightForWidth(width))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        asks = event.type() == QEvent.Type.LayoutRequest and self.isVisible()
        if asks and self.height_for(self.width()) > self.height():
            self.outgrown.emit()
        return done

    # showing

    def set_typing(self, typing: bool) -> None:
        """In a line digits and letters are text: the caps say which keys choose there, the others fade."""
        for places in (self.slots, self.reasons):
            for n, button in enumerate(places):
                button.set_typing(f"Ctrl {n + 1}" if typing else "")
        self.no_next.set_cap_text(f"Ctrl {NO_NEXT + 1}" if typing else str(NO_NEXT + 1))
        for check in (self.reached, self.asked, self.text_ready, self.video, self.now):
            check.set_cap_off(typing)
        self.undo.set_cap_off(typing)

    def show_state(self, state: StripState) -> None:
        """Show the whole strip; what the rep is typing in stays as it is."""
        self.heading.setText(state.heading)
        giving_reason = state.chosen == NO_NEXT
        for n, button in enumerate(self.slots):
            button.setVisible(not giving_reason)
            button.set_chosen(state.chosen == n)
        for button, slot in zip(self.slots[:2], state.slots, strict=True):
            button.set_slot(slot.title, slot.clock, slot.theirs, slot.theirs_brief)
            button.setAccessibleName(slot.name)
            button.setAccessibleDescription(slot.theirs)
        for button, text in zip(self.reasons, REASONS, strict=True):
            button.setVisible(giving_reason)
            button.set_chosen(state.reason == text)
        self.no_next.set_label(self.tr("A next call after all") if giving_reason else self.tr("No next call"))
        self.typed.setVisible(state.chosen == PICKED)
        self.typed_says.setVisible(state.chosen == PICKED)
        self.typed_says.setText(state.picked.name if state.picked else "")
        self.text_label.setText(state.text_to)
        self.text_says.setText(state.text_says)
        self.text_says.setVisible(bool(state.text_says))
        self.video.set_label(state.video_due)
        self.now.setVisible(bool(state.now_label))
        self.now.set_label(state.now_label)
        self._put(state)

    def focus_slots(self) -> None:
        """The strip begins on the slots."""
        self.slots[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, state: StripState) -> None:
        ticks = (
            (self.reached, state.goal_hit),
            (self.asked, state.asked),
            (self.text_ready, state.send_text),
            (self.video, state.send_video),
            (self.now, state.send_now),
        )
        for check, on in ticks:
            check.blockSignals(True)
            check.setChecked(on)
            check.blockSignals(False)
        for field, text in ((self.note, state.note), (self.text, state.text)):
            if field.text() != text:
                field.blockSignals(True)
                field.set_text(text)
                field.blockSignals(False)


def _column(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch(1)
    return column
