"""The wins jar: each "one thing that worked", to look through, to put better and to take out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.services.setting_step import TakeBack, take_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

LABEL = "win"
TIP_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Win:
    """One line of the jar, and the hour that it comes from."""

    session_id: int
    on: date
    words: str


class WinsJar:
    """Every line that was ever kept. Each change is one entry of the ledger, so that it can be taken back."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep

    def on(self, store: Store) -> WinsJar:
        """The same on another connection, for a worker thread."""
        return WinsJar(store, self._rep)

    def all(self) -> list[Win]:
        """The whole jar, newest first."""
        return [Win(session_id, on, words) for session_id, on, words in self._store.sessions.jar()]

    def change(self, session_id: int, words: str) -> int:
        """Put a line better; without words it is taken out. Returns the entry of the ledger, 0 where it is the same."""
        session, kept = self._store.sessions.get(session_id), " ".join(words.split())
        if session is None or session.worked == kept:
            return 0
        with self._store.ledger.recording(LABEL, self._rep.now()) as entry_id:
            self._store.sessions.save_worked(session_id, kept)
        return entry_id

    @property
    def tip(self) -> str:
        """What the rep wrote to oneself, "" for nothing."""
        return self._rep.settings.tip

    def keep_tip(self, words: str) -> TakeBack | None:
        """Keep it in place of the one before; without words there is none. None where it is the same."""
        tidy = " ".join(words.split())[:TIP_LENGTH].strip()
        return take_step(self._rep, lambda settings: replace(settings, tip=tidy))

    def take_back(self, entry_id: int) -> None:
        """Take one of these steps back."""
        if entry_id:
            self._store.ledger.undo(entry_id)


def matching(wins: Sequence[Win], text: str) -> list[Win]:
    """Those that have every word of `text` somewhere, in their order; all of them without a word."""
    parts = text.casefold().split()
    return [win for win in wins if all(part in f"{win.on.isoformat()} {win.words}".casefold() for part in parts)]
