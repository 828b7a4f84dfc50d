"""What a file leaves open: whose leads they are, and what its own status words mean. One is asked at a time."""

from __future__ import annotations

from dataclasses import dataclass

from lch_desktop.domain.leads import Stage
from lch_desktop.ui.importing.draft import OWNER, Draft, status_key
from lch_desktop.ui.importing.terms import counted, short

EVERYBODY = "Everybody's"
MEANINGS = (("call", "A lead to call"), ("leave-out", "Leave out"), ("not-a-lead", "Not a lead"))
CHOSEN = "chosen"  # the answer is what stands in the list of choices
SAID: dict[Stage | None, str] = {Stage.NEW: "leads to call", None: "left out", Stage.NOT_A_LEAD: "not leads"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: (answer, words) for each button; `choices` (answer, words) where there are too many for that."""

    key: str
    text: str
    remark: str
    answers: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...] = ()


def next_question(draft: Draft, rep_name: str) -> Question | None:
    """What is asked now, None where all is answered."""
    if not draft.unanswered:
        return None
    key = draft.unanswered[0]
    asked = draft.asked
    place = f"{asked.index(key) + 1} of {len(asked)}" if len(asked) > 1 else ""
    if key == OWNER:
        return _owner_question(draft, rep_name, place)
    word, rows = next((word, rows) for word, rows in draft.counted_statuses if status_key(word) == key)
    remark = ", ".join(part for part in (counted(rows, "row", "rows") if rows else "", place) if part)
    return Question(key, f"Do you call people marked {short(word, 60)}?", remark, MEANINGS)


def _owner_question(draft: Draft, rep_name: str, place: str) -> Question:
    owners = draft.counted_owners
    rows = draft.look.rows if draft.look else sum(count for _, count in owners)
    mine = next(((name, count) for name, count in owners if _is(name, rep_name)), None)
    if mine is not None:
        name, count = mine
        only = f"Only {possessive(name.split()[0])}"
        text = f"{only}? {count:,} of {rows:,} are yours."
        return Question(OWNER, text, place, ((name, only), ("", EVERYBODY)))
    text = f"The rows belong to {len(owners)} people. Whose do you call?"
    choices = tuple((name, f"{short(name, 40)} ({count:,})") for name, count in owners)
    return Question(OWNER, text, place, ((CHOSEN, "Only these"), ("", EVERYBODY)), choices)


def answers_given(draft: Draft) -> str:
    """What was answered so far, in one line; "" for nothing."""
    said = []
    for key in draft.asked:
        if key not in draft.answered:
            continue
        if key == OWNER:
            owner = draft.options.owner
            said.append(f"Only {possessive(short(owner, 40))} leads" if owner else "Everybody's leads")
        else:
            word = next(word for word, _ in draft.counted_statuses if status_key(word) == key)
            stage = draft.options.statuses.get(word)
            said.append(f"{short(word, 40)}: {SAID.get(stage, str(stage))}")
    return " · ".join(said)


def possessive(name: str) -> str:
    """ "Sam's", "James'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _is(owner: str, rep_name: str) -> bool:
    """Whether an owner's name is the rep's: the whole name, or the first one where only that is known."""
    one, other = owner.casefold().split(), rep_name.casefold().split()
    return bool(one and other) and (one == other or one[:1] == other or one == other[:1])
