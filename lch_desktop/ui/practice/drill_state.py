"""What the practice of scripts shows: today's list, and one script whose words fade. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain.practice import LEARNED_DAYS, Piece, fade
from lch_desktop.domain.script_words import cue_of
from lch_desktop.ui.practice.state import WORDS, said_words, standing_of
from lch_desktop.words import day_near

if TYPE_CHECKING:
    from lch_desktop.services.scripts import Entry, TodaysPractice


@dataclass(frozen=True, slots=True)
class ListRow:
    """A script in a list. `name`: its title, else its first words."""

    script_id: int
    kind: str
    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class ListState:
    """What is to practise today, and the rest of the book."""

    heading: str
    sentence: str
    today: tuple[ListRow, ...]
    rest: tuple[ListRow, ...]
    begin: str  # the primary button, "" for none
    invite: bool  # the book is empty


@dataclass(frozen=True, slots=True)
class DrillState:
    """One script at one step."""

    place: str
    title: str
    pieces: tuple[Piece, ...]
    ask: str
    step: str
    said: str
    can_look: bool


def build_list(today: TodaysPractice, entries: Sequence[Entry], on: date, say: Callable[[str], str]) -> ListState:
    """The list of `on`. `entries`: every script that may be practised; `say` fills words in for somebody."""
    listed = {entry.script.id for entry in today.entries}
    rest = tuple(_row(entry, on, say) for entry in entries if entry.script.id not in listed)
    rows = tuple(_row(entry, on, say) for entry in today.entries)
    count = len(rows)
    heading = f"Today: {count} to practise" if count else "Nothing left for today" if today.said else "Nothing today"
    begin = "" if not count else "Go on" if today.said else "Begin"
    return ListState(heading, _sentence(today, on), rows, rest, begin, invite=not rows and not rest)


def build_drill(entry: Entry, step: int, words: str, place: str) -> DrillState:
    """`entry` at `step`. `words`: as they are said to a lead; `place`: "1 of 3"."""
    kind = WORDS[entry.script.kind].one.capitalize()
    shown = fade(words, step, entry.steps, entry.script.id)
    return DrillState(
        place=f"{kind}, {place}" if place else kind,
        title=entry.script.title,
        pieces=tuple(shown),
        ask=_ask(step, entry.steps),
        step=f"{step + 1} of {entry.steps + 1}",
        said=said_words(entry.repetitions).capitalize() if entry.repetitions else "New",
        can_look=step > 0,
    )


def ended_words(entries: Sequence[Entry], on: date) -> str:
    """What is said when the last script of a round was said without its words."""
    if not entries:
        return ""
    learned = [entry for entry in entries if entry.learned]
    next_on = min(entry.due_on for entry in entries)
    back = f"Back {_on(next_on, on)}." if next_on > on else ""
    if len(entries) == 1:
        days = min(entries[0].progress.days, LEARNED_DAYS)
        state = "Learned." if learned else f"By heart on {days} of {LEARNED_DAYS} days."
        return f"{state} {back}".strip()
    if learned:
        return f"{len(entries)} by heart, {len(learned)} learned. {back}".strip()
    return f"{len(entries)} by heart. {back}".strip()


def _sentence(today: TodaysPractice, on: date) -> str:
    if today.entries:
        return "Said aloud, a few words fewer each time. About two minutes."
    if today.next_on is None:
        return ""
    again = f"The next one comes {_on(today.next_on, on)}."
    return f"{today.said} by heart today. {again}" if today.said else again


def _ask(step: int, steps: int) -> str:
    if step == 0:
        return "Read it aloud."
    if step >= steps:
        return "Say it without the words."
    return "Say it aloud again, all of it."


def _row(entry: Entry, on: date, say: Callable[[str], str]) -> ListRow:
    script = entry.script
    name = script.title or cue_of(say(script.words), say(script.cue))
    return ListRow(script.id, WORDS[script.kind].one.capitalize(), name, standing_of(entry, on))


def _on(day: date, today: date) -> str:
    near = day_near(day, today)
    return near if near in ("today", "tomorrow") else f"on {near}"
