"""What the section "Resistance check" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.domain.offers import OPENERS, SERVE
from lch_desktop.domain.resistance_check import MOST_MISSING, STATEMENTS, Scale, Score, Zone, zone_of
from lch_desktop.words import clock, counted, day_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from lch_desktop.domain.offers import Offer
    from lch_desktop.services.check import CheckEntry
    from lch_desktop.words import Style

ANSWERS = ("Never", "Rarely", "Sometimes", "Often", "Almost always")
ABOUT = (
    "Twelve statements, about two minutes. A mirror, not a test: the wording is our own and not validated. "
    "It stays on this computer and is left out of exports unless you ask for it."
)
THINK = "Think of your last two working weeks."
STRAIGHT = "All twelve answers are the same. Want to look again?"
ZONES = {
    Zone.EASY: "Easy",
    Zone.COMFORTABLE: "Comfortable",
    Zone.STUCK_OFTEN: "Stuck often",
    Zone.STUCK_NOW: "Stuck now",
}
SECTIONS = {OPENERS: "Scripts", SERVE: "Serve first"}
SCALES = {Scale.NERVES: "Approach nerves", Scale.SWAPS: "Comfort swaps", Scale.FOLLOW: "Follow-through"}
_MEANS = {
    Zone.EASY: "Resistance has little to say at the moment.",
    Zone.COMFORTABLE: "Resistance speaks up, and mostly you dial.",
    Zone.STUCK_OFTEN: "Resistance often has the first word. Smaller steps help.",
    Zone.STUCK_NOW: "Resistance is loud just now. A short hour keeps the habit.",
}
_IN_THE_WAY = {
    Zone.EASY: "hardly in the way",
    Zone.COMFORTABLE: "now and then in the way",
    Zone.STUCK_OFTEN: "often in the way",
    Zone.STUCK_NOW: "nearly always in the way",
}


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One scale: its name, the bar's share (None: no bar), and the same in words and number."""

    name: str
    share: float | None
    words: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer. `button` is "" where it holds already: then `held` says so. `asks` names a line to write, with `words`
    as they are kept."""

    key: str
    title: str
    says: str
    button: str
    held: str = ""
    asks: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One earlier check."""

    check_id: int
    when: str
    words: str
    change: str


@dataclass(frozen=True, slots=True)
class ResultState:
    """The newest check. `total` is "62 of 100"."""

    when: str
    total: str
    zone: str
    means: str
    change: str
    scales: tuple[ScaleRow, ...]
    offers: tuple[OfferRow, ...]


@dataclass(frozen=True, slots=True)
class CheckState:
    """The section while nothing is being answered. `not_now`: why no check is begun, "" where one may be."""

    not_now: str
    result: ResultState | None
    history: tuple[HistoryRow, ...]


def build_check(
    entries: Sequence[CheckEntry], offers: Sequence[tuple[Offer, bool]], not_now: str, today: date, tip: str = ""
) -> CheckState:
    """The section; `entries` newest first, `offers` those of the newest and whether each holds."""
    rows = tuple(_offer(offer, tip, holds=holds) for offer, holds in offers)
    history = tuple(
        HistoryRow(each.check.id, _when(each.check.local_on, today), score_words(each.score), change_words(each))
        for each in entries
    )
    return CheckState(not_now, _result(entries[0], rows, today) if entries else None, history)


def not_now_words(start_at: datetime | None, style: Style) -> str:
    """Why no check is begun: `start_at` is of the hour that is due, None while one is running."""
    if start_at is None:
        return "Your hour is on. The check waits until it is over."
    return f"Your hour begins at {clock(start_at, style)}. The check waits until after the hour."


def missing_words(answers: Mapping[int, int]) -> str:
    """Why there is no total yet."""
    missing = len(STATEMENTS) - len(answers)
    left = counted(missing, "statement is", "statements are")
    if missing > MOST_MISSING:
        return f"{left} without an answer; at most two may stay open."
    return f"{left} without an answer, and they belong together; at most one of each kind may stay open."


def score_words(found: Score) -> str:
    """ "62, stuck often"."""
    return "too few answers" if found.zone is None else f"{found.total}, {ZONES[found.zone].lower()}"


def change_words(entry: CheckEntry) -> str:
    """ "14 points less", "About the same", "" where there is nothing to compare."""
    if entry.changed_by is None:
        return ""
    if not entry.changed_by:
        return "About the same"
    points = counted(abs(entry.changed_by), "point", "points")
    return f"{points} {'more' if entry.changed_by > 0 else 'less'}"


def answered_words(count: int) -> str:
    """ "7 of 12 answered"."""
    return f"{count} of {len(STATEMENTS)} answered"


def _result(entry: CheckEntry, offers: tuple[OfferRow, ...], today: date) -> ResultState:
    found = entry.score
    change = change_words(entry)
    return ResultState(
        when=_when(entry.check.local_on, today),
        total="Too few answers for a total" if found.total is None else f"{found.total} of 100",
        zone=ZONES[found.zone] if found.zone is not None else "",
        means=_MEANS[found.zone] if found.zone is not None else "",
        change=f"{change} than the time before." if change.endswith(("more", "less")) else _dot(change),
        scales=tuple(_scale(scale, found) for scale in Scale),
        offers=offers,
    )


def _scale(scale: Scale, found: Score) -> ScaleRow:
    points = found.scales[scale]
    if points is None:
        return ScaleRow(SCALES[scale], None, "too few answers")
    return ScaleRow(SCALES[scale], points / 100, f"{points}, {_IN_THE_WAY[zone_of(points)]}")


def _offer(offer: Offer, tip: str, *, holds: bool) -> OfferRow:
    if offer.asks:
        return OfferRow(offer.key, offer.title, offer.says, "", asks=offer.asks, words=tip)
    if holds or offer.is_word:
        return OfferRow(offer.key, offer.title, offer.says, "", offer.held if holds else "")
    button = f"Open {SECTIONS.get(offer.section, offer.page)}" if offer.page else "Do that"
    return OfferRow(offer.key, offer.title, offer.says, button)


def _dot(words: str) -> str:
    return f"{words} as the time before." if words else ""


def _when(on: date, today: date) -> str:
    near = day_near(on, today)
    return near[0].upper() + near[1:]
