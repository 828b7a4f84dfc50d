"""Work of more than a frame, off the GUI thread; its result comes back as a call on the GUI thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, Signal

from lch_desktop.domain.errors import LchError

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store

T = TypeVar("T")

CLOSE_S = 2.0  # a file system that hangs must not keep the program from ending


class Tasks(Protocol):
    """Runs `work` with a store of its own and hands the result to `done`, or an LchError to `failed`.

    `finished` is called before either, and also before a failure that nobody takes is raised: for whoever must not
    stay busy.
    """

    def run(
        self,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[LchError], None] | None = None,
        *,
        finished: Callable[[], None] | None = None,
    ) -> None: ...


class _Bridge(QObject):
    ended = Signal(object, object, object)  # what to call in any case or None; what to call then, with what


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
    The thread is Python's and a daemon: Qt waits without a limit for the threads of a pool.
    """

    def __init__(self, store: Store | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._bridge = _Bridge()
        self._bridge.ended.connect(self._deliver)
        self._jobs: deque[Callable[[], None]] = deque()
        self._changed = threading.Condition()  # a job came, or the end
        self._thread: threading.Thread | None = None
        self._held = self._closed = False

    def hold(self) -> None:
        """Begin nothing until `release`: a worker would take turns with the first paint."""
        self._held = True

    def release(self) -> None:
        """Begin what was held back."""
        self._held = False
        self._begin()

    def run(
        self,
        work: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[LchError], None] | None = None,
        *,
        finished: Callable[[], None] | None = None,
    ) -> None:
        """Queue `work`; after `close` nothing is begun and nothing is called back."""

        def job() -> None:
            try:
                with self._store.reader() if self._store is not None else nullcontext() as store:
                    result = work(cast("Store", store))
            except LchError as error:
                self._send(finished, failed or _raise, error)
            except Exception as error:  # noqa: BLE001  our bug: raised on the GUI thread, where it is logged and shown
                self._send(finished, _raise, error)
            else:
                self._send(finished, done, result)

        self._jobs.append(job)
        self._begin()

    def close(self) -> None:
        """Wait for what runs, two seconds at most; deliver nothing more."""
        with self._changed:
            self._closed = True
            self._jobs.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(CLOSE_S)

    def _begin(self) -> None:
        with self._changed:
            if self._held or self._closed or not self._jobs:
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="tasks", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        """In the thread."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._jobs or self._closed)
                if self._closed:
                    return
                job = self._jobs.popleft()
            job()

    def _send(self, finished: Callable[[], None] | None, call: Callable[[Any], None], value: object) -> None:
        if not self._closed:
            with suppress(RuntimeError):  # closed meanwhile, and Qt's half of the bridge is gone
                self._bridge.ended.emit(finished, call, value)

    def _deliver(self, finished: Callable[[], None] | None, call: Callable[[Any], None], value: object) -> None:
        if self._closed:
            return
        try:
            if finished is not None:
                finished()
        finally:
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
        *,
        finished: Callable[[], None] | None = None,
    ) -> None:
        try:
            try:
                result = work(self._store)
            finally:
                if finished is not None:
                    finished()
        except LchError as error:
            if failed is None:
                raise
            failed(error)
            return
        done(result)


def _raise(error: BaseException) -> None:
    raise error
