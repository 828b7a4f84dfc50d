"""The doctor: does this computer have what the program needs? Each answer with what to do about it.

Only what the program uses now is looked at. Looking changes nothing, but for one test notice, which is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from lch_desktop.services.notice_words import advice, way_words
from lch_desktop.services.there import Entry, Found

if TYPE_CHECKING:
    from lch_desktop.domain.notices import Delivery
    from lch_desktop.services.there import Presence

LEAST_FREE_BYTES = 200_000_000  # room for the database, its log, and a copy before an upgrade
OLDEST_DAYS = 7  # of work that is not backed up; an idle week is another matter


@dataclass(frozen=True, slots=True)
class Check:
    """One answer. `fix` is "" where nothing is wrong."""

    check: str
    ok: bool
    detail: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder is like. `private`: no other user of this computer can read it."""

    path: str
    exists: bool
    is_folder: bool = True
    writable: bool = True
    private: bool = True
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """How the backups stand. `newest` says in words when it was made and what it holds."""

    count: int
    size: int  # bytes, of all
    newest: str
    age_days: int
    whole: bool  # the newest


@dataclass(frozen=True, slots=True)
class NoticeTest:
    """What became of a test notice, and of the last ones before it: in words, the newest first."""

    delivery: Delivery
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThereFacts:
    """Who sees to it that the program is there in the morning. `next_hour`: a phrase, "" where nobody can tell."""

    found: Presence
    login_wanted: bool
    starter_wanted: bool
    next_hour: str


class System(Protocol):
    """What has to be asked of the computer (`lch_desktop.platforms.checks`)."""

    def display(self) -> str:
        """What windows open on, "" for nothing."""
        ...

    def data_folder(self) -> Folder: ...

    def backups(self) -> Folder: ...

    def free_bytes(self) -> int:
        """Free space where the data folder is, or will be."""
        ...

    def missing_libraries(self) -> tuple[str, ...]:
        """Packages of the system that the window needs and that are not there."""
        ...


