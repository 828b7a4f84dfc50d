"""Buttons, keys and choices: what they say, what they emit, how they take the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.ui import widgets as w
from lch_desktop.ui.theme import ThemeHolder, make_theme
from lch_desktop.ui.widgets.focus_ring import OUTSIDE, FocusRing


@pytest.fixture
def look(qtbot: QtBot) -> ThemeHolder:
    return ThemeHolder(make_theme("dark"))


def every_button(look: ThemeHolder) -> list[QAbstractButton]:
    return [
        w.PrimaryButton(look, "Start the hour", "Enter"),
        w.PrimaryButton(look, "Call", "Enter", icon="phone", form=w.LARGE),
        w.SecondaryButton(look, "Send", "T", icon="send"),
        w.QuietButton(look, "Print one"),
        w.HintButton(look, "A", "Asked for the order"),
        w.IconButton(look, "chevron-right", "Next week"),
        w.OutcomeKey(look, "phone-call", "connected", "Connected", "1"),
        w.SlotButton(look, "Tue 24 Nov", "8:40", "9:40 in Toronto", "1"),
        w.StarToggle(look, "Star Dana Ruiz"),
        w.NavButton(look, "sun", "Today"),
        w.FilterButton(look, "Promised", "3"),
        w.Check(look, "Asked for the order", "A"),
    ]


def test_every_button_says_its_words_without_the_key(look: ThemeHolder, qtbot: QtBot) -> None:
    said = []
    for button in every_button(look):
        qtbot.addWidget(button)
        face = QAccessible.queryAccessibleInterface(button)
        said.append(face.text(QAccessible.Text.Name))
        assert face.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox)
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert said == [
        "Start the hour",
        "Call",
        "Send",
        "Print one",
        "Asked for the order",
        "Next week",
        "Connected",
        "Tue 24 Nov, 8:40, 9:40 in Toronto",
        "Star Dana Ruiz",
        "Today",
        "Promised 3",
        "Asked for the order",
    ]


@pytest.mark.parametrize("scale", [100, 150])
def test_targets_are_high_enough_and_grow_with_the_text(qtbot: QtBot, scale: int) -> None:
    look = ThemeHolder(make_theme("dark", scale=scale))
    for button in every_button(look):
        qtbot.addWidget(button)
        assert button.sizeHint().height() >= 40 * scale // 100


@pytest.mark.parametrize("palette", ["dark", "light", "focus"])
def test_every_button_paints_in_every_state(qtbot: QtBot, palette: str) -> None:
    look = ThemeHolder(make_theme(palette))
    for button in every_button(look):
        qtbot.addWidget(button)
        button.resize(button.sizeHint())
        rest = button.grab().toImage()
        button.setEnabled(False)
        assert button.grab().toImage() != rest or isinstance(button, w.NavButton | w.FilterButton | w.StarToggle)


def test_an_ampersand_in_a_name_stays_one(look: ThemeHolder, qtbot: QtBot) -> None:
    button = w.PrimaryButton(look, "Back to B&B", "Enter")
    qtbot.addWidget(button)
    assert (button.label, button.accessibleName()) == ("Back to B&B", "Back to B&B")
    assert button.shortcut().isEmpty()


def test_a_click_and_the_space_key_press(look: ThemeHolder, qtbot: QtBot) -> None:
    button = w.SecondaryButton(look, "Copy", "C")
    qtbot.addWidget(button)
    for press in (qtbot.mouseClick, qtbot.keyClick):
        with qtbot.waitSignal(button.clicked, timeout=15000):
            press(button, Qt.MouseButton.LeftButton if press is qtbot.mouseClick else Qt.Key.Key_Space)


def test_a_label_changes_the_width(look: ThemeHolder, qtbot: QtBot) -> None:
    button = w.PrimaryButton(look, "Call", "Enter")
    qtbot.addWidget(button)
    narrow = button.sizeHint().width()
    button.set_label("Call Maximiliana")
    assert button.sizeHint().width() > narrow
    button.set_cap_text("")
    assert button.sizeHint().width() < narrow + 200


def test_a_flash_ends_by_itself_and_needs_motion(look: ThemeHolder, qtbot: QtBot) -> None:
    button = w.HintButton(look, "N", "Note")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    rest = button.grab().toImage()
    button.flash()
    assert button.grab().toImage() != rest
    qtbot.waitUntil(lambda: button.grab().toImage() == rest, timeout=15000)
    look.set_theme(make_theme("dark", reduced_motion=True))
    button.flash()
    assert button.grab().toImage() == rest


def test_a_hidden_cap_keeps_its_place(look: ThemeHolder, qtbot: QtBot) -> None:
    hint = w.HintButton(look, "N", "Note")
    qtbot.addWidget(hint)
    before = hint.sizeHint()
    hint.resize(before)
    shown = hint.grab().toImage()
    hint.set_cap_off(True)
    assert hint.sizeHint() == before
    assert hint.grab().toImage() != shown


def outcome(look: ThemeHolder, qtbot: QtBot) -> w.OutcomeKey:
    key = w.OutcomeKey(look, "ban", "do_not_call", "Do not call", "8")
    qtbot.addWidget(key)
    key.resize(156, 88)
    return key


def test_the_outcome_key_asks_once_more_and_settles(look: ThemeHolder, qtbot: QtBot) -> None:
    key = outcome(look, qtbot)
    key.ask_again("Press 8 again", ms=10)
    assert (key.is_asking, key.accessibleDescription()) == (True, "Press 8 again")
    with qtbot.waitSignal(key.lapsed, timeout=15000):
        pass
    assert (key.is_asking, key.accessibleDescription(), key.accessibleName()) == (False, "", "Do not call")


def test_an_answer_in_time_does_not_lapse(look: ThemeHolder, qtbot: QtBot) -> None:
    key = outcome(look, qtbot)
    key.ask_again("Press 8 again", ms=1)
    with qtbot.assertNotEmitted(key.lapsed, wait=30):
        key.settle()


def test_the_outcome_key_shows_its_states(look: ThemeHolder, qtbot: QtBot) -> None:
    key = outcome(look, qtbot)
    pictures = [key.grab().toImage()]
    key.set_caps_off(True)
    pictures.append(key.grab().toImage())
    key.set_cap_text("Ctrl 8")
    pictures.append(key.grab().toImage())
    key.flash()
    pictures.append(key.grab().toImage())
    key.ask_again("Press 8 again")
    pictures.append(key.grab().toImage())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])
    assert pictures[3].pixelColor(78, 0).name() == QColor(look.theme.tokens.do_not_call).name()


def test_a_slot_says_the_other_clock_in_brief_where_it_would_be_cut(look: ThemeHolder, qtbot: QtBot) -> None:
    pictures = []
    for muted, brief in (("9:40 in Toronto", "(9:40)"), ("(9:40)", "")):
        slot = w.SlotButton(look, "Tue 24 Nov", key_cap="1")
        qtbot.addWidget(slot)
        slot.set_slot("Tue 24 Nov", "8:40", muted, brief)
        slot.resize(130, slot.sizeHint().height())
        pictures.append(slot.grab().toImage())
    assert pictures[0] == pictures[1]


def test_one_word_stands_in_the_middle_of_its_slot(look: ThemeHolder, qtbot: QtBot) -> None:
    slot = w.SlotButton(look, "Timing")
    qtbot.addWidget(slot)
    slot.resize(160, slot.sizeHint().height())
    picture, plain = slot.grab().toImage(), w.SlotButton(look, "")
    qtbot.addWidget(plain)
    plain.resize(slot.size())
    empty = plain.grab().toImage()
    rows = [y for y in range(slot.height()) if any(picture.pixel(x, y) != empty.pixel(x, y) for x in range(160))]
    assert abs((rows[0] + rows[-1]) / 2 - slot.height() / 2) <= 4


def test_a_picked_slot_wears_the_accent(look: ThemeHolder, qtbot: QtBot) -> None:
    slot = w.SlotButton(look, "Tue 24 Nov", "8:40", "9:40 in Toronto", "1")
    qtbot.addWidget(slot)
    slot.resize(160, 64)
    slot.set_chosen(True)
    assert slot.chosen
    assert slot.grab().toImage().pixelColor(80, 0).name() == look.theme.tokens.accent.lower()


def test_a_segment_holds_one_value(look: ThemeHolder, qtbot: QtBot) -> None:
    segment = w.Segment(look, "How long", [("30", "30"), ("60", "60"), ("own", "Own")], "60")
    qtbot.addWidget(segment)
    with qtbot.waitSignal(segment.value_changed, timeout=15000) as told:
        qtbot.mouseClick(segment.findChild(w.Button, "own"), Qt.MouseButton.LeftButton)
    assert (told.args, segment.value()) == (["own"], "own")
    with pytest.raises(KeyError):
        segment.set_value("90")


def test_the_page_on_screen_is_told_to_screen_readers(look: ThemeHolder, qtbot: QtBot) -> None:
    nav = w.NavButton(look, "sun", "Today")
    qtbot.addWidget(nav)
    nav.resize(200, 40)
    away = nav.grab().toImage()
    nav.set_current(True)
    assert (nav.is_current, nav.accessibleDescription()) == (True, "current page")
    assert nav.grab().toImage() != away


def test_a_check_takes_a_click_anywhere_in_its_row(look: ThemeHolder, qtbot: QtBot) -> None:
    check = w.Check(look, "Phone on silent")
    qtbot.addWidget(check)
    check.resize(300, 40)
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(280, 20))
    assert check.isChecked()


def test_a_star_is_filled_when_set(look: ThemeHolder, qtbot: QtBot) -> None:
    star = w.StarToggle(look, "Star Dana Ruiz")
    qtbot.addWidget(star)
    star.resize(40, 40)
    assert star.grab().toImage().pixelColor(20, 20).name() != look.theme.tokens.sun.lower()
    star.setChecked(True)
    assert star.grab().toImage().pixelColor(20, 20).name() == look.theme.tokens.sun.lower()


def row_of_buttons(look: ThemeHolder, qtbot: QtBot) -> tuple[QWidget, w.PrimaryButton]:
    """A window whose button fills a row without margins, where a ring of its own would be cut off."""
    window = QWidget()
    qtbot.addWidget(window)
    outer = QVBoxLayout(window)
    row = QWidget()
    inner = QHBoxLayout(row)
    inner.setContentsMargins(0, 0, 0, 0)
    other, button = w.SecondaryButton(look, "Copy"), w.PrimaryButton(look, "Send")
    inner.addWidget(other)
    inner.addWidget(button)
    outer.addWidget(row)
    with qtbot.waitExposed(window):
        window.show()
    other.setFocus()
    return window, button


def test_the_ring_lies_around_what_has_the_keyboard(look: ThemeHolder, qtbot: QtBot) -> None:
    window, button = row_of_buttons(look, qtbot)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus, timeout=15000)
    ring = window.findChild(FocusRing)
    assert ring is not None
    assert ring.isVisible()
    corner = button.mapTo(window, QPoint(0, 0))
    assert ring.geometry().topLeft() == corner - QPoint(OUTSIDE, OUTSIDE)
    assert window.rect().contains(ring.geometry())
    window.resize(window.width() + 100, window.height())
    assert ring.geometry().right() == button.mapTo(window, button.rect().topRight()).x() + OUTSIDE
    button.clearFocus()
    assert not ring.isVisible()


def test_a_mouse_click_shows_no_ring(look: ThemeHolder, qtbot: QtBot) -> None:
    window, button = row_of_buttons(look, qtbot)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    ring = window.findChild(FocusRing)
    assert ring is None or not ring.isVisible()


def test_the_ring_outlives_the_window_it_lay_in(look: ThemeHolder, qtbot: QtBot) -> None:
    window, button = row_of_buttons(look, qtbot)
    look.show_ring(button, 8)
    window.deleteLater()
    qtbot.waitUntil(lambda: look._ring is None or not look._ring.is_alive(), timeout=15000)
    _, second = row_of_buttons(look, qtbot)
    look.show_ring(second, 8)
    assert look._ring is not None
    assert look._ring.is_alive()
