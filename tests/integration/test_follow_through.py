"""Touches on the real store: what is drafted, which way each may go, when not, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.handoff import HandOff, fits_code
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.templates import DEFAULTS, Template
from lch_desktop.messages import sentence
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial, Logged
from lch_desktop.services.drafts import text_running_late
from lch_desktop.services.follow_through import DueTouch, FollowThrough, template_of, text_phone
from lch_desktop.words import Style
from tests.fakes import START, FakeClock
from tests.integration.wired import Maker, close_all, dump, wired

NEXT = datetime(2026, 11, 24, 14, 40, tzinfo=UTC)  # Tuesday, 8:40 in Chicago, 9:40 in New York
NEW_YORK = "America/New_York"
PRIVATE = {
    "notes": "zzznote",
    "personal": "zzzpersonal",
    "last_talk": "zzztalk",
    "may_need": "zzzneed",
    "company": "zzzcompany",
}


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(data_dir, clock)
    made.rep.save(replace(made.rep.settings, rep_name="Sam Ode"))
    yield made
    close_all()


@pytest.fixture
def make(services: Services) -> Maker:
    return Maker(services)


@pytest.fixture
def through(services: Services) -> FollowThrough:
    return services.follow_through


def dana(make: Maker, **more: str) -> Lead:
    given = {
        "name": "Dana Ruiz",
        "first_name": "Dana",
        "zone": NEW_YORK,
        "email": "dana@example.com",
        **PRIVATE,
        **more,
    }
    return make.lead(**given)  # type: ignore[arg-type]


def log(services: Services, lead: Lead, outcome: Outcome, **more: object) -> Logged:
    given: dict[str, object] = {"outcome": outcome, "note": "zzznote of the call", "reason": "timing", **more}
    return services.log.log(lead.id, Report(**given), Dial())  # type: ignore[arg-type]


def the(through: FollowThrough, logged: Logged, kind: TouchKind) -> DueTouch:
    found = through.get(next(touch.id for touch in logged.touches if touch.kind is kind))
    assert found is not None
    return found


def stored(services: Services, touch: Touch) -> Touch:
    found = services.store.touches.get(touch.id)
    assert found is not None
    return found


# What is due


def test_what_is_due_comes_soonest_first_with_its_person(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    first, second = dana(make), make.lead(name="Jun Park")
    log(services, first, Outcome.CONNECTED, next_call_at=NEXT)
    log(services, second, Outcome.LEFT_VOICEMAIL)
    until = START + timedelta(hours=5)
    listed = [(due.lead.id, due.touch.kind.value) for due in through.due(until)]
    assert listed == [(first.id, "text"), (second.id, "text"), (first.id, "video")]
    assert len(through.due(until, limit=1)) == 1
    assert through.due(START) == []
    assert through.get(999) is None


# The words


def test_after_a_talk_the_text_the_video_and_its_shots(services: Services, make: Maker, through: FollowThrough) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    text = through.draft(the(through, logged, TouchKind.TEXT))
    assert (text.words, text.subject, text.shots) == (
        "Thank you, Dana. I'll call Tuesday at 9:40 am your time. Sam Ode", "", ()
    )  # fmt: skip
    video = through.draft(the(through, logged, TouchKind.VIDEO), Style(twelve_hour=False))
    assert "I'll call Tuesday at 9:40 your time." in video.words
    assert video.subject == "A short video for you"
    assert len(video.shots) == 3
    assert "Hi Dana, Sam Ode here." in video.shots[0]


def test_once_the_agreed_time_is_over_it_is_not_promised(
    services: Services, make: Maker, through: FollowThrough, clock: FakeClock
) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    clock.advance(86_400)
    for due in (the(through, logged, TouchKind.TEXT), the(through, logged, TouchKind.VIDEO)):
        draft = through.draft(due)
        assert "Tuesday" not in " ".join((draft.words, *draft.shots))


def test_a_call_that_was_moved_is_promised_where_it_is_now(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    lead = dana(make)
    logged = log(services, lead, Outcome.CONNECTED, next_call_at=NEXT)
    due = the(through, logged, TouchKind.TEXT)
    moved = replace(due.lead.follow, promise_at=NEXT + timedelta(days=1))
    services.store.leads.save_follow(lead.id, moved)
    assert "Wednesday at 9:40 am" in through.draft(the(through, logged, TouchKind.TEXT)).words


def test_own_words_that_say_the_old_day_are_told(services: Services, make: Maker, through: FollowThrough) -> None:
    lead = dana(make)
    logged = log(services, lead, Outcome.CONNECTED, next_call_at=NEXT)
    due = the(through, logged, TouchKind.TEXT)
    through.keep(due.touch.id, "Until Tuesday, 9:40 am!")
    assert through.draft(the(through, logged, TouchKind.TEXT)).still_says == ""
    services.store.leads.save_follow(lead.id, replace(due.lead.follow, promise_at=NEXT + timedelta(days=1)))
    draft = through.draft(the(through, logged, TouchKind.TEXT))
    assert (draft.still_says, draft.words) == ("Tuesday", "Until Tuesday, 9:40 am!")


def test_a_conversation_drops_the_texts_of_earlier_tries_and_undo_brings_them_back(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    lead = dana(make)
    left = log(services, lead, Outcome.LEFT_VOICEMAIL)
    mine = through.add(lead.id, TouchKind.TEXT, services.rep.now())
    log(services, lead, Outcome.NOT_INTERESTED)
    assert stored(services, left.touches[0]).status is TouchStatus.DROPPED
    assert stored(services, mine).status is TouchStatus.OPEN, "the rep's own"
    services.log.undo()
    assert stored(services, left.touches[0]).status is TouchStatus.OPEN


def test_nothing_is_due_to_who_became_do_not_call_in_any_way(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    lead = dana(make)
    log(services, lead, Outcome.LEFT_VOICEMAIL)
    until = services.rep.now() + timedelta(days=1)
    assert through.due(until)
    services.store.leads.save_fields(lead.id, {"do_not_call": True}, by_rep=True)
    assert not through.due(until)
    services.store.leads.save_fields(lead.id, {"do_not_call": False}, by_rep=True)
    assert through.due(until)


def test_the_words_that_were_kept_come_first(services: Services, make: Maker, through: FollowThrough) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    due = the(through, logged, TouchKind.TEXT)
    through.keep(due.touch.id, "My own {words}")
    again = the(through, logged, TouchKind.TEXT)
    assert through.draft(again).words == "My own {words}"
    through.keep(due.touch.id, "", "clip.mp4")
    assert stored(services, due.touch).file == "clip.mp4"
    assert through.draft(the(through, logged, TouchKind.TEXT)).words.startswith("Thank you, Dana.")
    through.keep(999, "nothing is there")


def test_the_reps_own_templates_are_used(services: Services, make: Maker, through: FollowThrough) -> None:
    own = (("after-talk", "Danke {first_name}! {day} {time} your time. {rep}"), ("late", "{nonsense}"))
    services.rep.save(replace(services.rep.settings, templates=own))
    lead = dana(make)
    logged = log(services, lead, Outcome.CONNECTED, next_call_at=NEXT)
    assert through.draft(the(through, logged, TouchKind.TEXT)).words == "Danke Dana! Tuesday 9:40 am your time. Sam Ode"
    assert text_running_late(lead, services.rep.name, own) == "Hi Dana, I am running 10 minutes late. Sam Ode"


SPOKE = {"attempt": 1, "ended_at": START, "local_on": START.date(), "lead_id": 1}


def call(outcome: Outcome, **more: object) -> Call:
    return Call(**{**SPOKE, "outcome": outcome, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "made", "stage", "has_date", "template"),
    [
        (TouchKind.TEXT, call(Outcome.CONNECTED), Stage.TALKING, True, Template.AFTER_TALK),
        (TouchKind.TEXT, call(Outcome.CONNECTED), Stage.TALKING, False, Template.AFTER_TALK_NO_DATE),
        (TouchKind.TEXT, call(Outcome.CALL_BACK_LATER, person=True), Stage.TRYING, True, Template.AFTER_TALK),
        (TouchKind.TEXT, call(Outcome.CALL_BACK_LATER), Stage.TRYING, False, Template.AFTER_NO_ANSWER),
        (TouchKind.TEXT, call(Outcome.SOMEONE_ELSE), Stage.TRYING, False, Template.AFTER_NO_ANSWER),
        (TouchKind.TEXT, call(Outcome.LEFT_VOICEMAIL), Stage.TRYING, False, Template.AFTER_VOICEMAIL),
        (TouchKind.TEXT, call(Outcome.NO_ANSWER), Stage.TRYING, False, Template.AFTER_NO_ANSWER),
        (TouchKind.TEXT, call(Outcome.NO_ANSWER, attempt=5), Stage.TRYING, False, Template.USEFUL_TEXT),
        (TouchKind.TEXT, None, Stage.NEW, False, Template.USEFUL_TEXT),
        (TouchKind.TEXT, None, Stage.TALKING, True, Template.AFTER_TALK),
        (TouchKind.VIDEO, call(Outcome.CONNECTED), Stage.TALKING, True, Template.VIDEO),
        (TouchKind.VIDEO, call(Outcome.LEFT_VOICEMAIL, attempt=2), Stage.TRYING, False, Template.VIDEO_NO_DATE),
        (TouchKind.EMAIL, call(Outcome.NO_ANSWER, attempt=3), Stage.TRYING, False, Template.EMAIL),
        (TouchKind.EMAIL, call(Outcome.NOT_INTERESTED), Stage.NURTURE, False, Template.SERVICE),
        (TouchKind.EMAIL, None, Stage.NURTURE, False, Template.SERVICE),
        (TouchKind.NOTE, call(Outcome.NO_ANSWER, attempt=4), Stage.TRYING, False, Template.NOTE),
        (TouchKind.NOTE, call(Outcome.SOLD), Stage.SOLD, False, Template.NOTE_SOLD),
        (TouchKind.NOTE, None, Stage.SOLD, False, Template.NOTE_SOLD),
        (TouchKind.NOTE, call(Outcome.NOT_INTERESTED), Stage.NURTURE, False, Template.NOTE_SERVICE),
    ],
)
def test_which_words_go_with_which_touch(
    kind: TouchKind, made: Call | None, stage: Stage, has_date: bool, template: Template
) -> None:
    lead = Lead(follow=FollowUp(stage=stage))
    assert template_of(kind, lead, made, has_date=has_date) is template


@pytest.mark.parametrize("outcome", list(Outcome))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(own=st.dictionaries(st.sampled_from([each.value for each in Template]), st.text(max_size=60), max_size=4))
def test_nothing_private_is_in_any_draft_of_any_outcome(
    outcome: Outcome, own: dict[str, str], services: Services, make: Maker, through: FollowThrough
) -> None:
    services.rep.save(replace(services.rep.settings, templates=tuple(own.items())))
    lead = dana(make)
    next_call_at = None if outcome in (Outcome.SOLD, Outcome.NOT_INTERESTED) else NEXT
    log(services, lead, outcome, next_call_at=next_call_at)
    for kind in TouchKind:
        if outcome is not Outcome.DO_NOT_CALL:
            through.add(lead.id, kind, START)
    for touch in services.store.touches.of_lead(lead.id):
        due = through.get(touch.id)
        assert due is not None
        draft = through.draft(due)
        assert draft.words
        assert "zzz" not in " ".join((draft.words, draft.subject, *draft.shots))


# Which way


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        (TouchKind.TEXT, "sms copy qr ticked"),
        (TouchKind.VIDEO, "mail sms copy qr ticked"),
        (TouchKind.EMAIL, "mail copy ticked"),
        (TouchKind.NOTE, "print copy ticked"),
    ],
)
def test_the_ways_of_each_kind(kind: TouchKind, ways: str, make: Maker, through: FollowThrough) -> None:
    touch = through.add(dana(make).id, kind, START)
    due = through.get(touch.id)
    assert due is not None
    assert " ".join(through.ways(due)) == ways
    assert through.why_not(due) == ""


@pytest.mark.parametrize(
    ("chosen", "text", "video"),
    [
        ("sms", "sms copy qr ticked", "mail sms copy qr ticked"),
        ("copy", "copy sms qr ticked", "mail copy sms qr ticked"),
        ("qr", "qr sms copy ticked", "mail qr sms copy ticked"),
    ],
)
def test_the_usual_way_comes_first(
    chosen: str, text: str, video: str, services: Services, make: Maker, through: FollowThrough
) -> None:
    services.rep.save(replace(services.rep.settings, text_way=chosen))
    lead = dana(make)
    for kind, ways in ((TouchKind.TEXT, text), (TouchKind.VIDEO, video)):
        due = through.get(through.add(lead.id, kind, START).id)
        assert due is not None
        assert " ".join(through.ways(due)) == ways


def test_links_and_codes(make: Maker, through: FollowThrough) -> None:
    due = through.get(through.add(dana(make).id, TouchKind.VIDEO, START).id)
    assert due is not None
    number = due.lead.phones[0].e164
    assert through.link(due, HandOff.SMS, "Hi") == f"sms:{number}?&body=Hi"
    assert through.link(due, HandOff.MAIL, "Hi", "One") == "mailto:dana@example.com?subject=One&body=Hi"
    assert through.code(due, "Hi") == f"SMSTO:{number}:Hi"
    for way in (HandOff.COPY, HandOff.QR, HandOff.PRINT, HandOff.TICKED):
        assert through.link(due, way, "Hi") == ""


def test_our_own_texts_fit_a_code(services: Services, make: Maker, through: FollowThrough) -> None:
    logged = log(services, dana(make, first_name="Konstantínos-Aléxandros"), Outcome.CONNECTED, next_call_at=NEXT)
    due = the(through, logged, TouchKind.TEXT)
    assert fits_code(through.code(due, through.draft(due).words))


@pytest.mark.parametrize(
    ("phones", "taken"),
    [
        ((Phone(e164="+11", kind="fixed"), Phone(e164="+12", kind="mobile")), "+12"),
        ((Phone(e164="+11"), Phone(e164="+12", label="Cell")), "+12"),
        ((Phone(e164="+11", extension="4", kind="mobile"), Phone(e164="+12", kind="fixed")), "+12"),
        ((Phone(e164="+11", kind="toll-free"), Phone(e164="+12", kind="fixed-or-mobile")), "+12"),
        ((Phone(e164="+11", kind="mobile", status=PhoneStatus.WRONG), Phone(e164="+12")), "+12"),
        ((Phone(e164="+11"), Phone(e164="+12")), "+11"),
        ((Phone(raw="x"),), ""),
        ((), ""),
    ],
)
def test_the_number_a_text_goes_to(phones: tuple[Phone, ...], taken: str) -> None:
    found = text_phone(Lead(phones=phones))
    assert (found.e164 if found else "") == taken


# When not


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, ""),
        (-4, "It is outside Dana Ruiz's calling hours until 8:00 am in New York."),
        (10, "It is outside Dana Ruiz's calling hours until tomorrow 8:00 am in New York."),
    ],
)
def test_whatever_arrives_at_once_keeps_the_calling_hours(
    hours: int, said: str, make: Maker, through: FollowThrough, clock: FakeClock
) -> None:
    lead = dana(make)
    clock.jump(hours * 3600)
    for kind in TouchKind:
        due = through.get(through.add(lead.id, kind, START).id)
        assert due is not None
        at_once = kind is not TouchKind.NOTE
        assert through.why_not(due) == (said if at_once else "")
        if said and at_once:
            assert through.ways(due) == (HandOff.TICKED,)


def test_where_the_clock_is_a_guess_no_place_is_named(make: Maker, through: FollowThrough, clock: FakeClock) -> None:
    lead = dana(make, zone="")
    clock.jump(-8 * 3600)
    due = through.get(through.add(lead.id, TouchKind.TEXT, START).id)
    assert due is not None
    said = through.why_not(due, Style(twelve_hour=False))
    assert said == "It is outside Dana Ruiz's calling hours until 8:00."


@pytest.mark.parametrize(
    ("changes", "kind", "said"),
    [
        ({"no_email": True}, TouchKind.EMAIL, "Dana Ruiz asked for no e-mail."),
        ({"email": ""}, TouchKind.EMAIL, "Dana Ruiz has no e-mail address."),
        ({"do_not_call": True}, TouchKind.TEXT, "Dana Ruiz is not to be contacted any more."),
        ({"do_not_call": True}, TouchKind.EMAIL, "Dana Ruiz is not to be contacted any more."),
        ({"do_not_call": True}, TouchKind.NOTE, "Dana Ruiz is not to be contacted any more."),
        ({"phones": ()}, TouchKind.TEXT, "Dana Ruiz has no number that can be texted."),
        ({"no_email": True}, TouchKind.NOTE, ""),
        ({"email": "", "phones": ()}, TouchKind.NOTE, ""),
    ],
)
def test_why_it_cannot_go(
    changes: dict[str, object], kind: TouchKind, said: str, services: Services, make: Maker, through: FollowThrough
) -> None:
    lead = dana(make)
    touch = through.add(lead.id, kind, START)
    due = DueTouch(touch, replace(lead, **changes))  # type: ignore[arg-type]
    assert through.why_not(due) == said


def test_a_video_does_not_go_by_mail_to_who_wants_none(make: Maker, through: FollowThrough) -> None:
    lead = dana(make)
    due = DueTouch(through.add(lead.id, TouchKind.VIDEO, START), replace(lead, no_email=True))
    assert HandOff.MAIL not in through.ways(due)
    assert HandOff.SMS in through.ways(due)


@pytest.mark.parametrize("way", [way for way in HandOff if way is not HandOff.TICKED])
def test_what_may_not_go_is_refused_and_can_be_ticked(
    way: HandOff, services: Services, make: Maker, through: FollowThrough, clock: FakeClock
) -> None:
    touch = through.add(dana(make).id, TouchKind.TEXT, START)
    clock.jump(12 * 3600)
    with pytest.raises(RuleError) as refused:
        through.hand_off(touch.id, way, "Hi")
    assert sentence(refused.value) == (
        "It is outside Dana Ruiz's calling hours until tomorrow 8:00 am in New York, so nothing was handed over."
    )
    assert stored(services, touch).status is TouchStatus.OPEN
    through.hand_off(touch.id, HandOff.TICKED, "Hi")
    assert stored(services, touch).status is TouchStatus.SENT


def test_after_do_not_call_nothing_is_due_and_nothing_can_be_added(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    lead = dana(make)
    log(services, lead, Outcome.LEFT_VOICEMAIL)
    log(services, lead, Outcome.DO_NOT_CALL)
    assert through.due(START + timedelta(days=400)) == []
    with pytest.raises(RuleError, match="touch-not-now"):
        through.add(lead.id, TouchKind.NOTE, START)
    with pytest.raises(InputError, match="unknown-lead"):
        through.add(999, TouchKind.NOTE, START)


def test_who_shares_a_number_that_is_never_to_be_called_gets_no_text(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    lead, other = make.lead("+15125550143"), make.lead("+15125550143", name="Kim Boone")
    logged = log(services, other, Outcome.LEFT_VOICEMAIL)
    log(services, lead, Outcome.DO_NOT_CALL)
    due = the(through, logged, TouchKind.TEXT)
    assert through.why_not(due) == "Kim Boone has no number that can be texted."
    assert through.code(due, "Hi") == ""
    assert through.link(due, HandOff.SMS, "Hi") == ""


# What becomes of it


@pytest.mark.parametrize("way", list(HandOff))
def test_a_hand_off_is_kept_and_taken_back(
    way: HandOff, services: Services, make: Maker, through: FollowThrough, clock: FakeClock, data_dir: Path
) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    due = the(through, logged, TouchKind.VIDEO)
    before = due.lead.follow.talk
    clock.advance(3600)
    through.hand_off(due.touch.id, way, "Hi", "clip.mp4")
    sent = stored(services, due.touch)
    assert (sent.status, sent.way, sent.words, sent.file, sent.done_at) == (
        TouchStatus.SENT, way.value, "Hi", "clip.mp4", clock.now()
    )  # fmt: skip
    lifted = the(through, logged, TouchKind.VIDEO).lead.follow.talk
    assert lifted is not None
    assert lifted.lift_h > 0
    assert due.touch.id not in [each.touch.id for each in through.due(NEXT)]
    through.take_back(due.touch.id)
    back = stored(services, due.touch)
    assert (back.status, back.way, back.done_at, back.words) == (TouchStatus.OPEN, "", None, "Hi")
    assert the(through, logged, TouchKind.VIDEO).lead.follow.talk == before


def test_twice_is_the_same_as_once(
    services: Services, make: Maker, through: FollowThrough, clock: FakeClock, data_dir: Path
) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    due = the(through, logged, TouchKind.TEXT)
    through.hand_off(due.touch.id, HandOff.SMS, "Hi")
    once = dump(data_dir)
    clock.advance(2)
    through.hand_off(due.touch.id, HandOff.COPY, "Other words")
    through.keep(due.touch.id, "Other words")
    through.drop(due.touch.id)
    assert dump(data_dir) == once


def test_what_is_not_wanted_comes_back(services: Services, make: Maker, through: FollowThrough, data_dir: Path) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    before = dump(data_dir)
    due = the(through, logged, TouchKind.TEXT)
    through.drop(due.touch.id)
    assert stored(services, due.touch).status is TouchStatus.DROPPED
    through.take_back(due.touch.id)
    assert dump(data_dir) == before


def test_a_touch_whose_call_was_taken_back_is_gone(services: Services, make: Maker, through: FollowThrough) -> None:
    logged = log(services, dana(make), Outcome.CONNECTED, next_call_at=NEXT)
    gone = logged.touches[0].id
    services.log.undo()
    assert through.get(gone) is None
    acts: list[Callable[[], None]] = [
        lambda: through.hand_off(gone, HandOff.SMS, "Hi"),
        lambda: through.take_back(gone),
        lambda: through.drop(gone),
    ]
    for act in acts:
        with pytest.raises(RuleError) as refused:
            act()
        assert sentence(refused.value) == "This is not due any more: the call it followed was taken back."
    through.keep(gone, "nobody")


def test_what_was_handed_off_stays_sent_when_its_call_is_undone(
    services: Services, make: Maker, through: FollowThrough
) -> None:
    logged = log(services, dana(make), Outcome.LEFT_VOICEMAIL)
    through.hand_off(logged.touches[0].id, HandOff.SMS, "Hi")
    assert services.log.undo().touch_stays
    assert stored(services, logged.touches[0]).way == "sms"


def test_every_template_is_used_or_is_for_a_promise(make: Maker) -> None:
    used = {
        template_of(kind, Lead(follow=FollowUp(stage=stage)), made, has_date=has_date)
        for kind in TouchKind
        for stage in Stage
        for made in (None, *(call(outcome, attempt=n) for outcome in Outcome for n in (1, 5)))
        for has_date in (True, False)
    }
    beside = {
        Template.LATE, Template.EMAIL_SUBJECT, Template.SERVICE_SUBJECT, Template.VIDEO_SUBJECT,
        Template.SHOT_LIST, Template.SHOT_LIST_NO_DATE,
    }  # fmt: skip
    assert used | beside == set(DEFAULTS)


def first_called(services: Services, make: Maker, *, not_mine: bool = False, **follow: object) -> Phone | None:
    services.rep.save(replace(services.rep.settings, phone_first=True))
    lead = dana(make)
    services.store.leads.save_follow(lead.id, replace(lead.follow, **follow))  # type: ignore[arg-type]
    if not_mine:
        services.store.leads.save_fields(lead.id, {"not_mine": True}, by_rep=True)
    touch = services.follow_through.add(lead.id, TouchKind.EMAIL, START)
    due = services.follow_through.get(touch.id)
    assert due is not None
    return services.follow_through.call_first(due, HandOff.MAIL)


TODAY = START.date()


@pytest.mark.parametrize(
    ("follow", "asks"),
    [
        ({}, True),
        ({"due_on": TODAY + timedelta(days=3)}, True),
        ({"snoozed_until": TODAY + timedelta(days=1)}, False),
        ({"snoozed_until": TODAY + timedelta(days=9)}, False),
        ({"snoozed_until": TODAY}, True),
        ({"promise_at": START + timedelta(days=3)}, False),
        ({"promise_at": START + timedelta(hours=3)}, False),
        ({"promise_at": START + timedelta(minutes=2)}, True),
        ({"promise_at": START - timedelta(hours=3)}, True),
        ({"stage": Stage.NOT_A_LEAD}, False),
        ({"stage": Stage.SOLD}, True),
        ({"not_mine": True}, False),
    ],
)
def test_a_call_that_is_to_wait_or_not_wanted_is_not_asked_for_first(
    services: Services, make: Maker, follow: dict[str, object], asks: bool
) -> None:
    assert (first_called(services, make, **follow) is not None) is asks  # type: ignore[arg-type]
