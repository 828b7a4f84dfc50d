"""The keys, and the file dropped, that the window itself takes, where no page and no field wanted them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent, QKeyEvent

SEARCHED_FROM = ("Today", "Plan")
RUNG_ON = frozenset({"Today", "Plan", "Leads", "Review", "Practice", "Settings"})
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def action_of(event: QKeyEvent, front: str, changed_keys: Iterable[tuple[str, str]], *, offers_undo: bool) -> str:
    """ "search", "called-back", "undo" (of what the toast speaks of), or "" for none of them."""
    if event.isAutoRepeat() or not event.text() or event.modifiers() & _CHORDS:
        return ""
    if event.text() == "/":
        return "search" if front in SEARCHED_FROM else ""
    from lch_desktop.ui.hotkeys import KeyMap, key_name

    action = KeyMap(changed_keys).action(key_name(event))
    if action == "undo" and offers_undo:
        return action
    return action if action == "called-back" and front in RUNG_ON else ""


def file_of(event: QDropEvent) -> Path | None:
    """The one file of this computer that is dropped; None for none, or several."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
