"""Logging on the real store: all that follows is there, and undo takes all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Outcome, TouchStatus
from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.handoff import HandOff
from lch_desktop.domain.leads import FollowUp, Lead, PhoneStatus, Stage, Talk
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from tests.fakes import START, FakeClock
from tests.integration.wired import Maker, close_all, dump, wired

TODAY = date(2026, 11, 23)
NEXT = datetime(2026, 11, 24, 14, 40, tzinfo=UTC)
BUSY = FollowUp(
    stage=Stage.TRYING,
    attempts=2,
    voicemails=1,
    promise_at=START - timedelta(minutes=3),
    promise_asked=True,
    fresh_at=START - timedelta(hours=2),
    starred_on=TODAY,
    talk=Talk(START - timedelta(days=3), 0.6, 1.5),
    goal="Get one date",
)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)
    close_all()


@pytest.fixture
def make(services: Services) -> Maker:
    return Maker(services)


def report_of(outcome: Outcome, **more: object) -> Report:
    given: dict[str, object] = {"outcome": outcome, "reason": "timing", "note": "the roof", "asks": 1}
    if outcome in (Outcome.CONNECTED, Outcome.CALL_BACK_LATER):
        given["next_call_at"] = NEXT
    return Report(**{**given, **more})  # type: ignore[arg-type]


def stored(services: Services, lead: Lead) -> Lead:
    found = services.store.leads.get(lead.id)
    assert found is not None
    return found


@pytest.mark.parametrize("outcome", list(Outcome))
def test_undo_and_redo_write_exactly_what_was_and_what_became(
    outcome: Outcome, services: Services, make: Maker, data_dir: Path, clock: FakeClock
) -> None:
    lead = make.lead("+15125550143", "+15125550144", follow=BUSY, email="dana@example.com")
    make.lead("+15125550143")  # who shares the number
    services.log.log(lead.id, report_of(Outcome.NO_ANSWER), Dial())
    clock.advance(86_400)
    before = dump(data_dir)
    services.log.log(
        lead.id,
        report_of(outcome, next_call_at=None if outcome is Outcome.SOLD else NEXT + timedelta(days=3)),
        Dial(started_at=clock.now()),
    )
    after = dump(data_dir)
    assert after != before
    clock.advance(30)
    undone = services.log.undo()
    assert (undone.entry.label, undone.touch_stays) == (outcome.value, False)
    assert dump(data_dir) == before
    services.log.redo()
    assert dump(data_dir) == after
    services.log.undo()
    assert dump(data_dir) == before


def test_undo_step_by_step_back_to_the_beginning_after_a_restart(
    services: Services, make: Maker, data_dir: Path, clock: FakeClock
) -> None:
    lead = make.lead()
    dumps = [dump(data_dir)]
    for outcome in (Outcome.NO_ANSWER, Outcome.LEFT_VOICEMAIL, Outcome.CONNECTED):
        services.log.log(lead.id, report_of(outcome), Dial())
        dumps.append(dump(data_dir))
        clock.advance(60)
    services.store.close()
    reopened = wired(data_dir, clock)
    while dumps:
        assert dump(data_dir) == dumps.pop()
        if dumps:
            reopened.log.undo()
    with pytest.raises(RuleError) as failure:
        reopened.log.undo()
    assert failure.value.code == "nothing-to-undo"


def test_after_a_new_step_there_is_nothing_to_redo(services: Services, make: Maker) -> None:
    lead = make.lead()
    services.log.log(lead.id, report_of(Outcome.NO_ANSWER), Dial())
    services.log.undo()
    services.log.log(lead.id, report_of(Outcome.LEFT_VOICEMAIL), Dial())
    with pytest.raises(RuleError) as failure:
        services.log.redo()
    assert failure.value.code == "nothing-to-redo"


def test_undo_of_the_folder_refuses_the_open_card(services: Services, make: Maker) -> None:
    lead = make.lead(name="Dana Ruiz")
    services.log.log(lead.id, report_of(Outcome.NO_ANSWER), Dial())
    with pytest.raises(RuleError) as failure:
        services.log.undo(open_lead_id=lead.id)
    assert (failure.value.code, failure.value.values["name"]) == ("undo-lead-open", "Dana Ruiz")
    assert services.store.calls.count() == 1


def test_a_touch_that_was_handed_off_stays_and_is_said(services: Services, make: Maker) -> None:
    lead = make.lead()
    logged = services.log.log(lead.id, report_of(Outcome.LEFT_VOICEMAIL), Dial())
    services.follow_through.hand_off(logged.touches[0].id, HandOff.TICKED, "")
    assert services.log.undo().touch_stays
    kept = services.store.touches.of_lead(lead.id)
    assert [touch.status for touch in kept] == [TouchStatus.SENT]


def test_a_touch_that_is_sent_lifts_the_altitude_and_its_untick_takes_the_lift_back(
    services: Services, make: Maker, clock: FakeClock
) -> None:
    lead = make.lead()
    logged = services.log.log(lead.id, report_of(Outcome.CONNECTED), Dial())
    clock.advance(4 * 3600)
    model = services.rep.model
    talk = stored(services, lead).follow.talk
    assert talk is not None
    low = model.now(talk, clock.now())
    services.follow_through.hand_off(logged.touches[1].id, HandOff.TICKED, "")  # the video
    lifted = stored(services, lead).follow.talk
    assert lifted is not None
    assert model.now(lifted, clock.now()) == pytest.approx(low + 0.5 * (0.8 - low))
    services.follow_through.take_back(logged.touches[1].id)
    assert stored(services, lead).follow.talk == talk


# What a call leaves behind


def test_connected(services: Services, make: Maker, clock: FakeClock) -> None:
    lead = make.lead(follow=replace(BUSY, attempts=4))
    began = clock.now()
    clock.advance(90)
    logged = services.log.log(lead.id, report_of(Outcome.CONNECTED), Dial(started_at=began, words="Thank you"))
    after = stored(services, lead)
    assert (after.last_talk, after.follow.attempts, after.follow.promise_at) == ("the roof", 0, NEXT)
    assert (logged.attempt, logged.next_call_at, logged.call.talk_s) == (1, NEXT, 90)
    assert [(t.kind.value, t.words, t.due_at) for t in services.store.touches.of_lead(lead.id)] == [
        ("text", "Thank you", clock.now() + timedelta(minutes=5)),
        ("video", "", clock.now() + timedelta(hours=4)),
    ]
    assert services.store.calls.get(logged.call.id) == logged.call


@pytest.mark.parametrize(
    ("outcome", "person", "talk_s"),
    [(Outcome.NO_ANSWER, False, 0), (Outcome.CALL_BACK_LATER, True, 40), (Outcome.SOMEONE_ELSE, False, 40)],
)
def test_only_a_person_makes_talk_time(
    outcome: Outcome, person: bool, talk_s: int, services: Services, make: Maker, clock: FakeClock
) -> None:
    began = clock.now()
    clock.advance(40)
    logged = services.log.log(make.lead().id, report_of(outcome, person=person), Dial(started_at=began))
    assert logged.call.talk_s == talk_s


def test_a_clock_set_back_during_the_call_makes_no_negative_talk(
    services: Services, make: Maker, clock: FakeClock
) -> None:
    began = clock.now()
    clock.jump(-3600)
    logged = services.log.log(make.lead().id, Report(outcome=Outcome.SOLD), Dial(started_at=began))
    assert logged.call.talk_s == 0


def test_a_wrong_number_is_retired_for_this_lead_alone(services: Services, make: Maker) -> None:
    lead, other = make.lead("+15125550143", "+15125550144"), make.lead("+15125550143")
    logged = services.log.log(lead.id, report_of(Outcome.WRONG_NUMBER), Dial())
    assert logged.offer is not None
    assert (logged.offer.e164, logged.attempt) == ("+15125550144", 1)
    assert [p.status for p in stored(services, lead).phones] == [PhoneStatus.WRONG, PhoneStatus.OK]
    assert stored(services, other).phones[0].status is PhoneStatus.OK
    shown = [entry.lead_id for entry in services.queueing.build().queue.entries]
    assert lead.id in shown  # the lead is still called, on its other number
    logged = services.log.log(lead.id, report_of(Outcome.WRONG_NUMBER), Dial())
    assert logged.offer is None
    assert stored(services, lead).needs_number


def test_do_not_call_suppresses_the_number_for_everybody(services: Services, make: Maker) -> None:
    lead = make.lead("+15125550143", "+15125550144")
    other = make.lead("+15125550143", "+15125550145")
    services.log.log(lead.id, report_of(Outcome.LEFT_VOICEMAIL), Dial())
    services.log.log(lead.id, report_of(Outcome.DO_NOT_CALL), Dial())
    assert services.store.suppressions.among(["+15125550143", "+15125550145"]) == {"+15125550143"}
    assert stored(services, lead).do_not_call
    assert [p.status for p in stored(services, other).phones] == [PhoneStatus.DO_NOT_CALL, PhoneStatus.OK]
    assert not stored(services, other).do_not_call
    assert {t.status for t in services.store.touches.of_lead(lead.id)} == {TouchStatus.DROPPED}
    assert make.lead("+15125550143").phones[0].status is PhoneStatus.DO_NOT_CALL


def test_a_report_that_lacks_something_leaves_nothing(services: Services, make: Maker, data_dir: Path) -> None:
    lead = make.lead()
    before = dump(data_dir)
    for report, dial in (
        (Report(outcome=Outcome.CONNECTED), Dial()),
        (Report(outcome=Outcome.SOLD), Dial(phone_id=99)),
        (Report(outcome=Outcome.SOLD, next_call_at=START), Dial()),
    ):
        with pytest.raises(InputError):
            services.log.log(lead.id, report, dial)
    with pytest.raises(InputError):
        services.log.log(404, Report(outcome=Outcome.SOLD), Dial())
    assert dump(data_dir) == before


def test_an_edit_changes_the_words_and_is_undone_too(services: Services, make: Maker, data_dir: Path) -> None:
    lead = make.lead()
    call = services.log.log(lead.id, report_of(Outcome.SOLD), Dial()).call
    before = dump(data_dir)
    services.log.edit(call, note="the barn", asks=2, goal_hit=True)
    assert stored(services, lead).last_talk == "the barn"
    services.log.undo()
    assert dump(data_dir) == before


def test_the_day_of_a_call_begins_at_three(services: Services, make: Maker, clock: FakeClock) -> None:
    clock.jump((datetime(2026, 11, 24, 8, 30, tzinfo=UTC) - START).total_seconds())  # 2:30 in Chicago
    logged = services.log.log(make.lead().id, report_of(Outcome.NO_ANSWER), Dial())
    assert logged.call.local_on == TODAY


def test_the_last_day_called_is_the_leads(services: Services, make: Maker, clock: FakeClock) -> None:
    tokyo = make.lead(zone="Asia/Tokyo")
    services.log.log(tokyo.id, report_of(Outcome.NO_ANSWER), Dial())  # 1:30 on Tuesday there
    assert stored(services, tokyo).follow.last_call_on == date(2026, 11, 24)


@pytest.mark.parametrize("outcome", [Outcome.CONNECTED, Outcome.CALL_BACK_LATER, Outcome.SOMEONE_ELSE, Outcome.SOLD])
def test_nobody_who_is_never_called_again_is_promised_a_call(
    outcome: Outcome, services: Services, make: Maker, data_dir: Path
) -> None:
    lead = make.lead(name="Dana Ruiz")
    services.book.do_not_call([lead.id])
    before = dump(data_dir)
    with pytest.raises(RuleError) as failure:
        services.log.log(lead.id, report_of(outcome, next_call_at=NEXT), Dial())
    assert (failure.value.code, failure.value.values) == ("never-called-again", {"name": "Dana Ruiz"})
    assert dump(data_dir) == before
    if outcome is not Outcome.CALL_BACK_LATER:  # a call that was made is logged all the same
        services.log.log(lead.id, report_of(outcome, next_call_at=None), Dial())
        assert stored(services, lead).follow.promise_at is None
