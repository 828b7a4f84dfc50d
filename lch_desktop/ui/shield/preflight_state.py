"""What the pre-flight card shows: one row a barrier, what changed since the last hour first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.domain.shield import State
from lch_desktop.messages import sentence
from lch_desktop.ui.shield.names import HAND, barrier_name, listed, program_name
from lch_desktop.ui.shield.ring import LET_THROUGH, SILENT, is_owed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.shield import Standing

WELL = frozenset({State.READY, State.VERIFIED, State.RAISED})
RING = "ring"  # the place of the ring test among what was seen
WORK_WINS = "work-wins"  # the place of the conflicts among what was seen
IN_DOUBT = "in doubt"
NAMED_APPS = 2  # more than these are counted
WORDS = {
    State.READY: "ready to raise",
    State.VERIFIED: "verified",
    State.RAISED: "raised, not tested",
    State.LEAKING: "leaking",
    State.NOT_AVAILABLE: "not available",
}
SHORT = {State.READY: "ready", State.VERIFIED: "verified", State.RAISED: "raised, not tested"}  # beside a detail


class Mark(StrEnum):
    """The sign before a row; its words say the same."""

    OK = "ok"
    WARN = "warn"
    NONE = "none"


class Act(StrEnum):
    """What the button of a row does."""

    NOTHING = ""
    SET_UP = "set-up"  # opens the settings
    TEST_AGAIN = "test-again"
    RING = "ring"  # the ring test is in the settings


ACT_WORDS = {Act.NOTHING: "", Act.SET_UP: "Set it up", Act.TEST_AGAIN: "Test again", Act.RING: "Try it"}


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """One barrier. `more` stands under the words: why not, and what to do about it."""

    key: str
    words: str
    mark: Mark
    state: str = ""
    more: str = ""
    act: Act = Act.NOTHING


@dataclass(frozen=True, slots=True)
class HandRow:
    """One thing that only the rep can do."""

    key: str
    words: str
    ticked: bool
    state: str = ""
    printable: bool = False


@dataclass(frozen=True, slots=True)
class PreflightState:
    """The card. `folded` is how many rows are as yesterday and not shown; `all_shown` shows them too."""

    remark: str = ""
    rows: tuple[BarrierRow, ...] = ()
    folded: int = 0
    all_shown: bool = False
    hand: tuple[HandRow, ...] = ()

    @property
    def fold_words(self) -> str:
        """What the disclosure says, "" where there is nothing to fold."""
        if not self.folded:
            return ""
        return "Only what changed" if self.all_shown else f"{self.folded} as yesterday"


def build_preflight(
    standings: Sequence[Standing] | None,
    conflicts: Sequence[str],
    settings: Settings,
    today: date,
    *,
    show_all: bool = False,
) -> PreflightState:
    """The card for `standings` (None: they are being asked for)."""
    hand = _hand_rows(settings, today)
    if standings is None:
        return PreflightState("looking …", hand=hand)
    seen = dict(settings.preflight_seen)
    new = dict(seen_of(standings, conflicts, settings))
    everything = _all_rows(standings, conflicts, settings)
    changed = tuple(row for row in everything if not _as_seen(row, new, seen))
    barriers = [row for row in everything if row.key not in (WORK_WINS, RING)]
    ready = sum(row.mark is Mark.OK for row in barriers) + sum(row.ticked for row in hand)
    return PreflightState(
        remark=f"{ready} of {len(barriers) + len(hand)} ready",
        rows=everything if show_all else changed,
        folded=len(everything) - len(changed),
        all_shown=show_all,
        hand=hand,
    )


def news_of(standings: Sequence[Standing], conflicts: Sequence[str], settings: Settings, today: date) -> str:
    """What the shield needs before the hour, in one line for where there is no card: only what changed, "" for nothing.

    "Shield: Sites in the browser needs a look."
    """
    rows = build_preflight(standings, conflicts, settings, today).rows
    names = tuple(row.words for row in rows if row.mark is Mark.WARN)
    return f"Shield: {listed(names)} {'needs' if len(names) == 1 else 'need'} a look." if names else ""


def seen_of(
    standings: Sequence[Standing], conflicts: Sequence[str] = (), settings: Settings | None = None
) -> tuple[tuple[str, str], ...]:
    """What is kept as `Settings.preflight_seen` when an hour begins, to be told apart from tomorrow.

    Ready, raised and verified are one: the same barrier before and after it was raised.
    """
    kept = [(each.barrier, _seen_word(each)) for each in standings if each.state is not State.OFF]
    if conflicts:
        kept.append((WORK_WINS, " ".join(conflicts)))
    if settings is not None and is_owed(settings):
        kept.append((RING, settings.ring))
    return tuple(kept)


def ticks_of(settings: Settings, today: date) -> tuple[str, ...]:
    """What was ticked by hand today: yesterday's ticks are over."""
    return settings.hand_ticks if settings.hand_ticked_on == today.isoformat() else ()


