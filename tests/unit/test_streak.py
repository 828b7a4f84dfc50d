"""Streak, spare days and strength: the table of habit.md section 1, and the fold against a second one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.days import DayInput, DayKind, DayResult, result_of_sessions
from lch_desktop.domain.streak import (
    Band,
    Calendar,
    HabitState,
    Mark,
    band,
    fold,
    fold_on,
    may_add_session,
    may_excuse,
    may_plan_off,
)

MONDAY = date(2026, 8, 31)
RESULTS = {
    "F": DayResult(DayKind.FULL, 1.0, 1),
    "S": DayResult(DayKind.SHORT, 0.6),
    "M": DayResult(DayKind.FULL, 1.0, 2),
    "B": DayResult(DayKind.FULL, 1.0, 1),
}
LETTERS = {
    Mark.FULL: "F",
    Mark.SHORT: "S",
    Mark.MISSED: "x",
    Mark.SPARED: "*",
    Mark.OFF: "-",
    Mark.HOLIDAY: "-",
    Mark.EXCUSED: "-",
    Mark.BONUS: "B",
    Mark.PENDING: ".",
}
FOUR_WEEKS = "FFFFF--" * 4


@dataclass
class Drawn:
    """A history drawn as in the design's table: one letter a day, Monday first."""

    days: str
    results: dict[date, DayResult] = field(default_factory=dict)
    off: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        for index, letter in enumerate(self.days):
            day = MONDAY + timedelta(days=index)
            if letter in RESULTS:
                self.results[day] = RESULTS[letter]
            if letter in "-B":
                self.off.add(day)

    def fold(self) -> HabitState:
        # A trailing "x" is over already: then today is the free day after it.
        over = self.days.endswith("x")
        today = MONDAY + timedelta(days=len(self.days) - (0 if over else 1))
        if over:
            self.off.add(today)
        calendar = Calendar(work_weeks=((date.min, frozenset(range(7))),), planned_off=frozenset(self.off))
        if not self.days:
            return fold({}, Calendar(), MONDAY - timedelta(days=1))
        return fold(self.results, calendar, today, since=MONDAY)


def marks(state: HabitState, length: int) -> str:
    return "".join(LETTERS[day.mark] for day in state.days)[:length]


@pytest.mark.parametrize(
    ("days", "shown", "streak", "best", "bank", "strength"),
    [
        pytest.param("", "", 0, 0, 1, 0.0, id="1 no data"),
        pytest.param("F", "F", 1, 1, 1, 5.2, id="2 first day"),
        pytest.param("FFFFF--FFFFF", "FFFFF--FFFFF", 10, 10, 2, 41.3, id="3 two weeks"),
        pytest.param("FFFFF--FFF.", "FFFFF--FFF.", 8, 8, 1, 34.7, id="4 today pending"),
        pytest.param("FFFFF--.", "FFFFF--.", 5, 5, 1, 23.4, id="5 Monday morning"),
        pytest.param("FFFFF--xFFFF", "FFFFF--*FFFF", 9, 9, 0, 37.1, id="6 one miss"),
        pytest.param("FFFFF--xxFFF", "FFFFF--*xFFF", 3, 5, 0, 32.7, id="7 two misses"),
        pytest.param("FFFFF--FxFFF", "FFFFF--F*FFF", 9, 9, 0, 36.9, id="8 after editing Monday"),
        pytest.param("FFFFF--FFFFF--xxFFF", "FFFFF--FFFFF--**FFF", 13, 13, 0, 46.4, id="9 two banked"),
        pytest.param("FF-FF--FFF--", "FF-FF--FFF--", 7, 7, 1, 31.1, id="10 Wednesday holiday"),
        pytest.param("FFFFF---------FFFFF", "FFFFF---------FFFFF", 10, 10, 2, 41.3, id="11 vacation"),
        pytest.param("FFFFFB-FFFFF", "FFFFFB-FFFFF", 10, 10, 2, 41.3, id="12 Saturday bonus"),
        pytest.param("SSSSS--SSSSS", "SSSSS--SSSSS", 10, 10, 2, 24.8, id="13 short hours"),
        pytest.param("xFFFF", "xFFFF", 4, 4, 1, 19.2, id="14 miss before any streak"),
        pytest.param(FOUR_WEEKS + "xxxF", FOUR_WEEKS + "**xF", 1, 20, 0, 58.2, id="15 four weeks, three misses"),
        pytest.param("-----.", "-----.", 0, 0, 1, 0.0, id="16 only days off"),
        pytest.param("FFFFFxxM", "FFFFF**F", 6, 6, 0, None, id="make-up saves the second miss"),
    ],
)
def test_the_table_of_the_design(
    days: str, shown: str, streak: int, best: int, bank: int, strength: float | None
) -> None:
    state = Drawn(days).fold()
    assert marks(state, len(days)) == shown
    assert (state.streak, state.best_streak, state.spare_days) == (streak, best, bank)
    if strength is not None:
        assert round(100 * state.strength, 1) == strength


