"""Drafted words: private notes never reach the customer (product.md section 3, step 5, and section 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.leads import FollowUp, Lead
from lch_desktop.domain.templates import DEFAULTS, Template, Values, fill, known
from lch_desktop.services.drafts import Writer, opener, text_after_talk, text_running_late
from lch_desktop.words import Style

NEXT = datetime(2026, 11, 24, 14, 40, tzinfo=UTC)  # Tuesday, 8:40 in Chicago, 9:40 in New York
STYLE = Style()
DANA = Lead(name="Dana Ruiz", first_name="Dana", zone="America/New_York")


def drafts(lead: Lead, rep: str = "Sam Ode") -> list[str]:
    """Every text that may go to a customer."""
    return [
        text_after_talk(lead, NEXT, rep, "America/Chicago", STYLE),
        text_after_talk(lead, None, rep, "America/Chicago", STYLE),
        Writer(rep_name=rep, rep_zone="America/Chicago", style=STYLE).words(Template.AFTER_VOICEMAIL, lead),
        text_running_late(lead, rep),
    ]


def test_the_text_holds_the_name_and_the_time_on_the_leads_clock() -> None:
    text = text_after_talk(DANA, NEXT, "Sam Ode", "America/Chicago", STYLE)
    assert text == "Thank you, Dana. I'll call Tuesday at 9:40 am your time. Sam Ode"
    late = text_after_talk(DANA, NEXT, "Sam Ode", "America/Chicago", Style(twelve_hour=False))
    assert late == "Thank you, Dana. I'll call Tuesday at 9:40 your time. Sam Ode"


def test_the_day_is_that_of_the_lead() -> None:
    tokyo = Lead(name="Jun Park", first_name="Jun", zone="Asia/Tokyo")
    evening = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert "Wednesday at 8:00 am your time" in text_after_talk(tokyo, evening, "Sam", "America/Chicago", STYLE)


def test_where_the_zone_is_a_guess_nothing_is_said_of_their_time() -> None:
    text = text_after_talk(Lead(name="Kim", first_name="Kim"), NEXT, "Sam", "America/Chicago", STYLE)
    assert "your time" not in text
    assert "Tuesday at 8:40 am" in text


def test_a_time_that_is_over_is_not_promised() -> None:
    said = text_after_talk(DANA, NEXT, "Sam", "America/Chicago", STYLE, now=NEXT)
    assert said == "Thank you, Dana. Sam"


@pytest.mark.parametrize(
    ("days", "day"), [(0, "Tuesday"), (1, "Tuesday"), (6, "Tuesday"), (7, "Tuesday 24 Nov"), (30, "Tuesday 24 Nov")]
)
def test_a_day_more_than_six_days_away_has_its_date(days: int, day: str) -> None:
    now = NEXT - timedelta(days=days, hours=1)
    said = text_after_talk(DANA, NEXT, "Sam", "America/Chicago", STYLE, now=now)
    assert said == f"Thank you, Dana. I'll call {day} at 9:40 am your time. Sam"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("Bis {day}, {time}!", "Bis Tuesday, 8:40 am CST!"),
        ("See you {day} at {time} your time", "See you Tuesday at 8:40 am my time"),
    ],
)
def test_own_words_never_call_the_reps_clock_theirs(own: str, said: str) -> None:
    mine = (("after-talk", own),)
    text = text_after_talk(Lead(first_name="Kim"), NEXT, "Sam", "America/Chicago", STYLE, mine)
    assert text == said


def test_the_openers() -> None:
    talked = Lead(first_name="Dana", last_talk="the lease.")
    assert opener(talked, "Sam") == "Hi Dana, Sam here. Last time we talked about the lease."
    assert opener(DANA, "Sam") == "Hi Dana, Sam here. I had an idea for you."


@pytest.mark.parametrize("lead", [DANA, Lead(name="Dana Ruiz", first_name="Dana", last_talk="the lease")])
def test_without_a_name_of_the_rep_the_sentences_are_whole(lead: Lead) -> None:
    for text in (*drafts(lead, rep=""), opener(lead, "")):
        assert "{" not in text
        assert text.endswith(".")
        assert "  " not in text
    assert opener(lead, "").startswith("Hi Dana. ")


@pytest.mark.parametrize(
    "name", ["{rep}", "{0}", "{first_name.__class__}", "{}", "{", "}", "%s", "$rep", "Da{na", "{{x}}"]
)
def test_braces_in_a_name_stay_as_they_are(name: str) -> None:
    lead = Lead(first_name=name, name=name, last_talk=name)
    for text in (*drafts(lead), opener(lead, "Sam")):
        assert name in text
    assert all(text.endswith(name) for text in drafts(DANA, rep=name))


@pytest.mark.parametrize(
    ("lead", "called"),
    [
        (DANA, "Dana"),
        (Lead(name="Dana Ruiz"), "Dana"),
        (Lead(name="Dr. Anna Lang"), "Anna"),
        (Lead(name="Lang, Anna"), "Anna"),
        (Lead(name="Prof. Dr. Anna Lang"), "Anna"),
    ],
)
def test_what_a_lead_is_called(lead: Lead, called: str) -> None:
    assert drafts(lead)[1] == f"Thank you, {called}. Sam Ode"


@pytest.mark.parametrize("lead", [Lead(company="Ruiz Ltd", email="a@example.com"), Lead(), Lead(name="Dr. ")])
def test_without_a_name_of_the_lead_the_sentences_are_whole(lead: Lead) -> None:
    talked, undated, voicemail, late = drafts(lead)
    assert talked == "Thank you. I'll call Tuesday at 8:40 am my time. Sam Ode"
    assert undated == "Thank you. Sam Ode"
    assert voicemail == "Hi there, I just left you a voicemail. Sam Ode"
    assert late == "Hi there, I am running 10 minutes late. Sam Ode"


_secret = st.text("qxzjvw", min_size=5, max_size=12)  # no word of ours looks like that
_own = st.fixed_dictionaries(
    {},
    optional={
        each.value: st.lists(
            st.sampled_from(["Hello", "my", "plan.", "\n", *(f"{{{name}}}" for name in known(each))]), max_size=12
        ).map(" ".join)
        for each in Template
    },
)


@given(st.lists(_secret, min_size=12, max_size=12, unique=True), _own, st.booleans(), st.booleans())
def test_no_private_word_is_ever_in_a_draft(
    words: list[str], own: dict[str, str], has_date: bool, knows_zone: bool
) -> None:
    """Over all templates, the rep's own included: names, the agreed time, nothing else of the lead."""
    notes, personal, last_talk, may_need, goal, company, title, email, owner, status, city, last_name = words
    lead = Lead(
        name=f"Dana {last_name}",
        first_name="Dana",
        last_name=last_name,
        company=company,
        title=title,
        email=email,
        owner=owner,
        status=status,
        city=city,
        notes=notes,
        personal=personal,
        last_talk=last_talk,
        may_need=may_need,
        zone="America/New_York" if knows_zone else "",
        value=424242,
        follow=FollowUp(goal=goal),
    )
    writer = Writer(rep_name="Sam Ode", rep_zone="America/Chicago", style=STYLE, own=tuple(own.items()))
    drafted = [writer.words(template, lead, NEXT if has_date else None) for template in Template]
    for text in (*drafts(lead), *drafted):
        assert not [word for word in (*words, "424242", "424,242") if word in text]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_a_value(name: str, rep: str) -> None:
    """Whatever stands in a name, the words around it stay as they are."""
    values = Values(first_name=name, rep=rep, day="Tuesday", time="9:40 am")
    for template, words in DEFAULTS.items():
        plain = fill(words, replace(values, first_name="\x01", rep="\x02")) if name and rep else ""
        if plain and name.strip() == name and rep.strip() == rep:
            assert fill(words, values) == plain.replace("\x01", "\x00").replace("\x02", rep).replace("\x00", name), (
                template
            )
