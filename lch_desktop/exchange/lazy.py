"""The importer behind functions that load it when it is first used: a window without an import needs none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from lch_desktop.domain.imports import ImportOptions, LeadFile, NumberRow, Progress, SkippedRow, WritesProblems
    from lch_desktop.domain.leads import Phone


class FileInward:
    """The Inward port on real files."""

    def leads(self, path: Path, options: ImportOptions, *, now: datetime) -> LeadFile:
        """As `reader.open_leads`."""
        from lch_desktop.exchange import reader

        return reader.open_leads(path, options, now=now)

    def numbers(
        self, path: Path, options: ImportOptions, progress: Progress | None = None
    ) -> Iterator[NumberRow | SkippedRow]:
        """As `number_list.read_numbers`."""
        from lch_desktop.exchange import number_list

        return number_list.read_numbers(path, options, progress)

    def problem_file(self, target: Path, headers: Sequence[str]) -> AbstractContextManager[WritesProblems]:
        """As `problems.problem_file`."""
        from lch_desktop.exchange import problems

        return problems.problem_file(target, headers)


def parse_phone(text: str, region: str) -> Phone:
    """One number as somebody types it; without an E.164 form where none can be made of it."""
    from lch_desktop.domain.leads import Phone
    from lch_desktop.exchange.phones import PhoneReader

    found = PhoneReader(region).read(text)
    return found[0] if found else Phone(raw=text.strip())
