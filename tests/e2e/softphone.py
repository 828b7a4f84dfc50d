"""A stand-in for a work program: one plain window of one colour with a text field, which tells what happens to it.

usage: softphone.py TITLE X Y WIDTH HEIGHT COLOUR LOG

Each line of LOG is one JSON object: {"event": "shown" | "keyboard" | "lost" | "text", "text": the field's text}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget


class WorkProgram(QWidget):
    """Knows nothing of the program that is tested."""

    def __init__(self, title: str, colour: str, log: Path) -> None:
        super().__init__()
        self._log = log
        self.setWindowTitle(title)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(colour))
        self.setPalette(palette)
        self._field = QLineEdit()
        self._field.setAccessibleName(f"Number in {title}")
        self._field.textChanged.connect(lambda: self._tell("text"))
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addStretch(1)

    def event(self, event: QEvent) -> bool:
        told = {QEvent.Type.WindowActivate: "keyboard", QEvent.Type.WindowDeactivate: "lost", QEvent.Type.Show: "shown"}
        if event.type() in told:
            self._tell(told[event.type()])
        return super().event(event)

    def _tell(self, event: str) -> None:
        with self._log.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, "text": self._field.text()}) + "\n")


def main() -> int:
    title, x, y, width, height, colour, log = sys.argv[1:]
    app = QApplication([title.lower()])  # its name in WM_CLASS, as a program of its own has it
    window = WorkProgram(title, colour, Path(log))
    window.setGeometry(int(x), int(y), int(width), int(height))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
