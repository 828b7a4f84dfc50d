"""The page's work beside the window: one piece at a time, with its progress, to be stopped at any row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import ImportCancelled, LchError
from lch_desktop.domain.imports import Progress

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.ui.tasks import Tasks

T = TypeVar("T")
HUNDRED = 100


@dataclass(eq=False)
class _Errand:
    """One piece of work. It is `stopped` from the window's thread and reads that on its own."""

    stopped: bool = False
    percent: int = -1


@dataclass(frozen=True, slots=True)
class _Crash:
    """A bug of ours on the worker's thread; it is raised where it is logged and shown, and nothing stays busy."""

    error: Exception


class Errands(QObject):
    """Runs one piece of work; a new one stops and forgets the one before it."""

    progressed = Signal(int, int)  # rows done, rows in all: once a percent
    _told = Signal(object, int, int)  # from the worker's thread

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._current: _Errand | None = None
        self._told.connect(self._tell)

    def run(
        self,
        work: Callable[[Store, Progress], T],
        done: Callable[[T], None],
        failed: Callable[[LchError], None],
        ended: Callable[[], None],
    ) -> None:
        """Begin `work`. Exactly one of `done` and `failed` follows, unless it is forgotten; a crash: only `ended`."""
        self.forget()
        errand = self._current = _Errand()

        def finish(result: T | _Crash) -> None:
            if isinstance(result, _Crash):
                if self._release(errand):
                    ended()
                raise result.error
            if self._release(errand):
                done(result)

        def fail(error: LchError) -> None:
            if self._release(errand):
                failed(error)

        self._tasks.run(self._guarded(errand, work), finish, fail)

    def stop(self) -> None:
        """Ask it to end at its next row; its end is still told."""
        if self._current is not None:
            self._current.stopped = True

    def forget(self) -> None:
        """Stop it, and hear nothing of it any more."""
        self.stop()
        self._current = None

    def _guarded(self, errand: _Errand, work: Callable[[Store, Progress], T]) -> Callable[[Store], T | _Crash]:
        """`work` as the worker runs it."""

        def guarded(store: Store) -> T | _Crash:
            try:
                if errand.stopped:
                    raise ImportCancelled
                return work(store, lambda so_far, of: self._progress(errand, so_far, of))
            except LchError:
                raise
            except Exception as error:  # noqa: BLE001  raised again on the window's thread
                return _Crash(error)

        return guarded

    def _release(self, errand: _Errand) -> bool:
        """Whether `errand` is the one that is waited for."""
        current = self._current is errand
        if current:
            self._current = None
        return current

    def _progress(self, errand: _Errand, so_far: int, of: int) -> None:
        """On the worker's thread."""
        if errand.stopped:
            raise ImportCancelled
        percent = HUNDRED * so_far // of if of else 0
        if percent != errand.percent:
            errand.percent = percent
            self._told.emit(errand, so_far, of)

    def _tell(self, errand: Any, so_far: int, of: int) -> None:
        if errand is self._current:
            self.progressed.emit(so_far, of)
