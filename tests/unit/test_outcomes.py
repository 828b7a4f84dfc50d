"""What each outcome sets in motion: the table of product.md section 4, and the cadence of section 5."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from lch_desktop.domain.cadence import Cadences, WorkDays
from lch_desktop.domain.calls import Call, Outcome, TouchKind, tally
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.outcomes import Consequences, Report, Setting, check, consequences

NOW = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)  # a Thursday morning
TODAY = date(2026, 11, 19)
EVENING = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
THANKSGIVING = date(2026, 11, 26)
PROMISE = datetime(2026, 11, 19, 14, 55, tzinfo=UTC)
NEXT = datetime(2026, 11, 24, 14, 40, tzinfo=UTC)
MAIN = Phone(id=1, e164="+15125550143", raw="(512) 555-0143")
SPARE = Phone(id=2, e164="+15125550144", raw="(512) 555-0144")
IN_5_MIN = NOW + timedelta(minutes=5)
IN_4_H = NOW + timedelta(hours=4)

SETTING = Setting(
    now=NOW,
    today=TODAY,
    lead_today=TODAY,
    day_end=EVENING,
    cadences=Cadences(),
    work_days=WorkDays(off=frozenset({THANKSGIVING})),
)
TRYING = FollowUp(
    stage=Stage.TRYING,
    attempts=2,
    voicemails=1,
    due_on=TODAY,
    promise_at=PROMISE,
    promise_asked=True,
    snoozed_until=TODAY,
    fresh_at=NOW - timedelta(hours=1),
)
LEAD = Lead(id=7, name="Dana Ruiz", email="dana@example.com", phones=(MAIN, SPARE), follow=TRYING)


@dataclass(frozen=True)
class Row:
    """One line of the table: what one call of the third attempt leads to."""

    connect: bool
    conversation: bool
    attempts: int
    stage: Stage
    promise_at: datetime | None = None
    asked: bool = False
    due_on: date | None = None
    touches: tuple[tuple[str, datetime], ...] = ()
    voicemail: int = 0
    retires: bool = False
    suppresses: bool = False


TABLE = {
    Outcome.CONNECTED: Row(True, True, 0, Stage.TALKING, NEXT, True, None, (("text", IN_5_MIN), ("video", IN_4_H))),
    Outcome.CALL_BACK_LATER: Row(False, False, 3, Stage.TRYING, NEXT, False),
    # Thursday, and three business days on: Friday, Monday, Tuesday.
    Outcome.LEFT_VOICEMAIL: Row(
        False,
        False,
        3,
        Stage.TRYING,
        due_on=date(2026, 11, 24),
        touches=(("text", IN_5_MIN), ("email", EVENING)),
        voicemail=2,
    ),
    Outcome.NO_ANSWER: Row(False, False, 3, Stage.TRYING, due_on=date(2026, 11, 24), touches=(("email", EVENING),)),
    Outcome.NOT_INTERESTED: Row(
        True,
        True,
        0,
        Stage.NURTURE,
        due_on=TODAY + timedelta(days=30),
        touches=(("email", EVENING + timedelta(days=30)), ("email", EVENING + timedelta(days=90))),
    ),
    Outcome.WRONG_NUMBER: Row(False, False, 2, Stage.TRYING, PROMISE, True, TODAY, retires=True),
    Outcome.SOLD: Row(True, True, 0, Stage.SOLD, due_on=TODAY + timedelta(days=30), touches=(("note", EVENING),)),
    Outcome.DO_NOT_CALL: Row(True, False, 3, Stage.TRYING, suppresses=True),
    Outcome.SOMEONE_ELSE: Row(True, False, 3, Stage.TRYING, due_on=date(2026, 11, 24)),
}
WITH_A_NEXT_CALL = {Outcome.CONNECTED, Outcome.CALL_BACK_LATER}


def report_of(outcome: Outcome, **more: object) -> Report:
    given: dict[str, object] = {"outcome": outcome, "reason": "timing"}
    if outcome in WITH_A_NEXT_CALL:
        given["next_call_at"] = NEXT
    return Report(**{**given, **more})  # type: ignore[arg-type]


def result_of(outcome: Outcome, lead: Lead = LEAD, setting: Setting = SETTING, **more: object) -> Consequences:
    return consequences(lead, lead.phone, report_of(outcome, **more), setting)


def call_of(outcome: Outcome, result: Consequences, **more: object) -> Call:
    given = {"lead_id": 7, "outcome": outcome, "attempt": result.attempt, "ended_at": NOW, "local_on": TODAY}
    return Call(**{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("outcome", list(Outcome))
class TestTheTable:
    def test_counts(self, outcome: Outcome) -> None:
        row, result = TABLE[outcome], result_of(outcome)
        counted = tally([call_of(outcome, result)])
        assert (counted.dials, counted.connects, counted.conversations) == (1, row.connect, row.conversation)
        assert result.attempt == 3
        assert result.follow.attempts == row.attempts

    def test_follow_up(self, outcome: Outcome) -> None:
        row, follow = TABLE[outcome], result_of(outcome).follow
        assert follow.stage is row.stage
        assert (follow.promise_at, follow.promise_asked) == (row.promise_at, row.asked)
        assert follow.due_on == row.due_on

    def test_touches(self, outcome: Outcome) -> None:
        found = tuple((touch.kind.value, touch.due_at) for touch in result_of(outcome).touches)
        assert found == TABLE[outcome].touches

    def test_number(self, outcome: Outcome) -> None:
        row, result = TABLE[outcome], result_of(outcome)
        assert result.retired == (MAIN if row.retires else None)
        assert result.suppressed == (MAIN if row.suppresses else None)
        assert result.do_not_call is row.suppresses
        assert result.offer == (SPARE if row.retires else None)

    def test_voicemail(self, outcome: Outcome) -> None:
        assert result_of(outcome).voicemail == TABLE[outcome].voicemail

    def test_the_call_is_remembered_and_nothing_holds_it_back(self, outcome: Outcome) -> None:
        follow = result_of(outcome).follow
        assert (follow.last_call_at, follow.last_outcome) == (NOW, outcome.value)
        assert (follow.fresh_at, follow.snoozed_until) == (None, None)

    def test_altitude_starts_anew_after_a_conversation_only(self, outcome: Outcome) -> None:
        talk = result_of(outcome).follow.talk
        assert (talk.at if talk else None) == (NOW if TABLE[outcome].conversation else None)

    def test_never_deleted_nor_declared_no_lead(self, outcome: Outcome) -> None:
        assert result_of(outcome).follow.stage is not Stage.NOT_A_LEAD


def test_the_table_names_every_outcome() -> None:
    assert list(TABLE) == list(Outcome)


@pytest.mark.parametrize("person", [True, False])
def test_call_back_later_is_a_connect_where_the_person_said_so(person: bool) -> None:
    result = result_of(Outcome.CALL_BACK_LATER, person=person)
    call = call_of(Outcome.CALL_BACK_LATER, result, person=person)
    assert (call.connect, call.conversation) == (person, False)
    assert result.follow.promise_asked is person


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.WRONG_NUMBER, Outcome.LEFT_VOICEMAIL])
def test_the_tick_makes_no_connect_of_a_call_that_nobody_answered(outcome: Outcome) -> None:
    assert not call_of(outcome, result_of(outcome), person=True).connect


# Reconnect


STEPS = [  # attempt, business days to the next, touches after no answer
    (1, 1, ["text"]),
    (2, 2, ["video"]),
    (3, 3, ["email"]),
    (4, 3, ["note"]),
    (5, 5, ["text"]),
]


@pytest.mark.parametrize(("attempt", "gap", "kinds"), STEPS)
def test_reconnect_step_by_step(attempt: int, gap: int, kinds: list[str]) -> None:
    lead = replace(LEAD, follow=FollowUp(stage=Stage.TRYING, attempts=attempt - 1))
    result = result_of(Outcome.NO_ANSWER, lead)
    assert [touch.kind.value for touch in result.touches] == kinds
    assert result.follow.due_on == SETTING.work_days.after(TODAY, gap)
    assert (result.follow.cadence, result.follow.attempts) == ("reconnect", attempt)


@pytest.mark.parametrize(
    ("called_on", "attempt", "due_on"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over the weekend
        (date(2026, 11, 24), 2, date(2026, 11, 27)),  # Wednesday, then not Thanksgiving
        (date(2026, 11, 25), 1, date(2026, 11, 27)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # called on a Saturday
        (date(2026, 11, 18), 5, date(2026, 11, 25)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # over the year's end
    ],
)
def test_due_days_skip_weekends_and_days_off(called_on: date, attempt: int, due_on: date) -> None:
    lead = replace(LEAD, follow=FollowUp(stage=Stage.TRYING, attempts=attempt - 1))
    assert result_of(Outcome.NO_ANSWER, lead, replace(SETTING, today=called_on)).follow.due_on == due_on


def test_after_six_attempts_nurture_at_30_and_90_days_then_quarterly() -> None:
    lead = replace(LEAD, follow=FollowUp(stage=Stage.TRYING, attempts=5))
    started_on, day, ages = TODAY, TODAY, []
    for expected in (6, 7, 8, 9):
        result = result_of(Outcome.NO_ANSWER, lead, replace(SETTING, today=day))
        assert (result.follow.stage, result.follow.cadence) == (Stage.NURTURE, "nurture")
        assert (result.follow.attempts, result.touches) == (expected, ())
        assert result.follow.due_on is not None
        day, lead = result.follow.due_on, replace(lead, follow=result.follow)
        ages.append((day - started_on).days)
    assert ages[:2] == [30, 90]
    assert all(89 <= later - earlier <= 92 for earlier, later in pairwise(ages[1:]))


def test_nurture_sets_no_touch_of_reconnect() -> None:
    no = result_of(Outcome.NOT_INTERESTED)
    later = replace(SETTING, today=TODAY + timedelta(days=30))
    result = result_of(Outcome.NO_ANSWER, replace(LEAD, follow=no.follow), later)
    assert result.touches == ()
    assert result.follow.due_on == TODAY + timedelta(days=90)


def test_a_promise_that_the_lead_misses_begins_reconnect() -> None:
    talked = result_of(Outcome.CONNECTED).follow
    missed_on = date(2026, 11, 24)
    result = result_of(Outcome.NO_ANSWER, replace(LEAD, follow=talked), replace(SETTING, today=missed_on))
    assert (result.attempt, result.follow.cadence, result.follow.promise_at) == (1, "reconnect", None)
    assert result.follow.due_on == date(2026, 11, 25)
    assert [touch.kind for touch in result.touches] == [TouchKind.TEXT]


def test_the_first_call_makes_a_new_lead_one_that_is_tried() -> None:
    new = replace(LEAD, follow=FollowUp())
    assert result_of(Outcome.NO_ANSWER, new).follow.stage is Stage.TRYING


@pytest.mark.parametrize("lead", [replace(LEAD, email=""), replace(LEAD, no_email=True)])
def test_no_e_mail_to_whom_has_none_or_wants_none(lead: Lead) -> None:
    assert result_of(Outcome.NO_ANSWER, lead).touches == ()
    assert [touch.kind for touch in result_of(Outcome.NOT_INTERESTED, lead).touches] == [TouchKind.NOTE] * 2


def test_voicemails_are_counted_until_the_next_conversation() -> None:
    lead = replace(LEAD, follow=FollowUp())
    first = result_of(Outcome.LEFT_VOICEMAIL, lead)
    second = result_of(Outcome.LEFT_VOICEMAIL, replace(lead, follow=first.follow))
    assert (first.voicemail, second.voicemail) == (1, 2)
    assert [touch.kind.value for touch in second.touches] == ["text", "video"]
    talked = result_of(Outcome.CONNECTED, replace(lead, follow=second.follow))
    assert talked.follow.voicemails == 0


# Each outcome's own cases


def test_connected_without_a_next_call_has_no_promise_but_comes_back() -> None:
    follow = result_of(Outcome.CONNECTED, next_call_at=None).follow
    assert (follow.promise_at, follow.promise_asked) == (None, False)
    assert follow.due_on is not None
    assert follow.due_on > TODAY


@pytest.mark.parametrize("outcome", [Outcome.CONNECTED, Outcome.NOT_INTERESTED, Outcome.SOLD])
def test_the_line_of_a_conversation_becomes_the_last_talk(outcome: Outcome) -> None:
    assert result_of(outcome, note="  the roof \n").last_talk == "the roof"
    assert result_of(outcome, note=" ").last_talk is None


@pytest.mark.parametrize("outcome", [o for o in Outcome if not TABLE[o].conversation])
def test_the_line_of_any_other_call_does_not(outcome: Outcome) -> None:
    assert result_of(outcome, note="nobody home").last_talk is None


def test_someone_else_can_say_when_to_try() -> None:
    follow = result_of(Outcome.SOMEONE_ELSE, next_call_at=NEXT).follow
    assert (follow.promise_at, follow.promise_asked, follow.due_on) == (NEXT, True, None)


def test_a_wrong_number_offers_the_next_that_can_be_dialled() -> None:
    numbers = (
        MAIN,
        replace(SPARE, status=PhoneStatus.WRONG),
        replace(SPARE, id=3, status=PhoneStatus.DO_NOT_CALL),
        replace(SPARE, id=4, e164=MAIN.e164),
        replace(SPARE, id=5, e164="+15125550145"),
    )
    result = result_of(Outcome.WRONG_NUMBER, replace(LEAD, phones=numbers))
    assert result.offer == numbers[-1]
    assert result.follow.last_call_on is None  # the day is not used up


def test_a_wrong_number_without_another_leaves_the_lead_in_need_of_one() -> None:
    assert result_of(Outcome.WRONG_NUMBER, replace(LEAD, phones=(MAIN,))).offer is None


def test_a_first_call_on_a_wrong_number_does_not_lose_the_lead() -> None:
    result = result_of(Outcome.WRONG_NUMBER, replace(LEAD, follow=FollowUp()))
    assert (result.follow.stage, result.follow.attempts, result.follow.due_on) == (Stage.NEW, 0, TODAY)


def test_do_not_call_drops_everything_that_was_planned() -> None:
    starred = replace(LEAD, follow=replace(TRYING, starred_on=TODAY))
    result = result_of(Outcome.DO_NOT_CALL, starred)
    assert result.drops_open_touches
    assert (result.follow.promise_at, result.follow.due_on, result.follow.starred_on) == (None, None, None)


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (Report(outcome=Outcome.CONNECTED), "outcome-needs-next-or-reason"),
        (Report(outcome=Outcome.NOT_INTERESTED), "outcome-needs-reason"),
        (Report(outcome=Outcome.NOT_INTERESTED, next_call_at=NEXT), "outcome-needs-reason"),
        (Report(outcome=Outcome.CALL_BACK_LATER, reason="other"), "outcome-needs-next"),
        (Report(outcome=Outcome.CONNECTED, next_call_at=NOW), "next-call-in-the-past"),
        (Report(outcome=Outcome.SOMEONE_ELSE, next_call_at=PROMISE), "next-call-in-the-past"),
    ],
)
def test_what_an_outcome_needs(report: Report, code: str) -> None:
    with pytest.raises(InputError) as failure:
        check(report, NOW)
    assert failure.value.code == code


@pytest.mark.parametrize(
    "report",
    [
        Report(outcome=Outcome.CONNECTED, reason="other"),
        Report(outcome=Outcome.CONNECTED, next_call_at=NEXT),
        Report(outcome=Outcome.SOLD),
        Report(outcome=Outcome.NO_ANSWER),
        Report(outcome=Outcome.SOMEONE_ELSE),
    ],
)
def test_what_is_enough(report: Report) -> None:
    check(report, NOW)


def test_an_appointment_is_a_dated_next_call_from_a_conversation() -> None:
    talked = call_of(Outcome.CONNECTED, result_of(Outcome.CONNECTED), next_call_at=NEXT)
    promised_to_oneself = call_of(Outcome.CALL_BACK_LATER, result_of(Outcome.CALL_BACK_LATER), next_call_at=NEXT)
    said_by_them = replace(promised_to_oneself, person=True)
    appointments = (talked.appointment, promised_to_oneself.appointment, said_by_them.appointment)
    assert appointments == (True, False, True)


@pytest.mark.parametrize("outcome", [Outcome.CONNECTED, Outcome.NOT_INTERESTED, Outcome.SOLD])
def test_a_conversation_makes_the_texts_of_earlier_tries_untrue(outcome: Outcome) -> None:
    lead = Lead(id=1, name="Dana Ruiz", phones=(MAIN,))
    found = consequences(lead, MAIN, Report(outcome=outcome, next_call_at=NEXT, reason="timing"), SETTING)
    assert set(found.drops_open) == {TouchKind.TEXT, TouchKind.VIDEO}
    assert not consequences(lead, MAIN, Report(outcome=Outcome.NO_ANSWER), SETTING).drops_open
