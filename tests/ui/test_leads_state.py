"""The words of the Leads page, from values alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.calling_hours import CallingGate, GateReason
from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.persons import Holdings, LeadImport
from lch_desktop.ui.leads.forgetting import what_stays
from lch_desktop.ui.leads.snooze import near_days, typed_day
from lch_desktop.ui.leads.state import Detail, Reading, detail_of, next_call, row_of
from lch_desktop.ui.leads.timeline_state import events_of
from lch_desktop.words import Style
from tests.fakes import START

CHICAGO = ZoneInfo("America/Chicago")
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HOW = Reading(
    now=START, today=TODAY, zone=CHICAGO, zone_name="America/Chicago", model=AltitudeModel(), style=Style()
)  # fmt: skip
MOBILE = Phone(id=7, e164="+15125550143", raw="512.555.0143", shown="(512) 555-0143", kind="mobile")


def detail(**facts: object) -> Detail:
    lead = Lead(id=1, name="Dana", zone="America/Chicago", **facts)  # type: ignore[arg-type]
    return detail_of(lead, (), CallingGate(open=True, zone="America/Chicago", reason=GateReason.IN_HOURS), HOW)


@pytest.mark.parametrize(
    ("follow", "expected"),
    [
        ({"promise_at": START + timedelta(hours=2)}, "Today 12:30 pm"),
        ({"promise_at": START - timedelta(hours=1)}, "Today 9:30"),
        ({"promise_at": START - 3 * DAY}, "Since Friday"),
        ({"snoozed_until": TODAY + 9 * DAY, "due_on": TODAY}, "Asleep to 2 Dec"),
        ({"due_on": TODAY - DAY}, "Since yesterday"),
        ({"due_on": TODAY}, "Today"),
        ({}, "First call"),
        ({"last_call_at": START}, "None planned"),
        ({"stage": Stage.NOT_A_LEAD}, "Not called"),
    ],
)
def test_when_the_next_call_is(follow: dict[str, object], expected: str) -> None:
    lead = Lead(name="Dana", phones=(MOBILE,), follow=FollowUp(**follow))  # type: ignore[arg-type]
    assert next_call(lead, HOW) == expected
    assert row_of(lead, HOW).next_call == expected


@pytest.mark.parametrize(
    ("changes", "remark", "usable"),
    [
        ({}, "mobile", True),
        ({"label": "Mobile"}, "Mobile", True),
        ({"label": "work"}, "work, mobile", True),
        ({"certain": False}, "mobile, please check it", True),
        ({"status": PhoneStatus.WRONG}, "wrong number, mobile", False),
        ({"status": PhoneStatus.DO_NOT_CALL}, "do not call, mobile", False),
        ({"e164": ""}, "cannot be dialled, mobile", False),
    ],
)
def test_what_is_said_of_a_number(changes: dict[str, object], remark: str, usable: bool) -> None:
    values: dict[str, object] = {"e164": "+15125550143", "raw": "512.555.0143", "kind": "mobile", **changes}
    line = detail(phones=(Phone(**values),)).phones[0]  # type: ignore[arg-type]
    assert (line.remark, line.usable) == (remark, usable)


@pytest.mark.parametrize(("value", "text"), [(None, ""), (38500.0, "38,500"), (12.5, "12.5"), (0.0, "0")])
def test_the_value_is_written_as_it_is_typed(value: float | None, text: str) -> None:
    assert detail(value=value).texts["value"] == text


def test_the_timeline_tells_everything_newest_first() -> None:
    calls = [
        Call(id=1, lead_id=1, outcome=Outcome.CONNECTED, ended_at=START, local_on=TODAY, talk_s=540, note="Chairs")
    ]
    touches = [
        Touch(id=7, kind=TouchKind.TEXT, due_at=START, status=TouchStatus.SENT, done_at=START + DAY, words="Hi"),
        Touch(id=8, kind=TouchKind.VIDEO, due_at=START),
    ]
    imports = [LeadImport(1, 1, START - DAY, "mine.csv", "hubspot", 12, "created", {"Tel": "512", "Fax": " "}, True)]
    told = events_of(calls, touches, imports, HOW.telling)
    assert [event.title for event in told] == ["Video", "Text sent", "Connected, 9 min", "Came in with a file"]
    waiting, *told = told
    assert (waiting.when, waiting.is_open, waiting.touch_id) == ("now", True, 8)
    assert (told[0].touch_id, told[0].is_open) == (7, False)
    assert told[2].note == "mine.csv, row 12, import taken back"
    assert told[2].cells == (("Tel", "512"),)


@pytest.mark.parametrize(("today", "monday"), [(TODAY, date(2026, 11, 30)), (date(2026, 11, 29), date(2026, 12, 7))])
def test_days_that_are_asked_for_most(today: date, monday: date) -> None:
    days = [day for _, day in near_days(today)]
    assert days == [today + DAY, monday, today + 30 * DAY]
    assert len(set(days)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [("tomorrow", "2026-11-24"), ("mon", "2026-11-30"), ("24 nov", "2026-11-24"), ("in 3 weeks", "2026-12-14")],
)
def test_a_typed_day(text: str, expected: str) -> None:
    assert str(typed_day(text, START.astimezone(CHICAGO))) == expected


@pytest.mark.parametrize("text", ["", "today", "this afternoon", "in 20", "gibberish", "2020-01-01"])
def test_a_typed_day_that_is_none(text: str) -> None:
    with pytest.raises(InputError):
        typed_day(text, datetime(2026, 11, 23, 10, 30, tzinfo=CHICAGO))


def test_what_deleting_for_good_does_not_reach_is_said() -> None:
    said = what_stays(Holdings(("a.db", "b.db"), ("c.db",), ("+15125550143",), 2))
    assert "+15125550143" in said[0]
    assert "a.db, b.db" in said[1]
    assert "c.db" in said[2]
    assert "2 other leads" in said[3]
    assert what_stays(Holdings()) == ("No backup holds the person.",)
    videos = what_stays(Holdings(videos=tuple(f"/v/{n}.mp4" for n in range(9))))[1]
    assert videos.startswith("Files that you made for them stay where they are: /v/0.mp4, ")
    assert " more." in videos
    many = tuple(f"{n}.db" for n in range(22))
    assert "and 14 more" in what_stays(Holdings(many))[0]


def test_utc_is_meant() -> None:
    assert START.tzinfo is UTC
