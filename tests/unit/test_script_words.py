"""The places in a script that are filled in, and what stands on the card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.leads import Lead
from lch_desktop.domain.script_starters import STARTERS, is_own
from lch_desktop.domain.script_words import PLACES, cue_of, fill, fits, meant, places_in, unknown_places
from lch_desktop.domain.scripts import ScriptKind
from lch_desktop.ui.practice.state import problem_of

DANA = Lead(name="Dana Ruiz", first_name="Dana", company="Alder Dental", last_talk="the noisy unit.")
BARE = Lead(company="")


@pytest.mark.parametrize(
    ("words", "lead", "rep", "said"),
    [
        ("Hi {first_name}, {rep} here.", DANA, "Sam", "Hi Dana, Sam here."),
        ("Hi {first_name}, {rep} here.", DANA, "", "Hi Dana."),
        ("Hi {first_name}, {rep} here.", BARE, "Sam", "Hi there, Sam here."),
        ("At {company}: {last_talk}.", DANA, "", "At Alder Dental: the noisy unit."),
        ("At {company}: {last_talk}.", BARE, "", "At your company: our last talk."),
        ("{unknown} {} { first_name }", DANA, "", "{unknown} {} { first_name }"),
        ("{{first_name}}", DANA, "", "{Dana}"),
        ("{first_name}", Lead(first_name="{rep}", name="{rep} x"), "Sam", "{rep}"),  # a value, never a pattern
        ("no places, 5 % off", DANA, "", "no places, 5 % off"),
    ],
)
def test_filled_for_a_lead(words: str, lead: Lead, rep: str, said: str) -> None:
    assert fill(words, lead, rep) == said


@given(words=st.text("ab {}firstname_\n", max_size=60))
def test_any_text_is_filled_without_an_error(words: str) -> None:
    assert "{first_name}" not in fill(words, DANA, "Sam").replace("{{", "")


@pytest.mark.parametrize(
    ("words", "lead", "can"),
    [
        ("Hi {first_name}, {rep}", BARE, True),
        ("About {last_talk}", DANA, True),
        ("About {last_talk}", BARE, False),
        ("At {company}", BARE, False),
        ("At {compny}", DANA, False),
    ],
)
def test_whether_it_can_be_said_to_them(words: str, lead: Lead, can: bool) -> None:
    assert fits(words, lead) is can


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("firstname", "first_name"), ("First Name", "first_name"), ("compny", "company"), ("last-talk", "last_talk"),
        ("Rep", "rep"), ("weather", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_mistyped_place_is_recognised(typed: str, known: str) -> None:
    assert meant(typed) == known


def test_places_are_found_in_their_order_and_once() -> None:
    assert places_in("{rep} {x} {rep} {first_name} {a\nb} {{company}}") == ("rep", "x", "first_name", "company")
    assert unknown_places("{rep} {x} {first_name}") == ("x",)
    assert unknown_places(" ".join(f"{{{place}}}" for place in PLACES)) == ()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Hi {first_name}", ""),
        ("Hi {firstname}", "Nothing is known for {firstname}, so this stays off the card: did you mean {first_name}?"),
        (
            "Nice {weather}",
            "Nothing is known for {weather}, so this stays off the card: "
            "use {first_name}, {company}, {last_talk} or {rep}.",
        ),
    ],
)
def test_one_sentence_about_an_unknown_place(words: str, sentence: str) -> None:
    assert problem_of(words) == sentence


@pytest.mark.parametrize(
    ("words", "cue", "shown"),
    [
        ("Hi Dana, Sam here. I had an idea.", "idea first", "idea first"),
        ("Hi Dana, Sam here. I had an idea.", " ", "Hi Dana, Sam here. I …"),
        ("Ready to sign?", "", "Ready to sign?"),
    ],
)
def test_the_cue_of_a_learned_script(words: str, cue: str, shown: str) -> None:
    assert cue_of(words, cue) == shown


@pytest.mark.parametrize("kind", ScriptKind)
def test_a_draft_is_nobodys_own_words(kind: ScriptKind) -> None:
    assert STARTERS[kind]
    for _, words in STARTERS[kind]:
        assert not unknown_places(words)
        assert not is_own(kind, words)
        assert not is_own(kind, f"  {words.upper()} ")
        assert is_own(kind, f"{words} Truly.")