@pytest.mark.parametrize(
    ("days", "shown", "streak", "bank"),
    [
        pytest.param("FFFFFxxFM", "FFFFF**FF", 7, 0, id="on the second required day after"),
        pytest.param("FFFFFxxFFM", "FFFFF*xFFF", 3, 0, id="the third is too late"),
        pytest.param("FFFFFxx--M", "FFFFF**--F", 6, 0, id="free days do not count"),
        pytest.param("FFFFFxxxM", "FFFFF*x*F", 1, 0, id="one make-up saves one miss, the nearest"),
        pytest.param("FFFFFxM", "FFFFF*F", 6, 0, id="a spared day is no miss: the spare day stays spent"),
        pytest.param("FFFFFxxB-F", "FFFFF*xB-F", 1, 0, id="a bonus day makes nothing up"),
        pytest.param("FFFFFxxMxMFF", "FFFFF**F*FFF", 9, 0, id="two misses, two make-ups"),
        pytest.param("FFFFFxxxMM", "FFFFF*x*FF", 2, 0, id="the second make-up is out of reach of the first"),
        pytest.param("FxxMFFFFFFFFxF", "F**FFFFFFFFF*F", 11, 0, id="progress survives"),
    ],
)
def test_make_up_days(days: str, shown: str, streak: int, bank: int) -> None:
    state = Drawn(days).fold()
    assert marks(state, len(days)) == shown
    assert (state.streak, state.spare_days) == (streak, bank)


def test_two_full_sessions_today_make_up_at_once() -> None:
    full = DayInput(focus_min=30, planned_min=30, dials=5, planned_calls=8)
    drawn = Drawn("FFFFFxx")
    today = MONDAY + timedelta(days=7)
    calendar = Calendar(work_weeks=((date.min, frozenset(range(7))),))
    assert fold(drawn.results, calendar, today).streak == 0
    made_up = result_of_sessions([full, full])
    assert made_up is not None
    state = fold({**drawn.results, today: made_up}, calendar, today)
    assert state.streak == 6
    second_miss = state.day(MONDAY + timedelta(days=6))
    assert second_miss is not None
    assert second_miss.made_up


@pytest.mark.parametrize(
    ("full_days", "percent"),
    [(1, 5.2), (5, 23.4), (10, 41.3), (13, 50.0), (20, 65.6), (43, 89.9), (57, 95.2)],
)
def test_strength_after_full_days(full_days: int, percent: float) -> None:
    assert round(100 * Drawn("F" * full_days).fold().strength, 1) == percent


@pytest.mark.parametrize(("misses", "percent"), [(1, 85.3), (2, 80.9), (5, 68.9)])
def test_misses_from_ninety_percent(misses: int, percent: float) -> None:
    # 43 full days come to 89.9 %; the table starts at 90 % and every miss multiplies by m.
    before, after = Drawn("F" * 43).fold(), Drawn("F" * 43 + "x" * misses).fold()
    assert round(100 * 0.9 * after.strength / before.strength, 1) == percent


