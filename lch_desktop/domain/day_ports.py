"""The ports of what is told day by day: what was done, and what each planned hour asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lch_desktop.domain.calls import Tally
    from lch_desktop.domain.days import DayInput
    from lch_desktop.domain.follow_figures import Dialled, FollowCounts, Span, Talked
    from lch_desktop.domain.morning import MorningDay
    from lch_desktop.domain.notices import Delivery, StoredDelivery
    from lch_desktop.domain.stored import SaidVisit, StoredDial


class History(Protocol):
    """What was done on many days at once."""

    def stamp(self) -> tuple[float, ...]:
        """Another one where what the hours put in may have changed."""
        ...

    def is_beside(self, known: tuple[float, ...], now: tuple[float, ...]) -> bool:
        """Whether from the stamp `known` to `now` only steps were taken that touched no call and no hour."""
        ...

    def stamp_before(self, since: date) -> tuple[float, ...]:
        """Another one where what the hours before `since` put in has changed; slower than `stamp`, quicker than all."""
        ...

    def worked(self, since: date) -> dict[date, list[DayInput]]:
        """What each hour put in, by its local date, from `since` on."""
        ...

    def dials(self, first: date, last: date) -> list[StoredDial]:
        """Every dial of the rep's days `first` to `last`, in their order, also of people who were deleted since."""
        ...

    def tried_before(self, first: date, last: date) -> dict[int, int]:
        """Lead of a dial of these days -> its attempts before `first` and after its last contact before that."""
        ...

    def planned(self, today: date, now: datetime) -> frozenset[int]:
        """The leads with a next call that is still to come."""
        ...

    def outside(self, first: date, last: date) -> Tally:
        """What was logged on these days outside an hour."""
        ...

    def interruptions(self, first: date, last: date) -> dict[int, int]:
        """Session -> how often it was paused, left, or called back from what is blocked."""
        ...

    def recoveries(self, first: date, last: date) -> dict[int, list[float | None]]:
        """Session -> for each visit of Resistance the seconds until the next dial, None where there was none."""
        ...

    def said(self, first: date, last: date) -> list[SaidVisit]:
        """What Resistance said at each visit that was labelled, and what came of it."""
        ...

    def by_hand(self) -> frozenset[date]:
        """Every day with an hour that was added by hand."""
        ...

    def dialled(self, first: date, last: date) -> list[Dialled]:
        """The calls of the hours of these days, hour by hour in their order."""
        ...

    def talked(self, first: date, last: date) -> list[Talked]:
        """The last conversation with each lead on these days, and what was sent to it first after that."""
        ...

    def followed(self, span: Span) -> FollowCounts:
        """Who was only written to, and who was tried once and left."""
        ...


class Mornings(Protocol):
    """What was done about each planned hour, and what became of the notices."""

    def get(self, on: date) -> MorningDay | None: ...
    def save(self, day: MorningDay) -> None:
        """Keep `day` whole; on disk when this returns."""
        ...

    def all(self) -> Iterator[MorningDay]:
        """Every record, by date."""
        ...

    def add_missing(self, days: Iterable[MorningDay]) -> int:
        """Keep those of `days` whose date has no record yet; returns how many."""
        ...

    def doubt_after(self, today: date, now: datetime) -> None:
        """Mark the records of dates after `today` whose page was opened for a start after `now`."""
        ...

    def excused(self) -> frozenset[date]:
        """Every date that was declared sick or a travel day."""
        ...

    def travelled(self) -> frozenset[date]:
        """Every date that was declared a travel day."""
        ...

    def add_delivery(self, at: datetime, delivery: Delivery) -> None: ...
    def deliveries(self, limit: int) -> list[StoredDelivery]:
        """The newest notices, newest first."""
        ...
