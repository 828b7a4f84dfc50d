"""The card of the templates: what is typed is checked at once, kept when it is left, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.settings import Settings
from lch_desktop.domain.templates import DEFAULTS, Template
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage, make_page
from lch_desktop.ui.settings.templates_card import TemplatesCard
from lch_desktop.ui.settings.templates_state import LABELS, build_templates
from lch_desktop.ui.widgets import QuietButton
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.ui.pages_kit import make_context, make_services

AFTER_TALK = DEFAULTS[Template.AFTER_TALK]
MINE = "Thanks {first_name}, {day} then. {rep}"


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.rep.save(replace(made.rep.settings, rep_name="Sam Ode"))
    yield made
    made.store.close()


@pytest.fixture
def context(services: Services) -> UiContext:
    return make_context(services)


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, data_dir: Path) -> SettingsPage:
    made = make_page(context, data_dir)
    made.resize(1056, 720)
    qtbot.addWidget(made)
    context.hub.changed.connect(made.on_shown)
    made.show()
    made.on_shown()
    return made


@pytest.fixture
def card(page: SettingsPage) -> TemplatesCard:
    found = page.findChild(TemplatesCard)
    assert isinstance(found, TemplatesCard)
    return found


def words_of(card: TemplatesCard) -> QPlainTextEdit:
    return card.findChild(QPlainTextEdit)  # type: ignore[return-value]


def kinds(card: TemplatesCard) -> QComboBox:
    return card.findChild(QComboBox)  # type: ignore[return-value]


def choose(card: TemplatesCard, template: Template) -> None:
    kinds(card).setCurrentIndex(list(LABELS).index(template))
    kinds(card).activated.emit(kinds(card).currentIndex())


def stored(services: Services) -> dict[str, str]:
    return dict(services.rep.settings.templates)


def said(card: TemplatesCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible() and label.text())


def type_words(card: TemplatesCard, words: str) -> None:
    edit = words_of(card)
    edit.setFocus()
    edit.selectAll()
    for line, text in enumerate(words.split("\n")):
        if line:
            QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(edit, text)


# The state


@pytest.mark.parametrize("template", list(Template))
def test_every_template_is_in_the_list(template: Template) -> None:
    state = build_templates(Settings(), template, rep_name="Sam", style=Style())
    assert LABELS[template] in [choice.label for choice in state.choices]
    assert state.words == DEFAULTS[template]
    assert (state.problem, state.is_own, state.count_is_much) == ("", False, False)
    assert "{" not in state.reads
    assert state.holds.startswith("{first_name}")


@pytest.mark.parametrize(
    ("template", "typed", "count", "much"),
    [
        (Template.EMAIL, "Hi {first_name},\n\nOne here. Two here.\n\n{rep}", "2 sentences", False),
        (Template.EMAIL, "One. Two. Three.", "3 sentences: one or two are read", True),
        (Template.SERVICE, "One.", "1 sentence", False),
        (Template.AFTER_TALK, "Thanks", "6 characters", False),
        (Template.AFTER_TALK, "a" * 161, "161 characters: goes out as more than one text", True),
        (Template.NOTE, "One. Two. Three.", "", False),
    ],
)
def test_what_is_counted(template: Template, typed: str, count: str, much: bool) -> None:
    state = build_templates(Settings(), template, rep_name="", style=Style(), typed=typed)
    assert (state.count, state.count_is_much) == (count, much)


def test_own_words_are_marked_and_a_way_of_a_newer_version_is_no_trouble() -> None:
    chosen = Settings(templates=(("late", "Soon, {first_name}!"),), text_way="pigeon")
    state = build_templates(chosen, Template.LATE, rep_name="", style=Style(twelve_hour=False))
    assert state.is_own
    assert state.reads == "Soon, Dana!"
    assert state.text_way == "sms"
    assert [choice.label for choice in state.choices if "yours" in choice.label] == ["Text when you run late (yours)"]


# The card


def test_it_shows_the_words_and_how_they_read(card: TemplatesCard) -> None:
    assert words_of(card).toPlainText() == AFTER_TALK
    assert "Dana reads: Thank you, Dana. I'll call Tuesday at 9:40" in said(card)


def test_words_are_kept_when_the_keyboard_leaves(card: TemplatesCard, services: Services) -> None:
    type_words(card, MINE)
    assert stored(services) == {}
    assert "Dana reads: Thanks Dana, Tuesday then. Sam Ode" in said(card)
    kinds(card).setFocus()
    assert stored(services) == {"after-talk": MINE}
    assert kinds(card).currentText() == "Text after a talk (yours)"


@pytest.mark.parametrize(
    ("template", "kept"), [(Template.AFTER_TALK, ("after-talk", "One")), (Template.NOTE, ("note", "One\nTwo"))]
)
def test_enter_ends_a_text_and_is_a_line_elsewhere(
    template: Template, kept: tuple[str, str], card: TemplatesCard, services: Services
) -> None:
    choose(card, template)
    type_words(card, "One")
    QTest.keyClick(words_of(card), Qt.Key.Key_Return)
    if template is Template.NOTE:
        assert stored(services) == {}
        QTest.keyClicks(words_of(card), "Two")
    kinds(card).setFocus()
    assert stored(services) == dict([kept])


def test_what_cannot_be_meant_is_said_and_not_kept(card: TemplatesCard, services: Services) -> None:
    type_words(card, "Hi {last_talk}")
    sentence = "{last_talk} is not known here; use {first_name}, {rep}, {day} or {time}."
    assert sentence in said(card)
    assert "Dana reads" not in said(card)
    kinds(card).setFocus()
    assert stored(services) == {}
    assert words_of(card).toPlainText() == "Hi {last_talk}"
    choose(card, Template.LATE)
    assert sentence not in said(card)
    choose(card, Template.AFTER_TALK)
    assert words_of(card).toPlainText() == "Hi {last_talk}"
    assert sentence in said(card)


def test_leaving_the_page_keeps_the_good_and_forgets_the_refused(
    page: SettingsPage, card: TemplatesCard, services: Services
) -> None:
    type_words(card, "Hi {nobody}")
    page.hide()
    page.show()
    page.on_shown()
    assert words_of(card).toPlainText() == AFTER_TALK
    type_words(card, MINE)
    page.hide()
    assert stored(services) == {"after-talk": MINE}


def test_another_change_leaves_what_is_being_typed_alone(card: TemplatesCard, context: UiContext) -> None:
    type_words(card, "Half a sent")
    edit = words_of(card)
    edit.moveCursor(edit.textCursor().MoveOperation.Start)
    context.hub.changed.emit()
    assert edit.toPlainText() == "Half a sent"
    assert edit.textCursor().position() == 0


def test_back_to_ours_can_be_taken_back(card: TemplatesCard, services: Services, context: UiContext) -> None:
    undo: list[object] = []
    context.hub.undo_offered.connect(lambda words, act: undo.extend((words, act)))
    type_words(card, MINE)
    kinds(card).setFocus()
    ours = next(b for b in card.findChildren(QuietButton) if b.accessibleName() == "Use our words again")
    QTest.mouseClick(ours, Qt.MouseButton.LeftButton)
    assert stored(services) == {}
    assert words_of(card).toPlainText() == AFTER_TALK
    assert not ours.isEnabled()
    assert undo[0] == "Text after a talk: our words again."
    undo[1]()  # type: ignore[operator]
    assert stored(services) == {"after-talk": MINE}
    assert words_of(card).toPlainText() == MINE


def test_emptied_words_are_ours_again(card: TemplatesCard, services: Services) -> None:
    type_words(card, MINE)
    kinds(card).setFocus()
    edit = words_of(card)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    kinds(card).setFocus()
    assert stored(services) == {}
    assert edit.toPlainText() == AFTER_TALK


def test_how_a_text_goes_first(card: TemplatesCard, services: Services) -> None:
    by_code = card.findChild(QWidget, "qr")
    assert by_code is not None
    QTest.mouseClick(by_code, Qt.MouseButton.LeftButton)
    assert services.rep.settings.text_way == "qr"


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("template", [Template.AFTER_TALK, Template.SHOT_LIST, Template.EMAIL])
def test_nothing_is_cut_off(qtbot: QtBot, services: Services, data_dir: Path, template: Template, scale: int) -> None:
    made = make_page(make_context(services, scale=scale), data_dir)
    qtbot.addWidget(made)
    made.resize(1056, 720)
    made.show()
    made.on_shown()
    found = made.findChild(TemplatesCard)
    assert isinstance(found, TemplatesCard)
    choose(found, template)
    for child in found.findChildren(QWidget):
        if child.isVisibleTo(found) and child.parentWidget() is found:
            assert found.rect().contains(child.geometry()), child
            assert child.width() >= child.minimumSizeHint().width()
