"""A touch as one row that can be pressed: its icon, whom it goes to, a few words, and when it is due."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.buttons import Button, Form
from lch_desktop.ui.widgets.labels import plain_tip

LEAST_REMARK = 72  # px at 100 %: less of it says nothing
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LineButton(Button):
    """Words at the left, an instant at the right. Hover underlines what is pressed."""

    form = Form(40, "body_medium", 6, 0, 0, 12)

    def __init__(self, look: ThemeHolder, *, role: str = "body_medium", parent: QWidget | None = None) -> None:
        self._remark, self._due, self._due_tone, self._tone = "", "", "muted", "text"
        super().__init__(look, "", form=Form(40, role, 6, 0, 0, 12), parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(
        self, icon: str, title: str, due: str, *, remark: str = "", soon: bool = False, done: bool = False
    ) -> None:
        """Show another row; `done` is told in a quieter tone."""
        self._remark, self._due = remark, due
        self._due_tone = "sun_text" if soon and not done else "muted"
        self._tone = "muted" if done else "text"
        self.set_icon_name(icon)
        self.set_label(title)
        self.setAccessibleDescription(", ".join(part for part in (due, remark) if part))
        self._tell_whole()
        self.updateGeometry()
        self.update()

    @property
    def due(self) -> str:
        """The words at the right end."""
        return self._due

    @property
    def remark(self) -> str:
        """The muted words after the title."""
        return self._remark

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        due = theme.width(self._due, "body") + theme.px(self.form.gap) if self._due else 0
        remark = theme.px(LEAST_REMARK) if self._remark else 0
        return QSize(self._icon_room() + theme.width(self.label, self.form.role) + remark + due, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(160), self._look.theme.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        """The tooltip holds what is cut off."""
        theme = self._look.theme
        due = theme.width(self._due, "body") + theme.px(self.form.gap) if self._due else 0
        is_cut = theme.width(self.label, self.form.role) > self.width() - self._icon_room() - due
        self.setToolTip(plain_tip(self.label) if is_cut else "")

    def _icon_room(self) -> int:
        theme = self._look.theme
        return theme.px(16 + self.form.gap) if self._icon else 0

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._look.theme
        gap, left = theme.px(self.form.gap), self._icon_room()
        if self._icon:
            pixmap = self._look.icon(self._icon, "muted", 16, self.devicePixelRatioF())
            painter.drawPixmap(0, round(rect.center().y() - theme.px(16) / 2), pixmap)
        due_wide = theme.width(self._due, "body")
        due_rect = QRectF(rect.right() - due_wide, rect.top(), due_wide + 1, rect.height())
        paint.words(painter, due_rect, self._due, theme.font("body"), theme.colour(self._due_tone), _RIGHT)
        room = rect.width() - left - (due_wide + gap if due_wide else 0)
        wide = min(room, theme.width(self.label, self.form.role))
        title = QRectF(left, rect.top(), wide, rect.height())
        paint.words(painter, title, self.label, theme.font(self.form.role), theme.colour(self._tone))
        if self.underMouse():
            under = round(rect.center().y() + theme.px(9))
            painter.fillRect(QRectF(left, under, wide, 1), theme.colour(self._tone))
        rest = room - wide - gap
        if self._remark and rest >= theme.px(LEAST_REMARK):
            place = QRectF(left + wide + gap, rect.top(), rest, rect.height())
            paint.words(painter, place, self._remark, theme.font("body"), theme.colour("muted"))
