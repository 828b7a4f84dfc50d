"""Resistance made visible: a creature on the horizon and the plank that comes down on it.

The creature is the fool, never the rep.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QRectF, QSize, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lch_desktop.ui import resources
from lch_desktop.ui.icons import svg_pixmap
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.art import creature_art

DROP_MS = 180
FADE_MS = 120

_SCENE = QRectF(0, -60, 760, 531)  # from the raised plank down to the ground line
_BODY = QRectF(128, 160, 384, 316)
_PLANK = QRectF(0, -46, 372, 46)
_GROUND_Y = 471.0
_HEAD_Y = 196.0
_HIT_AT = 0.6  # share of the fall after which plank and head meet
_FLAT = 0.42  # height left of the creature
_RAISED = (404.0, 160.0, -27.0)  # x, y, degrees
_MET = (160.0, 200.0, -4.0)
_DOWN = (150.0, 356.0, 0.0)
_SEEN = {
    "coffee": "Resistance, a small creature with a coffee and a phone",
    "cloud": "Resistance, a small cloud with a letter and a flash",
    "sofa": "Resistance, a small sofa with popcorn and a remote control",
}


class CreatureWidget(QLabel):
    """The moment of Resistance, drawn to fit; its ground line is the widget's bottom.

    `drop_plank` lets the plank fall once: `dropped` is emitted when the creature is flat, `finished`
    when it has faded. With reduced motion both come at once, the plank drawn already down.
    """

    dropped = Signal()
    finished = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._fall = 0.0
        self._opacity = 1.0
        self._kind = ""
        self._parts: tuple[QPixmap, QPixmap] | None = None
        self._parts_scale = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.valueChanged.connect(self._take_step)
        self._animation.finished.connect(self._end_step)
        self._fading = False
        self.set_kind("coffee")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.update)

    @property
    def is_down(self) -> bool:
        """Whether the plank has come down."""
        return self._fall >= 1.0

    def set_kind(self, kind: str) -> None:
        """Draw that one: coffee, cloud or sofa; the first for any other word."""
        known = kind if kind in _SEEN else "coffee"
        if known != self._kind:
            self._kind, self._parts = known, None
            self.setAccessibleName(self.tr(_SEEN[known]))
            self.update()

    def raise_plank(self) -> None:
        """Stand as at the beginning."""
        self._animation.stop()
        self._fall, self._opacity, self._fading = 0.0, 1.0, False
        self.update()

    def drop_plank(self) -> None:
        """Let the plank fall; a second call during the fall does nothing."""
        if self._animation.state() == QAbstractAnimation.State.Running:
            return
        span = self._look.theme.ms(DROP_MS)
        self._fading = False
        if not span:
            self._fall = 1.0
            self.update()
            self.dropped.emit()
            self.finished.emit()
            return
        self._animation.setDuration(span)
        self._animation.setEasingCurve(QEasingCurve.Type.InQuad)
        self._animation.start()

    def sizeHint(self) -> QSize:
        return _SCENE.size().toSize()

    def minimumSizeHint(self) -> QSize:
        return (_SCENE.size() / 2).toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(self.width() / _SCENE.width(), self.height() / _SCENE.height())
        painter.setOpacity(self._opacity)
        painter.translate(self.width() / 2, self.height())
        painter.scale(scale, scale)
        painter.translate(-_SCENE.center().x(), -_GROUND_Y)
        body, plank = self._drawn_parts(scale * self.devicePixelRatioF())
        hit = max(0.0, (self._fall - _HIT_AT) / (1 - _HIT_AT))
        self._paint_body(painter, body, hit)
        self._paint_plank(painter, plank, hit)
        if self._fall == 0.0:
            self._paint_swing(painter)
        painter.end()

    def _paint_body(self, painter: QPainter, body: QPixmap, hit: float) -> None:
        painter.save()
        middle = _BODY.center().x()
        painter.translate(middle, _GROUND_Y)
        painter.scale(1 + 0.18 * hit, 1 - (1 - _FLAT) * hit)
        painter.translate(-middle, -_GROUND_Y)
        painter.drawPixmap(_BODY, body, QRectF(body.rect()))
        painter.restore()

    def _paint_plank(self, painter: QPainter, plank: QPixmap, hit: float) -> None:
        start, end, share = (_MET, _DOWN, hit) if hit else (_RAISED, _MET, self._fall / _HIT_AT)
        x, y, angle = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        painter.save()
        painter.translate(x, y)
        painter.rotate(angle)
        painter.drawPixmap(_PLANK, plank, QRectF(plank.rect()))
        painter.restore()

    def _paint_swing(self, painter: QPainter) -> None:
        colour = QColor(self._look.theme.colour("sun"))
        colour.setAlphaF(0.75)
        pen = QPen(colour, 3)
        pen.setCapStyle(pen.capStyle().RoundCap)
        inner = QPainterPath()
        inner.moveTo(452, 34)
        inner.cubicTo(424, 44, 406, 58, 394, 80)
        inner.moveTo(426, 12)
        inner.cubicTo(394, 26, 374, 44, 360, 68)
        painter.strokePath(inner, pen)

    def _drawn_parts(self, scale: float) -> tuple[QPixmap, QPixmap]:
        if self._parts is None or self._parts_scale != scale:
            made = (
                svg_pixmap(resources.read_text(creature_art(self._kind)), (_BODY.size() * scale).toSize()),
                svg_pixmap(resources.read_text("art/plank.svg"), (_PLANK.size() * scale).toSize()),
            )
            self._parts, self._parts_scale = made, scale
        return self._parts

    def _take_step(self, value: object) -> None:
        share = float(value) if isinstance(value, int | float) else 0.0
        if self._fading:
            self._opacity = 1.0 - share
        else:
            self._fall = share
        self.update()

    def _end_step(self) -> None:
        if self._fading:
            self.finished.emit()
            return
        self._fall = 1.0
        self.dropped.emit()
        self._fading = True
        self._animation.setDuration(self._look.theme.ms(FADE_MS))
        self._animation.setEasingCurve(QEasingCurve.Type.Linear)
        self._animation.start()
