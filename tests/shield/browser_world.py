"""What the tests in a real browser share: a site server on loopback, a home of its own, the barrier, the browser."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from lch_desktop.domain.clock import SystemClock
from lch_desktop.domain.shield import Order, Standing
from lch_desktop.shield import install_browser
from lch_desktop.shield.browser import BrowserBarrier
from tests.shield.chromium import Chromium, until

EXTENSION = Path(__file__).parents[2] / "resources" / "browser_extension"
BLOCKED = f"chrome-extension://{install_browser.CHROMIUM_ID}/blocked.html"


class _Site(BaseHTTPRequestHandler):
    """Every site there is: says which one it is."""

    asked: ClassVar[list[str]] = []  # the hosts that were asked for a page

    def do_GET(self) -> None:
        self.asked.append(str(self.headers["Host"]))
        body = f"<title>site</title><p>This is {self.headers['Host']}{self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


class World:
    """One rep: home and data folder, the sites of the world, the barrier of the app."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home ü"
        (self.home / ".config" / "chromium").mkdir(parents=True)
        self.data = self.home / "data"
        self.clock = SystemClock()
        self.barrier = BrowserBarrier(self.data, self.clock.now, is_open=lambda _: False)  # others' browsers
        self.asked = _Site.asked
        self.asked.clear()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()

    def install(self) -> None:
        """`lch shield install-browser`."""
        install_browser.install(self.data, EXTENSION, self.home)

    def chromium(self, start: str = "about:blank", extension: Path = EXTENSION) -> Chromium:
        """The browser, started with the extension and with `start` as its first page."""
        return Chromium(self.home, extension, self._server.server_port, start)

    def order(self, *sites: str, work: tuple[str, ...] = (), seconds: float = 600) -> Order:
        """An order that ends in so many seconds."""
        until_at = self.clock.now() + timedelta(seconds=seconds)
        return Order(until_at, sites=sites, work_sites=work, words={"back_to": "Dana", "calls_to_go": "6"})

    def raised(self, order: Order) -> Standing:
        """Raise the barrier once the browser is there; what the probe says."""
        until(lambda: any(each.runs for each in self.barrier.browsers()))
        self.barrier.raise_until(order, self.barrier.find(order))
        return self.barrier.verify(order)

    def kill_hosts(self) -> int:
        """kill -9 of every native host of this home; how many there were."""
        killed = 0
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                words = entry.read_bytes()
                if b"native_host.py" in words and os.fsencode(self.data) in words:
                    os.kill(int(entry.parent.name), signal.SIGKILL)
                    killed += 1
        return killed

    def passed(self, order: Order) -> bool:
        """Whether the order's deadline is behind us."""
        return self.clock.now() >= order.until


def blocked(browser: Chromium, tab: str) -> bool:
    """Whether the tab shows the block page, drawn."""
    return browser.url(tab).startswith(BLOCKED) and "Lead Conversion Hour" in browser.text(tab)


def opened(browser: Chromium, tab: str, host: str) -> bool:
    """Whether the tab shows the real site."""
    return f"This is {host}" in browser.text(tab)
