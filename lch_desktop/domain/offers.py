"""What each zone and scale of the Resistance check offers to change. Pure (design/habit.md section 3).

An offer is a change of the settings, a page to go to, a line to write, or a plain word. Each is accepted by itself;
accepting it twice changes nothing more. What the program cannot do is not offered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lch_desktop.domain import if_then
from lch_desktop.domain.resistance_check import Scale, Zone
from lch_desktop.domain.short_hour import (
    FEWEST_CALLS,
    FULL_MIN,
    is_short,
    is_short_and_grows,
    lengths,
    shortened,
    with_lengths,
)

if TYPE_CHECKING:
    from lch_desktop.domain.resistance_check import Score
    from lch_desktop.domain.settings import Settings

SETS_MIN, SETS = 45, 3
PREP_CAP_S = 60
ATTEMPTS = 6
OPENERS, SERVE = "scripts", "serve"
"""Sections of Practice."""
TIP = "tip"
"""The offer that is a line to write, and the setting that keeps it."""

_CLOSING = ("sites-browser", "apps")
_Change = Callable[["Settings", date], "Settings"]


def _same(settings: Settings, _today: date) -> Settings:
    return settings


@dataclass(frozen=True, slots=True)
class Offer:
    """One of them. With a `page` (and a `section` of it) it only leads there, and `holds` never; `asks` names the line
    that is written right there; one that is none of these `is_word`: said, and nothing to accept."""

    key: str
    title: str
    says: str
    page: str = ""
    section: str = ""
    asks: str = ""
    is_word: bool = False
    held: str = "On already"  # said where it holds
    holds: Callable[[Settings], bool] = lambda _: False
    apply: _Change = _same


def offers_for(score: Score) -> tuple[Offer, ...]:
    """Those of the zone, then those of the scale with the most points; each once."""
    keys = [
        *(_OF_ZONES[score.zone] if score.zone is not None else ()),
        *(_OF_SCALES[score.highest] if score.highest is not None else ()),
    ]
    return tuple(_OFFERS[key] for key in dict.fromkeys(keys))


def offer(key: str) -> Offer:
    """The offer called `key`; KeyError for none."""
    return _OFFERS[key]


def _switch(name: str, key: str, title: str, says: str) -> Offer:
    """One that turns the setting called `name` on."""
    turned: dict[str, Any] = {name: True}
    return Offer(
        key,
        title,
        says,
        holds=lambda settings: bool(getattr(settings, name)),
        apply=lambda settings, _: replace(settings, **turned),
    )


def _lasts(minutes: int) -> Callable[[Settings], bool]:
    """Whether every planned hour lasts so long; a weekday may have a length of its own."""
    return lambda settings: lengths(settings) == {minutes}


def _lasting(minutes: int) -> _Change:
    """That length, and nothing of what another length was offered with: its few calls, its sets, its growing."""

    def change(settings: Settings, _today: date) -> Settings:
        # The few calls of the short hour, grown or not, would make a long one full with them: they are proposed again.
        has_few = bool(settings.growing_since) or (is_short(settings) and settings.calls == FEWEST_CALLS)
        calls = 0 if has_few else settings.calls
        sets = 1 if _is_in_sets(settings) else settings.sets
        longer = with_lengths(settings, lambda _: minutes)
        return replace(longer, calls=calls, sets=sets, growing_since="")

    return lambda settings, today: settings if _lasts(minutes)(settings) else change(settings, today)


def _is_in_sets(settings: Settings) -> bool:
    return lengths(settings) == {SETS_MIN} and settings.sets == SETS


def _in_sets(settings: Settings, today: date) -> Settings:
    if _is_in_sets(settings):
        return settings
    return replace(_lasting(SETS_MIN)(settings, today), sets=SETS, growing_since="")


def _has_lines(count: int) -> Callable[[Settings], bool]:
    return lambda settings: sum(line.in_use for line in if_then.known_lines(settings)) >= count


def _with_lines(count: int) -> _Change:
    """Fill up with the rep's own lines: those begun, with our other half, and those set aside; then with ours."""

    def change(settings: Settings) -> Settings:
        whole = replace(settings, if_then=())
        for line in filter(any, settings.if_then):
            whole = replace(whole, if_then=(*whole.if_then, line if all(line) else _made_whole(line, settings)))
        while not _has_lines(count)(whole):
            kept = next((line.condition for line in if_then.known_lines(whole) if not line.in_use), "")
            whole = if_then.in_use(whole, kept) if kept else if_then.with_line(whole, *if_then.suggestions(whole)[0])
        return whole

    return lambda settings, _: settings if _has_lines(count)(settings) else change(settings)


def _made_whole(line: tuple[str, str], settings: Settings) -> tuple[str, str]:
    """A half-typed line takes a place and says nothing; what is typed of it is the rep's and stays."""
    condition, act = if_then.suggestions(settings)[0]
    return line[0] or condition, line[1] or act


def _has_attempts(settings: Settings) -> bool:
    """Six or more: a longer cadence of the rep's is not cut."""
    return len(settings.cadence_gaps) >= ATTEMPTS - 1


def _closes(settings: Settings) -> bool:
    return set(_CLOSING) <= set(settings.barriers)


