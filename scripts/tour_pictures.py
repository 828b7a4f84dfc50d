"""The five pictures that the README shows, made from a walk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

WIDTH, LEAST_WIDTH, STEP = 1280, 960, 20
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
    from PySide6.QtGui import QImage

    folder.mkdir(parents=True, exist_ok=True)
    wrong = []
    for name, source in PICTURES.items():
        image = QImage(str(walk / source))
        if image.isNull():
            wrong.append(f"{name} could not be made of {source}")
            continue
        png = fitted(image)
        if len(png) > LARGEST:
            wrong.append(f"{name} has {len(png)} bytes at {LEAST_WIDTH} px, at most {LARGEST} are wanted")
            continue
        (folder / name).write_bytes(png)
        print(folder / name)
    return wrong


def fitted(image: QImage) -> bytes:
    """`image` as a PNG at the largest width from WIDTH down at which it is not over LARGEST; else at LEAST_WIDTH."""
    from PySide6.QtCore import Qt

    png = b""
    for width in range(min(WIDTH, image.width()), LEAST_WIDTH - 1, -STEP):
        smooth = Qt.TransformationMode.SmoothTransformation
        png = _png(image if image.width() == width else image.scaledToWidth(width, smooth))
        if len(png) <= LARGEST:
            break
    return png or _png(image)


def _png(image: QImage) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG", 0)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
