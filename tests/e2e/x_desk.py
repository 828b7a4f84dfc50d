"""An X server with several monitors, for scenarios: what any X client may see of it and do to it.

Runs under the system's Python, whose python-xlib it needs.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from Xlib import X, display
from Xlib.ext import randr
from Xlib.protocol import event as x_event
from Xlib.protocol import rq

LIMIT_S = 10.0
STAYS_S = 1.5  # how long a thing is watched that must not happen

Box = tuple[int, int, int, int]  # x, y, width, height


def until(holds: Callable[[], Any], what: str, limit_s: float = LIMIT_S) -> Any:
    """What `holds` returns once it is true; fails with `what` after `limit_s`."""
    end = time.monotonic() + limit_s
    while not (found := holds()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


def stays(holds: Callable[[], Any], what: str, for_s: float = STAYS_S) -> None:
    """Fails with `what` when `holds` is not true all the time."""
    end = time.monotonic() + for_s
    while time.monotonic() < end:
        assert holds(), what
        time.sleep(0.1)


@contextmanager
def server(width: int, height: int, monitors: dict[str, Box]) -> Iterator[None]:
    """An X server of its own with `monitors`, the first of them its main one, and a window manager that begins when
    all are there."""
    reader, writer = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-noreset",
        "-nolisten",
        "tcp",
    ]
    with ExitStack() as started:
        started.enter_context(running(command, pass_fds=(writer,)))
        os.close(writer)
        with os.fdopen(reader) as told:
            os.environ["DISPLAY"] = ":" + told.readline().strip()
        Desk.connect()
        for number, (name, box) in enumerate(monitors.items()):
            Desk.plug(name, box, primary=number == 0)
        started.enter_context(running(["openbox"]))
        until(lambda: Desk.root_value("_NET_SUPPORTING_WM_CHECK"), "the window manager did not begin")
        yield


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(5)


class SetMonitor(rq.Request):  # type: ignore[misc]  # python-xlib has no types
    """RRSetMonitor of RandR 1.5. The one that python-xlib brings (0.33) cannot pack its own argument."""

    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(43), rq.RequestLength(), rq.Window("window"), rq.Card32("name"),
        rq.Bool("primary"), rq.Bool("automatic"), rq.LengthOf("outputs", 2), rq.Int16("x"), rq.Int16("y"),
        rq.Card16("width"), rq.Card16("height"), rq.Card32("width_mm"), rq.Card32("height_mm"),
        rq.List("outputs", rq.Card32Obj),
    )  # fmt: skip


class Desk:
    """What an X client may ask and do."""

    x: display.Display
    root: Any

    @classmethod
    def connect(cls) -> None:
        cls.x = display.Display()
        cls.root = cls.x.screen().root

    @classmethod
    def plug(cls, name: str, box: Box, *, primary: bool = False) -> None:
        outputs = randr.get_screen_resources(cls.root).outputs if primary else []
        x, y, width, height = box
        SetMonitor(
            display=cls.x.display, opcode=cls.x.display.get_extension_major(randr.extname), window=cls.root,
            name=cls.x.intern_atom(name), primary=primary, automatic=False, x=x, y=y, width=width, height=height,
            width_mm=width // 4, height_mm=height // 4, outputs=outputs,
        )  # fmt: skip
        cls.x.sync()

    @classmethod
    def unplug(cls, name: str) -> None:
        randr.delete_monitor(cls.root, cls.x.intern_atom(name))
        cls.x.sync()

    @classmethod
    def root_value(cls, name: str) -> list[int]:
        found = cls.root.get_full_property(cls.x.intern_atom(name), X.AnyPropertyType)
        return list(found.value) if found is not None else []

    @classmethod
    def windows(cls) -> dict[str, list[int]]:
        """The windows that the window manager has, lowest first, by what each is called."""
        found: dict[str, list[int]] = {}
        for number in cls.root_value("_NET_CLIENT_LIST_STACKING"):
            found.setdefault(cls.title(number), []).append(number)
        return found

    @classmethod
    def title(cls, number: int) -> str:
        window = cls.x.create_resource_object("window", number)
        try:
            found = window.get_full_property(cls.x.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
        except Exception:  # noqa: BLE001  it went away meanwhile
            return ""
        return found.value.decode().replace("\N{NO-BREAK SPACE}", " ") if found is not None else ""

    @classmethod
    def place(cls, number: int) -> Box:
        window = cls.x.create_resource_object("window", number)
        size = window.get_geometry()
        corner = window.translate_coords(cls.root, 0, 0)
        return -corner.x, -corner.y, size.width, size.height

    @classmethod
    def active(cls) -> str:
        """What the window with the keyboard is called."""
        numbers = cls.root_value("_NET_ACTIVE_WINDOW")
        return cls.title(numbers[0]) if numbers and numbers[0] else ""

    @classmethod
    def pixel(cls, box: Box) -> tuple[int, ...]:
        """The colour in the middle of a box, as it is seen."""
        x, y, width, height = box
        image = cls.root.get_image(x + width // 2, y + height // 2, 1, 1, X.ZPixmap, 0xFFFFFFFF)
        blue, green, red, _ = image.data
        return red, green, blue

    @classmethod
    def click(cls, box: Box) -> None:
        x, y = box[0] + box[2] // 2, box[1] + box[3] // 2
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)

    @classmethod
    def ask_to_close(cls, number: int) -> None:
        """As the task bar or Alt+F4 does."""
        window = cls.x.create_resource_object("window", number)
        data = (32, [X.CurrentTime, 2, 0, 0, 0])
        event = x_event.ClientMessage(window=window, client_type=cls.x.intern_atom("_NET_CLOSE_WINDOW"), data=data)
        cls.root.send_event(event, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        cls.x.sync()