def _seen_word(standing: Standing) -> str:
    if standing.state in WELL:
        return f"{IN_DOUBT}: {standing.detail}" if _is_doubted(standing) else State.READY.value
    return f"{standing.state.value}: {standing.detail}"


def _as_seen(row: BarrierRow, new: dict[str, str], seen: dict[str, str]) -> bool:
    """Whether the last hour found the row the same. A leak is never folded away."""
    if new[row.key].startswith(State.LEAKING):
        return False
    return new[row.key] == seen.get(row.key)


def _all_rows(standings: Sequence[Standing], conflicts: Sequence[str], settings: Settings) -> tuple[BarrierRow, ...]:
    rows = [_row(each, settings) for each in standings if each.state is not State.OFF and not _is_idle(each, settings)]
    if conflicts:
        rows.append(BarrierRow(WORK_WINS, "\n".join(conflicts), Mark.NONE))
    if is_owed(settings):
        rows.append(_ring_row(settings))
    return tuple(sorted(rows, key=lambda row: row.mark is not Mark.WARN))  # what asks for something comes first


def _ring_row(settings: Settings) -> BarrierRow:
    """The ring test, until the dialer has rung."""
    if settings.ring == SILENT:
        return BarrierRow(RING, "Your dialer stayed silent", Mark.WARN, more=LET_THROUGH, act=Act.RING)
    return BarrierRow(RING, "Does your dialer ring while notices are quiet?", Mark.NONE, act=Act.RING)


def _is_doubted(standing: Standing) -> bool:
    """It can be raised, and there is something to be done for it to hold."""
    return standing.state is State.READY and bool(standing.advice)


def _is_idle(standing: Standing, settings: Settings) -> bool:
    """No app is chosen: there is nothing that could be asked to close."""
    return standing.barrier == "apps" and standing.state in WELL and not settings.block_apps


def _row(standing: Standing, settings: Settings) -> BarrierRow:
    name, state = standing.barrier, standing.state
    if _is_doubted(standing):
        said = f"{IN_DOUBT.capitalize()}: {standing.detail.rstrip('.')}. {standing.advice}"
        return BarrierRow(name, _label(name, settings), Mark.WARN, more=said, act=Act.SET_UP)
    if state in WELL:
        if name == "apps" and state is State.READY:
            return BarrierRow(name, _apps(settings), Mark.OK, "asks to close at start")
        return BarrierRow(name, _label(name, settings), Mark.OK, _stands(standing))
    why = detail_words(standing).rstrip(".")
    advice = standing.advice
    more = f"{WORDS[state].capitalize()}: {why}" if why else WORDS[state].capitalize()
    if advice:
        more = f"{more}. {advice}"
    if state is State.LEAKING:
        return BarrierRow(name, _label(name, settings), Mark.WARN, more=more, act=Act.TEST_AGAIN)
    if advice:
        act = Act.SET_UP if name in ("sites-browser", "sites-hosts", "quiet", "apps") else Act.NOTHING
        return BarrierRow(name, _label(name, settings), Mark.WARN, more=more, act=act)
    return BarrierRow(name, _label(name, settings), Mark.NONE, more=more)


def _stands(standing: Standing) -> str:
    """How well it stands. The cover says what it will do: that it is ready, the tick says, and both are too long."""
    detail = detail_words(standing)
    if standing.barrier == "cover" and standing.state is State.READY and detail:
        return detail
    return f"{detail}, {SHORT[standing.state]}" if detail else WORDS[standing.state]


def _label(name: str, settings: Settings) -> str:
    return _apps(settings) if name == "apps" and settings.block_apps else barrier_name(name)


def _apps(settings: Settings) -> str:
    apps = settings.block_apps
    if len(apps) > NAMED_APPS:
        return f"{len(apps)} apps"
    return listed(tuple(program_name(app) for app in apps))


def detail_words(standing: Standing) -> str:
    """What is to be said beside the state: the detail, or the sentence of the failure behind it."""
    if standing.problem is None:
        return standing.detail
    said = sentence(standing.problem)
    return said[:1].lower() + said[1:]


def _hand_rows(settings: Settings, today: date) -> tuple[HandRow, ...]:
    ticks = ticks_of(settings, today)
    return tuple(
        HandRow(key, words, key in ticks, "ticked by hand" if key in ticks else "", printable=key == "sign")
        for key, words in HAND.items()
    )
