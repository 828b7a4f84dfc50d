"""One script of the book, changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lch_desktop.domain.scripts import ScriptKind
from lch_desktop.ui.practice.state import TITLED, WORDS, RowState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Check, EditLine, FoldBox, IconButton, PlainLabel, QuietButton, WrapLabel

MOST_LINES = 12
WORDS_NEED = 420  # px at 100 % beside what can be done with them


class DiscardButton(QuietButton):
    """Throws a new script away. It says when the keyboard leaves it: whoever comes this far has not decided yet."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ScriptRow(QWidget):
    """Title, words and what they come to. Reports each change; holds no rule."""

    changed = Signal(str, str)  # title, words or cue; what was typed
    typed = Signal(str)  # the words as they stand while they are typed
    entered = Signal()  # Enter in the words, whether they were changed or not; or a new script is left
    move_requested = Signal(int)
    remove_requested = Signal()
    practise_requested = Signal()
    pin_requested = Signal(bool)

    def __init__(self, look: ThemeHolder, kind: ScriptKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.state: RowState | None = None
        self._refused = False  # what was typed could not be kept, so it stays where it is
        said = WORDS[kind]
        self.title = EditLine(look, "", said.title_hint, role="large_strong", lines=(1, 4))
        self.words = EditLine(look, "", said.hint, role="large", lines=(1, MOST_LINES), one_line=36)
        self.cue = EditLine(look, "", "", lines=(1, 4))
        self._preview = WrapLabel(look, "", "body", "muted")
        self._problem = WrapLabel(look, "", "body", "warn")
        self._question = WrapLabel(look, "", "body", "sun_text")
        self._standing = WrapLabel(look, "", "caption_plain", "muted")
        self._cue_line = self._make_cue_line()
        self.pin = Check(look, self.tr("On the card"))
        self.practise = QuietButton(look, self.tr("Practise"))
        self.more = IconButton(look, "ellipsis", self.tr("More"))
        self.discard = DiscardButton(look, self.tr("Discard"), tone="muted")
        self._lay_out()
        self.title.setVisible(kind in TITLED)  # only now: a widget without a parent would be a window
        self.pin.setVisible(kind is ScriptKind.STORY)
        self._connect()

    def show_state(self, state: RowState) -> None:
        """Show `state`; words being typed stay, and so do those that could not be kept."""
        same = self.state is not None and self.state.script_id in (0, state.script_id)
        self.state = state
        if not self._refused:
            self.title.show_text(state.title, same=same)
            self.words.show_text(state.words, same=same)
            self.show_remarks(state.preview, state.problem, state.question)
        self.cue.show_text(state.cue, same=same)
        self.cue.setPlaceholderText(state.cue_hint)
        self._standing.setText(state.standing)
        self._standing.setVisible(bool(state.standing))
        self._cue_line.setVisible(state.learned or bool(state.cue))
        self.pin.setChecked(state.pinned)
        is_draft = not state.script_id
        self.practise.setVisible(not is_draft)
        self.practise.setEnabled(state.can_practise)
        self.more.setVisible(not is_draft)
        self.pin.setVisible(state.kind is ScriptKind.STORY and not is_draft)
        self.discard.setVisible(is_draft)
        self._name(state)

    def show_remarks(self, preview: str, problem: str, question: str) -> None:
        """How the words sound to a lead, what is wrong with them, and what they leave out."""
        for label, text in ((self._preview, preview), (self._problem, problem), (self._question, question)):
            label.setText(text)
            label.setVisible(bool(text))
        said = " ".join(text for text in (problem, question, preview) if text)
        self.words.setAccessibleDescription(said)

    def refuse(self, sentence: str) -> None:
        """Say why what was typed is not kept; "" takes it back."""
        self._refused = bool(sentence)
        if sentence:
            self.show_remarks("", sentence, "")

    def commit(self) -> None:
        """Report what was typed and not yet told."""
        for line in (self.title, self.words, self.cue):
            line.commit()

    def open_menu(self) -> None:
        """What else can be done with it."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("What to do"))
        menu.addAction(self.tr("Move up") + "\tAlt+Up").triggered.connect(lambda: self._move(-1))
        menu.addAction(self.tr("Move down") + "\tAlt+Down").triggered.connect(lambda: self._move(1))
        menu.addSeparator()
        menu.addAction(self.tr("Remove")).triggered.connect(self.remove_requested)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _move(self, by: int) -> None:
        self.commit()
        self.move_requested.emit(by)

    def _name(self, state: RowState) -> None:
        title = WORDS[state.kind].title_name
        self.title.setAccessibleName(f"{title}, {state.name.lower()}" if title else "")
        self.words.setAccessibleName(state.name)
        self.cue.setAccessibleName(self.tr("Cue on the card, {name}").format(name=state.name.lower()))
        for control in (self.practise, self.more, self.pin, self.discard):
            control.setAccessibleDescription(state.name)

    def _lay_out(self) -> None:
        texts, acts = QWidget(), QWidget()
        words = QVBoxLayout(texts)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        for widget in (self.title, self.words, self._preview, self._problem, self._question, self._cue_line):
            words.addWidget(widget)
        words.addWidget(self._standing)
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for control in (self.pin, self.practise, self.discard, self.more):
            line.addWidget(control)
        self._fold = FoldBox(self._look, spacing=16, folded_spacing=0)
        self._fold.add(texts, 1, needs=WORDS_NEED)
        self._fold.add(acts, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 12)
        row.addWidget(self._fold)

    def _make_cue_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        caption = PlainLabel(self._look, self.tr("Cue on the card"), "body", "muted")
        caption.setContentsMargins(0, 6, 0, 0)  # what the field keeps above its words
        row.addWidget(caption, 0, top)
        row.addWidget(self.cue, 1, top)
        return line

    def _connect(self) -> None:
        self.title.committed.connect(lambda text: self.changed.emit("title", text))
        self.words.committed.connect(lambda text: self.changed.emit("words", text))
        self.cue.committed.connect(lambda text: self.changed.emit("cue", text))
        self.title.submitted.connect(self.words.setFocus)
        self.words.submitted.connect(self.entered)
        self.words.textChanged.connect(self._tell_typed)
        for line in (self.title, self.words, self.cue):
            line.left.connect(self._leave_field)
        self.practise.clicked.connect(self.practise_requested)
        self.more.clicked.connect(self.open_menu)
        self.discard.clicked.connect(self.remove_requested)
        self.discard.left.connect(self.entered)
        self.pin.clicked.connect(self.pin_requested)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))

    def _leave_field(self) -> None:
        """Esc keeps what was typed; the keyboard goes on to what can be done with the script."""
        self.commit()
        for control in (self.practise, self.discard, self.more):
            if control.isEnabled() and control.isVisible():
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _tell_typed(self) -> None:
        if self.words.hasFocus():
            self.typed.emit(self.words.text())
