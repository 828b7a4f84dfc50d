"""What the script book and the shelf show. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain.new_value import soft_question
from lch_desktop.domain.practice import LEARNED_DAYS
from lch_desktop.domain.script_starters import STARTERS
from lch_desktop.domain.script_words import PLACES, cue_of, fits, meant, places_in, unknown_places
from lch_desktop.domain.scripts import ScriptKind
from lch_desktop.services.scripts import LEARNED_BY_HEART
from lch_desktop.words import day_near

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.scripts import Entry

BOOK = (ScriptKind.OPENER, ScriptKind.VOICEMAIL, ScriptKind.ASK, ScriptKind.ANSWER)
SHELF = (ScriptKind.STORY,)
TITLED = (ScriptKind.ANSWER, ScriptKind.STORY)  # the others need no title: what they are for says it


@dataclass(frozen=True, slots=True)
class KindWords:
    """How one kind of script is spoken of."""

    heading: str
    one: str
    add: str
    invite: str
    hint: str  # in the empty field
    title_hint: str = ""
    title_name: str = ""


WORDS: dict[ScriptKind, KindWords] = {
    ScriptKind.OPENER: KindWords(
        "Openers", "opener", "Add an opener", "How do you begin, so that they want to hear the next sentence?",
        "Your first sentence, as you say it",
    ),
    ScriptKind.VOICEMAIL: KindWords(
        "Voicemails", "voicemail", "Add a voicemail", "What do you leave when nobody picks up? Two sentences will do.",
        "What you say after the tone",
    ),
    ScriptKind.ASK: KindWords(
        "Asks", "ask", "Add an ask", "How do you ask for the order, plainly?", "Your question, as you ask it",
    ),
    ScriptKind.ANSWER: KindWords(
        "Answers to objections", "answer", "Add an answer", "What do you hear most often, and what do you say then?",
        "What you say then", "What they say", "Objection",
    ),
    ScriptKind.STORY: KindWords(
        "Short stories", "story", "Add a story",
        "Who was where this lead is now, and what became of it? Three sentences that you can tell.",
        "The story, as you tell it", "Who it is about", "About",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowState:
    """One script. Lines that are "" take no room."""

    script_id: int
    kind: ScriptKind
    name: str  # "Opener 1"
    title: str
    words: str
    cue: str
    cue_hint: str  # what stands on the card where there is no cue
    preview: str
    problem: str
    question: str
    standing: str
    learned: bool
    pinned: bool
    can_practise: bool = False


@dataclass(frozen=True, slots=True)
class KindState:
    """One kind with its scripts in the rep's order."""

    kind: ScriptKind
    remark: str
    rows: tuple[RowState, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the words are shown with. `say` fills words in for a lead."""

    examples: tuple[Lead, ...]
    today: date
    say: Callable[[str, Lead], str]


def build_kinds(kinds: Sequence[ScriptKind], entries: Sequence[Entry], known: Known) -> tuple[KindState, ...]:
    """Each of `kinds` with its scripts."""
    return tuple(_kind(kind, [each for each in entries if each.script.kind is kind], known) for kind in kinds)


def draft_row(kind: ScriptKind, title: str, words: str) -> RowState:
    """A script that is not kept yet."""
    name = f"New {WORDS[kind].one}"
    return RowState(0, kind, name, title, words, "", "", "", "", "", "", learned=False, pinned=False)


def drafts_of(kind: ScriptKind) -> tuple[tuple[str, str], ...]:
    """Title and words of the drafts that this kind may begin from."""
    return STARTERS[kind]


def preview_of(words: str, known: Known) -> str:
    """ "To Dana Ruiz: Hi Dana, Sam here." with a real lead that it fits; "" where nothing is filled in."""
    if not known.examples or not places_in(words) or unknown_places(words):
        return ""
    lead = next((each for each in known.examples if fits(words, each)), known.examples[0])
    return f"To {lead.shown_name}: {known.say(words, lead)}"


def problem_of(words: str) -> str:
    """One sentence about the first place that nothing is known for, "" without one."""
    unknown = unknown_places(words)
    if not unknown:
        return ""
    near = meant(unknown[0])
    listed = ", ".join(f"{{{place}}}" for place in PLACES[:-1]) + f" or {{{PLACES[-1]}}}"
    advice = f"did you mean {{{near}}}?" if near else f"use {listed}."
    return f"Nothing is known for {{{unknown[0]}}}, so this stays off the card: {advice}"


def standing_of(entry: Entry, today: date) -> str:
    """How often it was said, how far it is learned, and when it is asked again."""
    if not entry.repetitions:
        return "Not practised yet"
    said = said_words(entry.repetitions)
    if entry.script.kind not in LEARNED_BY_HEART:
        return said.capitalize()
    again = f", next {_near(max(entry.due_on, today), today)}"
    if entry.learned:
        return f"Learned, {said}{again}"
    days = entry.progress.days
    whole = f", by heart on {days} of {LEARNED_DAYS} days" if days else ""
    return f"{said.capitalize()}{whole}{again}"


def said_words(repetitions: int) -> str:
    """ "said once", "said 4 times"."""
    return "said once" if repetitions == 1 else f"said {repetitions} times"


def _near(on: date, today: date) -> str:
    near = day_near(on, today)
    return near if near[0].islower() or near[0].isdigit() else f"on {near}"


def _kind(kind: ScriptKind, entries: Sequence[Entry], known: Known) -> KindState:
    learned = sum(entry.learned for entry in entries)
    remark = f"{learned} of {len(entries)} learned" if entries and kind in LEARNED_BY_HEART else ""
    return KindState(kind, remark, tuple(_row(place, entry, known) for place, entry in enumerate(entries, start=1)))


def _row(place: int, entry: Entry, known: Known) -> RowState:
    script = entry.script
    return RowState(
        script_id=script.id,
        kind=script.kind,
        name=f"{WORDS[script.kind].one.capitalize()} {place}",
        title=script.title,
        words=script.words,
        cue=script.cue,
        cue_hint=cue_of(script.words, ""),
        preview=preview_of(script.words, known),
        problem=problem_of(script.words),
        question=soft_question(script.words),
        standing=standing_of(entry, known.today),
        learned=entry.learned,
        pinned=script.pinned,
        can_practise=entry.can_be_said,
    )
