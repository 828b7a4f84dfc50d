"""What every test stands on: no display, no settings of the person running it, no real clock."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from lch_desktop.domain.clock import Clock
from tests.fakes import FakeClock

# Below tests/, a folder whose tests are all of one kind marks them so.
MARKED_FOLDERS = ("bench", "crash", "e2e")

# The same examples in every run: a red test is red for everyone. `--hypothesis-profile=thorough` looks
# for new ones.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("steady")


def _forget_the_person_running_this() -> Path:
    """Cut the environment off from this machine's user; return the folder that stands in for their home.

    It happens on import, before Qt or a subprocess can read any of it. The folder's path is short, since
    a local socket's full path may hold some 100 characters only.
    """
    for name in [name for name in os.environ if name.startswith("LCH_")]:
        del os.environ[name]
    home = Path(tempfile.mkdtemp(prefix="lch-"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = home / name.removeprefix("XDG_").lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)  # a test must show that person no notices
    os.environ["TZ"] = "UTC"
    if sys.platform == "linux":
        os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns about any locale that is not UTF-8
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return home


HOME = _forget_the_person_running_this()


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in a folder of its kind, before `-m` picks."""
    for item in items:
        for name in MARKED_FOLDERS:
            if name in item.path.parts:
                item.add_marker(name)


@pytest.fixture
def clock() -> FakeClock:
    """A clock at Monday, 23 November 2026, 16:30 UTC, that moves only when told to."""
    fake = FakeClock()
    _: Clock = fake
    return fake


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data folder, with a space and an umlaut in its name as people's home folders have."""
    folder = tmp_path / "Lead Hour ümlaut"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def environment_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves an LCH_ variable behind: it would steer every later one."""
    yield
    monkeypatch.undo()
    left = [name for name in os.environ if name.startswith("LCH_")]
    for name in left:
        del os.environ[name]
    assert not left, f"the test left {', '.join(left)} set"


@pytest.fixture(autouse=True)
def closed_widgets_are_gone() -> Iterator[None]:
    """Delete at once what a test has closed: Qt would keep thousands of widgets, and style each anew every time."""
    yield
    qt_core = sys.modules.get("PySide6.QtCore")
    if qt_core is not None and qt_core.QCoreApplication.instance() is not None:
        qt_core.QCoreApplication.sendPostedEvents(None, qt_core.QEvent.Type.DeferredDelete)
