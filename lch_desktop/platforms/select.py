"""The choice of what this system offers; every choice falls back to a null object that says why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lch_desktop.domain.ports import Dialer
    from lch_desktop.services.newer_files import Folders
    from lch_desktop.services.there import LoginStart, OsStarter


def make_dialer() -> Dialer:
    """The opener of telephone addresses."""
    from lch_desktop.platforms.dialer import DesktopDialer

    return DesktopDialer()


def make_folders() -> Folders:
    """What looks into the folder of downloads."""
    from lch_desktop.platforms.folders import ThisComputersFolders

    return ThisComputersFolders()


def make_entries(data_dir: Path, zone: str) -> tuple[LoginStart, OsStarter]:
    """What starts the program with the computer, and what starts it for the minute; `zone` is the system's."""
    from lch_desktop.platforms.autostart import make_login_start
    from lch_desktop.platforms.starter import make_starter

    return make_login_start(data_dir, os.environ), make_starter(data_dir, os.environ, zone)


def system_zone() -> str:
    """The machine's IANA zone; "UTC" where it cannot be told."""
    import tzlocal

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except (LookupError, OSError, ValueError):
        return "UTC"


def system_zone_now() -> str:
    """As `system_zone`, read anew: the computer may have moved since the program started."""
    import tzlocal

    try:
        tzlocal.reload_localzone()
    except (LookupError, OSError, ValueError):
        return "UTC"
    return system_zone()


def full_name() -> str:
    """The user's full name as the system has it; "" where it has none, or only the login name again."""
    try:
        import pwd
    except ImportError:  # Windows has no such file, and its name needs a call we do not make yet
        return ""
    try:
        user = pwd.getpwuid(os.getuid())
    except KeyError:
        return ""
    name = user.pw_gecos.split(",")[0].strip()
    return "" if name.lower() in ("", user.pw_name.lower()) else name
