"""Behind the card "Put it on your calendar": the files are written on the quiet worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from lch_desktop.domain.errors import FileError, LchError
from lch_desktop.domain.outward import Kind
from lch_desktop.messages import sentence
from lch_desktop.services.calendar import FILE_NAME
from lch_desktop.ui.settings.calendar_state import CalendarState
from lch_desktop.words import counted

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.exporting.crm import AskPath

FOLDER = "calendar"  # in the data folder
KINDS = f"*{Path(FILE_NAME).suffix}"

OpenFile = Callable[[Path], bool]  # hands a file to the program that is set for it; whether one took it


class CalendarPart(QObject):
    """Part of the settings' presenter. `ask_path` asks where a file is to go."""

    shown = Signal(object)  # a CalendarState
    refused = Signal(str, str)  # "save" or "keep", and a sentence; "" takes an older one away

    def __init__(
        self,
        context: UiContext,
        data_dir: Path,
        ask_path: AskPath,
        open_file: OpenFile | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._own = data_dir / FOLDER / FILE_NAME
        self._ask_path = ask_path
        self._open_file = open_file or _open_file
        self._looked = False
        self._busy = False

    def refresh(self) -> None:
        """Show how it stands; at the first showing of the page also look whether the file can be written."""
        self._show()
        path = self._path
        if path and not self._looked:
            self._looked = True
            self._write(Path(path), lambda _: self.refused.emit("keep", ""))

    def left(self) -> None:
        """The page was left."""
        self._looked = False

    def save(self) -> None:
        """Ask for a place, and write the calendar there as it is now."""
        services, hub = self._context.services, self._context.hub
        chosen = self._ask_path(f"Calendar {services.rep.today().isoformat()}{Path(FILE_NAME).suffix}", KINDS)
        if not chosen:
            return
        self.refused.emit("save", "")
        path = Path(chosen)

        def work(store: Store) -> int:
            return services.exporting.on(store).export(Kind.CALENDAR, "ics", path, replace=True)

        def done(events: int) -> None:
            hub.told.emit(f"{counted(events, 'event', 'events')} written to {path.name}.")

        if self._prepared("save"):
            self._context.background.run(work, done, lambda error: self.refused.emit("save", sentence(error)))

    def keep(self) -> None:
        """Keep the file in the data folder from now on."""
        self._keep(self._own)

    def keep_elsewhere(self) -> None:
        """Ask for a place, and keep a file there from now on; the former one stays as it is."""
        chosen = self._ask_path(FILE_NAME, KINDS)
        if chosen:
            self._keep(Path(chosen))

    def stop(self) -> None:
        """Keep no file any more."""
        path = self._path
        if not path:
            return
        self._context.services.calendar.stop()
        self.refused.emit("keep", "")
        self._changed()
        said = f"{Path(path).name} stays where it is, and is not rewritten any more."
        self._context.hub.undo_offered.emit(said, lambda: self._keep(Path(path)))

    def open(self) -> None:
        """Hand the file to the program that opens calendars here."""
        path = self._path
        taken = bool(path) and self._open_file(Path(path))
        self.refused.emit("keep", "" if taken else sentence(FileError("calendar-not-opened", path=path)))

    def copy_address(self) -> None:
        """Put the file's address on the clipboard: some programs ask for one."""
        if self._path:
            QGuiApplication.clipboard().setText(CalendarState(self._path).address)
            self._context.hub.told.emit("The file's address is copied.")

    # inside

    @property
    def _path(self) -> str:
        return self._context.services.rep.settings.calendar_path

    def _keep(self, path: Path) -> None:
        self.refused.emit("keep", "")

        def kept(_: bool) -> None:
            self._context.services.calendar.keep(path)
            self._changed()
            self._context.hub.told.emit(f"{path.name} is kept up to date.")

        self._write(path, kept)

    def _write(self, path: Path, done: Callable[[bool], None]) -> None:
        calendar = self._context.services.calendar
        if not self._prepared("keep"):
            return
        is_own = path == self._own

        def work(store: Store) -> bool:
            return calendar.on(store).write_if_changed(path, make_folder=is_own)

        def written(new: bool) -> None:
            self._set_busy(False)
            done(new)

        def failed(error: LchError) -> None:
            self._set_busy(False)
            self.refused.emit("keep", sentence(error))

        self._set_busy(True)
        self._context.background.run(work, written, failed)

    def _prepared(self, name: str) -> bool:
        try:
            self._context.services.calendar.prepare()
        except LchError as error:
            self.refused.emit(name, sentence(error))
            return False
        return True

    def _changed(self) -> None:
        self._show()
        self._context.hub.changed.emit()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show()

    def _show(self) -> None:
        self.shown.emit(CalendarState(self._path, self._busy))


def _open_file(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
