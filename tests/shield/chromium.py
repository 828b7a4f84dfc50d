"""A small driver of real Chromium, by the standard library alone: DevTools messages over a pipe, no port.

Chromium reads messages from file descriptor 3 and writes to 4, each ended by a zero byte
(`--remote-debugging-pipe`; the protocol is at https://chromedevtools.github.io/devtools-protocol/).
"""

from __future__ import annotations

import base64
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

LIMIT_S = 20.0
PROGRAM = shutil.which("chromium")
NEEDS_CHROMIUM = [
    pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed"),
    pytest.mark.skipif(sys.platform != "linux", reason="the driver knows Linux only"),
]
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --remote-debugging-pipe --enable-unsafe-extension-debugging "
    "--window-size=1280,720 --hide-scrollbars --lang=en-US"
).split()
_pause = threading.Event().wait


class Chromium:
    """One running Chromium with its profile in `home`/.config/chromium, where native hosts are looked for too."""

    def __init__(self, home: Path, extension: Path | None = None, port: int = 9, start: str = "about:blank") -> None:
        profile = home / ".config" / "chromium"
        profile.mkdir(parents=True, exist_ok=True)
        load = [f"--load-extension={extension}"] if extension else []
        names = f"--host-resolver-rules=MAP * 127.0.0.1:{port}"
        off = "--disable-features=DisableLoadExtensionCommandLineSwitch,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable"
        to_child, self._to = os.pipe()
        self._from, from_child = os.pipe()
        command = [str(PROGRAM), *_FLAGS, off, names, f"--user-data-dir={profile}", *load, start]
        # The shell puts the two ends where Chromium looks for them: 3 and 4.
        script = f'exec "$@" 3<&{to_child} 4>&{from_child}'
        with (home / "chromium.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", script, "bash", *command],
                env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")},
                pass_fds=(to_child, from_child),
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        os.close(to_child)
        os.close(from_child)
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._from, selectors.EVENT_READ)
        self._buffer = b""
        self._count = 0
        self._sessions: dict[str, str] = {}

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, method: str, session: str | None = None, **values: Any) -> dict[str, Any]:
        """The result of the DevTools method `method`."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": values}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        deadline = monotonic() + LIMIT_S
        while True:
            answer = self._receive(deadline)
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def targets(self, kind: str = "page") -> list[dict[str, Any]]:
        """The open targets of this kind: page, service_worker."""
        return [each for each in self.call("Target.getTargets")["targetInfos"] if each["type"] == kind]

    def open(self, url: str = "about:blank") -> str:
        """A new tab that goes to `url`; its id."""
        target: str = self.call("Target.createTarget", url=url)["targetId"]
        return target

    def first(self) -> str:
        """The tab that opened with the browser."""
        return str(until(self.targets)[0]["targetId"])

    def navigate(self, tab: str, url: str) -> None:
        """Go to `url` and wait until something is shown there. A refused page (an error page) counts as shown."""
        self.call("Page.navigate", self._session(tab), url=url)
        until(lambda: self.evaluate(tab, "document.readyState") == "complete")

    def evaluate(self, tab: str, script: str) -> Any:
        """The value of `script` in the tab or worker, promises awaited; None while it is being replaced."""
        try:
            found = self.call(
                "Runtime.evaluate", self._session(tab), expression=script, awaitPromise=True, returnByValue=True
            )
        except RuntimeError:
            self._sessions.pop(tab, None)
            return None
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"]))
        return found["result"].get("value")

    def url(self, tab: str) -> str:
        """What the tab shows now."""
        return next((str(each["url"]) for each in self.targets() if each["targetId"] == tab), "")

    def text(self, tab: str) -> str:
        """The words on the page."""
        return self.evaluate(tab, "document.body ? document.body.innerText : ''") or ""

    def press_enter(self, tab: str) -> None:
        """Enter, as from the keyboard."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                self._session(tab),
                type=kind,
                key="Enter",
                code="Enter",
                windowsVirtualKeyCode=13,
                text="\r",
            )

    def picture(self, tab: str, path: Path) -> None:
        """Write what the tab shows as a PNG."""
        shot = self.call("Page.captureScreenshot", self._session(tab), format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        """End the browser the regular way, so that it keeps its profile; then whatever is left of it."""
        with suppress(RuntimeError, OSError):
            self.call("Browser.close")
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(LIMIT_S)
        self.kill()
        for end in (self._to, self._from):
            with suppress(OSError):
                os.close(end)
        self._ready.close()

    def kill(self) -> None:
        """End the browser and all its children at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(LIMIT_S)

    def _session(self, target: str) -> str:
        if target not in self._sessions:
            made = self.call("Target.attachToTarget", targetId=target, flatten=True)
            self._sessions[target] = made["sessionId"]
        return self._sessions[target]

    def _receive(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not self._ready.select(max(0.0, deadline - monotonic())):
                raise RuntimeError("Chromium does not answer")
            part = os.read(self._from, 1 << 16)
            if not part:
                raise RuntimeError("Chromium has ended")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(line)
        return answer


def until(look: Callable[[], Any], limit_s: float = LIMIT_S) -> Any:
    """The first truthy value of `look`, or an AssertionError when `limit_s` has passed."""
    deadline = monotonic() + limit_s
    while True:
        if found := look():
            return found
        assert monotonic() < deadline, f"nothing after {limit_s} s"
        _pause(0.05)
