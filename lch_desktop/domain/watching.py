"""Watch: what the window in front means, and when the rep is called back or has left.

Only the program and, for a browser, the page's title are looked at. Titles are compared, never stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Protocol

from lch_desktop.domain.work import BROWSERS, SESSION, program_key

CALL_BACK_AFTER_S = 3.0
CALL_AGAIN_S = 5.0
LEFT_AFTER_S = 10.0
LONGEST_GAP_S = 15.0  # looks further apart than this: the machine slept, or the program stood still
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Front:
    """The window in front. `program`: its executable's name, "" where not known; `pid`: 0 where not known."""

    program: str
    title: str = ""
    pid: int = 0
    is_ours: bool = False


class FrontWindow(Protocol):
    """What tells which window is in front."""

    @property
    def reason(self) -> str:
        """Why it cannot be known here, in words for the rep; "" where it can."""
        ...

    @property
    def limits(self) -> str:
        """What it cannot see though it is known, in words for the rep; "" for nothing."""
        ...

    def look(self) -> Front | None:
        """The window in front now; None where there is none, or it cannot be known."""
        ...

    def close(self) -> None:
        """Let go of the system; `look` tells nothing any more."""
        ...


class Kind(StrEnum):
    """What the window in front is."""

    WORK = "work"
    OURS = "ours"
    BLOCKED = "blocked"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the window in front means. `entry`: of the block list, where it is blocked."""

    kind: Kind
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked for in one hour. Programs are `program_key`s."""

    sites: tuple[tuple[str, re.Pattern[str]], ...] = ()  # entry of the block list -> its pages' titles
    apps: tuple[tuple[str, str], ...] = ()  # key -> entry
    work_titles: tuple[re.Pattern[str], ...] = ()  # of work's sites: at the end of a title, or all of it
    work_parts: tuple[re.Pattern[str], ...] = ()  # the same, as any part of a title
    work_apps: frozenset[str] = frozenset()
    browser_may_be_work: bool = False  # a page that nothing is known about is then not counted as leaving
    browsers: frozenset[str] = BROWSERS


# titles

_SEPARATOR = r"\s[-–—|•·:/]\s"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COUNTER = re.compile(r"^\s*(?:[(\[]\d+\+?[)\]]|[•*●🔊🔴])\s*")
_MORE_PAGES = re.compile(r" and \d+ more pages?$")
_BROWSER_NAMES = frozenset(
    {
        "mozilla firefox", "mozilla firefox private browsing", "firefox", "firefox developer edition",
        "firefox nightly", "google chrome", "chromium", "brave", "opera", "vivaldi", "safari", "librewolf", "waterfox",
        "tor browser", "microsoft edge", "incognito", "inprivate", "[inprivate]", "private browsing", "audio playing",
        "audio muted",
    }
)  # fmt: skip
_WITH_PROFILE = "microsoft edge"  # puts the profile's name between the page and itself


def title_pattern(titles: Iterable[str]) -> re.Pattern[str]:
    """What finds a page by one of `titles`: as the last part of its title, or all of it.

    "YouTube" is found in "Cats - YouTube" and not in "Leave YouTube - A blog". A title with a * is compared with
    the whole page title, * standing for anything.
    """
    return re.compile("|".join(_one_title(title) for title in titles))


def part_pattern(titles: Iterable[str]) -> re.Pattern[str]:
    """What finds a page by one of `titles` as any part of its title."""
    wanted = "|".join(re.escape(_plain(title)) for title in titles if "*" not in title) or r"(?!)"
    return re.compile(rf"(?:^|.*{_SEPARATOR})(?:{wanted})(?:{_SEPARATOR}.*|$)")


def _one_title(title: str) -> str:
    plain = _plain(title)
    if "*" in plain:
        return "^" + ".*".join(map(re.escape, plain.split("*"))) + "$"
    return rf"(?:^|^.*{_SEPARATOR}){re.escape(plain)}$"


def pages_of(title: str) -> tuple[str, ...]:
    """What the page in a browser's window may be called, without the browser's own words; best first."""
    parts = re.split(f"({_SEPARATOR})", _COUNTER.sub("", _plain(title[:_LONGEST_TITLE])))
    last = ""
    while parts and parts[-1].removesuffix(" (incognito)") in _BROWSER_NAMES:
        last = last or parts[-1]
        del parts[-2:]
    pages = ["".join(parts)]
    if last == _WITH_PROFILE and len(parts) > 1:
        pages.append("".join(parts[:-2]))
    return tuple(_MORE_PAGES.sub("", page) for page in pages if page)


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile(r"\s+")


