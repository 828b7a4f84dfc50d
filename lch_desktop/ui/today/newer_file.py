"""Behind the line for a newer file: asks once, looks once a day, brings in what the rep agrees to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.ui.today.notices import Act, Newer, NoticeState, build_newer, what_came

if TYPE_CHECKING:
    from lch_desktop.domain.newer_files import NewerFile
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.newer_files import BroughtIn, NewerFiles
    from lch_desktop.ui.context import UiContext


class NewerFilePart:
    """Part of Today's presenter; `show` draws the page again. All looking is done on the quiet worker."""

    def __init__(self, context: UiContext, show: Callable[[], None]) -> None:
        self._context = context
        self._services = context.services
        self._show = show
        self._newer = Newer()
        self._looked_on: date | None = None

    def state(self) -> NoticeState:
        """The line as it stands."""
        return build_newer(self._newer)

    def refresh(self) -> None:
        """The page came to the front: ask, or look if that was agreed to and today was not looked yet."""
        answer = self._services.rep.settings.newer_files
        if answer == "ask":
            self._ask()
        elif answer == "yes" and self._looked_on != self._services.rep.today():
            self._looked_on = self._services.rep.today()
            self._look(self._take_offer, again=False)
        elif answer == "no" and (self._newer.asks_folder or self._newer.offer):
            self._set(Newer(busy=self._newer.busy))

    def minute_passed(self) -> None:
        """A window that was left open over night looks in the morning too."""
        if self._services.rep.settings.newer_files == "yes":
            self.refresh()

    def act(self, name: str) -> None:
        """One of the line's buttons was pressed."""
        acts = {
            Act.YES: lambda: self._answer("yes"),
            Act.NO: lambda: self._answer("no"),
            Act.BRING_IN: self._bring_in_offer,
            Act.LOOK_OVER: self._look_over,
            Act.NOT_NOW: self._not_now,
        }
        acts[Act(name)]()

    def fetch(self) -> None:
        """Bring in what is newer now, whatever was declined before: the rep has asked for it."""
        if self._newer.busy:
            return

        def take(found: NewerFile | None) -> None:
            if found is None:
                self._context.hub.told.emit("Nothing newer is there than what was brought in last.")
            else:
                self._bring_in(found)

        self._look(take, again=True)

    def _ask(self) -> None:
        def done(folder: str) -> None:
            if self._services.rep.settings.newer_files == "ask":
                self._set(Newer(asks_folder=folder, busy=self._newer.busy))

        self._context.background.run(lambda store: self._service(store).folder(), done, self._not_found)

    def _look(self, take: Callable[[NewerFile | None], None], *, again: bool) -> None:
        def look(store: Store) -> NewerFile | None:
            return self._service(store).look(again=again)

        self._context.background.run(look, take, self._not_found)

    def _service(self, store: Store) -> NewerFiles:
        """The service on a worker's store. It is made there: the first look at Today does not wait for the importer."""
        return self._services.newer_files.on(store)

    def _take_offer(self, offer: NewerFile | None) -> None:
        self._set(Newer(offer=offer, busy=self._newer.busy))

    def _not_found(self, error: LchError) -> None:
        self._set(Newer())  # nobody asked: a folder that cannot be read offers nothing

    def _answer(self, answer: str) -> None:
        if not self._context.hub.tried(lambda: self._services.newer_files.set_answer(answer)):
            return
        self._set(Newer())
        self._context.hub.changed.emit()
        self.refresh()

    def _bring_in_offer(self) -> None:
        if self._newer.offer is not None:
            self._bring_in(self._newer.offer)

    def _bring_in(self, newer: NewerFile) -> None:
        self._set(Newer(busy=Path(newer.path).name))

        def work(store: Store) -> BroughtIn:
            return self._service(store).bring_in(newer)

        self._context.background.run(work, self._came, self._failed)

    def _came(self, brought: BroughtIn) -> None:
        self._set(Newer())
        report = brought.report
        hub = self._context.hub
        hub.changed.emit()
        said = f"{Path(brought.path).name} is in: {what_came(report.created, report.merged)}."
        hub.undo_offered.emit(said, lambda: self._undo(brought))

    def _undo(self, brought: BroughtIn) -> None:
        self._context.hub.tried(lambda: self._services.newer_files.undo(brought))

    def _failed(self, error: LchError) -> None:
        self._set(Newer())
        self._context.hub.failed.emit(error)

    def _look_over(self) -> None:
        """To the import page, with the file; the offer goes, what becomes of it is decided there."""
        offer = self._newer.offer
        if offer is not None:
            self._set(Newer())
            self._context.hub.import_requested.emit(offer.path)

    def _not_now(self) -> None:
        offer = self._newer.offer
        if offer is None:
            return
        if not self._context.hub.tried(lambda: self._services.newer_files.decline(offer)):
            return
        self._set(Newer())

    def _set(self, newer: Newer) -> None:
        if newer != self._newer:
            self._newer = newer
            self._show()
