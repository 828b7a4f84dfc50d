"""What the pages tell each other, through one object handed to each of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError


class Hub(QObject):
    """Requests go up, changes come down; no page knows another."""

    changed = Signal()  # something in the store or the settings changed: show it again
    page_requested = Signal(str)  # Today, Plan, Leads, Review, Practice, Settings, Import
    start_requested = Signal(object)  # a PlannedHour
    import_requested = Signal(str)  # a file's path, "" to choose one
    newer_file_requested = Signal()  # look for a newer file where the last one came from, and bring it in
    touch_requested = Signal(int)  # open the sheet on this touch
    touches_requested = Signal(object)  # the ids of several: one after the other
    lead_requested = Signal(int)  # this lead's own pane
    caller_requested = Signal()  # somebody rings: find out who
    clear_deck_requested = Signal()  # go through the promises that are overdue
    look_changed = Signal()  # theme, text size or motion was changed in the settings
    restored = Signal()  # a backup took the place of what was there
    notice_requested = Signal(object, object, object)  # a Notice, and the Notices port's delivered and answered
    told = Signal(str)  # one sentence for the toast
    undo_offered = Signal(str, object)  # a sentence, and a callable that takes it back
    failed = Signal(object)  # an LchError: shown as its sentence

    def tried(self, act: Callable[[], object]) -> bool:
        """Do `act`; a failure is shown as its sentence. Returns whether it went well."""
        try:
            act()
        except LchError as error:
            self.failed.emit(error)
            return False
        return True

    def offer_take_back(self, said: str, take_back: Callable[[], bool], tell: Callable[[], None]) -> None:
        """Say what was done with a way back. `take_back` is False where it was changed again; `tell` shows what is."""

        def undo() -> None:
            if not take_back():
                self.told.emit("It was changed again meanwhile and stays as it is.")
            tell()

        self.undo_offered.emit(said, undo)
