"""What the window in front means, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from lch_desktop.domain.watching import (
    Began,
    CallBack,
    Ended,
    Event,
    Front,
    Kind,
    Verdict,
    Watched,
    Watching,
    classify,
    pages_of,
    part_pattern,
    title_pattern,
)

WORK_TITLES = ("HubSpot", "Google Calendar")
WATCHED = Watched(
    sites=(
        ("youtube.com", title_pattern(["YouTube"])),
        ("x.com", title_pattern(["X"])),
        ("reddit.com", title_pattern(["Reddit", "Reddit - The heart of the internet", "* : r/*"])),
        ("amazon.com", title_pattern(["Amazon.com : *"])),
    ),
    apps=(("slack", "Slack"), ("discord.exe", "Discord")),
    work_titles=(title_pattern(WORK_TITLES),),
    work_parts=(part_pattern(WORK_TITLES),),
    work_apps=frozenset({"linphone"}),
)
WORK, OURS, OTHER, UNKNOWN = (Verdict(kind) for kind in (Kind.WORK, Kind.OURS, Kind.OTHER, Kind.UNKNOWN))


def blocked(entry: str = "youtube.com") -> Verdict:
    return Verdict(Kind.BLOCKED, entry)


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("YouTube - Mozilla Firefox", blocked()),
        ("(3) YouTube - Mozilla Firefox", blocked()),
        ("(99+) Cats at noon - YouTube — Mozilla Firefox", blocked()),
        ("Cats - YouTube - Google Chrome", blocked()),
        ("Cats - YouTube - Audio playing - Google Chrome", blocked()),
        ("Cats - YouTube - Google Chrome (Incognito)", blocked()),
        ("Cats - YouTube — Mozilla Firefox Private Browsing", blocked()),
        ("Cats - YouTube and 3 more pages - Personal - Microsoft\u200b Edge", blocked()),
        ("Cats - YouTube - Microsoft Edge", blocked()),
        ("youtube - chromium", blocked()),
        ("YouTube", blocked()),
        ("(1) Home / X - Brave", blocked("x.com")),
        ("Reddit - The heart of the internet - Chromium", blocked("reddit.com")),
        ("A good dog : r/aww - Chromium", blocked("reddit.com")),
        ("Amazon.com : warm socks - Chromium", blocked("amazon.com")),
        ("How to leave YouTube behind - A blog - Chromium", OTHER),
        ("YouTube alternatives - Chromium", OTHER),
        ("MyYouTube - Chromium", OTHER),
        ("Type-X - Vivaldi", OTHER),
        ("How to leave YouTube behind - HubSpot — Mozilla Firefox", WORK),
        ("YouTube - HubSpot — Mozilla Firefox", WORK),
        ("HubSpot | Contacts | Dana Ruiz - Chromium", WORK),
        ("HubSpot - YouTube - Chromium", blocked()),  # their channel
        ("HubSpotter - Chromium", OTHER),
        ("", UNKNOWN),
        ("Mozilla Firefox", UNKNOWN),
        ("YouTube" * 500, OTHER),
    ],
)
def test_a_page_is_known_by_the_last_part_of_its_title(title: str, verdict: Verdict) -> None:
    assert classify(Front("firefox", title, 7), WATCHED) == verdict


@pytest.mark.parametrize(
    ("front", "verdict"),
    [
        (None, UNKNOWN),
        (Front(""), UNKNOWN),
        (Front("python3.11", "Focus", 1, is_ours=True), OURS),
        (Front("linphone", "Slack"), WORK),
        (Front("slack", "HubSpot"), blocked("Slack")),
        (Front("slack-helper"), OTHER),
        (Front("Slack"), OTHER),
        (Front("DISCORD.exe"), blocked("Discord")),
        (Front("gedit", "YouTube - Mozilla Firefox"), OTHER),  # no browser: its title says nothing
        (Front("gnome-shell"), UNKNOWN),
    ],
)
def test_a_program_is_known_by_its_executable_exactly(front: Front | None, verdict: Verdict) -> None:
    assert classify(front, WATCHED) == verdict


def test_a_browser_that_is_work_is_called_back_from_a_blocked_page_only() -> None:
    watched = replace(WATCHED, work_apps=frozenset({"chrome"}))
    assert classify(Front("chrome", "Cats - YouTube - Google Chrome"), watched) == blocked()
    assert classify(Front("chrome", "Dana Ruiz - Our CRM - Google Chrome"), watched) == WORK
    assert classify(Front("chrome", ""), watched) == WORK


def test_an_unknown_page_is_not_counted_where_work_may_be_in_the_browser() -> None:
    front = Front("chrome", "Dana Ruiz - Our CRM - Google Chrome")
    assert classify(front, WATCHED) == OTHER
    assert classify(front, replace(WATCHED, browser_may_be_work=True)) == UNKNOWN


def test_the_page_of_a_profile_is_tried_both_ways() -> None:
    assert pages_of("Cats - YouTube - Personal - Microsoft Edge") == ("cats - youtube - personal", "cats - youtube")


# the machine

Look = tuple[float, Verdict, bool]


def told(looks: Iterable[Look], watching: Watching | None = None) -> list[tuple[float, Event]]:
    """What is told at which look."""
    watching = watching or Watching()
    said = list[tuple[float, Event]]()
    for at_s, verdict, live in looks:
        watching, events = watching.seen(verdict, at_s, live)
        said += [(at_s, event) for event in events]
    return said


def every_second(first: int, last: int, verdict: Verdict, live: bool = False) -> list[Look]:
    return [(float(at), verdict, live) for at in range(first, last + 1)]


def test_a_blocked_page_calls_back_after_three_seconds_and_every_five_while_it_stays() -> None:
    said = told([*every_second(0, 14, blocked()), *every_second(15, 16, OURS)])
    assert said == [
        (3.0, Began("blocked", 0.0, "youtube.com")),
        (3.0, CallBack("youtube.com")),
        (8.0, CallBack("youtube.com")),
        (13.0, CallBack("youtube.com")),
        (15.0, Ended(15.0)),
    ]


def test_a_blocked_page_that_goes_within_three_seconds_is_nothing() -> None:
    assert told([*every_second(0, 2, blocked()), *every_second(3, 9, OURS)]) == []


def test_another_blocked_page_begins_anew() -> None:
    said = told([*every_second(0, 4, blocked()), *every_second(5, 8, blocked("x.com"))])
    assert said[2:] == [(5.0, Ended(5.0)), (8.0, Began("blocked", 5.0, "x.com")), (8.0, CallBack("x.com"))]


def test_leaving_counts_after_more_than_ten_seconds_from_its_first() -> None:
    assert told(every_second(0, 10, OTHER)) == []
    said = told([*every_second(0, 20, OTHER), *every_second(21, 22, OURS)])
    assert said == [(11.0, Began("left", 0.0)), (21.0, Ended(21.0))]


@pytest.mark.parametrize("back", [OURS, WORK, UNKNOWN, blocked()])
def test_leaving_ends_with_whatever_else_comes(back: Verdict) -> None:
    assert told([*every_second(0, 15, OTHER), (16.0, back, False)])[-1] == (16.0, Ended(16.0))


@pytest.mark.parametrize("verdict", [WORK, OURS, UNKNOWN])
def test_work_our_own_window_and_what_cannot_be_known_are_never_counted(verdict: Verdict) -> None:
    assert told(every_second(0, 120, verdict)) == []


@pytest.mark.parametrize("verdict", [OTHER, blocked()])
def test_nothing_counts_between_call_and_outcome(verdict: Verdict) -> None:
    assert told(every_second(0, 600, verdict, live=True)) == []


def test_a_call_that_begins_ends_the_leaving_and_the_time_on_it_is_not_made_up_for() -> None:
    said = told(
        [
            *every_second(0, 12, OTHER),
            *every_second(13, 60, OTHER, live=True),
            *every_second(61, 71, OTHER),
            (72.0, OTHER, False),
        ]
    )
    assert said == [(11.0, Began("left", 0.0)), (13.0, Ended(13.0)), (72.0, Began("left", 61.0))]


@pytest.mark.parametrize("verdict", [OTHER, blocked()])
def test_a_sleep_counts_nothing(verdict: Verdict) -> None:
    before = every_second(0, 2, verdict)
    assert told([*before, (4000.0, verdict, False), (4002.0, verdict, False)]) == []


def test_a_leaving_that_sleep_cuts_off_ends_when_it_was_last_seen() -> None:
    said = told([*every_second(0, 12, OTHER), (4000.0, OTHER, False), *every_second(4001, 4011, OTHER)])
    assert said == [(11.0, Began("left", 0.0)), (4000.0, Ended(12.0)), (4011.0, Began("left", 4000.0))]


def test_fifteen_seconds_between_two_looks_are_no_sleep() -> None:
    assert told([(0.0, OTHER, False), (15.0, OTHER, False)]) == [(15.0, Began("left", 0.0))]


def test_a_clock_that_goes_back_counts_nothing() -> None:
    said = told([*every_second(100, 112, OTHER), (50.0, OTHER, False), (55.0, OTHER, False)])
    assert said == [(111.0, Began("left", 100.0)), (50.0, Ended(112.0))]


def test_a_pause_ends_what_was_counted() -> None:
    watching = Watching()
    for at_s, verdict, live in every_second(0, 12, OTHER):
        watching, _ = watching.seen(verdict, at_s, live)
    stopped, events = watching.stopped(12.5)
    assert events == (Ended(12.5),)
    assert stopped.stopped(13.0)[1] == ()
    assert told(every_second(14, 20, OTHER), stopped) == []


def test_a_pause_that_comes_after_a_sleep_ends_it_at_the_last_look() -> None:
    watching, _ = Watching().seen(blocked(), 0.0, False)
    watching, _ = watching.seen(blocked(), 4.0, False)
    assert watching.stopped(900.0)[1] == (Ended(4.0),)
