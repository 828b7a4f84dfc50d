"""The choice of what this system offers; every choice falls back to a null object that says why."""

from __future__ import annotations

from lch_desktop.domain.ports import Dialer


def make_dialer() -> Dialer:
    """The opener of telephone addresses."""
    from lch_desktop.platforms.dialer import DesktopDialer

    return DesktopDialer()


def system_zone() -> str:
    """The machine's IANA zone; "UTC" where it cannot be told."""
    import tzlocal

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except (LookupError, OSError, ValueError):
        return "UTC"
