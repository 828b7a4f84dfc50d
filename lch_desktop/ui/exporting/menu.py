"""The menu under "Export" on the Leads page: leads, calls, the calendar or all of it into a file; the CRM's calls."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lch_desktop import words
from lch_desktop.domain.outward import SUFFIXES, Kind
from lch_desktop.domain.ports import Store
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.exporting.crm import AskPath, CrmPresenter
from lch_desktop.ui.exporting.places import ask_path
from lch_desktop.ui.exporting.state import CrmState

_NAMES = {Kind.LEADS: "Leads", Kind.CALLS: "Calls", Kind.CALENDAR: "Calendar", Kind.ALL: "Everything"}
_COUNTED = {Kind.CALLS: ("call", "calls"), Kind.CALENDAR: ("event", "events")}  # all others: leads


class ExportMenu(QMenu):
    """Ready to be a button's menu; what waits for the CRM is read when it opens."""

    def __init__(self, context: UiContext, parent: QWidget, ask: AskPath | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ask = ask or (lambda proposed, kinds: ask_path(parent, proposed, kinds))
        self.setAccessibleName(self.tr("Export"))
        self._crm = CrmPresenter(context, self._ask, self)
        self._crm.state_changed.connect(self._show_crm)
        self._offer(self.tr("Leads as a table (CSV)"), Kind.LEADS, "csv")
        self._offer(self.tr("Leads as an address book (vCard)"), Kind.LEADS, "vcard")
        self._offer(self.tr("Calls as a table (CSV)"), Kind.CALLS, "csv")
        self._offer(self.tr("Calendar (.ics)"), Kind.CALENDAR, "ics")
        self._offer(self.tr("Everything (JSON)"), Kind.ALL, "json")
        self._with_checks = self.addAction(self.tr("Everything, with the Resistance checks (JSON)"))
        self._with_checks.setVisible(False)
        self._with_checks.triggered.connect(lambda: self.export(Kind.ALL, "json", with_checks=True))
        self.addSeparator()
        self._save_calls = self.addAction("")
        self._save_calls.triggered.connect(lambda: self._crm.save())
        self._copy_calls = self.addAction("")
        self._copy_calls.triggered.connect(lambda: self._crm.copy())
        self._again = QMenu(self.tr("Handed over before, again"), self)
        self.addMenu(self._again)
        self.aboutToShow.connect(self._crm.refresh)
        self.aboutToShow.connect(self._look_for_checks)
        self._show_crm(CrmState())

    def export(self, kind: Kind, format_name: str, *, with_checks: bool = False) -> None:
        """Ask for a place and write all of `kind` there, off the GUI thread. The Resistance checks are the rep's own
        affair: they go along only where they were chosen by name."""
        services, hub = self._context.services, self._context.hub
        suffix = SUFFIXES.get(format_name, ".csv")
        proposed = f"{_NAMES[kind]} {services.rep.today().isoformat()}{suffix}"
        chosen = self._ask(proposed, f"*{suffix}")
        if not chosen:
            return
        path, exporting = Path(chosen), services.exporting
        if kind is Kind.CALENDAR and not self._has_identity():
            return

        def work(store: Store) -> int:
            return exporting.on(store).export(kind, format_name, path, replace=True, with_checks=with_checks)

        def done(count: int) -> None:
            one, many = _COUNTED.get(kind, ("lead", "leads"))
            hub.told.emit(f"{words.counted(count, one, many)} written to {path.name}.")

        self._context.tasks.run(work, done, hub.failed.emit)

    def _has_identity(self) -> bool:
        """What tells the events of this data folder from others' is made here, on the thread of the settings."""
        return self._context.hub.tried(self._context.services.calendar.prepare)

    def _offer(self, label: str, kind: Kind, format_name: str) -> None:
        self.addAction(label).triggered.connect(lambda: self.export(kind, format_name))

    def _look_for_checks(self) -> None:
        """Nothing is offered where nothing is."""
        self._with_checks.setVisible(bool(self._context.services.store.checks.all()))

    def _show_crm(self, state: CrmState) -> None:
        self._save_calls.setText(self.tr("{calls}: Save file").format(calls=_menu_text(state.title)))
        self._copy_calls.setText(self.tr("{calls}: Copy").format(calls=_menu_text(state.title)))
        for action in (self._save_calls, self._copy_calls):
            action.setVisible(state.count > 0)
        self._again.clear()
        for line in state.former:
            action = QAction(_menu_text(f"{line.title}, {line.remark}"), self._again)
            action.triggered.connect(lambda _=False, former=line.handover_id: self._crm.save(former))
            self._again.addAction(action)
        self._again.menuAction().setVisible(bool(state.former))


def _menu_text(text: str) -> str:
    return text.replace("&", "&&")