@pytest.mark.parametrize(
    ("strength", "word"),
    [
        (0.0, Band.STARTING),
        (0.2499, Band.STARTING),
        (0.25, Band.BUILDING),
        (0.4999, Band.BUILDING),
        (0.5, Band.SOLID),
        (0.7999, Band.SOLID),
        (0.8, Band.SECOND_NATURE),
        (1.0, Band.SECOND_NATURE),
    ],
)
def test_bands_begin_at_their_lower_bound(strength: float, word: Band) -> None:
    assert band(strength) is word


def test_the_week_fixture_shows_its_results_and_values() -> None:
    monday = date(2026, 11, 16)
    week = [monday + timedelta(days=index) for index in range(7)]
    short = result_of_sessions([DayInput(focus_min=41, planned_min=60, dials=12, planned_calls=20)])
    assert short is not None
    results = {week[0]: RESULTS["F"], week[1]: short, week[5]: RESULTS["F"]}
    calendar = Calendar(holidays=frozenset({week[2]}), planned_off=frozenset({week[4]}))
    state = fold(results, calendar, week[5])
    days = [state.day(day) for day in week]
    assert [day and day.mark.value for day in days] == [
        "full", "short", "holiday", "spared", "off", "bonus", "future",
    ]  # fmt: skip
    values = [None if day is None or day.value is None else round(day.value, 3) for day in days]
    assert values == [1.0, 0.842, None, 0.0, None, None, None]
    assert (state.streak, state.spare_days) == (2, 0)


@pytest.mark.parametrize(
    ("calendar", "worked", "mark"),
    [
        (Calendar(), True, Mark.FULL),
        (Calendar(), False, Mark.PENDING),
        (Calendar(holidays=frozenset({MONDAY}), excused=frozenset({MONDAY})), False, Mark.HOLIDAY),
        (Calendar(planned_off=frozenset({MONDAY}), excused=frozenset({MONDAY})), False, Mark.OFF),
        (Calendar(excused=frozenset({MONDAY})), False, Mark.EXCUSED),
        (Calendar(excused=frozenset({MONDAY})), True, Mark.BONUS),
        (Calendar(holidays=frozenset({MONDAY})), True, Mark.BONUS),
    ],
)
def test_precedence_of_results(calendar: Calendar, worked: bool, mark: Mark) -> None:
    state = fold({MONDAY: RESULTS["F"]} if worked else {}, calendar, MONDAY, since=MONDAY)
    assert state.marks == {MONDAY: mark}


def test_a_session_that_came_to_nothing_leaves_today_open_and_yesterday_missed() -> None:
    nothing = {MONDAY: DayResult(DayKind.MISS, 0.0)}
    assert fold(nothing, Calendar(), MONDAY).marks == {MONDAY: Mark.PENDING}
    tuesday = MONDAY + timedelta(days=1)
    assert fold(nothing, Calendar(), tuesday).marks == {MONDAY: Mark.MISSED, tuesday: Mark.PENDING}


def test_an_excused_day_neither_adds_nor_breaks_nor_weakens() -> None:
    days = Drawn("FFFF").results
    calendar = Calendar(excused=frozenset({MONDAY + timedelta(days=4)}))
    before, after = (
        fold(days, calendar, MONDAY + timedelta(days=3)),
        fold(days, calendar, MONDAY + timedelta(days=6)),
    )
    assert (after.streak, after.strength) == (before.streak, before.strength)


def test_days_before_the_history_and_after_today() -> None:
    state = Drawn("FF").fold()
    assert state.day(MONDAY - timedelta(days=1)) is None
    later = state.day(MONDAY + timedelta(days=9))
    assert later is not None
    assert later.mark is Mark.FUTURE


