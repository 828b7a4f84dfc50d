"""What the card helps a call begin with: opener or cue, story, the question to serve with, the code, standing up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.domain.practice import last_step
from lch_desktop.domain.scripts import Repetition, Script, ScriptKind
from lch_desktop.domain.serve import QUESTIONS
from lch_desktop.ui.appearance import focus_theme
from lch_desktop.ui.focus.card import CallCard
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running

OPENER = "Good morning {first_name}, {rep} from the corner shop with an idea."
STORY = "They moved the bake to four, and the power bill fell by a third."
NAME = "Maximiliana Featherstonehaugh-Cholmondeley"


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


@contextmanager
def with_book(
    data_dir: Path, clock: FakeClock, *scripts: Script, learned: bool = False, **settings: object
) -> Iterator[Hour]:
    """An hour with a script book; `learned`: each was said without its words on many days."""
    with opened(data_dir, clock, **settings) as hour:
        hour.services.samples.put_in()
        for script in scripts:
            kept = hour.store.scripts.add(replace(script, created_at=clock.now() - timedelta(days=60)))
            if script.kind is ScriptKind.STORY:
                hour.services.scripts.pin(kept.id)
            for day in range(40) if learned else ():
                at = clock.now() - timedelta(days=50 - day)
                step, on = min(day, last_step(script.words)), date.fromordinal(at.toordinal())
                whole = step == last_step(script.words)
                hour.store.scripts.add_repetition(
                    Repetition(script_id=kept.id, at=at, local_on=on, step=step, whole=whole)
                )
        yield hour.start()


def script(clock: FakeClock, kind: ScriptKind, words: str, **more: str) -> Script:
    return Script(kind=kind, words=words, created_at=clock.now(), **more)  # type: ignore[arg-type]


def card(hour: Hour) -> CallCard:
    return hour.page.card


# the opener


def test_ones_own_opener_stands_there_in_whole_words(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with with_book(data_dir, clock, script(clock, ScriptKind.OPENER, OPENER)) as hour:
        said = f"“Good morning {hour.lead.first_name}, Sam Rivera from the corner shop with an idea.”"
        assert (card(hour).opener.text(), card(hour).opener.isVisible()) == (said, True)
        hour.press("O")
        assert not card(hour).opener.isVisible()
        hour.press("4")
        assert not card(hour).opener.isVisible(), "taken away it stays away in this hour"
        hour.press("O")
        assert hour.lead.first_name in card(hour).opener.text()
        hour.press("4")
        assert card(hour).opener.isVisible()


def test_a_learned_one_is_its_cue(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    learned = script(clock, ScriptKind.OPENER, OPENER, cue="corner shop")
    with with_book(data_dir, clock, learned, learned=True) as hour:
        assert (card(hour).opener.text(), card(hour).opener.isVisible()) == ("corner shop", True)
        hour.press("O")
        assert "with an idea" in card(hour).opener.text()
        hour.press("O")
        assert card(hour).opener.text() == "corner shop"
        hour.press("O", "4")
        assert card(hour).opener.text() == "corner shop", "a look at the words goes with its card"


def test_the_words_for_a_machine_come_from_the_book_and_the_opener_is_there_again(
    qtbot: QtBot, data_dir: Path, clock: FakeClock
) -> None:
    machine = script(clock, ScriptKind.VOICEMAIL, "It is {rep}, I ring again on Friday.")
    with with_book(data_dir, clock, script(clock, ScriptKind.OPENER, OPENER), machine) as hour:
        hour.press("V")
        assert card(hour).opener.text() == "“It is Sam Rivera, I ring again on Friday.”"
        hour.press("V")
        assert "corner shop" in card(hour).opener.text()


def test_of_learned_words_for_a_machine_the_cue_comes_first(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    machine = script(clock, ScriptKind.VOICEMAIL, "It is {rep}, I ring again on Friday.", cue="Friday")
    with with_book(data_dir, clock, machine, learned=True) as hour:
        said = []
        for _ in range(3):
            hour.press("V")
            said.append((card(hour).opener.text(), card(hour).opener.isVisible()))
        assert said == [("Friday", True), ("“It is Sam Rivera, I ring again on Friday.”", True), ("", False)]


def test_what_is_to_be_said_has_its_label(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    book = script(clock, ScriptKind.OPENER, OPENER), script(clock, ScriptKind.STORY, STORY)
    with with_book(data_dir, clock, *book) as hour:
        assert card(hour).spoken.label.text() == "Opener"
        hour.press("V")
        assert card(hour).spoken.label.text() == "If voicemail"
        hour.press("V")
        assert card(hour).spoken.label.text() == "Opener"
        assert (card(hour).story.label.text(), card(hour).story.label.isVisible()) == ("Story", True)


def test_of_the_pinned_story_the_title_is_there(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with with_book(data_dir, clock, script(clock, ScriptKind.STORY, STORY, title="The bakery")) as hour:
        assert card(hour).story.text.text() == "The bakery"
        assert card(hour).story.isVisible()
        assert card(hour).story.height() < 2 * hour.app.context.focus_look.theme.line("large")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (1100, 700)])
@pytest.mark.parametrize("dialer", ["tel:{e164}", "hand"])
def test_nothing_on_the_card_is_covered_or_cut(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, width: int, height: int, dialer: str
) -> None:
    book = (
        script(clock, ScriptKind.OPENER, OPENER * 3),
        script(clock, ScriptKind.STORY, STORY * 3, title="The bakery"),
    )
    with with_book(data_dir, clock, *book, dialer=dialer) as hour:
        hour.draw_at(width, height)
        lead = hour.open("Dana Ruiz")
        for fields in ({"name": NAME}, {"may_need": ""}, {"last_talk": "", "personal": ""}):
            hour.store.leads.save_fields(lead.id, fields, by_rep=True)
            hour.p.open_lead(lead.id)
            hour.settle()
            QApplication.processEvents()
            _is_whole(card(hour))


def _is_whole(shown: CallCard) -> None:
    parts = [shown.spoken, shown.talked, shown.personal, shown.may_need, shown.notes, shown.question, shown.story]
    foot = shown.goal.geometry().bottom()
    for part in parts:
        if part.isHidden():
            continue
        assert part.geometry().top() > foot, part
        foot = part.geometry().bottom()
        high = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.minimumSizeHint().height()
        assert part.height() >= high, part
    assert foot <= shown.height()
    assert not shown.code.geometry().intersects(shown.side.geometry())


TALK = "the noisy unit over reception and what a yearly plan for both floors would cost them next year " * 2


@pytest.mark.parametrize("learned", [False, True])
def test_the_last_talk_goes_into_one_row_rather_than_away(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, learned: bool
) -> None:
    """Before the cue and every other line; nothing of less weight stands where it found no room."""
    book = (
        script(clock, ScriptKind.OPENER, OPENER, cue="corner"),
        script(clock, ScriptKind.STORY, STORY, title="Bakery"),
    )
    beside = set()
    with with_book(data_dir, clock, *book, learned=learned, text_size=150) as hour:
        lead = hour.open("Dana Ruiz")
        hour.store.leads.save_fields(lead.id, {"last_talk": TALK}, by_rep=True)
        hour.p.open_lead(lead.id)
        for key in ("", "Enter", "1"):
            hour.settle()
            if key:
                hour.press(key)
            for height in range(680, 1080, 20):
                size = QSize(1280, height)
                hour.app.context.focus_look.set_theme(focus_theme(hour.services.rep.settings, size))
                hour.draw_at(size.width(), size.height())
                hour.settle(0)
                shown = card(hour)
                _is_whole(shown)
                has_talk, has_words = shown.talked.isVisible(), shown.spoken.isVisible()
                lesser = (shown.personal, shown.may_need, shown.question, shown.story)
                assert (has_talk and has_words) or not any(part.isVisible() for part in lesser)
                assert has_talk or not (learned and has_words)
                if has_talk:
                    beside.add(shown.talked.text.y() < shown.talked.label.geometry().bottom())
    assert beside == {False, True}


def test_what_is_below_the_name_has_the_same_room_before_and_during_a_call(
    qtbot: QtBot, data_dir: Path, clock: FakeClock
) -> None:
    with with_book(data_dir, clock, dialer="hand") as hour:
        lead = hour.open("Dana Ruiz")
        about = {"title": "Practice manager", "company": "Lakeshore Children's Clinic"}
        hour.store.leads.save_fields(lead.id, about, by_rep=True)
        hour.p.open_lead(lead.id)
        hour.settle()
        before = card(hour).about.geometry()
        assert before.width() >= card(hour).about.sizeHint().width()
        hour.press("Enter")
        assert card(hour).about.geometry() == before


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_advice_beside_call_ends_at_the_edge_of_the_card(hour: Hour, width: int) -> None:
    hour.draw_at(width, 720)
    shown = card(hour)
    assert shown.advice.isVisible()
    assert shown.advice.geometry().right() == shown.ring.geometry().right()
    before = shown.goal_label.y()
    hour.press("Enter")
    assert card(hour).goal_label.y() == before, "without Call the row is as high"


# serve first


def without_need(hour: Hour) -> None:
    """The card of somebody of whom nobody knows what they may need."""
    lead = hour.open("Marcus Bell")
    hour.store.leads.save_fields(lead.id, {"may_need": ""}, by_rep=True)
    hour.p.open_lead(lead.id)
    hour.settle()


def test_an_empty_line_asks_and_one_key_answers(hour: Hour) -> None:
    without_need(hour)
    asked = card(hour).question.text.text()
    assert asked in QUESTIONS
    assert card(hour).question.isVisible()
    hour.press("M")
    assert asked in hour.texts()
    hour.type("a second van by May")
    hour.press("Enter")
    assert hour.lead.may_need == "a second van by May"
    assert card(hour).may_need.text.text() == "a second van by May"
    assert not card(hour).question.isVisible()
    assert hour.p.mode == "card"
    hour.press("Z")
    assert hour.lead.may_need == ""
    assert card(hour).question.isVisible()
    hour.press("Shift+Z")
    assert card(hour).may_need.text.text() == "a second van by May"


def test_the_answer_can_be_given_during_a_call_which_goes_on(hour: Hour) -> None:
    without_need(hour)
    hour.press("Enter", "N")
    hour.type("she asks about May")
    hour.press("Esc", "M")
    hour.type("a second van")
    hour.press("Enter")
    assert hour.p.live
    assert card(hour).note.text() == "she asks about May"
    hour.press("Z")
    assert hour.lead.may_need == ""
    assert hour.p.live, "taking the line back ends no call"
    assert card(hour).note.text() == "she asks about May"


def test_another_card_asks_another_question(hour: Hour) -> None:
    asked = []
    for _ in range(6):
        hour.store.leads.save_fields(hour.lead.id, {"may_need": ""}, by_rep=True)
        hour.p.open_lead(hour.lead.id)
        hour.settle()
        asked.append(card(hour).question.text.text())
        hour.press("4")
    assert all(one != other for one, other in pairwise(asked))


@pytest.mark.parametrize("keys", [("Enter",), ("Esc", "Esc")])
def test_no_answer_changes_nothing(hour: Hour, keys: tuple[str, ...]) -> None:
    without_need(hour)
    before = hour.lead
    hour.press("M", *keys)
    assert hour.lead == before
    assert hour.p.mode == "card"


def test_the_button_does_the_same_as_the_key(hour: Hour) -> None:
    without_need(hour)
    hour.click("Answer")
    assert hour.p.mode == "question"


# three silences


def standing(hour: Hour) -> bool:
    return "Stand up, smile, dial" in hour.texts()


def test_three_silences_in_a_row_say_one_line_on_the_next_card(hour: Hour) -> None:
    said = []
    for key in "4343434":
        hour.press(key)
        said.append(standing(hour))
    assert said == [False, False, True, False, False, True, False]


def test_it_comes_back_with_undo_and_after_a_restart_and_goes_with_a_skip_never(hour: Hour) -> None:
    hour.press("4", "4", "4")
    assert standing(hour)
    hour.press("S")
    assert standing(hour), "nothing was dialled yet"
    hour.p.begin()
    hour.settle()
    assert standing(hour)
    hour.press("Z", "Z")
    assert not standing(hour)


def test_another_outcome_begins_anew(hour: Hour) -> None:
    hour.press("4", "4", "6", "4", "4")
    assert not standing(hour)
    hour.press("3")
    assert standing(hour)


# dialling by hand


def test_by_hand_the_number_is_large_and_its_code_beside_it(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock, dialer="hand") as hour:
        made: list[str] = []
        codes = hour.page.card.code.code

        def code(text: str) -> tuple[tuple[bool, ...], ...]:
            made.append(text)
            return ((len(made) % 2 == 1, True), (True, False))

        object.__setattr__(hour.app.context, "qr", code)
        hour.services.samples.put_in()
        hour.start().open("Dana Ruiz")
        qtbot.waitUntil(lambda: codes.isVisible(), timeout=2000)
        assert "tel:+16145550143" in made
        assert codes.accessibleName() == "Scan with your phone to dial"
        assert card(hour).phone.role == "phone_large"
        hour.press("Enter")
        assert codes.isVisible(), "it is scanned once Call is pressed, too"
        known = len(made)
        assert known > 1, "the next names' are made beforehand"
        hour.press("4")
        assert codes.isVisible()
        assert len(set(made)) == len(made), "none is made twice"


def test_another_dialer_has_no_code(hour: Hour) -> None:
    assert not card(hour).code.isVisible()
    assert card(hour).phone.role == "phone"


# the ring, the goals, and who rings


def test_the_ring_takes_the_reps_own_seconds(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock, prep_s=60) as hour:
        clock.advance(9)
        hour.p.tick()
        assert (card(hour).ring._left, card(hour).ring._total) == (50, 60)


def test_the_reps_own_goals_are_proposed(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with running(data_dir, clock, goals=(("new", "Learn one number"),)) as hour:
        lead = hour.lead
        hour.store.leads.save_follow(lead.id, replace(lead.follow, goal="", stage="new", last_outcome=""))  # type: ignore[arg-type]
        hour.p.open_lead(lead.id)
        assert card(hour).goal.text() == "Learn one number"
        hour.settle()
        hour.press("4")
        assert hour.calls[0].goal == "Learn one number"


def test_who_was_called_in_vain_is_offered_before_a_letter_is_typed(hour: Hour) -> None:
    tried = hour.lead
    hour.press("4", "B")
    assert tried.shown_name in hour.texts()
    hour.press("Enter")
    assert hour.p.mode == "question", "nothing was typed: Enter takes nobody's call"
    hour.press("Ctrl+1")
    assert hour.lead.id == tried.id
    assert hour.p.live


def test_a_hard_morning_brings_a_win_to_the_moment(hour: Hour, clock: FakeClock) -> None:
    session = hour.p.hour.finish("other")
    hour.p.hour.close_debrief(session, "Asked for the date first")
    hour.start()
    hour.press("R")
    assert any("It worked before: Asked for the date first." in text for text in hour.texts())


def test_what_it_said_is_kept_with_the_visit(hour: Hour) -> None:
    hour.press("R", "1")
    (visit,) = hour.p.hour.visits()
    assert visit.said
