"""The workers: what comes back whatever becomes of the work, and an end that waits for nobody for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import LchError, StoreError
from lch_desktop.domain.ports import Store
from lch_desktop.ui import tasks as tasks_module
from lch_desktop.ui.tasks import DirectTasks, Tasks, ThreadTasks
from tests.shield.bus_kit import ROOT

SOON_S = 5.0
BUSY, BUG = StoreError("database-busy"), LookupError("a bug of ours")


def fails_with(error: Exception) -> Callable[[Store], int]:
    def work(_: Store) -> int:
        raise error

    return work


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[ThreadTasks]:
    made = ThreadTasks(None)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("work", "order"),
    [
        (lambda _: 7, ["finished", 7]),
        (fails_with(BUSY), ["finished", BUSY]),
    ],
)
def test_finished_comes_first_and_once(
    qtbot: QtBot, tasks: ThreadTasks, work: Callable[[Store], int], order: list[object]
) -> None:
    for runner in (tasks, DirectTasks(cast("Store", None))):
        heard: list[object] = []
        runner.run(work, heard.append, heard.append, finished=lambda heard=heard: heard.append("finished"))
        qtbot.waitUntil(lambda heard=heard: len(heard) == 2)
        assert heard == order


@pytest.mark.parametrize(("error", "failed"), [(BUG, True), (BUSY, False)])
def test_what_nobody_takes_is_raised_on_the_gui_thread_and_finished_comes_all_the_same(
    qtbot: QtBot, tasks: ThreadTasks, error: Exception, failed: bool
) -> None:
    heard: list[object] = []
    taken: Callable[[LchError], None] | None = heard.append if failed else None
    with qtbot.captureExceptions() as raised:
        tasks.run(fails_with(error), heard.append, taken, finished=lambda: heard.append(threading.current_thread()))
        qtbot.waitUntil(lambda: bool(raised))
    assert [each[1] for each in raised] == [error]
    assert heard == [threading.main_thread()]


def test_directly_too_an_unexpected_failure_is_raised_after_finished() -> None:
    heard: list[object] = []
    runner: Tasks = DirectTasks(cast("Store", None))
    with pytest.raises(LookupError):
        runner.run(fails_with(BUG), heard.append, heard.append, finished=lambda: heard.append("finished"))
    assert heard == ["finished"]


def test_results_come_in_order_and_one_failure_ends_nothing(qtbot: QtBot, tasks: ThreadTasks) -> None:
    heard: list[object] = []
    tasks.run(fails_with(BUSY), heard.append, heard.append)
    for number in range(20):
        tasks.run(lambda _, number=number: number, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 21)
    assert heard == [BUSY, *range(20)]


def test_closing_waits_for_what_runs_and_begins_nothing_more(qtbot: QtBot) -> None:
    tasks, begun, may_end = ThreadTasks(None), threading.Event(), threading.Event()
    done: list[object] = []

    def first(_: Store) -> None:
        begun.set()
        may_end.wait(SOON_S)
        done.append("first")

    tasks.run(first, lambda _: done.append("told"))
    tasks.run(lambda _: done.append("second"), lambda _: None)
    assert begun.wait(SOON_S)
    threading.Timer(0.05, may_end.set).start()
    tasks.close()
    assert done == ["first"]
    tasks.run(lambda _: done.append("after"), lambda _: None)
    tasks.close()
    assert done == ["first"]


def test_closing_leaves_what_hangs_and_delivers_nothing_of_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tasks_module.CLOSE_S == 2.0
    monkeypatch.setattr(tasks_module, "CLOSE_S", 0.05)
    tasks, begun, release, ended = ThreadTasks(None), *(threading.Event() for _ in range(3))
    heard: list[object] = []

    def hang(_: Store) -> None:
        begun.set()
        release.wait()

    worker = threading.Thread(target=lambda: (tasks.close(), ended.set()), daemon=True)
    try:
        tasks.run(hang, heard.append, heard.append, finished=lambda: heard.append("finished"))
        assert begun.wait(SOON_S)
        worker.start()
        assert ended.wait(SOON_S), "it waits for what hangs"
    finally:
        release.set()
        worker.join(SOON_S)
    if tasks._thread is not None:
        tasks._thread.join(SOON_S)
    qtbot.wait(1)  # whatever is queued would come now
    assert heard == []


def test_a_result_that_is_on_its_way_at_the_end_is_not_delivered(qtbot: QtBot) -> None:
    tasks, passed, heard = ThreadTasks(None), threading.Event(), list[int]()
    tasks.run(lambda _: 7, heard.append, finished=lambda: heard.append(0))
    tasks.run(lambda _: passed.set(), lambda _: None)
    assert passed.wait(SOON_S)
    tasks.close()
    qtbot.wait(1)
    assert heard == []


def test_what_was_held_back_is_not_begun_after_the_end(qtbot: QtBot) -> None:
    tasks, done = ThreadTasks(None), list[int]()
    tasks.hold()
    tasks.run(lambda _: done.append(1), lambda _: None)
    tasks.close()
    tasks.release()
    assert done == []


HANGS = """
import threading
from PySide6.QtCore import QCoreApplication
from lch_desktop.ui import tasks
app = QCoreApplication([])
tasks.CLOSE_S = 0.1
begun = threading.Event()
runner = tasks.ThreadTasks(None)
runner.run(lambda _: (begun.set(), threading.Event().wait()), print)
begun.wait()
runner.close()
print("closed", flush=True)
"""


def test_the_program_ends_while_work_hangs() -> None:
    done = subprocess.run([sys.executable, "-c", HANGS], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "closed\n", "")
