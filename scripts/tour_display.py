"""A screen of its own for the tour: a private X server, so that nobody's desktop is used or needed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Size = tuple[int, int]

# Bare windows: a page is exactly as large as it was asked to be, wherever the window manager puts it.
OPENBOX_RC = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""
# Whatever would bring the taste of the person running this into the pictures.
PERSONAL = ("QT_", "LCH_", "LC_", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "WAYLAND_DISPLAY", "DESKTOP_SESSION")


def why_no_display() -> str:
    """What is missing for a private display, as a sentence; empty where it can be had."""
    missing = [name for name in ("Xvfb", "openbox") if not shutil.which(name)]
    if not missing:
        return ""
    return f"{' and '.join(missing)} not found: the tour is drawn in memory instead, without a window manager."


@contextmanager
def private_display(size: Size) -> Iterator[dict[str, str]]:
    """Run an X server of `size` with a window manager; yields the environment for a program on it.

    Both are ended on the way out, whatever happens. Raises RuntimeError where no server comes up.
    """
    with tempfile.TemporaryDirectory(prefix="lch-display-") as folder, _ended_after() as running:
        ready, written = os.pipe()
        command = ["Xvfb", "-displayfd", str(written), "-screen", "0", f"{size[0]}x{size[1]}x24"]
        command += ["-dpi", "96", "-nolisten", "tcp", "-nocursor"]
        running.append(_start(command, {**os.environ}, pass_fds=(written,)))
        os.close(written)
        with os.fdopen(ready) as pipe:
            number = pipe.readline().strip()  # empty when the server ended without coming up
        if not number:
            raise RuntimeError("Xvfb did not start")
        environment = clean_environment(Path(folder)) | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        rules = Path(folder) / "openbox.xml"
        rules.write_text(OPENBOX_RC, encoding="utf-8")
        running.append(_start(["openbox", "--sm-disable", "--config-file", str(rules)], environment))
        yield environment


@contextmanager
def drawn_in_memory(size: Size) -> Iterator[dict[str, str]]:
    """The environment for Qt's offscreen platform with one screen of `size`."""
    with tempfile.TemporaryDirectory(prefix="lch-display-") as folder:
        screen = {"name": "tour", "x": 0, "y": 0, "width": size[0], "height": size[1]}
        dpi = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1.0}
        file = Path(folder) / "screens.json"
        file.write_text(json.dumps({"screens": [screen | dpi]}), encoding="utf-8")
        yield clean_environment(Path(folder)) | {"QT_QPA_PLATFORM": f"offscreen:configfile={file}"}


def clean_environment(home: Path) -> dict[str, str]:
    """This process's environment without anything that would change the pictures."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PERSONAL)}
    folders = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    # Without a bus Qt starts none of its own, which would outlive the tour.
    return kept | folders | {"LC_ALL": "C.UTF-8", "TZ": "UTC", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}


def _start(command: list[str], environment: dict[str, str], pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=environment, pass_fds=pass_fds, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )


@contextmanager
def _ended_after() -> Iterator[list[subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []
    try:
        yield running
    finally:
        for process in reversed(running):
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
