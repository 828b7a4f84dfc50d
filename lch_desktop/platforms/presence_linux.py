"""Camera, microphone and screen-cast on Linux. Blocks, for some 30 ms: for a worker.

PipeWire tells everything (`pw-dump`); where it is not running PulseAudio tells who records (`pactl`). Programs that
open a device themselves, without a server, are seen in /proc. Devices that a sound server holds open say nothing:
it keeps some open for nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

ANSWER_S = 2.0
PROC = Path("/proc")
CAMERA, MICROPHONE, PRESENTING = "camera", "microphone", "presenting"
_SERVERS = frozenset({"pipewire", "pipewire-pulse", "pipewire-media-", "wireplumber", "pulseaudio"})
# Who gives the screen to others, by the name of the node it makes for a screen-cast.
_SCREEN_GIVERS = ("gnome-shell", "mutter", "kwin", "xdg-desktop-portal", "xdpw", "sway", "hyprland")
Node = dict[str, Any]


def look(environment: Mapping[str, str]) -> str:
    """What is in use, the camera first; "" for nothing."""
    found = held_devices()
    dump = _json_of(["pw-dump"], environment)
    if dump is not None:
        found |= used_nodes(dump)
    else:
        recording = _json_of(["pactl", "-f", "json", "list", "source-outputs"], environment)
        if recording is not None and is_recorded(recording):
            found.add(MICROPHONE)
    return next((kind for kind in (CAMERA, MICROPHONE, PRESENTING) if kind in found), "")


def held_devices(proc: Path = PROC) -> set[str]:
    """Which capture devices programs of this user have open, sound servers left out."""
    found: set[str] = set()
    for process in _own_processes(proc):
        for target in _open_files(process):
            if target.startswith("/dev/video"):
                found |= {CAMERA} if not _is_server(process) else set()
            elif target.startswith("/dev/snd/pcm") and target.endswith("c"):
                found |= {MICROPHONE} if not _is_server(process) else set()
    return found


def used_nodes(dump: list[Node]) -> set[str]:
    """What PipeWire's objects tell. A node counts while it runs; what records the speakers is no microphone."""
    found: set[str] = set()
    for each in dump:
        if not str(each.get("type", "")).endswith(":Node"):
            continue
        info = each.get("info") or {}
        told = info.get("props") or {}
        if info.get("state") == "running":
            found |= _used(told)
    return found


def _used(told: Mapping[str, Any]) -> set[str]:
    kind = str(told.get("media.class", ""))
    names = f"{told.get('node.name', '')} {told.get('application.name', '')}".lower()
    gives_screen = any(giver in names for giver in _SCREEN_GIVERS)
    if "Video" in kind and gives_screen:
        return {PRESENTING}
    if kind == "Video/Source":
        return {CAMERA}
    if kind == "Stream/Input/Audio" and not _is_monitor(told):
        return {MICROPHONE}
    return set()


def _is_monitor(told: Mapping[str, Any]) -> bool:
    """Whether it only shows how loud it is, or records what the speakers play."""
    return any(str(told.get(name, "")).lower() == "true" for name in ("stream.monitor", "stream.capture.sink"))


def is_recorded(outputs: list[Node]) -> bool:
    """Whether PulseAudio hands a source to anybody: not where it is paused, or only its loudness is shown."""
    return any(not each.get("corked") and each.get("resample_method") != "peaks" for each in outputs)


def _json_of(command: list[str], environment: Mapping[str, str]) -> list[Node] | None:
    """What `command` prints, a JSON list; None where it is not there or fails."""
    try:
        done = subprocess.run(
            command,
            env={**environment, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ANSWER_S,
            check=True,
        )
        told = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else None


def _own_processes(proc: Path) -> Iterator[Path]:
    """Processes of this user but this one; others' files cannot be seen, and are nobody's business."""
    user, own = os.getuid(), str(os.getpid())
    with os.scandir(proc) as entries:
        for entry in entries:
            if entry.name.isdigit() and entry.name != own:
                with suppress(OSError):
                    if entry.stat().st_uid == user:
                        yield Path(entry.path)


def _open_files(process: Path) -> Iterator[str]:
    with suppress(OSError), os.scandir(process / "fd") as entries:  # it may have ended
        for entry in entries:
            with suppress(OSError):
                yield str(Path(entry.path).readlink())


def _is_server(process: Path) -> bool:
    try:
        return (process / "comm").read_text(encoding="utf-8", errors="replace").strip() in _SERVERS
    except OSError:
        return True
