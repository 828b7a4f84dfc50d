"""Sites in the browser: the order for the extension, and what the browsers say to it.

Nothing of the browser's is changed by us: the order is a file of our own, which the extension follows. So there is
nothing to find, and lowering is an order that blocks nothing. The extension holds the deadline itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found, Order, Standing, State
from lch_desktop.shield.browser_files import (
    FOLDER,
    Asked,
    Seen,
    in_ms,
    new_id,
    read_order,
    read_seen,
    take_front,
    write_order,
)
from lch_desktop.shield.install_browser import PROGRAMS, title_of

NAME = "sites-browser"
LATELY = timedelta(days=7)  # a browser that is closed is believed for so long to have the extension still
ANSWER_S = 4.0  # how long a running browser may take to follow an order
_LOOK_S = 0.05


class BrowserBarrier:
    """The Barrier port on the extension.

    `now` gives aware instants; `pause` waits some seconds; `is_open` tells whether a browser (its name in
    `install_browser.BROWSERS`) runs, which may take some tens of milliseconds.
    """

    def __init__(
        self,
        data_dir: Path,
        now: Callable[[], datetime],
        answer_s: float = ANSWER_S,
        pause: Callable[[float], object] | None = None,
        is_open: Callable[[str], bool] | None = None,
    ) -> None:
        self._folder = data_dir / FOLDER
        self._now = now
        self._answer_s = answer_s
        self._pause = pause or threading.Event().wait
        self._is_open = is_open or _is_open

    @property
    def name(self) -> str:
        """See the port."""
        return NAME

    @property
    def limits(self) -> str:
        """See the port."""
        return "Only browsers and profiles that have the extension are covered, and private windows are not."

    def standing(self, order: Order) -> Standing:
        """See the port."""
        if not order.sites:
            return Standing(NAME, State.NOT_AVAILABLE, "no site is on your list", "Name one in Settings.")
        seen = read_seen(self._folder)
        if not seen:
            return Standing(
                NAME,
                State.NOT_AVAILABLE,
                "no browser has the extension yet",
                "Add it under Settings, Shield; it takes a minute.",
            )
        return self._ready(seen)

    def find(self, order: Order) -> Found:
        """See the port: there is nothing to put back."""
        return {}

    def raise_until(self, order: Order, found: Found) -> None:
        """See the port. Raises ShieldError "browser-order-not-written"."""
        now_ms = in_ms(self._now())
        before = self._up()
        asked = Asked(
            id=new_id(),
            since_ms=before.since_ms if before else now_ms,
            until_ms=in_ms(order.until),
            sites=tuple(order.sites),
            work=tuple(order.work_sites),
            once=before.once if before else None,
            words=dict(order.words),
        )
        if before is not None and replace(asked, id=before.id, words=before.words) == before:
            self.update_words(order.words)
        else:
            write_order(self._folder, asked)

    def lower(self, found: Found) -> None:
        """See the port. Where no order was ever given, no file is made. Raises as `raise_until`."""
        before = read_order(self._folder)
        if (before is None and not (self._folder / "order.json").exists()) or (before is not None and not before.sites):
            return
        since_ms = before.since_ms if before else 0
        write_order(self._folder, Asked(id=new_id(), since_ms=since_ms))

    def verify(self, order: Order) -> Standing:
        """See the port: waits up to ANSWER_S for the browsers that run."""
        asked = read_order(self._folder)
        if asked is None or not asked.sites:
            return Standing(NAME, State.LEAKING, "the browsers have not been told", "Raise the shield again.")
        seen = self._settled(asked.id, self._answer_s)
        running = [each for each in seen if each.runs]
        without = self.without_answer(seen)
        if without:
            return Standing(NAME, State.LEAKING, *_without_words(without))
        if not running:
            return Standing(NAME, State.RAISED, f"{_titles(seen)} not open, or the extension is switched off there")
        return _judged(running, asked.id)

    def allow(self, address: str, until: datetime) -> None:
        """Open exactly `address` until `until`, in place of the one before; does nothing where nothing is blocked.

        Raises ShieldError "address-not-web" for what is no http or https address.
        """
        if not address.startswith(("https://", "http://")) or any(letter.isspace() for letter in address):
            raise ShieldError("address-not-web", address=address)
        self._change_once((address, in_ms(until)))

    def settle(self, within_s: float) -> None:
        """Wait until every browser that runs follows the order as it is, at most `within_s` seconds."""
        asked = read_order(self._folder)
        if asked is not None and asked.sites:
            self._settled(asked.id, within_s)

    def close_allowance(self) -> None:
        """The call is over: the address that was open for it is blocked as before."""
        self._change_once(None)

    def update_words(self, words: Mapping[str, str]) -> None:
        """New words for the block page ("back_to", "calls_to_go"); one small file, no rule is touched."""
        before = self._up()
        if before is not None and dict(before.words) != dict(words):
            write_order(self._folder, replace(before, words=dict(words)))

    def attempts(self) -> dict[str, int]:
        """How often each entry of the list was tried since the shield was raised; also after it came down."""
        asked = read_order(self._folder)
        totals: dict[str, int] = {}
        for seen in read_seen(self._folder) if asked else ():
            if asked is not None and seen.since_ms == asked.since_ms:
                for site, count in seen.attempts.items():
                    totals[site] = totals.get(site, 0) + count
        return totals

    def browsers(self) -> tuple[Seen, ...]:
        """Every browser profile that has ever answered, and how it stands now: for the page in settings."""
        return read_seen(self._folder)

    def without_answer(self, seen: Iterable[Seen] | None = None) -> tuple[str, ...]:
        """The browsers that had the extension, are open now, and do not answer: there it was removed or is off."""
        known = self.browsers() if seen is None else tuple(seen)
        answering = {each.browser for each in known if each.runs}
        silent = dict.fromkeys(each.browser for each in known if each.browser not in answering)
        return tuple(browser for browser in silent if self._is_open(browser))

    def asked_front(self) -> bool:
        """Whether a block page has asked for our window since the last call. One look at a file."""
        return take_front(self._folder)

    def _ready(self, seen: tuple[Seen, ...]) -> Standing:
        """READY in any case, since it may come back in the hour; with an advice where it is in doubt."""
        without = self.without_answer(seen)
        if without:
            return Standing(NAME, State.READY, *_without_words(without))
        oldest_s = (self._now() - LATELY).timestamp()
        lately = [each for each in seen if each.runs or each.heard_s >= oldest_s]
        if not lately:
            advice = "Open it once; if this stays, add the extension again under Settings, Shield."
            return Standing(NAME, State.READY, f"{_titles(seen)} has not answered for {LATELY.days} days", advice)
        denied = _titles(each for each in lately if not each.access)
        if denied:
            return Standing(NAME, State.READY, f"{denied} does not let it in", _allow_words(denied))
        return Standing(NAME, State.READY, _titles(lately))

    def _up(self) -> Asked | None:
        asked = read_order(self._folder)
        return asked if asked and asked.sites and in_ms(self._now()) < asked.until_ms else None

    def _change_once(self, once: tuple[str, int] | None) -> None:
        before = self._up()
        if before is not None and before.once != once:
            write_order(self._folder, replace(before, id=new_id(), once=once))

    def _settled(self, order_id: str, within_s: float) -> tuple[Seen, ...]:
        """What the browsers say once all that run have followed, or when their time is up."""
        deadline = monotonic() + within_s
        while True:
            seen = read_seen(self._folder)
            if all(each.order == order_id for each in seen if each.runs) or monotonic() > deadline:
                return seen
            self._pause(_LOOK_S)


def _judged(running: Collection[Seen], order_id: str) -> Standing:
    """How it stands in the browsers that run."""
    denied = [each for each in running if not each.access]
    if denied:
        return Standing(NAME, State.LEAKING, f"{_titles(denied)} does not let it in", _allow_words(_titles(denied)))
    late = [each for each in running if each.order != order_id]
    if late:
        advice = "Close and open that browser; if it stays so, add the extension again under Settings, Shield."
        return Standing(NAME, State.LEAKING, f"{_titles(late)} has not answered", advice)
    open_still = [each for each in running if each.error or not each.rules or each.holds is False]
    if open_still:
        advice = "Update the extension under Settings, Shield."
        return Standing(NAME, State.LEAKING, f"{_titles(open_still)} refused the list", advice)
    return Standing(NAME, State.VERIFIED, _titles(running))


def _titles(seen: Iterable[Seen]) -> str:
    return ", ".join(dict.fromkeys(title_of(each.browser) for each in seen))


def _without_words(browsers: Iterable[str]) -> tuple[str, str]:
    titles = ", ".join(map(title_of, browsers))
    return f"{titles} is open, and the extension does not answer there", (
        "It was removed or switched off: add it again under Settings, Shield."
    )


def _is_open(browser: str) -> bool:
    from lch_desktop.shield.apps import any_runs

    try:
        return any_runs(PROGRAMS.get(browser, ()))
    except ShieldError:  # not to be known here
        return False


def _allow_words(titles: str) -> str:
    return f"In {titles}, open the extension's page and let it act on all sites."
