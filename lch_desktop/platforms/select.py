"""The choice of what this system offers; every choice falls back to a null object that says why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Dialer
    from lch_desktop.services.newer_files import Folders


def make_dialer() -> Dialer:
    """The opener of telephone addresses."""
    from lch_desktop.platforms.dialer import DesktopDialer

    return DesktopDialer()


def make_folders() -> Folders:
    """What looks into the folder of downloads."""
    from lch_desktop.platforms.folders import ThisComputersFolders

    return ThisComputersFolders()


def system_zone() -> str:
    """The machine's IANA zone; "UTC" where it cannot be told."""
    import tzlocal

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except (LookupError, OSError, ValueError):
        return "UTC"


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
