"""The words of touches: what each is for, how they come, and how names and times are put in.

Lead text is a value here, never a pattern. A template can hold the names and the agreed time and nothing else, so no
private note can get into a draft through one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 1000  # characters of one template
SHOTS = 3  # lines of a video's shot list


class Template(StrEnum):
    """What the words are for."""

    AFTER_TALK = "after-talk"
    AFTER_TALK_NO_DATE = "after-talk-no-date"
    AFTER_VOICEMAIL = "after-voicemail"
    AFTER_NO_ANSWER = "after-no-answer"
    USEFUL_TEXT = "useful-text"
    LATE = "late"
    EMAIL_SUBJECT = "email-subject"
    EMAIL = "email"
    SERVICE_SUBJECT = "service-subject"
    SERVICE = "service"
    VIDEO_SUBJECT = "video-subject"
    VIDEO = "video"
    VIDEO_NO_DATE = "video-no-date"
    SHOT_LIST = "shot-list"
    SHOT_LIST_NO_DATE = "shot-list-no-date"
    NOTE = "note"
    NOTE_SOLD = "note-sold"
    NOTE_SERVICE = "note-service"


DEFAULTS: dict[Template, str] = {
    Template.AFTER_TALK: "Thank you, {first_name}. I'll call {day} at {time} your time. {rep}",
    Template.AFTER_TALK_NO_DATE: "Thank you, {first_name}. {rep}",
    Template.AFTER_VOICEMAIL: "Hi {first_name}, I just left you a voicemail. {rep}",
    Template.AFTER_NO_ANSWER: "Hi {first_name}, I just tried to reach you. I will try again. {rep}",
    Template.USEFUL_TEXT: "Hi {first_name}, I had an idea for you. When is good for two minutes? {rep}",
    Template.LATE: "Hi {first_name}, I am running 10 minutes late. {rep}",
    Template.EMAIL_SUBJECT: "Two minutes",
    Template.EMAIL: "Hi {first_name},\n\nI had an idea for you. When may I call you for two minutes?\n\n{rep}",
    Template.SERVICE_SUBJECT: "I thought of you",
    Template.SERVICE: "Hi {first_name},\n\nI came across something that may help you. Shall I send it?\n\n{rep}",
    Template.VIDEO_SUBJECT: "A short video for you",
    Template.VIDEO: "Hi {first_name},\n\nI made you a short video. I'll call {day} at {time} your time.\n\n{rep}",
    Template.VIDEO_NO_DATE: "Hi {first_name},\n\nI made you a short video. Tell me what you think.\n\n{rep}",
    Template.SHOT_LIST: (
        "Smile. “Hi {first_name}, {rep} here.”\n"
        "One thing they told you, in their own words, and one idea.\n"
        "“I'll call {day} at {time} your time.” Wave, and stop."
    ),
    Template.SHOT_LIST_NO_DATE: (
        "Smile. “Hi {first_name}, {rep} here.”\n"
        "One idea that helps them, in one breath.\n"
        "“I'll try you again soon.” Wave, and stop."
    ),
    Template.NOTE: (
        "{first_name},\n\nI have tried to reach you, because I have an idea for you. "
        "I would be glad of two minutes.\n\n{rep}"
    ),
    Template.NOTE_SOLD: "{first_name},\n\nthank you for your trust. I am a call away, whenever you need me.\n\n{rep}",
    Template.NOTE_SERVICE: "{first_name},\n\nthank you for your time and your plain words. I am here.\n\n{rep}",
}

NAMES = ("first_name", "rep")  # every template knows these
AGREED = ("day", "time")  # and these where a next call was agreed
WITH_DATE = frozenset({Template.AFTER_TALK, Template.VIDEO, Template.SHOT_LIST})
TEXTS = frozenset(
    {
        Template.AFTER_TALK,
        Template.AFTER_TALK_NO_DATE,
        Template.AFTER_VOICEMAIL,
        Template.AFTER_NO_ANSWER,
        Template.USEFUL_TEXT,
        Template.LATE,
    }
)
ONE_LINE = TEXTS | {Template.EMAIL_SUBJECT, Template.SERVICE_SUBJECT, Template.VIDEO_SUBJECT}
MAILS = frozenset({Template.EMAIL, Template.SERVICE})  # brief impact: one or two sentences
LISTS = frozenset({Template.SHOT_LIST, Template.SHOT_LIST_NO_DATE})

# Plain text: compiled when they are first used, not when the hour starts.
_PLACEHOLDER = r"\{([a-z_]+)\}"
_BRACES = r"\{[^{}]*\}?|\}"
_NO_REP = r"[ \t]*,?[ \t]*\{rep\} here\b|[ \t]*[,–—-]?[ \t]*\{rep\}"
_GREETING_WITHOUT_NAME = r"(?i)\b(hi|hello|hey) \{first_name\}"
_DEAR_WITHOUT_NAME = r"(?i)\bdear \{first_name\}"
_YOUR_TIME = r"\byour time\b"
_NAME_FIRST = r"(^|\n)\{first_name\},?\s*(\w?)"
_NAME_WITHIN = r",?[ \t]*\{first_name\}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What is put in. `day` and `time` are "" where no next call is agreed; `theirs`: they are on the lead's clock."""

    first_name: str = ""
    rep: str = ""
    day: str = ""
    time: str = ""
    theirs: bool = True


