"""What the tests of Review share: a Friday, and hours that were worked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.services.bundle import Services
from tests.integration.wired import ZONE

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
