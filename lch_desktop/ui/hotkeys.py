"""The keys of the hour: what each does, which physical key a digit is, and what the rep has remapped."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lch_desktop.domain.calls import Outcome


@dataclass(frozen=True, slots=True)
class Action:
    """Something a single key does. `key` is its default, as it stands on the key cap."""

    name: str
    label: str
    key: str


OUTCOME_ACTIONS: tuple[Action, ...] = tuple(
    Action(outcome.value, label, str(place))
    for place, (outcome, label) in enumerate(
        (
            (Outcome.CONNECTED, "Connected"),
            (Outcome.CALL_BACK_LATER, "Call back later"),
            (Outcome.LEFT_VOICEMAIL, "Left voicemail"),
            (Outcome.NO_ANSWER, "No answer"),
            (Outcome.NOT_INTERESTED, "Not interested"),
            (Outcome.WRONG_NUMBER, "Wrong number"),
            (Outcome.SOLD, "Sold"),
            (Outcome.DO_NOT_CALL, "Do not call"),
            (Outcome.SOMEONE_ELSE, "Someone else"),
        ),
        start=1,
    )
)
OTHER_ACTIONS: tuple[Action, ...] = (
    Action("call", "Call", "Enter"),
    Action("ask", "Asked for the order", "A"),
    Action("note", "Add note", "N"),
    Action("voicemail-words", "My voicemail words", "V"),
    Action("opener", "Opener", "O"),
    Action("goal", "Edit the goal", "G"),
    Action("use-note", "Make a line of the note", "U"),
    Action("may-need", "What they may need next", "M"),
    Action("redial", "Redial", "D"),
    Action("called-back", "Called back", "B"),
    Action("later", "Later", "L"),
    Action("skip", "Skip", "S"),
    Action("snooze", "Snooze", "J"),
    Action("undo", "Undo", "Z"),
    Action("redo", "Redo", "Shift+Z"),
    Action("late-text", "Copy “running 10 minutes late”", "T"),
    Action("edit-last", "Edit the last call", "Left"),
    Action("resistance", "Resistance", "R"),
    Action("pause", "Pause", "P"),
    Action("open-page", "Open the lead’s page", "W"),
    Action("lower-shield", "Take the shield down", "X"),
    Action("hide-minutes", "Hide the minutes", "H"),
    Action("call-bar", "Call bar", "F11"),
    Action("keys", "All keys", "?"),
)
ACTIONS: tuple[Action, ...] = (*OUTCOME_ACTIONS, *OTHER_ACTIONS)

# Physical positions, because the digits of a French keyboard need Shift and an Arabic one has other digits.
# X11 key codes are the kernel's plus 8 (xkeyboard-config, keycodes/evdev); Windows gives set-1 scan codes;
# macOS gives its own virtual key codes (Carbon, Events.h).
_X11_DIGITS = {10 + n: str(n + 1) for n in range(9)} | {
    87: "1", 88: "2", 89: "3", 83: "4", 84: "5", 85: "6", 79: "7", 80: "8", 81: "9",
}  # fmt: skip
_WINDOWS_DIGITS = {2 + n: str(n + 1) for n in range(9)} | {
    79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9",
}  # fmt: skip
_MACOS_DIGITS = {
    18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9",
    83: "1", 84: "2", 85: "3", 86: "4", 87: "5", 88: "6", 89: "7", 91: "8", 92: "9",
}  # fmt: skip
_X11_LETTERS = {
    24 + n: letter for n, letter in enumerate("QWERTYUIOP")
} | {38 + n: letter for n, letter in enumerate("ASDFGHJKL")} | {
    52 + n: letter for n, letter in enumerate("ZXCVBNM")
}  # fmt: skip
_MACOS_LETTERS = dict(
    zip((0, 11, 8, 2, 14, 3, 5, 4, 34, 38, 40, 37, 46, 45, 31, 35, 12, 15, 1, 17, 32, 9, 13, 7, 16, 6),
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True)
)  # fmt: skip
_WINDOWS_LETTERS = {code: chr(code) for code in range(ord("A"), ord("Z") + 1)}  # the virtual keys, in every layout
_LAST_LATIN = 0x24F
_FIRST_SPECIAL = 0x01000000  # from here on Qt's codes are keys without a letter: F1, Shift, Home
_NAMED = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_F11: "F11",
    Qt.Key.Key_Slash: "/",
    Qt.Key.Key_Question: "?",
}


def key_name(event: QKeyEvent, platform: str = sys.platform) -> str:
    """The name of the pressed key: "1".."9" by position, a Latin letter, "Shift+Z", "Enter", or "".

    A letter on a layout without Latin letters (Cyrillic, Arabic) is the one at that place of a QWERTY
    keyboard where the system tells the place.
    """
    digit = _digit(event, platform)
    if digit:
        return digit
    named = _NAMED.get(Qt.Key(event.key()))
    if named:
        return named
    letter = _letter(event, platform)
    if letter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return f"Shift+{letter}"
    return letter


def pressed_s(event: QKeyEvent) -> float:
    """When the key went down: seconds of the window system's own clock, whose zero is anywhere; 0 if not told.

    On X11 the server stamps it, on Wayland the compositor, on Windows and macOS the system: none of them waits
    for this program, however busy it is.
    """
    return event.timestamp() / 1000


def _digit(event: QKeyEvent, platform: str) -> str:
    if platform == "win32":
        found = _WINDOWS_DIGITS.get(event.nativeScanCode() & 0xFF)
        # Set 1 gives the arrows the scan codes of the keypad, told apart by the extended bit.
        if found and event.nativeScanCode() < 0x100:
            return found
    elif platform == "darwin":
        found = _MACOS_DIGITS.get(event.nativeVirtualKey())
        if found and event.text():
            return found
    else:
        found = _X11_DIGITS.get(event.nativeScanCode())
        if found:
            return found
    key = event.key()
    return chr(key) if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 else ""


def _letter(event: QKeyEvent, platform: str) -> str:
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key)
    if not _LAST_LATIN < key < _FIRST_SPECIAL:
        return ""
    if platform == "win32":
        return _WINDOWS_LETTERS.get(event.nativeVirtualKey(), "")
    if platform == "darwin":
        return _MACOS_LETTERS.get(event.nativeVirtualKey(), "")
    return _X11_LETTERS.get(event.nativeScanCode(), "")


class KeyMap:
    """Which action a key name stands for, after the rep's own changes. One key, one action."""

    def __init__(self, changes: Iterable[tuple[str, str]] = ()) -> None:
        chosen = dict(changes)
        taken = {key: name for name, key in chosen.items() if key}  # the rep's own choice beats a default
        self._key_of = {
            action.name: chosen.get(action.name, "" if action.key in taken else action.key) for action in ACTIONS
        }
        self._action_of = {key: name for name, key in self._key_of.items() if key}

    def action(self, key: str) -> str:
        """The action of `key`, "" for none."""
        return self._action_of.get(key, "")

    def key(self, action: str) -> str:
        """The key of `action` as its cap shows it, "" if it was switched off."""
        return self._key_of.get(action, "")
