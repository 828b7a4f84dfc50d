"""What each zone and scale of the Resistance check offers to change. Pure (design/habit.md section 3).

An offer is a change of the settings or a page to go to. Each is accepted by itself; accepting it twice changes
nothing more. What the program cannot do is not offered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.domain import if_then
from lch_desktop.domain.resistance_check import Scale, Zone

if TYPE_CHECKING:
    from lch_desktop.domain.resistance_check import Score
    from lch_desktop.domain.settings import Settings

FULL_MIN, STUCK_MIN, SHORT_MIN, LONGEST_SHORT_MIN = 60, 45, 15, 20
FEWEST_CALLS, MOST_CALLS = 3, 5
PREP_CAP_S = 60
ATTEMPTS = 6
OPENERS, SERVE = "scripts", "serve"
"""Sections of Practice."""

_CLOSING = ("sites-browser", "apps")


def _same(settings: Settings) -> Settings:
    return settings


@dataclass(frozen=True, slots=True)
class Offer:
    """One of them. With a `page` (and a `section` of it) it only leads there, and `holds` never."""

    key: str
    title: str
    says: str
    page: str = ""
    section: str = ""
    holds: Callable[[Settings], bool] = lambda _: False
    apply: Callable[[Settings], Settings] = _same


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


def _lasts(minutes: int) -> Callable[[Settings], bool]:
    """Whether every planned hour lasts so long; a weekday may have a length of its own."""
    return lambda settings: _lengths(settings) == {minutes}


def _lengths(settings: Settings) -> set[int]:
    return {settings.minutes, *(minutes for _, _, minutes in settings.starts)}


def _lasting(minutes: int) -> Callable[[Settings], Settings]:
    def change(settings: Settings) -> Settings:
        starts = tuple((day, at, minutes) for day, at, _ in settings.starts)
        # The few calls of the short hour would make a long one full with them: they are proposed again.
        calls = 0 if _is_short(settings) and settings.calls == FEWEST_CALLS else settings.calls
        return replace(settings, minutes=minutes, starts=starts, calls=calls)

    return change


def _is_short(settings: Settings) -> bool:
    return max(_lengths(settings)) <= LONGEST_SHORT_MIN and FEWEST_CALLS <= settings.calls <= MOST_CALLS


def _shortened(settings: Settings) -> Settings:
    return settings if _is_short(settings) else replace(_lasting(SHORT_MIN)(settings), calls=FEWEST_CALLS)


def _has_lines(count: int) -> Callable[[Settings], bool]:
    return lambda settings: sum(line.in_use for line in if_then.known_lines(settings)) >= count


def _with_lines(count: int) -> Callable[[Settings], Settings]:
    """Fill up with the rep's own lines: those begun, with our other half, and those set aside; then with ours."""

    def change(settings: Settings) -> Settings:
        whole = replace(settings, if_then=())
        for line in filter(any, settings.if_then):
            whole = replace(whole, if_then=(*whole.if_then, line if all(line) else _made_whole(line, settings)))
        while not _has_lines(count)(whole):
            kept = next((line.condition for line in if_then.known_lines(whole) if not line.in_use), "")
            whole = if_then.in_use(whole, kept) if kept else if_then.with_line(whole, *if_then.suggestions(whole)[0])
        return whole

    return lambda settings: settings if _has_lines(count)(settings) else change(settings)


def _made_whole(line: tuple[str, str], settings: Settings) -> tuple[str, str]:
    """A half-typed line takes a place and says nothing; what is typed of it is the rep's and stays."""
    condition, act = if_then.suggestions(settings)[0]
    return line[0] or condition, line[1] or act


def _has_attempts(settings: Settings) -> bool:
    """Six or more: a longer cadence of the rep's is not cut."""
    return len(settings.cadence_gaps) >= ATTEMPTS - 1


def _closes(settings: Settings) -> bool:
    return set(_CLOSING) <= set(settings.barriers)


def _closing(settings: Settings) -> Settings:
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
        "An hour of 45 minutes",
        "Every planned hour lasts 45 minutes for now.",
        holds=_lasts(STUCK_MIN),
        apply=_lasting(STUCK_MIN),
    ),
    Offer(
        "warm-ups",
        "Warm-ups before the hour",
        "In Practice: a friendly call, an e-mail of one sentence, a note. You are moving when the hour begins.",
        holds=lambda settings: settings.warm_ups,
        apply=lambda settings: replace(settings, warm_ups=True),
    ),
    Offer(
        "prep",
        "At most 60 s to read a card",
        "After that the ring says: dial.",
        holds=lambda settings: settings.prep_s <= PREP_CAP_S,
        apply=lambda settings: replace(settings, prep_s=min(settings.prep_s, PREP_CAP_S)),
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
        "For a week; it keeps the habit. After a week that you kept, add 5 minutes under Settings.",
        holds=_is_short,
        apply=_shortened,
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
    Offer(
        "closing",
        "Sites and apps are closed for the hour",
        "The shield stops the listed sites in the browser and asks the listed apps to close.",
        holds=_closes,
        apply=_closing,
    ),
    Offer("door-sign", "A sign for the door", "Plan prints one, beside the other things to tick by hand.", page="Plan"),
    Offer(
        "best-first",
        "Whoever cools fastest comes first",
        "Callbacks and leads that came in within 24 hours stand on top; then who loses most by waiting.",
        holds=lambda settings: settings.queue_order == "best",
        apply=lambda settings: replace(settings, queue_order="best"),
    ),
    Offer(
        "attempts",
        "Six attempts before a lead rests",
        "No lead slides off after one try; the days between are under Settings.",
        holds=_has_attempts,
        apply=lambda settings: settings if _has_attempts(settings) else _six(settings),
    ),
)
_OFFERS = {each.key: each for each in _LIST}
_OF_ZONES = {
    Zone.EASY: ("minutes-60", "goals"),
    Zone.COMFORTABLE: ("minutes-60", "next-call", "one-line"),
    Zone.STUCK_OFTEN: ("minutes-45", "warm-ups", "prep", "two-lines"),
    Zone.STUCK_NOW: ("short", "serve"),
}
_OF_SCALES = {
    Scale.NERVES: ("opener", "serve"),
    Scale.SWAPS: ("prep", "closing", "door-sign"),
    Scale.FOLLOW: ("next-call", "best-first", "attempts"),
}


def _six(settings: Settings) -> Settings:
    """The gaps as they came."""
    from lch_desktop.domain.settings import Settings as Defaults

    return replace(settings, cadence_gaps=Defaults().cadence_gaps)
