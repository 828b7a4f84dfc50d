"""Quiet notices of promised calls and touches that come due outside the hour: each once, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.calls import TouchKind
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.notices import OPENED, Notice, NoticeAction, Notices
from lch_desktop.services.due import AGAIN, Due, DueItem, Found, Key
from lch_desktop.services.morning import DUE
from lch_desktop.words import Style, counted, day_near, short_clock, touch_name

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep
    from lch_desktop.ui.context import UiContext

OVERDUE_AFTER = timedelta(minutes=5)
NAMES = 3


class Presence(Protocol):
    """Whether the rep is in a call or presents (platforms/presence.py)."""

    def busy(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look found out, and since when it looked."""

    since: datetime
    found: Found
    busy: bool


class DueNotices(QObject):
    """Looks on a worker, tells on the GUI thread, and has the next look planned.

    `plan_look` has `look` called at an instant of the app's clock, under a name. What was told is remembered while
    the program runs; after a restart it is whatever came due after the last notice that is on record.
    """

    open_requested = Signal(int)  # the window: on this lead, 0 for Today
    touch_requested = Signal(int)  # the window: with the sheet of this touch
    _heard = Signal(str)  # an answer, from whichever thread

    def __init__(
        self,
        context: UiContext,
        notices: Notices,
        plan_look: Callable[[str, datetime | None], None],
        is_hour_running: Callable[[], bool],
        parent: QObject | None = None,
        *,
        presence: Presence | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._rep = context, context.services.rep
        self._notices, self._plan_look = notices, plan_look
        self._is_hour_running, self._presence = is_hour_running, presence
        self._since: datetime | None = None
        self._told: frozenset[Key] = frozenset()
        self._shown: tuple[DueItem, ...] = ()
        self._is_looking = self._look_again = False
        self._heard.connect(self._open)

    def look(self) -> None:
        """See what is due now. Any number of times is the same as once."""
        if self._is_hour_running():
            self._stand_aside()
        elif self._is_looking:
            self._look_again = True
        else:
            self._is_looking = True
            self._context.background.run(self._find, self._take, self._fail, finished=self._end)

    def _find(self, store: Store) -> _Look:
        """On a worker."""
        due = Due(store, self._rep)
        since = self._since or due.since()
        found = due.find(since)
        busy = bool(found.items and self._presence is not None and self._presence.busy())
        return _Look(since, found, busy)

    def _end(self) -> None:
        """However it ended, a bug of ours included: there is a next look. What was found may name a better time."""
        self._is_looking = False
        self._plan_look(DUE, self._rep.now() + AGAIN)

    def _take(self, looked: _Look) -> None:
        self._since, found = looked.since, looked.found
        if self._look_again:
            self._look_again = False
            self.look()
            return
        if self._is_hour_running():
            self._stand_aside()
            return
        self._told &= found.standing
        if self._shown and not any(item.key in found.standing for item in self._shown):
            self._withdraw()  # called, moved or sent meanwhile
        fresh = tuple(item for item in found.items if item.key not in self._told)
        if fresh and looked.busy:
            self._plan_look(DUE, self._rep.now() + AGAIN)
            return
        if fresh:
            self._tell(fresh)
        self._plan_look(DUE, found.look_at)

    def _fail(self, _: LchError) -> None:
        """A busy disk: the next look may find it free."""
        self._look_again = False

    def _tell(self, fresh: tuple[DueItem, ...]) -> None:
        self._told |= {item.key for item in fresh}
        self._shown = fresh
        notice = notice_of(fresh, self._rep, self._context.style)
        self._notices.show(notice, lambda _: None, lambda _, action: self._heard.emit(action))

    def _open(self, action: str) -> None:
        """The button, or the notice itself, was pressed."""
        shown, self._shown = self._shown, ()
        if action != OPENED or not shown:
            return
        only = shown[0].touch if len(shown) == 1 else None
        if only is not None:
            self.touch_requested.emit(only.id)
        else:
            self.open_requested.emit(shown[0].lead.id if len(shown) == 1 else 0)

    def _stand_aside(self) -> None:
        """During the hour nothing is told: its own list has what is promised in it."""
        self._look_again = False
        self._withdraw()
        self._plan_look(DUE, self._rep.now() + AGAIN)

    def _withdraw(self) -> None:
        if self._shown:
            self._shown = ()
            self._notices.withdraw(DUE)


def notice_of(items: tuple[DueItem, ...], rep: Rep, style: Style) -> Notice:
    """One notice for all of `items`, at least one, the longest due first."""
    title, body = _of_one(items[0], rep, style) if len(items) == 1 else _of_many(items, rep)
    return Notice(DUE, title, body, (NoticeAction(OPENED, "Open"),), quiet=True)


def _of_one(item: DueItem, rep: Rep, style: Style) -> tuple[str, str]:
    """ "Jun Park, promised 14:00" and "(512) 555-0143. Attempt 2."; "Text to Jun Park, due 14:05" and the number."""
    at = rep.local(item.due_at)
    today = rep.local().date()
    when = short_clock(at, style) if at.date() == today else f"{day_near(at.date(), today)} {short_clock(at, style)}"
    if item.touch is not None:
        return f"{touch_name(item.touch.kind, item.lead.shown_name)}, due {when}", _address(item.touch.kind, item.lead)
    attempt = f"Attempt {item.lead.follow.attempts + 1}."
    return f"{item.lead.shown_name}, promised {when}", f"{_number(item.lead)} {attempt}"


def _of_many(items: tuple[DueItem, ...], rep: Rep) -> tuple[str, str]:
    """ "3 promised calls are overdue", and whose they are."""
    calls = sum(item.touch is None for item in items)
    touches = len(items) - calls
    parts = [counted(calls, "promised call", "promised calls")] if calls else []
    parts += [counted(touches, "touch", "touches")] if touches else []
    is_old = rep.now() - min(item.due_at for item in items) > OVERDUE_AFTER
    names = list(dict.fromkeys(item.lead.shown_name for item in items))
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    title = f"{' and '.join(parts)} are {'overdue' if is_old else 'due'}"
    return title, f"{', '.join(names[:NAMES])}{more}."


def _address(kind: TouchKind, lead: Lead) -> str:
    """Where the touch goes; a note's is not known here."""
    if kind is TouchKind.EMAIL:
        return lead.email
    return _number(lead) if kind is not TouchKind.NOTE else ""


def _number(lead: Lead) -> str:
    phone = lead.phone
    if phone is None:
        return ""
    extension = f" ext. {phone.extension}" if phone.extension else ""
    return f"{phone.shown or phone.e164}{extension}."
