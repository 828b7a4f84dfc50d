"""Which key was pressed, on every keyboard; and what the rep has remapped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from lch_desktop.ui.hotkeys import ACTIONS, OUTCOME_ACTIONS, KeyMap, key_name

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
CYRILLIC_EF, CYRILLIC_YA = 0x0424, 0x042F  # on the places of A and Z
ARABIC_SHEEN, ARABIC_HAMZA = 0x0634, 0x0626  # likewise
ARABIC_ONE, ARABIC_NINE = 0x0661, 0x0669
E_ACUTE, AMPERSAND = Qt.Key.Key_Eacute, Qt.Key.Key_Ampersand


def event(
    key: int, *, scan: int = 0, virtual: int = 0, modifiers: Qt.KeyboardModifier = NONE, text: str = ""
) -> QKeyEvent:
    """A press as the system reports it."""
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, virtual, 0, text)


DIGITS = [
    # the main row, by place: X11, Windows, macOS
    ("linux", event(Qt.Key.Key_1, scan=10), "1"),
    ("linux", event(Qt.Key.Key_9, scan=18), "9"),
    ("linux", event(AMPERSAND, scan=10, text="&"), "1"),  # French
    ("linux", event(E_ACUTE, scan=11, text="é"), "2"),
    ("linux", event(ARABIC_ONE, scan=10), "1"),
    ("linux", event(ARABIC_NINE, scan=18), "9"),
    ("linux", event(Qt.Key.Key_1, scan=10, modifiers=SHIFT), "1"),  # French with Shift
    ("win32", event(AMPERSAND, scan=2, text="&"), "1"),
    ("win32", event(ARABIC_NINE, scan=10), "9"),
    ("darwin", event(AMPERSAND, virtual=18, text="&"), "1"),
    ("darwin", event(ARABIC_NINE, virtual=25, text="٩"), "9"),
    ("darwin", event(Qt.Key.Key_5, virtual=23, text="5"), "5"),
    ("darwin", event(Qt.Key.Key_6, virtual=22, text="6"), "6"),
    # the keypad, NumLock on
    ("linux", event(Qt.Key.Key_7, scan=79, modifiers=KEYPAD), "7"),
    ("win32", event(Qt.Key.Key_7, scan=71, modifiers=KEYPAD), "7"),
    ("darwin", event(Qt.Key.Key_7, virtual=89, modifiers=KEYPAD, text="7"), "7"),
    # NumLock off
    ("linux", event(Qt.Key.Key_Home, scan=79, modifiers=KEYPAD), "7"),
    ("linux", event(Qt.Key.Key_Left, scan=83, modifiers=KEYPAD), "4"),
    ("linux", event(Qt.Key.Key_Clear, scan=84, modifiers=KEYPAD), "5"),
    ("win32", event(Qt.Key.Key_Left, scan=75, modifiers=KEYPAD), "4"),
    ("win32", event(Qt.Key.Key_End, scan=79, modifiers=KEYPAD), "1"),
    # somebody else's key press (remote control, on-screen keyboard) has no place: the digit counts
    ("linux", event(Qt.Key.Key_3), "3"),
    ("win32", event(Qt.Key.Key_3), "3"),
    ("darwin", event(Qt.Key.Key_3), "3"),
]


@pytest.mark.parametrize(("platform", "pressed", "name"), DIGITS)
def test_digits_are_matched_by_place(platform: str, pressed: QKeyEvent, name: str) -> None:
    assert key_name(pressed, platform) == name


NOT_DIGITS = [
    ("win32", event(Qt.Key.Key_Left, scan=0x14B), "Left"),  # the arrow beside the keypad's 4
    ("win32", event(Qt.Key.Key_Up, scan=0x148), "Up"),
    ("win32", event(Qt.Key.Key_Down, scan=0x150), "Down"),
    ("win32", event(Qt.Key.Key_Home, scan=0x147), ""),
    ("win32", event(Qt.Key.Key_End, scan=0x14F), ""),
    ("linux", event(Qt.Key.Key_Left, scan=113), "Left"),
    ("linux", event(Qt.Key.Key_0, scan=19), ""),
    ("linux", event(Qt.Key.Key_Insert, scan=90, modifiers=KEYPAD), ""),
    ("darwin", event(Qt.Key.Key_Left, virtual=123), "Left"),
    ("linux", event(Qt.Key.Key_Minus, scan=20), ""),
]


@pytest.mark.parametrize(("platform", "pressed", "name"), NOT_DIGITS)
def test_arrows_and_zero_do_not_become_outcomes(platform: str, pressed: QKeyEvent, name: str) -> None:
    assert key_name(pressed, platform) == name


LETTERS = [
    ("linux", event(Qt.Key.Key_N, scan=57), "N"),
    ("linux", event(Qt.Key.Key_A, scan=24), "A"),  # French: the letter on the cap, not its place
    ("linux", event(CYRILLIC_EF, scan=38), "A"),
    ("linux", event(CYRILLIC_YA, scan=52), "Z"),
    ("linux", event(CYRILLIC_YA, scan=52, modifiers=SHIFT), "Shift+Z"),
    ("linux", event(ARABIC_SHEEN, scan=38), "A"),
    ("linux", event(ARABIC_HAMZA, scan=52), "Z"),
    ("win32", event(CYRILLIC_EF, scan=30, virtual=0x41), "A"),
    ("win32", event(CYRILLIC_YA, scan=44, virtual=0x5A), "Z"),
    ("win32", event(ARABIC_SHEEN, scan=30, virtual=0x41, modifiers=SHIFT), "Shift+A"),
    ("darwin", event(CYRILLIC_EF, virtual=0, text="ф"), "A"),
    ("darwin", event(CYRILLIC_YA, virtual=6, text="я"), "Z"),
    ("darwin", event(ARABIC_SHEEN, virtual=0, text="ش"), "A"),
    ("linux", event(Qt.Key.Key_Z, modifiers=SHIFT), "Shift+Z"),
]


@pytest.mark.parametrize(("platform", "pressed", "name"), LETTERS)
def test_letters_on_latin_cyrillic_and_arabic_layouts(platform: str, pressed: QKeyEvent, name: str) -> None:
    assert key_name(pressed, platform) == name


NAMED = [
    (Qt.Key.Key_Return, NONE, "Enter"),
    (Qt.Key.Key_Enter, KEYPAD, "Enter"),
    (Qt.Key.Key_Escape, NONE, "Esc"),
    (Qt.Key.Key_Left, NONE, "Left"),
    (Qt.Key.Key_F11, NONE, "F11"),
    (Qt.Key.Key_Question, SHIFT, "?"),
    (Qt.Key.Key_Shift, SHIFT, ""),
    (Qt.Key.Key_Control, NONE, ""),
    (Qt.Key.Key_F1, NONE, ""),
    (Qt.Key.Key_MediaPlay, NONE, ""),
    (Qt.Key.Key_VolumeDown, NONE, ""),
    (Qt.Key.Key_HomePage, NONE, ""),
]


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
@pytest.mark.parametrize(("key", "modifiers", "name"), NAMED)
def test_named_keys_and_keys_that_are_nothing_to_us(
    platform: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, name: str
) -> None:
    assert key_name(event(key, modifiers=modifiers), platform) == name


def test_the_keys_as_they_come() -> None:
    keys = KeyMap()
    for place, action in enumerate(OUTCOME_ACTIONS, start=1):
        assert keys.action(str(place)) == action.name
    table = "ask A, note N, voicemail-words V, opener O, goal G, redial D, called-back B, later L, skip S, snooze J"
    table += ", undo Z, redo Shift+Z, edit-last Left, resistance R, pause P, hide-minutes H, call-bar F11, keys ?"
    for pair in table.split(", "):
        name, key = pair.split(" ")
        assert keys.action(key) == name
        assert keys.key(name) == key


def test_no_two_actions_share_a_key() -> None:
    assert len({action.key for action in ACTIONS}) == len(ACTIONS)


def test_a_remapped_key_moves_and_the_old_one_is_free() -> None:
    keys = KeyMap([("skip", "K")])
    assert keys.action("K") == "skip"
    assert keys.action("S") == ""
    assert keys.key("skip") == "K"


def test_a_key_switched_off_has_no_cap_and_no_effect() -> None:
    keys = KeyMap([("do-not-call", "")])
    assert keys.key("do-not-call") == ""
    assert keys.action("8") == ""
    assert keys.action("") == ""


@pytest.mark.parametrize("changes", [[("connected", "N")], [("snooze", "N")]])
def test_the_reps_own_choice_beats_a_default(changes: list[tuple[str, str]]) -> None:
    keys = KeyMap(changes)
    assert keys.action("N") == changes[0][0]
    assert keys.key("note") == "", "one key, one action: the cap may not promise what the key does not do"


def test_two_keys_can_change_places() -> None:
    keys = KeyMap([("skip", "J"), ("snooze", "S")])
    assert (keys.action("J"), keys.action("S")) == ("skip", "snooze")


def test_an_action_of_an_older_version_is_ignored() -> None:
    assert KeyMap([("gone", "X")]).action("X") == ""
