"""The cover: Focus has one monitor, and the door sign stands on each other one that shows no work."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QWidget

from lch_desktop.domain.cover import BARRIER, CoverRules, Monitor, before_raising, signs
from lch_desktop.domain.shield import Standing, State
from lch_desktop.ui.cover.door_sign import DoorSign, screen_id
from lch_desktop.ui.cover.lettering import NO_BREAK
from lch_desktop.ui.theme import ThemeHolder

SUN_MS = 10_000  # as often as the sun on Focus takes a step that can be seen


class Cover(QObject):
    """Raises and lowers the signs around the window that shows Focus, and follows monitors that come and go.

    It changes nothing outside this program: when the process ends, however it ends, no sign is left.
    """

    changed = Signal()  # a sign went up or came down

    def __init__(self, look: ThemeHolder, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._rules = CoverRules(wanted=False)
        self._until = ""
        self._fraction: Callable[[], float] = float
        self._handle: QObject | None = None  # of the window, as it was last watched
        self._signs: dict[int, DoorSign] = {}  # by `screen_id`
        self._closed: set[int] = set()  # by the rep: they stay down until the next hour
        self._raised = False
        self._sun = QTimer(self, interval=SUN_MS)
        self._sun.timeout.connect(self._move_sun)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._meet)
        app.screenRemoved.connect(self._part)
        app.primaryScreenChanged.connect(self._soon.start)
        for screen in app.screens():
            screen.geometryChanged.connect(self._soon.start)

    def raise_until(self, until: str, rules: CoverRules, fraction: Callable[[], float] = float) -> None:
        """Put the signs up, or what they say and where they stand right. `until` is the hour's end as the rep
        writes times, `fraction` the share of the hour that has passed."""
        if not self._raised:
            self._closed.clear()
        self._until, self._rules, self._fraction, self._raised = until, rules, fraction, True
        for sign in self._signs.values():
            sign.set_words(self._words())
        self._watch_window()
        self._follow()
        self._sun.start()

    def lower(self) -> None:
        """Take all signs down. Any number of times."""
        self._raised = False
        self._sun.stop()
        self._soon.stop()
        self._clear()

    def standing(self, rules: CoverRules) -> Standing:
        """How the cover stands. Once raised, by what the windows really fill: ask when they have been painted."""
        if not self._raised or not rules.wanted:
            return before_raising(self._monitors(), rules)
        closed = [screen.name() for screen in self._wanted() if screen_id(screen) in self._closed]
        if closed:
            return Standing(BARRIER, State.LEAKING, self.tr("the sign on {0} was closed").format(", ".join(closed)))
        bare = [screen.name() for screen in self._wanted() if not self._filled(screen)]
        if bare:
            return Standing(BARRIER, State.LEAKING, self.tr("no sign on {0}").format(", ".join(bare)))
        if not self._window.isVisible() or self._window.isMinimized():
            return Standing(BARRIER, State.LEAKING, self.tr("the hour is not on the screen"))
        if not self._window.isFullScreen():  # the call bar
            return Standing(BARRIER, State.RAISED, self.tr("the hour has a part of its screen"))
        if self._window.size() != self._window.screen().size():
            return Standing(BARRIER, State.LEAKING, self.tr("the hour does not fill its screen"))
        return Standing(BARRIER, State.VERIFIED, before_raising(self._monitors(), rules).detail)

    @property
    def shown(self) -> tuple[DoorSign, ...]:
        """The signs that are up."""
        return tuple(self._signs.values())

    # screens

    def _monitors(self) -> tuple[Monitor, ...]:
        focus = screen_id(self._window.screen())
        return tuple(
            Monitor(screen.name(), screen_id(screen) == focus, _area(screen)) for screen in QGuiApplication.screens()
        )

    def _wanted(self) -> list[QScreen]:
        """Where a sign belongs now."""
        names = signs(self._monitors(), self._rules)
        focus = screen_id(self._window.screen())
        return [each for each in QGuiApplication.screens() if screen_id(each) != focus and each.name() in names]

    def _filled(self, screen: QScreen) -> bool:
        sign = self._signs.get(screen_id(screen))
        return sign is not None and sign.fills(screen)

    def _watch_window(self) -> None:
        """Focus may be carried to another screen, by the rep or because its own was unplugged."""
        self._window.winId()  # makes the native window where there is none yet
        handle = self._window.windowHandle()
        if handle is not self._handle:
            self._handle = handle
            handle.screenChanged.connect(self._soon.start)

    def _meet(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._soon.start)
        self._soon.start()

    def _part(self, screen: QScreen) -> None:
        """At once: Qt moves the windows of a lost screen to another one, where a sign would be in the way."""
        self._closed.discard(screen_id(screen))
        self._drop(screen_id(screen))
        self._soon.start()

    # signs

    def _follow(self) -> None:
        """Signs where they belong, and nowhere else. One that is up already is not touched: it may be behind others."""
        if not self._raised:
            return
        wanted = {screen_id(screen): screen for screen in self._wanted()}
        for key in [key for key in self._signs if key not in wanted]:
            self._drop(key)
        for key, screen in wanted.items():
            if key in self._signs:
                self._signs[key].follow(screen)
            elif key not in self._closed:
                self._put_up(key, screen)

    def _put_up(self, key: int, screen: QScreen) -> None:
        sign = DoorSign(self._look, self._words())
        sign.set_fraction(self._fraction())
        sign.put_away.connect(lambda: self._close(key))
        sign.got_keyboard.connect(self._window.activateWindow)
        sign.got_key.connect(self._hand_on)
        self._signs[key] = sign
        sign.cover(screen)
        self.changed.emit()

    def _words(self) -> str:
        return self.tr("On calls until {0}").format(self._until.replace(" ", NO_BREAK))  # "pm" stays with its time

    def _close(self, key: int) -> None:
        """The rep put this one away."""
        if key in self._signs:
            self._closed.add(key)
            self._drop(key)

    def _hand_on(self, event: QKeyEvent) -> None:
        """A compositor gave the keyboard to a sign and does not give it back: what is typed is meant for Focus."""
        QCoreApplication.sendEvent(self._window.windowHandle(), event.clone())

    def _drop(self, key: int) -> None:
        sign = self._signs.pop(key, None)
        if sign is not None and shiboken6.isValid(sign):
            sign.hide()
            sign.deleteLater()
            self.changed.emit()

    def _clear(self) -> None:
        for key in list(self._signs):
            self._drop(key)

    def _move_sun(self) -> None:
        for sign in self._signs.values():
            sign.set_fraction(self._fraction())


def _area(screen: QScreen) -> tuple[int, int, int, int]:
    place = screen.geometry()
    return place.x(), place.y(), place.width(), place.height()
