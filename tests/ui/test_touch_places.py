"""Where touches stand: Today, the debrief, the tray, a lead's timeline, and the strip of the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome, TouchKind, TouchStatus
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.recurrence import WeekPlan
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.debrief import DebriefPage
from lch_desktop.ui.leads import LeadsPage
from lch_desktop.ui.touches.card_print import save_card
from lch_desktop.ui.touches.line_button import LineButton
from lch_desktop.ui.tray import Tray
from lch_desktop.ui.tray_state import TrayFacts, build_tray, touch_changes_in_s
from lch_desktop.words import Style, due_words
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, running
from tests.ui.touch_kit import Desk, Remembered, names_in, opened

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("America/Chicago"))
STYLE = Style(twelve_hour=True)


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    yield from opened(qtbot, data_dir, clock, Remembered())


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        yield made


def asked_for(desk: Desk) -> list[tuple[int, ...]]:
    """What is asked of the room from now on."""
    asked: list[tuple[int, ...]] = []
    hub = desk.app.context.hub
    hub.touch_requested.disconnect()
    hub.touches_requested.disconnect()
    hub.touch_requested.connect(lambda touch_id: asked.append((touch_id,)))
    hub.touches_requested.connect(lambda ids: asked.append(tuple(ids)))
    return asked


def rows(page: QWidget) -> dict[str, str]:
    return {row.label: row.due for row in page.findChildren(LineButton) if row.isVisibleTo(page)}


def button(page: QWidget, name: str, kind: type[QAbstractButton] = QAbstractButton) -> QAbstractButton:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name and one.isVisibleTo(page))


# when


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(minutes=-5), ("now", True)),
        (timedelta(0), ("now", True)),
        (timedelta(seconds=20), ("in 1 min", True)),
        (timedelta(minutes=3), ("in 3 min", True)),
        (timedelta(minutes=90), ("in 1 h 30 min", True)),
        (timedelta(minutes=91), ("by 1:31 pm", False)),
        (timedelta(hours=20), ("by Tue 24 Nov", False)),
        (timedelta(hours=-20), ("since yesterday", True)),
    ],
)
def test_when_a_touch_is_due(after: timedelta, said: tuple[str, bool]) -> None:
    assert due_words(NOON + after, NOON, STYLE) == said


# Today


def test_today_counts_down_and_lists_the_soonest_first(desk: Desk) -> None:
    desk.due(TouchKind.VIDEO, 2, minutes=60)
    desk.due(TouchKind.TEXT, 1, minutes=3)
    desk.due(TouchKind.NOTE, 3, minutes=-1)
    today = desk.app.window.page("Today")
    desk.app.context.hub.changed.emit()
    told = {"Hand-written note, Kwame Osei": "now", "Text to Dana Ruiz": "in 3 min", "Video for Olivia Grant": "in 1 h"}
    assert list(rows(today).items()) == list(told.items())
    desk.clock.advance(120)
    today._pass_minute()  # type: ignore[attr-defined]
    assert rows(today)["Text to Dana Ruiz"] == "in 1 min"


def test_enter_on_a_row_of_today_opens_its_sheet(desk: Desk) -> None:
    touch_id, other = desk.due(minutes=3), desk.due(lead_id=2, minutes=9)
    asked = asked_for(desk)
    desk.app.context.hub.changed.emit()
    today = desk.app.window.page("Today")
    row = button(today, "Text to Dana Ruiz")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    desk.qtbot.keyClick(row, ENTER)
    assert asked == [(touch_id,)]
    button(today, "Hand off one after the other").click()
    assert asked[1:] == [(touch_id, other)]


def test_the_row_has_the_keyboard_again_after_the_sheet(desk: Desk) -> None:
    touch_id = desk.due()
    desk.app.context.hub.changed.emit()
    row = button(desk.app.window.page("Today"), "Text to Dana Ruiz")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    desk.open(touch_id)
    desk.press(ESC)
    assert row.hasFocus()


# the debrief


def after_an_hour(desk: Desk) -> DebriefPage:
    """Two talks and one call in vain, and the page after them."""
    services, clock = desk.services, desk.clock
    services.hour.start(PlannedHour(15, Goals(3, 1, 1, 1)), 3)
    for lead_id in (1, 2):
        report = Report(outcome=Outcome.CONNECTED, note="Two chairs", next_call_at=clock.now() + timedelta(days=1))
        services.hour.log(OpenCard(lead_id=lead_id), report, goal="", then=lambda _: OpenCard())
    report = Report(outcome=Outcome.NO_ANSWER)
    services.hour.log(OpenCard(lead_id=3), report, goal="", then=lambda _: OpenCard())
    for _ in range(60):
        clock.advance(15)
        services.hour.tick()
    desk.app.window._show_debrief(services.hour.finish("time"))
    page = desk.app.window.page("Debrief")
    assert isinstance(page, DebriefPage)
    clock.advance(1)
    return page


def test_each_row_of_the_debrief_opens_its_sheet(desk: Desk) -> None:
    page = after_an_hour(desk)
    asked = asked_for(desk)
    for name in ("Text to Dana Ruiz", "Video for Olivia Grant"):
        button(page, name, LineButton).click()
    touches = {touch.id: touch for ids in asked for touch in [desk.touch(ids[0])]}
    assert [(touch.kind, touch.lead_id) for touch in touches.values()] == [(TouchKind.TEXT, 1), (TouchKind.VIDEO, 2)]


def test_all_texts_of_the_debrief_go_one_after_the_other(desk: Desk) -> None:
    page = after_an_hour(desk)
    asked = asked_for(desk)
    button(page, "Hand off all texts").click()
    (ids,) = asked
    assert [desk.touch(touch_id).lead_id for touch_id in ids] == [1, 2, 3]
    assert {desk.touch(touch_id).kind for touch_id in ids} == {TouchKind.TEXT}
    desk.open(*ids)
    for _ in ids:
        desk.press(ENTER)
    assert len(desk.out.links) == 3
    assert rows(page)["Text to Kwame Osei"] == "handed off"
    assert "Hand off all texts" not in names_in(page)
    assert desk.app.window.front == "Debrief"


def test_what_the_sheet_handed_off_stays_in_sight_and_can_be_unticked(desk: Desk) -> None:
    page = after_an_hour(desk)
    touch_id = next(touch.id for touch in desk.services.store.touches.of_lead(1) if touch.kind is TouchKind.TEXT)
    desk.open(touch_id)
    desk.press(ENTER)
    tick = button(page, "Text to Dana Ruiz", QCheckBox)
    assert tick.isChecked()
    tick.click()
    assert desk.touch(touch_id).status is TouchStatus.OPEN
    assert rows(page)["Text to Dana Ruiz"] == "now"


def test_what_is_dropped_leaves_the_debrief(desk: Desk) -> None:
    page = after_an_hour(desk)
    touch_id = next(touch.id for touch in desk.services.store.touches.of_lead(3) if touch.kind is TouchKind.TEXT)
    desk.open(touch_id)
    desk.press(Qt.Key.Key_X)
    assert "Text to Kwame Osei" not in rows(page)


def test_b_in_the_debrief_finds_who_rings_and_stays_there(desk: Desk) -> None:
    page = after_an_hour(desk)
    asked: list[bool] = []
    desk.app.context.hub.caller_requested.disconnect()
    desk.app.context.hub.caller_requested.connect(lambda: asked.append(True))
    desk.qtbot.keyClick(page, Qt.Key.Key_B)
    assert asked == [True]
    desk.room.find_caller()
    desk.clock.advance(1)
    desk.type("kwa")
    desk.press(ENTER)
    assert desk.room.caller.isVisible()
    assert "Another outcome: open in Leads" not in names_in(desk.room.caller)
    desk.press(ESC)
    assert desk.app.window.front == "Debrief"


# the tray


def facts(minutes: float | None, **more: object) -> TrayFacts:
    due_at = None if minutes is None else NOON + timedelta(minutes=minutes)
    touch = "" if minutes is None else "Text to Dana Ruiz"
    made = TrayFacts(WeekPlan(zone="America/Chicago"), NOON, False, False, False, touch=touch, touch_due_at=due_at)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "line", "changes_in_s"),
    [
        (facts(None), "", 0),
        (facts(3), "Text to Dana Ruiz in 3 min", 60),
        (facts(2.5), "Text to Dana Ruiz in 3 min", 30),
        (facts(-1), "Text to Dana Ruiz now", 0),
        (facts(120), "Text to Dana Ruiz by 2:00 pm", 1800),
        (facts(600), "Text to Dana Ruiz by 10:00 pm", 3600),
        (facts(3, in_hour=True), "", 0),
    ],
)
def test_the_tray_counts_down_but_never_during_the_hour(given: TrayFacts, line: str, changes_in_s: float) -> None:
    state = build_tray(given, STYLE)
    assert state.touch_line == line
    assert state.tooltip.endswith(line or state.next_line)
    assert ("Dana" in state.tooltip) is bool(line)
    assert touch_changes_in_s(given) == changes_in_s


# a lead's timeline


def test_a_lead_shows_what_waits_and_takes_more(desk: Desk) -> None:
    touch_id = desk.due()
    asked = asked_for(desk)
    desk.app.window.show_page("Leads")
    page = desk.app.window.page("Leads")
    assert isinstance(page, LeadsPage)
    page.open_on(1)
    button(page.detail, "Hand off: Text, in 3 min").click()
    assert asked == [(touch_id,)]
    button(page.detail, "A note").click()
    (added,) = asked[1]
    touch = desk.touch(added)
    assert (touch.kind, touch.lead_id, touch.status) == (TouchKind.NOTE, 1, TouchStatus.OPEN)


def test_nobody_sends_to_who_asked_for_none(desk: Desk) -> None:
    desk.services.log.log(1, Report(outcome=Outcome.DO_NOT_CALL), _dial())
    desk.app.window.show_page("Leads")
    page = desk.app.window.page("Leads")
    assert isinstance(page, LeadsPage)
    page.open_on(1)
    assert not {"A text", "A note"} & set(names_in(page.detail))


def _dial() -> object:
    from lch_desktop.services.call_log import Dial

    return Dial()


# the strip


def talk(hour: Hour, *keys: str, way: str = "copy") -> int:
    """One talk up to the save; the lead's id."""
    rep = hour.services.rep
    rep.save(replace(rep.settings, text_way=way))
    hour.press("Enter", "1")
    lead_id = hour.p.card.lead_id
    hour.press(*keys)
    hour.settle()
    hour.press("1")
    hour.type("A third chair")
    hour.press("Enter")
    return lead_id


