"""`lch schedule`: the plan of the week from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.leads import FollowUp
from lch_desktop.platforms import window_socket
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch
from tests.ui.pages_kit import add_all, person

USUAL = {
    "at": "08:00",
    "days": "mon-fri",
    "minutes": 60,
    "zone": CHICAGO,
    "next": [f"2026-11-{day}T08:00:00-06:00" for day in (24, 25, 26, 27, 30)],
}


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


def test_the_plan_as_it_comes(lch: Lch) -> None:
    assert lch.json("schedule") == USUAL


def test_everything_at_once(lch: Lch) -> None:
    said = lch.json(
        "schedule", "--at", "7:30", "--days", "mon,wed-fri", "--minutes", 45, "--zone", "America/New_York",
        "--off", "2026-11-25..2026-11-26", "--next", 2,
    )  # fmt: skip
    assert said == {
        "at": "07:30",
        "days": "mon,wed-fri",
        "minutes": 45,
        "zone": "America/New_York",
        "next": ["2026-11-27T07:30:00-05:00", "2026-11-30T07:30:00-05:00"],
    }
    assert lch.json("schedule", "--next", 2) == said
    assert lch.json("status")["next_start"].startswith("2026-11-27T07:30")


def test_what_is_said_can_be_given_again(lch: Lch) -> None:
    said = lch.json("schedule", "--at", "9", "--days", "sat,sun", "--minutes", 30)
    again = [f"--{name}={said[name]}" for name in ("at", "days", "minutes", "zone")]
    assert lch.json("schedule", *again) == said


def test_one_option_leaves_the_others(lch: Lch) -> None:
    lch.json("schedule", "--at", "7:30")
    assert lch.json("schedule", "--minutes", 30)["at"] == "07:30"
    assert lch.json("schedule", "--days", "mon")["minutes"] == 30


def test_the_zone_follows_the_computer_again(lch: Lch) -> None:
    assert lch.json("schedule", "--zone", "Europe/Berlin")["zone"] == "Europe/Berlin"
    assert lch.json("schedule", "--zone", "") == USUAL


def test_days_off_come_and_go(lch: Lch) -> None:
    assert lch.json("schedule", "--off", "2026-11-24")["next"][0] == "2026-11-25T08:00:00-06:00"
    assert lch.json("schedule", "--on", "2026-11-24") == USUAL


def test_holidays_of_a_country(lch: Lch) -> None:
    assert "2026-11-26T08:00:00-06:00" not in lch.json("schedule", "--holidays", "us")["next"]
    assert "Holidays  US" in lch.text("schedule")
    assert lch.json("schedule", "--holidays", "") == USUAL


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (("--days", ""), "at least one day"),
        (("--days", "funday"), "no weekdays"),
        (("--at", "25:00"), "no time of day"),
        (("--at", ""), "no time of day"),
        (("--minutes", 14), "15 to 180"),
        (("--minutes", 181), "15 to 180"),
        (("--minutes", 0), "15 to 180"),
        (("--zone", "Mars/Phobos"), "IANA"),
        (("--off", "2026-12-24..2026-12-20"), "before it begins"),
        (("--off", "2026-12-24..2029-12-24"), "more than 366 days"),
        (("--off", "2026-11-23"), "has begun"),
        (("--off", "2026-02-30"), "no day"),
        (("--holidays", "XX"), "No holidays are known"),
    ],
)
def test_what_is_no_plan_is_one_sentence_and_nothing_is_lost(lch: Lch, options: tuple[object, ...], part: str) -> None:
    assert part in lch.fails("schedule", "--at", "7:00", *options)
    assert lch.json("schedule") == USUAL


def test_wrong_usage(lch: Lch) -> None:
    assert "--next" in lch.fails("schedule", "--next", "0", code=2)
    assert "--minutes" in lch.fails("schedule", "--minutes", "an hour", code=2)


def test_in_words(lch: Lch, data_dir: Path) -> None:
    services = build_services(data_dir, FakeClock(), CHICAGO)
    at = services.rep.now().replace(month=12, day=28)
    add_all(services, [person("Ada Moss", "5125550101", follow=FollowUp(promise_at=at))])
    services.schedule.keep(services.schedule.choice().with_day(2, "09:00", 45))
    services.store.close()
    assert lch.text("schedule", "--off", "2026-12-24..2027-01-03", "--next", 2).splitlines() == [
        "Start  08:00, 60 minutes",
        "Wed    09:00, 45 minutes",
        "Days   mon-fri",
        "Zone   America/Chicago",
        "Next   Tue 24 Nov 8:00",
        "       Wed 25 Nov 9:00",
        "Off    Thu 24 Dec 2026 to Sun 3 Jan 2027 (1 promised call falls in it)",
    ]


def test_a_plan_without_a_start_to_come_says_so(lch: Lch) -> None:
    lch.json("schedule", "--off", "2026-11-24..2027-11-24")
    assert lch.json("schedule", "--off", "2027-11-25..2028-11-24")["next"] == []
    assert "none: no day is left in the coming year" in lch.text("schedule")


def test_the_window_is_told_of_a_change_only(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(window_socket, "tell_window", lambda _folder, word: told.append(word))
    lch.json("schedule")
    lch.json("schedule", "--at", "8:00")
    assert told == []
    lch.json("schedule", "--at", "7:00")
    assert told == ["changed"]
