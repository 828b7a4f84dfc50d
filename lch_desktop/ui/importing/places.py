"""Where lead files lie: the folder that was used last, and the newest file in it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl

SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".vcf"})
MOST_LOOKED_AT = 20_000  # entries of a folder


def start_folder(kept: str) -> Path:
    """The folder to begin in: the kept one, else Downloads; home where that is gone or was never made."""
    places = QStandardPaths.StandardLocation
    for folder in (kept, QStandardPaths.writableLocation(places.DownloadLocation)):
        if folder and Path(folder).is_dir():
            return Path(folder)
    return Path(QStandardPaths.writableLocation(places.HomeLocation))


def typed_path(text: str) -> Path:
    """The file that a person means: pasted with quotes, as a file address, or with ~ for home."""
    plain = text.strip().strip("\"'")
    if plain.startswith("file:"):
        plain = QUrl(plain).toLocalFile()
    try:
        return Path(plain).expanduser()
    except RuntimeError:  # the home of somebody who is not on this computer
        return Path(plain)


def newest_file(folder: Path) -> Path | None:
    """The lead file of `folder` that was written last, None where there is none or it cannot be read."""
    newest: tuple[float, str] | None = None
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_LOOKED_AT:
                    break
                if Path(entry.name).suffix.lower() in SUFFIXES and not entry.name.startswith((".", "~$")):
                    newest = max(newest or (0.0, ""), _age_of(entry))
    except OSError:
        return None
    return Path(newest[1]) if newest and newest[1] else None


def _age_of(entry: os.DirEntry[str]) -> tuple[float, str]:
    """When it was written and where it is; one that vanishes meanwhile is older than any."""
    try:
        return (entry.stat().st_mtime, entry.path) if entry.is_file() else (0.0, "")
    except OSError:
        return (0.0, "")
