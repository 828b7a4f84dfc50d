"""Blocking whole sites for every program on the computer, in its hosts file, through the root helper.

The helper is an option and is installed once, by hand; it journals for itself and keeps its own deadline. Here is the
app's side: what it is asked to block, how it is called, and what a probe says of the result.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found, Order, Standing, State, split_sites
from lch_desktop.shield.helper import files
from lch_desktop.shield.helper.rules import MOST_NAMES, Refused, blocked_names
from lch_desktop.shield.install_helper import ROOT, WINDOWS_STATE, WINDOWS_USER, places

NAME = "sites-hosts"
LIMITS = (
    "Blocks a site's name, www. and m. in every program, but no further sub-domains and no single pages; "
    "a VPN or a proxy may go round it."
)
HELPER_ANSWERS_WITHIN_S = 20.0
NAME_ANSWERS_WITHIN_S = 3.0
MOST_PROBED = 12
NOWHERE = frozenset({"0.0.0.0", "::"})
_MARK = b"Lead Conversion Hour"
_TUNNELS = ("tun", "tap", "wg", "ppp", "ipsec", "nordlynx", "proton", "utun", "vpn")
# The helper's refusals that have a sentence of their own; any other is "hosts-refused" with its code.
_OWN_SENTENCE = {
    "markers": "hosts-markers",
    "hosts-is-link": "hosts-is-link",
    "hosts-keeps-changing": "hosts-keeps-changing",
    "wrong-user": "hosts-other-user",
    "not-installed": "hosts-not-installed",
}


class Helper(Protocol):
    """The way to the root helper."""

    def config(self) -> dict[str, Any] | None:
        """What was written at its installation: "uid", "by", "allow"; None where it is not installed."""
        ...

    def call(self, arguments: Sequence[str], data: bytes = b"") -> dict[str, Any]:
        """Its answer. Raises ShieldError, and never waits longer than its limit."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order comes to in a hosts file: names to block, and entries that cannot or must not be blocked there."""

    names: tuple[str, ...]
    paths: tuple[str, ...]
    left_out: tuple[str, ...]


def wanted_of(order: Order, allow: Sequence[str] = ()) -> Wanted:
    """Whole sites of `order` without those that are work, `allow`ed at installation, or no public names."""
    hosts, paths = split_sites(order.sites)
    never = [entry.partition("/")[0].lower() for entry in order.work_sites] + list(allow)
    names, left_out = [], []
    for host in dict.fromkeys(host.lower() for host in hosts):
        try:
            blocked_names([host], never)
        except Refused:
            left_out.append(host)
        else:
            names.append(host)
    return Wanted(tuple(names), paths, tuple(left_out))