def known(template: Template) -> tuple[str, ...]:
    """The placeholders that `template` may hold."""
    return (*NAMES, *AGREED) if template in WITH_DATE else NAMES


def check(words: str, template: Template = Template.AFTER_TALK) -> str:
    """What is wrong with `words` as the rep's own `template`, in one sentence; "" where nothing is."""
    allowed = known(template)
    for found in re.findall(_BRACES, words):
        if found[1:-1] in AGREED and found[1:-1] not in allowed:
            return f"{found} has no value here, because no time is agreed; take it out."
        if found != f"{{{found[1:-1]}}}" or found[1:-1] not in allowed:
            return f"{found} is not known here; use {_listed(allowed)}."
    return _shape_problem(words, template)


def own_words(template: Template, own: Iterable[tuple[str, str]] = ()) -> str:
    """The rep's words for `template`, else ours. Words that were stored and cannot be meant count as none."""
    chosen = dict(own).get(template.value, "")
    return chosen if chosen.strip() and not check(chosen, template) else DEFAULTS[template]


def fill(words: str, values: Values) -> str:
    """`words` with the values put in, in one pass: braces within a value stay braces.

    Without a name of the lead or of the rep the sentence is made whole without it. A time on the rep's own clock is
    never called theirs.
    """
    pattern = words if values.theirs else re.sub(_YOUR_TIME, "my time", words)
    if not values.first_name:
        pattern = _without_first_name(pattern)
    if not values.rep:
        pattern = re.sub(_NO_REP, "", pattern)
    known_values = {"first_name": values.first_name, "rep": values.rep, "day": values.day, "time": values.time}
    return re.sub(_PLACEHOLDER, lambda found: known_values.get(found[1], found[0]), pattern).strip()


def says_whose_time(words: str) -> bool:
    """Whether `words` call a time "your time": it then becomes "my time" where theirs is not known."""
    return bool(re.search(_YOUR_TIME, words))


def with_own(own: Iterable[tuple[str, str]], template: Template, words: str) -> tuple[tuple[str, str], ...]:
    """The rep's own templates with `words` for `template`; "" or our own words take an own one away."""
    others = [(name, text) for name, text in own if name != template.value]
    text = words.strip()
    changed = [(template.value, text)] if text and text != DEFAULTS[template] else []
    order = [each.value for each in Template]
    return tuple(sorted([*others, *changed], key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def _shape_problem(words: str, template: Template) -> str:
    lines = [line for line in words.strip().splitlines() if line.strip()]
    if len(words) > LONGEST:
        return f"These are {len(words):,} characters; {LONGEST:,} are the most."
    if template in ONE_LINE and len(lines) > 1:
        return f"This is one line; there are {len(lines)}."
    if template in LISTS and words.strip() and len(lines) != SHOTS:
        return f"A shot list has {SHOTS} lines; these are {len(lines)}."
    return ""


def _without_first_name(pattern: str) -> str:
    pattern = re.sub(_DEAR_WITHOUT_NAME, "Hello", re.sub(_GREETING_WITHOUT_NAME, r"\1 there", pattern))
    pattern = re.sub(_NAME_FIRST, lambda found: found[1] + found[2].upper(), pattern)
    return re.sub(_NAME_WITHIN, "", pattern)


def _listed(names: tuple[str, ...]) -> str:
    shown = [f"{{{name}}}" for name in names]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"
