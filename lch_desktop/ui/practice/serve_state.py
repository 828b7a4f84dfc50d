"""What the section "Serve first" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead

ALL_SAID = "Everybody who may be called has a line. Well served."
NOBODY = "There is nobody to think about yet: import your leads, or try the sample ones on Today."
ROUND = "You have looked at everybody. Open this section again to begin anew."
NOTE_CHARS = 240
OURS, OWN = "Ours, in turn.", "Yours, in turn."


@dataclass(frozen=True, slots=True)
class NeedState:
    """Whom to think about. `lead_id` 0: nobody, and `says` tells why. `facts`: what may help, each with its name."""

    question: str = ""
    says: str = ""
    lead_id: int = 0
    name: str = ""
    company: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    can_import: bool = False  # there is no lead at all


@dataclass(frozen=True, slots=True)
class QuestionsState:
    """The questions in turn; `is_own`: the rep changed them."""

    questions: tuple[str, ...]
    is_own: bool

    @property
    def remark(self) -> str:
        return OWN if self.is_own else OURS


def build_need(question: str, lead: Lead | None, left: int, in_all: int, *, is_round: bool = False) -> NeedState:
    """Whom to think about: `lead` of the `left` who have no line, among `in_all` leads.

    `is_round`: all that are left were passed over.
    """
    if lead is None:
        says = NOBODY if not in_all else (ROUND if is_round and left else ALL_SAID)
        return NeedState(question, says, can_import=not in_all)
    says = f"{left:,} leads have no line yet." if left > 1 else "One lead has no line yet."
    company = lead.company if lead.company != lead.shown_name else ""
    return NeedState(question, says, lead.id, lead.shown_name, company, _facts(lead))


def _facts(lead: Lead) -> tuple[tuple[str, str], ...]:
    """What is known and may lead to a need; the newest words of the notes."""
    notes = " ".join(lead.notes.split())
    if len(notes) > NOTE_CHARS:
        notes = f"{notes[:NOTE_CHARS].rsplit(' ', 1)[0]} …"
    named = (("Last talk", lead.last_talk), ("What they told you", lead.personal), ("From your notes", notes))
    return tuple((name, words.strip()) for name, words in named if words.strip())
