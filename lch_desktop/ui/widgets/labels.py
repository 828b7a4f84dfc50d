"""Labels. Their text is always plain: a lead's name or note must never be read as markup."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lch_desktop.ui import fonts
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint

_LINE_SEPARATOR = "\u2028"
_HEIGHTS_KEPT = 8


class PlainLabel(QLabel):
    """One line of plain text in a type role and a tone (a colour token), as high as the role's line."""

    def __init__(
        self,
        look: ThemeHolder,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._role, self._tone = look, role, tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def set_tone(self, tone: str) -> None:
        """Change the colour token."""
        if tone != self._tone:
            self._tone = tone
            self._apply_look()

    @property
    def role(self) -> str:
        """The type role in force."""
        return self._role

    def set_role(self, role: str) -> None:
        """Change the type role."""
        if role != self._role:
            self._role = role
            self._apply_look()

    def _apply_look(self) -> None:
        theme = self._look.theme
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._tone))
        self.setPalette(palette)
        self.setMinimumHeight(theme.line(self._role))
        self.updateGeometry()


class ElidedLabel(PlainLabel):
    """One line that ends with an ellipsis where it does not fit; the tooltip then holds all of it."""

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.width(self.text(), self._role), theme.line(self._role))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), self._look.theme.px(48)), wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = self._tone if self.isEnabled() else "disabled"
        align = self.alignment()
        paint.words(painter, self.rect(), self.text(), self.font(), self._look.theme.colour(tone), align)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tell_whole()
        super().resizeEvent(event)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._tell_whole()

    def _tell_whole(self) -> None:
        cut = self._look.theme.width(self.text(), self._role) > self.width() + 1
        tip = plain_tip(self.text()) if cut else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
            if not self.accessibleName():  # else the description would be the tooltip with its markup
                self.setAccessibleDescription(self.text() if cut else "")


class WrapLabel(PlainLabel):
    """Plain text on as many lines as it needs, in the line height of its role; long words are broken.

    With `max_lines` the rest is cut and the last line ends with an ellipsis.
    """

    def __init__(
        self,
        look: ThemeHolder,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        parent: QWidget | None = None,
        *,
        max_lines: int = 0,
    ) -> None:
        self._max_lines = max_lines
        self._heights: dict[tuple[object, ...], int] = {}  # a layout asks for the same ones again and again
        self._laid_out: tuple[tuple[object, ...], QTextLayout, list[QTextLine]] | None = None
        super().__init__(look, text, role, tone, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_max_lines(self, lines: int) -> None:
        """Cut after so many lines; 0 cuts nothing."""
        if lines != self._max_lines:
            self._max_lines = lines
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        asked = self._asked(width)
        found = self._heights.get(asked)
        if found is None:
            if len(self._heights) >= _HEIGHTS_KEPT:
                self._heights.clear()
            found = max(1, len(self._lines(width)[1])) * self._look.theme.line(self._role) + self._slack()
            self._heights[asked] = found
        return found

    def height_within(self, width: int, lines: int) -> int:
        """How high it would be, cut after so many `lines`, whatever it is cut after now."""
        shown, self._max_lines = self._max_lines, lines
        try:
            return self.heightForWidth(width)
        finally:
            self._max_lines = shown

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        super().setAlignment(alignment)
        self._laid_out = None

    def sizeHint(self) -> QSize:
        parts = self.text().split("\n")
        theme = self._look.theme
        wide = max(theme.width(part, self._role) for part in parts)
        return QSize(wide, len(parts) * theme.line(self._role) + self._slack())

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), self._look.theme.px(80)), self._look.theme.line(self._role) + self._slack())

    def _slack(self) -> int:
        """What the letters reach beyond the role's line: the largest sizes have tight lines and long tails."""
        theme = self._look.theme
        return max(0, fonts.height(self._role, theme.scale) - theme.line(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        line_height = theme.line(self._role)
        layout, lines = self._lines(self.width())
        painter = QPainter(self)
        painter.setPen(theme.colour(self._tone if self.isEnabled() else "disabled"))
        top = max(0, self.height() - len(lines) * line_height) // 2
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            top = self._slack() // 2
        for row, line in enumerate(lines):
            lift = (line_height - line.height()) / 2
            self._draw_line(painter, layout, line, row, QPointF(0, top + row * line_height + lift))
        painter.end()

    def _draw_line(self, painter: QPainter, layout: QTextLayout, line: QTextLine, row: int, at: QPointF) -> None:
        last = self._max_lines and row == self._max_lines - 1
        rest = layout.text()[line.textStart() :]
        if last and line.textLength() < len(rest):
            metrics = self.fontMetrics()
            rest = rest.replace(_LINE_SEPARATOR, " ")
            shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
            painter.setFont(self.font())
            painter.drawText(QPointF(at.x(), at.y() + line.ascent()), shown)
        else:
            line.draw(painter, at)

    def _lines(self, width: int) -> tuple[QTextLayout, list[QTextLine]]:
        """The laid out text; the layout is handed out too because its lines die with it. The last one is kept: what
        was measured is mostly painted next."""
        asked = self._asked(width)
        if self._laid_out is None or self._laid_out[0] != asked:
            self._laid_out = (asked, *self._lay_out(width))
        return self._laid_out[1], self._laid_out[2]

    def _asked(self, width: int) -> tuple[object, ...]:
        return self.text(), width, self._max_lines, self._role, self._look.theme.scale

    def _lay_out(self, width: int) -> tuple[QTextLayout, list[QTextLine]]:
        layout = QTextLayout(self.text().replace("\n", _LINE_SEPARATOR), self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[QTextLine] = []
        while not self._max_lines or len(lines) < self._max_lines:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
            lines.append(line)
        layout.endLayout()
        return layout, lines


def plain_tip(text: str) -> str:
    """`text` for a tooltip that wraps, whatever it looks like; "" for none. (`html.escape` brings 2,000 entities.)"""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>" if text else ""


class Problem(WrapLabel):
    """Why something is refused, in one sentence; takes no room while there is none."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, tone="err", parent=parent)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show `sentence`; "" takes it back."""
        self.setText(sentence)
        self.setVisible(bool(sentence))

    @property
    def said(self) -> str:
        """The sentence that is shown."""
        return "" if self.isHidden() else self.text()