class HostsBarrier:
    """The Barrier port on the hosts file."""

    name = NAME
    limits = LIMITS

    def __init__(
        self,
        helper: Helper | None = None,
        *,
        hosts: Path = Path(files.HOSTS),
        addresses: Callable[[str], frozenset[str] | None] | None = None,
        connects: Callable[[str], bool] | None = None,
        leak: Callable[[], str] | None = None,
    ) -> None:
        self._helper = helper or make_helper()
        self._hosts = hosts
        self._addresses = addresses or addresses_of
        self._connects = connects or connects_to
        self._leak = leak or way_round

    @property
    def installed(self) -> bool:
        """Whether the helper is there, for whomever."""
        return self._helper.config() is not None

    def standing(self, order: Order) -> Standing:
        """See the port."""
        config = self._helper.config()
        if config is None:
            return Standing(NAME, State.NOT_AVAILABLE, "not installed", "An administrator can: sudo lch shield install")
        if config.get("uid") != _own_id():
            return Standing(
                NAME, State.NOT_AVAILABLE, "installed for another user", "Install it for you: sudo lch shield install"
            )
        wanted = self._wanted(order)
        if not wanted.names:
            return Standing(NAME, State.NOT_AVAILABLE, "no whole site to block" + _rest(wanted, "; "))
        return Standing(NAME, State.READY, _rest(wanted))

    def find(self, order: Order) -> Found:
        """Nothing: the helper keeps a journal of its own."""
        return {}

    def raise_until(self, order: Order, found: Found) -> None:
        """See the port."""
        wanted = self._wanted(order)
        if len(wanted.names) > MOST_NAMES:
            raise ShieldError("hosts-too-many", count=len(wanted.names), most=MOST_NAMES)
        work = ",".join(dict.fromkeys(entry.partition("/")[0].lower() for entry in order.work_sites))
        until = str(int(order.until.timestamp()))
        self._helper.call(["raise", "-", until, work], "".join(f"{name}\n" for name in wanted.names).encode("ascii"))

    def lower(self, found: Found) -> None:
        """See the port. A failure is only one where the section is still there."""
        try:
            if self._helper.config() is None:
                raise ShieldError("hosts-not-installed")
            self._helper.call(["lower"])
        except ShieldError:
            if self._is_up():
                raise

    def verify(self, order: Order) -> Standing:
        """See the port: names are asked for as a browser asks, and connected to."""
        wanted = self._wanted(order)
        if not wanted.names:
            return Standing(NAME, State.RAISED, "no whole site to block" + _rest(wanted, "; "))
        step = max(1, len(wanted.names) // MOST_PROBED)
        for name in wanted.names[::step]:
            standing = self._probe(name)
            if standing is not None:
                return standing
        leak = self._leak()
        if leak:
            return Standing(NAME, State.LEAKING, leak, "Turn it off for the hour, or use the browser extension.")
        return Standing(NAME, State.VERIFIED, "blocked" + _rest(wanted, "; "))

    def _probe(self, name: str) -> Standing | None:
        """None where `name` leads nowhere, and nothing answers there."""
        found = self._addresses(name)
        if found is None:
            return Standing(NAME, State.LEAKING, f"{name} is asked of the network", "Close it by hand for this hour.")
        if not found:  # the block would have given an address: it is not there, but neither is the site
            return Standing(NAME, State.RAISED, f"{name} was not found at all")
        if not found <= NOWHERE:
            advice = "If the hosts file has a line of its own for it, take that out."
            return Standing(NAME, State.LEAKING, f"{name} still leads somewhere", advice)
        if self._connects(name):  # nowhere means this computer, on Linux: not the site, but a page all the same
            return Standing(NAME, State.RAISED, f"a server on this computer answers for {name}")
        return None

    def _wanted(self, order: Order) -> Wanted:
        config = self._helper.config() or {}
        return wanted_of(order, [str(name) for name in config.get("allow", [])])

    def _is_up(self) -> bool:
        try:
            return _MARK in self._hosts.read_bytes()
        except FileNotFoundError:
            return False
        except OSError:
            return True  # not knowable, so nothing better is claimed


class InstalledHelper:
    """The helper where `install_helper` puts it, called through sudo or pkexec, which ask for nothing."""

    def __init__(self, prefix: Path = ROOT, within_s: float = HELPER_ANSWERS_WITHIN_S) -> None:
        self._where = places(prefix)
        self._within_s = within_s

    def config(self) -> dict[str, Any] | None:
        """See the port."""
        found = _read_json(self._where.config)
        return found if isinstance(found, dict) and self._where.launcher.exists() else None

    def call(self, arguments: Sequence[str], data: bytes = b"") -> dict[str, Any]:
        """See the port."""
        by = (self.config() or {}).get("by")
        front = ["pkexec", "--disable-internal-agent"] if by == "polkit" else ["sudo", "-n", "--"]
        code, output = _run([*front, str(self._where.launcher), *arguments], data, self._within_s)
        return answer_of(code, output)


class TaskHelper:
    """The helper on Windows: a request is left in a folder, and a scheduled task told to look. Not run by us yet."""

    def __init__(
        self, home: Path = WINDOWS_STATE, run: Callable[[Sequence[str]], tuple[int, bytes]] | None = None
    ) -> None:
        self._home = home
        self._start = run or (lambda command: _run(command, b"", HELPER_ANSWERS_WITHIN_S))

    def config(self) -> dict[str, Any] | None:
        """See the port."""
        found = _read_json(self._home / "shield.json")
        return found if isinstance(found, dict) else None

    def call(self, arguments: Sequence[str], data: bytes = b"") -> dict[str, Any]:
        """See the port. A task has no input, so names go as one argument."""
        names = ",".join(data.decode("ascii").split())
        request_id = secrets.token_hex(16)
        request = {"id": request_id, "arguments": [names if each == "-" else each for each in arguments]}
        file = self._home / "requests" / "request.json"
        try:
            file.with_suffix(".new").write_text(json.dumps(request), encoding="ascii")
            file.with_suffix(".new").replace(file)
        except OSError as error:
            raise ShieldError("hosts-not-allowed", exit=error.errno) from error
        code, _ = self._start(["schtasks", "/Run", "/TN", r"\Lead Conversion Hour\request"])
        if code != 0:
            raise ShieldError("hosts-not-allowed", exit=code)
        waiting = threading.Event()  # nobody sets it: it is waited on
        for _ in range(int(HELPER_ANSWERS_WITHIN_S / 0.1)):
            found = _read_json(self._home / "answers" / "answer.json")
            if isinstance(found, dict) and found.get("id") == request_id:
                return answer_of(0, json.dumps(found.get("answer")).encode())
            waiting.wait(0.1)
        raise ShieldError("hosts-silent", program="schtasks")


def make_helper(platform: str = sys.platform) -> Helper:
    """The way to the helper on `platform`, a `sys.platform` value."""
    return TaskHelper() if platform == "win32" else InstalledHelper()


def answer_of(code: int, output: bytes) -> dict[str, Any]:
    """The helper's answer, or the ShieldError that it means."""
    try:
        answer = json.loads(output)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):  # it was not run at all: sudo or pkexec would have asked for a password
        raise ShieldError("hosts-not-allowed", exit=code)
    if "refused" in answer:
        refused = str(answer["refused"])
        raise ShieldError(_OWN_SENTENCE.get(refused, "hosts-refused"), why=refused, name=str(answer.get("what", "")))
    if "failed" in answer or code != 0:
        raise ShieldError("hosts-not-written", why=str(answer.get("failed", "")))
    return answer