def _closing(settings: Settings, _today: date) -> Settings:
    missing = tuple(name for name in _CLOSING if name not in settings.barriers)
    return replace(settings, barriers=(*settings.barriers, *missing))


_LIST = (
    Offer(
        "minutes-60",
        "An hour of 60 minutes",
        "Every planned hour lasts 60 minutes.",
        holds=_lasts(FULL_MIN),
        apply=_lasting(FULL_MIN),
    ),
    Offer(
        "goals",
        "Goals for asks and next steps",
        "Plan has a number for each; set them a little higher than usual.",
        page="Plan",
    ),
    Offer(
        TIP,
        "One tip to yourself",
        "What would you tell a colleague who is stuck? Ready shows it before the hour; it stays with your wins.",
        asks="Your tip",
        holds=lambda settings: bool(settings.tip),
    ),
    _switch(
        "phone_first",
        "phone-first",
        "The phone before the e-mail",
        "An e-mail asks first whether you called.",
    ),
    Offer(
        "next-call",
        "The next call, before the last one is over",
        "After each talk the strip asks for a day and time, or for the reason why there is none.",
        holds=lambda _: True,
    ),
    Offer(
        "one-line",
        "One if-then line",
        "One answer of your own, ready before the voice speaks.",
        holds=_has_lines(1),
        apply=_with_lines(1),
    ),
    Offer(
        "minutes-45",
        "45 minutes in 3 sets of 15",
        "Every planned hour for now. Between two sets you stand up and breathe; the clock waits.",
        holds=_is_in_sets,
        apply=_in_sets,
    ),
    _switch(
        "warm_ups",
        "warm-ups",
        "Warm-ups before the hour",
        "In Practice: a friendly call, an e-mail of one sentence, a note. You are moving when the hour begins.",
    ),
    _switch(
        "friendly_first",
        "friendly-first",
        "Two friendly leads first",
        "The list begins with two people who were glad of the last talk. What is promised stays before them.",
    ),
    Offer(
        "prep",
        "At most 60 s to read a card",
        "After that the ring says: dial.",
        holds=lambda settings: settings.prep_s <= PREP_CAP_S,
        apply=lambda settings, _: replace(settings, prep_s=min(settings.prep_s, PREP_CAP_S)),
    ),
    Offer(
        "two-lines",
        "Two if-then lines",
        "Two answers, ready before the voice speaks. More than two at once work less well.",
        holds=_has_lines(2),
        apply=_with_lines(2),
    ),
    Offer(
        "short",
        "A short hour: 15 minutes and 3 calls",
        "It keeps the habit. After each week that you kept, Today offers 5 minutes more.",
        holds=is_short_and_grows,
        apply=shortened,
    ),
    Offer(
        "talk",
        "Talk it over with a coach or your manager.",
        "It does more than pushing alone.",
        is_word=True,
    ),
    Offer(
        "serve",
        "What may they need next?",
        "Begin with a call that helps somebody. The serve questions find the reason for it.",
        page="Practice",
        section=SERVE,
    ),
    Offer(
        "opener",
        "An opener in your own words",
        "Write it in the script book and practise it until it comes by itself.",
        page="Practice",
        section=OPENERS,
    ),
    _switch(
        "fear_log",
        "fear-log",
        "What you feared, and what they said",
        "At R you name it. When that lead has answered, one row asks: as feared, or better? Review adds it up.",
    ),
    _switch(
        "dial_next",
        "dial-next",
        "The next call dials by itself",
        "When the ring is at 0, with a dialer that was tested. One key skips or pauses.",
    ),
    Offer(
        "closing",
        "Sites and apps are closed for the hour",
        "The shield asks the listed apps to close and, with its extension, stops the listed sites in the browser. "
        "Plan shows whether both are ready.",
        held="Chosen already",
        holds=_closes,
        apply=_closing,
    ),
    Offer("door-sign", "A sign for the door", "Plan prints one, beside the other things to tick by hand.", page="Plan"),
    _switch(
        "speed_first",
        "speed-first",
        "Yesterday's talks come first",
        "Whoever you talked to within 24 hours comes right after what is promised.",
    ),
    Offer(
        "attempts",
        "Six attempts before a lead rests",
        "No lead slides off after one try; the days between are under Settings.",
        holds=_has_attempts,
        apply=lambda settings, _: settings if _has_attempts(settings) else _six(settings),
    ),
)
_OFFERS = {each.key: each for each in _LIST}
_OF_ZONES = {
    Zone.EASY: ("minutes-60", "goals", TIP),
    Zone.COMFORTABLE: ("minutes-60", "phone-first", "next-call", "one-line"),
    Zone.STUCK_OFTEN: ("minutes-45", "warm-ups", "friendly-first", "prep", "two-lines"),
    Zone.STUCK_NOW: ("short", "serve", "talk"),
}
_OF_SCALES = {
    Scale.NERVES: ("opener", "serve", "fear-log"),
    Scale.SWAPS: ("prep", "dial-next", "closing", "door-sign"),
    Scale.FOLLOW: ("next-call", "speed-first", "attempts"),
}


def _six(settings: Settings) -> Settings:
    """The gaps as they came."""
    from lch_desktop.domain.settings import Settings as Defaults

    return replace(settings, cadence_gaps=Defaults().cadence_gaps)
