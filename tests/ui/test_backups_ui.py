"""Backups in the window: the card of the settings, the day's backup, and the offer for a damaged database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop import app as composition
from lch_desktop.domain.backups import Backup, Content
from lch_desktop.domain.errors import LchError, StoreError
from lch_desktop.services.backups import KnownBackup
from lch_desktop.services.bundle import Services
from lch_desktop.ui import repair
from lch_desktop.ui.backup_watch import BackupWatch
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.repair import RepairDialog, build_repair
from lch_desktop.ui.settings import SettingsPage, make_page
from lch_desktop.ui.settings.backups_state import last_words, lines_of
from lch_desktop.ui.theme import ThemeHolder, make_theme
from lch_desktop.words import Style
from tests.fakes import START, FakeClock
from tests.integration.test_backup import damage, leads_in
from tests.ui.pages_kit import add_all, make_services, opener, person

DAY_S = 24 * 3600
STYLE = Style()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(made, [person("Dana Ruiz", "5125550143")])
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, data_dir: Path) -> SettingsPage:
    return opener(qtbot, context, lambda given: make_page(given, data_dir))()


def press(page: QWidget, name: str) -> None:
    next(
        one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisibleTo(page)
    ).click()


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


# the words


def test_when_the_last_backup_was() -> None:
    at = START - timedelta(days=1, hours=2)
    last = KnownBackup(Backup("daily-x.db", "daily", at), Content(412, 1204))
    assert last_words(last, START, STYLE) == "Last: yesterday 2:30 pm, 412 leads, 1,204 calls."
    assert last_words(None, START, STYLE).startswith("None yet.")
    unreadable = replace(last, content=None)
    assert [line.words for line in lines_of([last, unreadable], START, STYLE)] == [
        "yesterday 2:30 pm, 412 leads, 1,204 calls (daily)"
    ]


@pytest.mark.parametrize(
    ("damaged", "lost"),
    [
        (None, "What came after it is lost. The damaged database is kept aside, nothing of it is deleted."),
        (Content(415, 1210), "What came after it is lost, as far as can be seen 3 leads and 6 calls."),
        (Content(413, 1205), "What came after it is lost, as far as can be seen 1 lead and 1 call."),
        (Content(10, 1210), "What came after it is lost. The damaged"),
    ],
)
def test_what_would_be_lost(damaged: Content | None, lost: str) -> None:
    good = KnownBackup(Backup("daily-x.db", "daily", START - timedelta(days=1)), Content(412, 1204))
    state = build_repair(good, damaged, START, STYLE)
    assert state.backup == "The newest good backup: yesterday 4:30 pm, 412 leads, 1,204 calls."
    assert state.lost.startswith(lost)


# the settings


def test_back_up_now(page: SettingsPage, context: UiContext, services: Services) -> None:
    told: list[str] = []
    context.hub.told.connect(told.append)
    assert "None yet." in texts(page)
    assert str(services.backups.folder) in texts(page)
    press(page, "Back up now")
    assert told == ["Backed up and checked."]
    assert "Last: today 10:30 am, 1 lead, 0 calls." in texts(page)
    assert len(services.backups.listed()) == 1


def test_restoring_and_taking_it_back(page: SettingsPage, context: UiContext, services: Services, qtbot: QtBot) -> None:
    press(page, "Back up now")
    add_all(services, [person("Kim Boone", "5125550144")])
    services.rep.save(replace(services.rep.settings, rep_name="Sam"))
    offered: list[tuple[str, object]] = []
    context.hub.undo_offered.connect(lambda words, undo: offered.append((words, undo)))
    press(page, "Restore …")
    select = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == "Backup")
    assert [select.itemText(row) for row in range(select.count())] == ["today 10:30 am, 1 lead, 0 calls (by hand)"]
    with qtbot.waitSignals([context.hub.changed, context.hub.look_changed, context.hub.restored]):
        press(page, "Bring this one back")
    assert services.store.leads.count() == 1
    assert services.rep.settings.rep_name == ""
    ((words, undo),) = offered
    assert words == "Brought back: 1 lead, 0 calls."
    undo()  # type: ignore[operator]
    assert services.store.leads.count() == 2


def test_the_list_can_be_left(page: SettingsPage, services: Services) -> None:
    press(page, "Back up now")
    press(page, "Restore …")
    press(page, "Leave it as it is")
    assert "Bring this one back" not in [
        one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)
    ]
    press(page, "Restore …")
    press(page, "Bring this one back")
    assert services.store.leads.count() == 1


def test_with_no_backup_the_list_says_so(page: SettingsPage) -> None:
    press(page, "Restore …")
    assert "There is no backup yet." in texts(page)


def test_a_backup_that_fails_says_why(page: SettingsPage, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("disk-full", path="/data")

    monkeypatch.setattr(type(services.store.backups), "make", full)
    press(page, "Back up now")
    assert "The disk of /data is full" in texts(page)
    monkeypatch.undo()
    press(page, "Back up now")
    assert "The disk of /data is full" not in texts(page)


def test_newer_files_are_answered_and_fetched(
    page: SettingsPage, context: UiContext, services: Services, qtbot: QtBot
) -> None:
    card = page.newer_files
    press(card, "Yes")
    assert services.store.settings.load().newer_files == "yes"
    press(card, "No")
    assert services.store.settings.load().newer_files == "no"
    with qtbot.waitSignal(context.hub.newer_file_requested):
        press(card, "Bring in the newest file")


def test_the_crm_of_the_calls_is_chosen(page: SettingsPage, services: Services) -> None:
    assert services.handing_back.system() == "table"
    press(page.newer_files, "Pipedrive")
    assert services.store.settings.load().crm == "pipedrive"
    assert services.handing_back.system() == "pipedrive"
    press(page.newer_files, "Last import's")
    assert services.handing_back.system() == "table"


# the day's backup


def test_every_day_has_its_backup_but_never_during_the_hour(
    context: UiContext, services: Services, clock: FakeClock
) -> None:
    in_hour = True
    watch = BackupWatch(context, lambda: in_hour)
    watch.look()
    assert services.backups.listed() == []
    in_hour = False
    watch.look()
    watch.look()
    assert len(services.backups.listed()) == 1
    clock.advance(DAY_S)
    watch.look()
    assert [known.backup.kind for known in services.backups.listed()] == ["daily", "daily"]


def test_a_failure_is_told_once_a_day_and_tried_again(
    context: UiContext, services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[LchError] = []
    context.hub.failed.connect(failures.append)
    watch = BackupWatch(context, lambda: False)

    def full(*_: object, **__: object) -> None:
        raise StoreError("disk-full", path="/data")

    with monkeypatch.context() as patch:
        patch.setattr(type(services.store.backups), "make", full)
        watch.look()
        watch.look()
        assert [error.code for error in failures] == ["disk-full"]
    watch.look()
    assert len(services.backups.listed()) == 1
    clock.advance(DAY_S)
    watch.look()
    assert len(failures) == 1


# a damaged database at the start


@pytest.fixture
def damaged(services: Services, data_dir: Path) -> Path:
    services.backups.daily()
    services.store.close()
    damage(data_dir / "lch.db")
    return data_dir


def accepts(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Answer the dialog by its button `name`; what it said."""
    said: list[str] = []

    def answer(dialog: QDialog) -> int:
        said.append(texts(dialog))
        press(dialog, name)
        return dialog.result()

    monkeypatch.setattr(RepairDialog, "exec", answer)
    return said


