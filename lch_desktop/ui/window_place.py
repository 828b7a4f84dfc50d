"""Where the window stood when it was last a window."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

FILE = "window.json"
FIRST_SIZE = (1440, 900)
FRAME = 48  # what a title bar and its borders may take of the screen


class WindowPlace:
    """Reads and keeps the window's place in the data folder. A lost or strange file only costs the place."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE
        self.seen_version: int | None = None

    def put(self, window: QMainWindow) -> None:
        """Put `window` where it was, or at its first size."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if window.restoreGeometry(QByteArray.fromBase64(str(kept["geometry"]).encode())):
                return
        except (OSError, ValueError, KeyError, TypeError):
            pass
        room = window.screen().availableGeometry()
        window.resize(min(FIRST_SIZE[0], room.width() - FRAME), min(FIRST_SIZE[1], room.height() - FRAME))

    def keep(self, window: QMainWindow) -> None:
        """Remember where `window` is now. A full disk costs the place, not the hour."""
        if window.isFullScreen() or not window.isVisible():  # in the tray, or never shown: no place of its own
            return
        geometry = bytes(window.saveGeometry().toBase64().data()).decode()
        try:
            self._path.write_text(json.dumps({"geometry": geometry}), encoding="utf-8")
            self._path.chmod(0o600)
        except OSError:
            return
