"""The page of the hour: sky, card and ground put in their places. Shows states, reports keys and requests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from lch_desktop.ui.focus.call_bar import CallBar
from lch_desktop.ui.focus.card import CallCard
from lch_desktop.ui.focus.choice import ChoicePanel
from lch_desktop.ui.focus.ground import Ground
from lch_desktop.ui.focus.keys_sheet import KeysSheet
from lch_desktop.ui.focus.outcome_row import OutcomePanel
from lch_desktop.ui.focus.pause import PauseCover
from lch_desktop.ui.focus.sides import GoalSide, GroundEnds, LateLine, NextSide, PromisedSide, TimeLeft, TopLine
from lch_desktop.ui.focus.state import GoalCount, NextName, PromisedName
from lch_desktop.ui.focus.strip import Strip
from lch_desktop.ui.hotkeys import KeyMap, key_name, pressed_s
from lch_desktop.ui.sky import SkyWidget
from lch_desktop.ui.theme import ThemeHolder

WIDE = 1600
SMALL = 1248  # below it the foot of the strip has no room for all its buttons
TIGHT = 900
CARD_WIDTH = 1120
CARD_HEIGHT = 720
GROUND_WIDTH = 1496


class FocusPage(QFrame):
    """Everything of the hour but Resistance and the debrief."""

    key_pressed = Signal(str, float)  # the key, and when it went down (`hotkeys.pressed_s`)
    key_released = Signal(str)
    typing_changed = Signal(bool)
    active_changed = Signal(bool)

    def __init__(self, look: ThemeHolder, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Focus"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self.sky = SkyWidget(look, self)
        self.top = TopLine(look, self.sky)
        self.card = CallCard(look, keys, self.sky)
        self.goals = GoalSide(look, self.sky)
        self.next = NextSide(look, self.sky)
        self.promised = PromisedSide(look, self.sky)
        self.time_left = TimeLeft(look, self.sky)
        self.late = LateLine(look, keys, self.sky)
        self.ground = Ground(look, self.sky)
        self.outcomes = OutcomePanel(look, keys)
        self.strip = Strip(look)
        self.choice = ChoicePanel(look)
        self.panels = QStackedWidget()
        for panel in (self.outcomes, self.strip, self.choice):
            self.panels.addWidget(panel)
        self.ground.hold(self.panels)
        self.ends = GroundEnds(look, self.sky)
        self.bar = CallBar(look, keys, self)
        self.pause = PauseCover(look, self)
        self.sheet = KeysSheet(look, keys, self)
        for cover in (self.bar, self.pause, self.sheet):
            cover.hide()
        self.sky.sun_moved.connect(self._place_time_left)
        self.choice.options_changed.connect(self._place)
        self.strip.outgrown.connect(self._place)
        look.changed.connect(self._place)
        self._watch_fields()

    # showing

    def show_panel(self, panel: QWidget) -> None:
        """Outcomes, strip or a question."""
        if panel is self.outcomes and panel is self.panels.currentWidget():
            return  # from one card to the next: the keys stand where they stood
        self.panels.setCurrentWidget(panel)
        self._place()

    def show_counts(
        self, counts: tuple[GoalCount, ...], names: tuple[NextName, ...], promised: tuple[PromisedName, ...] = ()
    ) -> None:
        """Both sides, in the form that the width allows."""
        self.goals.show_counts(counts)
        self.next.show_names(names)
        self.promised.show_names(promised)
        self.top.show_line(counts, names, promised)
        self._place_promised()

    def show_left(self, text: str, *, hidden: bool) -> None:
        """The minutes under the sun; where something has risen over them, beside the wall clock."""
        self.time_left.show_left(text, hidden=hidden)
        self.ends.show_left(text, hidden=hidden)

    def set_late(self, text: str, *, has_key: bool = True) -> None:
        """One line above the card: who is waiting for a call, and since when. `has_key`: whether its key means it."""
        self.late.copy.set_cap_off(not has_key)
        self.bar.show_late(text, has_key=has_key)
        if text != self.late.text:
            was_shown = bool(self.late.text)
            self.late.show_late(text)
            if was_shown != bool(text):
                self._place()

    def set_bar(self, shown: bool) -> None:
        """Only the call bar, while the window shares the screen with a dialer."""
        self.bar.setVisible(shown)
        self.sky.setVisible(not shown)
        if shown:
            self.bar.raise_()

    def toast_below(self) -> int:
        """What a toast must leave free: the ground with its keys, or in the bar the keys."""
        if not self.bar.isHidden():
            return self.bar.height() - self.bar.keys.y() + 8
        return self.height() - self.sky.horizon_y() + 4

    @property
    def typing(self) -> bool:
        """Whether a text field has the keyboard."""
        return isinstance(QApplication.focusWidget(), (QLineEdit, QPlainTextEdit))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = key_name(event)
        focused = QApplication.focusWidget()
        if not name or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif name == "Enter" and isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()  # reached by Tab: Enter means this button
        elif event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            super().keyPressEvent(event)
        else:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.key_pressed.emit(f"Ctrl+{name}" if held else name, pressed_s(event))
            event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.key_released.emit(key_name(event))
        super().keyReleaseEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl with a digit is an outcome in a field too; a field's focus greys the caps."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.typing_changed.emit(event.type() == QEvent.Type.FocusIn)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = key_name(event)
            held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if held and (name.isdigit() or name == "Enter"):
                if not event.isAutoRepeat():
                    self.key_pressed.emit(f"Ctrl+{name}", pressed_s(event))
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            self.active_changed.emit(QApplication.activeWindow() is not None)  # a sign of ours hands its keys on
        super().changeEvent(event)

    def _watch_fields(self) -> None:
        fields = (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit))
        for field in fields:
            field.installEventFilter(self)

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        px = self._look.theme.px
        wide, tight = width >= px(WIDE), height < px(TIGHT)
        self.sky.setGeometry(0, 0, width, height)
        for cover in (self.bar, self.pause, self.sheet):
            cover.setGeometry(0, 0, width, height)
        self.card.set_form(narrow=not wide, tight=tight)
        self.outcomes.set_form(narrow=not wide, tight=tight)
        self.strip.set_form(narrow=not wide, small=width < px(SMALL))
        self._place_ground(tight)
        self._place_sky(wide, tight)
        self._place_time_left()

    def _place_sky(self, wide: bool, tight: bool) -> None:
        width, height, px = self.width(), self.height(), self._look.theme.px
        horizon = self.sky.horizon_y()
        card_width = min(px(CARD_WIDTH), width - 80) if wide else width - 80
        card_width = min(card_width, px(CARD_WIDTH) if wide else px(1280))
        top = round(height * 88 / 1080) if wide else px(56)
        bottom = horizon - (px(24) if tight else px(56))
        if self.ground.raised:  # what does not fit above it is dropped by whole lines, none is covered
            bottom = min(bottom, self.ground.y() + 1)  # the ground's edge covers the card's: one line, not two
        card_height = min(bottom - top, px(CARD_HEIGHT))
        if wide:  # on a high screen the card stays as drawn and keeps to the middle of the sky
            top += (bottom - top - card_height) // 2
        self.card.set_width(card_width)
        self.card.setGeometry((width - card_width) // 2, top, card_width, card_height)
        for side in (self.goals, self.next, self.promised):
            side.setVisible(wide)
        self.top.setVisible(not wide and self.late.isHidden())
        self.top.setGeometry(40, px(16), width - 80, px(28))
        self.late.setGeometry(40, max(4, top - px(44)) if wide else px(10), width - 80, px(40))
        base = horizon - px(84)
        self.goals.setGeometry(80, base - px(140), px(200), px(140))
        self.next.setGeometry(width - 80 - px(280), base - px(132), px(280), px(132))
        self._place_promised()

    def _place_promised(self) -> None:
        """Above the next names, as high as it is."""
        px, height = self._look.theme.px, self.promised.sizeHint().height()
        self.promised.setGeometry(self.next.x(), self.next.y() - px(32) - height, self.next.width(), height)

    def _place_ground(self, tight: bool) -> None:
        """What stands on the ground: centred in it, or, where it is too high, risen over the card's foot."""
        width, height, px = self.width(), self.height(), self._look.theme.px
        horizon = self.sky.horizon_y()
        panel = self.panels.currentWidget() or self.outcomes
        ends = px(36)
        inner = min(px(GROUND_WIDTH), width - 80)
        needed = max(panel.sizeHint().height(), panel.minimumSizeHint().height())
        if panel is self.strip:
            needed = self.strip.height_for(inner)
        head = px(30 if tight else 40)  # the words under the sun
        room = height - horizon - head - ends
        risen = needed > room
        lift = px(16) if risen else 0
        top = height - ends - needed if risen else horizon + head + min(px(24), (room - needed) // 3)
        self._raise_ground(top - lift < horizon)
        self.ground.setGeometry(0, top - lift, width, height - top + lift)
        self.ground.place((width - inner) // 2, lift, inner, height - ends - top)
        self.ends.setGeometry(40, height - ends, width - 80, px(32))
        self.time_left.setVisible(not risen)
        self.ends.left.setVisible(risen)

    def _raise_ground(self, risen: bool) -> None:
        """In front of the card where it covers its foot, and what stands at its edges in front of it. Only when
        that changes: whatever is raised is painted again."""
        if risen != self.ground.raised:
            self.ground.set_raised(risen)
            self.ends.raise_()

    def _place_time_left(self) -> None:
        tight = self.height() < self._look.theme.px(TIGHT)
        top = self.sky.horizon_y() + self._look.theme.px(5 if tight else 10)
        self.time_left.place(self.sky.sun_x(), top, self.width())
