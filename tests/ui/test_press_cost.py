"""What one key press costs: counted, not timed. The time is measured by tests/bench."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.store.connection import Database
from lch_desktop.ui.focus.day_list import DayList
from lch_desktop.ui.focus.outcome_row import OutcomePanel
from lch_desktop.ui.focus.sides import GroundEnds, TimeLeft
from lch_desktop.ui.widgets import OutcomeKey, Toast
from lch_desktop.ui.widgets.labels import WrapLabel
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, running

MOST_STATEMENTS = 20
MOST_WRITES = 7  # ledger twice, call, lead, a touch or two, session
MOST_PAINTED = 22


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock) as made:
        made.press("4")  # what only the first press does is done
        yield made


class Statements:
    """What the window's connection is asked to do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self.commits = 0
        execute, commit = Database.execute_sql, Database.commit

        def executed(db: Database, sql: str, params: object = None) -> object:
            self.said.append(" ".join(sql.split()))
            return execute(db, sql, params)  # type: ignore[arg-type]

        def committed(db: Database) -> None:
            self.commits += 1
            commit(db)

        monkeypatch.setattr(Database, "execute_sql", executed)
        monkeypatch.setattr(Database, "commit", committed)

    @property
    def writes(self) -> list[str]:
        return [sql for sql in self.said if sql.split()[0] in ("INSERT", "UPDATE", "DELETE")]


class Painted(QObject):
    """The widgets that are painted, in order."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.widgets: list[QWidget] = []
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets.append(watched)
        return False

    def stop(self) -> None:
        self._app.removeEventFilter(self)


def first_frame(hour: Hour, qapp: QApplication, key: str) -> list[QWidget]:
    """What is painted between the press of `key` and the end of the first frame."""
    painted = Painted(qapp)
    hour.press(key, settle=False)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    painted.stop()
    return painted.widgets


# the store


@pytest.mark.parametrize("key", ["3", "4"])
def test_an_outcome_is_one_commit_of_few_statements(hour: Hour, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    said = Statements(monkeypatch)
    hour.press(key, settle=False)
    assert said.commits == 1
    assert len(said.writes) <= MOST_WRITES, said.writes
    assert len(said.said) <= MOST_STATEMENTS, said.said
    assert not [sql for sql in said.said if sql.startswith(("PRAGMA wal", "DELETE"))]


def test_each_statement_of_a_press_is_one_that_is_prepared_already(
    hour: Hour, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Statements(monkeypatch)
    hour.press("4", settle=False)
    first, said.said = said.said, []
    clock.advance(1)
    hour.press("4", settle=False)
    assert set(said.said) == set(first)


def test_no_press_brings_the_log_into_the_file(hour: Hour) -> None:
    path = hour.store._db.path  # type: ignore[attr-defined]
    before = path.read_bytes()
    for _ in range(6):
        hour.press("4")
    assert path.read_bytes() == before


def test_the_last_inverses_are_let_go_of_at_the_end_of_the_hour(hour: Hour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lch_desktop.store.ledger.KEPT", 2)
    for _ in range(4):
        hour.press("4")
    ledger = "SELECT count(*) FROM ledger"
    assert hour.store._db.scalar(ledger) == 5  # type: ignore[attr-defined]
    hour.p.end("time")
    assert hour.store._db.scalar(ledger) == 2  # type: ignore[attr-defined]


# the frame


def test_the_first_frame_paints_the_card_and_little_else(hour: Hour, qapp: QApplication) -> None:
    painted = first_frame(hour, qapp, "4")
    assert hour.page.card.name in painted
    others = [w for w in painted if isinstance(w, OutcomeKey | OutcomePanel | GroundEnds | TimeLeft | Toast)]
    assert others == []
    assert len(painted) <= MOST_PAINTED, [type(widget).__name__ for widget in painted]
    assert max(Counter(id(widget) for widget in painted).values()) == 1


def test_the_next_card_is_there_before_what_was_logged_is_said(hour: Hour, qapp: QApplication) -> None:
    toast = hour.window.room.screen.saying.toast
    toast.dismiss()
    name = hour.page.card.name.text()
    painted = first_frame(hour, qapp, "4")
    assert hour.page.card.name in painted
    assert hour.page.card.name.text() != name
    assert not toast.isVisible()
    hour.settle(0)
    assert name in hour.said


def test_what_a_window_that_is_not_painted_has_to_say_is_said_all_the_same(hour: Hour, qtbot: QtBot) -> None:
    hour.window.room.screen.saying.stop()
    hour.window.hide()
    hour.press("4", settle=False)
    toast = hour.window.room.screen.saying.toast
    qtbot.waitUntil(lambda: not toast.isHidden(), timeout=2000)


def test_a_pause_at_once_leaves_nobodys_name(hour: Hour) -> None:
    hour.window.room.screen.saying.stop()
    hour.press("4", "P", settle=False)
    hour.settle(0)
    assert hour.said == ""


def test_a_newer_word_takes_the_place_of_one_that_waits(hour: Hour) -> None:
    hour.press("4", settle=False)
    hour.window.room.screen.tell("Kept for later.")
    hour.settle(0)
    assert hour.said == "Kept for later."


def test_the_sky_is_painted_anew_by_the_clock_and_by_no_press(hour: Hour, clock: FakeClock) -> None:
    sky = hour.page.sky
    hour.p.tick()
    QApplication.processEvents()
    before = sky._painted_f
    clock.advance(120)
    hour.press("4", settle=False)
    QApplication.processEvents()
    assert sky._painted_f == before
    hour.p.tick()
    QApplication.processEvents()
    assert sky._painted_f > before


def test_each_text_of_a_card_is_broken_into_lines_twice_at_most(hour: Hour, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: Counter[tuple[int, str, int]] = Counter()
    lay_out = WrapLabel._lay_out

    def counted(label: WrapLabel, width: int) -> object:
        broken[id(label), label.text(), width] += 1
        return lay_out(label, width)

    monkeypatch.setattr(WrapLabel, "_lay_out", counted)
    hour.press("4")
    assert broken
    assert max(broken.values()) <= 2, broken


# around it


def test_neither_undo_nor_redo_works_the_list_out_on_the_way(hour: Hour, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(day_list: DayList) -> None:
        raise AssertionError("the list was worked out while the rep waited")

    monkeypatch.setattr(DayList, "rebuild", never)
    logged = hour.lead.name
    hour.press("4")
    following = hour.lead.name
    hour.press("Z")
    assert hour.lead.name == logged
    hour.press("Shift+Z")
    assert hour.lead.name == following


def test_the_call_bar_shows_the_card_that_came_while_it_was_away(hour: Hour) -> None:
    hour.press("4")
    hour.press("F11")
    assert hour.page.bar.isVisible()
    assert hour.page.bar.name.text() == hour.lead.name
    hour.press("4")
    assert hour.page.bar.isHidden() or hour.page.bar.name.text() == hour.lead.name


def test_a_key_in_the_note_leads_back_to_the_keys_of_the_next_card(hour: Hour) -> None:
    hour.press("N")
    assert hour.focused is hour.page.card.note
    hour.press("Ctrl+4")
    assert hour.focused is hour.page
