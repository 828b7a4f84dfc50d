"""Camera and microphone on macOS, which tells without rights whether anybody uses a device. Written from Apple's
headers (CoreAudio/AudioHardware.h, CoreMediaIO/CMIOHardware.h) and not run yet.
"""

from __future__ import annotations

import ctypes
from ctypes import byref, c_uint32, sizeof
from typing import Any

_SYSTEM_OBJECT = 1
_MOST_DEVICES = 64
_AUDIO = "/System/Library/Frameworks/CoreAudio.framework/CoreAudio"
_VIDEO = "/System/Library/Frameworks/CoreMediaIO.framework/CoreMediaIO"


class _Address(ctypes.Structure):  # AudioObjectPropertyAddress, and the same for CoreMediaIO
    _fields_ = (("selector", c_uint32), ("scope", c_uint32), ("element", c_uint32))


def _code(letters: str) -> int:
    """A property's four letters as the number that they stand for."""
    return int.from_bytes(letters.encode("ascii"), "big")


def look() -> str:
    """What is in use, the camera first; "" for nothing."""
    return "camera" if _camera_runs() else "microphone" if _microphone_runs() else ""


def _microphone_runs() -> bool:
    library = ctypes.CDLL(_AUDIO)
    device, size = c_uint32(0), c_uint32(sizeof(c_uint32))
    default = _Address(_code("dIn "), _code("glob"), 0)
    get = library.AudioObjectGetPropertyData
    if get(c_uint32(_SYSTEM_OBJECT), byref(default), c_uint32(0), None, byref(size), byref(device)):
        return False
    runs, size = c_uint32(0), c_uint32(sizeof(c_uint32))
    somewhere = _Address(_code("gone"), _code("glob"), 0)
    return not get(device, byref(somewhere), c_uint32(0), None, byref(size), byref(runs)) and bool(runs.value)


def _camera_runs() -> bool:
    library: Any = ctypes.CDLL(_VIDEO)
    get = library.CMIOObjectGetPropertyData
    cameras, used = (c_uint32 * _MOST_DEVICES)(), c_uint32(0)
    every = _Address(_code("dev#"), _code("glob"), 0)
    room = c_uint32(sizeof(cameras))
    if get(c_uint32(_SYSTEM_OBJECT), byref(every), c_uint32(0), None, room, byref(used), byref(cameras)):
        return False
    somewhere, one = _Address(_code("gone"), _code("glob"), 0), c_uint32(sizeof(c_uint32))
    for camera in cameras[: used.value // sizeof(c_uint32)]:
        runs = c_uint32(0)
        failed = get(c_uint32(camera), byref(somewhere), c_uint32(0), None, one, byref(used), byref(runs))
        if not failed and runs.value:
            return True
    return False
