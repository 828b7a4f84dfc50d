"""Runs the cover on invented screens and prints what stands where. Started by test_cover_screens.py, by itself: the
screens of Qt's offscreen platform are settled when the program begins.

usage: cover_probe.py WORK_SCREENS EVERYWHERE      (names with commas between, and 0 or 1)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from lch_desktop.domain.cover import CoverRules
from lch_desktop.ui.cover import Cover
from lch_desktop.ui.theme import ThemeHolder, make_theme, prepare_app


class Probe:
    """One window that stands for Focus, and the cover around it."""

    def __init__(self, app: QApplication) -> None:
        theme = make_theme("focus")
        prepare_app(app, theme)
        work = tuple(name for name in sys.argv[1].split(",") if name)
        self.app = app
        self.rules = CoverRules(work_screens=work, everywhere=sys.argv[2] == "1")
        self.passed = 0.25
        self.window = QWidget()
        self.window.showFullScreen()
        self.cover = Cover(ThemeHolder(theme), self.window)
        self.said: dict[str, object] = {}

    def see(self, step: str) -> None:
        """Remember how everything stands after `step`."""
        for _ in range(3):
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]  # all objects
        standing = self.cover.standing(self.rules)
        self.said[step] = {
            "signs": [
                {
                    "id": int(sign.winId()),
                    "screen": sign.screen().name(),
                    "place": sign.geometry().getRect(),
                    "ratio": sign.devicePixelRatio(),
                    "words": sign.windowTitle().replace("\N{NO-BREAK SPACE}", " "),
                    "visible": sign.isVisible(),
                    "active": sign.isActiveWindow(),
                    "sky": sign.grab().size().toTuple(),
                }
                for sign in self.cover.shown
            ],
            "standing": [standing.state.value, standing.detail],
            "windows": len(self.app.topLevelWidgets()),
        }

    def carry_window(self, number: int) -> None:
        """Move Focus to another screen, as a window manager does."""
        screen = QGuiApplication.screens()[number]
        self.window.windowHandle().setScreen(screen)
        self.window.setGeometry(screen.geometry())


def walk(probe: Probe) -> None:
    """Raise, carry Focus over, close a sign, lower, raise again."""
    cover, screens = probe.cover, len(QGuiApplication.screens())
    steps: list[tuple[str, Callable[[], object]]] = [
        ("before", lambda: None),
        ("raised", lambda: cover.raise_until("8:30", probe.rules, lambda: probe.passed)),
        ("again", lambda: cover.raise_until("8:30", probe.rules, lambda: probe.passed)),
        ("later", lambda: cover.raise_until("12:30 pm", probe.rules, lambda: probe.passed)),
        ("carried", lambda: probe.carry_window(screens - 1)),
        ("back", lambda: probe.carry_window(0)),
        ("closed", lambda: [sign.close() for sign in cover.shown[:1]]),
        ("raised after closing", lambda: cover.raise_until("12:30 pm", probe.rules, lambda: probe.passed)),
        ("lowered", cover.lower),
        ("lowered twice", cover.lower),
        ("next hour", lambda: cover.raise_until("9:30", probe.rules, lambda: probe.passed)),
    ]
    for step, do in steps:
        do()
        probe.see(step)


def main() -> int:
    app = QApplication(sys.argv[:1])
    probe = Probe(app)
    walk(probe)
    # Focus is closed while signs are up: they do not keep the program running.
    QTimer.singleShot(0, probe.window, probe.window.close)
    QTimer.singleShot(5000, QObject(app), lambda: app.exit(3))
    code = app.exec()
    print(json.dumps(probe.said))
    return code


if __name__ == "__main__":
    sys.exit(main())
