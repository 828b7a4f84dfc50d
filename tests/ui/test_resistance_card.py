"""The card "Resistance" of the settings: its face, its name and the if-then lines, by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.if_then import SUGGESTIONS
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage, make_page
from lch_desktop.ui.settings.resistance_card import ResistanceCard
from lch_desktop.ui.settings.resistance_lines import LineRow
from lch_desktop.ui.widgets import creature_pixmap
from lch_desktop.ui.widgets.picture_choice import PictureOption
from tests.fakes import FakeClock
from tests.ui.pages_kit import make_services, show_page

A, B, C = ("coffee calls", "I dial one more"), ("they sigh", "I have an idea"), ("that no hurt", "I stand up")


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.rep.save(replace(made.rep.settings, if_then=(A, B), if_then_kept=(C,)))
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, data_dir: Path) -> SettingsPage:
    made = show_page(qtbot, make_page(context, data_dir))
    context.hub.changed.connect(made.on_shown)
    made.activateWindow()
    return made


@pytest.fixture
def card(page: SettingsPage) -> ResistanceCard:
    return page.resistance


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def type_in(text: str) -> None:
    target = QApplication.focusWidget()
    assert isinstance(target, QLineEdit)
    target.selectAll()
    QTest.keyClicks(target, text)


def go(row: LineRow, label: str) -> QPushButton:
    """The keyboard to the button of a line."""
    found = next(one for one in row.findChildren(QPushButton) if one.text() == label and one.isVisible())
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def field(widget: QWidget, name: str) -> QLineEdit:
    return next(one for one in widget.findChildren(QLineEdit) if one.accessibleName() == name and one.isVisible())


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


# the face and the name


def test_arrow_keys_choose_the_face(card: ResistanceCard, services: Services) -> None:
    options = card.findChildren(PictureOption)
    assert [option.accessibleName() for option in options] == ["Coffee", "Cloud", "Sofa"]
    assert [option.isChecked() for option in options] == [True, False, False]
    options[0].setFocus()
    for key, kind in ((Qt.Key.Key_Right, "cloud"), (Qt.Key.Key_Right, "sofa"), (Qt.Key.Key_Right, "coffee"),
                      (Qt.Key.Key_Left, "sofa"), (Qt.Key.Key_Up, "cloud")):  # fmt: skip
        press(key)
        assert services.resistance.creature == kind
        assert card.pictures.value() == kind
        assert QApplication.focusWidget() is options[["coffee", "cloud", "sofa"].index(kind)]


def test_space_and_tab_too(card: ResistanceCard, services: Services) -> None:
    options = card.findChildren(PictureOption)
    options[2].setFocus()
    press(Qt.Key.Key_Space)
    assert services.resistance.creature == "sofa"
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.name, "one stop for the three"


def test_the_three_are_three_drawings() -> None:
    images = [creature_pixmap(kind=kind).toImage() for kind in ("coffee", "cloud", "sofa")]
    assert all(not image.isNull() for image in images)
    assert images[0] != images[1] != images[2] != images[0]
    assert creature_pixmap(kind="dragon").toImage() == images[0] == creature_pixmap().toImage()


def test_it_gets_a_name(card: ResistanceCard, services: Services) -> None:
    card.name.setFocus()
    type_in("  Nagging Ned ")
    press(Qt.Key.Key_Return)
    assert services.resistance.name == "Nagging Ned"
    type_in("Fred")
    press(Qt.Key.Key_Escape)
    assert services.resistance.name == "Nagging Ned"
    assert card.name.maxLength() <= 24


# the lines


def test_the_lines_are_told_with_what_is_known_of_them(card: ResistanceCard) -> None:
    said = texts(card)
    for words in ("If coffee calls, then I dial one more.", "If that no hurt, then I stand up.", "Set aside",
                  "Line 1. Not rehearsed yet: type it or read it aloud once."):  # fmt: skip
        assert words in said
    assert any("Two in use at most" in text for text in said)
    assert len(card.rows()) == 3


def test_typing_a_line_once(card: ResistanceCard, services: Services) -> None:
    row = card.rows()[0]
    go(row, "Rehearse")
    press(Qt.Key.Key_Return)
    assert field(row, "Type the line once").hasFocus()
    type_in("if coffee calls")
    press(Qt.Key.Key_Return)
    assert "Not the same words yet. Capitals and commas do not matter." in texts(row)
    assert services.rep.settings.if_then_rehearsed == ()
    type_in("if coffee calls then i dial one more")
    press(Qt.Key.Key_Return)
    assert dict(services.rep.settings.if_then_rehearsed) == {A[0]: services.rep.today().isoformat()}
    assert "Line 1. Rehearsed today." in texts(row)
    assert row.rehearsal.isHidden()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert row.isAncestorOf(focused), "the keyboard stays where it was"


def test_reading_it_aloud_is_believed(card: ResistanceCard, services: Services) -> None:
    row = card.rows()[1]
    go(row, "Rehearse")
    press(Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert dict(services.rep.settings.if_then_rehearsed) == {B[0]: services.rep.today().isoformat()}


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Rehearsed today."), (1, "Rehearsed yesterday."), (7, "Rehearsed on "), (8, "Once more?")],
)
def test_when_it_was_rehearsed(
    page: SettingsPage, card: ResistanceCard, services: Services, days: int, words: str
) -> None:
    on = services.rep.today() - timedelta(days=days)
    services.rep.save(replace(services.rep.settings, if_then_rehearsed=((A[0], on.isoformat()),)))
    page.on_shown()
    remark = next(text for text in texts(card.rows()[0]) if text.startswith("Line 1."))
    assert words in remark
    assert ("Once more?" in remark) is (days > 7)


def test_a_new_line_is_written_and_set_aside_where_two_are_in_use(
    card: ResistanceCard, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    card.editor.condition.setFocus()
    type_in("If the inbox calls,")
    press(Qt.Key.Key_Return)
    assert card.editor.act.hasFocus()
    type_in("then I close it.")
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        press(Qt.Key.Key_Return)
    assert services.rep.settings.if_then_kept == (C, ("the inbox calls", "I close it"))
    assert card.editor.condition.text() == ""
    assert card.editor.act.text() == ""
    offered.args[1]()
    assert services.rep.settings.if_then_kept == (C,)


@pytest.mark.parametrize(
    ("condition", "act", "part"),
    [("inbox", "", "needs both"), ("", "I dial", "needs both"), ("Coffee calls!", "x", "already")],
)
def test_a_line_that_cannot_be_kept_says_why_and_stays(
    card: ResistanceCard, services: Services, condition: str, act: str, part: str
) -> None:
    before = services.rep.settings
    card.editor.condition.setText(condition)
    card.editor.act.setText(act)
    card.editor.act.setFocus()
    press(Qt.Key.Key_Return)
    assert part in card.editor.problem.said
    assert (card.editor.condition.text(), card.editor.act.text()) == (condition, act)
    assert services.rep.settings == before
    press(Qt.Key.Key_Escape)
    assert card.editor.problem.said == ""
    assert card.editor.condition.text() == ""


def test_ours_are_offered_and_fill_the_fields(card: ResistanceCard, services: Services) -> None:
    pick = next(one for one in card.editor.findChildren(QPushButton) if one.text() == "Pick one of ours")
    pick.setFocus()
    press(Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    assert len(offered) == len([line for line in SUGGESTIONS if line[0] not in (A[0], B[0], C[0])]) == 7
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert (card.editor.condition.text(), card.editor.act.text()) == SUGGESTIONS[0]
    press(Qt.Key.Key_Return)
    assert services.rep.settings.if_then_kept[-1] == SUGGESTIONS[0]


def test_changing_a_line_in_place(card: ResistanceCard, services: Services, context: UiContext, qtbot: QtBot) -> None:
    services.resistance.rehearsed(A[0])
    row = card.rows()[0]
    go(row, "Change")
    press(Qt.Key.Key_Return)
    assert field(row, "If").text() == A[0]
    press(Qt.Key.Key_Return)
    type_in("I dial two more")
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        press(Qt.Key.Key_Return)
    assert services.rep.settings.if_then == ((A[0], "I dial two more"), B)
    assert services.rep.settings.if_then_rehearsed == ()
    assert row.editor.isHidden()
    offered.args[1]()
    assert services.rep.settings.if_then == (A, B)
    assert services.rep.settings.if_then_rehearsed != ()


def test_esc_leaves_the_words_as_they_were(card: ResistanceCard, services: Services) -> None:
    row = card.rows()[0]
    go(row, "Change")
    press(Qt.Key.Key_Return)
    type_in("something else")
    press(Qt.Key.Key_Escape)
    assert row.editor.isHidden()
    assert services.rep.settings.if_then == (A, B)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert row.isAncestorOf(focused)


def test_a_change_that_is_refused_is_said_at_its_line(card: ResistanceCard) -> None:
    row = card.rows()[0]
    go(row, "Change")
    press(Qt.Key.Key_Return)
    type_in(B[0])
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "already" in row.editor.problem.said
    assert card.editor.problem.said == ""
    assert row.editor.isVisible()


def test_swapping_setting_aside_using_and_removing(
    card: ResistanceCard, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    def settings() -> tuple[object, object]:
        return services.rep.settings.if_then, services.rep.settings.if_then_kept

    for place, label, after in (
        (2, "Swap with line 2", ((A, C), (B,))),
        (0, "Set aside", ((C,), (A, B))),
        (1, "Use", ((C, A), (B,))),
        (2, "Remove", ((C, A), ())),
        (1, "Remove", ((C,), ())),
    ):
        before = settings()
        button = go(card.rows()[place], label)
        with qtbot.waitSignal(context.hub.undo_offered) as offered:
            QTest.keyClick(button, Qt.Key.Key_Return)
        assert settings() == after, label
        offered.args[1]()
        assert settings() == before, f"undo of {label}"
        go(card.rows()[place], label).click()
    assert [row.condition for row in card.rows()] == [C[0]]


def test_every_button_says_what_it_shows_and_of_which_line(card: ResistanceCard) -> None:
    for row in card.rows():
        for button in row.findChildren(QPushButton):
            if button.isVisible():
                assert button.accessibleName() == button.text()
                assert button.accessibleDescription().startswith("If ")


def test_enter_pressed_twice_removes_one_line(card: ResistanceCard, services: Services) -> None:
    go(card.rows()[0], "Remove")
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert services.rep.settings.if_then == (B,)
    assert services.rep.settings.if_then_kept == (C,)
    assert card.rows()[0].rehearsal.isVisible(), "the second Enter did no harm"


def test_without_a_line_the_keyboard_is_where_one_is_written(card: ResistanceCard, services: Services) -> None:
    for _ in range(3):
        go(card.rows()[0], "Remove").click()
    assert card.rows() == []
    assert card.editor.condition.hasFocus()
