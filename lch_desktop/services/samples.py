"""The 25 sample leads: invented people, one call away from trying the hour, removed in one click."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage, Talk
from lch_desktop.domain.zones import zone_info

if TYPE_CHECKING:
    from lch_desktop.domain.cadence import WorkDays
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

FILE = "sample/leads.json"


@dataclass(frozen=True, slots=True)
class _Day:
    """What the relative dates of the sample file are counted from."""

    now: datetime
    today: date
    hour_from: datetime
    work_days: WorkDays


class Samples:
    """Puts the sample leads in and takes them out."""

    def __init__(self, store: Store, rep: Rep, text: Callable[[], str]) -> None:
        self._store = store
        self._rep = rep
        self._text = text

    def put_in(self) -> int:
        """Add the sample leads with dates relative to now; returns how many. Twice is the same as once."""
        if self._store.leads.sample_ids():
            return 0
        now = self._rep.now()
        hour = self._rep.local(now)
        day = _Day(now, self._rep.today(now), _next_ten(hour), self._rep.work_days)
        leads = [_lead(item, day) for item in json.loads(self._text())]
        with self._store.transaction():
            for lead in leads:
                self._store.leads.add(lead)
        return len(leads)

    def take_out(self) -> int:
        """Remove every sample lead with its calls and touches; returns how many."""
        ids = self._store.leads.sample_ids()
        with self._store.transaction():
            self._store.leads.delete(ids)
        return len(ids)


def _next_ten(local: datetime) -> datetime:
    floor = local.replace(minute=local.minute // 10 * 10, second=0, microsecond=0)
    return floor + timedelta(minutes=10)


def _lead(item: dict[str, object], day: _Day) -> Lead:
    """One entry of the sample file as a lead."""
    text = {key: str(value) for key, value in item.items() if isinstance(value, str)}
    number = {key: float(value) for key, value in item.items() if isinstance(value, int | float)}
    first, _, last = text["name"].partition(" ")
    phones = (_phone(text),) if text.get("phone") else ()
    return Lead(
        name=text["name"],
        first_name=first,
        last_name=last,
        company=text.get("company", ""),
        title=text.get("title", ""),
        email=text.get("email", ""),
        city=text.get("city", ""),
        state=text.get("state", ""),
        country=text.get("country", "US"),
        zone=text.get("zone", ""),
        value=number.get("value"),
        notes=text.get("notes", ""),
        personal=text.get("personal", ""),
        last_talk=text.get("last_talk", ""),
        may_need=text.get("may_need", ""),
        do_not_call=bool(item.get("do_not_call", False)),
        sample=True,
        created_at=day.now - timedelta(days=number.get("days_old", 3)),
        phones=phones,
        follow=_follow(text, number, item, day),
    )


def _phone(text: dict[str, str]) -> Phone:
    e164, region = text["phone"], text.get("country", "US")
    shown = f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"
    extension = text.get("extension", "")
    return Phone(e164=e164, raw=shown, extension=extension, shown=shown, kind="fixed-or-mobile", region=region)


def _follow(text: dict[str, str], number: dict[str, float], item: dict[str, object], day: _Day) -> FollowUp:
    follow = FollowUp(
        stage=Stage(text.get("stage", "new")),
        attempts=int(number.get("attempts", 0)),
        voicemails=int(number.get("voicemails", 0)),
        goal=text.get("goal", ""),
        last_outcome=text.get("last_outcome", ""),
        starred_on=day.today if item.get("starred") else None,
        cadence="nurture" if text.get("stage") in ("nurture", "sold") else "reconnect",
    )
    if "talked_hours_ago" in number:
        at = day.now - timedelta(hours=number["talked_hours_ago"])
        follow = replace(follow, talk=Talk(at, number.get("level", 0.8)))
    if "called_days_ago" in number:
        called_at = day.now - timedelta(days=number["called_days_ago"])
        called_on = called_at.astimezone(zone_info(text.get("zone", "UTC"))).date()  # the lead's day
        follow = replace(follow, last_call_at=called_at, last_call_on=called_on)
    if "due_days_ago" in number:
        follow = replace(follow, due_on=day.today - timedelta(days=number["due_days_ago"]))
    if "promise_in_minutes" in number:
        at = day.hour_from + timedelta(minutes=number["promise_in_minutes"])
        follow = replace(follow, promise_at=at, promise_asked=bool(item.get("asked", True)), due_on=None)
    return follow
