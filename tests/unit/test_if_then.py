"""The if-then lines: two in use at most, the others set aside, rehearsed within a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain import if_then
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.visits import two_by_fours

A, B, C, D = ("a", "do a"), ("b", "do b"), ("c", "do c"), ("d", "do d")
TODAY = date(2026, 11, 20)


def having(*used: tuple[str, str], kept: tuple[tuple[str, str], ...] = ()) -> Settings:
    return replace(Settings(), if_then=used, if_then_kept=kept)


def places(settings: Settings) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    return settings.if_then, settings.if_then_kept


def test_the_eight_of_the_design_are_offered() -> None:
    assert len(if_then.SUGGESTIONS) == 8
    assert len({condition for condition, _ in if_then.SUGGESTIONS}) == 8
    for part in ("They'll be annoyed", "Read the record once more", "An e-mail is enough", "coffee, inbox",
                 "They'd have called", "I don't know what to say", "that no hurt", "Enough for today"):  # fmt: skip
        assert sum(part in condition for condition, _ in if_then.SUGGESTIONS) == 1, part


def test_what_the_rep_has_is_not_offered_again() -> None:
    assert if_then.SUGGESTIONS[3] in Settings().if_then
    assert if_then.SUGGESTIONS[3] not in if_then.suggestions(Settings())
    aside = having(A, kept=(("It says: “An e-mail is enough”!", "x"),))
    assert if_then.SUGGESTIONS[2] not in if_then.suggestions(aside), "other marks and capitals are the same line"


def test_a_new_line_is_used_while_there_is_room_else_set_aside() -> None:
    one = if_then.with_line(having(A), *B)
    assert places(one) == ((A, B), ())
    assert places(if_then.with_line(one, *C)) == ((A, B), (C,))


@pytest.mark.parametrize(
    ("condition", "act", "kept"),
    [
        ("  coffee   calls ", " I dial. ", ("coffee calls", "I dial")),
        ("If coffee calls,", "then I dial", ("coffee calls", "I dial")),
        ("if only", "THEN go", ("only", "go")),
        ("iffy", "thence", ("iffy", "thence")),
    ],
)
def test_a_line_is_kept_tidy(condition: str, act: str, kept: tuple[str, str]) -> None:
    assert if_then.with_line(having(), condition, act).if_then == (kept,)


@pytest.mark.parametrize(
    ("settings", "condition", "act", "code"),
    [
        (having(A), "b", " ", "if-then-half"),
        (having(A), "", "do b", "if-then-half"),
        (having(A), "If", "then", "if-then-half"),
        (having(A), "A!", "other", "if-then-twice"),
        (having(A, B, kept=(C,)), "c", "other", "if-then-twice"),
        (having(A, B, kept=tuple((f"k{n}", "x") for n in range(20))), "new", "x", "if-then-many"),
    ],
)
def test_what_cannot_be_a_line(settings: Settings, condition: str, act: str, code: str) -> None:
    with pytest.raises(LchError) as refused:
        if_then.with_line(settings, condition, act)
    assert refused.value.code == code


def test_other_words_keep_the_place_and_are_rehearsed_anew() -> None:
    known = if_then.rehearsed(if_then.rehearsed(having(A, B, kept=(C,)), "a", TODAY), "b", TODAY)
    changed = if_then.with_words(known, "a", "a", "do more")
    assert places(changed) == ((("a", "do more"), B), (C,))
    assert dict(changed.if_then_rehearsed) == {"b": "2026-11-20"}
    assert if_then.with_words(known, "a", *A) == known
    assert if_then.with_words(known, "gone", "x", "y") == known
    assert places(if_then.with_words(known, "c", "c2", "do c")) == ((A, B), (("c2", "do c"),))
    with pytest.raises(LchError, match="if-then-twice"):
        if_then.with_words(known, "a", "b", "x")


def test_swapping() -> None:
    settings = having(A, B, kept=(C, D))
    assert places(if_then.in_use(settings, "d", "a")) == ((D, B), (C, A))
    with pytest.raises(LchError, match="if-then-two"):
        if_then.in_use(settings, "d")
    assert places(if_then.in_use(having(A, kept=(C, D)), "d")) == ((A, D), (C,))
    assert if_then.in_use(settings, "gone", "a") == settings
    assert places(if_then.set_aside(settings, "a")) == ((B,), (A, C, D))
    assert places(if_then.without_line(settings, "c")) == ((A, B), (D,))


@pytest.mark.parametrize(
    ("days_ago", "stale"), [(0, False), (1, False), (7, False), (8, True), (400, True), (None, True)]
)
def test_a_rehearsal_holds_for_a_week(days_ago: int | None, stale: bool) -> None:
    settings = having(A)
    if days_ago is not None:
        settings = if_then.rehearsed(settings, "a", date.fromordinal(TODAY.toordinal() - days_ago))
    (line,) = if_then.known_lines(settings)
    assert line.is_stale(TODAY) is stale


def test_only_lines_in_use_want_to_be_rehearsed() -> None:
    lines = if_then.known_lines(having(A, kept=(C,)))
    assert [(line.condition, line.is_stale(TODAY)) for line in lines] == [("a", True), ("c", False)]


def test_a_rehearsal_of_an_unknown_line_is_nothing_and_old_ones_are_forgotten() -> None:
    settings = if_then.rehearsed(having(A, B), "a", TODAY)
    assert if_then.rehearsed(settings, "gone", TODAY) == settings
    without = replace(settings, if_then=(B,))
    assert dict(if_then.rehearsed(without, "b", TODAY).if_then_rehearsed) == {"b": "2026-11-20"}


@pytest.mark.parametrize("text", ["not a day", "2026-13-40"])
def test_a_day_that_is_none_counts_as_never(text: str) -> None:
    settings = replace(having(A), if_then_rehearsed=(("a", text),))
    assert if_then.known_lines(settings)[0].rehearsed_on is None


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("If coffee calls, then I dial one more.", True),
        ("  if COFFEE calls then i dial one more", True),
        ("if coffee calls then I dial", False),
        ("", False),
        ("   ", False),
    ],
)
def test_typing_it_once(typed: str, same: bool) -> None:
    line = if_then.KnownLine("coffee calls", "I dial one more", in_use=True)
    assert if_then.is_typed(line, typed) is same


def test_plan_keeps_half_a_line_and_nothing_says_it() -> None:
    settings = if_then.with_used(if_then.rehearsed(having(A, B), "a", TODAY), (("a", "do more"), ("c", "")))
    assert settings.if_then == (("a", "do more"), ("c", ""))
    assert settings.if_then_rehearsed == ()
    assert [line.condition for line in if_then.known_lines(settings)] == ["a"]
    assert if_then.labels(settings) == ("a",)
    same = if_then.with_used(if_then.rehearsed(having(A), "a", TODAY), (A, B))
    assert dict(same.if_then_rehearsed) == {"a": "2026-11-20"}


def test_four_labels_at_most_those_in_use_first() -> None:
    assert if_then.labels(having(A, B, kept=(C, D, ("e", "x")))) == ("a", "b", "c", "d")
    assert if_then.labels(having()) == ()


@pytest.mark.parametrize(
    ("recoveries", "count"), [([], 0), ([None], 0), ([59.9, 60.0, 60.1, None, 0.0], 3), ([3600.0], 0)]
)
def test_a_dial_within_a_minute_is_a_two_by_four(recoveries: list[float | None], count: int) -> None:
    assert two_by_fours(recoveries) == count


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "use", "aside", "remove", "edit"]), st.sampled_from("abcdef"),
                  st.sampled_from("abcdef")),
        max_size=25,
    )
)  # fmt: skip
def test_whatever_is_done_two_are_in_use_at_most_and_no_line_is_there_twice(
    steps: list[tuple[str, str, str]],
) -> None:
    settings = having()
    deeds = {
        "add": lambda s, x, y: if_then.with_line(s, x, f"do {x}"),
        "use": if_then.in_use,
        "aside": lambda s, x, y: if_then.set_aside(s, x),
        "remove": lambda s, x, y: if_then.without_line(s, x),
        "edit": lambda s, x, y: if_then.with_words(s, x, y, "do else"),
    }
    for kind, one, other in steps:
        try:
            settings = deeds[kind](settings, one, other)
        except LchError:
            continue
        conditions = [line[0] for line in (*settings.if_then, *settings.if_then_kept)]
        assert len(settings.if_then) <= 2
        assert len(conditions) == len(set(conditions))
