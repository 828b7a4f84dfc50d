"""What the ways to be quiet share: their port, and a program of the desktop that is asked with a limit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found

ANSWER_S = 3.0  # what does not answer in this time is taken for dead


class Way(Protocol):
    """How one kind of desktop holds notices back. Every failure is a ShieldError."""

    @property
    def name(self) -> str:
        """Its name in the journal."""
        ...

    @property
    def limits(self) -> str:
        """What it cannot do, in one sentence."""
        ...

    def check(self) -> None:
        """Return where it can be had here; raise what stands in the way. Changes nothing."""
        ...

    def find(self) -> Found:
        """What is set now, as much as `lower` needs. Changes nothing."""
        ...

    def raise_until(self, until: datetime) -> None:
        """Hold notices back."""
        ...

    def lower(self, found: Found) -> None:
        """Put back what was found; with nothing found (the journal was lost), what the desktop starts with."""
        ...

    def holds(self) -> bool:
        """Whether the desktop itself says that notices are held back now."""
        ...

    def held_back(self) -> int | None:
        """How many notices wait now; None where the desktop does not say."""
        ...


class Tool:
    """A command of the desktop, run in `environment`, with the bus that belongs to it."""

    def __init__(self, program: str, environment: Mapping[str, str]) -> None:
        self._program = program
        # The answers are compared, so they have to come in one language.
        self._environment = {**environment, "LC_ALL": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": bus_address(environment)}

    def ask(self, *arguments: str) -> tuple[bool, str]:
        """Whether it ended well, and what it answered or complained of. Raises ShieldError for one that is missing
        or silent.
        """
        try:
            done = subprocess.run(
                [self._program, *arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=ANSWER_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ShieldError("quiet-silent", who=self._program) from error
        except OSError as error:
            raise ShieldError("quiet-no-tool", tool=self._program) from error
        well = done.returncode == 0
        return well, (done.stdout if well else done.stderr).decode("utf-8", "replace").strip()


def bus_address(environment: Mapping[str, str]) -> str:
    """Where this user's session bus listens; raises ShieldError where there is none.

    A login over ssh, or a timer, may not have the variable; the socket of systemd's user bus is at a fixed place
    (systemd's pam_systemd(8), XDG_RUNTIME_DIR).
    """
    told = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if told:
        return told
    if os.name == "posix":
        socket = Path(environment.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "bus"
        if socket.is_socket():
            return f"unix:path={socket}"
    raise ShieldError("quiet-no-bus")
