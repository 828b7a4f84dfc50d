"""The row "14 calls for HubSpot: Save file, Copy" in the debrief, and the Export menu."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.outward import CrmCall, Handover
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from lch_desktop.services.handing_back import Pending
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.debrief import DebriefPage, make_page
from lch_desktop.ui.exporting import ExportMenu
from lch_desktop.ui.exporting import state as states
from lch_desktop.ui.exporting.places import ask_path
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import add_all, make_context, make_services, person

COPY = "Copy"


@dataclass
class Told:
    """What the hub heard."""

    sentences: list[str] = field(default_factory=list)
    undos: list[Callable[[], None]] = field(default_factory=list)
    errors: list[LchError] = field(default_factory=list)

    def offer(self, sentence: str, undo: Callable[[], None]) -> None:
        self.sentences.append(sentence)
        self.undos.append(undo)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.rep.save(replace(made.rep.settings, crm="hubspot"))
    add_all(
        made,
        [
            person("Dana Ruiz", "5125550143", email="dana@example.com"),
            person("Olivia Grant", "5125550144"),
            person("Kwame & Sons", "5125550145", email="kwame@example.com"),
        ],
    )
    yield made
    made.store.close()


@pytest.fixture
def told(context: UiContext) -> Told:
    heard = Told()
    context.hub.undo_offered.connect(heard.offer)
    context.hub.told.connect(heard.sentences.append)
    context.hub.failed.connect(heard.errors.append)
    return heard


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names that were proposed; each is taken, in a folder of the test's own."""
    proposed: list[str] = []

    def choose(parent: QWidget, title: str, path: str, kinds: str) -> tuple[str, str]:
        proposed.append(Path(path).name)
        return str(tmp_path / Path(path).name), kinds

    monkeypatch.setattr("lch_desktop.ui.exporting.places.QFileDialog.getSaveFileName", choose)
    return proposed


def an_hour(services: Services, clock: FakeClock, calls: int = 3) -> FocusSession:
    services.hour.start(PlannedHour(15, Goals(calls=3, people=1, asks=0, appointments=0)), 3)
    timer = services.hour.timer
    for number in range(calls):
        clock.advance(15)
        services.hour.tick()
        services.log.log(1 + number % 3, Report(outcome=Outcome.NO_ANSWER), Dial(session_id=timer.session.id))
    return services.hour.finish("time")