def text_of(hour: Hour, lead_id: int) -> TouchStatus:
    return next(touch.status for touch in hour.store.touches.of_lead(lead_id) if touch.kind is TouchKind.TEXT)


def test_one_key_in_the_strip_hands_the_text_off_with_the_save(hour: Hour, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    lead_id = talk(hour, "S")
    assert hour.p.card.lead_id != lead_id, "the next card waits for nothing"
    qtbot.waitUntil(lambda: text_of(hour, lead_id) is TouchStatus.SENT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Thank you,")
    assert "A third chair" not in copied


def test_without_the_key_the_text_waits(hour: Hour, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    lead_id = talk(hour)
    hour.settle()
    assert text_of(hour, lead_id) is TouchStatus.OPEN
    assert QGuiApplication.clipboard().text() == "before"


def test_the_link_opens_only_after_the_save(hour: Hour, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_links: list[tuple[str, bool]] = []

    def open_link(link: str) -> bool:
        opened_links.append((link, text_of(hour, lead_id) is TouchStatus.SENT))
        return True

    object.__setattr__(hour.app.context, "open_link", open_link)
    lead_id = hour.p.card.lead_id
    assert talk(hour, "S", way="sms") == lead_id
    qtbot.waitUntil(lambda: bool(opened_links))
    ((link, was_saved),) = opened_links
    assert link.startswith("sms:")
    assert was_saved


def test_no_text_is_none_now(hour: Hour) -> None:
    hour.press("Enter", "1", "S")
    strip = hour.page.strip
    assert strip.now.isChecked()
    hour.press("T")
    assert not strip.text_ready.isChecked()
    assert not strip.now.isChecked()
    hour.press("S")
    assert strip.text_ready.isChecked()


def test_a_code_is_none_of_the_ways_of_the_hour(hour: Hour) -> None:
    rep = hour.services.rep
    rep.save(replace(rep.settings, text_way="qr"))
    hour.press("Enter", "1", "S")
    assert not hour.page.strip.now.isVisible()
    assert hour.p.strip is not None
    assert not hour.p.strip.state.send_now


# the card


def test_the_card_is_one_page_of_pdf(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "card.pdf"
    save_card(str(path), "Dana Ruiz", "Dana,\n\nthank you for this morning.\n\nSam" + "\nOne more line." * 60)
    written = path.read_bytes()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 1


# the tray of a real window


def test_the_tray_opens_the_sheet_of_the_next_touch(desk: Desk) -> None:
    from tests.ui.test_tray import FakeDesk

    later, first = desk.due(TouchKind.VIDEO, 2, minutes=30), desk.due(minutes=3)
    assert later
    asked = asked_for(desk)
    tray = Tray(FakeDesk(), desk.app.window, desk.app.context, desk.app.window, is_available=lambda: False)  # type: ignore[arg-type]
    try:
        assert tray.tooltip.endswith("Text to Dana Ruiz in 3 min")
        line = next(action for action in tray.menu.actions() if action.text() == "Text to Dana Ruiz in 3 min")
        assert line.isVisible()
        line.trigger()
        assert asked == [(first,)]
        desk.app.window.start_hour(PlannedHour(30, Goals(3, 1, 1, 1)))
        tray.refresh()
        assert not line.isVisible()
        assert "Dana" not in tray.tooltip
    finally:
        tray.close()


def test_a_row_that_is_cut_tells_all_in_its_tooltip(desk: Desk) -> None:
    row = LineButton(desk.app.context.look)
    desk.qtbot.addWidget(row)
    row.show_line("mail", "E-mail to <b>Bartholomew</b> Featherstonehaugh", "in 3 min")
    row.resize(600, 40)
    row.show()
    assert row.toolTip() == ""
    row.resize(200, 40)
    assert "&lt;b&gt;Bartholomew" in row.toolTip()