def test_the_newest_good_backup_is_offered_and_taken(
    qtbot: QtBot, damaged: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = accepts(monkeypatch, "Bring it back")
    clock.advance(DAY_S)
    app = composition._build_or_repair(damaged, clock, "America/Chicago")
    try:
        assert app.context.services.store.leads.count() == 1
    finally:
        app.window.close()
        app.close()
        app.window.deleteLater()
    assert "The newest good backup: yesterday 10:30" in said[0]
    assert (damaged / "lch.db.broken-2026-11-24").exists()


def test_declined_nothing_is_touched(
    qtbot: QtBot, damaged: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepts(monkeypatch, "Close without changing anything")
    before = (damaged / "lch.db").read_bytes()
    with pytest.raises(StoreError):
        composition._build_or_repair(damaged, clock, "America/Chicago")
    assert (damaged / "lch.db").read_bytes() == before


def test_without_a_good_backup_nothing_is_offered(
    qtbot: QtBot, damaged: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (damaged / "backups").iterdir():
        damage(file)
    said = accepts(monkeypatch, "Bring it back")
    with pytest.raises(StoreError):
        composition._build_or_repair(damaged, clock, "America/Chicago")
    assert said == []


def test_a_restore_that_fails_is_said_and_can_be_tried_again(qtbot: QtBot) -> None:
    tries: list[int] = []

    def restore() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise StoreError("disk-full", path="/data")

    dialog = RepairDialog(ThemeHolder(make_theme("light")), repair.RepairState("a backup", "some"), restore)
    qtbot.addWidget(dialog)
    dialog.bring_back.click()
    assert "The disk of /data is full" in dialog.problem.text()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.bring_back.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_another_failure_offers_nothing(qtbot: QtBot, services: Services, data_dir: Path, clock: FakeClock) -> None:
    services.backups.daily()
    assert leads_in(data_dir / "lch.db") == ["Dana Ruiz"]
    services.store.close()
    with pytest.raises(StoreError) as caught:
        composition._build_or_repair(data_dir / "lch.db", clock, "America/Chicago")
    assert caught.value.code == "folder-is-file"