def test_a_work_week_changes_from_its_date_forward_only() -> None:
    sunday = MONDAY + timedelta(days=6)
    calendar = Calendar().with_work_week(MONDAY, frozenset({6, 0, 1, 2, 3}))
    assert calendar.is_required(sunday)
    assert not calendar.is_required(MONDAY + timedelta(days=4))
    assert not calendar.is_required(sunday - timedelta(days=7))
    again = calendar.with_work_week(MONDAY, frozenset({0}))
    assert not again.is_required(sunday)
    assert again.is_required(MONDAY)
    assert not Calendar(work_weeks=()).is_required(MONDAY)


def test_a_work_week_that_begins_later_applies_before_too() -> None:
    calendar = Calendar(work_weeks=((MONDAY, frozenset({0})), (MONDAY + timedelta(days=7), frozenset({1}))))
    assert calendar.is_required(MONDAY - timedelta(days=7))
    assert calendar.is_required(MONDAY + timedelta(days=8))


@pytest.mark.parametrize(
    ("days_back", "plan_off", "excuse"),
    [(-1, True, False), (0, False, True), (7, False, True), (8, False, False)],
)
def test_how_far_back_days_may_be_declared(days_back: int, plan_off: bool, excuse: bool) -> None:
    day = MONDAY - timedelta(days=days_back)
    assert may_plan_off(day, MONDAY) is plan_off
    assert may_excuse(day, MONDAY) is excuse
    assert may_add_session(day, MONDAY) is excuse


# --- Properties ---------------------------------------------------------------------------------------

_histories = st.text("FFSMxx-B", min_size=1, max_size=60)


@dataclass
class Literal:
    """The rules told the slow way, as the design does: fold; where a make-up day follows an unprotected
    miss, spare that miss and fold again."""

    days: str
    made_up: set[int] = field(default_factory=set)

    def shown(self) -> tuple[str, int, int, int]:
        used: set[int] = set()
        while True:
            line, streak, best, bank = self._once()
            found = self._next_make_up(line, used)
            if found is None:
                return line, streak, best, bank
            miss, day = found
            used.add(day)
            self.made_up.add(miss)

    def _once(self) -> tuple[str, int, int, int]:
        streak = best = progress = 0
        bank, line = 1, ""
        for index, letter in enumerate(self.days):
            if letter in "FSM":
                streak, progress = streak + 1, progress + 1
                best = max(best, streak)
                if progress == 10:
                    bank, progress = min(2, bank + 1), 0
                line += "F" if letter == "M" else letter
            elif letter != "x":
                line += letter
            elif index in self.made_up:
                line += "*"
            elif streak and bank:
                bank -= 1
                line += "*"
            else:
                streak = progress = 0
                line += "x"
        return line, streak, best, bank

    def _next_make_up(self, line: str, used: set[int]) -> tuple[int, int] | None:
        required = [index for index, letter in enumerate(self.days) if letter not in "-B"]
        for place, day in enumerate(required):
            if self.days[day] != "M" or day in used:
                continue
            for before in reversed(required[max(0, place - 2) : place]):
                if line[before] == "x":
                    return before, day
        return None


@given(_histories)
def test_the_fold_agrees_with_folding_again_and_again(days: str) -> None:
    state = Drawn(days).fold()
    assert (marks(state, len(days)), state.streak, state.best_streak, state.spare_days) == Literal(days).shown()


@given(_histories)
def test_bounds_hold_on_every_day(days: str) -> None:
    state = Drawn(days).fold()
    assert all(0.0 <= day.strength <= 1.0 for day in state.days)
    assert 0 <= state.spare_days <= 2
    assert 0 <= state.progress <= 9
    assert state.streak <= state.best_streak


@given(_histories, st.integers(0, 59), st.sampled_from("FSMx"))
def test_an_edit_is_the_fold_of_the_edited_history(days: str, at: int, letter: str) -> None:
    at %= len(days)
    edited = Drawn(days[:at] + letter + days[at + 1 :])
    patched = Drawn(days)
    day = MONDAY + timedelta(days=at)
    patched.off.discard(day)
    patched.results.pop(day, None)
    if letter != "x":
        # Put in last: the order in which days were recorded must not matter.
        patched.results[day] = RESULTS[letter]
    patched.days = edited.days
    assert patched.fold() == edited.fold()