def shown(qtbot: QtBot, context: UiContext, session: FocusSession) -> DebriefPage:
    page = make_page(context)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show_session(session)
    page.show()
    return page


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def buttons(page: QWidget, name: str) -> list[QAbstractButton]:
    found = page.findChildren(QAbstractButton)
    return [one for one in found if one.accessibleName() == name and one.isVisibleTo(page)]


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    (button,) = buttons(page, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_row_says_how_many_and_whom_the_crm_cannot_find(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    said = texts(page)
    assert "3 calls for HubSpot" in said
    assert "1 call has no HubSpot contact: matched by phone or name only" in said
    assert buttons(page, "Save file")
    assert buttons(page, COPY)


def test_save_writes_the_file_and_the_row_is_done(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, told: Told, asked: list[str], tmp_path: Path
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, "Save file")
    assert asked == ["HubSpot calls 2026-11-23.csv"]
    saved = tmp_path / asked[0]
    assert [row["Contact name"] for row in table(saved)] == ["Dana Ruiz", "Olivia Grant", "Kwame & Sons"]
    assert told.sentences == ["3 calls saved to HubSpot calls 2026-11-23.csv for HubSpot."]
    assert "Every call was handed to HubSpot" in texts(page)
    assert not buttons(page, "Save file")
    told.undos[0]()
    assert "3 calls for HubSpot" in texts(page)
    assert services.handing_back.former() == []


def test_a_dialog_that_is_closed_hands_nothing_over(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lch_desktop.ui.exporting.places.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, "Save file")
    assert services.handing_back.pending().count == 3


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, told: Told,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    nowhere = str(tmp_path / "no such folder" / "calls.csv")
    monkeypatch.setattr("lch_desktop.ui.exporting.places.QFileDialog.getSaveFileName", lambda *_: (nowhere, ""))
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, "Save file")
    assert [error.code for error in told.errors] == ["export-unwritable"]
    assert services.handing_back.pending().count == 3


def test_copy_puts_plain_text_on_the_clipboard(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, told: Told
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, COPY)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Mon 23 Nov 2026, 10:30 am: call to Dana Ruiz, (512) 555-0143\nNo answer.\n\n")
    assert text.count("call to") == 3
    assert told.sentences == ["3 calls copied for HubSpot."]
    assert services.handing_back.pending().count == 0


def test_one_call_is_copied_by_itself(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, told: Told
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, "Show the calls")
    press(qtbot, page, "Copy for CRM: Olivia Grant")
    assert "call to Olivia Grant" in QGuiApplication.clipboard().text()
    assert told.sentences == ["1 call copied for HubSpot."]
    assert "2 calls for HubSpot" in texts(page)
    assert not buttons(page, "Copy for CRM: Olivia Grant")
    told.undos[0]()
    assert "3 calls for HubSpot" in texts(page)


def test_a_former_handover_goes_again(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock, asked: list[str], tmp_path: Path
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, "Save file")
    (tmp_path / asked[0]).unlink()
    press(qtbot, page, "Handed over before")
    name = "Again: HubSpot, Mon 23 Nov 10:30"
    press(qtbot, page, name)
    assert len(table(tmp_path / asked[1])) == 3
    assert len(services.handing_back.former()) == 2


def test_a_call_that_is_taken_back_leaves_the_row(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    press(qtbot, page, "Undo")
    assert "2 calls for HubSpot" in texts(page)
    press(qtbot, page, "Redo")
    assert "3 calls for HubSpot" in texts(page)


def test_without_a_call_there_is_no_row(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    page = shown(qtbot, context, an_hour(services, clock, calls=0))
    assert not page.crm.isVisibleTo(page)


def test_every_button_of_the_row_can_be_reached_by_keyboard(
    qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock
) -> None:
    page = shown(qtbot, context, an_hour(services, clock))
    for name in ("Save file", COPY, "Show the calls"):
        (button,) = buttons(page, name)
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    (button,) = buttons(page, "Show the calls")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert buttons(page, "Hide the calls")


# Words


def one_call(services: Services) -> CrmCall:
    call = services.log.log(1, Report(outcome=Outcome.NO_ANSWER), Dial()).call
    lead = services.store.leads.get(1)
    assert lead is not None
    return CrmCall(call, lead)


@pytest.mark.parametrize(
    ("system", "calls", "title"),
    [
        ("hubspot", 14, "14 calls for HubSpot"),
        ("hubspot", 1, "1 call for HubSpot"),
        ("salesforce", 2, "2 calls for Salesforce"),
        ("pipedrive", 1234, "1,234 calls for Pipedrive"),
        ("table", 3, "3 calls for your CRM"),
        ("table", 0, "Every call was handed to your CRM"),
    ],
)
def test_titles(services: Services, system: str, calls: int, title: str) -> None:
    assert states.title(Pending(system, (one_call(services),) * calls)) == title


def test_warnings(services: Services) -> None:
    one = one_call(services)
    assert states.warnings(Pending("hubspot", (one,))) == ()
    assert states.warnings(Pending("hubspot", (one, one), (one, one), (one,))) == (
        "2 calls have no HubSpot contact: matched by phone or name only",
        "1 call was edited after HubSpot got it",
    )
    assert states.warnings(Pending("salesforce", (one,), (one,))) == (
        "1 call has no Salesforce lead: matched by phone or name only",
    )


def test_long_lists_are_cut_and_former_handovers_tell_what_changed(services: Services) -> None:
    pending = Pending("hubspot", (one_call(services),) * 60)
    former = [Handover(4, START, "table", "copy", 14, gone=1, edited=2)]
    state = states.build_state(pending, former, services.rep.zone, make_context(services).style)
    assert (len(state.calls), state.more) == (50, "and 10 more")
    assert state.former[0].title == "Table, Mon 23 Nov 10:30"
    assert state.former[0].remark == "14 calls copied, 1 taken back since, 2 edited since"


# The Export menu


@pytest.fixture
def menu(qtbot: QtBot, context: UiContext) -> ExportMenu:
    window = QWidget()
    qtbot.addWidget(window)
    return ExportMenu(context, window)


def actions(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def choose(menu: QMenu, label: str) -> None:
    next(action for action in menu.actions() if action.text() == label).trigger()


@pytest.mark.parametrize(
    ("label", "name", "said"),
    [
        ("Leads as a table (CSV)", "Leads 2026-11-23.csv", "3 leads written to Leads 2026-11-23.csv."),
        ("Leads as an address book (vCard)", "Leads 2026-11-23.vcf", "3 leads written to Leads 2026-11-23.vcf."),
        ("Calls as a table (CSV)", "Calls 2026-11-23.csv", "0 calls written to Calls 2026-11-23.csv."),
        ("Everything (JSON)", "Everything 2026-11-23.json", "3 leads written to Everything 2026-11-23.json."),
    ],
)
def test_the_menu_exports(
    menu: ExportMenu, told: Told, asked: list[str], tmp_path: Path, label: str, name: str, said: str
) -> None:
    choose(menu, label)
    assert asked == [name]
    assert (tmp_path / name).stat().st_size > 0
    assert told.sentences == [said]


def test_the_checks_go_along_only_where_they_are_chosen_by_name(
    menu: ExportMenu, services: Services, asked: list[str], tmp_path: Path
) -> None:
    menu.aboutToShow.emit()
    with_checks = "Everything, with the Resistance checks (JSON)"
    assert with_checks not in actions(menu)
    services.store.checks.add(services.rep.now(), services.rep.today(), {1: 3})
    menu.aboutToShow.emit()
    path = tmp_path / "Everything 2026-11-23.json"
    for label, has_checks in (("Everything (JSON)", False), (with_checks, True)):
        choose(menu, label)
        assert ("checks" in json.loads(path.read_text(encoding="utf-8"))) is has_checks


def test_the_menu_offers_the_crms_calls_once_there_are_any(
    menu: ExportMenu, services: Services, told: Told, asked: list[str], tmp_path: Path
) -> None:
    menu.aboutToShow.emit()
    assert not [text for text in actions(menu) if "HubSpot" in text]
    services.log.log(3, Report(outcome=Outcome.NO_ANSWER), Dial())
    menu.aboutToShow.emit()
    assert "1 call for HubSpot: Save file" in actions(menu)
    assert "1 call for HubSpot: Copy" in actions(menu)
    choose(menu, "1 call for HubSpot: Save file")
    assert len(table(tmp_path / asked[0])) == 1
    menu.aboutToShow.emit()
    assert "Handed over before, again" in actions(menu)
    assert "1 call for HubSpot: Save file" not in actions(menu)


def test_the_dialog_begins_where_it_should(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun: list[str] = []

    def choose_none(parent: QWidget, title: str, path: str, kinds: str) -> tuple[str, str]:
        begun.append(path)
        return "", ""

    monkeypatch.setattr("lch_desktop.ui.exporting.places.QFileDialog.getSaveFileName", choose_none)
    window = QWidget()
    qtbot.addWidget(window)
    assert ask_path(window, "calls.csv", "", str(tmp_path)) == ""
    ask_path(window, "calls.csv", "", str(tmp_path / "gone"))
    assert begun[0] == str(tmp_path / "calls.csv")
    assert Path(begun[1]).name == "calls.csv"
    assert Path(begun[1]).parent.is_dir()
