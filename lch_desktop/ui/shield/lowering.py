"""The sheet "Take the shield down?" that any page of the hour can lay over itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.shield.lowering_state import CALM_S, REASONS, LoweringState, Stage, asking, down, lowering, waiting
from lch_desktop.ui.widgets import FoldBox, Mark, PlainLabel, PrimaryButton, QuietButton, SecondaryButton, WrapLabel
from lch_desktop.ui.widgets.buttons import LARGE, TALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from lch_desktop.domain.clock import Clock
    from lch_desktop.services.shield import Lowered
    from lch_desktop.ui.shield.desk import ShieldDesk
    from lch_desktop.ui.theme import ThemeHolder

TICK_MS = 250
LINE_WIDTH = 360
VEIL = 0.98


class LoweringPresenter:
    """Reason, ten seconds, down. `show` is given a LoweringState, None when the sheet is to go."""

    def __init__(self, desk: ShieldDesk, clock: Clock, show: Callable[[LoweringState | None], None]) -> None:
        self._desk = desk
        self._clock = clock
        self._show = show
        self._stage: Stage | None = None
        self._reason = ""
        self._began_s = 0.0

    @property
    def stage(self) -> Stage | None:
        """How far it is, None while nothing is asked."""
        return self._stage

    def ask(self) -> None:
        """Ask for the reason; nothing is lost by asking twice."""
        if self._stage is None:
            self._stage = Stage.ASKING
            self._show(asking())

    def choose(self, place: int) -> None:
        """The reason at `place`, from 0: the ten seconds begin."""
        if self._stage is Stage.ASKING and 0 <= place < len(REASONS):
            self._stage, self._reason = Stage.WAITING, REASONS[place]
            self._began_s = self._clock.elapsed_s()
            self.tick()

    def tick(self) -> None:
        """Look at the clock; after ten seconds the shield goes down."""
        if self._stage is not Stage.WAITING:
            return
        passed_s = self._clock.elapsed_s() - self._began_s
        if passed_s < CALM_S:
            self._show(waiting(self._reason, passed_s))
            return
        self._stage = Stage.LOWERING
        self._show(lowering(self._reason))
        self._desk.lower(self._reason, self._lowered)

    def leave(self) -> None:
        """Keep it up, or go back once it is down. While it comes down there is nothing to stop."""
        if self._stage is not Stage.LOWERING:
            self._stage = None
            self._show(None)

    def give_up(self) -> None:
        """The hour ended: whatever stood here is over."""
        self._stage = None
        self._show(None)

    def _lowered(self, result: Lowered) -> None:
        if self._stage is Stage.LOWERING:
            self._stage = Stage.DOWN
            self._show(down(result))


class LoweringSheet(QWidget):
    """Covers its parent. `closed` tells whether the shield was taken down."""

    closed = Signal(bool)

    def __init__(self, look: ThemeHolder, desk: ShieldDesk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stage: Stage | None = None
        self.setAccessibleName(self.tr("Take the shield down sheet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = LoweringPresenter(desk, clock, self._show_state)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.presenter.tick)
        self.title = PlainLabel(look, "", "headline")
        self.line = WrapLabel(look, "", "large", "muted")
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = _FillLine(look)
        self.reasons = [SecondaryButton(look, self.tr(text), str(n + 1), form=TALL) for n, text in enumerate(REASONS)]
        self.keep = PrimaryButton(look, self.tr("Keep it up"), "Esc", form=LARGE)
        self.keep.clicked.connect(self.presenter.leave)
        self.cancel = QuietButton(look, self.tr("Leave it as it is"), "Esc", tone="muted")
        self.cancel.clicked.connect(self.presenter.leave)
        self.back = PrimaryButton(look, self.tr("Back to the hour"), "Enter", form=LARGE)
        self.back.clicked.connect(self.presenter.leave)
        self._lay_out()
        self.hide()
        if parent is not None:
            parent.installEventFilter(self)

    def ask(self) -> None:
        """Lay the question over the parent and take the keyboard."""
        self._cover_parent()
        self.presenter.ask()

    def give_up(self) -> None:
        """The hour ended meanwhile."""
        self.presenter.give_up()

    def press(self, name: str) -> None:
        """A key by its name: 1 to 5 choose, Esc keeps the shield up, Enter goes back once it is down."""
        if name.isdigit():
            self.presenter.choose(int(name) - 1)
        elif name == "Esc" or (name == "Enter" and self._stage is Stage.DOWN):
            self.presenter.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key goes further: under the sheet it would be logged as an outcome."""
        event.accept()
        if not event.isAutoRepeat():
            self.press(key_name(event))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window may shrink to the call bar, or grow back, while the sheet is up; and a card that changes behind
        it takes the keyboard, where a digit meant as a reason would be an outcome."""
        if event.type() is QEvent.Type.Resize:
            self._cover_parent()
        elif event.type() is QEvent.Type.FocusIn and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _cover_parent(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(self._look.theme.colour("plain"))
        veil.setAlphaF(VEIL)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _show_state(self, state: LoweringState | None) -> None:
        before, self._stage = self._stage, state.stage if state is not None else None
        if state is None:
            self._timer.stop()
            self.hide()
            if before is not None:
                self.closed.emit(before is Stage.DOWN)
            return
        self.title.setText(state.title)
        self.line.setText(state.line)
        self.bar.set_share(state.share)
        if state.stage is not before:
            self._enter(state.stage)

    def _enter(self, stage: Stage) -> None:
        for button in self.reasons:
            button.setVisible(stage is Stage.ASKING)
        self.cancel.setVisible(stage is Stage.ASKING)
        self.bar.setVisible(stage in (Stage.WAITING, Stage.LOWERING))
        self.keep.setVisible(stage is Stage.WAITING)
        self.back.setVisible(stage is Stage.DOWN)
        if stage is Stage.WAITING:
            self._timer.start()
        else:
            self._timer.stop()
        self._box.refold()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._box = FoldBox(self._look, spacing=12)
        for n, button in enumerate(self.reasons):
            button.clicked.connect(lambda _=False, place=n: self.presenter.choose(place))
            self._box.add(button, 0, Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(16)
        column.addStretch(3)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.line)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._box, 0, Qt.AlignmentFlag.AlignHCenter)
        for way in (self.cancel, self.keep, self.back):
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)


class _FillLine(Mark):
    """A quiet line that fills. The seconds in words stand above it."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, LINE_WIDTH, 4)
        self._share = 0.0

    def set_share(self, share: float) -> None:
        """0..1."""
        self._share = share
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        painter.fillRect(QRectF(0, 1, width, 2), theme.colour("hair"))
        painter.fillRect(QRectF(0, 1, width * self._share, 2), theme.colour("sun"))
