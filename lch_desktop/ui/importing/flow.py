"""From a file to leads: choose, bring in on a worker thread, tell, take back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.imports import ImportOptions, ImportReport
from lch_desktop.domain.ports import Store
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.importing.state import build_state, undone_words
from lch_desktop.ui.importing.view import ImportPanel

TELL_AFTER_MS = 500


class ImportFlow(QObject):
    """One import at a time. `parent` is the window that the dialogs belong to."""

    finished = Signal(object)  # an ImportReport
    _progressed = Signal(int, int)  # from the worker thread

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self._folder = ""
        self._path = Path()
        self._first = False
        self._running = False
        self.panel = ImportPanel(context.look, parent)
        self.panel.undo_requested.connect(self._undo)
        self.panel.owner_chosen.connect(self._keep_only)
        self._progressed.connect(self.panel.show_progress)
        self._patience = QTimer(self, singleShot=True, interval=TELL_AFTER_MS)
        self._patience.timeout.connect(self._show_panel)

    def choose(self) -> None:
        """Ask for a file, in the folder that was used last, and bring it in."""
        kinds = self.tr("Lead files (*.csv *.tsv *.txt);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import leads"), self._start(), kinds)
        if chosen:
            self.take(chosen)

    def _start(self) -> str:
        """The folder that was used last, else Downloads; home where that is gone or was never made."""
        places = QStandardPaths.StandardLocation
        folder = self._folder or QStandardPaths.writableLocation(places.DownloadLocation)
        return folder if folder and Path(folder).is_dir() else QStandardPaths.writableLocation(places.HomeLocation)

    def take(self, path: str) -> None:
        """Bring the file at `path` in; "" asks for one."""
        if not path:
            self.choose()
        elif not self._running:
            self._path = Path(path)
            self._folder = str(self._path.parent)
            self._first = self._context.services.store.imports.last() is None
            self._bring_in("")

    def _bring_in(self, owner: str, replaces: int = 0) -> None:
        """Read the file off the GUI thread; `replaces` is an import that is taken back before."""
        importing, path = self._context.services.importing, self._path
        options = ImportOptions(region=self._context.services.rep.settings.region, owner=owner)
        self._running = True
        self.panel.show_reading(path.name)
        self._patience.start()

        def work(store: Store) -> ImportReport:
            worker = importing.on(store)
            if replaces:
                worker.undo(replaces)
            return worker.bring_in(path, options, self._progressed.emit)

        self._context.tasks.run(work, self._tell, self._fail)

    def _tell(self, report: ImportReport) -> None:
        self._stop()
        rep_name = self._context.services.rep.settings.rep_name
        self.panel.show_state(build_state(self._path.name, report, rep_name=rep_name, first=self._first))
        self._show_panel()
        self._context.hub.changed.emit()
        self.finished.emit(report)

    def _fail(self, error: LchError) -> None:
        self._stop()
        self.panel.hide()
        self._context.hub.changed.emit()
        self._context.hub.failed.emit(error)

    def _keep_only(self, import_id: int, owner: str) -> None:
        if not self._running:
            self._bring_in(owner, replaces=import_id)

    def _undo(self, import_id: int) -> None:
        if self._running:
            return
        self._running = True
        importing = self._context.services.importing

        def done(result: tuple[int, int]) -> None:
            self._stop()
            self.panel.hide()
            self._context.hub.changed.emit()
            self._context.hub.told.emit(undone_words(*result))

        self._context.tasks.run(lambda store: importing.on(store).undo(import_id), done, self._fail)

    def _stop(self) -> None:
        self._running = False
        self._patience.stop()

    def _show_panel(self) -> None:
        self.panel.show()
        self.panel.raise_()
