"""Camera, microphone and presenting on Windows. Written from Microsoft's documentation and not run yet.

The settings page "Privacy" keeps, for each program, when it last began and stopped to use the camera and the
microphone: a stop of 0 means now. SHQueryUserNotificationState tells of presentation mode and full-screen programs
(https://learn.microsoft.com/windows/win32/api/shellapi/ne-shellapi-query_user_notification_state).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_DEVICES = (("webcam", "camera"), ("microphone", "microphone"))
_BUSY, _FULL_SCREEN, _PRESENTATION = 2, 3, 4


def look() -> str:
    """What is in use, the camera first; "" for nothing."""
    for name, kind in _DEVICES:
        if any(stop == 0 for stop in _last_stops(f"{_STORE}\\{name}")):
            return kind
    return "presenting" if _state() in (_BUSY, _FULL_SCREEN, _PRESENTATION) else ""


def _last_stops(path: str) -> Iterator[int]:
    """When each program stopped to use it; 0 while it does. Packaged ones are listed here, others one level below."""
    if sys.platform != "win32":
        return
    import winreg

    try:
        key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, path)
    except OSError:
        return
    with key:
        for n in range(winreg.QueryInfoKey(key)[0]):
            name = winreg.EnumKey(key, n)
            below = f"{path}\\{name}"
            if name == "NonPackaged":
                yield from _last_stops(below)
                continue
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, below) as program:
                    yield int(winreg.QueryValueEx(program, "LastUsedTimeStop")[0])
            except (OSError, ValueError):  # never used
                continue


def _state() -> int:
    """QUERY_USER_NOTIFICATION_STATE, 0 where it cannot be had."""
    if sys.platform != "win32":
        return 0
    import ctypes

    state = ctypes.c_int(0)
    failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
    return 0 if failed else state.value
