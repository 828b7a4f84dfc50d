"""What every kind of lead file is before anybody asks what its columns mean: records of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol


class Table(Protocol):
    """A file as records of text, read anew each time: nothing of it need be in memory at once."""

    @property
    def encoding(self) -> str: ...
    @property
    def layout(self) -> str:
        """How it is laid out, in words: "commas", "semicolons", "tabs", "bars", "sheet Leads", "cards"."""
        ...

    @property
    def head(self) -> Sequence[Sequence[str]]:
        """The first records, at most 200, to recognise the table by."""
        ...

    def records(self) -> Iterator[list[str]]:
        """Every record in file order, blank ones as []: record n of the file is the nth. Raises FileError."""
        ...
