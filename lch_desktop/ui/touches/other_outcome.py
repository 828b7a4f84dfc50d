"""The outcomes beside a talk, outside the hour: what is asked, and the report that an answer becomes.

The questions and their times are those of the hour; who rang by themselves said their time themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.outcomes import Report
from lch_desktop.ui.focus import questions
from lch_desktop.ui.focus.choice import Option, Question
from lch_desktop.words import OUTCOMES

if TYPE_CHECKING:
    from datetime import datetime

    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.bundle import Services
    from lch_desktop.words import Style

HOW = "how"
BY_CALL = (
    Outcome.CONNECTED,
    Outcome.CALL_BACK_LATER,
    Outcome.LEFT_VOICEMAIL,
    Outcome.NO_ANSWER,
    Outcome.NOT_INTERESTED,
)
"""What a call of the rep's own may come to, by the keys of the hour."""

NEED_NOTHING = frozenset({Outcome.LEFT_VOICEMAIL, Outcome.NO_ANSWER})


def how_it_went(said: str) -> Question:
    """After a call of the rep's own; `said`: "Calling Dana Ruiz."."""
    return Question(name=HOW, title=f"{said} How did it go?", options=tuple(Option(OUTCOMES[each]) for each in BY_CALL))


class OtherOutcome:
    """One question about `outcome`, and what its answers mean. The times stand as they were when it was asked."""

    def __init__(self, services: Services, style: Style, lead: Lead, outcome: Outcome, *, they_rang: bool) -> None:
        self.outcome = outcome
        self._rep, self._style = services.rep, style
        self._times = questions.later_times(services.rep, services.openings.free_after())
        if outcome is Outcome.CALL_BACK_LATER:
            asked = replace(questions.call_back(self._times, style, lead), ticked=they_rang)
        elif outcome is Outcome.SOMEONE_ELSE:
            asked = questions.someone_else(self._times, style, lead)
        else:
            asked = questions.not_interested(lead)
        self.question = replace(asked, save="Save") if asked.save else asked

    def option(self, place: int, note: str, line: str, *, ticked: bool) -> Report:
        """The report for one of the keys; `note` is what was typed about the talk, `line` what stands in the field."""
        if self.outcome is Outcome.NOT_INTERESTED:
            return Report(outcome=self.outcome, reason=questions.NOT_INTERESTED[place][0], note=note.strip())
        return self._at(self._times[place][1], note, line, ticked=ticked)

    def line(self, text: str, note: str, *, ticked: bool) -> Report:
        """The report for what was typed. Raises InputError where it needs a time and has none: who answered for
        somebody else may have told none, then the cadence goes on."""
        if self.outcome is not Outcome.SOMEONE_ELSE:
            return self._at(questions.typed_time(text, self._rep), note, "", ticked=ticked)
        if not text.strip():
            raise InputError("no-time")
        try:
            at = questions.time_within(text, self._rep)
        except InputError:
            return self._at(None, note, text, ticked=False)
        return self._at(at, note, text, ticked=ticked)

    def read_back(self, text: str) -> str:
        """What the typed line is understood as."""
        said = questions.read_back(text, self._rep, self._style)
        if not said and text.strip() and self.outcome is Outcome.SOMEONE_ELSE:
            return "No time in it."
        return said

    def _at(self, at: datetime | None, note: str, line: str, *, ticked: bool) -> Report:
        """What somebody else said belongs to the note; a time that was typed does not."""
        kept = (note, line) if self.outcome is Outcome.SOMEONE_ELSE else (note,)
        said = "\n".join(part.strip() for part in kept if part.strip())
        return Report(outcome=self.outcome, next_call_at=at, person=ticked, note=said)