def _plain(text: str) -> str:
    return _spaces().sub(" ", _INVISIBLE.sub("", text)).strip().casefold()


# what is in front


def classify(front: Front | None, watched: Watched) -> Verdict:
    """What `front` means. Work wins; a page in a browser is judged by its title, and whatever program runs it."""
    if front is None:
        return Verdict(Kind.UNKNOWN)
    if front.is_ours:
        return Verdict(Kind.OURS)
    key = program_key(front.program)
    if not key or key in SESSION:
        return Verdict(Kind.UNKNOWN)
    if key in watched.browsers:
        return _page(front.title, watched, is_work=key in watched.work_apps)
    if key in watched.work_apps:
        return Verdict(Kind.WORK)
    entry = dict(watched.apps).get(key)
    return Verdict(Kind.BLOCKED, entry) if entry is not None else Verdict(Kind.OTHER)


def _page(title: str, watched: Watched, *, is_work: bool) -> Verdict:
    pages = pages_of(title)
    if any(pattern.match(page) for pattern in watched.work_titles for page in pages):
        return Verdict(Kind.WORK)
    for entry, pattern in watched.sites:
        if any(map(pattern.match, pages)):
            return Verdict(Kind.BLOCKED, entry)
    if is_work or any(pattern.match(page) for pattern in watched.work_parts for page in pages):
        return Verdict(Kind.WORK)
    return Verdict(Kind.OTHER if pages and not watched.browser_may_be_work else Kind.UNKNOWN)


# what comes of it


@dataclass(frozen=True, slots=True)
class CallBack:
    """Bring Focus to the front: a blocked thing has been there for some seconds."""

    entry: str


@dataclass(frozen=True, slots=True)
class Began:
    """Something that is counted began at `at_s`, some seconds ago. `kind`: left, blocked."""

    kind: str
    at_s: float
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """What began last is over since `at_s`."""

    at_s: float


Event = CallBack | Began | Ended
_LEFT, _BLOCKED = "left", "blocked"


@dataclass(frozen=True, slots=True)
class Watching:
    """What has been in front, and since when, in seconds of a clock that never jumps."""

    verdict: Verdict | None = None  # None: nothing counts now
    since_s: float = 0.0
    seen_at_s: float = 0.0
    called_at_s: float | None = None
    counted: bool = False  # the spell in hand has begun to count

    def seen(self, verdict: Verdict, at_s: float, live: bool) -> tuple[Watching, tuple[Event, ...]]:
        """The window in front at `at_s`. Nothing counts between Call and outcome (`live`)."""
        ended: tuple[Event, ...] = ()
        spell = self
        if self.verdict is not None and not 0 <= at_s - self.seen_at_s <= LONGEST_GAP_S:
            spell, ended = self._over(self.seen_at_s)  # nobody knows what was in front meanwhile
        now = None if live or verdict.kind not in (Kind.BLOCKED, Kind.OTHER) else verdict
        if now != spell.verdict:
            spell, more = spell._over(at_s)
            spell, ended = replace(spell, verdict=now, since_s=at_s), (*ended, *more)
        spell, events = replace(spell, seen_at_s=at_s)._grown()
        return spell, (*ended, *events)

    def stopped(self, at_s: float) -> tuple[Watching, tuple[Event, ...]]:
        """The hour pauses or ends at `at_s`."""
        known_until_s = at_s if 0 <= at_s - self.seen_at_s <= LONGEST_GAP_S else self.seen_at_s
        return self._over(known_until_s)

    def _over(self, at_s: float) -> tuple[Watching, tuple[Event, ...]]:
        return Watching(seen_at_s=self.seen_at_s), (Ended(at_s),) if self.counted else ()

    def _grown(self) -> tuple[Watching, tuple[Event, ...]]:
        if self.verdict is None:
            return self, ()
        spell_s = self.seen_at_s - self.since_s
        if self.verdict.kind is Kind.OTHER:
            if self.counted or spell_s <= LEFT_AFTER_S:
                return self, ()
            return replace(self, counted=True), (Began(_LEFT, self.since_s),)
        due_s = CALL_BACK_AFTER_S if self.called_at_s is None else self.called_at_s - self.since_s + CALL_AGAIN_S
        if spell_s < due_s:
            return self, ()
        entry = self.verdict.entry
        began = () if self.counted else (Began(_BLOCKED, self.since_s, entry),)
        return replace(self, counted=True, called_at_s=self.seen_at_s), (*began, CallBack(entry))
