"""The if-then lines: at most two in use, others set aside, and when each was rehearsed last. Pure.

Evidence for two at most, in the literal form and rehearsed: design/habit.md section 3 [I2], [I3].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError, RuleError

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

Line = tuple[str, str]
"""(condition, act), as in "If condition, then act."."""

MOST_IN_USE = 2  # planning for many goals at once can backfire (design/habit.md section 3)
MOST_KEPT = 20
LONGEST = 160
FRESH_FOR = timedelta(days=7)
"""A rehearsal older than this is asked for again."""

SUGGESTIONS: tuple[Line, ...] = (
    (
        "it says “They'll be annoyed”",
        "I think of one thing they need next, say “I had an idea for you”, and dial",
    ),
    (
        "it says “Read the record once more”",
        "I say the goal in five words and dial before the ring ends",
    ),
    ("it says “An e-mail is enough”", "I call first, then send two sentences"),
    ("coffee, inbox or the web calls", "I write it on the later list and dial the next name"),
    ("it says “They'd have called if interested”", "I open with “last time you told me”"),
    ("it says “I don't know what to say”", "I read my opener once aloud and dial"),
    ("that no hurt", "I stand up, take one breath, and call the next within 60 s"),
    ("it says “Enough for today”", "I make one more dial, then decide"),
)


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line with what is known of it. `rehearsed_on`: None for never in these words."""

    condition: str
    act: str
    in_use: bool
    rehearsed_on: date | None = None

    @property
    def sentence(self) -> str:
        """As it is read aloud."""
        return sentence_of(self.condition, self.act)

    def is_stale(self, today: date) -> bool:
        """Whether it wants to be typed or read aloud again: in use, and not rehearsed within a week."""
        return self.in_use and (self.rehearsed_on is None or today - self.rehearsed_on > FRESH_FOR)


def sentence_of(condition: str, act: str) -> str:
    """ "If coffee calls, then I dial one more."."""
    return f"If {condition}, then {act.rstrip('.')}."


def known_lines(settings: Settings) -> tuple[KnownLine, ...]:
    """Those in use, then those set aside. Lines without both halves, as Plan may leave one, are left out."""
    days = dict(settings.if_then_rehearsed)
    found = []
    for lines, in_use in ((settings.if_then, True), (settings.if_then_kept, False)):
        for condition, act in lines:
            if condition and act:
                found.append(KnownLine(condition, act, in_use, _day(days.get(condition, ""))))
    return tuple(found)


def suggestions(settings: Settings) -> tuple[Line, ...]:
    """Ours that the rep has neither in use nor set aside."""
    taken = {_same(line[0]) for line in _all(settings)}
    return tuple(line for line in SUGGESTIONS if _same(line[0]) not in taken)


def with_line(settings: Settings, condition: str, act: str) -> Settings:
    """A new line, in use while there is room, else set aside.

    Raises InputError "if-then-half" and RuleError "if-then-twice" or "if-then-many".
    """
    line = _checked(settings, condition, act, but="")
    in_use = _whole(settings.if_then)
    if len(in_use) < MOST_IN_USE:
        return replace(settings, if_then=(*in_use, line))
    if len(settings.if_then_kept) >= MOST_KEPT:
        raise RuleError("if-then-many", most=MOST_KEPT)
    return replace(settings, if_then_kept=(*settings.if_then_kept, line))


def with_words(settings: Settings, was: str, condition: str, act: str) -> Settings:
    """The line with the condition `was` in other words, in its place; they are to be rehearsed anew.

    Raises as `with_line`; an unknown `was` changes nothing.
    """
    line = _checked(settings, condition, act, but=was)
    before = next((each for each in _all(settings) if each[0] == was), None)
    if before is None or before == line:
        return settings
    return replace(
        settings,
        if_then=tuple(line if each == before else each for each in settings.if_then),
        if_then_kept=tuple(line if each == before else each for each in settings.if_then_kept),
        if_then_rehearsed=_without(settings.if_then_rehearsed, was),
    )


