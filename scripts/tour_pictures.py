"""The five pictures that the README shows, made from a walk."""

from __future__ import annotations

from pathlib import Path

WIDTH = 1280
LARGEST = 150_000  # bytes: they are in every clone
PICTURES = {
    "today.png": "today-dark.png",
    "call.png": "focus-call-early.png",
    "strip.png": "focus-call-late.png",
    "debrief.png": "debrief-dark.png",
    "review.png": "review-dark.png",
}


def write_pictures(walk: Path, folder: Path) -> list[str]:
    """Write the README's pictures into `folder` from those of `walk`; returns what is wrong, one line each."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    folder.mkdir(parents=True, exist_ok=True)
    wrong = []
    for name, source in PICTURES.items():
        image = QImage(str(walk / source))
        if image.width() > WIDTH:
            image = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        file = folder / name
        if image.isNull() or not image.convertToFormat(QImage.Format.Format_RGB888).save(str(file), "PNG", 0):
            wrong.append(f"{name} could not be made of {source}")
        elif file.stat().st_size > LARGEST:
            wrong.append(f"{name} has {file.stat().st_size} bytes, at most {LARGEST} are wanted")
        else:
            print(file)
    return wrong
