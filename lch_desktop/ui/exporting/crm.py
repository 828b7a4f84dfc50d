"""Behind the row "14 calls for HubSpot": reads what waits, saves, copies, repeats, takes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.outward import Handover
from lch_desktop.domain.ports import Store
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.exporting.state import CrmState, build_state, file_name, told

AskPath = Callable[[str, str], str]  # a proposed file name and a filter -> the chosen path, "" for none


class CrmPresenter(QObject):
    """Holds what waits for the rep's CRM. `ask_path` asks where a file is to go."""

    state_changed = Signal(object)  # a CrmState

    def __init__(self, context: UiContext, ask_path: AskPath, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ask_path = ask_path
        self._asked = 0
        self._system = ""

    def refresh(self) -> None:
        """Read again what waits, off the GUI thread: it may be a year of calls."""
        self._asked += 1
        asked = self._asked
        service, style = self._context.services.handing_back, self._context.style
        zone = self._context.services.rep.zone

        def work(store: Store) -> CrmState:
            mine = service.on(store)
            return build_state(mine.pending(), mine.former(), zone, style)

        def done(state: CrmState) -> None:
            if asked == self._asked:
                self._system = state.system
                self.state_changed.emit(state)

        self._context.tasks.run(work, done, self._context.hub.failed.emit)

    def save(self, former_id: int = 0) -> None:
        """Ask for a place and save what waits there, or the calls of a former handover once more."""
        service, hub = self._context.services.handing_back, self._context.hub
        try:
            system = service.again(former_id).system if former_id else self._system or service.system()
        except LchError as error:
            hub.failed.emit(error)
            return
        day = self._context.services.rep.today().isoformat()
        chosen = self._ask_path(file_name(system, day), self.tr("Table (*.csv)"))
        if not chosen:
            return
        path = Path(chosen)

        def work(store: Store) -> Handover:
            return service.on(store).save(system, path, former_id=former_id, overwrite=True)

        self._context.tasks.run(work, lambda handover: self._tell(handover, path.name), hub.failed.emit)

    def copy(self, former_id: int = 0) -> None:
        """Put what waits, or the calls of a former handover, on the clipboard as text."""
        service, style, system = self._context.services.handing_back, self._context.style, self._system
        self._copied(lambda: service.copy(system, style, former_id=former_id))

    def copy_call(self, call_id: int) -> None:
        """Put one call on the clipboard as text."""
        service, style, system = self._context.services.handing_back, self._context.style, self._system
        self._copied(lambda: service.copy_call(call_id, style, system))

    def _copied(self, copy: Callable[[], tuple[Handover, str]]) -> None:
        try:
            handover, text = copy()
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        QGuiApplication.clipboard().setText(text)
        self._tell(handover)

    def _tell(self, handover: Handover, file: str = "") -> None:
        hub = self._context.hub
        hub.changed.emit()
        self.refresh()
        hub.undo_offered.emit(told(handover, file), lambda: self._take_back(handover.id))

    def _take_back(self, handover_id: int) -> None:
        self._context.hub.tried(lambda: self._context.services.handing_back.take_back(handover_id))
        self._context.hub.changed.emit()
        self.refresh()
