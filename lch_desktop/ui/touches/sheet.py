"""The sheet for one touch: Enter is the usual way, letters are the others, Esc keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.domain.calls import TouchKind
from lch_desktop.domain.handoff import HandOff
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.touches.over import OverSheet
from lch_desktop.ui.touches.parts import CodePart, VideoPart, WordsPart
from lch_desktop.ui.touches.state import ICONS, KEYS, LABELS, SheetState
from lch_desktop.ui.touches.wrap_row import WrapRow
from lch_desktop.ui.widgets import (
    Button,
    PlainLabel,
    PrimaryButton,
    Problem,
    ProblemLine,
    QuietButton,
    SecondaryButton,
    WrapLabel,
)

WIDTH = 680
EDIT, DROP, SAVE, NEXT, BACK, CHOOSE, TIMER = "E", "X", "S", "N", "Z", "F", "S"
SENT = "Sent from my phone"


class TouchSheet(OverSheet):
    """Shows a SheetState and reports what the rep asks for."""

    way_chosen = Signal(object)  # a HandOff
    code_confirmed = Signal()
    words_changed = Signal(str)
    subject_changed = Signal(str)
    file_changed = Signal(str)
    choose_requested = Signal()
    save_requested = Signal()
    drop_requested = Signal()
    next_requested = Signal()
    take_back_requested = Signal()
    call_requested = Signal()  # before an e-mail

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget) -> None:
        super().__init__(look, elapsed_s, parent, WIDTH)
        self.setAcceptDrops(True)
        self._state: SheetState | None = None
        self._heading = WrapLabel(look, role="large_strong")
        self._to = WrapLabel(look, tone="muted")
        self._due = PlainLabel(look, tone="muted")
        self._why_not = ProblemLine(look)
        self._over = WrapLabel(look, role="large")
        self._first = WrapLabel(look, role="large_medium")
        self._first.hide()
        self.words = WordsPart(look)
        self.video = VideoPart(look, elapsed_s)
        self.code = CodePart(look)
        self._problem = Problem(look)
        self._primary = PrimaryButton(look, "", self.tr("Enter"))
        self._others: dict[HandOff, Button] = {
            way: SecondaryButton(look, LABELS[way], KEYS[way], icon=ICONS[way])
            for way in HandOff
            if way is not HandOff.TICKED
        }
        self._others[HandOff.TICKED] = QuietButton(look, LABELS[HandOff.TICKED], KEYS[HandOff.TICKED], tone="text")
        self._save = SecondaryButton(look, self.tr("Save as PDF"), SAVE, icon="file-text")
        self._edit = QuietButton(look, self.tr("Edit"), EDIT)
        self._drop = QuietButton(look, self.tr("Drop it"), DROP, tone="muted")
        self._undo = QuietButton(look, self.tr("Take back"), BACK)
        self._next = QuietButton(look, self.tr("Next"), NEXT, tone="muted")
        self._leave = QuietButton(look, self.tr("Back"), self.tr("Esc"), tone="muted")
        self._fill()
        self._connect()

    # showing

    def show_sheet(self, state: SheetState) -> None:
        """Show another touch, or the same one anew; the keyboard begins at the sheet itself."""
        self.video.show_sheet(state)
        self.words.show_sheet(state)
        self._problem.say("")
        self._first.hide()
        self._tell(state)
        self.show_code(None)
        self.come()

    def renew(self, state: SheetState) -> None:
        """The same touch after a change elsewhere: the keyboard and what is typed stay where they are."""
        shown = self._state
        self._tell(state)
        self.words.renew(state)
        if shown is not None and (shown.to, shown.words, shown.why_not) != (state.to, state.words, state.why_not):
            if self.code.isVisibleTo(self):
                self.settle()  # the Enter that says "sent" was meant for the code
            self.show_code(None)
        self._show_ways()
        self.place()

    def _tell(self, state: SheetState) -> None:
        self._state = state
        self.setAccessibleName(state.heading)
        self.card.setAccessibleName(state.heading)
        self._heading.setText(state.heading)
        self._due.setText(state.remark)
        self._to.setText(state.to)
        self._why_not.set_problem(state.why_not)
        self._why_not.setVisible(bool(state.why_not))
        self._over.setText(state.over)
        self._over.setVisible(bool(state.over))
        self.video.setVisible(state.kind is TouchKind.VIDEO)

    def show_code(self, modules: tuple[tuple[bool, ...], ...] | None) -> None:
        """Show the words as a code; None hides it."""
        had_code = self.code.isVisibleTo(self)
        self.code.show_code(modules, self.tr("Code of this text"))
        self._show_ways()
        if modules:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the next Enter says that it is sent
            self.settle()
        if modules or had_code:
            self.place()

    def ask_first(self, words: str) -> None:
        """Before an e-mail goes: Enter calls now, and each way keeps its letter. The next Enter is not meant for it."""
        self._first.setText(words)
        self._first.show()
        self._show_ways()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settle()
        self.place()

    def say_problem(self, sentence: str) -> None:
        """Why something did not work; "" takes it back."""
        if sentence != self._problem.said:
            self._problem.say(sentence)
            self.place()

    def say_file(self, sentence: str) -> None:
        """What is wrong with the video's file."""
        self.video.say_file(sentence)
        self.place()

    def stops(self) -> list[QWidget]:
        video = self.video
        fields = [video.timer.button, video.file, video.choose, self.words.subject, self.words.words]
        acts = [self.code.back, self._primary, *self._others.values(), self._save]
        return [*fields, *acts, self._edit, self._drop, self._undo, self._next, self._leave]

    # keys

    def take_key(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press_usual()
            return
        key, state = key_name(event), self._state
        if state is None:
            return
        if key in KEYS.values() and self.code.isVisibleTo(self):
            self.show_code(None)  # another way: only Enter says that the code was used
            return
        for way in state.ways:
            if key == KEYS[way.way]:
                own = self._others[way.way]
                self._press(own if own.isVisibleTo(self) else self._primary)
                return
        if key == BACK:  # also of the touch before, which the toast speaks of
            self.take_back_requested.emit()
        for button in self._letters().get(key, ()):
            self._press(button)

    def _letters(self) -> dict[str, tuple[QWidget, ...]]:
        """What a letter presses, of what is there: a card is saved, a video has a timer."""
        return {
            EDIT: (self._edit,),
            DROP: (self._drop,),
            NEXT: (self._next,),
            CHOOSE: (self.video.choose,),
            SAVE: (self._save, self.video.timer.button),
        }

    def _press(self, button: QWidget) -> None:
        if isinstance(button, Button) and button.isVisibleTo(self):
            button.flash()
            button.click()

    def _press_usual(self) -> None:
        if self._primary.isVisibleTo(self):
            self._press(self._primary)
        elif self._next.isVisibleTo(self):
            self._press(self._next)
        elif self._state is not None and self._state.over:
            self.left.emit()

    def _submit(self) -> None:
        """Enter in a field. The guard is the keys'."""
        if not self.is_settling:
            self._press_usual()

    def _choose_usual(self) -> None:
        if self.is_settling or self._state is None:
            return
        usual = self._state.usual
        if self._first.isVisibleTo(self):
            self.call_requested.emit()
        elif self.code.isVisibleTo(self):
            self.code_confirmed.emit()
        elif usual is not None:
            self.way_chosen.emit(usual.way)

    def _choose(self, way: HandOff) -> None:
        if self.is_settling:  # the second click of two was meant for the touch before
            return
        if self._first.isVisibleTo(self):  # answered: it goes after all
            self._first.hide()
            self._show_ways()
        self.way_chosen.emit(way)

    def _ask(self, act: SignalInstance, _: bool = False) -> None:
        if not self.is_settling:
            act.emit()

    def _begin_edit(self) -> None:
        self.bring(self.words.words)

    def _leave_field(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()  # also what is of no use here: the window under it would import it

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        wanted = self.video.isVisibleTo(self) and not self.video.file.isReadOnly()
        if wanted and len(urls) == 1 and urls[0].isLocalFile():
            self.video.put_file(urls[0].toLocalFile())

    # building

    def _show_ways(self) -> None:
        """Which buttons there are."""
        state = self._state
        ways = {way.way: way for way in state.ways} if state is not None else {}
        usual, has_code = state.usual if state is not None else None, self.code.isVisibleTo(self)
        if usual is None:
            self._first.hide()  # nothing may go any more, so nothing comes before it
        asks = self._first.isVisibleTo(self)
        self._primary.setVisible(usual is not None)
        self._primary.setAccessibleDescription(self._first.text() if asks else "")
        if asks:
            self._primary.set_label(self.tr("Call"))
            self._primary.set_icon_name("phone")
        elif usual is not None:
            self._primary.set_label(self.tr(SENT) if has_code else usual.label)
            self._primary.set_icon_name("check" if has_code else usual.icon)
        for way, button in self._others.items():
            listed = ways.get(way)
            button.setVisible(listed is not None and (asks or not listed.is_usual) and not has_code)
        self._save.setVisible(HandOff.PRINT in ways)
        over = bool(state is not None and state.over)
        self._edit.setVisible(not over)
        self._drop.setVisible(not over)
        self._undo.setVisible(over)
        self._next.setVisible(bool(state is not None and state.is_one_of_many))
        self._box.setVisible(bool(usual) or HandOff.PRINT in ways)
        self._box.refold()
        self._foot.refold()

    def _fill(self) -> None:
        ticked = self._others[HandOff.TICKED]
        self._box = WrapRow([self._primary, *(one for one in self._others.values() if one is not ticked), self._save])
        self._foot = WrapRow([self._edit, ticked, self._drop, self._undo, self._next, self._leave], 20)
        where = QHBoxLayout()
        where.setSpacing(16)
        where.addWidget(self._to, 1)
        where.addWidget(self._due, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._heading)
        self.body.addLayout(where)
        for part in (self._why_not, self._over, self.video, self.words, self.code, self._first, self._problem):
            self.body.addWidget(part)
        self.foot.addWidget(self._box)
        self.foot.addWidget(self._foot)

    def _connect(self) -> None:
        self._primary.clicked.connect(self._choose_usual)
        for way, button in self._others.items():
            button.clicked.connect(lambda _=False, way=way: self._choose(way))
        self._edit.clicked.connect(self._begin_edit)
        acts = {
            self._save: self.save_requested,
            self._drop: self.drop_requested,
            self._undo: self.take_back_requested,
            self._next: self.next_requested,
        }
        for button, act in acts.items():
            button.clicked.connect(partial(self._ask, act))
        self._leave.clicked.connect(self.left)
        self.code.hide_pressed.connect(lambda: self.show_code(None))
        for part in (self.words, self.video):
            part.submitted.connect(self._submit)
            part.field_left.connect(self._leave_field)
        self.words.words_changed.connect(self.words_changed)
        self.words.subject_changed.connect(self.subject_changed)
        self.video.file_changed.connect(self.file_changed)
        self.video.choose_requested.connect(self.choose_requested)
        self.words.words.document().documentLayout().documentSizeChanged.connect(
            self._grow,
            Qt.ConnectionType.QueuedConnection,  # once the field has its new height
        )

    def _grow(self) -> None:
        """The card is as high as the words want it."""
        if self.isVisible():
            self.place()
