"""Where a file that leaves is put: asked once each time, in the folder that was used last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_path(parent: QWidget, proposed: str, kinds: str, folder: str = "") -> str:
    """The path the rep chooses, "" for none. The dialog itself asks before a file is replaced."""
    start = folder if folder and Path(folder).is_dir() else _documents()
    title = QCoreApplication.translate("exporting", "Save file")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(start) / proposed), kinds)
    return chosen


def _documents() -> str:
    """The documents' folder, else home."""
    places = QStandardPaths.StandardLocation
    folder = QStandardPaths.writableLocation(places.DocumentsLocation)
    return folder if folder and Path(folder).is_dir() else QStandardPaths.writableLocation(places.HomeLocation)
