"""Opens the review of a made-up history: `python -m tests.bench.review DATA_DIR HOURS OPENINGS`.

Prints JSON: milliseconds from asking for the page to the end of the frame that shows the week, for each opening
(the first of them makes the page), and for each chart the slowest of its redraws. A program of its own, so that
nothing of a test runner is in the time.
"""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from lch_desktop.app import App, after_paint, build, build_services
from lch_desktop.domain.calls import Call, Outcome, Touch, TouchStatus
from lch_desktop.domain.clock import StartedAtClock
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.ports import Store
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.ui.qt_start import prepare_qt
from lch_desktop.ui.review import ReviewPage
from tests.bench.people import ZONE
from tests.fakes import START

CALLS = 24  # in each hour
LEADS = 500
REDRAWS = 20
SAID = ("An email is enough.", "Enough for today.")
OUTCOMES = [Outcome.NO_ANSWER] * 4 + [Outcome.CONNECTED]


def write_hours(data_dir: Path, hours: int) -> None:
    """One hour on nearly each workday before today, newest last."""
    services, chance = build_services(data_dir, StartedAtClock(START), ZONE), random.Random(5)
    with services.store.transaction():
        leads = [services.store.leads.add(Lead(name=f"Lead {n}")).id for n in range(LEADS)]
        for on in _days(hours, chance):
            start = datetime(on.year, on.month, on.day, 14, tzinfo=UTC)
            end = start + timedelta(hours=1)
            session = services.store.sessions.add(
                FocusSession(
                    started_at=start, zone=ZONE, utc_offset_min=-360, local_on=on, planned_s=3600, focus_s=3500,
                    ends_at=end, heartbeat_at=end, finished_at=end, end_reason="time", goals=Goals(15, 4, 2, 2),
                    day_calls=15, debriefed_at=end,
                )
            )  # fmt: skip
            for number in range(CALLS):
                at = start + timedelta(minutes=2 * number)
                lead_id, outcome = chance.choice(leads), chance.choice(OUTCOMES)
                call = Call(
                    lead_id=lead_id, session_id=session.id, outcome=outcome, started_at=at, ended_at=at, local_on=on
                )  # fmt: skip
                called = services.store.calls.add(call)
                if outcome is Outcome.CONNECTED:
                    sent = Touch(
                        lead_id=lead_id, call_id=called.id, due_at=at, status=TouchStatus.SENT, done_at=at
                    )  # fmt: skip
                    services.store.touches.add(sent)
            _interrupt(services.store, session.id, start)
    services.store.close()


def _interrupt(store: Store, session_id: int, at: datetime) -> None:
    """Two interruptions and two visits of Resistance in an hour."""
    for said in SAID:
        store.sessions.add_interruption(session_id, "left", at, 0)
        visit = store.sessions.add_resistance(session_id, 0, at)
        store.sessions.save_recovery(visit.id, 30.0)
        store.sessions.save_said(visit.id, said)


def _days(hours: int, chance: random.Random) -> list[date]:
    found: list[date] = []
    day = START.date() - timedelta(days=1)
    while len(found) < hours:
        if day.weekday() < 5 and chance.random() > 0.04:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


def open_review(app: App) -> float:
    """Milliseconds until the week is painted."""
    window, loop = app.window, QEventLoop()
    begun = time.perf_counter()
    window.show_page("Review")
    page = window.page("Review")
    assert isinstance(page, ReviewPage)
    page.head.title.setText("")  # what was shown the last time is not waited for
    look = QTimer(interval=0)
    look.timeout.connect(lambda: loop.quit() if page.head.title.text() else None)
    look.start()
    loop.exec()
    look.stop()
    page.repaint()
    return (time.perf_counter() - begun) * 1000


def redraws(page: ReviewPage) -> dict[str, float]:
    """The slowest redraw of each chart in milliseconds."""
    page.show_more(True)
    QApplication.processEvents()
    slowest = {}
    for card in (*page.front, *page.more):
        assert card.chart is not None
        taken = []
        for _ in range(REDRAWS):
            begun = time.perf_counter()
            card.drawn.repaint()
            taken.append((time.perf_counter() - begun) * 1000)
        slowest[card.chart.name] = sorted(taken)[-2]  # one may be the machine's
    return slowest


def bare_redraw() -> float:
    """The least: a label of the same size."""
    label = QLabel("12")
    label.resize(1000, 180)
    label.show()
    QApplication.processEvents()
    taken = []
    for _ in range(REDRAWS):
        begun = time.perf_counter()
        label.repaint()
        taken.append((time.perf_counter() - begun) * 1000)
    label.close()
    return sorted(taken)[-2]


def run(data_dir: Path, hours: int, openings: int) -> dict[str, object]:
    write_hours(data_dir, hours)
    app = build(data_dir, StartedAtClock(START), ZONE)
    app.window.open_home()
    after_paint(app, data_dir)
    loop = QEventLoop()
    QTimer.singleShot(500, loop.quit)
    loop.exec()
    opened = []
    for _ in range(openings):
        opened.append(open_review(app))
        app.window.show_page("Today")
        QApplication.processEvents()
    app.window.show_page("Review")
    page = app.window.page("Review")
    assert isinstance(page, ReviewPage)
    drawn, bare = redraws(page), bare_redraw()
    app.window.close()
    app.close()
    return {"opened": opened, "redraws": drawn, "bare": bare}


if __name__ == "__main__":
    prepare_qt()
    qt = QApplication(sys.argv[:1])
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
