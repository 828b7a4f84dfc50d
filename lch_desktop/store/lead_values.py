"""Between a lead's row and the values of the domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage, Talk
from lch_desktop.domain.queue import Candidate
from lch_desktop.store.derived import dial_columns, digits_of, sort_name
from lch_desktop.store.fields import from_ms, split_zones
from lch_desktop.store.rows import LeadRow

FACTS = tuple(field.name for field in fields(Lead) if field.name not in ("id", "phones", "follow"))
FOLLOW = tuple(field.name for field in fields(FollowUp) if field.name != "talk")
TALK = ("talk_at", "talk_level", "talk_lift_h")
LEAD_COLUMNS = ("id", *FACTS, *FOLLOW, *TALK)
LEAD_SELECT = ", ".join(LEAD_COLUMNS)

PHONE_SELECT = "lead_id, id, e164, raw_text, extension, shown, kind, region, label, certain, status"

CANDIDATE_SELECT = """
    id, name, company, email, dial_e164, dial_shown, dial_extension, dial_kind, zone, zones, country, state,
    city, stage, attempts, due_on, promise_at, promise_asked, fresh_at, starred_on, snoozed_until,
    talk_at, talk_level, talk_lift_h, last_call_at, last_call_on, last_outcome, goal, value, created_at,
    do_not_call, not_mine
"""

_PLAIN = ("AutoField", "TextField", "IntegerField", "FloatField")
_STAGES = {stage.value: stage for stage in Stage}  # a dict is five times as fast as Stage(word)
_STATUSES = {status.value: status for status in PhoneStatus}


def _decoder(name: str) -> Callable[[Any], Any] | None:
    field = getattr(LeadRow, name)
    return None if type(field).__name__ in _PLAIN else field.python_value


_DECODERS = tuple((name, _decoder(name)) for name in LEAD_COLUMNS)


def lead_of(row: Sequence[Any], phones: tuple[Phone, ...]) -> Lead:
    """The lead of a row read by LEAD_SELECT."""
    values = {
        name: value if decode is None or value is None else decode(value)
        for (name, decode), value in zip(_DECODERS, row, strict=True)
    }
    at, level, lift_h = (values.pop(name) for name in TALK)
    talk = None if at is None else Talk(at, level, lift_h)
    follow = FollowUp(talk=talk, **{name: values.pop(name) for name in FOLLOW})
    return Lead(phones=phones, follow=follow, **values)


def phone_of(row: Sequence[Any]) -> Phone:
    """The phone of a row read by PHONE_SELECT."""
    _, phone_id, e164, raw, extension, shown, kind, region, label, certain, status = row
    return Phone(
        id=phone_id,
        e164=e164,
        raw=raw,
        extension=extension,
        shown=shown,
        kind=kind,
        region=region,
        label=label,
        certain=bool(certain),
        status=_STATUSES[status],
    )


def candidate_of(row: Sequence[Any]) -> Candidate:
    """The candidate of a row read by CANDIDATE_SELECT; thousands are made at once, hence the plain form."""
    (
        lead_id, name, company, email, e164, shown, extension, kind, zone, zones, country, state,
        city, stage, attempts, due_on, promise_at, promise_asked, fresh_at, starred_on, snoozed_until,
        talk_at, talk_level, talk_lift_h, last_call_at, last_call_on, last_outcome, goal, value, created_at,
        do_not_call, not_mine,
    ) = row  # fmt: skip
    return Candidate(
        lead_id=lead_id,
        name=name or company or email or shown or f"Lead {lead_id}",
        company=company,
        e164=e164,
        shown=shown,
        extension=extension,
        kind=kind,
        zone=zone,
        zones=split_zones(zones),
        country=country,
        state=state,
        city=city,
        stage=_STAGES[stage],
        attempts=attempts,
        due_on=date.fromisoformat(due_on) if due_on else None,
        promise_at=None if promise_at is None else from_ms(promise_at),
        promise_asked=promise_asked == 1,
        fresh_at=None if fresh_at is None else from_ms(fresh_at),
        starred_on=date.fromisoformat(starred_on) if starred_on else None,
        snoozed_until=date.fromisoformat(snoozed_until) if snoozed_until else None,
        talk=None if talk_at is None else Talk(from_ms(talk_at), talk_level, talk_lift_h),
        last_call_at=None if last_call_at is None else from_ms(last_call_at),
        last_call_on=date.fromisoformat(last_call_on) if last_call_on else None,
        last_outcome=last_outcome,
        goal=goal,
        value=value,
        created_at=None if created_at is None else from_ms(created_at),
        do_not_call=do_not_call == 1,
        not_mine=not_mine == 1,
    )


def follow_values(follow: FollowUp) -> dict[str, object]:
    """The columns of a follow-up."""
    talk = follow.talk
    values: dict[str, object] = {name: getattr(follow, name) for name in FOLLOW}
    values["talk_at"] = talk.at if talk else None
    values["talk_level"] = talk.level if talk else None
    values["talk_lift_h"] = talk.lift_h if talk else None
    return values


def lead_values(lead: Lead) -> dict[str, object]:
    """The columns of a lead without its id, the derived ones included."""
    values: dict[str, object] = {name: getattr(lead, name) for name in FACTS}
    values.update(follow_values(lead.follow))
    values.update(dial_columns(lead.phones))
    values["sort_name"] = sort_name(lead.name, lead.company, lead.email)
    return values


def phone_values(lead_id: int, phone: Phone) -> dict[str, object]:
    """The columns of a phone without its id."""
    return {
        "lead_id": lead_id,
        "e164": phone.e164,
        "raw_text": phone.raw,
        "extension": phone.extension,
        "shown": phone.shown,
        "kind": phone.kind,
        "region": phone.region,
        "label": phone.label,
        "certain": phone.certain,
        "status": phone.status,
        "digits": digits_of(phone.e164, phone.raw),
    }
