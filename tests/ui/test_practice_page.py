"""Practice: the script book changed where it stands, and the drill whose words fade, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.leads import Lead
from lch_desktop.domain.practice import fade, last_step
from lch_desktop.domain.scripts import Script, ScriptKind
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.practice import PracticePage, make_page
from lch_desktop.ui.practice.book import BookSection
from lch_desktop.ui.practice.book_card import KindCard
from lch_desktop.ui.practice.drill import DrillSection
from lch_desktop.ui.practice.drill_words import FadingWords
from lch_desktop.ui.practice.page import DRILL, SCRIPTS, SHELF
from lch_desktop.ui.theme import make_theme
from lch_desktop.ui.widgets import WrapLabel
from tests.fakes import FakeClock
from tests.integration.wired import close_all, wired

OPENER, VOICEMAIL, ASK, ANSWER, STORY = ScriptKind
KEY = Qt.Key
ASKED = "Shall we sign it today, or is there one thing you want to see first?"


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(data_dir, clock)
    made.rep.save(replace(made.rep.settings, rep_name="Sam"))
    made.store.leads.add(Lead(name="Dana Ruiz", first_name="Dana", last_talk="the noisy unit"))
    yield made
    close_all()


@pytest.fixture
def open_page(qtbot: QtBot, context: UiContext) -> Callable[[str], PracticePage]:
    kept: list[PracticePage] = []

    def make(section: str = "") -> PracticePage:
        page = make_page(context)
        kept.append(page)
        context.hub.changed.connect(page.on_shown)
        qtbot.addWidget(page)
        page.resize(1056, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.on_shown()
        if section:
            page.open_section(section)
        return page

    return make


def new(services: Services, words: str, kind: ScriptKind = OPENER, title: str = "") -> Script:
    return services.scripts.save(Script(kind=kind, words=words, title=title, created_at=services.rep.now()))


def book_of(services: Services, kind: ScriptKind = OPENER) -> list[str]:
    return [entry.script.words for entry in services.scripts.all(kind)]


def card_of(page: PracticePage, kind: ScriptKind = OPENER) -> KindCard:
    section = page.section(SHELF if kind is STORY else SCRIPTS)
    assert isinstance(section, BookSection)
    QApplication.processEvents()  # a layout shows what was added to it a moment later
    return section.cards[kind]


def shown(widget: QWidget) -> list[str]:
    """Every text that is to be seen, in no order."""
    QApplication.processEvents()  # a layout shows what was added to it a moment later
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text().strip()]


def button(widget: QWidget, name: str) -> QAbstractButton:
    found = [
        each for each in widget.findChildren(QAbstractButton) if each.accessibleName() == name and each.isVisible()
    ]
    assert found, name
    return found[0]


def focused() -> QWidget:
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


# the page


def test_it_opens_with_what_today_asks_for_or_with_the_book(
    services: Services, open_page: Callable[..., PracticePage]
) -> None:
    assert open_page().front == SCRIPTS
    new(services, ASKED)
    assert open_page().front == DRILL


def test_every_section_opens_by_arrow_key_and_from_the_list(
    qtbot: QtBot, open_page: Callable[..., PracticePage]
) -> None:
    page = open_page(SCRIPTS)
    assert page.bar.segment.isVisible()
    button(page.bar, "Scripts").setFocus()
    opened = [page.front]
    for _ in range(6):
        qtbot.keyClick(focused(), KEY.Key_Right)
        opened.append(page.front)
    assert opened == ["scripts", "shelf", "drill", "check", "wins", "warm-ups", "serve"]
    page.resize(500, 600)
    assert page.bar.select.isVisible()
    assert not page.bar.segment.isVisible()
    page.bar.select.setCurrentIndex(0)
    assert (page.front, page.bar.value()) == (SCRIPTS, SCRIPTS)


@pytest.mark.parametrize("section", [SCRIPTS, SHELF, DRILL])
def test_every_control_has_a_name(services: Services, open_page: Callable[..., PracticePage], section: str) -> None:
    new(services, ASKED)
    new(services, "I hear you. Compared with what?", ANSWER, "Too dear")
    new(services, "They waited, and then moved in.", STORY, "The Millers")
    page = open_page(section)
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for control in page.findChildren(kind):
            if control.isVisible():
                assert control.accessibleName(), control
                if isinstance(control, QAbstractButton) and control.text():
                    assert control.accessibleName() == control.text().replace("&&", "&")


# the book


def test_a_draft_has_to_become_ones_own(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    card = card_of(open_page(SCRIPTS))
    assert "How do you begin, so that they want to hear the next sentence?" in shown(card)
    button(card, "Make it mine").click()
    row = card.rows[0]
    assert focused() is row.words
    qtbot.keyClick(row.words, KEY.Key_Return)
    assert "Say it in your own words: change this draft, then it is kept." in shown(row)
    assert book_of(services) == []
    qtbot.keyClicks(row.words, " Still noisy?")
    assert "Say it in your own words: change this draft, then it is kept." not in shown(row)
    assert any(
        text.startswith("To Dana Ruiz: Hi Dana, Sam here. Last time we talked about the noisy") for text in shown(row)
    )
    qtbot.keyClick(row.words, KEY.Key_Return)
    assert book_of(services) == ["Hi {first_name}, {rep} here. Last time we talked about {last_talk}. Still noisy?"]
    assert list(card.rows.values()) == [row]
    assert focused() is row.words  # it goes on as it stands
    qtbot.keyClick(row.words, KEY.Key_Return)
    assert len(book_of(services)) == 1


def test_leaving_a_new_script_keeps_it_and_an_empty_one_is_nothing(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    card = card_of(open_page(SCRIPTS), ANSWER)
    button(card, "Add an answer").click()
    row = card.rows[0]
    assert focused() is row.title
    qtbot.keyClicks(row.title, "Too dear")
    qtbot.keyClick(row.title, KEY.Key_Return)
    assert focused() is row.words
    qtbot.keyClick(row.words, KEY.Key_Escape)
    assert focused() is row.discard
    assert book_of(services, ANSWER) == []
    row.words.setFocus()
    qtbot.keyClicks(row.words, "Compared with what?")
    qtbot.keyClick(row.words, KEY.Key_Escape)
    assert focused() is row.practise
    entry = services.scripts.all(ANSWER)[0]
    assert (entry.script.title, entry.script.words) == ("Too dear", "Compared with what?")


@pytest.mark.parametrize("typed", ["", "words of my own"])
def test_a_draft_can_be_discarded(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage], typed: str
) -> None:
    card = card_of(open_page(SCRIPTS), ASK)
    button(card, "Add an ask").click()
    qtbot.keyClicks(card.rows[0].words, typed)
    qtbot.mouseClick(button(card, "Discard"), Qt.MouseButton.LeftButton)
    assert not card.rows
    assert focused() is card.add
    assert book_of(services, ASK) == []


def test_going_past_discard_keeps_what_was_written(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    card = card_of(open_page(SCRIPTS), ASK)
    button(card, "Add an ask").click()
    row = card.rows[0]
    qtbot.keyClicks(row.words, "words of my own")
    qtbot.keyClick(row.words, KEY.Key_Tab)
    assert focused() is row.discard
    assert book_of(services, ASK) == []
    qtbot.keyClick(row.discard, KEY.Key_Tab)
    assert book_of(services, ASK) == ["words of my own"]


def test_words_are_changed_where_they_stand_and_survive_a_refresh(
    qtbot: QtBot, services: Services, context: UiContext, open_page: Callable[..., PracticePage]
) -> None:
    kept = new(services, "Hi {first_name}, one thing")
    row = card_of(open_page(SCRIPTS)).rows[kept.id]
    row.words.setFocus()
    qtbot.keyClicks(row.words, " for you")
    context.hub.changed.emit()  # another program wrote something
    assert row.words.text() == "Hi {first_name}, one thing for you"
    qtbot.keyClick(row.words, KEY.Key_Return)
    assert book_of(services) == ["Hi {first_name}, one thing for you"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Hi {firstname}", "Nothing is known for {firstname}, so this stays off the card: did you mean {first_name}?"),
        ("Just checking in, {first_name}", "What do you bring them?"),
        ("Hi {first_name}", "To Dana Ruiz: Hi Dana"),
    ],
)
def test_what_is_said_about_the_words_and_nothing_is_lost(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage], typed: str, sentence: str
) -> None:
    kept = new(services, "words that were there")
    row = card_of(open_page(SCRIPTS)).rows[kept.id]
    row.words.setFocus()
    row.words.selectAll()
    qtbot.keyClicks(row.words, typed)
    assert sentence in shown(row)
    qtbot.keyClick(row.words, KEY.Key_Return)
    assert sentence in shown(row)
    assert sentence in row.words.accessibleDescription()
    assert book_of(services) == [typed]


@pytest.mark.parametrize("emptied", [True, False])
def test_removing_offers_the_way_back(
    qtbot: QtBot, services: Services, context: UiContext, open_page: Callable[..., PracticePage], emptied: bool
) -> None:
    kept = new(services, "words that were there")
    card = card_of(open_page(SCRIPTS))
    row = card.rows[kept.id]
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        if emptied:
            row.words.setFocus()
            row.words.selectAll()
            qtbot.keyClick(row.words, KEY.Key_Delete)
            qtbot.keyClick(row.words, KEY.Key_Return)
        else:
            row.remove_requested.emit()
    assert (book_of(services), card.rows) == ([], {})
    assert offered.args[0] == "Opener removed."
    offered.args[1]()
    context.hub.changed.emit()
    assert book_of(services) == ["words that were there"]
    assert card.rows[kept.id].words.text() == "words that were there"


def test_the_order_is_changed_by_keyboard_and_the_keyboard_stays(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    kept = [new(services, f"say {letter}") for letter in "abc"]
    row = card_of(open_page(SCRIPTS)).rows[kept[0].id]
    row.words.setFocus()
    qtbot.keyClicks(row.words, "a")
    qtbot.keyClick(row.words, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(row.words, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(row.words, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert book_of(services) == ["say b", "say c", "say aa"]
    assert focused() is row.words
    assert row.words.accessibleName() == "Opener 3"
    qtbot.keyClick(row.words, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert book_of(services) == ["say b", "say aa", "say c"]


def test_what_else_can_be_done_is_in_a_menu(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    kept = [new(services, f"say {letter}") for letter in "ab"]
    card = card_of(open_page(SCRIPTS))
    for name, left in (("Move down", ["say b", "say a"]), ("Remove", ["say b"])):
        row = card.rows[kept[0].id]
        row.more.setFocus()
        qtbot.keyClick(row.more, KEY.Key_Return)
        menu = row.findChildren(QMenu)[-1]
        next(action for action in menu.actions() if action.text().split("\t")[0] == name).trigger()
        menu.close()
        assert book_of(services) == left


def test_what_cannot_be_said_yet_cannot_be_practised(
    services: Services, open_page: Callable[..., PracticePage]
) -> None:
    kept = [new(services, words) for words in ("Hi {firstname}", "Hi {first_name}")]
    rows = card_of(open_page(SCRIPTS)).rows
    assert [rows[script.id].practise.isEnabled() for script in kept] == [False, True]


def test_one_story_is_on_the_card(services: Services, open_page: Callable[..., PracticePage]) -> None:
    kept = [new(services, f"They waited {n} years.", STORY, f"Story {n}") for n in (1, 2)]
    card = card_of(open_page(SHELF), STORY)
    for script, lit in ((kept[0], [True, False]), (kept[1], [False, True])):
        card.rows[script.id].pin.click()
        assert [row.pin.isChecked() for row in card.rows.values()] == lit
        assert [entry.script.pinned for entry in services.scripts.all(STORY)] == lit
    card.rows[kept[1].id].pin.click()
    assert not any(entry.script.pinned for entry in services.scripts.all(STORY))


# the drill


@pytest.fixture
def drill(services: Services, open_page: Callable[..., PracticePage]) -> tuple[PracticePage, DrillSection]:
    new(services, "Hi {first_name}, I found the one thing that you asked me for.")
    new(services, ASKED, ASK)
    page = open_page()
    section = page.section(DRILL)
    assert isinstance(section, DrillSection)
    return page, section


Drill = tuple[PracticePage, DrillSection]


def press(qtbot: QtBot, clock: FakeClock, key: Qt.Key, after_s: float = 2.0) -> None:
    clock.advance(after_s)
    qtbot.keyClick(focused(), key)


def heard(section: DrillSection) -> str:
    return section.view.words.accessibleName()


def test_the_day_is_begun_with_enter_and_said_word_by_word_away(
    qtbot: QtBot, clock: FakeClock, services: Services, context: UiContext, drill: Drill
) -> None:
    page, section = drill
    assert "Today: 2 to practise" in shown(page)
    press(qtbot, clock, KEY.Key_Return)
    assert page.bar.isHidden()
    assert {"Opener, 1 of 2", "New", "Read it aloud.", "1 of 6"} <= set(shown(section))
    assert heard(section) == "Hi Dana, I found the one thing that you asked me for."
    before = heard(section)
    for step in range(2, 7):
        press(qtbot, clock, KEY.Key_Space if step % 2 else KEY.Key_Return)
        assert "…" in heard(section)
        assert len(heard(section)) < len(before)
        assert f"{step} of 6" in shown(section)
        before = heard(section)
    assert heard(section) == "…, …."
    assert "Say it without the words." in shown(section)
    assert section.view.words.text() == "Hi Dana, I found the one thing that you asked me for."  # nothing moves
    press(qtbot, clock, KEY.Key_Space)
    assert "Ask, 2 of 2" in shown(section)
    with qtbot.waitSignal(context.hub.told) as told:
        for _ in range(6):
            press(qtbot, clock, KEY.Key_Space)
    assert told.args == ["2 by heart. Back tomorrow."]
    assert page.bar.isVisible()
    assert {"Nothing left for today", "2 by heart today. The next one comes tomorrow."} <= set(shown(section))
    assert [entry.repetitions for entry in services.scripts.all()] == [6, 6]


@pytest.mark.parametrize("key", [KEY.Key_L, KEY.Key_Backspace, KEY.Key_Left])
def test_having_to_look_goes_one_back(
    qtbot: QtBot, clock: FakeClock, services: Services, drill: Drill, key: Qt.Key
) -> None:
    section = drill[1]
    press(qtbot, clock, KEY.Key_Return)
    assert not section.view.looked.isEnabled()
    press(qtbot, clock, key)
    assert "1 of 6" in shown(section)
    assert services.scripts.all(OPENER)[0].repetitions == 0
    press(qtbot, clock, KEY.Key_Space)
    two = heard(section)
    press(qtbot, clock, KEY.Key_Space)
    press(qtbot, clock, key)
    assert heard(section) == two
    assert "2 of 6" in shown(section)
    assert services.scripts.all(OPENER)[0].repetitions == 3


def test_a_press_that_bounces_or_is_held_counts_once(
    qtbot: QtBot, clock: FakeClock, services: Services, drill: Drill
) -> None:
    section = drill[1]
    press(qtbot, clock, KEY.Key_Return)
    press(qtbot, clock, KEY.Key_Space, after_s=0.1)
    assert "1 of 6" in shown(section)
    press(qtbot, clock, KEY.Key_Space)
    press(qtbot, clock, KEY.Key_Space, after_s=0.3)
    clock.advance(5)
    held = QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QApplication.sendEvent(focused(), held)
    assert "2 of 6" in shown(section)
    assert services.scripts.all(OPENER)[0].repetitions == 1


def test_esc_leaves_at_once_and_keeps_what_was_counted(
    qtbot: QtBot, clock: FakeClock, services: Services, drill: Drill
) -> None:
    page, section = drill
    press(qtbot, clock, KEY.Key_Return)
    press(qtbot, clock, KEY.Key_Space)
    press(qtbot, clock, KEY.Key_Space)
    press(qtbot, clock, KEY.Key_Escape, after_s=0.0)
    assert section.view.isHidden()
    assert services.scripts.all(OPENER)[0].repetitions == 2
    assert "Today: 2 to practise" in shown(page)
    assert "Said 2 times, next today" in shown(section)
    press(qtbot, clock, KEY.Key_Return)  # and goes on where it was
    assert "3 of 6" in shown(section)


def test_a_script_that_is_gone_ends_the_drill_in_a_sentence(
    qtbot: QtBot, clock: FakeClock, services: Services, context: UiContext, drill: Drill
) -> None:
    section = drill[1]
    press(qtbot, clock, KEY.Key_Return)
    services.store._db.execute_sql("DELETE FROM script")  # type: ignore[attr-defined]  # a backup took its place
    with qtbot.waitSignal(context.hub.failed) as failed:
        press(qtbot, clock, KEY.Key_Space)
    assert failed.args[0].code == "unknown-script"
    assert section.view.isHidden()
    assert services.store._db.scalar("SELECT count(*) FROM repetition") == 0  # type: ignore[attr-defined]


def test_a_row_whose_script_is_gone_goes_with_a_sentence(
    qtbot: QtBot, services: Services, context: UiContext, open_page: Callable[..., PracticePage]
) -> None:
    for act in ("remove_requested", "move_requested"):
        kept = new(services, f"say it to {act}")
        card = card_of(open_page(SCRIPTS))
        services.store._db.execute_sql("DELETE FROM script")  # type: ignore[attr-defined]
        with qtbot.waitSignal(context.hub.failed):
            getattr(card.rows[kept.id], act).emit(*([1] if act == "move_requested" else []))
        assert not card.rows


def test_a_refresh_leaves_the_drill_alone(qtbot: QtBot, clock: FakeClock, context: UiContext, drill: Drill) -> None:
    section = drill[1]
    press(qtbot, clock, KEY.Key_Return)
    press(qtbot, clock, KEY.Key_Space)
    before = heard(section)
    context.hub.changed.emit()
    assert section.view.isVisible()
    assert heard(section) == before


def test_keys_work_where_the_keyboard_is_on_nothing_in_particular(qtbot: QtBot, clock: FakeClock, drill: Drill) -> None:
    page, section = drill
    page.setFocus()
    press(qtbot, clock, KEY.Key_Return)
    page.setFocus()
    press(qtbot, clock, KEY.Key_Space)
    assert "2 of 6" in shown(section)


def test_the_press_that_ends_a_round_begins_no_other(qtbot: QtBot, clock: FakeClock, drill: Drill) -> None:
    page, section = drill
    script_id = section._presenter._context.services.scripts.all(ASK)[0].script.id
    page.practise(script_id)
    for _ in range(6):
        press(qtbot, clock, KEY.Key_Space)
    assert section.view.isHidden()
    assert "Today: 1 to practise" in shown(page)
    press(qtbot, clock, KEY.Key_Space, after_s=0.2)
    assert section.view.isHidden()
    press(qtbot, clock, KEY.Key_Space)
    assert section.view.isVisible()


def test_a_script_is_practised_from_its_own_row(
    qtbot: QtBot, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    kept = new(services, "They waited, and then moved in.", STORY, "The Millers")
    page = open_page(SHELF)
    card_of(page, STORY).rows[kept.id].practise.click()
    assert page.front == DRILL
    assert {"Story", "The Millers"} <= set(shown(page))


def test_without_a_lead_the_words_are_said_to_somebody_invented(
    qtbot: QtBot, data_dir: Path, services: Services, clock: FakeClock, open_page: Callable[..., PracticePage]
) -> None:
    services.store.leads.delete([lead.id for lead in services.scripts.examples()])
    new(services, "Hi {first_name} of {company}, {rep} here: {last_talk}")
    page = open_page()
    press(qtbot, clock, KEY.Key_Return)
    section = page.section(DRILL)
    assert isinstance(section, DrillSection)
    assert heard(section) == "Hi Dana of your company, Sam here: what you want to change"


def test_an_empty_book_invites_to_write(qtbot: QtBot, open_page: Callable[..., PracticePage]) -> None:
    page = open_page(DRILL)
    assert {"Nothing to practise yet"} <= set(shown(page))
    button(page, "Write the first script").setFocus()
    qtbot.keyClick(focused(), KEY.Key_Return)
    assert page.front == SCRIPTS
    assert focused() is page


@pytest.mark.parametrize(("palette", "scale"), [("dark", 100), ("light", 150)])
def test_what_is_hidden_is_not_painted(
    qtbot: QtBot, clock: FakeClock, context: UiContext, drill: Drill, palette: str, scale: int
) -> None:
    """The letters leave the picture, and what stays does not move by a pixel."""
    section = drill[1]
    context.look.set_theme(make_theme(palette, scale=scale))
    press(qtbot, clock, KEY.Key_Return)
    words = section.view.words
    pictures = []
    for _ in range(6):
        pictures.append(words.grab().toImage())
        press(qtbot, clock, KEY.Key_Space)
    whole, none = pictures[0], pictures[5]
    assert all(picture.size() == whole.size() for picture in pictures)
    first = WrapLabel(context.look, "Hi", "sub").sizeHint().width() - 1  # it stays until the last step
    for picture in pictures[1:5]:
        assert picture.copy(0, 0, first, picture.height()) == whole.copy(0, 0, first, whole.height())
    assert none.copy(0, 0, first, none.height()) != whole.copy(0, 0, first, whole.height())


@pytest.mark.parametrize(
    "text", ["😀 über naïve 😀!", "שלום, איך אתה?", "你好，我是 Sam", "one\ntwo\nthree", "a" * 400]
)
def test_letters_of_any_kind_are_hidden_whole(qtbot: QtBot, context: UiContext, text: str) -> None:
    """With every word hidden, the picture is the same whatever the letters: blanks and punctuation are left."""
    words = FadingWords(context.look, "sub")
    qtbot.addWidget(words)
    words.resize(420, 600)
    steps = last_step(text)
    ink = context.look.theme.colour("text").rgba().to_bytes(4, "little")
    inks = []
    for step in range(steps + 1):
        words.show_pieces(fade(text, step, steps))
        picture = words.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
        inks.append(bytes(picture.constBits()).count(ink))
    assert inks == sorted(inks, reverse=True)
    assert inks[-1] < inks[0] / 2  # punctuation and pictures stay


def test_a_learned_script_has_its_cue_beside_it(
    qtbot: QtBot, clock: FakeClock, services: Services, open_page: Callable[..., PracticePage]
) -> None:
    kept = new(services, "Hi {first_name}, I found the one thing that you asked me for.")
    for gap in (1, 2, 0):
        for step in range(6):
            services.scripts.practised(kept.id, step, knew=True)
        clock.advance(gap * 86_400)
    row = card_of(open_page(SCRIPTS)).rows[kept.id]
    assert {"Cue on the card", "Learned, said 18 times, next Friday"} & set(shown(row)) == {"Cue on the card"}
    assert "Learned, said 18 times, next on Monday" in shown(row)
    assert row.cue.placeholderText() == "Hi {first_name}, I found the …"
    row.cue.setFocus()
    qtbot.keyClicks(row.cue, "found it")
    qtbot.keyClick(row.cue, KEY.Key_Return)
    assert services.scripts.get(kept.id).script.cue == "found it"


@pytest.mark.parametrize("scale", [100, 150])
def test_a_long_story_leaves_its_buttons_in_sight(
    qtbot: QtBot, services: Services, context: UiContext, open_page: Callable[..., PracticePage], scale: int
) -> None:
    story = new(services, "They waited a winter and said nothing. " * 40, STORY, "The Millers")
    context.look.set_theme(make_theme("dark", scale=scale))
    page = open_page(DRILL)
    page.practise(story.id)
    page.grab()
    section = page.section(DRILL)
    assert isinstance(section, DrillSection)
    for control in (section.view.said, section.view.leave):
        corner = control.mapTo(page, control.rect().bottomRight())
        assert page.rect().contains(corner)
    bar = section.view.room.verticalScrollBar()
    qtbot.keyClick(section.view.words, KEY.Key_PageDown)
    assert bar.value() > 0


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("section", [SCRIPTS, SHELF, DRILL])
def test_a_section_is_laid_out_when_it_is_opened(
    services: Services, context: UiContext, open_page: Callable[..., PracticePage], section: str, scale: int
) -> None:
    for place in range(4):
        new(services, "They waited a winter for the second floor and said nothing. " * 4, STORY, f"The Millers {place}")
        new(services, ASKED * 3, ASK)
    context.look.set_theme(make_theme("dark", scale=scale))
    page = open_page("wins")
    page.grab()
    page.open_section(section)
    inside = page.section(section).findChildren(QWidget)
    rows = [each for each in inside if each.objectName() != "qt_scrollarea_viewport"]  # Qt's own, within a field
    first = [row.geometry() for row in rows if row.isVisible()]
    for _ in range(8):
        QApplication.processEvents()
    assert first == [row.geometry() for row in rows if row.isVisible()]


def test_a_long_cue_shows_all_its_lines(services: Services, open_page: Callable[..., PracticePage]) -> None:
    story = new(services, "They waited, and then moved in.", STORY, "The Millers")
    services.store.scripts.save(replace(story, cue="one winter, two floors, and a landlord who did not call " * 3))
    row = next(iter(card_of(open_page(SHELF), STORY).rows.values()))
    QApplication.processEvents()
    assert row.cue.verticalScrollBar().maximum() == 0
    assert row.cue.document().size().height() >= 2
