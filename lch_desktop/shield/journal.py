"""What may be up, as one small JSON file beside the database, which may be gone or broken."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Raised

NAME = "shield.json"
_VERSION = 1


class FileJournal:
    """The Journal port on the file `path`. The guard reads the same file (see `guard_process`)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> tuple[Raised, ...]:
        """See the port."""
        try:
            return _read(self._path)
        except ValueError:
            return ()

    @property
    def damaged(self) -> bool:
        """See the port."""
        try:
            _read(self._path)
        except ValueError:
            return True
        return False

    def add(self, raised: Raised) -> None:
        """See the port. Raises ShieldError "journal-not-written": then nothing may be changed.

        A damaged one is not written over ("journal-damaged"): it stays the sign that everything has to come down.
        """
        if self.damaged:
            raise ShieldError("journal-damaged", path=str(self._path))
        kept = {entry.barrier: entry for entry in self.entries()}
        first = kept.get(raised.barrier)
        kept[raised.barrier] = raised if first is None else Raised(raised.barrier, first.found, raised.until)
        self._write(kept.values())

    def remove(self, barrier: str) -> None:
        """See the port."""
        left = [entry for entry in self.entries() if entry.barrier != barrier]
        if left:
            self._write(left)
        else:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                raise ShieldError("journal-not-written", path=str(self._path), why=error.strerror or "") from error

    def _write(self, entries: Iterable[Raised]) -> None:
        lines = [
            {"barrier": entry.barrier, "found": dict(entry.found), "until": entry.until.isoformat()}
            for entry in entries
        ]
        try:
            write_synced(self._path, json.dumps({"version": _VERSION, "raised": lines}, indent=1).encode())
        except OSError as error:
            raise ShieldError("journal-not-written", path=str(self._path), why=error.strerror or "") from error


def write_synced(path: Path, content: bytes) -> None:
    """Put `content` in place of `path`, private to the user, on disk when this returns. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _read(path: Path) -> tuple[Raised, ...]:
    """Raises ValueError for a file that is no journal."""
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(document, dict) or not isinstance(document.get("raised"), list):
        raise ValueError("no journal")
    return tuple(_entry(line) for line in document["raised"])


def _entry(line: Any) -> Raised:
    try:
        found = {str(name): str(value) for name, value in line["found"].items()}
        until = datetime.fromisoformat(line["until"]).astimezone(UTC)
        return Raised(str(line["barrier"]), found, until)
    except (AttributeError, KeyError, OverflowError, TypeError) as error:
        raise ValueError("no line of a journal") from error
