"""The files between the app and the browsers, in the folder `browser` of the data folder.

`order.json` is what the app asks for; `seen-*.json` what each browser profile said last, its `.lock` held while that
browser runs; `ask-front` a request to come to the front. The other side is `native_host`, which keeps no module of
ours and so names the files again.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield.journal import write_synced

FOLDER = "browser"
ORDER, ASK = "order.json", "ask-front"
_VERSION = 1
_SEEN = re.compile(r"seen-([a-z]{2,20})-[0-9a-f]{8,32}\.json")


@dataclass(frozen=True, slots=True)
class Asked:
    """The order file: instants in milliseconds since 1970, as JavaScript counts. No sites: nothing is blocked."""

    id: str  # another one whenever another thing is blocked
    since_ms: int = 0
    until_ms: int = 0
    sites: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    once: tuple[str, int] | None = None  # the one address that is open for a call, and until when
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one browser profile said last."""

    browser: str  # its name in `install_browser.BROWSERS`
    runs: bool  # whether the browser holds the line open now
    order: str = ""  # the id of the order it has applied
    rules: int = 0
    holds: bool | None = None  # its own test with a blocked address; None where it has none
    access: bool = True  # whether the rep lets the extension act on sites
    error: str = ""
    since_ms: int = 0  # the hour its attempts belong to
    attempts: Mapping[str, int] = field(default_factory=dict)
    heard_s: float = 0.0  # when it spoke last, in seconds since 1970


def new_id() -> str:
    """A name for an order that no order had before."""
    return secrets.token_hex(8)


def in_ms(instant: datetime) -> int:
    """`instant` in milliseconds since 1970."""
    return int(instant.timestamp() * 1000)


def read_order(folder: Path) -> Asked | None:
    """The order that the browsers follow now; None where there is none, or none that can be read."""
    try:
        document = json.loads((folder / ORDER).read_bytes())
        once = document["once"]
        return Asked(
            id=str(document["id"]),
            since_ms=int(document["from"]),
            until_ms=int(document["until"]),
            sites=tuple(map(str, document["sites"])),
            work=tuple(map(str, document["work"])),
            once=(str(once["address"]), int(once["until"])) if once else None,
            words={str(name): str(value) for name, value in document["words"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write_order(folder: Path, asked: Asked) -> None:
    """Put `asked` in place of the order. Raises ShieldError "browser-order-not-written"."""
    document = {
        "version": _VERSION,
        "id": asked.id,
        "from": asked.since_ms,
        "until": asked.until_ms,
        "sites": asked.sites,
        "work": asked.work,
        "once": {"address": asked.once[0], "until": asked.once[1]} if asked.once else None,
        "words": dict(asked.words),
    }
    path = folder / ORDER
    try:
        write_synced(path, json.dumps(document, indent=1).encode())
        folder.chmod(0o700)
    except OSError as error:
        raise ShieldError("browser-order-not-written", path=str(path), why=error.strerror or "") from error


def read_seen(folder: Path) -> tuple[Seen, ...]:
    """What each browser profile said last, by browser; a file that cannot be read says nothing."""
    found = []
    for path in sorted(folder.glob("seen-*.json")):
        name = _SEEN.fullmatch(path.name)
        report = _report(path)
        if name is not None and report is not None:
            lock = path.with_suffix(".lock")
            seen = _seen(name[1], is_held(lock), report)
            found.append(replace(seen, heard_s=max(_changed_s(path), _changed_s(lock))))
    return tuple(found)


def take_front(folder: Path) -> bool:
    """Whether a block page asks us to come to the front; the request is taken away."""
    try:
        (folder / ASK).unlink()
    except OSError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Whether a running process holds the lock file `path`: the system gives it up with the process."""
    try:
        with path.open("rb+") as handle:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _changed_s(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _report(path: Path) -> dict[str, Any] | None:
    try:
        report = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return report if isinstance(report, dict) else None


def _seen(browser: str, runs: bool, report: dict[str, Any]) -> Seen:
    attempts = report.get("attempts")
    hour = attempts if isinstance(attempts, dict) else {}
    sites = hour.get("sites")
    probe = report.get("probe")
    return Seen(
        browser=browser,
        runs=runs,
        order=str(report.get("order", "")),
        rules=_whole(report.get("rules")),
        holds=probe if isinstance(probe, bool) else None,
        access=report.get("access") is not False,
        error=str(report.get("error") or ""),
        since_ms=_whole(hour.get("hour")),
        attempts={str(site): _whole(count) for site, count in sites.items()} if isinstance(sites, dict) else {},
    )


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) and abs(value) < 2**53 else 0
