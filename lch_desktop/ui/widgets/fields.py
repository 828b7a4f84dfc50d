"""Where the rep types."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TEXT_MARGIN = 2  # QLineEdit keeps it left and right of its text
AROUND_WORDS = 48  # px left and right that no form of a field needs for its frame
_RETURN_PRESSED = SIGNAL("returnPressed()")


class Field(QLineEdit):
    """One line of text. `kind`: box, inline (ring only while edited) or underline.

    What does not fit ends with an ellipsis while the keyboard is elsewhere. Esc emits `left` and keeps the
    text; what Esc then does is the page's to say.
    """

    left = Signal()

    def __init__(
        self,
        look: ThemeHolder,
        name: str,
        placeholder: str = "",
        *,
        kind: str = "box",
        role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._role = look, role
        self._showing = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("kind", kind)
        self.textChanged.connect(self._take_from_outside)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def setText(self, text: str | None, /) -> None:
        self._showing = True
        super().setText(text)
        self._showing = False

    def clear(self) -> None:
        self.setText("")

    def _take_from_outside(self, text: str) -> None:
        """Assistive technology writes past the keyboard: Qt calls that no edit, and it is one."""
        if not self._showing and not self.isModified():
            self.textEdited.emit(text)
            if not self.hasFocus():
                self.editingFinished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in _ENTER and self.receivers(_RETURN_PRESSED):
            event.accept()  # QLineEdit passes an answered Enter on, and the page would take it once more: as Call

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self._surely_fits():
            super().paintEvent(event)
            return
        # Here, because the enums of QStyle take longer to make than any module of ours.
        from PySide6.QtWidgets import QStyle, QStyleOptionFrame

        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        inside = inside.marginsRemoved(self.textMargins()).adjusted(TEXT_MARGIN, 0, -TEXT_MARGIN, 0)
        if paint.width_of(self.text(), self.font()) <= inside.width() + 1:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        colour = self._look.theme.colour("text" if self.isEnabled() else "disabled")
        uneven = (inside.height() - self.fontMetrics().height()) % 2  # QLineEdit puts it below its words, we above
        paint.words(painter, inside.translated(0, uneven), self.text(), self.font(), colour)
        painter.end()

    def _surely_fits(self) -> bool:
        """Whether the words fit, without asking the style how much room it leaves beside them."""
        return paint.width_of(self.text(), self.font()) <= self.width() - self._look.theme.px(AROUND_WORDS)

    def _apply_look(self) -> None:
        theme = self._look.theme
        self.setFont(theme.font(self._role))
        self.setFixedHeight(theme.px(40) if theme.line(self._role) <= theme.px(20) else theme.px(48))


class NoteEdit(QPlainTextEdit):
    """A note that grows with its text: Enter emits `submitted`, Shift+Enter is a new line, Esc `left`.

    `lines` are the least and the most that are shown, `one_line` the height in px with one.
    """

    submitted = Signal()
    left = Signal()

    def __init__(
        self,
        look: ThemeHolder,
        name: str,
        placeholder: str = "",
        *,
        role: str = "large",
        lines: tuple[int, int] = (1, 4),
        one_line: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._role, self._span, self._one_line = look, role, lines, one_line
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def text(self) -> str:
        """The note, plain."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in, the caret at its end."""
        if text != self.text():
            self.setPlainText(text)
        elif not text:
            return
        self.moveCursor(self.textCursor().MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        elif event.key() in _ENTER and not shifted:
            event.accept()
            if not event.isAutoRepeat():
                self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(320), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(120), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _apply_look(self) -> None:
        self.setFont(self._look.theme.font(self._role))
        self._fit()

    def _fit(self) -> None:
        """As high as the text, between the least and the most lines."""
        line = self.fontMetrics().lineSpacing()
        least, most = self._span
        needed = round(self.document().size().height())  # a plain text document counts lines, not px
        shown = min(most, max(least, needed))
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        frame = self._look.theme.px(self._one_line) - line
        height = shown * line + frame
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
