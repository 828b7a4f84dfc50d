"""With the setting the prep ring dials at 0, and nothing but an idle card is ever dialled by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.call_log import Dial
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running

SAYS = "Dials by itself at 0.\nS skips, P pauses."


class RememberingDialer:
    def __init__(self) -> None:
        self.urls: list[str] = []

    def dial(self, url: str) -> bool:
        self.urls.append(url)
        return True

    def handles(self, url: str) -> bool:
        return True


@pytest.fixture
def dialer() -> RememberingDialer:
    return RememberingDialer()


@pytest.fixture
def hour(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, dialer: RememberingDialer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hour]:
    with running(data_dir, clock, dial_next=True, dialer_tested=True, call_bar=False) as made:
        monkeypatch.setattr(made.services.calling, "_dialer", dialer)
        yield made


def pass_s(hour: Hour, seconds: int) -> None:
    """The page's timer, each second."""
    for _ in range(seconds):
        hour.clock.advance(1)
        hour.p.tick()
        QApplication.processEvents()


def says(hour: Hour) -> bool:
    return SAYS in hour.texts()


def test_it_is_said_beforehand_and_the_full_ring_dials(hour: Hour, dialer: RememberingDialer) -> None:
    pass_s(hour, 1)
    assert says(hour)
    pass_s(hour, 40)
    assert not hour.p.live
    pass_s(hour, 5)
    assert hour.p.live
    assert len(dialer.urls) == 1
    pass_s(hour, 60)
    assert len(dialer.urls) == 1
    hour.press("4")
    assert (says(hour), hour.p.live) == (True, False)
    pass_s(hour, 46)
    assert len(dialer.urls) == 2


def note(hour: Hour) -> None:
    hour.press("N")
    hour.type("x")
    hour.press("Esc")


def goal(hour: Hour) -> None:
    hour.press("G")


def inactive(hour: Hour) -> None:
    other = QWidget()
    other.setWindowTitle("dialer")
    hour.other = other  # type: ignore[attr-defined]  # kept alive
    other.show()
    other.activateWindow()
    QApplication.processEvents()


def elsewhere(hour: Hour) -> None:
    field = QLineEdit(hour.window)
    field.show()
    field.setFocus()


def not_tested(hour: Hour) -> None:
    hour.services.rep.save(replace(hour.services.rep.settings, dialer_tested=False))


def by_hand(hour: Hour) -> None:
    hour.services.rep.save(replace(hour.services.rep.settings, dialer="hand"))


def switched_off(hour: Hour) -> None:
    hour.services.rep.save(replace(hour.services.rep.settings, dial_next=False))


def closed(hour: Hour) -> None:
    chosen = hour.services.rep.settings
    hour.services.rep.save(replace(chosen, calling_from="23:58", calling_until="23:59"))


def wary(hour: Hour) -> None:
    hour.p.guards.be_wary()


@pytest.mark.parametrize(
    "act",
    [
        note, goal, inactive, elsewhere, not_tested, by_hand, switched_off, closed, wary,
        *(lambda hour, key=key: hour.press(key) for key in ("P", "1", "2", "5", "B", "L", "M", "?", "R", "F11")),
    ],
)  # fmt: skip
def test_it_never_dials_while_something_else_is_going_on(
    hour: Hour, dialer: RememberingDialer, act: Callable[[Hour], None]
) -> None:
    pass_s(hour, 10)
    act(hour)
    pass_s(hour, 120)
    assert dialer.urls == []
    assert not hour.p.live
    assert not says(hour)
    if hasattr(hour, "other"):
        hour.other.close()
        hour.other.deleteLater()


def test_after_a_pause_the_ring_begins_anew_and_it_is_said_again(hour: Hour, dialer: RememberingDialer) -> None:
    pass_s(hour, 40)
    hour.press("P")
    pass_s(hour, 300)
    hour.press("Enter", "Enter")
    pass_s(hour, 1)
    assert (says(hour), dialer.urls) == (True, [])
    pass_s(hour, 46)
    assert len(dialer.urls) == 1


def test_what_comes_too_late_to_be_said_is_not_dialled(hour: Hour, dialer: RememberingDialer) -> None:
    pass_s(hour, 10)
    hour.press("G")
    pass_s(hour, 33)
    hour.press("Esc")
    pass_s(hour, 60)
    assert (says(hour), dialer.urls, hour.p.mode) == (False, [], "card")


