"""Promises on the page of the hour: listed with their time, late in words, the word copied, nothing taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lch_desktop.domain.leads import Lead
from lch_desktop.ui.focus.promises import NOBODY_LATE
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened
from tests.ui.pages_kit import person

MINUTE = timedelta(minutes=1)
WORD = "Hi Jun, I am running 10 minutes late. Sam Rivera"


def promise(hour: Hour, name: str, number: str, minutes: float, **more: object) -> Lead:
    """Somebody with a promise so many minutes from now."""
    lead = person(name, number, **more)
    follow = replace(lead.follow, promise_at=hour.clock.now() + minutes * MINUTE, promise_asked=True)
    return hour.store.leads.add(replace(lead, follow=follow))


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    """Jun in ten minutes, Kim in thirty, three others at once; the window is not begun yet."""
    with opened(data_dir, clock, call_bar=False) as made:
        promise(made, "Jun Park", "5125550143", 10, personal="two boys", notes="owes us money", last_talk="the roof")
        promise(made, "Kim Boone", "5125550144", 30)
        for n in range(3):
            made.store.leads.add(person(f"Lead {n}", f"512555010{n}"))
        yield made


def run(hour: Hour, minutes: float) -> None:
    """Let the hour run, each minute looked at once."""
    hour.clock.advance(minutes * 60)
    hour.p.tick()


def listed(hour: Hour) -> list[str]:
    return [row.text() for row in hour.page.promised.rows if row.isVisible()]


def test_they_sit_out_and_are_listed_with_their_time(hour: Hour) -> None:
    hour.start()
    assert hour.lead.name.startswith("Lead ")
    assert listed(hour) == ["10:40  Jun Park", "11:00  Kim Boone"]
    hour.draw_at(1280, 720)
    assert "10:40  Jun Park" in hour.page.top.names.text()
    assert not hour.page.promised.isVisible()


def test_the_call_in_hand_is_not_pulled_away(hour: Hour) -> None:
    hour.start().press("Enter")
    before = hour.lead.id
    run(hour, 9)
    assert hour.lead.id == before
    assert listed(hour) == ["11:00  Kim Boone"], "his minute is here: he is next, not later"
    assert hour.page.next.first.text() == "Jun Park"
    hour.press("4")
    assert hour.lead.name == "Jun Park"


def test_who_waits_while_a_call_goes_on_is_told_and_gets_the_word(hour: Hour) -> None:
    hour.start().press("Enter")
    run(hour, 10.5)
    assert not hour.page.late.isVisible()
    run(hour, 5.6)
    assert hour.page.late.isVisible()
    assert hour.page.late.chip.text() == "Jun promised 10:40, 6 min late"
    hour.press("T")
    assert QGuiApplication.clipboard().text() == WORD
    assert hour.said == "Copied for Jun, (512) 555-0143: “running 10 minutes late”."
    assert hour.p.live, "the call goes on"


def test_nothing_private_is_in_the_word(hour: Hour) -> None:
    hour.start().press("Enter")
    run(hour, 15)
    hour.page.late.copy.click()
    said = QGuiApplication.clipboard().text()
    assert said == WORD
    assert not any(word in said for word in ("boys", "money", "roof"))


def test_on_the_card_of_the_late_one_until_they_are_rung(hour: Hour) -> None:
    hour.start().press("Enter")
    run(hour, 13)
    hour.press("4")
    assert hour.lead.name == "Jun Park"
    assert hour.page.late.chip.text() == "Jun promised 10:40, 3 min late"
    hour.press("Enter")
    run(hour, 1)
    assert not hour.page.late.isVisible(), "he is on the telephone"


def test_whoever_rang_meanwhile_is_late_no_more(hour: Hour) -> None:
    """B takes Jun before his turn; once that is logged, the list behind the card still has him for a moment."""
    hour.start().press("Enter")
    run(hour, 13)
    hour.press("4")
    hour.open("Lead 2")
    hour.press("B")
    hour.type("jun")
    hour.press("Enter")
    assert hour.lead.name == "Jun Park"
    hour.press("4", settle=False)
    assert not hour.page.late.isVisible()


def test_the_cap_is_there_while_its_key_means_it(hour: Hour) -> None:
    hour.start().press("Enter")
    run(hour, 15)
    copy = hour.page.late.copy
    seen = [copy._cap_off]
    for key in ("N", "Esc", "1"):
        hour.press(key)
        seen.append(copy._cap_off)
    assert seen == [False, True, False, True]


def test_in_the_strip_t_is_the_strips_and_the_button_is_there(hour: Hour) -> None:
    hour.start().press("Enter", "1")
    run(hour, 15)
    assert hour.page.late.isVisible()
    before = hour.page.strip.text_ready.isChecked()
    QGuiApplication.clipboard().setText("mine")
    hour.press("T")
    assert hour.page.strip.text_ready.isChecked() is not before
    assert QGuiApplication.clipboard().text() == "mine"
    hour.page.late.copy.click()
    assert QGuiApplication.clipboard().text() == WORD
    assert hour.p.mode == "strip"


def test_in_a_field_t_is_a_letter(hour: Hour) -> None:
    hour.start().press("Enter", "N")
    run(hour, 15)
    QGuiApplication.clipboard().setText("mine")
    hour.type("t")
    assert QGuiApplication.clipboard().text() == "mine"


def test_with_nobody_late_t_says_so(hour: Hour) -> None:
    hour.start()
    QGuiApplication.clipboard().setText("mine")
    hour.press("T")
    assert hour.said == NOBODY_LATE
    assert QGuiApplication.clipboard().text() == "mine"


def test_the_call_bar_tells_it_too(hour: Hour) -> None:
    hour.start().press("Enter", "F11")
    run(hour, 15)
    assert hour.page.bar.late.isVisible()
    assert hour.page.bar.late.text() == "Jun promised 10:40, 5 min late"
    hour.page.bar.late_copy.click()
    assert QGuiApplication.clipboard().text() == WORD


def test_under_the_pause_nobody_is_named(hour: Hour) -> None:
    hour.start()
    run(hour, 15)
    hour.press("P")
    assert not any("Jun" in text for text in hour.texts())


def test_this_afternoon_is_a_minute_that_nobody_has(hour: Hour) -> None:
    """Two o'clock is somebody else's; what the person said themselves ("in an hour") stands as it was said."""
    promise(hour, "Dana Ruiz", "5125550145", 210)
    promise(hour, "Ada Bell", "5125550146", 60)
    hour.start().press("Enter", "2")
    said = [option.accessibleDescription() for option in hour.page.choice.options[:2]]
    assert said == ["Mon 23 Nov 11:30", "Mon 23 Nov 14:10"]
    hour.press("2")
    at = hour.calls[0].next_call_at
    assert at is not None
    assert hour.services.rep.local(at).strftime("%H:%M") == "14:10"