def with_used(settings: Settings, lines: Iterable[Line]) -> Settings:
    """Exactly these in use, as Plan has them: half-typed ones too. What was put otherwise is to be rehearsed anew."""
    used = tuple(lines)[:MOST_IN_USE]
    before = set(_all(settings))
    new = {line[0] for line in used if line not in before}
    here = {line[0] for line in (*used, *settings.if_then_kept)}
    days = tuple(each for each in settings.if_then_rehearsed if each[0] in here - new)
    return replace(settings, if_then=used, if_then_rehearsed=days)


def without_line(settings: Settings, condition: str) -> Settings:
    """The settings without that line."""
    return replace(
        settings,
        if_then=_without(settings.if_then, condition),
        if_then_kept=_without(settings.if_then_kept, condition),
        if_then_rehearsed=_without(settings.if_then_rehearsed, condition),
    )


def in_use(settings: Settings, condition: str, instead_of: str = "") -> Settings:
    """A line that was set aside is used from now on; `instead_of` (a condition) takes its place aside.

    Raises RuleError "if-then-two" where two are in use and none is to make room; an unknown line changes nothing.
    """
    line = next((each for each in settings.if_then_kept if each[0] == condition), None)
    if line is None:
        return settings
    used = _whole(settings.if_then)
    leaving = next((each for each in used if each[0] == instead_of), None)
    if leaving is not None:
        return replace(
            settings,
            if_then=tuple(line if each == leaving else each for each in used),
            if_then_kept=tuple(leaving if each == line else each for each in settings.if_then_kept),
        )
    if len(used) >= MOST_IN_USE:
        raise RuleError("if-then-two")
    return replace(settings, if_then=(*used, line), if_then_kept=_without(settings.if_then_kept, condition))


def set_aside(settings: Settings, condition: str) -> Settings:
    """A line in use is kept for another time. Raises RuleError "if-then-many"."""
    line = next((each for each in settings.if_then if each[0] == condition), None)
    if line is None:
        return settings
    if len(settings.if_then_kept) >= MOST_KEPT:
        raise RuleError("if-then-many", most=MOST_KEPT)
    kept = (line, *settings.if_then_kept)
    return replace(settings, if_then=_without(settings.if_then, condition), if_then_kept=kept)


def rehearsed(settings: Settings, condition: str, on: date) -> Settings:
    """The line was typed or read aloud on that day. Days of lines that are gone are forgotten."""
    here = {each[0] for each in _all(settings)}
    if condition not in here:
        return settings
    others = tuple(each for each in _without(settings.if_then_rehearsed, condition) if each[0] in here)
    return replace(settings, if_then_rehearsed=(*others, (condition, on.isoformat())))


def is_typed(line: KnownLine, typed: str) -> bool:
    """Whether `typed` is the line; capitals, spaces and the marks between words do not count."""
    return bool(typed.strip()) and _same(typed) == _same(line.sentence)


def labels(settings: Settings, most: int = 4) -> tuple[str, ...]:
    """What Resistance may have said, for one key each: the conditions in use, then those set aside."""
    found = dict.fromkeys(line.condition for line in known_lines(settings))
    return tuple(found)[:most]


def _checked(settings: Settings, condition: str, act: str, *, but: str) -> Line:
    """The line as it is kept: one line each, no "If" and "then" of its own, no full stop."""
    line = (_tidy(condition, "if "), _tidy(act, "then "))
    if not all(line):
        raise InputError("if-then-half")
    if any(_same(each[0]) == _same(line[0]) for each in _all(settings) if each[0] != but):
        raise RuleError("if-then-twice", condition=line[0])
    return line


def _tidy(text: str, word: str) -> str:
    plain = " ".join(text.split())[:LONGEST].strip().rstrip(".,;")
    return plain[len(word) :].strip() if f"{plain} ".lower().startswith(word) else plain


def _same(text: str) -> str:
    """The letters and digits alone, in one case."""
    return "".join(each for each in text.casefold() if each.isalnum())


def _all(settings: Settings) -> tuple[Line, ...]:
    return (*settings.if_then, *settings.if_then_kept)


def _whole(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those that say something: Plan keeps a line that is half typed."""
    return tuple(line for line in lines if any(line))


def _without(lines: Iterable[Line], condition: str) -> tuple[Line, ...]:
    return tuple(line for line in lines if line[0] != condition)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
