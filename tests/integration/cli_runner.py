"""Runs `lch` inside the test, as a script would see it: exit code, stdout, stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
NOW = "2026-11-23T10:30:00-06:00"  # a Monday; every zone of the mainland United States may be called
CHICAGO = "America/Chicago"
THREE_LEADS = (
    "Name,Company,Phone,Email,State,Lead Status\n"
    "Dana Ruiz,Acme,(512) 555-0143,dana@example.com,TX,New\n"
    "Kim Boone,Borealis,212-555-0132,,NY,New\n"
    "Jun Okafor,,,jun@example.com,CA,New\n"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one call of `lch` said."""

    code: int
    out: str
    err: str


class Lch:
    """`lch` on one data folder, at one instant."""

    def __init__(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._capsys = capsys

    def run(self, *words: object, now: str = NOW, zone: str = CHICAGO) -> Said:
        """Run and return all that was said."""
        code = main(["--data-dir", str(self.data_dir), "--now", now, "--zone", zone, *map(str, words)])
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def text(self, *words: object) -> str:
        """What stdout holds; the call must succeed and keep stderr empty."""
        said = self.run(*words)
        assert (said.code, said.err) == (0, "")
        return said.out

    def json(self, *words: object, **settled: str) -> Any:
        """The JSON, which must be all that is said."""
        said = self.run(*words, "--json", **settled)
        assert (said.code, said.err) == (0, "")
        return json.loads(said.out)

    def fails(self, *words: object, code: int = 1, **settled: str) -> str:
        """The one sentence of a failure; stdout stays empty."""
        said = self.run(*words, **settled)
        assert (said.code, said.out) == (code, "")
        return one_sentence(said.err)

    def brings_in(self, folder: Path, text: str = THREE_LEADS) -> Any:
        """Import `text` as a file."""
        return self.json("import", a_file(folder, text))


def a_file(folder: Path, text: str, name: str = "leads.csv") -> Path:
    """A file with `text` in `folder`."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def one_sentence(err: str) -> str:
    """`err` without its line end, if it is one line and one sentence."""
    assert err.endswith(".\n"), err
    assert err.count("\n") == 1, err
    return err.strip()


def sample(name: str) -> Path:
    """A sample file that lies beside the checkout; without it the test is skipped, in words."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"the folder with the sample files (../shared/samples) is not beside this checkout: {name}")
    return path


def in_a_process(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """`python -m lch_desktop` with `words`, as a program of its own."""
    command = [sys.executable, "-m", "lch_desktop", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False, **options)
