"""What the card shows, from the pure builders of the hour's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.cadence import Cadences
from lch_desktop.domain.calls import Call, Outcome, Tally
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage, Talk
from lch_desktop.domain.session import Goals
from lch_desktop.services.scripts import CardLine, CardScript
from lch_desktop.ui.focus.state import (
    Curve,
    Facts,
    Slot,
    build_card,
    curve_of,
    goal_counts,
    late_words,
    lifted,
    minutes_left,
    voicemail_advice,
)
from lch_desktop.words import Style

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # Monday 10:30 in Chicago
MODEL, CADENCES = AltitudeModel(), Cadences()
PHONE = Phone(id=7, e164="+16145550143", shown="(614) 555-0143", extension="204")
LEAD = Lead(
    id=1,
    name="Dana Ruiz",
    first_name="Dana",
    company="Ruiz Dental",
    title="Owner",
    city="Columbus",
    state="OH",
    zone="America/New_York",
    last_talk="the noisy unit",
    personal="training for a half marathon",
    may_need="a date for the filters",
    notes="An old note",
    phones=(PHONE,),
    follow=FollowUp(stage=Stage.TALKING),
)

SCRIPT = CardScript(CardLine("Hi Dana, Sam here. Last time we talked about the noisy unit."), CardLine("It is Sam."))


def facts(**more: object) -> Facts:
    given: dict[str, object] = {
        "now": NOW,
        "rep_zone": "America/Chicago",
        "script": SCRIPT,
        "style": Style(twelve_hour=True),
        "model": MODEL,
        "cadences": CADENCES,
    }
    return Facts(**(given | more))  # type: ignore[arg-type]


def test_a_full_card() -> None:
    card = build_card(LEAD, PHONE, facts(why=("Starred for today",)))
    assert card.name == "Dana Ruiz"
    assert card.about == "Owner, Ruiz Dental"
    assert card.place == "Columbus 11:30 am"
    assert (card.phone, card.extension) == ("(614) 555-0143", "204")
    assert card.goal == "Get a yes to the next step"
    assert card.talked == "the noisy unit"
    assert card.personal == "training for a half marathon"
    assert card.may_need == "a date for the filters"
    assert card.opener == "Hi Dana, Sam here. Last time we talked about the noisy unit."
    assert card.altitude == "Altitude not known yet"
    assert card.attempt == 1
    assert card.why == ("Starred for today",)
    assert card.before == ""


@pytest.mark.parametrize(
    ("stage", "goal"),
    [
        (Stage.NEW, "Find out what they want to change"),
        (Stage.TRYING, "Get two minutes and one date"),
        (Stage.TALKING, "Get a yes to the next step"),
        (Stage.NURTURE, "Give one useful thing"),
        (Stage.SOLD, "Ask who else"),
    ],
)
def test_the_goal_of_each_stage_and_the_reps_own(stage: Stage, goal: str) -> None:
    lead = replace(LEAD, follow=FollowUp(stage=stage))
    assert build_card(lead, PHONE, facts()).goal == goal
    own = replace(LEAD, follow=FollowUp(stage=stage, goal="Book Tuesday"))
    assert build_card(own, PHONE, facts()).goal == "Book Tuesday"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ({}, "An old note"),
        ({"last_talk": "x"}, ""),
        ({"personal": "x"}, ""),
        ({"may_need": "x"}, ""),
    ],
)
def test_the_notes_stand_where_the_three_lines_are_empty(lines: dict[str, str], shown: str) -> None:
    bare = replace(LEAD, last_talk="", personal="", may_need="")
    assert build_card(replace(bare, **lines), PHONE, facts()).notes == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"name": "", "company": "Acme", "email": "a@example.com"}, ("Acme", "Owner")),
        ({"name": "", "company": "", "email": "a@example.com"}, ("a@example.com", "Owner")),
        ({"name": "", "company": "", "email": ""}, ("(614) 555-0143", "Owner")),
        ({"title": "", "company": ""}, ("Dana Ruiz", "")),
        ({"name": "<img src=x>", "title": '"; DROP TABLE lead;--', "company": "=2+2"}, None),
    ],
)
def test_nameless_leads_and_names_that_look_like_code(parts: dict[str, str], shown: tuple[str, str] | None) -> None:
    card = build_card(replace(LEAD, **parts), PHONE, facts())  # type: ignore[arg-type]
    assert (card.name, card.about) == (shown or ("<img src=x>", '"; DROP TABLE lead;--, =2+2'))


def test_a_lead_without_a_number() -> None:
    card = build_card(replace(LEAD, phones=()), None, facts())
    assert (card.phone, card.extension) == ("No number", "")


def test_an_unsure_zone_is_said() -> None:
    lead = replace(LEAD, zone="", city="", state="", phones=(Phone(e164="+18005550100", kind="toll-free"),))
    assert build_card(lead, lead.phone, facts()).place.endswith(", unsure")


@pytest.mark.parametrize(
    ("late_s", "said"),
    [
        (-300, ""),
        (0, ""),
        (59, ""),
        (60, "Dana promised 10:29 am, 1 min late"),
        (359, "Dana promised 10:24 am, 5 min late"),
        (3600, "Dana promised 9:30 am, 60 min late"),
        (3661, ""),
    ],
)
def test_the_late_chip(late_s: int, said: str) -> None:
    lead = replace(LEAD, follow=FollowUp(promise_at=NOW - timedelta(seconds=late_s)))
    given = facts()
    assert late_words(lead, given.now, given.rep_zone, given.style) == said


def call(**more: object) -> Call:
    given: dict[str, object] = {
        "lead_id": 1,
        "outcome": Outcome.NO_ANSWER,
        "ended_at": NOW - timedelta(days=4, hours=-7),
        "local_on": NOW.date(),
    }
    return Call(**(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (call(), "Thursday 5:30 pm, no answer"),
        (call(ended_at=NOW - timedelta(hours=1)), "Today 9:30 am, no answer"),
        (call(ended_at=NOW - timedelta(days=1)), "Yesterday 10:30 am, no answer"),
        (
            call(outcome=Outcome.LEFT_VOICEMAIL, voicemail=1, note="About the filters"),
            "Thursday 5:30 pm, left voicemail: “About the filters”",
        ),
        (call(note="private"), "Thursday 5:30 pm, no answer"),
    ],
)
def test_what_happened_before(last: Call, said: str) -> None:
    assert build_card(LEAD, PHONE, facts(calls=(last,))).before == said


@pytest.mark.parametrize(
    ("attempt", "left", "advice"),
    [
        (1, 0, "If voicemail: leave message 1 of 2"),
        (2, 1, "If voicemail: leave message 2 of 2"),
        (2, 2, "If voicemail: hang up, the next step is written"),
        (3, 0, "If voicemail: hang up, the next step is written"),
        (6, 2, "If voicemail: the closing message, if you like"),
        (7, 2, "If voicemail: hang up, the next step is written"),
    ],
)
def test_the_voicemail_advice(attempt: int, left: int, advice: str) -> None:
    assert voicemail_advice(attempt, left, CADENCES) == advice


def test_the_curve_falls_to_now_and_further_by_tomorrow() -> None:
    curve = curve_of(Talk(NOW - timedelta(hours=30)), MODEL, NOW)
    assert list(curve.past) == sorted(curve.past, reverse=True)
    assert curve.past[-1] == pytest.approx(curve.now)
    assert curve.tomorrow < curve.now
    assert all(0 <= share <= 1 for share in curve.past)


@pytest.mark.parametrize("talk", [Talk(NOW), Talk(NOW + timedelta(hours=2)), Talk(NOW - timedelta(days=4000))])
def test_the_curve_of_odd_talks_stays_within_0_and_1(talk: Talk) -> None:
    curve = curve_of(talk, MODEL, NOW)
    assert all(0 <= share <= 1 for share in (*curve.past, curve.now, curve.tomorrow))


def test_no_talk_no_curve() -> None:
    assert curve_of(None, MODEL, NOW) == Curve()


def test_the_dot_rises_once_somebody_was_spoken_with() -> None:
    risen = lifted(Talk(NOW - timedelta(hours=48)), MODEL, NOW, 0.8)
    assert risen.curve.lifted
    assert risen.curve.now == 0.8
    assert risen.altitude.startswith("Altitude 80%, up from ")
    assert lifted(None, MODEL, NOW, 0.8).altitude == "Altitude 80%"


def test_the_three_counts() -> None:
    done = Tally(dials=9, connects=4, conversations=3, asks=2, appointments=1)
    counts = goal_counts(Goals(calls=15, people=4, asks=2, appointments=2), done)
    assert [(c.label, c.done, c.goal) for c in counts] == [
        ("Conversations", 3, 4),
        ("Asks", 2, 2),
        ("Appointments", 1, 2),
    ]


@pytest.mark.parametrize(
    ("left_s", "said"),
    [(3600, "60 min left"), (3599.5, "60 min left"), (61, "2 min left"), (60, "1 min left"), (0, "0 min left")],
)
def test_minutes_are_rounded_up(left_s: float, said: str) -> None:
    assert minutes_left(left_s) == said


def test_a_slot_is_named_by_day_and_clock() -> None:
    assert Slot(NOW, "Tue 24 Nov", "8:40", "9:40 for Dana").name == "Tue 24 Nov 8:40"
