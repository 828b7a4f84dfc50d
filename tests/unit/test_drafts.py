"""Drafted words: private notes never reach the customer (product.md section 3, step 5, and section 13)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.leads import FollowUp, Lead
from lch_desktop.services.drafts import opener, text_after_talk, text_after_voicemail, text_running_late
from lch_desktop.words import Style

NEXT = datetime(2026, 11, 24, 14, 40, tzinfo=UTC)  # Tuesday, 8:40 in Chicago, 9:40 in New York
STYLE = Style()
DANA = Lead(name="Dana Ruiz", first_name="Dana", zone="America/New_York")


def drafts(lead: Lead, rep: str = "Sam Ode") -> list[str]:
    """Every text that may go to a customer."""
    return [
        text_after_talk(lead, NEXT, rep, "America/Chicago", STYLE),
        text_after_talk(lead, None, rep, "America/Chicago", STYLE),
        text_after_voicemail(lead, rep),
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
        (Lead(company="Ruiz Ltd"), "there"),
        (Lead(), "there"),
    ],
)
def test_what_a_lead_is_called(lead: Lead, called: str) -> None:
    assert drafts(lead)[1] == f"Thank you, {called}. Sam Ode"


_secret = st.text("qxzjvw", min_size=5, max_size=12)  # no word of ours looks like that


@given(st.lists(_secret, min_size=6, max_size=6))
def test_no_private_word_is_ever_in_a_draft(words: list[str]) -> None:
    notes, personal, last_talk, may_need, goal, company = words
    lead = Lead(
        name="Dana Ruiz",
        first_name="Dana",
        company=company,
        notes=notes,
        personal=personal,
        last_talk=last_talk,
        may_need=may_need,
        follow=FollowUp(goal=goal),
    )
    for text in drafts(lead):
        assert not [word for word in words if word in text]
