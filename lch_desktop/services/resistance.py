"""Resistance as the rep knows it: its name, the lines prepared for it, what it said and how soon it was over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.domain import if_then
from lch_desktop.domain.if_then import KnownLine, Line
from lch_desktop.domain.visits import VisitTally, tally_of
from lch_desktop.services.setting_step import TakeBack, take_step
from lch_desktop.words import ORDINALS, counted, span

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.stored import ResistanceVisit
    from lch_desktop.services.rep import Rep

CREATURES = ("coffee", "cloud", "sofa")
NO_NAME = "Resistance"
NAME_LENGTH = 24
VOICES = {
    "coffee": ("A quick coffee first?", "Read the record once more?", "An e-mail would do.", "They will be annoyed."),
    "cloud": ("They will be annoyed.", "They'd have called by now.", "Not a good day for it.", "An e-mail would do."),
    "sofa": ("Sit down a minute?", "Enough for today?", "One more look at the news?", "Tomorrow is a day too."),
}
"""What each of them says, in turn."""

_LAST_RESORT: Line = ("it speaks", "I dial one more")


@dataclass(frozen=True, slots=True)
class MomentWords:
    """What stands on the Resistance moment."""

    head: str
    visits: str
    voice: str
    plan: str
    labels: tuple[str, ...]  # what it may have said, for the keys 1 to 4
    creature: str


class Resistance:
    """Reads and keeps it."""

    def __init__(self, rep: Rep) -> None:
        self._rep = rep

    @property
    def name(self) -> str:
        """What the rep calls it."""
        return self._rep.settings.creature_name or NO_NAME

    @property
    def creature(self) -> str:
        """Which drawing it has; the first where the stored one is unknown."""
        chosen = self._rep.settings.creature
        return chosen if chosen in CREATURES else CREATURES[0]

    # the moment

    def words_for(self, visits: Sequence[ResistanceVisit]) -> MomentWords:
        """The words for the newest of the hour's `visits`: how the last one went, and the rep's own line in turn."""
        count = max(1, len(visits))
        lines = self.lines() or (_LAST_RESORT,)
        voices = VOICES[self.creature]
        return MomentWords(
            head=f"{self.name} is talking",
            visits=visits_line([visit.recovery_s for visit in visits]),
            voice=voices[(count - 1) % len(voices)],
            plan=if_then.sentence_of(*lines[(count - 1) % len(lines)]),
            labels=self.labels(),
            creature=self.creature,
        )

    def labels(self) -> tuple[str, ...]:
        """What it may have said, one key each: the conditions in use, then those set aside."""
        return if_then.labels(self._rep.settings)

    def tally(self, visits: Sequence[ResistanceVisit]) -> VisitTally:
        """What `visits` come to."""
        return tally_of(visits)

    # the lines

    def lines(self) -> tuple[Line, ...]:
        """Those in use, at most two."""
        return tuple((line.condition, line.act) for line in self.known_lines() if line.in_use)[: if_then.MOST_IN_USE]

    def known_lines(self) -> tuple[KnownLine, ...]:
        """Those in use, then those set aside."""
        return if_then.known_lines(self._rep.settings)

    def suggestions(self) -> tuple[Line, ...]:
        """Ours that the rep does not have yet."""
        return if_then.suggestions(self._rep.settings)

    # Each returns what takes it back, None where nothing changed.

    def add(self, condition: str, act: str) -> TakeBack | None:
        """Raises InputError "if-then-half", RuleError "if-then-twice" or "if-then-many"."""
        return take_step(self._rep, lambda settings: if_then.with_line(settings, condition, act))

    def edit(self, was: str, condition: str, act: str) -> TakeBack | None:
        """Other words for the line with the condition `was`. Raises as `add`."""
        return take_step(self._rep, lambda settings: if_then.with_words(settings, was, condition, act))

    def use(self, condition: str, instead_of: str = "") -> TakeBack | None:
        """Use a line that was set aside. Raises RuleError "if-then-two" where none makes room."""
        return take_step(self._rep, lambda settings: if_then.in_use(settings, condition, instead_of))

    def keep_lines(self, lines: Sequence[Line]) -> TakeBack | None:
        """Exactly these in use, as Plan has them."""
        return take_step(self._rep, lambda settings: if_then.with_used(settings, lines))

    def set_aside(self, condition: str) -> TakeBack | None:
        """Keep a line for another time. Raises RuleError "if-then-many"."""
        return take_step(self._rep, lambda settings: if_then.set_aside(settings, condition))

    def remove(self, condition: str) -> TakeBack | None:
        """Take a line away."""
        return take_step(self._rep, lambda settings: if_then.without_line(settings, condition))

    def rehearsed(self, condition: str) -> TakeBack | None:
        """The line was typed or read aloud today."""
        return take_step(self._rep, lambda settings: if_then.rehearsed(settings, condition, self._rep.today()))

    def read_aloud(self) -> TakeBack | None:
        """Every line in use was read aloud today."""

        def change(settings: Settings) -> Settings:
            for condition, _ in self.lines():
                settings = if_then.rehearsed(settings, condition, self._rep.today())
            return settings

        return take_step(self._rep, change)

    def type_line(self, condition: str, typed: str) -> bool:
        """Take `typed` for the rehearsal, if it is the line; returns whether it was."""
        line = next((each for each in self.known_lines() if each.condition == condition), None)
        if line is None or not if_then.is_typed(line, typed):
            return False
        self.rehearsed(condition)
        return True

    # the creature

    def choose(self, creature: str) -> TakeBack | None:
        """Give it another drawing; an unknown one changes nothing."""
        known = creature in CREATURES
        return take_step(self._rep, lambda settings: replace(settings, creature=creature) if known else settings)

    def call_it(self, name: str) -> TakeBack | None:
        """Give it a name; "" takes it back to "Resistance"."""
        tidy = " ".join(name.split())[:NAME_LENGTH].strip()
        return take_step(self._rep, lambda settings: replace(settings, creature_name=tidy))


def visits_line(recoveries: Sequence[float | None]) -> str:
    """ "Second visit today. Last time you were back on the phone in 41 s."; of none it is the first, too."""
    count = max(1, len(recoveries))
    said = f"{ORDINALS[min(count, len(ORDINALS)) - 1]} visit today."
    recovered = [seconds for seconds in recoveries[:-1] if seconds is not None]
    return f"{said} Last time you were back on the phone in {span(recovered[-1])}." if recovered else said


def two_by_four_line(count: int, name: str = NO_NAME, *, brief: bool = False) -> str:
    """ "Resistance met the 2x4 twice: back on the phone within a minute."; "" for none. `brief`: the time stands
    beside it."""
    times = {1: "once", 2: "twice"}.get(count) or counted(count, "time", "times")
    after = "" if brief else ": back on the phone within a minute"
    return f"{name} met the 2x4 {times}{after}." if count else ""