@given(_histories, st.integers(0, 59))
def test_an_edit_leaves_days_out_of_its_reach_alone(days: str, at: int) -> None:
    at %= len(days)
    before = Drawn(days).fold().days
    after = Drawn(days[:at] + "F" + days[at + 1 :]).fold().days
    required_before = [index for index in range(at) if days[index] not in "-B"]
    untouched = required_before[-2] if len(required_before) > 1 else 0
    assert before[:untouched] == after[:untouched]


@given(_histories, st.integers(0, 59))
def test_keeping_a_missed_day_never_weakens_the_habit(days: str, at: int) -> None:
    at %= len(days)
    if days[at] != "x":
        return
    better = Drawn(days[:at] + "F" + days[at + 1 :]).fold()
    assert better.strength >= Drawn(days).fold().strength


@given(_histories, st.integers(0, 59), st.sampled_from("FSMx"), st.integers(0, 3))
def test_folding_on_gives_what_folding_gives(days: str, at: int, letter: str, later: int) -> None:
    at %= len(days)
    known, calendar = Drawn(days), Calendar(work_weeks=((date.min, frozenset(range(7))),))
    calendar = replace(calendar, planned_off=frozenset(known.off))
    yesterday = MONDAY + timedelta(days=len(days) - 1)
    state, today = fold(known.results, calendar, yesterday), yesterday + timedelta(days=later)
    results = {day: result for day, result in known.results.items() if day != MONDAY + timedelta(days=at)}
    if letter != "x":
        results[MONDAY + timedelta(days=at)] = RESULTS[letter]
    expected = fold(results, calendar, today)
    assert fold_on(state, results, calendar, today, MONDAY + timedelta(days=at)) == expected
    assert fold_on(HabitState(), results, calendar, today, date.min) == expected


@given(_histories, st.integers(0, 59))
def test_the_state_until_a_day_is_that_of_the_next_morning(days: str, at: int) -> None:
    drawn = Drawn(days.replace("M", "F"))  # without make-ups, which change what went before
    full, last = drawn.fold(), MONDAY + timedelta(days=at % len(days))
    if last < full.days[-1].on:
        calendar = Calendar(work_weeks=((date.min, frozenset(range(7))),), planned_off=frozenset(drawn.off))
        known = {day: result for day, result in drawn.results.items() if day <= last}
        then = fold(known, calendar, last + timedelta(days=1), since=MONDAY)
        assert full.until(last) == replace(then, days=then.days[:-1])
    assert full.until(MONDAY - timedelta(days=1)) == HabitState()
    assert full.until(full.days[-1].on) == full.until(last + timedelta(days=900)) == full


def test_a_made_up_day_says_so() -> None:
    days = Drawn("FFFFFxxM").fold().days
    assert [(day.mark, day.made_up) for day in days[5:]] == [
        (Mark.SPARED, False), (Mark.SPARED, True), (Mark.FULL, False),
    ]  # fmt: skip
    assert [(day.spare_days, day.best_streak) for day in days[4:]] == [(1, 5), (0, 5), (0, 5), (0, 6)]


@given(st.text("FSMxx-B", min_size=1, max_size=18), st.integers(0, 17))
def test_a_session_more_on_a_kept_day_lowers_neither_streak_nor_strength(days: str, at: int) -> None:
    at %= len(days)
    if days[at] not in "FS":
        return
    before = Drawn(days).fold()
    for letter in "SFM"["SFM".index(days[at]) :]:  # an hour more makes a day the same or a better one
        after = Drawn(days[:at] + letter + days[at + 1 :]).fold()
        assert after.strength >= before.strength
        assert (after.streak, after.best_streak) >= (before.streak, before.best_streak)
