"""The lists that ship, and the order of one hour that is made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.domain.block_lists import RESOURCE, SYSTEMS, Lists, order_of, parse, watched_of
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.shield import Order
from lch_desktop.domain.watching import Front, Kind, classify
from lch_desktop.domain.work import Conflict, ConflictKind, covers
from tests.fakes import START

TEXT = (Path(__file__).parents[2] / "resources" / RESOURCE).read_text(encoding="utf-8")
LISTS = parse(TEXT)
EVERY = tuple(one.name for one in LISTS.lists)


def ordered(**choices: Any) -> tuple[Order, tuple[Conflict, ...]]:
    return order_of(Settings(**choices), LISTS, START)


# what ships


def test_the_lists_that_ship_are_the_ones_the_settings_name() -> None:
    assert EVERY == ("social", "video", "news", "shopping", "chat", "mail")
    assert set(Settings().block_lists) <= set(EVERY)


def test_chat_and_mail_are_not_blocked_unasked() -> None:
    assert not {"chat", "mail"} & set(Settings().block_lists)


def test_every_site_of_a_list_can_be_told_in_a_browsers_title() -> None:
    assert [site.host for one in LISTS.lists for site in one.sites if not site.titles] == []


def test_all_lists_fit_into_what_the_root_helper_takes_at_most() -> None:
    names = [host for one in LISTS.lists for site in one.sites for host in site.hosts]
    assert 3 * len(names) <= 500  # bare, www. and m.


def test_a_calling_preset_is_never_on_a_list() -> None:
    programs = {name for one in LISTS.lists for app in one.apps for names in app.programs.values() for name in names}
    assert not {name for app in LISTS.work.apps for names in app.programs.values() for name in names} & programs


def test_each_program_has_a_name_on_some_system() -> None:
    assert all(app.programs and set(app.programs) <= set(SYSTEMS) for one in LISTS.lists for app in one.apps)


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(version=2),
        lambda it: it["lists"].append(it["lists"][0]),
        lambda it: it["lists"][0]["sites"].append({"host": "youtube.com"}),
        lambda it: it["lists"][0]["sites"].append({"host": "www.example.com"}),
        lambda it: it["lists"][0]["sites"].append({"host": "127.0.0.1"}),
        lambda it: it["lists"][0]["sites"].append({"host": "example.com/path"}),
        lambda it: it["lists"][0]["sites"].append({"host": "app.hubspot.com"}),
        lambda it: it["lists"][0]["apps"].append({"name": "Firefox", "linux": ["firefox"]}),
    ],
    ids=["version", "list-twice", "site-twice", "not-plain", "address", "path", "work", "browser"],
)
def test_a_list_that_could_do_harm_is_not_read(change: Any) -> None:
    document = json.loads(TEXT)
    change(document)
    with pytest.raises(ValueError, match=r"\w"):
        parse(json.dumps(document))


# the order of an hour


def test_chosen_lists_come_with_their_further_names() -> None:
    order, conflicts = ordered(block_lists=("video",))
    assert {"youtube.com", "youtu.be", "googlevideo.com"} <= set(order.sites)
    assert "facebook.com" not in order.sites
    assert conflicts == ()


def test_a_list_that_is_gone_blocks_nothing() -> None:
    assert ordered(block_lists=("gone",))[0].sites == ()


def test_own_entries_are_made_plain_and_a_known_one_brings_its_names() -> None:
    order, _ = ordered(block_lists=(), block_sites=("https://www.YouTube.com/", "Reddit.com/r/all/", "münchen.de"))
    assert {"youtube.com", "youtu.be", "reddit.com/r/all", "xn--mnchen-3ya.de"} <= set(order.sites)
    assert "reddit.com" not in order.sites


def test_an_entry_that_is_no_site_is_said_and_blocks_nothing() -> None:
    order, conflicts = ordered(block_lists=(), block_sites=("127.0.0.1", "localhost"))
    assert order.sites == ()
    assert [conflict.kind for conflict in conflicts] == [ConflictKind.UNREADABLE] * 2


def test_the_wish_of_the_rep_reaches_the_order() -> None:
    order, _ = order_of(Settings(barriers=("quiet",)), LISTS, START, words={"back_to": "Dana"})
    assert (order.until, order.wanted, dict(order.words)) == (START, {"quiet"}, {"back_to": "Dana"})


def test_work_wins_over_the_own_entry_and_it_is_said() -> None:
    order, conflicts = ordered(block_lists=(), block_sites=("mail.google.com",), work_sites=("mail.google.com",))
    assert "mail.google.com" not in order.sites
    assert conflicts[0].sentence == "mail.google.com stands in your block list and in your work list: work wins."


def test_work_wins_over_a_list_and_it_is_said() -> None:
    order, conflicts = ordered(block_lists=EVERY, work_sites=("mail.google.com",))
    assert "mail.google.com" not in order.sites
    assert Conflict("mail.google.com", "mail.google.com", ConflictKind.WORK_WINS) in conflicts


def test_what_is_work_for_most_people_stays_open_without_a_word() -> None:
    order, conflicts = ordered(block_lists=EVERY)
    assert "accounts.google.com" in order.work_sites
    assert not [site for site in order.sites for work in order.work_sites if covers(work, site)]
    assert conflicts == ()


def test_usual_work_on_the_own_list_is_blocked_and_it_is_said() -> None:
    order, conflicts = ordered(block_lists=(), block_sites=("calendar.google.com",))
    assert "calendar.google.com" in order.sites
    assert "calendar.google.com" not in order.work_sites
    assert [conflict.kind for conflict in conflicts] == [ConflictKind.OWN_WISH]


def test_a_wide_own_entry_leaves_sign_on_open_and_says_so_once() -> None:
    order, conflicts = ordered(block_lists=(), block_sites=("google.com",))
    assert "google.com" in order.sites
    assert "accounts.google.com" in order.work_sites
    assert [conflict.kind for conflict in conflicts] == [ConflictKind.PARTLY]
    assert "accounts.google.com" in conflicts[0].work


def test_a_part_of_a_blocked_site_can_be_work() -> None:
    order, conflicts = ordered(block_lists=("social",), work_sites=("linkedin.com/sales",))
    assert "linkedin.com" in order.sites
    assert conflicts == (Conflict("linkedin.com", "linkedin.com/sales", ConflictKind.PARTLY),)


def test_programs_come_from_the_lists_of_this_system_and_the_own_ones() -> None:
    choices = Settings(block_lists=("chat",), block_apps=("solitaire",))
    assert {"slack", "Discord", "solitaire"} <= set(order_of(choices, LISTS, START)[0].front_apps)
    windows = order_of(choices, LISTS, START, system="windows")[0].front_apps
    assert "slack.exe" in windows
    assert "slack" not in windows


def test_only_programs_that_the_rep_has_chosen_are_asked_to_close() -> None:
    order = order_of(Settings(block_lists=("chat",), block_apps=("solitaire", "slack")), LISTS, START)[0]
    assert set(order.apps) == {"solitaire", "slack"}
    assert "Discord" in order.front_apps


@pytest.mark.parametrize(("platform", "system"), [("win32", "windows"), ("darwin", "macos")])
def test_a_system_may_be_called_as_python_calls_it(platform: str, system: str) -> None:
    settings = Settings(block_lists=EVERY)
    apps = order_of(settings, LISTS, START, system=platform)[0].front_apps
    assert apps == order_of(settings, LISTS, START, system=system)[0].front_apps != ()


def test_a_work_program_is_never_among_those_to_close() -> None:
    order, conflicts = ordered(
        block_lists=("chat",), block_apps=("linphone", "zoom"), work_programs=("slack", "linphone")
    )
    assert not {"slack", "linphone"} & set(order.front_apps)
    assert [conflict.entry for conflict in conflicts] == ["Slack", "Linphone"]
    assert "zoom" in order.apps  # usually work, but the rep asked for it


def test_windows_work_programs_win_in_whatever_case() -> None:
    settings = Settings(block_lists=("chat",), work_programs=("Slack.EXE",))
    assert "slack.exe" not in order_of(settings, LISTS, START, system="windows")[0].front_apps


def test_a_program_that_is_never_closed_is_said() -> None:
    order, conflicts = ordered(block_lists=(), block_apps=("firefox", "bash"))
    assert order.apps == ()
    assert [conflict.kind for conflict in conflicts] == [ConflictKind.NEVER_CLOSED] * 2


def test_the_dialer_stays_open_unasked() -> None:
    assert {"zoom", "linphone"} <= set(ordered()[0].work_apps)


# what Watch looks for


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("(3) Cats - YouTube - Mozilla Firefox", Kind.BLOCKED),
        ("(2) Home / X - Chromium", Kind.BLOCKED),
        ("Marketplace | Facebook — Mozilla Firefox", Kind.BLOCKED),
        ("Dana (@dana) • Instagram photos and videos - Chromium", Kind.BLOCKED),
        ("Cup final - live - BBC Sport - Chromium", Kind.BLOCKED),
        ("warm socks for sale | eBay - Chromium", Kind.BLOCKED),
        ("Dana Ruiz | Lead | Salesforce - Chromium", Kind.WORK),
        ("How to leave YouTube behind - HubSpot - Chromium", Kind.WORK),
        ("Gmail - Chromium", Kind.UNKNOWN),
        ("solitaire.example.org - Chromium", Kind.BLOCKED),
        ("Play now | example - Chromium", Kind.BLOCKED),
        ("Dana Ruiz | Acme - Chromium", Kind.WORK),
        ("Some page - Chromium", Kind.UNKNOWN),
    ],
)
def test_pages_are_known_by_the_titles_of_the_lists(title: str, kind: Kind) -> None:
    settings = Settings(block_sites=("solitaire.example.org",), work_sites=("crm.acme.test",))
    order, _ = order_of(settings, LISTS, START)
    assert classify(Front("firefox", title), watched_of(order, LISTS, settings)).kind is kind


def test_the_entry_of_a_further_name_is_the_site_that_people_know() -> None:
    settings = Settings(block_lists=("social",))
    watched = watched_of(order_of(settings, LISTS, START)[0], LISTS, settings)
    assert [entry for entry, _ in watched.sites].count("x.com") == 1
    assert "twitter.com" not in [entry for entry, _ in watched.sites]


def test_a_blocked_path_is_left_to_the_browser() -> None:
    settings = Settings(block_lists=(), block_sites=("reddit.com/r/all",))
    watched = watched_of(order_of(settings, LISTS, START)[0], LISTS, settings)
    assert watched.sites == ()


@pytest.mark.parametrize(
    ("choices", "kind"),
    [
        ({}, Kind.UNKNOWN),
        ({"work_programs": ("linphone",)}, Kind.OTHER),
        ({"work_sites": ("crm.acme.test",)}, Kind.UNKNOWN),
        ({"work_programs": ("firefox",)}, Kind.WORK),
    ],
)
def test_an_unknown_page_is_leaving_only_where_work_is_known_to_be_elsewhere(
    choices: dict[str, Any], kind: Kind
) -> None:
    settings = Settings(**choices)
    watched = watched_of(order_of(settings, LISTS, START)[0], LISTS, settings)
    assert classify(Front("firefox", "Holiday homes - Mozilla Firefox"), watched).kind is kind


def test_programs_are_shown_by_the_name_that_people_know() -> None:
    assert LISTS.shown_name("telegram-desktop") == "Telegram"
    assert LISTS.shown_name("SLACK.EXE") == "Slack"
    assert LISTS.shown_name("solitaire") == "solitaire"
    assert Lists().shown_name("slack") == "slack"
