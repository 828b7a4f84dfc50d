"""What happens when we have a bug: it is logged, the rep is told once, and the hour goes on."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from lch_desktop.ui.theme import ThemeHolder, make_theme
from lch_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from lch_desktop.ui.widgets.labels import WrapLabel

LOG_FILE = "lch.log"
LOG_BYTES = 512 * 1024

_log = logging.getLogger("lch_desktop")


class CrashDialog(QDialog):
    """The report, with a button that copies it. Nothing is sent anywhere."""

    def __init__(self, look: ThemeHolder, report: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(640, 420)
        words = WrapLabel(
            look,
            self.tr("That was our fault. Everything logged so far is saved; you can go on. Nothing was sent anywhere."),
            "large",
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Report"))
        copy = SecondaryButton(look, self.tr("Copy the report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = PrimaryButton(look, self.tr("Go on"), "Enter")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(text, 1)
        column.addLayout(row)


def say_and_wait(words: str) -> None:
    """One sentence in a window of its own, where the program cannot open its real one."""
    look = ThemeHolder(make_theme("light"))
    dialog = QDialog()
    dialog.setWindowTitle(dialog.tr("Lead Conversion Hour"))
    text = WrapLabel(look, words, "large")
    text.setMinimumWidth(480)
    close = PrimaryButton(look, dialog.tr("Close"), "Enter")
    close.clicked.connect(dialog.accept)
    close.setDefault(True)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(32, 32, 32, 24)
    column.setSpacing(24)
    column.addWidget(text)
    column.addWidget(close)
    dialog.exec()


def install_crash_dialog(look: ThemeHolder, data_dir: Path) -> None:
    """From now on an unexpected error is written to the data folder's log and shown once at a time."""
    _log_to(data_dir / LOG_FILE)
    shown: list[CrashDialog] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        report = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected error\n%s", report)
        sys.stderr.write(report)
        if issubclass(kind, KeyboardInterrupt) or shown:
            return
        dialog = CrashDialog(look, report)
        shown.append(dialog)
        dialog.finished.connect(lambda _: shown.clear())
        dialog.open()

    sys.excepthook = hook


def _log_to(path: Path) -> None:
    try:
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.handlers[:] = [handler]
