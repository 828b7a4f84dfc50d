"""The debrief on a real store: what it says, hands off, takes back, packs and keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, TouchStatus
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.debrief import DebriefPage, make_page
from lch_desktop.ui.debrief.follow import MOST, FollowCard
from lch_desktop.ui.debrief.parts import GoalsCard, ResistanceCard
from lch_desktop.ui.touches.line_button import LineButton
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_context, make_services, person


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(
        made,
        [
            person("Dana Ruiz", "5125550143", company="Ruiz Dental"),
            person("Olivia Grant", "5125550144"),
            person("Kwame Osei", "5125550145"),
        ],
    )
    yield made
    made.store.close()


def hour(services: Services, clock: FakeClock, outcomes: list[Report], reason: str = "time") -> FocusSession:
    """An hour in which the leads got `outcomes`, one each."""
    services.hour.start(PlannedHour(60, Goals(calls=2, people=2, asks=0, appointments=1)), 3)
    for lead_id, report in enumerate(outcomes, start=1):
        services.hour.log(OpenCard(lead_id=lead_id), report, goal="", then=lambda _logged: OpenCard())
    for _ in range(240):
        clock.advance(15)
        services.hour.tick()
    return services.hour.finish(reason)


def connected(clock: FakeClock) -> Report:
    return Report(outcome=Outcome.CONNECTED, note="Two chairs", next_call_at=clock.now() + timedelta(days=1))


def shown(qtbot: QtBot, context: UiContext, session: FocusSession) -> DebriefPage:
    page = make_page(context)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show_session(session)
    page.show()
    return page


def texts(page: DebriefPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def named(page: DebriefPage, name: str, kind: type = QAbstractButton) -> QAbstractButton:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def test_it_says_when_the_main_thing_was_done(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, hour(services, clock, [connected(clock), connected(clock)]))
    said = texts(page)
    assert "The main thing is done. 11:30." in said  # 10:30 in Chicago and an hour
    assert "60 of 60 minutes." in said
    assert page.accessibleName() == "Debrief"


def test_a_day_that_is_still_open_says_what_is_missing(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    services.hour.start(PlannedHour(15, Goals(calls=3, people=1, asks=0, appointments=0)), 3)
    for lead_id in (1, 2, 3):
        report = Report(outcome=Outcome.NO_ANSWER)
        services.hour.log(OpenCard(lead_id=lead_id), report, goal="", then=lambda _logged: OpenCard())
    for _ in range(36):
        clock.advance(15)
        services.hour.tick()
    page = shown(qtbot, context, services.hour.finish("time"))
    said = texts(page)
    assert "The hour is over. 10:39." in said
    assert "9 of 15 minutes so far. Another short hour today makes it count." in said
    assert "Day still open" in said


def test_resistance_has_the_reps_own_name_and_face(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    services.resistance.call_it("Ned")
    session = hour(services, clock, [connected(clock)])
    assert "No visits from Ned" in texts(shown(qtbot, context, session))
    before = shown(qtbot, context, session).findChild(ResistanceCard).grab().toImage()
    services.resistance.choose("sofa")
    for recovery_s in (41.0, 75.0):
        visit = services.store.sessions.add_resistance(session.id, 1, clock.now())
        services.store.sessions.save_recovery(visit.id, recovery_s)
    page = shown(qtbot, context, session)
    assert "2 visits, back on the phone in 58 s" in texts(page)
    assert "Ned met the 2x4 once." in texts(page)
    assert page.findChild(ResistanceCard).grab().toImage() != before


def test_page_keys_scroll_the_debrief(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    page = shown(qtbot, context, hour(services, clock, [connected(clock)]))
    page.resize(700, 480)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_day_of_silence_is_told_as_work_done(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    silent = [Report(outcome=Outcome.NO_ANSWER), Report(outcome=Outcome.NO_ANSWER)]
    page = shown(qtbot, context, hour(services, clock, silent))
    assert "2 dials, nobody home. You did your part." in texts(page)
    assert "Dana Ruiz" in texts(page)  # may call back


def test_a_touch_is_handed_off_and_stays_in_sight(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    session = hour(services, clock, [connected(clock)])
    page = shown(qtbot, context, session)
    qtbot.mouseClick(named(page, "Text to Dana Ruiz", QCheckBox), Qt.MouseButton.LeftButton)
    statuses = {touch.kind.value: touch.status for touch in services.store.touches.of_session(session.id)}
    assert statuses["text"] is TouchStatus.SENT
    assert named(page, "Text to Dana Ruiz", QCheckBox).isChecked()
    qtbot.mouseClick(named(page, "Text to Dana Ruiz", QCheckBox), Qt.MouseButton.LeftButton)
    statuses = {touch.kind.value: touch.status for touch in services.store.touches.of_session(session.id)}
    assert statuses["text"] is TouchStatus.OPEN


def test_all_texts_are_copied_with_their_numbers_and_without_the_note(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, hour(services, clock, [connected(clock), connected(clock)]))
    qtbot.mouseClick(named(page, "Copy all texts"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.count("Thank you,") == 2
    assert "(512) 555-0143" in copied
    assert "Two chairs" not in copied


def test_z_takes_back_and_shift_z_brings_back(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    session = hour(services, clock, [Report(outcome=Outcome.NO_ANSWER)])
    page = shown(qtbot, context, session)
    told: list[str] = []
    context.hub.told.connect(told.append)
    qtbot.keyClick(page, Qt.Key.Key_Z)
    assert services.store.calls.of_session(session.id) == []
    assert told == ["Taken back: No answer, Dana Ruiz."]
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert len(services.store.calls.of_session(session.id)) == 1


def test_nothing_left_to_take_back_is_said(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, hour(services, clock, []))
    with qtbot.waitSignal(context.hub.failed, timeout=15000) as failed:
        qtbot.mouseClick(named(page, "Undo"), Qt.MouseButton.LeftButton)
    assert failed.args[0].code == "nothing-to-undo"


def test_packing_stars_the_first_name_for_the_next_work_day(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    session = hour(services, clock, [])
    page = shown(qtbot, context, session)
    first = page.findChild(QComboBox)
    assert first.accessibleName() == "Tomorrow's first name"
    chosen = int(first.currentData())
    qtbot.mouseClick(named(page, "Packed", QCheckBox), Qt.MouseButton.LeftButton)
    lead = services.store.leads.get(chosen)
    assert lead is not None
    assert str(lead.follow.starred_on) == "2026-11-24"
    assert named(page, "Packed", QCheckBox).isChecked()
    qtbot.keyClick(page, Qt.Key.Key_Z)
    lead = services.store.leads.get(chosen)
    assert lead is not None
    assert lead.follow.starred_on is None


def test_another_first_name_takes_the_star_along(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, hour(services, clock, []))
    qtbot.mouseClick(named(page, "Packed", QCheckBox), Qt.MouseButton.LeftButton)
    first = page.findChild(QComboBox)
    before, other = int(first.currentData()), int(first.itemData(1))
    first.setCurrentIndex(1)
    first.activated.emit(1)
    starred = {lead.id for lead in services.store.leads.many([before, other]) if lead.follow.starred_on}
    assert starred == {other}


def test_friday_packs_for_monday(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    clock.advance(4 * 86400)
    page = shown(qtbot, context, hour(services, clock, []))
    assert "Mon 30 Nov" in texts(page)


@pytest.mark.parametrize("where", ["page", "field"])
def test_enter_finishes_and_keeps_what_worked(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, where: str
) -> None:
    session = hour(services, clock, [connected(clock)])
    page = shown(qtbot, context, session)
    clock.advance(1)
    field = named(page, "One thing that worked", QLineEdit)
    qtbot.keyClicks(field, "Asking for two minutes")
    with qtbot.waitSignal(page.finished, timeout=15000):
        qtbot.keyClick(field if where == "field" else page, Qt.Key.Key_Return)
    kept = services.store.sessions.get(session.id)
    assert kept is not None
    assert kept.worked == "Asking for two minutes"
    assert kept.debriefed_at == clock.now()


@pytest.mark.parametrize("closes", [False, True])
def test_the_line_is_kept_as_typed_when_the_page_goes_away(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, closes: bool
) -> None:
    session = hour(services, clock, [connected(clock)])
    page = shown(qtbot, context, session)
    qtbot.keyClicks(named(page, "One thing that worked", QLineEdit), " Two minutes ")
    if closes:
        page.give_way()
    page.hide()
    kept = services.store.sessions.get(session.id)
    assert kept is not None
    assert kept.worked == "Two minutes"
    assert kept.debriefed_at == (clock.now() if closes else None)


def test_the_enter_that_ended_the_hour_does_not_close_its_debrief(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, hour(services, clock, []))
    with qtbot.assertNotEmitted(page.finished):
        qtbot.keyClick(page, Qt.Key.Key_Return)


def test_z_in_the_field_is_a_letter(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    session = hour(services, clock, [Report(outcome=Outcome.NO_ANSWER)])
    page = shown(qtbot, context, session)
    field = named(page, "One thing that worked", QLineEdit)
    qtbot.keyClicks(field, "zest")
    assert len(services.store.calls.of_session(session.id)) == 1
    page.on_shown()
    assert field.text() == "zest"  # reading again keeps the rep's line


def test_every_control_has_a_name_and_is_reached_by_tab(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, hour(services, clock, [connected(clock)]))
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit), *page.findChildren(QComboBox)]
    visible = [one for one in controls if one.isVisibleTo(page)]
    assert [one for one in visible if not one.accessibleName()] == []
    assert [one for one in visible if not one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_the_page_holds_in_a_small_window_at_large_text(qtbot: QtBot, services: Services, clock: FakeClock) -> None:
    page = shown(qtbot, make_context(services, "light", 150), hour(services, clock, [connected(clock)]))
    page.resize(1280, 720)
    page.grab()
    assert page.width() == 1280
    finish = named(page, "Finish")
    assert page.rect().contains(finish.mapTo(page, finish.rect().bottomRight()))


def test_only_what_is_due_today_and_who_can_ring_back_are_listed(services: Services, clock: FakeClock) -> None:
    reports = [
        Report(outcome=Outcome.NOT_INTERESTED, reason="price"),  # service touches in 30 and 90 days
        Report(outcome=Outcome.WRONG_NUMBER),
        Report(outcome=Outcome.NO_ANSWER),
    ]
    data = services.debrief.of(hour(services, clock, reports))
    assert {due.lead.id for due in data.touches} == {3}
    assert [lead.id for lead in data.may_call_back] == [3]


def crowded(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> DebriefPage:
    """An hour with many to hand something to, one of them with a long name."""
    long = "Maximiliána Wolfeschlegelsteinhausen-Świątek of the Upper Austrian Heat Pump Company"
    add_all(services, [person(long if n == 0 else f"Lead {n}", f"51255502{n:02}") for n in range(9)])
    services.store.sessions.add_later(
        None, clock.now(), "read the memo from finance about " + "Donaudampfschifffahrtsgesellschaft" * 3
    )
    return shown(qtbot, context, hour(services, clock, [Report(outcome=Outcome.NO_ANSWER)] * 12))


def test_both_columns_are_as_wide_whatever_is_in_them(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = crowded(qtbot, context, services, clock)
    page.grab()
    goals, follow = page.findChild(GoalsCard), page.findChild(FollowCard)
    assert abs(goals.width() - follow.width()) <= 1


def test_a_long_follow_through_shows_its_first_rows_until_it_is_asked_for(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = crowded(qtbot, context, services, clock)
    follow = page.findChild(FollowCard)

    def rows() -> list[LineButton]:
        return [row for row in follow.findChildren(LineButton) if row.isVisibleTo(page)]

    in_all = len(services.debrief.of(services.store.sessions.last()).touches)
    assert len(rows()) == MOST < in_all
    more = named(page, f"{in_all - MOST} more")
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert len(rows()) == in_all
    assert not more.isVisibleTo(page)
    page.begin("")
    assert len(rows()) == MOST