class Doctor:
    """Asks everything once, and puts it into words.

    `integrity` returns "ok", "" where there is no database yet, or what is wrong with it; `backups` returns None
    where there are none; `leftovers` names what an hour that is past has left up, None where nobody can tell; `there`
    tells what starts the program; `notices` sends a test notice.
    """

    def __init__(
        self,
        system: System,
        integrity: Callable[[], str],
        backups: Callable[[], BackupFacts | None],
        leftovers: Callable[[], Sequence[str] | None],
        there: Callable[[], ThereFacts],
        notices: Callable[[], NoticeTest],
    ) -> None:
        self._system = system
        self._integrity = integrity
        self._ask_backups = backups
        self._leftovers = leftovers
        self._ask_there = there
        self._send_notice = notices

    def checks(self) -> list[Check]:
        """Every check, in the order in which one would mend things."""
        return [
            self._display(),
            self._libraries(),
            self._data_folder(),
            self._disk_space(),
            self._database(),
            self._backups(),
            self._notifications(),
            *self._there(),
            self._shield(),
        ]

    def _display(self) -> Check:
        found = self._system.display()
        if found:
            return Check("display", True, found)
        fix = "Start it from the desktop, or set DISPLAY or WAYLAND_DISPLAY; the command line works without."
        return Check("display", False, "no display to open a window on", fix)

    def _libraries(self) -> Check:
        missing = self._system.missing_libraries()
        if not missing:
            return Check("system libraries", True, "all there")
        listed = " ".join(missing)
        fix = f"Install them from your system's packages; on Debian and Ubuntu: sudo apt install {listed}"
        return Check("system libraries", False, f"missing: {listed}", fix)

    def _data_folder(self) -> Check:
        folder = self._system.data_folder()
        elsewhere = "or choose another place with --data-dir."
        if not folder.is_folder:
            return Check("data folder", False, f"{folder.path} is a file", f"Move it aside, {elsewhere}")
        if not folder.writable:
            detail = f"{folder.path} cannot be written to"
            return Check("data folder", False, detail, f"Give yourself the right to write there, {elsewhere}")
        if not folder.private:
            fix = "Start the program once, it takes the rights of others away; or take them away yourself (chmod 700)."
            return Check("data folder", False, f"{folder.path} can be read by other users", fix)
        if not folder.exists:
            return Check("data folder", True, f"{folder.path} is made at the first start")
        return Check("data folder", True, f"{folder.path} is yours alone")

    def _disk_space(self) -> Check:
        free = self._system.free_bytes()
        detail = f"{free / 1e9:.1f} GB free"
        if free >= LEAST_FREE_BYTES:
            return Check("disk space", True, detail)
        fix = f"Free some space on this disk: at least {LEAST_FREE_BYTES / 1e9:.1f} GB are wanted."
        return Check("disk space", False, detail, fix)

    def _database(self) -> Check:
        found = self._integrity()
        if found in ("", "ok"):
            return Check("database integrity", True, "sound" if found else "no database yet")
        fix = "Bring a backup back with lch restore, or move it aside; nothing was changed."
        return Check("database integrity", False, found, fix)

    def _notifications(self) -> Check:
        facts = self._send_notice()
        detail = f"a test notice was {way_words(facts.delivery)}"
        if facts.earlier:
            detail += f"; before that: {'; '.join(facts.earlier)}"
        fix = advice(facts.delivery)
        return Check("notifications", not fix, detail, fix)

    def _there(self) -> tuple[Check, Check]:
        facts = self._ask_there()
        coming = f"; {facts.next_hour}" if facts.next_hour else ""
        login = _entry_check("autostart", facts.found.login, facts.login_wanted, "starts with the computer")
        starter = _entry_check(
            "scheduler",
            facts.found.starter,
            facts.starter_wanted,
            "is started by the system ten minutes before each hour",
        )
        return login, replace(starter, detail=f"{starter.detail}{coming}")

    def _shield(self) -> Check:
        left, fix = self._leftovers(), "Run lch shield restore: it takes everything down."
        if left is None:
            return Check("shield leftovers", False, "the shield's journal cannot be read", fix)
        if left:
            return Check("shield leftovers", False, f"still up from an hour that is past: {', '.join(left)}", fix)
        return Check("shield leftovers", True, "none")

    def _backups(self) -> Check:
        folder = self._system.backups()
        if not folder.is_folder:
            return Check("backups", False, f"{folder.path} is a file", "Move it aside: copies are kept there.")
        if not folder.writable:
            fix = "Give yourself the right to write there: a copy is made each day."
            return Check("backups", False, f"{folder.path} cannot be written to", fix)
        facts = self._ask_backups()
        if facts is None:
            return Check("backups", True, "none yet: one is made on each day that there is something to lose")
        count = "1 backup" if facts.count == 1 else f"{facts.count} backups"
        detail = f"{count} in {folder.path}, {facts.size / 1e6:.1f} MB in all, the newest: {facts.newest}"
        again = "Run lch backup, and read what it says."
        if not facts.whole:
            return Check("backups", False, f"{detail}, which is damaged", again)
        if facts.age_days > OLDEST_DAYS:
            return Check("backups", False, f"{detail}, {facts.age_days} days ago", again)
        return Check("backups", True, detail)


def _entry_check(check: str, entry: Entry, wanted: bool, does: str) -> Check:
    """How one entry with the system stands; the settings say whether it is wanted."""
    again = "Switch it on again in the settings, under There in the morning."
    if entry.why_not:
        return Check(check, not wanted, f"not possible here: {entry.why_not.rstrip('.')}", again if wanted else "")
    if entry.found is Found.HERE:
        if wanted:
            return Check(check, True, f"the program {does}")
        off = "Switch it on and off again in the settings, under There in the morning."
        return Check(check, False, f"the program {does}, which the settings do not want", off)
    if entry.found is Found.ELSEWHERE:
        detail = f"the entry starts another copy: {entry.command}"
        return Check(check, not wanted, detail, again if wanted else "")
    if not wanted:
        return Check(check, True, "off")
    gone = "switched off in the system's own settings" if entry.found is Found.OFF else "the entry is gone"
    return Check(check, False, gone, again)
