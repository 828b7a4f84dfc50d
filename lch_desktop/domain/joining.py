"""Two leads that the rep says are one person: what the one that stays becomes.

Unlike `merge`, which weighs a file against what is known, nothing here is guessed: what the kept lead says
stays, what it leaves open the other fills, and whatever forbids a call or an e-mail counts for both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage

T = TypeVar("T", date, datetime)

NAME_FIELDS = ("name", "first_name", "last_name")
PLACE_FIELDS = ("city", "state", "zip", "country", "zone", "zones")
FILLED = ("company", "title", "email", "value", "owner", "status", "personal", "last_talk", "may_need")
# How bad a status is: of one number that both have, the worse one counts.
_WORSE = (PhoneStatus.OK, PhoneStatus.INVALID, PhoneStatus.WRONG, PhoneStatus.DO_NOT_CALL)
_FURTHER = (Stage.NEW, Stage.TRYING, Stage.NURTURE, Stage.TALKING, Stage.NOT_A_LEAD, Stage.SOLD)


@dataclass(frozen=True, slots=True)
class Joined:
    """What the two become. `phones_moved` go over as they are; `phones_same` names, for each number of the
    other that the kept lead has too, the two ids (kept, other)."""

    lead: Lead
    phones_moved: tuple[Phone, ...] = ()
    phones_same: tuple[tuple[int, int], ...] = ()


def join(kept: Lead, other: Lead) -> Joined:
    """`kept` with all that `other` has and it has not."""
    moved, same, phones = _phones(kept, other)
    fields: dict[str, Any] = {name: getattr(kept, name) or getattr(other, name) for name in FILLED}
    for group in (NAME_FIELDS, PLACE_FIELDS):  # taken together: half an address of each would be nobody's
        giver = kept if any(getattr(kept, name) for name in group) else other
        fields.update({name: getattr(giver, name) for name in group})
    fields["notes"] = _both(kept.notes, other.notes)
    fields["do_not_call"] = kept.do_not_call or other.do_not_call
    fields["no_email"] = kept.no_email or other.no_email
    fields["not_mine"] = kept.not_mine and other.not_mine
    fields["sample"] = kept.sample and other.sample
    fields["last_activity_on"] = _latest(kept.last_activity_on, other.last_activity_on)
    fields["created_at"] = _earliest(kept.created_at, other.created_at)
    lead = replace(kept, phones=phones, follow=_follow(kept.follow, other.follow), **fields)
    return Joined(lead, moved, same)


def _phones(kept: Lead, other: Lead) -> tuple[tuple[Phone, ...], tuple[tuple[int, int], ...], tuple[Phone, ...]]:
    known = {_number(phone): phone for phone in kept.phones}
    phones = list(kept.phones)
    moved: list[Phone] = []
    same: list[tuple[int, int]] = []
    for phone in other.phones:
        twin = known.get(_number(phone))
        if twin is None:
            moved.append(phone)
            phones.append(phone)
            known[_number(phone)] = phone
        else:
            same.append((twin.id, phone.id))
            at = next(place for place, each in enumerate(phones) if each.id == twin.id)
            phones[at] = replace(phones[at], status=max(phones[at].status, phone.status, key=_WORSE.index))
    return tuple(moved), tuple(same), tuple(phones)


def _number(phone: Phone) -> tuple[str, str]:
    return (phone.e164 or phone.raw, phone.extension)


def _follow(kept: FollowUp, other: FollowUp) -> FollowUp:
    """Where the two stand together: as after the later call, with every promise and talk of either."""
    later = other if (other.last_call_at or _NEVER) > (kept.last_call_at or _NEVER) else kept
    promised = min((kept, other), key=lambda follow: follow.promise_at or _FOR_EVER)
    talk = max((t for t in (kept.talk, other.talk) if t is not None), key=lambda t: t.at, default=None)
    return replace(
        later,
        stage=max(kept.stage, other.stage, key=_FURTHER.index),
        attempts=max(kept.attempts, other.attempts) if talk is None else later.attempts,
        due_on=_earliest(kept.due_on, other.due_on),
        promise_at=promised.promise_at,
        promise_asked=promised.promise_asked,
        fresh_at=_latest(kept.fresh_at, other.fresh_at),
        starred_on=_latest(kept.starred_on, other.starred_on),
        snoozed_until=_latest(kept.snoozed_until, other.snoozed_until),
        talk=talk,
        goal=kept.goal or other.goal,
        parked=kept.parked and other.parked,
    )


_NEVER, _FOR_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _both(one: str, other: str) -> str:
    """Both notes, unless one holds the other."""
    parts = [text for text in (one.strip(), other.strip()) if text]
    if len(parts) == 2 and parts[1] in parts[0]:
        return parts[0]
    return "\n".join(parts)


def _earliest(one: T | None, other: T | None) -> T | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _latest(one: T | None, other: T | None) -> T | None:
    return max((each for each in (one, other) if each is not None), default=None)
