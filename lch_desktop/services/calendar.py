"""The rep's calendar as a file: the hour and the promised calls, saved once or kept up to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.calendar_file import CalendarContent, NextCall
from lch_desktop.domain.errors import FileError, StoreError
from lch_desktop.domain.leads import Stage
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.services.planning import Planning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.outward import Outward
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

FILE_NAME = "lead-conversion-hour.ics"
_TOGETHER = 500  # leads read in one go
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CalendarFile:
    """Gathers what goes on the calendar, and keeps the chosen file as it should be."""

    def __init__(self, store: Store, rep: Rep, outward: Outward) -> None:
        self._store = store
        self._rep = rep
        self._outward = outward

    def on(self, store: Store) -> CalendarFile:
        """The same on another connection, for a worker thread."""
        return CalendarFile(store, self._rep, self._outward)

    def prepare(self) -> bool:
        """Give the data folder its identity once; returns whether it had none yet.

        To be called on the thread that owns the settings, before anything is written. Without one two reps who put
        their files on one calendar would overwrite each other's events.
        """
        if self._rep.settings.calendar_id:
            return False
        from secrets import token_hex

        self._rep.save(replace(self._rep.settings, calendar_id=token_hex(8)))
        return True

    def keep(self, path: Path) -> None:
        """From now on the file at `path` is the one that is kept up to date."""
        self._rep.save(replace(self._rep.settings, calendar_path=str(path)))

    def stop(self) -> None:
        """Keep no file any more. The one that is there stays as it is."""
        self._rep.save(replace(self._rep.settings, calendar_path=""))

    def keep_up(self) -> bool:
        """Put the file that is kept in order, if one is; returns whether it had to be written."""
        path = self._rep.settings.calendar_path
        if not path:
            return False
        self.prepare()
        return self.write_if_changed(Path(path))

    def write_if_changed(self, path: Path, *, make_folder: bool = False) -> bool:
        """Put the file at `path` in order; returns whether it had to be written.

        It is replaced whole, private to this user. `make_folder`: its folder is made if it is missing, where that
        lies in one that is there; else a folder that is gone was taken away on purpose. Raises StoreError
        "calendar-not-kept"; the old file is then as it was.
        """
        content = self.content()
        try:
            return self._outward.keep_calendar(content, path, make_folder=make_folder)
        except FileError as error:
            why = "it is a folder" if error.code == "file-is-folder" else error.values.get("why", "")
            raise StoreError("calendar-not-kept", path=str(path), why=why) from error
        except StoreError as error:
            if error.code != "disk-full":
                raise
            raise StoreError("calendar-not-kept", path=str(path), why="the disk is full") from error

    def content(self) -> CalendarContent:
        """What belongs on the calendar now."""
        settings, now = self._rep.settings, self._rep.now()
        since = _EPOCH + timedelta(milliseconds=settings.planned_since)
        if not settings.planned_since:  # no window was ever opened: the plan holds from today on
            since = datetime.combine(self._rep.local().date(), time(0), self._rep.zone)
        return CalendarContent(
            identity=settings.calendar_id,
            plan=Planning(self._store, self._rep).week_plan(),
            since=since.astimezone(UTC),
            calls=tuple(self._next_calls()),
            at=now,
        )

    def _next_calls(self) -> Iterator[NextCall]:
        ids = self._store.leads.all_found(LeadFilter(which="promised"))
        for start in range(0, len(ids), _TOGETHER):
            for lead in self._store.leads.many(ids[start : start + _TOGETHER]):
                call = _next_call(lead)
                if call is not None:
                    yield call


def _next_call(lead: Lead) -> NextCall | None:
    """The promise to `lead`; None for those who are never called, and for invented people."""
    at = lead.follow.promise_at
    is_called = not (lead.do_not_call or lead.not_mine or lead.sample or lead.follow.stage is Stage.NOT_A_LEAD)
    if at is None or not is_called:
        return None
    phone = lead.phone
    number = ""
    if phone is not None:
        number = (phone.shown or phone.e164) + (f" ext. {phone.extension}" if phone.extension else "")
    return NextCall(lead.id, at, lead.name, lead.company, number)
