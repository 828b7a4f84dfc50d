"""The soft sound: what it is made of, who plays it, and when it is not played."""

from __future__ import annotations

import io
import itertools
import sys
import threading
import wave
from array import array
from pathlib import Path

import pytest

from lch_desktop.platforms.sounds import FILE, LENGTH_S, LOUDEST, RATE_HZ, SoftSound, make_player, soft_tone, sound_file
from tests.shield.bus_kit import program_named


def test_it_is_short_soft_and_begins_and_ends_in_silence() -> None:
    with wave.open(io.BytesIO(soft_tone())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        samples = array("h", file.readframes(file.getnframes()))
    assert len(samples) == round(LENGTH_S * RATE_HZ)
    loudest = max(abs(each) for each in samples) / 32_767
    assert 0.5 * LOUDEST < loudest < 1.5 * LOUDEST  # heard, and never loud
    assert max(abs(each) for each in (*samples[:8], *samples[-8:])) < 40  # no click
    steps = [abs(one - other) for one, other in itertools.pairwise(samples)]
    assert max(steps) < 1_500


def test_its_file_is_made_once_and_stays_as_it_is(tmp_path: Path) -> None:
    file = sound_file(tmp_path)
    assert file.read_bytes() == soft_tone()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    file.write_bytes(b"the rep's own")
    assert sound_file(tmp_path).read_bytes() == b"the rep's own"


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize(
    ("platform", "there", "played_by"),
    [
        ("linux", ("pw-play", "aplay"), "pw-play"),
        ("linux", ("aplay",), "aplay"),
        ("darwin", ("afplay", "pw-play"), "afplay"),
        ("linux", (), ""),
    ],
)
def test_the_first_player_that_is_there_plays_it(
    tmp_path: Path, platform: str, there: tuple[str, ...], played_by: str
) -> None:
    bin_folder, log = tmp_path / "bin", tmp_path / "log"
    for name in there:
        program_named(bin_folder, name, f'echo {name} "$@" >> {log}')
    make_player(tmp_path, {"PATH": str(bin_folder)}, platform)()
    said = log.read_text(encoding="utf-8").split() if log.exists() else []
    assert said[:1] == ([played_by] if played_by else [])
    assert said[-1:] == ([str(tmp_path / FILE)] if played_by else [])


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_player_that_fails_leaves_it_to_the_next(tmp_path: Path) -> None:
    program_named(tmp_path / "bin", "pw-play", "exit 1")
    program_named(tmp_path / "bin", "aplay", f"touch {tmp_path}/played")
    make_player(tmp_path, {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"}, "linux")()
    assert (tmp_path / "played").exists()


@pytest.mark.parametrize(
    ("is_on", "busy", "sounds"), [(True, "", True), (False, "", False), (True, "microphone", False)]
)
def test_never_during_a_call_nor_where_sounds_are_off(is_on: bool, busy: str, sounds: bool) -> None:
    played = threading.Event()
    SoftSound(played.set, lambda: is_on, lambda: busy)()
    assert played.wait(5 if sounds else 0.2) is sounds


def test_one_at_a_time_and_silence_is_no_failure(tmp_path: Path) -> None:
    begun, let_go = threading.Semaphore(0), threading.Event()
    pause = threading.Event()

    def play() -> None:
        begun.release()
        let_go.wait(10)
        raise OSError("no sound card")

    def plays_again() -> bool:
        sound()
        return begun.acquire(timeout=0.05)

    sound = SoftSound(play, lambda: True, lambda: "")
    sound()
    assert begun.acquire(timeout=5)
    assert not plays_again()  # the first still plays
    let_go.set()
    assert any(plays_again() or pause.wait(0.01) for _ in range(100))


def test_a_folder_that_cannot_be_written_is_silence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="Not a directory"):
        make_player(blocked, {}, "linux")()
