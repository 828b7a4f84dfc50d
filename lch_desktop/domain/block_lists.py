"""The lists of what keeps people from calling, as data (resources/shield/lists.json), and one hour's order of them.

Reading the file's text is the caller's; everything here is pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.shield import Order
from lch_desktop.domain.watching import Watched, part_pattern, title_pattern
from lch_desktop.domain.work import (
    Conflict,
    ConflictKind,
    covers,
    host_of,
    is_never_closed,
    program_key,
    program_keys,
    typed_site,
    without_work,
)

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

RESOURCE = "shield/lists.json"
VERSION = 1
SYSTEMS = ("linux", "windows", "macos")
_OF_PLATFORM = {"win32": "windows", "darwin": "macos"}  # sys.platform


@dataclass(frozen=True, slots=True)
class Site:
    """One site. `more`: its further names; `titles`: how a browser's window shows it (`watching.title_pattern`)."""

    host: str
    more: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def hosts(self) -> tuple[str, ...]:
        """All names, the one that people know first."""
        return (self.host, *self.more)


@dataclass(frozen=True, slots=True)
class App:
    """One program under the name that people know, with its executables on each system."""

    name: str
    programs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BlockList:
    """One list the rep may choose. `name` is kept in the settings, `title` is shown."""

    name: str
    title: str
    sites: tuple[Site, ...] = ()
    apps: tuple[App, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists, and what is work for most people: no list ever blocks that."""

    lists: tuple[BlockList, ...] = ()
    work: BlockList = field(default_factory=lambda: BlockList("work", "Work"))

    def chosen(self, names: Iterable[str]) -> tuple[BlockList, ...]:
        """The lists with these names, in the file's order; a name that is gone names nothing."""
        wanted = frozenset(names)
        return tuple(each for each in self.lists if each.name in wanted)

    def site_of(self, host: str) -> Site | None:
        """The site that `host` is a name of."""
        every = (site for one in (*self.lists, self.work) for site in one.sites)
        return next((site for site in every if host in site.hosts), None)

    def shown_name(self, executable: str) -> str:
        """What people call a program; its executable's name where it is on no list."""
        key = program_key(executable)
        every = ((app, one) for each in (*self.lists, self.work) for app in each.apps for one in SYSTEMS)
        found = (app.name for app, system in every if key in program_keys(app.programs.get(system, ())))
        return next(found, executable)


# reading


def parse(text: str) -> Lists:
    """The lists in the text of lists.json. Raises ValueError, saying which entry: that is our bug, not the user's."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise ValueError("not the lists of this version")
    lists = tuple(_list(one, one["name"], one["title"]) for one in document["lists"])
    made = Lists(lists, _list(document["work"], "work", "Work"))
    _check(made)
    return made


def _list(one: Mapping[str, Any], name: str, title: str) -> BlockList:
    sites = tuple(
        Site(each["host"], tuple(each.get("more", ())), tuple(each.get("titles", ()))) for each in one["sites"]
    )
    apps = tuple(
        App(each["name"], {system: tuple(each[system]) for system in SYSTEMS if system in each}) for each in one["apps"]
    )
    return BlockList(name, title, sites, apps)


def _check(made: Lists) -> None:
    if len({one.name for one in made.lists}) != len(made.lists):
        raise ValueError("two lists of one name")
    seen = set[str]()
    work = [host for site in made.work.sites for host in site.hosts]
    for host in (host for one in (*made.lists, made.work) for site in one.sites for host in site.hosts):
        try:
            if typed_site(host) != host or "/" in host:
                raise ValueError(f"not the plain name of a site: {host}")
        except InputError as error:
            raise ValueError(f"no site: {host}") from error
        if host in seen:
            raise ValueError(f"twice: {host}")
        seen.add(host)
    for host in (host for one in made.lists for site in one.sites for host in site.hosts):
        if any(covers(each, host) for each in work):
            raise ValueError(f"work, and on a list: {host}")
    for app in (app for one in made.lists for app in one.apps):
        if any(is_never_closed(name) for names in app.programs.values() for name in names):
            raise ValueError(f"never closed, and on a list: {app.name}")


# one hour's order


def order_of(
    settings: Settings,
    lists: Lists,
    until: datetime,
    *,
    system: str = "linux",
    words: Mapping[str, str] | None = None,
) -> tuple[Order, tuple[Conflict, ...]]:
    """What the hour until `until` is shielded from by the rep's choices, and where they meet the work list.

    Only programs that the rep has chosen are asked to close; those of the lists are called back from the front.
    Work wins: the rep's own work always, what is work for most people unless the rep's own entry names it.
    `system`: one of SYSTEMS, or what sys.platform calls it.
    """
    own_sites, odd = _typed(settings.block_sites)
    own_work, odd_work = _typed(settings.work_sites)
    usual, wishes = _usual_work(lists, own_sites, own_work)
    work_sites = _once((*own_work, *usual))
    chosen = lists.chosen(settings.block_lists)
    asked = _once(
        (*(host for one in chosen for site in one.sites for host in site.hosts), *_with_names(lists, own_sites))
    )
    sites, met = without_work(asked, work_sites)
    said = {*own_sites, *(site.host for one in chosen for site in one.sites)}  # not each further name
    apps, work_apps, never = _apps(settings, lists, chosen, _OF_PLATFORM.get(system, system))
    order = Order(
        until=until,
        sites=sites,
        apps=tuple(name for name in apps if name in settings.block_apps),
        front_apps=apps,
        work_sites=work_sites,
        work_apps=work_apps,
        wanted=frozenset(settings.barriers),
        words=dict(words or {}),
    )
    worth = (one for one in met if one.entry in said and (one.entry in own_sites or _names(one.work, own_work)))
    return order, (*odd, *odd_work, *worth, *wishes, *never)


def _typed(entries: Sequence[str]) -> tuple[tuple[str, ...], tuple[Conflict, ...]]:
    """The entries as sites; what is none (a settings file edited by hand) blocks nothing and is said."""
    sites, odd = list[str](), list[Conflict]()
    for entry in entries:
        try:
            sites.append(typed_site(entry))
        except InputError:
            odd.append(Conflict(entry, "", ConflictKind.UNREADABLE))
    return _once(sites), tuple(odd)


def _usual_work(
    lists: Lists, own_sites: Sequence[str], own_work: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Conflict, ...]]:
    """What is work for most people, less what the rep put on the block list and not on the work list."""
    wished = [site for site in own_sites if not any(covers(each, site) for each in own_work)]
    usual, wishes = list[str](), list[Conflict]()
    for host in (host for site in lists.work.sites for host in site.hosts):
        entries = [entry for entry in wished if covers(host, entry)]
        wishes += [Conflict(entry, host, ConflictKind.OWN_WISH) for entry in entries]
        if not entries:
            usual.append(host)
    return tuple(usual), tuple(wishes)


def _with_names(lists: Lists, own_sites: Sequence[str]) -> tuple[str, ...]:
    """The rep's own entries, a site that is known with its further names."""
    found = ((entry, lists.site_of(entry)) for entry in own_sites)
    return tuple(host for entry, site in found for host in ((entry, *site.hosts) if site else (entry,)))


def _names(listed: str, own_work: Sequence[str]) -> bool:
    return any(one in own_work for one in listed.split(", "))


def _apps(
    settings: Settings, lists: Lists, chosen: Sequence[BlockList], system: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Conflict, ...]]:
    own_work = program_keys(settings.work_programs)
    own = program_keys(settings.block_apps)
    usual = [name for app in lists.work.apps for name in app.programs.get(system, ()) if program_key(name) not in own]
    work = own_work | program_keys(usual)
    listed = (name for one in chosen for app in one.apps for name in app.programs.get(system, ()))
    apps, conflicts = list[str](), list[Conflict]()
    for name in _once((*listed, *settings.block_apps)):
        key = program_key(name)
        if key in work:
            said = key in own_work
            conflicts += [Conflict(lists.shown_name(name), lists.shown_name(name), ConflictKind.WORK_WINS)] * said
        elif is_never_closed(name):
            conflicts.append(Conflict(name, "", ConflictKind.NEVER_CLOSED))
        else:
            apps.append(name)
    return tuple(apps), _once((*settings.work_programs, *usual)), tuple(conflicts)


