"""The parts of the sheet: the words with their count, the video's shots, timer and file, and the code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.calls import TouchKind
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.touches.state import MINUTE_S, SheetState, sentences_line, timer_words
from lch_desktop.ui.widgets import (
    Field,
    FoldBox,
    NoteEdit,
    PlainLabel,
    Problem,
    QuietButton,
    SecondaryButton,
    WrapLabel,
)
from lch_desktop.ui.widgets.qr_code import QrCode

TICK_MS = 250
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordsEdit(NoteEdit):
    """Enter hands off, in a text; where the words are long it is a new line, and Ctrl+Enter hands off."""

    is_long = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and self.is_long and not with_ctrl:
            event.accept()
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)


class WordsPart(QWidget):
    """Subject and words; an e-mail counts its sentences."""

    words_changed = Signal(str)
    subject_changed = Signal(str)
    submitted = Signal()
    field_left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = False
        self.subject = Field(look, self.tr("Subject"), self.tr("Subject"))
        self.subject.textEdited.connect(self.subject_changed)
        self.subject.returnPressed.connect(self.submitted)
        self.subject.left.connect(self.field_left)
        self.words = WordsEdit(look, self.tr("Words"), role="large", lines=(3, 9))
        self.words.textChanged.connect(self._tell)
        self.words.submitted.connect(self.submitted)
        self.words.left.connect(self.field_left)
        self._count = PlainLabel(look, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.subject)
        column.addWidget(self.words)
        column.addWidget(self._count)

    def show_sheet(self, state: SheetState) -> None:
        """Show the words of `state`."""
        self._counts = state.kind is TouchKind.EMAIL
        self.words.is_long = state.is_long
        self._put(state)
        self.subject.setVisible(state.has_subject)
        self._count_sentences()

    def renew(self, state: SheetState) -> None:
        """The same touch again: what stands there already is not put anew, so the cursor stays."""
        if (state.words, state.subject) != (self.words.text(), self.subject.text()):
            self._put(state)
            self._count_sentences()
        self._set_over(bool(state.over))

    def _put(self, state: SheetState) -> None:
        for field in (self.subject, self.words):
            field.blockSignals(True)
        self.subject.setText(state.subject)
        self.words.set_text(state.words)
        for field in (self.subject, self.words):
            field.blockSignals(False)
        self._set_over(bool(state.over))

    def _set_over(self, over: bool) -> None:
        self.words.setReadOnly(over)
        self.subject.setReadOnly(over)

    def _tell(self) -> None:
        self._count_sentences()
        self.words_changed.emit(self.words.text())

    def _count_sentences(self) -> None:
        said, is_many = sentences_line(self.words.text())
        self._count.setVisible(self._counts)
        self._count.setText(said)
        self._count.set_tone("sun_text" if is_many else "muted")


class CalmTimer(QWidget):
    """Counts up while the rep speaks; after a minute it says so, and counts on."""

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elapsed_s = elapsed_s
        self._began_s: float | None = None
        self._time = PlainLabel(look, timer_words(0), "title")
        self._time.setAccessibleName(self.tr("Timer"))
        self._said = PlainLabel(look, self.tr("A minute is plenty."), tone="muted")
        self.button = SecondaryButton(look, self.tr("Start the timer"), "S")
        self.button.clicked.connect(self.toggle)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.button)
        row.addWidget(self._time)
        row.addWidget(self._said)
        row.addStretch(1)

    @property
    def is_running(self) -> bool:
        """Whether it counts."""
        return self._began_s is not None

    @property
    def shown(self) -> str:
        """The time as it stands."""
        return self._time.text()

    @property
    def said(self) -> str:
        """The words beside it."""
        return self._said.text()

    def toggle(self) -> None:
        """Start from nought, or stop where it stands."""
        if self._began_s is None:
            self._began_s = self._elapsed_s()
            self._tick.start()
            self.button.set_label(self.tr("Stop the timer"))
        else:
            self._show()
            self._began_s = None
            self._tick.stop()
            self.button.set_label(self.tr("Start the timer"))
            return
        self._show()

    def reset(self) -> None:
        """Another touch: nothing counts."""
        if self._began_s is not None:
            self.toggle()
        self._say(0)

    def _show(self) -> None:
        if self._began_s is not None:
            self._say(self._elapsed_s() - self._began_s)

    def _say(self, seconds: float) -> None:
        is_past = seconds >= MINUTE_S
        self._time.setText(timer_words(seconds))
        self._time.setAccessibleDescription(timer_words(seconds))
        self._time.set_tone("sun_text" if is_past else "text")
        self._said.setText(self.tr("That is a minute.") if is_past else self.tr("A minute is plenty."))
        self._said.set_tone("sun_text" if is_past else "muted")


class VideoPart(QWidget):
    """What to film, for how long, and where the file is."""

    file_changed = Signal(str)
    choose_requested = Signal()
    submitted = Signal()
    field_left = Signal()

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shots = [WrapLabel(look, role="large") for _ in range(3)]
        self.timer = CalmTimer(look, elapsed_s)
        self.file = Field(look, self.tr("Video file"), self.tr("Path of the video: type it, or drop the file here"))
        self.file.textEdited.connect(self.file_changed)
        self.file.returnPressed.connect(self.submitted)
        self.file.left.connect(self.field_left)
        self.choose = SecondaryButton(look, self.tr("Choose the file"), "F", icon="folder")
        self.choose.clicked.connect(self.choose_requested)
        self._problem = Problem(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for shot in self._shots:
            column.addWidget(shot)
        column.addSpacing(4)
        column.addWidget(self.timer)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.file, 1)
        beside.addWidget(self.choose)
        column.addSpacing(4)
        column.addLayout(beside)
        column.addWidget(self._problem)

    def show_sheet(self, state: SheetState) -> None:
        """Show the shots and the file of `state`."""
        for place, (label, shot) in enumerate(zip(self._shots, (*state.shots, "", "", ""), strict=False), start=1):
            label.setText(f"{place}  {shot}" if shot else "")
            label.setVisible(bool(shot))
        self.file.setText(state.file)
        self.file.setReadOnly(bool(state.over))
        self.timer.reset()
        self._problem.say("")

    def put_file(self, path: str) -> None:
        """A file was chosen or dropped."""
        self.file.setText(path)
        self.file_changed.emit(path)

    def say_file(self, sentence: str) -> None:
        """What is wrong with the file; "" for nothing."""
        self._problem.say(sentence)


class CodePart(FoldBox):
    """The words as a code, to be scanned with the rep's own phone, which sends them."""

    hide_pressed = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, spacing=20, folded_spacing=12)
        self._code = QrCode()
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._says = WrapLabel(look, self.tr("Scan it with your phone and send the text there. Then press Enter."))
        self.back = QuietButton(look, self.tr("Hide the code"), "Q", tone="muted")
        self.back.clicked.connect(self.hide_pressed)
        column.addStretch(1)
        column.addWidget(self._says)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.add(self._code)
        self.add(told, 1, needs=200)
        self.hide()

    def show_code(self, modules: tuple[tuple[bool, ...], ...] | None, name: str) -> None:
        """Show a code called `name`; None hides it."""
        self._code.setAccessibleName(name)
        self._code.show_code(modules or ())
        self.setVisible(bool(modules))
        self.refold()
