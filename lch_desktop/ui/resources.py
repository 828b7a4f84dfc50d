"""The only reader of the files that ship with the app: style sheets, icons, fonts, art, samples.

In a wheel or a bundle they lie inside the package (`lch_desktop/_resources`), in a checkout beside it
(`resources/`). Names are relative, with forward slashes: `read_text("icons/phone.svg")`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def root() -> Traversable:
    """The folder that holds all resources."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    from importlib.resources import files  # the package is read from an archive; a slow import otherwise for nothing

    return files("lch_desktop").joinpath("_resources")


def read_bytes(name: str) -> bytes:
    """The content of resource `name`; raises FileNotFoundError, which is our bug and not the user's."""
    return _find(name).read_bytes()


def read_text(name: str) -> str:
    """The content of resource `name`, read as UTF-8; raises FileNotFoundError."""
    return _find(name).read_text(encoding="utf-8")


def exists(name: str) -> bool:
    """Whether there is a resource file `name`."""
    return _find(name).is_file()


def _find(name: str) -> Traversable:
    parts = name.split("/")
    if not name or ".." in parts or "" in parts or "\\" in name:
        raise ValueError(f"not a resource name: {name!r}")
    return root().joinpath(*parts)


def path_of(name: str) -> Path | None:
    """Where resource `name` lies on disk, or None when the package is read from an archive."""
    found = _find(name)
    return found if isinstance(found, Path) else None
