"""The rep's own templates where the hour uses them, and what the window hands every page for codes and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lch_desktop.app import build
from lch_desktop.domain.calls import TouchKind
from lch_desktop.platforms.qr import qr_modules
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, opened, running
from tests.ui.pages_kit import person

OWN = (("after-talk", "Bis {day}, {time}, {first_name}! {rep}"), ("late", "Gleich, {first_name}! {rep}"))
MINUTE_S = 60


def write_own(hour: Hour) -> None:
    hour.services.rep.save(replace(hour.services.rep.settings, templates=OWN))


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        write_own(made)
        yield made


def test_the_text_of_the_strip_is_the_reps_own(hour: Hour) -> None:
    lead = hour.lead
    hour.press("Enter", "1", "1")
    text = hour.page.strip.text.text()
    assert text.startswith("Bis Tuesday, ")
    assert text.endswith("Dana! Sam Rivera")
    hour.type("the chairs")
    hour.press("Enter")
    made = next(touch for touch in hour.store.touches.of_lead(lead.id) if touch.kind is TouchKind.TEXT)
    assert made.words == ""  # the rep changed nothing, so that it is drafted anew when it is handed off
    due = hour.services.follow_through.get(made.id)
    assert due is not None
    assert hour.services.follow_through.draft(due, Style(twelve_hour=False)).words == text


def test_the_word_for_who_waits_is_the_reps_own(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    with opened(data_dir, clock, call_bar=False) as made:
        write_own(made)
        jun = person("Jun Park", "5125550143")
        promise_at = clock.now().replace(minute=40)
        made.store.leads.add(replace(jun, follow=replace(jun.follow, promise_at=promise_at, promise_asked=True)))
        made.store.leads.add(person("Kim Boone", "5125550144"))
        made.start().press("Enter")
        clock.advance(16 * MINUTE_S)
        made.p.tick()
        made.press("T")
        assert QGuiApplication.clipboard().text() == "Gleich, Jun! Sam Rivera"


def test_the_window_hands_out_codes_and_opens_nothing_else(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    app = build(data_dir, clock, "America/Chicago", direct=True)
    qtbot.addWidget(app.window)
    try:
        assert app.context.qr("tel:+15125550143") == qr_modules("tel:+15125550143")
        assert not app.context.open_link("file:///etc/passwd")
        assert not app.context.open_link("https://example.com")
    finally:
        app.close()
