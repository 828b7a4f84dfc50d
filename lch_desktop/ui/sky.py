"""The sunrise: sky, glow, ground and the line that the sun travels along while the hour passes.

`f` is the share of the hour that has passed, 0..1. Colours between the stops of the table are blended
linearly per channel in sRGB. The sky is a cached pixmap, painted anew about once a minute; the line and
the sun are drawn live.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QRadialGradient,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder

HORIZON = 0.74  # share of the window height
REPAINT_AT = 1 / 60  # of the hour: the sky is painted anew when the sun has gone this far
BANDS, BAND_MS = 4, 25  # in so many parts, so far apart
LEAP = 0.1  # but at once where the machine slept
SUN_SIZE = 20
LINE_ALPHA = 0.16
PASSED_ALPHA = 0.25

Rgb = tuple[int, int, int]

_DESIGN_WIDTH, _DESIGN_HEIGHT = 1920, 800  # the glow's radii were measured on this sky
_MIDDLE_AT = 0.60
_GLOW_AT = (0.0, 0.15, 0.30, 0.45, 0.60, 0.75, 0.88, 1.0)
_GLOW_STRENGTH = (1.0, 0.86, 0.62, 0.38, 0.19, 0.075, 0.02, 0.0)
_NIGHT_GLOW: Rgb = (0xF4, 0xB6, 0x7C)
_PALE_GLOW: Rgb = (0xF4, 0xA6, 0x5C)


@dataclass(frozen=True, slots=True)
class SkyStops:
    """The colours of one moment of the sunrise."""

    zenith: Rgb
    middle: Rgb
    horizon: Rgb
    ground_top: Rgb
    ground_bottom: Rgb
    glow_alpha: float


@dataclass(frozen=True, slots=True)
class Glow:
    """The light around the sun: its place on the horizon and the radii of its ellipse, in px."""

    x: float
    radius_x: float
    radius_y: float
    alpha: float


def _rgb(digits: str) -> Rgb:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _stops(zenith: str, middle: str, horizon: str, top: str, bottom: str, glow: float) -> SkyStops:
    return SkyStops(_rgb(zenith), _rgb(middle), _rgb(horizon), _rgb(top), _rgb(bottom), glow)


STOPS: tuple[SkyStops, ...] = (  # at f = 0, 1/4, 1/2, 3/4 and 1
    _stops("090C16", "0D1122", "171B38", "090B13", "06080D", 0.10),
    _stops("0A0E1B", "12163A", "2A2650", "0B0C17", "07080F", 0.20),
    _stops("0C1122", "1B1C44", "46335A", "0E0D1A", "080911", 0.32),
    _stops("0F152A", "29234C", "623F59", "110F1C", "0A0A13", 0.42),
    _stops("141B33", "37294E", "7D5050", "15121E", "0C0B14", 0.52),
)
PALE = _stops("EAF1F8", "F3EEF1", "FBE9DA", "FFFFFF", "FFFFFF", 0.42)


def sky_at(f: float) -> SkyStops:
    """The colours when the share `f` of the hour has passed; `f` is held within 0..1."""
    place = _held(f) * (len(STOPS) - 1)
    index = min(int(place), len(STOPS) - 2)
    share, one, other = place - index, STOPS[index], STOPS[index + 1]
    return SkyStops(
        _blend(one.zenith, other.zenith, share),
        _blend(one.middle, other.middle, share),
        _blend(one.horizon, other.horizon, share),
        _blend(one.ground_top, other.ground_top, share),
        _blend(one.ground_bottom, other.ground_bottom, share),
        one.glow_alpha + (other.glow_alpha - one.glow_alpha) * share,
    )


def glow_at(f: float, width: float, sky_height: float = _DESIGN_HEIGHT) -> Glow:
    """The glow at `f` on a sky of `width` x `sky_height` px.

    The radii are 480 + 460 f and 90 + 42 f on the 1920 x 800 sky of the design and scale with it.
    """
    f = _held(f)
    return Glow(
        x=f * width,
        radius_x=(480 + 460 * f) * width / _DESIGN_WIDTH,
        radius_y=(90 + 42 * f) * sky_height / _DESIGN_HEIGHT,
        alpha=sky_at(f).glow_alpha,
    )


def _held(f: float) -> float:
    return min(1.0, max(0.0, f))


def _blend(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def paint_sky(painter: QPainter, rect: QRectF, stops: SkyStops, glow: Glow, *, pale: bool = False) -> None:
    """The sky with its glow into `rect`, whose bottom is the horizon."""
    fade = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    fade.setColorAt(0.0, QColor(*stops.zenith))
    fade.setColorAt(_MIDDLE_AT, QColor(*stops.middle))
    fade.setColorAt(1.0, QColor(*stops.horizon))
    painter.fillRect(rect, fade)
    light = QRadialGradient(QPointF(0, 0), glow.radius_x)
    for at, strength in zip(_GLOW_AT, _GLOW_STRENGTH, strict=True):
        colour = QColor(*(_PALE_GLOW if pale else _NIGHT_GLOW))
        colour.setAlphaF(glow.alpha * strength)
        light.setColorAt(at, colour)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.translate(rect.left() + glow.x, rect.bottom())
    painter.scale(1.0, glow.radius_y / glow.radius_x)
    painter.fillRect(QRectF(-glow.radius_x, -glow.radius_x, 2 * glow.radius_x, glow.radius_x), light)
    painter.restore()


def paint_ground(painter: QPainter, rect: QRectF, stops: SkyStops) -> None:
    """The ground into `rect`."""
    fade = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    fade.setColorAt(0.0, QColor(*stops.ground_top))
    fade.setColorAt(1.0, QColor(*stops.ground_bottom))
    painter.fillRect(rect, fade)


def paint_horizon(
    painter: QPainter,
    left: float,
    width: float,
    horizon_y: float,
    passed_to: float,
    colours: tuple[QColor, QColor, QColor],
) -> None:
    """The line over the full width and its passed part. `colours`: line, passed, and passed at its start."""
    line, passed, start = colours
    painter.fillRect(QRectF(left, horizon_y - 1, width, 1), line)
    if passed_to > 0:
        glow = QLinearGradient(left, 0, left + passed_to, 0)
        glow.setColorAt(0.0, start)
        glow.setColorAt(1.0, passed)
        painter.fillRect(QRectF(left, horizon_y - 1, passed_to, 2), glow)


def paint_sun(painter: QPainter, x: float, horizon_y: float, size: float, colour: QColor) -> None:
    """The upper half of a disc of `size`, standing on the horizon at `x`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    disc = QRectF(x - size / 2, horizon_y - size / 2, size, size)
    painter.drawPie(disc, 0, 180 * 16)
    painter.restore()


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """`colour` at opacity `alpha`, 0..1."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


class SkyWidget(QWidget):
    """The full-screen ground of the focus pages; put the page's widgets on it as children.

    Show how far the hour is with `set_fraction`. The sky moves a minute at a time, the sun each time.
    """

    sun_moved = Signal()  # the words under the sun have to follow

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._f = 0.0
        self._painted_f = 0.0
        self._cache: QPixmap | None = None
        self._band = 0  # of the new sky, the next to come to the screen
        self._band_timer = QTimer(self, singleShot=True, interval=BAND_MS)
        self._band_timer.timeout.connect(self._repaint_band)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.changed.connect(self._forget)

    def set_fraction(self, f: float) -> None:
        """Move the sun to `f` (0..1) of the hour."""
        f = _held(f)
        if f == self._f:
            return
        before, moved = self.sun_x(), abs(f - self._painted_f)
        self._f = f
        if f in (0.0, 1.0) or moved >= LEAP or self._cache is None:
            self._forget()
        elif moved >= REPAINT_AT:
            self._band = 0
            self._repaint_band()
        else:
            self.update(self._line_rect(min(before, self.sun_x()), max(before, self.sun_x())))
        self.sun_moved.emit()

    def horizon_y(self) -> int:
        """The height of the horizon in px; the ground begins here."""
        return round(self.height() * HORIZON)

    def sun_x(self) -> float:
        """Where the sun stands."""
        return self._f * self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sun_moved.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cache = None  # 8 MB on a common screen, for a page that is seen one hour a day

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        if theme.high_contrast:
            painter.fillRect(event.rect(), theme.colour("plain"))
        else:
            painter.drawPixmap(0, 0, self._sky())  # clipped to what has to be painted
        if event.region().intersects(self._line_rect(0, self.width())):  # not under most cards
            self._paint_line(painter)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        theme = self._look.theme
        sun = theme.colour("sun")
        line = theme.colour("line") if theme.high_contrast else with_alpha(theme.colour("on_primary"), LINE_ALPHA)
        colours = (line, sun, with_alpha(sun, PASSED_ALPHA))
        paint_horizon(painter, 0, self.width(), self.horizon_y(), self.sun_x(), colours)
        paint_sun(painter, self.sun_x(), self.horizon_y(), SUN_SIZE, theme.colour("sun_disc"))

    def _repaint_band(self) -> None:
        """Paint the sky anew, a band a frame from the top: with all that stands on it, the whole is more than a
        frame's work, and the two skies differ too little for an edge to be seen."""
        top, self._band = self.height() * self._band // BANDS, self._band + 1
        band = QRect(0, top, self.width(), self.height() * self._band // BANDS - top)
        if self._cache is not None:
            self._paint_onto(self._cache, band)
        self.update(band)
        if self._band < BANDS:
            self._band_timer.start()

    def _sky(self) -> QPixmap:
        """The cached sky, painted anew for another size or screen."""
        if self._cache is None or self._cache.size() != self.size() * self.devicePixelRatioF():
            ratio = self.devicePixelRatioF()
            self._cache = QPixmap(self.size() * ratio)
            self._cache.setDevicePixelRatio(ratio)
            self._paint_onto(self._cache, self.rect())
        return self._cache

    def _paint_onto(self, pixmap: QPixmap, part: QRect) -> None:
        self._painted_f = self._f
        stops, horizon = sky_at(self._f), self.horizon_y()
        painter = QPainter(pixmap)
        painter.setClipRect(part)
        sky = QRectF(0, 0, self.width(), horizon)
        paint_sky(painter, sky, stops, glow_at(self._f, self.width(), horizon))
        paint_ground(painter, QRectF(0, horizon, self.width(), self.height() - horizon), stops)
        painter.end()

    def _line_rect(self, left: float, right: float) -> QRect:
        reach = SUN_SIZE // 2 + 2
        top = self.horizon_y() - reach
        return QRect(round(left) - reach, top, round(right - left) + 2 * reach, reach + 4)

    def _forget(self) -> None:
        self._cache = None
        self.update()


@dataclass(frozen=True, slots=True)
class BandForm:
    """How a band of sky is cut. Lengths in px; `sun_x` from the left, or from the right when negative."""

    ground: int = 44
    radius: int = 12
    sun: int = 20
    sun_x: int = 42
    glow_x: int = 520
    glow_y: int = 110
    alpha: float = 0.34
    passed: bool = False


TODAY_BAND = BandForm()
DEBRIEF_BAND = BandForm(0, 0, 40, -96, 760, 170, 0.52, passed=True)


class SkyBand(QWidget):
    """A piece of the sky as the head of a page, night or, in the light palette, a pale morning.

    Widgets on the sky use `sky_text` and `sky_muted`; those on its ground `text` and `muted`.
    """

    def __init__(
        self, look: ThemeHolder, form: BandForm = TODAY_BAND, f: float = 0.4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._form, self._f = look, form, f
        self._cache: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._forget)

    def set_fraction(self, f: float) -> None:
        """Take the colours of the moment `f`; the sun of a band stands still."""
        self._f = _held(f)
        self._forget()

    def horizon_y(self) -> int:
        """Where the ground of the band begins."""
        return self.height() - self._form.ground

    def sun_x(self) -> int:
        """Where the sun stands."""
        x = self._form.sun_x
        return x if x >= 0 else self.width() + x

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cache is None or self._cache.size() != self.size() * self.devicePixelRatioF():
            self._cache = self._paint_cache()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._cache)
        painter.end()

    def _paint_cache(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(ratio)  # after the fill, which may change the format and lose the ratio
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self._form.radius, self._form.radius)
        painter.setClipPath(outline)
        self._paint_inside(painter)
        painter.setClipping(False)
        self._paint_edge(painter)
        painter.end()
        return pixmap

    def _paint_inside(self, painter: QPainter) -> None:
        theme, form = self._look.theme, self._form
        pale = theme.name == "light"
        stops = PALE if pale else sky_at(self._f)
        horizon = self.horizon_y()
        ground = QRectF(0, horizon, self.width(), form.ground)
        if theme.high_contrast:
            painter.fillRect(self.rect(), theme.colour("plain"))
        else:
            glow = Glow(self.sun_x(), form.glow_x, form.glow_y, PALE.glow_alpha if pale else form.alpha)
            paint_sky(painter, QRectF(0, 0, self.width(), horizon), stops, glow, pale=pale)
            paint_ground(painter, ground, stops)
        sun = theme.colour("sun")
        line = with_alpha(theme.colour("text"), LINE_ALPHA)
        passed_to = self.width() if form.passed else 0
        colours = (line, sun, with_alpha(sun, PASSED_ALPHA))
        paint_horizon(painter, 0, self.width(), horizon, passed_to, colours)
        paint_sun(painter, self.sun_x(), horizon, form.sun, theme.colour("sun_disc"))

    def _paint_edge(self, painter: QPainter) -> None:
        ring = self._look.theme.colour("surface_ring")
        if ring.alpha() and self._form.radius:
            painter.setPen(QPen(ring, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inside, self._form.radius, self._form.radius)

    def _forget(self) -> None:
        self._cache = None
        self.update()
