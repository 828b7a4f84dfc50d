"""One call of `lch`: the global options settled, and the services opened on them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.cli.parser import UsageError
from lch_desktop.domain.clock import Clock, StartedAtClock, SystemClock
from lch_desktop.domain.errors import InputError, LchError, StoreError
from lch_desktop.messages import sentence

if TYPE_CHECKING:  # `lch --help` does without every service
    from lch_desktop.services.backups import Backups
    from lch_desktop.services.bundle import Services

FOLDER = "lead-conversion-hour"
WRITING = frozenset({"import", "log", "undo", "schedule"})
YEARS = range(1970, 3000)  # beyond them a zone's rules or a date's arithmetic end


@dataclass(frozen=True, slots=True)
class Invocation:
    """What the command has to go by. `zone` is "" where the system's is meant."""

    command: str
    given: argparse.Namespace
    data_dir: Path
    clock: Clock
    zone: str
    as_json: bool

    @classmethod
    def of(cls, given: argparse.Namespace) -> Invocation:
        """Settle the global options: the argument, else the variable, else the default. Raises UsageError."""
        return cls(
            command=given.command,
            given=given,
            data_dir=_data_dir(_option(given, "data_dir")),
            clock=_clock(_option(given, "now")),
            zone=_zone(_option(given, "zone")),
            as_json=getattr(given, "json", False),
        )

    @contextmanager
    def services(self) -> Iterator[Services]:
        """Every use case on the data folder, which is made if it is missing.

        A command that writes makes the day's backup if it is due, and brings the calendar file up to date. Raises
        StoreError; for a damaged database one that names the newest good backup.
        """
        from lch_desktop.app import build_services

        _look_at(self.data_dir)
        try:
            services = build_services(self.data_dir, self.clock, self.zone)
            try:
                yield services
                if self.command in WRITING:
                    with suppress(LchError):  # what was asked for is done; the doctor tells of missing backups
                        services.backups.daily()
                    with suppress(LchError):  # the window tells of a calendar that cannot be written
                        services.calendar.keep_up()
            finally:
                services.store.close()
        except StoreError as error:
            raise self.advised(error) from error

    def backups(self) -> Backups:
        """The backups alone, which need no database that can be opened."""
        from lch_desktop.app import build_backups

        _look_at(self.data_dir)
        return build_backups(self.data_dir, self.clock, self.zone)

    def local_now(self) -> datetime:
        """The instant on the clock of this computer, or of `--zone`."""
        from lch_desktop.domain.zones import zone_info
        from lch_desktop.platforms.select import system_zone

        return self.clock.now().astimezone(zone_info(self.zone or system_zone()))

    @contextmanager
    def no_window(self) -> Iterator[bool]:
        """Whether no window is open on the data folder, which is made if need be; none can open meanwhile."""
        from lch_desktop.app import DATABASE
        from lch_desktop.platforms.window_socket import WindowLock
        from lch_desktop.store.connection import make_private

        make_private(self.data_dir / DATABASE)
        lock = WindowLock(self.data_dir)
        try:
            yield lock.take()
        finally:
            lock.release()

    def advised(self, error: StoreError) -> StoreError:
        """`error`; for a damaged database with the way out of it, where there is one."""
        if error.code != "database-corrupt":
            return error
        good = self.backups().newest_good()
        if good is None:
            return error
        from lch_desktop.words import Style, content_words, moment_words

        now = self.local_now()
        when = moment_words(good.backup.at.astimezone(now.tzinfo), now.date(), Style())
        what = f"{when}, {content_words(good.content)}"
        return StoreError("database-damaged", path=error.values["path"], file=good.backup.name, what=what)

    def tell_window(self, message: str = "changed") -> None:
        """Let an open window know that something was written. Never fails."""
        from lch_desktop.platforms.window_socket import tell_window

        tell_window(self.data_dir, message)


def instant(text: str) -> datetime:
    """An ISO 8601 instant with an offset, as aware UTC; raises InputError "bad-instant"."""
    try:
        found = datetime.fromisoformat(text.strip())
        if found.tzinfo is not None and found.year in YEARS:
            return found.astimezone(UTC)
    except ValueError:
        pass
    raise InputError("bad-instant", text=text)


def print_json(value: object) -> None:
    """`value` as JSON on stdout: UTF-8 where stdout is, else plain ASCII, which every reader takes."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_utf8, indent=2, allow_nan=False))


def _option(given: argparse.Namespace, name: str) -> str | None:
    """The option as it was given, else its variable; None for neither, or an empty variable."""
    said: str | None = getattr(given, name, None)
    return said if said is not None else os.environ.get(f"LCH_{name.upper()}") or None


def _data_dir(said: str | None) -> Path:
    if said is None:
        from platformdirs import user_data_path

        return user_data_path(FOLDER, appauthor=False)
    if not said.strip():
        raise UsageError("--data-dir needs the name of a folder.")
    try:
        return Path(said).expanduser().absolute()
    except RuntimeError as error:  # "~somebody" who has no home here
        raise UsageError(f"There is no home folder behind {said}; give --data-dir the whole path.") from error


def _look_at(folder: Path) -> None:
    """Raise StoreError for a name that no folder can have, or one behind a door that is shut to us."""
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return  # is made, or named for what it is, when the store opens
    except OSError as error:
        raise StoreError("folder-missing", path=str(folder)) from error


def _clock(said: str | None) -> Clock:
    if said is None:
        return SystemClock()
    try:
        return StartedAtClock(instant(said))
    except InputError as error:
        raise UsageError(sentence(error)) from error


def _zone(said: str | None) -> str:
    if said is None:
        return ""
    from lch_desktop.domain.zones import zone_info

    try:
        zone_info(said)
    except InputError as error:
        raise UsageError(sentence(error)) from error
    return said
