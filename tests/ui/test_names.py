"""What assistive technology and tests from outside find (design/product.md section 12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.ui.widgets import Check, SlotButton
from lch_desktop.ui.widgets.buttons import Button
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, running

CARD_BUTTONS = (
    "Call, Connected, Call back later, Left voicemail, No answer, Not interested, Wrong number, Sold, Do not call, "
    "Someone else, Undo, Skip, Snooze, Resistance, Pause, End the hour, Add note"
).split(", ")
SCREENS: dict[str, tuple[str, ...]] = {
    "card": (),
    "live": ("Enter",),
    "note": ("Enter", "N"),
    "goal": ("G",),
    "strip": ("Enter", "1"),
    "strip with a typed time": ("Enter", "1", "3"),
    "strip without a next call": ("Enter", "1", "4"),
    "call back": ("2",),
    "not interested": ("5",),
    "someone else": ("9",),
    "snooze": ("J",),
    "later": ("L",),
    "called back": ("B",),
    "end": ("Esc", "Esc"),
    "resistance": ("R",),
    "pause": ("P",),
    "pause, asking": ("P", "Enter"),
    "all keys": ("?",),
}


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


def go(hour: Hour, screen: str) -> None:
    keys = SCREENS[screen]
    hour.press(*keys, settle=screen != "end")
    hour.settle()


def controls(hour: Hour) -> list[QWidget]:
    """Everything that can be pressed or typed in and is showing."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    return [widget for kind in kinds for widget in hour.window.findChildren(kind) if widget.isVisible()]


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_name_equal_to_its_label(hour: Hour, screen: str) -> None:
    go(hour, screen)
    found = controls(hour)
    assert found
    for widget in found:
        name = widget.accessibleName()
        assert name.strip(), (screen, widget)
        label = ""
        if isinstance(widget, Button | Check):
            label = widget.text().replace("&&", "&")
        assert name.startswith(label), (screen, name, label)  # a slot's name goes on with its clock
        assert name == label or not label or isinstance(widget, SlotButton), (screen, name, label)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_is_reachable_by_tab(hour: Hour, screen: str) -> None:
    go(hour, screen)
    by_key_only = {"Hide the minutes", "Undo", "Redo", "Goal for this call"}  # H, Z, Shift+Z and G
    for widget in controls(hour):
        if widget.isEnabled() and widget.accessibleName() not in by_key_only:
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, (screen, widget.accessibleName())


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_role(hour: Hour, screen: str) -> None:
    go(hour, screen)
    for widget in controls(hour):
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            assert role(widget) == QAccessible.Role.EditableText
        else:
            roles = (QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.ButtonMenu)
            assert role(widget) in roles, widget.accessibleName()


@pytest.mark.parametrize("name", CARD_BUTTONS)
def test_the_fixed_names_of_the_card(hour: Hour, name: str) -> None:
    assert role(hour.button(name)) == QAccessible.Role.Button
    assert not hour.button(name).isCheckable()


def test_tab_goes_round_all_the_outcomes(hour: Hour) -> None:
    seen = set()
    for _ in range(60):
        hour.press("Tab")
        seen.add(hour.focused.accessibleName())
    assert {"Call", "Connected", "Someone else", "Pause", "End the hour"} <= seen


@pytest.mark.parametrize(
    ("screen", "page"), [("card", "Focus"), ("strip", "After the call"), ("resistance", "Resistance moment")]
)
def test_pages_are_panels_and_only_the_one_in_front_shows(hour: Hour, screen: str, page: str) -> None:
    go(hour, screen)
    pages = {"Today", "Plan", "Ready", "Leads", "Review", "Practice", "Settings", "Resistance moment", "Debrief"}
    pages |= {"Focus", "After the call"}
    showing = [f for f in hour.window.findChildren(QFrame) if f.accessibleName() in pages and f.isVisible()]
    names = {frame.accessibleName() for frame in showing}
    assert page in names
    assert names <= {page, "Focus"} if page == "After the call" else names == {page}
    for frame in showing:
        assert QAccessible.queryAccessibleInterface(frame).role() == QAccessible.Role.Border  # AT-SPI: panel


@pytest.mark.parametrize(
    ("name", "value"), [("Lead name", "Dana Ruiz"), ("Phone", "(614) 555-0143"), ("Time left", "60 min left")]
)
def test_labels_carry_their_value_in_the_description(hour: Hour, name: str, value: str) -> None:
    found = [x for x in hour.page.findChildren(QLabel) if x.accessibleName() == name and x.isVisible()]
    assert [label.accessibleDescription() for label in found] == [value]


def test_an_extension_is_said_too(hour: Hour) -> None:
    hour.open("Ruth Abernathy")
    assert hour.page.card.phone.accessibleDescription() == "(816) 555-0151  ext. 204"


def test_the_time_left_is_said_while_it_is_hidden(hour: Hour) -> None:
    hour.press("H")
    assert hour.page.time_left.text.accessibleDescription() == "60 min left"


@pytest.mark.parametrize(
    ("screen", "name"),
    [
        ("goal", "Goal for this call"),
        ("live", "What we talked about"),
        ("strip", "What we talked about"),
        ("strip", "Say in the text"),
    ],
)
def test_the_text_fields(hour: Hour, screen: str, name: str) -> None:
    go(hour, screen)
    found = [widget for widget in controls(hour) if widget.accessibleName() == name]
    assert len(found) == 1
    assert isinstance(found[0], QLineEdit | QPlainTextEdit)


def test_slots_carry_their_day(hour: Hour) -> None:
    go(hour, "strip")
    assert hour.p.strip is not None
    names = [slot.accessibleName() for slot in hour.page.strip.slots[:2]]
    assert names == [slot.name for slot in hour.p.strip.state.slots]
    assert names[0].startswith("Tue 24 Nov ")


def test_the_strips_buttons(hour: Hour) -> None:
    go(hour, "strip")
    for name in ("Save and next", "Undo", "Change outcome", "No next call", "Goal reached", "Text ready"):
        assert hour.button(name).isVisible()


def test_the_second_press_of_8_is_asked_in_the_description(hour: Hour) -> None:
    hour.press("8")
    button = hour.button("Do not call")
    assert button.accessibleDescription() == "Press 8 again"
