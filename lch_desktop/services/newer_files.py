"""A newer file beside the one that was brought in last: looked for, rehearsed, offered once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lch_desktop.domain.errors import FileError, LchError
from lch_desktop.domain.imports import ImportReport
from lch_desktop.domain.newer_files import FileSeen, NewerFile, Source, candidates

if TYPE_CHECKING:
    from lch_desktop.domain.imports import Progress
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.importing import Importing
    from lch_desktop.services.rep import Rep

SOURCES = 5  # sets of headers that are looked for
LOOKED_INTO = 3  # files of each
REHEARSED_BYTES = 20_000_000  # a larger file is offered without figures
REMEMBERED = 50  # files that were declined


class Folders(Protocol):
    """What has to be asked of the computer (`lch_desktop.platforms.folders`)."""

    def downloads(self) -> str: ...
    def listing(self, folder: str) -> list[FileSeen]: ...
    def digest(self, path: str) -> str: ...
    def name_of(self, folder: str) -> str: ...


class NoFolders:
    """Where nothing can be looked into."""

    def downloads(self) -> str:
        return ""

    def listing(self, folder: str) -> list[FileSeen]:
        return []

    def digest(self, path: str) -> str:
        raise FileError("file-missing", name=path)

    def name_of(self, folder: str) -> str:
        return folder


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of bringing a newer file in."""

    report: ImportReport
    path: str


class NewerFiles:
    """Looks for a newer file, and brings it in as its like was brought in before."""

    def __init__(self, store: Store, rep: Rep, importing: Importing, folders: Folders) -> None:
        self._store = store
        self._rep = rep
        self._importing = importing
        self._folders = folders

    def on(self, store: Store) -> NewerFiles:
        """The same on another connection, for a worker thread."""
        return NewerFiles(store, self._rep, self._importing.on(store), self._folders)

    # what the rep has said

    @property
    def answer(self) -> str:
        """ask, yes or no."""
        return self._rep.settings.newer_files

    def set_answer(self, answer: str) -> None:
        """Remember whether the rep wants newer files to be looked for: ask, yes, no."""
        self._rep.save(replace(self._rep.settings, newer_files=answer))

    def decline(self, newer: NewerFile) -> None:
        """Never offer this very file again."""
        settings = self._rep.settings
        kept = (*(one for one in settings.declined_files if one != newer.digest), newer.digest)[-REMEMBERED:]
        self._rep.save(replace(settings, declined_files=kept))

    # looking

    def folder(self) -> str:
        """What the folder that is looked into is called; "" while nothing was brought in from a file."""
        source = next(iter(self._sources()), None)
        return self._folders.name_of(self._place(source)) if source else ""

    def look(self, *, again: bool = False) -> NewerFile | None:
        """The newest file that would change something. With `again` also one that was declined."""
        declined = frozenset() if again else frozenset(self._rep.settings.declined_files)
        for source in self._sources():
            folder = self._place(source)
            for seen in candidates(self._folders.listing(folder), source)[:LOOKED_INTO]:
                found = self._look_into(source, folder, seen, declined)
                if found is not None:
                    return found
        return None

    def bring_in(self, newer: NewerFile, progress: Progress | None = None) -> BroughtIn:
        """Bring it in with the choices remembered for files of its kind. Raises FileError, StoreError."""
        path = Path(newer.path)
        options = self._importing.look(path, None).options
        return BroughtIn(self._importing.bring_in(path, options, progress), newer.path)

    def undo(self, brought: BroughtIn) -> None:
        """Take it back."""
        self._importing.undo(brought.report.import_id)

    def _sources(self) -> list[Source]:
        stored = self._store.imports.newest_of_each()[:SOURCES]
        return [
            Source(one.file_name, one.format, one.origin.folder, one.origin.header_key, one.at)
            for one in stored
            if one.origin.header_key
        ]

    def _place(self, source: Source) -> str:
        """The folder it came from; Downloads where that is not known."""
        return source.folder or self._rep.settings.import_folder or self._folders.downloads()

    def _look_into(self, source: Source, folder: str, seen: FileSeen, declined: frozenset[str]) -> NewerFile | None:
        """The file as an offer, if it is one: other bytes, the same headers, and something in it that is new."""
        path = Path(folder) / seen.name
        try:
            digest = self._folders.digest(str(path))
            if digest in declined or self._store.imports.of_digest(digest):
                return None
            found = self._importing.look(path, None)
            if found.header_key != source.header_key:
                return None
            report = self._rehearsed(path, seen)
        except LchError:  # no file of leads, or gone again: nothing to offer
            return None
        if report is not None and not report.created + report.merged:
            return None
        return NewerFile(str(path), self._folders.name_of(folder), source.format, digest, report)

    def _rehearsed(self, path: Path, seen: FileSeen) -> ImportReport | None:
        """What it would come to, tried on a copy of the database: nobody who writes waits for it."""
        if seen.size > REHEARSED_BYTES:
            return None
        with self._store.scratch() as store:
            importing = self._importing.on(store)
            return importing.rehearse(path, importing.look(path, None).options).report
