"""The shield's part of the composition root: which barriers there are, without a window and without a database."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.clock import SystemClock
from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Raised
from lch_desktop.services.shield import Shield
from lch_desktop.ui import resources

if TYPE_CHECKING:
    from lch_desktop.domain.block_lists import Lists
    from lch_desktop.shield.browser import BrowserBarrier
    from lch_desktop.shield.hosts import HostsBarrier
    from lch_desktop.shield.journal import FileJournal
    from lch_desktop.shield.login import AtLogin
    from lch_desktop.shield.quiet import Quiet


@dataclass(frozen=True, slots=True)
class ShieldParts:
    """The shield, and the barriers that are spoken to by themselves."""

    shield: Shield
    browser: BrowserBarrier
    quiet: Quiet
    hosts: HostsBarrier


def build_parts(data_dir: Path, windowing: str = "") -> ShieldParts:
    """Every barrier of this computer. `windowing` is Qt's platform name, "" without a window.

    Deadlines are the real clock's, whatever `--now` says: the guard, the helper and the browsers know no other.
    """
    from lch_desktop.platforms.front_window import make_close_windows
    from lch_desktop.shield.apps import AppsBarrier
    from lch_desktop.shield.browser import BrowserBarrier
    from lch_desktop.shield.guard import ProcessGuard, commands_of_python
    from lch_desktop.shield.hosts import HostsBarrier
    from lch_desktop.shield.journal import NAME, FileJournal
    from lch_desktop.shield.login import make_at_login
    from lch_desktop.shield.quiet import make_quiet

    clock = SystemClock()
    quiet, browser, hosts = make_quiet(os.environ, clock), BrowserBarrier(data_dir, clock.now), HostsBarrier()
    barriers = (
        quiet,
        browser,
        hosts,
        AppsBarrier(make_close_windows(), lambda name: lists().shown_name(name)),
    )
    restore = restore_command(data_dir)
    guard = ProcessGuard(data_dir / NAME, commands_of_python(restore), clock.now, windowing)
    journal = JournalAndLogin(FileJournal(data_dir / NAME), make_at_login(os.environ, data_dir), restore)
    return ShieldParts(Shield(barriers, journal, guard, clock.now), browser, quiet, hosts)


def build_shield(data_dir: Path) -> Shield:
    """The shield alone, as the command line and the status need it."""
    return build_parts(data_dir).shield


def restore_command(data_dir: Path) -> tuple[str, ...]:
    """What takes everything down, as a list of arguments for another process."""
    me = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "lch_desktop")
    return (*me, "--data-dir", str(data_dir.absolute()), "shield", "restore")


def lists() -> Lists:
    """The lists that ship with the program."""
    from lch_desktop.domain.block_lists import RESOURCE, parse

    return parse(resources.read_text(RESOURCE))


def change_helper(*, install: bool) -> Sequence[str]:
    """Install or remove the root helper; what is to be said about it. Raises ShieldError."""
    from lch_desktop.shield import install_helper

    if not install:
        install_helper.uninstall()
        return ("Sites are no longer blocked for the whole computer; everything of it was removed.",)
    uid, user = _installing_user()
    allow = [host for site in lists().work.sites for host in site.hosts]
    done = install_helper.install(uid, user, allow, resources.read_text)
    boot = "A start of the computer takes every block down." if done.at_boot else "There is no systemd here, so "
    after = boot if done.at_boot else f"{boot}only the deadline and the next start of the program take a block down."
    return (
        f"Installed for {user}, by {done.by}: from now on sites can be blocked for the whole computer.",
        "Switch it on in Settings, under Shield.",
        after,
    )


def _installing_user() -> tuple[int, str]:
    """Whoever called sudo. Raises ShieldError "shield-needs-user"."""
    if sys.platform == "win32":
        raise ShieldError("shield-not-here")
    import pwd

    try:
        user = pwd.getpwuid(int(os.environ.get("SUDO_UID") or os.environ.get("PKEXEC_UID") or os.getuid()))
    except (KeyError, ValueError) as error:
        raise ShieldError("shield-needs-user") from error
    return user.pw_uid, user.pw_name


def change_browsers(data_dir: Path, *, install: bool) -> Sequence[str]:
    """Tell the browsers where the program is, or take that back; what the rep does by hand. Raises ShieldError."""
    from lch_desktop.shield import install_browser

    if not install:
        build_shield(data_dir).lower()
        return install_browser.uninstall(data_dir) or ("No browser had been told.",)
    prepared = install_browser.install(data_dir, resources.root() / "browser_extension")
    return [line for one in prepared for line in (f"{one.browser.title}:", *(f"  {each}" for each in one.by_hand))]


class JournalAndLogin:
    """The Journal port on a file; as long as there is a line in it, the next login takes everything down."""

    def __init__(self, journal: FileJournal, at_login: AtLogin, restore: Sequence[str]) -> None:
        self._journal = journal
        self._at_login = at_login
        self._restore = restore

    def entries(self) -> tuple[Raised, ...]:
        """See the port."""
        return self._journal.entries()

    @property
    def damaged(self) -> bool:
        """See the port."""
        return self._journal.damaged

    def add(self, raised: Raised) -> None:
        """See the port. Without an entry at login the guard and the next start are left, which is no reason to stop."""
        with suppress(ShieldError):
            self._at_login.put(self._restore)
        try:
            self._journal.add(raised)
        except ShieldError:
            self._forget_login()  # nothing will be changed, so nothing is to be put back
            raise

    def remove(self, barrier: str) -> None:
        """See the port."""
        self._journal.remove(barrier)
        self._forget_login()

    def _forget_login(self) -> None:
        """Where nothing is up. A damaged journal names nothing, and anything may be up."""
        if not self._journal.damaged and not self._journal.entries():
            with suppress(ShieldError):
                self._at_login.remove()
