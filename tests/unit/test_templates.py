"""The rep's own templates: what is refused and how it is said, and how what is missing is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.handoff import SENTENCES, sentence_count
from lch_desktop.domain.templates import (
    AGREED,
    DEFAULTS,
    LISTS,
    LONGEST,
    MAILS,
    NAMES,
    SHOTS,
    WITH_DATE,
    Template,
    Values,
    check,
    fill,
    known,
    own_words,
    with_own,
)

DANA = Values(first_name="Dana", rep="Sam Ode", day="Tuesday", time="9:40 am")


@pytest.mark.parametrize("template", list(Template))
def test_ours_are_right(template: Template) -> None:
    words = DEFAULTS[template]
    assert check(words, template) == ""
    filled = fill(words, DANA)
    assert "{" not in filled
    assert "  " not in filled
    for missing in (Values(rep="Sam Ode", day="Tuesday", time="9"), Values(first_name="Dana", day="x", time="y")):
        made = fill(words, missing)
        assert "{" not in made
        assert "  " not in made
        assert " ," not in made
        assert " ." not in made


@pytest.mark.parametrize("template", sorted(MAILS))
def test_our_mails_are_brief(template: Template) -> None:
    assert 1 <= sentence_count(fill(DEFAULTS[template], DANA)) <= SENTENCES


@pytest.mark.parametrize("template", sorted(LISTS))
def test_a_shot_list_has_three_lines(template: Template) -> None:
    assert len(fill(DEFAULTS[template], DANA).splitlines()) == SHOTS


def test_the_words_of_the_method() -> None:
    assert fill(DEFAULTS[Template.AFTER_TALK], DANA) == (
        "Thank you, Dana. I'll call Tuesday at 9:40 am your time. Sam Ode"
    )


@pytest.mark.parametrize(
    ("words", "template", "named"),
    [
        ("Hi {name}", Template.AFTER_TALK, "{name}"),
        ("Hi {first name}", Template.AFTER_TALK, "{first name}"),
        ("Hi {FIRST_NAME}", Template.AFTER_TALK, "{FIRST_NAME}"),
        ("Hi {first_name", Template.AFTER_TALK, "{first_name"),
        ("Hi first_name}", Template.AFTER_TALK, "}"),
        ("Hi {}", Template.AFTER_TALK, "{}"),
        ("Hi {{first_name}}", Template.AFTER_TALK, "{"),
        ("You said {last_talk}", Template.AFTER_TALK, "{last_talk}"),
        ("You said {notes}", Template.EMAIL, "{notes}"),
        ("Your {personal}", Template.NOTE, "{personal}"),
        ("You need {may_need}", Template.SERVICE, "{may_need}"),
        ("I'll call {day}", Template.AFTER_VOICEMAIL, "{day}"),
        ("at {time}", Template.SHOT_LIST_NO_DATE, "{time}"),
        ("{first_name.__class__}", Template.AFTER_TALK, "{first_name.__class__}"),
        ("{0}", Template.AFTER_TALK, "{0}"),
    ],
)
def test_an_unknown_placeholder_is_refused_in_one_sentence(words: str, template: Template, named: str) -> None:
    said = check(words, template)
    assert said.startswith(named)
    assert said.endswith(".")
    assert ". " not in said
    assert own_words(template, ((template.value, words),)) == DEFAULTS[template]


@pytest.mark.parametrize(
    ("words", "template", "said"),
    [
        ("a" * (LONGEST + 1), Template.EMAIL, "These are 1,001 characters; 1,000 are the most."),
        ("One\nTwo", Template.EMAIL_SUBJECT, "This is one line; there are 2."),
        ("One\n\nTwo\nThree", Template.AFTER_TALK, "This is one line; there are 3."),
        ("One\nTwo", Template.EMAIL, ""),
        ("One\nTwo", Template.SHOT_LIST, "A shot list has 3 lines; these are 2."),
        ("One\n\nTwo\nThree\n", Template.SHOT_LIST, ""),
        ("", Template.SHOT_LIST, ""),
        ("Plain words without any name.", Template.AFTER_TALK, ""),
    ],
)
def test_other_shapes(words: str, template: Template, said: str) -> None:
    assert check(words, template) == said


@pytest.mark.parametrize("template", list(Template))
def test_what_each_may_hold(template: Template) -> None:
    assert set(known(template)) == set(NAMES) | (set(AGREED) if template in WITH_DATE else set())


@pytest.mark.parametrize(
    ("words", "values", "filled"),
    [
        ("Hi {first_name}, {rep} here.", Values(), "Hi there."),
        ("Dear {first_name}, all is well. {rep}", Values(), "Hello, all is well."),
        ("{first_name}, thank you.", Values(), "Thank you."),
        ("Well\n{first_name},\n\nthank you. Bye, {first_name}!", Values(), "Well\nThank you. Bye!"),
        ("Yours - {rep}", Values(first_name="Dana"), "Yours"),
        ("Yours,\n{rep}", Values(first_name="Dana"), "Yours,"),
        ("{rep}: {first_name}", Values(first_name="{rep}", rep="{first_name}"), "{first_name}: {rep}"),
        ("at {time} your time", Values(first_name="D", time="8:40", theirs=False), "at 8:40 my time"),
        ("{first_name}", Values(first_name="your time", theirs=False), "your time"),
    ],
)
def test_what_is_missing_is_left_out(words: str, values: Values, filled: str) -> None:
    assert fill(words, values) == filled


def test_own_words_come_first_and_can_be_taken_away() -> None:
    own = with_own((), Template.LATE, "  Sorry, {first_name}: ten minutes. ")
    assert own == (("late", "Sorry, {first_name}: ten minutes."),)
    assert own_words(Template.LATE, own) == "Sorry, {first_name}: ten minutes."
    assert own_words(Template.EMAIL, own) == DEFAULTS[Template.EMAIL]
    both = with_own(own, Template.AFTER_TALK, "Thanks")
    assert [name for name, _ in both] == ["after-talk", "late"]
    assert with_own(both, Template.AFTER_TALK, "") == own
    assert with_own(both, Template.AFTER_TALK, DEFAULTS[Template.AFTER_TALK]) == own
    assert with_own((("of-a-newer-version", "x"),), Template.LATE, "")[0][0] == "of-a-newer-version"


@given(st.text(max_size=60), st.sampled_from(list(Template)))
def test_anything_can_be_checked_and_filled(words: str, template: Template) -> None:
    problem = check(words, template)
    filled = fill(words, DANA)
    if not problem and "{" not in words:
        assert filled == words.strip()
    if not problem:
        assert not [name for name in known(template) if f"{{{name}}}" in filled]