def addresses_of(name: str, within_s: float = NAME_ANSWERS_WITHIN_S) -> frozenset[str] | None:
    """What `name` leads to, asked as every program asks; None if that takes too long, which no hosts file does."""
    found: list[frozenset[str]] = []

    def ask() -> None:
        try:
            lines = socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM)
            found.append(frozenset(str(line[4][0]) for line in lines))
        except (OSError, UnicodeError):
            found.append(frozenset())

    thread = threading.Thread(target=ask, name="name probe", daemon=True)  # it cannot be called off
    thread.start()
    thread.join(within_s)
    return found[0] if found else None


def connects_to(name: str) -> bool:
    """Whether a connection to `name` comes about, as a browser would try it."""
    for port in (443, 80):
        with suppress(OSError), socket.create_connection((name, port), timeout=NAME_ANSWERS_WITHIN_S):
            return True
    return False


def way_round(environ: dict[str, str] | None = None, routes: Path = Path("/proc/net/route")) -> str:
    """What on this computer may lead round a hosts file, in a few words; "" where nothing is seen."""
    environ = dict(os.environ) if environ is None else environ
    names = ("http_proxy", "https_proxy", "all_proxy")
    if any(environ.get(name) or environ.get(name.upper()) for name in names) or desktop_has_proxy():
        return "a proxy is on"
    if vpn_is_on(routes):
        return "a VPN may look names up by itself"
    return ""


def vpn_is_on(routes: Path = Path("/proc/net/route")) -> bool:
    """Whether the way to the whole internet leads through a tunnel. Linux only; one set up by rules is not seen."""
    try:
        lines = routes.read_text(encoding="ascii").splitlines()[1:]
    except (OSError, UnicodeError):
        return False
    everything = {("00000000", "00000000"), ("00000000", "00000080")}  # 0.0.0.0/0, or its first half, as OpenVPN does
    fields = [line.split() for line in lines]
    return any(each[0].startswith(_TUNNELS) and (each[1], each[7]) in everything for each in fields if len(each) > 7)


def desktop_has_proxy() -> bool:
    """Whether GNOME's settings send browsers through a proxy."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        code, output = _run(["gsettings", "get", "org.gnome.system.proxy", "mode"], b"", 2.0)
    except ShieldError:
        return False
    return code == 0 and output.strip() in (b"'manual'", b"'auto'")


def _run(command: Sequence[str], data: bytes, within_s: float) -> tuple[int, bytes]:
    """Exit code and output. Raises ShieldError "hosts-silent" or "hosts-no-program".

    A program of root's cannot be killed from here. One that does not answer is left to its own limit, not waited for.
    """
    try:
        process = subprocess.Popen(
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise ShieldError("hosts-no-program", program=command[0]) from error
    try:
        output, _ = process.communicate(data, timeout=within_s)
    except subprocess.TimeoutExpired as error:
        with suppress(OSError):
            process.kill()
        threading.Thread(target=process.communicate, name="late answer", daemon=True).start()
        raise ShieldError("hosts-silent", program=command[0]) from error
    return process.returncode, output


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None


def _rest(wanted: Wanted, before: str = "") -> str:
    """What of the order is not blocked here, in words."""
    parts = []
    if wanted.paths:
        parts.append(f"{_some(wanted.paths)} needs the browser extension for paths")
    if wanted.left_out:
        parts.append(f"{_some(wanted.left_out)} stays open")
    return before + "; ".join(parts) if parts else ""


def _some(entries: tuple[str, ...]) -> str:
    return entries[0] if len(entries) == 1 else f"{entries[0]} and {len(entries) - 1} more"


def _own_id() -> int:
    if sys.platform == "win32":
        return WINDOWS_USER
    return os.getuid()
