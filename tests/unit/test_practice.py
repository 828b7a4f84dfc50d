"""Words that fade, and repetitions that are spread over days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.practice import (
    GAPS,
    LEARNED_DAYS,
    STEPS,
    Piece,
    fade,
    is_same_speech,
    last_step,
    pieces,
    progress,
    step_after,
    word_count,
)
from lch_desktop.domain.scripts import Repetition

FIRST = date(2026, 11, 2)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200) | st.lists(
    st.sampled_from(
        ["Hi", "Dana,", "I'd", "two-minute", "—", "...", "über", "हिन्दी", "你好，我是", "\n", "😀", "({x})", "5%"]
    ),
    max_size=30,
).map(" ".join)


def shown(found: list[Piece]) -> set[int]:
    return {at for at, piece in enumerate(found) if piece.is_word and piece.shown}


def line(text: str, step: int, seed: int = 7) -> str:
    return "".join(p.text if p.shown else "_" for p in fade(text, step, last_step(text), seed))


# fading


@given(text=TEXTS, seed=st.integers(0, 99))
def test_each_step_shows_some_of_the_words_of_the_step_before(text: str, seed: int) -> None:
    steps = last_step(text)
    before = shown(fade(text, 0, steps, seed))
    assert len(before) == word_count(text)
    for step in range(1, steps + 1):
        now = shown(fade(text, step, steps, seed))
        assert now < before
        before = now
    assert not before
    assert not shown(fade(text, steps + 1, steps, seed))


@given(text=TEXTS, step=st.integers(0, STEPS), seed=st.integers(0, 99))
def test_nothing_of_the_text_is_lost_and_only_words_are_hidden(text: str, step: int, seed: int) -> None:
    found = fade(text, step, last_step(text), seed)
    assert "".join(piece.text for piece in found) == text
    assert all(piece.shown for piece in found if not piece.is_word)
    assert [piece.text for piece in found] == [piece.text for piece in pieces(text)]
    assert found == fade(text, step, last_step(text), seed)


@given(text=TEXTS)
def test_the_first_and_the_last_word_stay_longest(text: str) -> None:
    steps = last_step(text)
    for step in range(steps + 1):
        words = [piece for piece in fade(text, step, steps) if piece.is_word]
        if any(word.shown for word in words):
            assert words[0].shown
        if sum(word.shown for word in words) > 1:
            assert words[-1].shown


def test_the_words_that_carry_it_go_first() -> None:
    text = "Hi Dana, last time we did talk about the noisy unit"
    steps = last_step(text)
    for step in range(1, steps):
        inner = [piece for piece in fade(text, step, steps) if piece.is_word][1:-1]
        small_hidden = any(not piece.shown for piece in inner if len(piece.text) <= 3)
        assert not (small_hidden and any(piece.shown for piece in inner if len(piece.text) > 3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("   \n", []),
        ("...", []),
        ("Yes?", ["Yes"]),
        ("“Hi,” I said.", ["Hi", "I", "said"]),
        ("I'd give it two-minute tries", ["I'd", "give", "it", "two-minute", "tries"]),
        ("It costs $500 (or 5%).", ["It", "costs", "$500", "or", "5"]),
        ("first\nsecond", ["first", "second"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("e\u0301te\u0301!", ["e\u0301te\u0301"]),
        ("你好，我是", ["你", "好", "我", "是"]),
        ("well — so 😀 yes", ["well", "so", "yes"]),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.is_word] == words


@pytest.mark.parametrize(
    ("text", "steps"), [("", 0), ("?!", 0), ("Yes.", 1), ("Oh, yes.", 2), ("one two three four five six", 5)]
)
def test_short_scripts_have_fewer_steps(text: str, steps: int) -> None:
    assert last_step(text) == steps


def test_punctuation_and_line_breaks_stay() -> None:
    assert line("Yes, please!\nNow?", 3) == "_, _!\n_?"
    assert line("Yes.", 0) == "Yes."
    assert line("Yes.", 1) == "_."


def test_another_script_fades_in_another_order() -> None:
    text = "one common sentence about nothing that goes on for quite some time"
    assert len({line(text, 2, seed) for seed in range(20)}) > 10


# spacing


def said(day: int, step: int = 5, *, knew: bool = True) -> Repetition:
    at = datetime(2026, 11, 2, 16, tzinfo=UTC) + timedelta(days=day)
    return Repetition(script_id=1, at=at, local_on=FIRST + timedelta(days=day), step=step, knew=knew, whole=step >= 5)


def look(day: int, step: int = 5) -> Repetition:
    return said(day, step, knew=False)


NEW_START = look(0, 0)


@pytest.mark.parametrize(
    ("history", "days", "due"),
    [
        ([], 0, 0),
        ([said(0, step) for step in range(5)], 0, 0),  # never without its words
        ([said(0)], 1, 1),
        ([said(0), said(0), said(0)], 1, 1),  # a day counts once
        ([said(0), said(1)], 2, 3),
        ([said(0), said(1), said(2)], 2, 3),  # a day too early
        ([said(0), said(1), said(3)], 3, 7),
        ([said(0), said(9)], 2, 11),  # late is no loss
        ([said(0), look(1)], 1, 1),
        ([said(0), look(1), said(1)], 1, 1),  # looked first: read a moment ago, it is no try from memory
        ([said(0), look(1), said(1), said(2)], 2, 4),
        ([said(0), said(1), said(3), said(4), said(5)], 3, 7),
        ([said(0), said(1), said(3), said(7)], 4, 15),
        ([said(0), said(1), said(3), look(7)], 2, 8),  # learned, and gone
        ([said(0), said(1), said(3), look(5)], 2, 6),
        ([said(0), said(1), said(3), look(7), said(7)], 2, 8),
        ([said(0), said(1), said(3), look(7), said(8)], 3, 12),
        ([said(0), said(1), said(3), said(7, 2), look(7, 3), said(7)], 4, 15),  # only without words is it a try
        ([said(0), said(1), said(3), look(4, 0)], 0, 4),  # the words were changed
        ([said(0), said(1), said(3), look(4, 0), said(4)], 1, 5),
    ],
)
def test_days_that_count_and_the_next_one(history: list[Repetition], days: int, due: int) -> None:
    today = FIRST + timedelta(days=30)
    found = progress(5, history, FIRST, today)
    assert (found.days, (found.due_on - FIRST).days) == (days, due)
    assert found.learned == (days >= LEARNED_DAYS)


def test_the_gaps_grow_up_to_the_last() -> None:
    history, due, gaps = [], FIRST, []
    for _ in range(9):
        history.append(said((due - FIRST).days))
        after = progress(5, history, FIRST, due).due_on
        gaps.append((after - due).days)
        due = after
    assert gaps == [*GAPS, GAPS[-1], GAPS[-1]] == [1, 2, 4, 8, 16, 32, 64, 64, 64]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.booleans()), max_size=40))
def test_learned_takes_three_days_whatever_is_done_on_them(drawn: list[tuple[int, int, bool]]) -> None:
    history = [said(day, step, knew=knew) for day, step, knew in sorted(drawn, key=lambda each: each[0])]
    found = progress(5, history, FIRST, FIRST + timedelta(days=40))
    whole = {each.local_on for each in history if each.knew and each.step >= 5}
    assert found.days <= len(whole)
    assert 0 <= found.step <= 5
    if found.learned:
        first = min(whole)
        assert max(whole) - first >= timedelta(days=GAPS[0] + GAPS[1])


@given(day=st.integers(0, 20), more=st.integers(1, 10))
def test_more_repetitions_on_a_day_change_only_the_count(day: int, more: int) -> None:
    today = FIRST + timedelta(days=20)
    once = progress(5, [said(0), said(day)], FIRST, today)
    often = progress(5, [said(0), *[said(day)] * (1 + more)], FIRST, today)
    assert (often.days, often.due_on, often.step) == (once.days, once.due_on, once.step)
    assert often.repetitions == once.repetitions + more


@pytest.mark.parametrize(
    ("history", "on", "step"),
    [
        ([], 0, 0),
        ([said(0, 0)], 0, 1),
        ([said(0, 3)], 0, 4),
        ([look(0, 3)], 0, 2),
        ([look(0, 1)], 0, 0),
        ([said(0, 5)], 0, 5),
        ([look(0, 5)], 0, 4),
        ([said(0, 3)], 1, 3),  # a night is one step
        ([look(0, 3)], 1, 1),
        ([said(0, 0)], 1, 0),
        ([said(0, 5)], 1, 5),  # whole is asked whole
        ([said(0, 5), look(1, 0)], 1, 0),  # its words were changed
    ],
)
def test_where_the_next_repetition_begins(history: list[Repetition], on: int, step: int) -> None:
    assert progress(5, history, FIRST, FIRST + timedelta(days=on)).step == step


def test_a_script_that_became_shorter_was_never_said_whole() -> None:
    days = [said(0, 4), said(1, 4), said(3, 4)]  # of five steps then; two of its words were dropped since
    found = progress(4, days, FIRST, FIRST + timedelta(days=4))
    assert (found.days, found.learned, found.step) == (0, False, 3)


def test_a_learned_script_with_one_more_word_is_still_learned() -> None:
    days = [replace(said(day, 3), whole=True) for day in (0, 1, 3)]  # three words then
    found = progress(4, days, FIRST, FIRST + timedelta(days=4))
    assert (found.learned, found.step) == (True, 4), "it is asked whole"


def test_a_mark_of_new_words_is_no_repetition() -> None:
    assert progress(5, [said(0), NEW_START, said(0, 0)], FIRST, FIRST).repetitions == 2
    assert not progress(5, [said(0), NEW_START], FIRST, FIRST).said_today


@pytest.mark.parametrize(
    ("step", "knew", "after"), [(0, True, 1), (4, True, 5), (5, True, 5), (5, False, 4), (0, False, 0)]
)
def test_one_further_or_one_back(step: int, knew: bool, after: int) -> None:
    assert step_after(step, 5, knew) == after


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Hi Dana, I had an idea.", "hi dana - I had an idea!", True),
        ("Hi Dana, I had an idea for you today.", "Hi Dana, I had one idea for you today.", True),
        ("Hi Dana, I had an idea.", "Good morning, shall we begin?", False),
        ("Hi", "", False),
        ("...", "!!!", True),
    ],
)
def test_whether_changed_words_are_still_the_script(old: str, new: str, same: bool) -> None:
    assert is_same_speech(old, new) is same
