"""What the tests of Review share: a Friday, and hours that were worked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.review import ReviewPage, make_page
from tests.fakes import FakeClock
from tests.integration.wired import ZONE, close_all, wired

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo(ZONE))
TODAY = FRIDAY.date()
OUTCOMES = [Outcome.CONNECTED] * 2 + [Outcome.NO_ANSWER] * 8


def work(services: Services, on: date) -> None:
    """A full hour of ten dials at eight."""
    start = datetime(on.year, on.month, on.day, 8, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    end = start + timedelta(hours=1)
    session = services.store.sessions.add(
        FocusSession(
            started_at=start, zone=ZONE, utc_offset_min=-360, local_on=on, planned_s=3600, focus_s=3540, ends_at=end,
            heartbeat_at=end, finished_at=end, end_reason="time", goals=Goals(15, 4, 2, 2), day_calls=15,
            debriefed_at=end,
        )
    )  # fmt: skip
    services.store.sessions.add_interruption(session.id, "left", start, 0)
    visit = services.store.sessions.add_resistance(session.id, 0, start)
    services.store.sessions.save_recovery(visit.id, 30.0)
    services.store.sessions.save_said(visit.id, "An email is enough.")
    for number, outcome in enumerate(OUTCOMES):
        lead = services.store.leads.add(Lead(name=f"Lead {on} {number}"))
        call = Call(lead_id=lead.id, session_id=session.id, outcome=outcome, ended_at=start, local_on=on)
        services.store.calls.add(call)


def friday(data_dir: Path) -> Iterator[Services]:
    """The services on that Friday; what hangs on them is closed afterwards."""
    yield wired(data_dir, FakeClock(FRIDAY))
    close_all()


def open_page(qtbot: QtBot, context: UiContext) -> ReviewPage:
    """The page as the window shows it at 1440 wide."""
    made = make_page(context)
    qtbot.addWidget(made)
    made.resize(1216, 900)
    made.show()
    made.on_shown()
    return made


def page_of_four_days(qtbot: QtBot, context: UiContext, services: Services) -> ReviewPage:
    """After two hours this week and two in the week before."""
    for back in (0, 1, 7, 8):
        work(services, TODAY - timedelta(days=back))
    return open_page(qtbot, context)
