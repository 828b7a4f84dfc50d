"""The barrier "apps": the chosen programs are asked to close, once an hour, and never forced.

A program is known by its executable alone, exactly: what it calls itself (its title, its arguments) does not count.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found, Order, Standing, State
from lch_desktop.domain.work import is_never_closed, program_key, program_keys, program_name

if TYPE_CHECKING:
    from psutil import Process

NAME = "apps"
LEAVE_WITHIN_S = 3.0  # to save and go; who asks about unsaved work stays, and is reported

# Asks the windows of these processes to close; returns the processes that had one.
CloseWindows = Callable[[Collection[int]], Collection[int]]


class AppsBarrier:
    """The Barrier port on the user's own processes.

    `close_windows` asks windows to close, `shown_name` says what people call an executable. `leave_within_s`: how
    long `raise_until` waits for the programs to go before they are counted as still open.
    """

    def __init__(
        self,
        close_windows: CloseWindows,
        shown_name: Callable[[str], str] = str,
        leave_within_s: float = LEAVE_WITHIN_S,
    ) -> None:
        self._close_windows = close_windows
        self._shown_name = shown_name
        self._leave_within_s = leave_within_s
        self._asked = set[tuple[int, float]]()  # process and its birth: a number alone is given again

    @property
    def name(self) -> str:
        return NAME

    @property
    def limits(self) -> str:
        return (
            "Programs are asked to close and may stay, for unsaved work or in the tray; "
            "they are not opened again afterwards."
        )

    def standing(self, order: Order) -> Standing:
        """See the port."""
        chosen = _chosen(order)
        if not chosen:
            return Standing(NAME, State.OFF, "No program is chosen.")
        names = self._names(_running(chosen))
        detail = f"{_listed(names)} will be asked to close." if names else "None of the chosen programs is open."
        return Standing(NAME, State.READY, detail)

    def find(self, order: Order) -> None:
        """See the port: a closed program is not opened again, so nothing is left to lower."""

    def raise_until(self, order: Order, found: Found) -> None:
        """Ask each chosen program that runs, once; wait a little for them to go."""
        running = [each for each in _running(_chosen(order)) if _identity(each) not in self._asked]
        self._asked |= {_identity(each) for each in running}
        if not running:
            return
        from psutil import wait_procs

        _ask(running, self._close_windows)
        wait_procs(running, timeout=self._leave_within_s)

    def lower(self, found: Found) -> None:
        """Nothing to put back: the next hour asks anew."""
        self._asked.clear()

    def verify(self, order: Order) -> Standing:
        """See the port."""
        names = self._names(_running(_chosen(order)))
        if not names:
            return Standing(NAME, State.VERIFIED, "None of the chosen programs is open.")
        still = "is" if len(names) == 1 else "are"
        advice = "Close it from its own menu or its icon in the tray. It was asked once and is never forced."
        return Standing(NAME, State.LEAKING, f"{_listed(names)} {still} still open.", advice)

    def _names(self, processes: Collection[Process]) -> list[str]:
        executables = (_executable(each) for each in processes)
        return sorted({self._shown_name(each) for each in executables if each}, key=str.casefold)


def _chosen(order: Order) -> frozenset[str]:
    """What may be asked to close, whatever the order says: no work, and nothing that is never closed."""
    allowed = (app for app in order.apps if not is_never_closed(app))
    return program_keys(allowed) - program_keys(order.work_apps)


def any_runs(executables: Collection[str]) -> bool:
    """Whether one of these programs runs as this user, by its executable's name. Some tens of milliseconds."""
    return bool(_running(program_keys(executables)))


def _running(chosen: Collection[str]) -> list[Process]:
    """The processes of the chosen programs that are this user's, and neither ours nor above ours."""
    if not chosen:
        return []
    try:
        import psutil
    except ImportError as error:
        raise ShieldError("apps-not-known", why=str(error)) from error
    me = psutil.Process()
    spared = {me.pid, *(parent.pid for parent in me.parents())}
    found = (each for each in psutil.process_iter() if each.pid not in spared)
    return [each for each in found if program_key(_executable(each)) in chosen and _is_own(each, me)]


def _executable(process: Process) -> str:
    """The name of the executable, "" where it may not be known or the process is gone."""
    from psutil import Error

    try:
        return program_name(process.exe())
    except (Error, OSError):
        return ""


def _is_own(process: Process, me: Process) -> bool:
    """Whether the process runs as this very user in every respect, and is alive."""
    import psutil

    try:
        if process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
            return False
        uids = getattr(process, "uids", None)
        return process.username() == me.username() if uids is None else tuple(uids()) == tuple(me.uids())
    except (psutil.Error, OSError, KeyError):
        return False


def _ask(processes: Collection[Process], close_windows: CloseWindows) -> None:
    """Close the windows where there are any; the others get the signal that asks a program to end.

    Only the first process of a program is asked: its helpers go with it. Windows has no such signal.
    """
    from psutil import Error

    pids = {each.pid for each in processes}
    answered = frozenset[int]()
    with suppress(OSError):  # no display: the signal does it
        answered = frozenset(close_windows(pids))
    if os.name != "posix":
        return
    for process in _first(processes, pids):
        if process.pid in answered or any(child in answered for child in _below(process)):
            continue
        with suppress(Error, OSError):  # gone meanwhile
            process.send_signal(signal.SIGTERM)


def _first(processes: Collection[Process], pids: Collection[int]) -> Iterator[Process]:
    from psutil import Error

    for process in processes:
        with suppress(Error, OSError):
            if process.ppid() not in pids:
                yield process


def _below(process: Process) -> list[int]:
    from psutil import Error

    try:
        return [child.pid for child in process.children(recursive=True)]
    except (Error, OSError):
        return []


def _identity(process: Process) -> tuple[int, float]:
    from psutil import Error

    try:
        return process.pid, process.create_time()
    except (Error, OSError):
        return process.pid, 0.0


def _listed(names: list[str]) -> str:
    """ "Slack", "Discord and Slack", "Discord, Slack and Steam"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