def _once(entries: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entries))


# what Watch looks for


def watched_of(order: Order, lists: Lists, settings: Settings) -> Watched:
    """What Watch looks for in the hour of `order`. Only whole sites: a title does not tell the path.

    As long as nobody said what is work, or a site is, an unknown page in a browser is not counted as leaving.
    """
    known = {host: site for one in (*lists.lists, lists.work) for site in one.sites for host in site.hosts}
    blocked = dict[str, tuple[str, ...]]()
    for entry in order.sites:
        site = known.get(entry)
        if "/" not in entry:
            blocked.setdefault(site.host if site else entry, _titles(entry, site))
    work = [_titles(host_of(entry), known.get(host_of(entry))) for entry in order.work_sites]
    work_titles = _once(title for titles in work for title in titles)
    named = bool(settings.work_programs or settings.work_sites)
    return Watched(
        sites=tuple((entry, title_pattern(titles)) for entry, titles in blocked.items()),
        apps=tuple((program_key(name), lists.shown_name(name)) for name in order.front_apps),
        work_titles=(title_pattern(work_titles),) if work_titles else (),
        work_parts=(part_pattern(work_titles),) if work_titles else (),
        work_apps=program_keys(order.work_apps),
        browser_may_be_work=bool(settings.work_sites) or not named,
    )


def _titles(host: str, site: Site | None) -> tuple[str, ...]:
    """How a browser may show the site: as the lists say, else the host and the word that it is known by."""
    if site is not None and site.titles:
        return site.titles
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3  # example.co.uk
    return (host, labels[-3 if short else -2])