def test_a_card_that_was_dialled_waits_for_the_rep_when_it_comes_back(hour: Hour, dialer: RememberingDialer) -> None:
    hour.press("4")  # dialled by hand, and logged
    hour.press("Z")
    pass_s(hour, 120)
    assert (says(hour), dialer.urls, hour.p.live) == (False, [], False)


def test_a_restart_does_not_dial_a_ring_that_is_full(
    qtbot: QtBot, data_dir: Path, clock: FakeClock, dialer: RememberingDialer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(data_dir, clock, dial_next=True, dialer_tested=True) as hour:
        pass_s(hour, 10)
    clock.advance(120)
    with opened(data_dir, clock, dial_next=True, dialer_tested=True) as hour:
        monkeypatch.setattr(hour.services.calling, "_dialer", dialer)
        assert hour.window.resume_hour()
        hour.draw_at(1920, 1080)
        pass_s(hour, 30)
        assert (hour.p.live, dialer.urls) == (False, [])


def test_the_card_does_not_jump_when_it_is_said(hour: Hour) -> None:
    lead = hour.open("Dana Ruiz")
    hour.store.leads.save_fields(lead.id, {"name": "Maximiliana Featherstonehaugh-Cholmondeley"}, by_rep=True)
    hour.p.open_lead(lead.id)
    hour.settle()
    pass_s(hour, 1)
    card = hour.page.card
    before = [part.geometry() for part in (card.name, card.phone, card.call, card.goal, card.ring)]
    card.ring_words.set_dials(False, may=True)
    QApplication.processEvents()
    assert [part.geometry() for part in (card.name, card.phone, card.call, card.goal, card.ring)] == before


def asleep(hour: Hour, seconds: float) -> None:
    hour.clock.advance(seconds)
    hour.p.tick()
    QApplication.processEvents()


def clock_set(hour: Hour, seconds: float) -> None:
    hour.clock.jump(seconds)
    pass_s(hour, 1)


@pytest.mark.parametrize(
    ("what", "seconds"),
    [(asleep, 4), (asleep, 20), (asleep, 600), (clock_set, 3), (clock_set, 60), (clock_set, -60), (clock_set, 3600)],
)
def test_after_sleep_or_a_set_clock_the_card_waits_for_the_rep(
    hour: Hour, dialer: RememberingDialer, what: Callable[[Hour, float], None], seconds: float
) -> None:
    pass_s(hour, 5)
    assert says(hour)
    what(hour, seconds)
    assert not says(hour)
    pass_s(hour, 180)
    assert (dialer.urls, hour.p.live) == ([], False)
    hour.press("4")
    pass_s(hour, 1)
    assert says(hour), "the next card is none of that"
    pass_s(hour, 46)
    assert len(dialer.urls) == 1


def test_a_slow_second_is_no_sleep(hour: Hour, dialer: RememberingDialer) -> None:
    pass_s(hour, 5)
    asleep(hour, 2.5)
    assert says(hour)
    pass_s(hour, 45)
    assert len(dialer.urls) == 1


def test_switched_on_again_late_it_is_said_anew_or_not_dialled(hour: Hour, dialer: RememberingDialer) -> None:
    pass_s(hour, 10)
    switched_off(hour)
    pass_s(hour, 60)
    hour.services.rep.save(replace(hour.services.rep.settings, dial_next=True))
    pass_s(hour, 60)
    assert (says(hour), dialer.urls) == (False, [])


def never_again(hour: Hour) -> None:
    hour.services.book.do_not_call([hour.p.card.lead_id])


def number_gone(hour: Hour) -> None:
    hour.store.book.delete_phone(hour.p.card.lead_id, hour.p.card.phone_id)


def logged_elsewhere(hour: Hour) -> None:
    hour.services.log.log(hour.p.card.lead_id, Report(outcome=Outcome.NO_ANSWER), Dial())


@pytest.mark.parametrize("act", [never_again, number_gone, logged_elsewhere])
def test_what_another_program_wrote_unheard_is_looked_up_before_it_dials(
    hour: Hour, dialer: RememberingDialer, act: Callable[[Hour], None]
) -> None:
    pass_s(hour, 10)
    act(hour)
    pass_s(hour, 120)
    assert (dialer.urls, hour.p.live) == ([], False)
