"""The ports of practice: the script book, the Resistance checks and the warm-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lch_desktop.domain.scripts import Repetition, Script, ScriptKind, Try
    from lch_desktop.domain.warm_ups import WarmUp


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """One filled-in Resistance check. `answers`: statement number -> 1..5, without those left out."""

    id: int
    at: datetime
    local_on: date
    answers: Mapping[int, int]


class Scripts(Protocol):
    """The rep's own words. What is written within `Ledger.recording` can be undone."""

    def add(self, script: Script) -> Script: ...
    def save(self, script: Script) -> None: ...
    def get(self, script_id: int) -> Script | None: ...
    def all(self, kind: ScriptKind | None = None) -> list[Script]:
        """The book without what was removed, by kind, position and id."""
        ...

    def ever(self) -> list[Script]:
        """Those that were removed too, by id."""
        ...

    def add_repetition(self, repetition: Repetition) -> Repetition: ...
    def repetitions(self, script_ids: Sequence[int]) -> dict[int, list[Repetition]]:
        """Script -> its repetitions, oldest first; a script without any is left out."""
        ...

    def tries(self, script_ids: Sequence[int]) -> dict[int, list[Try]]:
        """As `repetitions`, of each only what tells how far its script is learned."""
        ...

    def stamps(self) -> dict[int, tuple[int, int]]:
        """Script -> what changes with its repetitions, which are added or taken back and never changed."""
        ...


class Checks(Protocol):
    """The Resistance checks."""

    def add(self, at: datetime, local_on: date, answers: Mapping[int, int]) -> StoredCheck: ...
    def all(self) -> list[StoredCheck]:
        """Every check, oldest first."""
        ...

    def delete(self, check_id: int) -> None: ...


class WarmUps(Protocol):
    """The warm-ups that were done."""

    def add(self, warm_up: WarmUp) -> WarmUp: ...
    def save(self, warm_up: WarmUp) -> None: ...
    def all(self) -> list[WarmUp]:
        """Every warm-up, oldest first."""
        ...

    def delete(self, warm_up_id: int) -> None: ...
    def on_day(self, day: date) -> list[WarmUp]:
        """Those of `day`, oldest first."""
        ...

    def counts(self) -> dict[str, int]:
        """Kind -> how many there ever were."""
        ...
