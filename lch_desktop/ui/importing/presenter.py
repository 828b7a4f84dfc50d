"""From a file to leads, one step after the other; what takes longer than a frame runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import ImportCancelled, LchError
from lch_desktop.domain.imports import FileLook, ImportOptions, ImportReport, ListReport, Progress, Rehearsal
from lch_desktop.messages import sentence
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.importing import draft as drafts
from lch_desktop.ui.importing.build import build_state
from lch_desktop.ui.importing.draft import Draft, Step, Work
from lch_desktop.ui.importing.errands import Errands
from lch_desktop.ui.importing.outcome import headline, undone_words
from lch_desktop.ui.importing.places import newest_file, start_folder, typed_path
from lch_desktop.ui.importing.state import ImportState
from lch_desktop.ui.importing.terms import counted

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store

T = TypeVar("T")
CANCELLED = "Cancelled: nothing came in."
WRITING = (Work.BRINGING_IN, Work.TAKING_BACK, Work.SAVING, Work.STOPPING)  # nothing may come between


class ImportPresenter(QObject):
    """Holds one Draft. `in_front` tells whether the rep sees the page."""

    choose_wanted = Signal()  # a file is to be chosen

    def __init__(
        self,
        context: UiContext,
        show: Callable[[ImportState], None],
        show_progress: Callable[[int, int], None],
        in_front: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._services = context, context.services
        self._show_state, self._in_front = show, in_front
        self._errands = Errands(context.tasks, self)
        self._errands.progressed.connect(show_progress)
        self._draft = Draft()

    @property
    def folder(self) -> Path:
        """Where a file is chosen."""
        return start_folder(self._services.rep.settings.import_folder)

    @property
    def problem_file(self) -> Path:
        """Where the rows with a problem would go."""
        path = self._draft.path or Path("leads")
        return self.folder / f"{path.stem} - problem rows.csv"

    # coming and going

    def open(self, path: str) -> None:
        """The page was asked for, with a file or without; an import that is done makes way for the next."""
        if self._draft.work in WRITING:
            return
        if path:
            self.take(path)
        elif self._draft.step is Step.DONE:
            self.begin_anew()

    def refresh(self) -> None:
        """The page came to the front: what is the newest file now, and what would the open one come to?"""
        self._show()
        draft = self._draft
        idle = not (draft.work or draft.rehearsal or draft.is_list or draft.problem or draft.remark)
        if idle and draft.step in (Step.COLUMNS, Step.LOOK_OVER):
            self._rehearse()
        if draft.step is Step.FILE and self._services.rep.settings.import_folder:
            folder = self.folder
            self._context.tasks.run(lambda _store: newest_file(folder), self._tell_newest)

    def begin_anew(self) -> None:
        """Another file."""
        if self._draft.work in WRITING:
            return
        self._errands.forget()
        self._draft = Draft(newest=self._draft.newest)
        self.refresh()

    def go_back(self) -> None:
        """Stop what runs; else one step back, and from the first one to the leads."""
        draft = self._draft
        if draft.work not in (Work.NONE, Work.COUNTING):
            self.cancel()
        elif draft.step in (Step.FILE, Step.DONE):
            self._context.hub.page_requested.emit("Leads")
        else:
            self._put(drafts.stepped_back(draft))
            if self._draft.step is Step.FILE:
                self.refresh()

    def go_on(self) -> None:
        """One step on."""
        draft = self._draft
        if not build_state(draft, "").footer.ready:
            return
        if draft.step is Step.FILE and draft.look is None:
            self.choose_wanted.emit()
        elif draft.step is Step.FILE:
            self._put(replace(draft, step=Step.COLUMNS, problem="", remark=""))
        elif draft.step is Step.COLUMNS:
            self._put(replace(draft, step=Step.LOOK_OVER, problem="", remark=""))
            if draft.rehearsal is None and not draft.work:
                self._rehearse()
        elif draft.step is Step.LOOK_OVER:
            self._bring_in()
        elif not draft.undone:
            self._context.hub.page_requested.emit("Leads")

    def cancel(self) -> None:
        """Stop what runs. What writes may be past its last row: its end is waited for."""
        work = self._draft.work
        if work in (Work.BRINGING_IN, Work.SAVING):
            self._errands.stop()
            self._put(replace(self._draft, work=Work.STOPPING))
        elif work in (Work.READING, Work.COUNTING):
            self._errands.forget()
            self._put(replace(self._draft, work=Work.NONE, remark=CANCELLED))

    def rest(self) -> None:
        """The page is left: a rehearsal keeps the store to itself, so it ends; coming back begins it anew."""
        if self._draft.work is Work.COUNTING and not self._draft.is_list:
            self._errands.forget()
            self._draft = replace(self._draft, work=Work.NONE)

    def close(self) -> None:
        """The window closes."""
        self._errands.stop()

    # the file

    def set_list(self, on: bool) -> None:
        """Whether the next file is one of numbers never to call."""
        if not self._draft.work and on != self._draft.is_list:
            self._put(Draft(newest=self._draft.newest, is_list=on))

    def take(self, path: str) -> None:
        """Read the file at `path`."""
        draft = self._draft
        if not path.strip() or draft.work in WRITING:
            return
        is_list = draft.is_list and draft.step is Step.FILE
        file = typed_path(path)
        self._keep_folder(file)
        self._put(Draft(path=file, newest=draft.newest, is_list=is_list))
        if is_list:
            self._count_list()
        else:
            self._read()

    def take_newest(self) -> None:
        """The newest file of the place that was used last."""
        if self._draft.newest is not None:
            self.take(str(self._draft.newest))

    # the columns

    def map_column(self, header: str, field: str) -> None:
        """Read a column as another field."""
        if self._is_fixed():
            return
        self._put(drafts.with_column(self._draft, header, field))
        self._read()

    def set_region(self, region: str) -> None:
        """Read numbers without a country as of another one."""
        if region != self._draft.options.region and not self._is_fixed():
            self._put(drafts.with_region(self._draft, region))
            self._read()

    def answer(self, key: str, value: str) -> None:
        """Answer what was asked."""
        if key in self._draft.asked and not self._is_fixed():
            self._put(drafts.with_answer(self._draft, key, value))
            self._choice_made()

    def ask_again(self) -> None:
        """All questions once more."""
        self._put(replace(self._draft, answered=frozenset()))

    # looking over

    def set_duplicates(self, value: str) -> None:
        """Merge, keep both, or skip who is here already."""
        if value != self._draft.options.duplicates.value and not self._is_fixed():
            self._put(drafts.with_duplicates(self._draft, value))
            self._choice_made()

    def open_list(self, heading: str) -> None:
        """Show who is under a heading."""
        self._put(replace(self._draft, opened=heading))

    def save_problems(self, target: str) -> None:
        """Save the rows with a problem as a CSV."""
        draft = self._draft
        if not target or draft.path is None or draft.work:
            return
        path, options, file = draft.path, draft.options, Path(target)

        def work(store: Store, progress: Progress) -> int:
            return self._services.importing.on(store).write_problems(path, options, file, progress)

        def done(rows: int) -> None:
            said = f"{counted(rows, 'row is', 'rows are')} in {file.name}."
            self._put(replace(self._draft, work=Work.NONE, remark=said))

        self._run(Work.SAVING, work, done)

    # done

    def undo(self) -> None:
        """Take the import back."""
        report = self._draft.report
        if report is None or not report.import_id or self._draft.undone or self._draft.work:
            return

        def work(store: Store, _progress: Progress) -> tuple[int, int]:
            return self._services.importing.on(store).undo(report.import_id)

        def done(result: tuple[int, int]) -> None:
            self._put(replace(self._draft, work=Work.NONE, undone=undone_words(*result)))
            self._tell_change(undone_words(*result))

        self._run(Work.TAKING_BACK, work, done)

    def repeat(self) -> None:
        """The file that was taken back, once more, with what was chosen for it."""
        draft = self._draft
        if draft.undone and draft.look is not None and not draft.work:
            self._put(replace(draft, step=Step.COLUMNS, report=None, undone="", rehearsal=None, already=None))
            self._read()

    # work

    def _is_fixed(self) -> bool:
        """Whether the choices are being acted upon: then they are shown as they are, and stay."""
        if self._draft.work in WRITING:
            self._show()
            return True
        return False

    def _choice_made(self) -> None:
        """A choice that changes what comes in, but not what is in the file."""
        if self._draft.work is not Work.READING:
            self._rehearse()

    def _read(self) -> None:
        path, chosen = self._draft.path, self._draft.options if self._draft.look is not None else None
        assert path is not None

        def work(store: Store, progress: Progress) -> FileLook:
            return self._services.importing.on(store).look(path, chosen, progress)

        def done(look: FileLook) -> None:
            self._put(drafts.looked(self._draft, look))
            self._rehearse()

        self._run(Work.READING, work, done)

    def _rehearse(self) -> None:
        path, options = self._draft.path, self._draft.options
        assert path is not None

        def work(store: Store, progress: Progress) -> Rehearsal:
            return self._services.importing.on(store).rehearse(path, options, progress)

        self._run(Work.COUNTING, work, lambda rehearsal: self._put(drafts.rehearsed(self._draft, rehearsal)))

    def _bring_in(self) -> None:
        draft = self._draft
        if draft.is_list:
            self._silence()
            return
        path, options = draft.path, draft.options
        assert path is not None
        self._draft = replace(draft, first=self._services.store.imports.last() is None)

        def work(store: Store, progress: Progress) -> ImportReport:
            return self._services.importing.on(store).bring_in(path, options, progress)

        def done(report: ImportReport) -> None:
            self._put(drafts.done(self._draft, report))
            self._tell_change(f"{self._draft.file_name}: {headline(report)}.")

        self._run(Work.BRINGING_IN, work, done)

    def _count_list(self) -> None:
        def counted_list(report: ListReport) -> None:
            self._put(replace(self._draft, step=Step.LOOK_OVER, work=Work.NONE, list_report=report))

        self._run_list(Work.READING, replace(self._list_options(), dry_run=True), counted_list)

    def _silence(self) -> None:
        def done(report: ListReport) -> None:
            self._put(replace(self._draft, step=Step.DONE, work=Work.NONE, list_report=report))
            self._tell_change(f"{self._draft.file_name}: {counted(report.added, 'number', 'numbers')} never to call.")

        self._run_list(Work.BRINGING_IN, self._list_options(), done)

    def _list_options(self) -> ImportOptions:
        return ImportOptions(region=self._services.rep.settings.region)

    def _run_list(self, kind: Work, options: ImportOptions, done: Callable[[ListReport], None]) -> None:
        path = self._draft.path
        assert path is not None

        def work(store: Store, progress: Progress) -> ListReport:
            return self._services.importing.on(store).bring_in_numbers(path, options, progress)

        self._run(kind, work, done)

    def _run(self, kind: Work, work: Callable[[Store, Progress], T], done: Callable[[T], None]) -> None:
        self._put(replace(self._draft, work=kind, problem="", remark=""))
        self._errands.run(work, done, self._fail, self._release)

    def _release(self) -> None:
        self._put(replace(self._draft, work=Work.NONE))

    def _fail(self, error: LchError) -> None:
        idle = replace(self._draft, work=Work.NONE)
        cancelled = isinstance(error, ImportCancelled)
        self._put(replace(idle, remark=CANCELLED) if cancelled else replace(idle, problem=sentence(error)))

    # showing

    def _put(self, draft: Draft) -> None:
        self._draft = draft
        self._show()

    def _show(self) -> None:
        self._show_state(build_state(self._draft, self._services.rep.name))

    def _tell_newest(self, path: Path | None) -> None:
        if path != self._draft.newest:
            self._put(replace(self._draft, newest=path))

    def _tell_change(self, words: str) -> None:
        self._context.hub.changed.emit()
        if not self._in_front():
            self._context.hub.told.emit(words)

    def _keep_folder(self, file: Path) -> None:
        """Remember where files lie; a folder whose name is no text is not."""
        folder, settings = str(file.absolute().parent), self._services.rep.settings
        if folder == settings.import_folder or not file.parent.is_dir() or not folder.isprintable():
            return
        self._context.hub.tried(lambda: self._services.rep.save(replace(settings, import_folder=folder)))
