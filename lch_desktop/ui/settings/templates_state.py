"""What the card of the templates shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.domain.handoff import SENTENCES, HandOff, sentence_count
from lch_desktop.domain.templates import (
    DEFAULTS,
    LISTS,
    MAILS,
    ONE_LINE,
    TEXTS,
    Template,
    Values,
    check,
    fill,
    known,
    own_words,
)
from lch_desktop.words import Style, counted

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

LABELS: dict[Template, str] = {
    Template.AFTER_TALK: "Text after a talk",
    Template.AFTER_TALK_NO_DATE: "Text after a talk, no date",
    Template.AFTER_VOICEMAIL: "Text after a voicemail",
    Template.AFTER_NO_ANSWER: "Text after no answer",
    Template.USEFUL_TEXT: "Text with something useful",
    Template.LATE: "Text when you run late",
    Template.EMAIL: "E-mail",
    Template.EMAIL_SUBJECT: "E-mail, its subject",
    Template.SERVICE: "E-mail to serve, after a no",
    Template.SERVICE_SUBJECT: "E-mail to serve, its subject",
    Template.VIDEO: "Words with a video",
    Template.VIDEO_NO_DATE: "Words with a video, no date",
    Template.VIDEO_SUBJECT: "Words with a video, subject",
    Template.SHOT_LIST: "Video, three lines to say",
    Template.SHOT_LIST_NO_DATE: "Video, three lines, no date",
    Template.NOTE: "Hand-written note",
    Template.NOTE_SOLD: "Hand-written note, after a sale",
    Template.NOTE_SERVICE: "Hand-written note, after a no",
}
WAYS: tuple[tuple[str, str], ...] = (
    (HandOff.SMS.value, "Text program"),
    (HandOff.COPY.value, "Copy the words"),
    (HandOff.QR.value, "Code for my phone"),
)
OWN = "yours"
ONE_TEXT = 160  # characters; a longer text goes out as several

_EXAMPLE_NAME = "Dana"
_EXAMPLE_DAY = "Tuesday"


@dataclass(frozen=True, slots=True)
class Choice:
    """One template in the list."""

    template: Template
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesState:
    """The card."""

    text_way: str
    phone_first: bool
    choices: tuple[Choice, ...]
    chosen: Template
    words: str  # as they are stored, or as they were typed and refused
    holds: str  # what may stand in braces
    count: str
    count_is_much: bool
    reads: str  # as Dana reads it; "" while the words cannot be meant
    is_own: bool
    problem: str


def build_templates(
    settings: Settings, chosen: Template, *, rep_name: str, style: Style, typed: str | None = None
) -> TemplatesState:
    """The card with the words of `chosen`; `typed` are words that are not stored (yet)."""
    own = dict(settings.templates)
    words = own_words(chosen, settings.templates) if typed is None else typed
    problem = check(words, chosen)
    count, is_much = _counted(chosen, words)
    return TemplatesState(
        text_way=settings.text_way if settings.text_way in dict(WAYS) else HandOff.SMS.value,
        phone_first=settings.phone_first,
        choices=tuple(Choice(each, _label(each, own)) for each in LABELS),
        chosen=chosen,
        words=words,
        holds=_holds(chosen),
        count=count,
        count_is_much=is_much,
        reads="" if problem else _reads(words.strip() or DEFAULTS[chosen], rep_name, style),
        is_own=chosen.value in own,
        problem=problem,
    )


def _label(template: Template, own: dict[str, str]) -> str:
    return f"{LABELS[template]} ({OWN})" if template.value in own else LABELS[template]


def _holds(template: Template) -> str:
    names = [f"{{{name}}}" for name in known(template)]
    return f"{', '.join(names[:-1])} and {names[-1]} are filled in. Nothing else of a lead gets in."


def _counted(template: Template, words: str) -> tuple[str, bool]:
    """How long the words are, and whether that is more than is read."""
    if template in MAILS:
        count = sentence_count(words)
        said = counted(count, "sentence", "sentences")
        return (said, False) if count <= SENTENCES else (f"{said}: one or two are read", True)
    if template in TEXTS:
        size = len(words.strip())
        said = counted(size, "character", "characters")
        return (said, False) if size <= ONE_TEXT else (f"{said}: goes out as more than one text", True)
    return "", False


def _reads(words: str, rep_name: str, style: Style) -> str:
    time = "9:40 am" if style.twelve_hour else "9:40"
    return fill(words, Values(first_name=_EXAMPLE_NAME, rep=rep_name, day=_EXAMPLE_DAY, time=time))


def is_private_to_rep(template: Template) -> bool:
    """Whether the rep alone reads it: a shot list is for the one before the camera."""
    return template in LISTS


def is_one_line(template: Template) -> bool:
    """Whether Enter cannot mean a new line."""
    return template in ONE_LINE
