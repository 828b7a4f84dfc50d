"""Work of more than a frame, off the GUI thread; its result comes back as a call on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from lch_desktop.domain.errors import LchError

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store

T = TypeVar("T")


class Tasks(Protocol):
    """Runs `work` with a store of its own and hands the result to `done`, or an LchError to `failed`."""

    def run(
        self,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[LchError], None] | None = None,
    ) -> None: ...


class _Bridge(QObject):
    finished = Signal(object, object)  # what to call, with what


class Job(QRunnable):
    """A function for a QThreadPool."""

    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run

    def run(self) -> None:
        self._run()


class ThreadTasks(QObject):
    """The real runner: one worker thread, so that results come back in order.

    Without a `store` the work is handed none: what must be done whatever the database is waits for none.
    """

    def __init__(self, store: Store | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._bridge = _Bridge()
        self._bridge.finished.connect(self._deliver)
        self._closed = False
        self._held: list[Job] | None = None

    def hold(self) -> None:
        """Begin nothing until `release`: a worker would take turns with the first paint."""
        self._held = []

    def release(self) -> None:
        """Begin what was held back."""
        held, self._held = self._held or [], None
        for job in held:
            self._pool.start(job)

    def run(
        self,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[LchError], None] | None = None,
    ) -> None:
        """Queue `work`; nothing is called back after `close`."""

        def job() -> None:
            try:
                with self._store.reader() if self._store is not None else nullcontext() as store:
                    result = work(cast("Store", store))
            except LchError as error:
                self._bridge.finished.emit(failed or _raise, error)
            except Exception as error:  # noqa: BLE001  our bug: raised on the GUI thread, where it is logged and shown
                self._bridge.finished.emit(_raise, error)
            else:
                self._bridge.finished.emit(done, result)

        if self._held is not None:
            self._held.append(Job(job))
        else:
            self._pool.start(Job(job))

    def close(self) -> None:
        """Wait for what runs; deliver nothing more."""
        self._closed = True
        self._pool.clear()
        self._pool.waitForDone()

    def _deliver(self, call: Callable[[Any], None], value: object) -> None:
        if not self._closed:
            call(value)


class DirectTasks:
    """Runs at once, on the caller's thread: for tests and for the command line."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(
        self,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[LchError], None] | None = None,
    ) -> None:
        try:
            result = work(self._store)
        except LchError as error:
            if failed is None:
                raise
            failed(error)
            return
        done(result)


def _raise(error: BaseException) -> None:
    raise error
