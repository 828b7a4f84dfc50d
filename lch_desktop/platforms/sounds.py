"""One soft sound, made by arithmetic and played by whatever the system has. Silence is no failure.

The sound is two tones a fifth apart that swell and fade, quieter than speech; nothing of it is anybody's recording.
"""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

FILE = "soft-sound.wav"
RATE_HZ = 22_050
LENGTH_S = 1.1
LOUDEST = 0.16  # of full scale
PLAYING_S = 5.0  # a player that takes longer is stopped
_TONES = ((392.0, 0.0, 1.0), (587.33, 0.18, 0.7))  # Hz, begins after so many seconds, share of the loudness
_SWELL_S, _FADE_S = 0.06, 0.28
# The first that is there plays it. paplay is also what PipeWire's PulseAudio part answers.
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))

PlaySound = Callable[[], None]


def soft_tone() -> bytes:
    """The sound as a WAV file: one channel, 16 bits. Some 50 KB."""
    import io
    import wave

    samples = array("h", (round(_level(n / RATE_HZ) * 32_767) for n in range(round(LENGTH_S * RATE_HZ))))
    if sys.byteorder == "big":
        samples.byteswap()
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return made.getvalue()


def _level(at_s: float) -> float:
    """The air's pressure at `at_s`, -1..1: each tone swells in `_SWELL_S` and halves about every 0.2 s."""
    total = 0.0
    for pitch_hz, from_s, share in _TONES:
        passed = at_s - from_s
        if passed > 0:
            swell = min(1.0, passed / _SWELL_S)
            total += share * swell * math.exp(-passed / _FADE_S) * math.sin(2 * math.pi * pitch_hz * passed)
    end = min(1.0, (LENGTH_S - at_s) / _SWELL_S)  # no click at the end
    return LOUDEST * total * end


class SoftSound:
    """Plays the soft sound, unless the rep is in a call or has switched sounds off.

    `is_on` is asked on the caller's thread, `busy` on a worker, which also plays: it may take its time.
    """

    def __init__(self, play: PlaySound, is_on: Callable[[], bool], busy: Callable[[], str]) -> None:
        self._play, self._is_on, self._busy = play, is_on, busy
        self._playing = threading.Lock()

    def __call__(self) -> None:
        """Play it, once at a time. Returns at once."""
        if self._is_on() and self._playing.acquire(blocking=False):
            threading.Thread(target=self._work, name="sound", daemon=True).start()

    def _work(self) -> None:
        try:
            with suppress(OSError, RuntimeError, subprocess.SubprocessError):  # no player, no sound card: silence
                if not self._busy():
                    self._play()
        finally:
            self._playing.release()


def make_player(folder: Path, environment: Mapping[str, str], platform: str = sys.platform) -> PlaySound:
    """What plays the soft sound here and returns when it is over: for a worker. Its file is kept in `folder`, ours."""

    def play() -> None:
        file = sound_file(folder)
        if platform == "win32":
            _play_on_windows(file)
            return
        commands = (("afplay",),) if platform == "darwin" else _PLAYERS
        _play_by((*commands,), file, environment)

    return play


def sound_file(folder: Path) -> Path:
    """The sound's file in `folder`, made where it is missing. Raises OSError."""
    file = folder / FILE
    if not file.exists():
        part = file.with_suffix(".part")
        part.write_bytes(soft_tone())
        part.replace(file)  # never half a file under that name
    return file


def _play_by(commands: tuple[tuple[str, ...], ...], file: Path, environment: Mapping[str, str]) -> None:
    """By the first command that ends well."""
    for command in commands:
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                [*command, str(file)],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PLAYING_S,
                check=True,
            )
            return


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
