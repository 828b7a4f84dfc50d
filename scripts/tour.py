"""Walk through the app and save a picture of every screen.

Usage: python scripts/tour.py [--size WxH] [--theme dark|light] [--text-size PERCENT] [--out DIR] [--all]
       python scripts/tour.py --pictures      makes those of the README anew (docs/pictures)

The real window is driven by real key presses on a private display with a clock of its own, so the same
code gives the same pictures on every machine with the same fonts. Exit code 1 if a picture is missing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tour_display import Size, drawn_in_memory, private_display, why_no_display
from tour_pictures import write_pictures
from tour_screens import SCREENS, file_names

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = ROOT / "build" / "tour"
README_PICTURES = ROOT / "docs" / "pictures"
THEMES = ("dark", "light")
SIZES: dict[str, Size] = {"1280x720": (1280, 720), "1920x1080": (1920, 1080), "2560x1440": (2560, 1440)}
SHELL_SIZE: Size = (1440, 900)  # of the pages with the sidebar, unless --size says otherwise
README_SIZE: Size = (1280, 800)
LIMIT_S = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One walk through the app: the screen of the hour, the window of the other pages, and the look."""

    screen: Size
    pages: Size
    themes: tuple[str, ...]
    text_size: int
    folder: Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Take every walk that was asked for; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.list:
        print("\n".join(file_names(THEMES)))
        return 0
    reason = "" if options.in_memory else why_no_display()
    if reason:
        print(reason)
    in_memory = bool(reason) or options.in_memory
    wrong = _pictures(in_memory) if options.pictures else _tour(walks(options), in_memory)
    for words in wrong:
        print(words, file=sys.stderr)
    return 1 if wrong else 0


def walks(options: argparse.Namespace) -> list[Walk]:
    """What the options ask for; `--all` asks for three sizes, two themes and the largest text."""
    themes = (options.theme,) if options.theme else THEMES
    out: Path = options.out.resolve()
    if options.all:
        plain = [
            Walk(screen=size, pages=size, themes=themes, text_size=100, folder=out / name)
            for name, size in SIZES.items()
        ]
        large = [
            Walk(screen=size, pages=size, themes=themes, text_size=150, folder=out / f"{name}-150-percent")
            for name, size in SIZES.items()
        ]
        return plain + large
    screen = SIZES[options.size or "1920x1080"]
    pages = screen if options.size else SHELL_SIZE
    return [Walk(screen=screen, pages=pages, themes=themes, text_size=options.text_size, folder=out)]


def take(walk: Walk, *, in_memory: bool = False) -> list[str]:
    """Take one walk in a process of its own; returns the pictures that did not come of it."""
    expected = [walk.folder / name for name in file_names(walk.themes)]
    walk.folder.mkdir(parents=True, exist_ok=True)
    for old in expected:
        old.unlink(missing_ok=True)
    display = drawn_in_memory if in_memory else private_display
    with display(walk.screen) as environment:
        command = [sys.executable, str(HERE / "tour_walk.py"), "--folder", str(walk.folder)]
        command += ["--screen", _words(walk.screen), "--pages", _words(walk.pages)]
        command += ["--themes", ",".join(walk.themes), "--text-size", str(walk.text_size)]
        try:
            subprocess.run(command, env=environment, cwd=ROOT, check=False, timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            print(f"The walk was ended after {LIMIT_S} s.", file=sys.stderr)
    return [str(file) for file in expected if not file.is_file()]


def _tour(asked: Sequence[Walk], in_memory: bool) -> list[str]:
    return [f"missing: {name}" for walk in asked for name in take(walk, in_memory=in_memory)]


def _pictures(in_memory: bool) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="lch-tour-") as folder:
        out = Path(folder)
        walk = Walk(screen=SIZES["1920x1080"], pages=README_SIZE, themes=("dark",), text_size=100, folder=out)
        return _tour([walk], in_memory) or write_pictures(out, README_PICTURES)


def _words(size: Size) -> str:
    return f"{size[0]}x{size[1]}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tour.py", description=f"Save a picture of each of {len(SCREENS)} screens.")
    parser.add_argument("--size", choices=SIZES, help="of the screen (default: 1920x1080, other pages 1440x900)")
    parser.add_argument("--theme", choices=THEMES, help="of the pages outside the hour (default: both)")
    parser.add_argument("--text-size", type=int, default=100, choices=range(100, 151), metavar="100..150")
    parser.add_argument("--out", type=Path, default=OUT, help="folder (default: build/tour)")
    parser.add_argument("--all", action="store_true", help="every size, both themes, and text at 150 %%")
    parser.add_argument("--pictures", action="store_true", help="make the README's pictures anew (docs/pictures)")
    parser.add_argument("--list", action="store_true", help="name the pictures and take none")
    parser.add_argument("--in-memory", action="store_true", help="without a display at all (Qt's offscreen platform)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
