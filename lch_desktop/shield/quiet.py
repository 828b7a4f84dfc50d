"""The barrier "quiet": notices are held back for the hour. Sound is never touched, so phone calls keep ringing."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from lch_desktop.domain.clock import Clock
from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found, Order, Standing, State
from lch_desktop.shield.quiet_guided import GuidedQuiet
from lch_desktop.shield.quiet_way import Way

NAME = "quiet"
# What stands in the way, in a few words, and what the rep can do about it: code -> (detail, advice).
_BY_HAND = "Turn on do-not-disturb by hand."
_WORDS = {
    "quiet-no-tool": ("{tool} is missing here", "Install it, or turn on do-not-disturb by hand."),
    "quiet-silent": ("{who} does not answer", _BY_HAND),
    "quiet-no-setting": ("{desktop} has no such setting here", _BY_HAND),
    "quiet-locked": ("the setting is locked on this computer", "Ask whoever looks after this computer."),
    "quiet-no-bus": ("this desktop has no session bus", _BY_HAND),
    "quiet-no-service": ("nothing shows notices here", "Nothing to do."),
    "quiet-service-cannot": ("what shows notices here cannot be told to wait", _BY_HAND),
    "quiet-by-hand": ("only you can turn notices off on this system", "{steps}"),
}
# With these, nothing of ours can be up: there is nothing to lower where the journal was lost.
_NOTHING_UP = frozenset(_WORDS) - {"quiet-silent", "quiet-locked"}


class Quiet:
    """The Barrier port. `chosen` are the ways of this desktop, best first; `ways` all that a journal may name."""

    def __init__(self, chosen: Sequence[Way], ways: Sequence[Way]) -> None:
        self._chosen = chosen
        self._ways = {way.name: way for way in ways}
        self._waited: int | None = None

    @property
    def name(self) -> str:
        """See Barrier."""
        return NAME

    @property
    def limits(self) -> str:
        """See Barrier."""
        return self._chosen[0].limits

    def standing(self, order: Order) -> Standing:
        """See Barrier."""
        del order
        try:
            self._way_here()
        except ShieldError as error:
            return _in_the_way(error)
        return Standing(NAME, State.READY)

    def find(self, order: Order) -> Found:
        """See Barrier. The way is noted too: it may be lowered by a program that cannot tell the desktop."""
        del order
        way = self._way_here()
        return {"way": way.name, **way.find()}

    def raise_until(self, order: Order, found: Found) -> None:
        """See Barrier."""
        way = self._named(found["way"]) if "way" in found else self._way_here()
        way.raise_until(order.until)

    def lower(self, found: Found) -> None:
        """See Barrier. With nothing found, what the desktop starts with: notices that stay off would be worse."""
        if "way" in found:
            way = self._named(found["way"])
            self._count(way, found)
            way.lower(found)
            return
        for way in self._chosen:
            try:
                way.check()
            except ShieldError as error:
                if error.code in _NOTHING_UP:
                    continue
                raise
            way.lower({})

    def verify(self, order: Order) -> Standing:
        """See Barrier: read back from the desktop itself."""
        del order
        try:
            holds = self._way_here().holds()
        except ShieldError as error:
            return _in_the_way(error, State.LEAKING)
        if not holds:
            return Standing(NAME, State.LEAKING, "notices have been turned on again", _BY_HAND)
        return Standing(NAME, State.VERIFIED)

    def held_back(self) -> int | None:
        """How many notices wait until this is lowered; None where the desktop does not say."""
        try:
            return self._way_here().held_back()
        except ShieldError:
            return None

    def take_waited(self) -> int | None:
        """How many notices waited when this was lowered last; None where nothing told, and after it was asked once."""
        waited, self._waited = self._waited, None
        return waited

    def _count(self, way: Way, found: Found) -> None:
        """Note what waits now and did not when it was raised: lowered, the desktop forgets the number."""
        try:
            waiting = None if found.get("paused") == "yes" else way.held_back()
            if waiting is not None and way.holds():
                self._waited = max(0, waiting - int(found.get("waiting", "0")))
        except (ShieldError, ValueError):
            return  # lowering says what is wrong

    def _way_here(self) -> Way:
        """The first way that can be had; raises what stands in the way of the last."""
        for way in self._chosen[:-1]:
            try:
                way.check()
            except ShieldError as error:
                if error.code != "quiet-service-cannot":
                    raise
            else:
                return way
        self._chosen[-1].check()
        return self._chosen[-1]

    def _named(self, name: str) -> Way:
        if name not in self._ways:
            raise ShieldError("barrier-unknown", barrier=f"{NAME} ({name})")
        return self._ways[name]


def make_quiet(environment: Mapping[str, str], clock: Clock, platform: str = sys.platform) -> Quiet:
    """The barrier for the desktop that `environment` tells of (XDG_CURRENT_DESKTOP), on `platform`."""
    if platform != "linux":
        guided = GuidedQuiet(platform)
        return Quiet((guided,), (guided,))
    from lch_desktop.shield.quiet_dunst import DunstQuiet
    from lch_desktop.shield.quiet_gnome import GnomeQuiet
    from lch_desktop.shield.quiet_inhibit import InhibitQuiet
    from lch_desktop.shield.quiet_xfce import XfceQuiet

    gnome, xfce = GnomeQuiet(environment), XfceQuiet(environment)
    inhibit, dunst = InhibitQuiet(environment, clock), DunstQuiet(environment)
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    chosen: tuple[Way, ...] = (inhibit, dunst)
    if "GNOME" in desktops:
        chosen = (gnome,)
    elif "XFCE" in desktops:
        chosen = (xfce,)
    return Quiet(chosen, (gnome, xfce, inhibit, dunst))


def _in_the_way(error: ShieldError, state: State = State.NOT_AVAILABLE) -> Standing:
    detail, advice = _WORDS.get(error.code, (error.code, _BY_HAND))
    return Standing(NAME, state, detail.format(**error.values), advice.format(**error.values))
