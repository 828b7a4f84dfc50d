"""Whether the rep is in a call or presenting, as far as this system tells."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.platforms.presence import WatchedPresence, make_presence
from tests.shield.bus_kit import program_named

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc and PipeWire are Linux's")

AT_ONCE_S = 0.25  # on a computer with other things to do


def node(media_class: str, state: str = "running", **props: object) -> dict[str, Any]:
    told = {"media.class": media_class, "node.name": "Softphone", **props}
    return {"id": 41, "type": "PipeWire:Interface:Node", "info": {"state": state, "props": told}}


NODES: list[tuple[list[dict[str, Any]], str]] = [
    ([], ""),
    ([node("Stream/Input/Audio")], "microphone"),
    ([node("Stream/Input/Audio", "idle")], ""),
    ([node("Stream/Input/Audio", **{"stream.monitor": True})], ""),  # a loudness meter
    ([node("Stream/Input/Audio", **{"stream.capture.sink": "true"})], ""),  # records the speakers
    ([node("Stream/Output/Audio")], ""),  # music
    ([node("Audio/Source")], ""),  # the microphone itself, held open for nobody
    ([node("Video/Source")], "camera"),
    ([node("Video/Source", "suspended")], ""),
    ([node("Video/Source", **{"node.name": "xdpw-stream"})], "presenting"),
    ([node("Stream/Output/Video", **{"node.name": "gnome-shell"})], "presenting"),
    ([node("Stream/Output/Video", **{"node.name": "kwin_wayland"}), node("Stream/Input/Audio")], "microphone"),
    ([node("Stream/Input/Audio"), node("Video/Source")], "camera"),
    ([{"type": "PipeWire:Interface:Node"}, {"type": "PipeWire:Interface:Client", "info": None}], ""),
]
OUTPUTS: list[tuple[list[dict[str, Any]], str]] = [
    ([], ""),
    ([{"index": 3, "corked": False, "resample_method": "copy"}], "microphone"),
    ([{"index": 3, "corked": True, "resample_method": "copy"}], ""),
    ([{"index": 3, "corked": False, "resample_method": "peaks"}], ""),  # a loudness meter
]


def looked(folder: Path, name: str, script: str) -> str:
    from lch_desktop.platforms.presence_linux import look

    return look({"PATH": program_named(folder / "bin", name, script)})


@pytest.mark.parametrize(("nodes", "found"), NODES)
def test_what_pipewire_tells(tmp_path: Path, nodes: list[dict[str, Any]], found: str) -> None:
    assert looked(tmp_path, "pw-dump", f"cat <<'END'\n{json.dumps(nodes)}\nEND") == found


@pytest.mark.parametrize(("outputs", "found"), OUTPUTS)
def test_what_pulseaudio_tells_where_there_is_no_pipewire(
    tmp_path: Path, outputs: list[dict[str, Any]], found: str
) -> None:
    program_named(tmp_path / "bin", "pw-dump", "exit 1")
    assert looked(tmp_path, "pactl", f"cat <<'END'\n{json.dumps(outputs)}\nEND") == found


@pytest.mark.parametrize("said", ["", "[", '{"a": 1}', "[1, null]"])
def test_an_answer_that_is_none_is_no_call(tmp_path: Path, said: str) -> None:
    assert looked(tmp_path, "pw-dump", f"echo '{said}'") == ""


@pytest.mark.parametrize(
    ("program", "device", "found"),
    [
        ("zoom", "/dev/snd/pcmC0D0c", {"microphone"}),
        ("zoom", "/dev/snd/pcmC0D0p", set()),  # plays
        ("cheese", "/dev/video0", {"camera"}),
        ("pipewire", "/dev/snd/pcmC0D0c", set()),
        ("wireplumber", "/dev/video0", set()),
        ("vim", "/dev/null", set()),
    ],
)
def test_a_device_that_a_program_has_opened_itself(tmp_path: Path, program: str, device: str, found: set[str]) -> None:
    from lch_desktop.platforms.presence_linux import held_devices

    files = tmp_path / "4242" / "fd"
    files.mkdir(parents=True)
    (files / "7").symlink_to(device)
    (tmp_path / "4242" / "comm").write_text(f"{program}\n", encoding="utf-8")
    (tmp_path / "99").mkdir()  # ended: without files
    (tmp_path / "self").mkdir()
    assert held_devices(tmp_path) == found


def test_the_real_one_answers_in_time() -> None:
    presence = make_presence({"PATH": os.environ["PATH"]})
    begun = time.monotonic()
    presence.refresh()
    assert time.monotonic() - begun < AT_ONCE_S
    begun = time.monotonic()
    assert presence.busy() in ("", "camera", "microphone", "presenting")
    assert time.monotonic() - begun < AT_ONCE_S


def test_a_system_that_hangs_holds_nobody_up_and_is_asked_once() -> None:
    let_go, looks = threading.Event(), []

    def look() -> str:
        looks.append(1)
        let_go.wait(10)
        return "camera"

    presence = WatchedPresence(look)
    begun = time.monotonic()
    assert presence.busy() == ""  # nothing known yet
    assert time.monotonic() - begun < AT_ONCE_S
    presence.refresh()
    assert len(looks) == 1
    heard: queue.SimpleQueue[str] = queue.SimpleQueue()
    worker = threading.Thread(target=lambda: heard.put(presence.busy()), daemon=True)
    worker.start()  # waits until it is known
    let_go.set()
    assert heard.get(timeout=10) == "camera"
    assert presence.busy() == "camera"
    assert len(looks) == 1


def test_a_look_that_fails_says_nothing() -> None:
    def look() -> str:
        raise OSError("no such thing")

    assert WatchedPresence(look).busy() == ""


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_is_known_here(platform: str) -> None:
    assert make_presence({}, platform).busy() == ""
