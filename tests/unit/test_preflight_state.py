"""The pre-flight: what each barrier says, what changed since the last hour, and what is only ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.shield import Standing, State
from lch_desktop.ui.shield.names import listed, program_name
from lch_desktop.ui.shield.preflight_state import (
    WORK_WINS,
    Act,
    BarrierRow,
    Mark,
    PreflightState,
    build_preflight,
    news_of,
    seen_of,
)
from lch_desktop.ui.shield.ring import LET_THROUGH, Stage, build_ring
from lch_desktop.ui.shield.work_state import build_work, program_ticks, with_entry

TODAY = date(2026, 11, 23)
WITH_APPS = Settings(block_apps=("slack", "discord"), ring="yes")
FOUR = (
    Standing("quiet", State.READY),
    Standing("watch", State.READY),
    Standing("sites-browser", State.READY, "23 sites"),
    Standing("apps", State.READY),
)


def built(*standings: Standing, settings: Settings = WITH_APPS, show_all: bool = False) -> PreflightState:
    return build_preflight(standings, (), settings, TODAY, show_all=show_all)


@pytest.mark.parametrize(
    ("standing", "row"),
    [
        (Standing("quiet", State.READY), BarrierRow("quiet", "Notifications quiet", Mark.OK, "ready to raise")),
        (
            Standing("sites-browser", State.VERIFIED, "14 sites"),
            BarrierRow("sites-browser", "Sites in the browser", Mark.OK, "14 sites, verified"),
        ),
        (
            Standing("cover", State.READY, "one monitor"),
            BarrierRow("cover", "Screens covered", Mark.OK, "one monitor"),
        ),
        (
            Standing("cover", State.RAISED, "sign on the others"),
            BarrierRow("cover", "Screens covered", Mark.OK, "sign on the others, raised, not tested"),
        ),
        (
            Standing("sites-browser", State.READY, "Chromium does not answer", "Add it again."),
            BarrierRow(
                "sites-browser",
                "Sites in the browser",
                Mark.WARN,
                more="In doubt: Chromium does not answer. Add it again.",
                act=Act.SET_UP,
            ),
        ),
        (Standing("quiet", State.RAISED), BarrierRow("quiet", "Notifications quiet", Mark.OK, "raised, not tested")),
        (
            Standing("apps", State.READY),
            BarrierRow("apps", "Slack and Discord", Mark.OK, "asks to close at start"),
        ),
        (
            Standing("sites-hosts", State.LEAKING, "a proxy is on"),
            BarrierRow(
                "sites-hosts", "Sites system-wide", Mark.WARN, more="Leaking: a proxy is on", act=Act.TEST_AGAIN
            ),
        ),
        (
            Standing("sites-browser", State.NOT_AVAILABLE, "no answer from Chromium.", "Set it up once."),
            BarrierRow(
                "sites-browser",
                "Sites in the browser",
                Mark.WARN,
                more="Not available: no answer from Chromium. Set it up once.",
                act=Act.SET_UP,
            ),
        ),
        (
            Standing("watch", State.NOT_AVAILABLE, "Wayland does not tell which window is in front"),
            BarrierRow(
                "watch",
                "Front window watched",
                Mark.NONE,
                more="Not available: Wayland does not tell which window is in front",
            ),
        ),
        (  # a barrier that failed tells the failure's sentence, with its values
            Standing("quiet", State.LEAKING, problem=ShieldError("apps-not-known", why="no rights")),
            BarrierRow(
                "quiet",
                "Notifications quiet",
                Mark.WARN,
                more="Leaking: the running programs cannot be read (no rights), so none is asked to close; "
                "close them by hand",
                act=Act.TEST_AGAIN,
            ),
        ),
        (
            Standing("new-one", State.READY),
            BarrierRow("new-one", "New one", Mark.OK, "ready to raise"),
        ),
    ],
)
def test_each_state_in_words(standing: Standing, row: BarrierRow) -> None:
    assert built(standing).rows == (row,)


def test_nothing_is_claimed_for_what_is_off_or_has_nothing_to_do() -> None:
    state = built(Standing("sites-hosts", State.OFF), Standing("apps", State.READY), settings=Settings(ring="yes"))
    assert state.rows == ()
    assert state.remark == "0 of 4 ready"


def test_while_the_desk_is_asked_only_the_ticks_are_there() -> None:
    state = build_preflight(None, (), Settings(), TODAY)
    assert (state.remark, state.rows, len(state.hand)) == ("looking …", (), 4)


def test_the_first_time_everything_is_new() -> None:
    state = built(*FOUR)
    assert [row.key for row in state.rows] == ["quiet", "watch", "sites-browser", "apps"]
    assert (state.folded, state.fold_words) == (0, "")


def test_only_what_changed_unfolds() -> None:
    seen = replace(WITH_APPS, preflight_seen=seen_of(FOUR))
    today = (*FOUR[:2], Standing("sites-browser", State.NOT_AVAILABLE, "no answer", "Set it up."), FOUR[3])
    state = built(*today, settings=seen)
    assert [row.key for row in state.rows] == ["sites-browser"]
    assert state.fold_words == "3 as yesterday"
    every = built(*today, settings=seen, show_all=True)
    assert [row.key for row in every.rows] == ["sites-browser", "quiet", "watch", "apps"]  # what asks comes first
    assert every.fold_words == "Only what changed"
    assert state.remark == every.remark == "3 of 8 ready"


def test_verified_yesterday_and_ready_today_is_the_same() -> None:
    raised = tuple(replace(each, state=State.VERIFIED) for each in FOUR)
    assert built(*FOUR, settings=replace(WITH_APPS, preflight_seen=seen_of(raised))).rows == ()


@pytest.mark.parametrize(
    ("yesterday", "today", "folded"),
    [
        (Standing("watch", State.NOT_AVAILABLE, "Wayland"), Standing("watch", State.NOT_AVAILABLE, "Wayland"), True),
        (Standing("watch", State.NOT_AVAILABLE, "Wayland"), Standing("watch", State.NOT_AVAILABLE, "no X11"), False),
        (Standing("watch", State.OFF), Standing("watch", State.READY), False),
        (Standing("quiet", State.LEAKING, "a proxy"), Standing("quiet", State.LEAKING, "a proxy"), False),
    ],
)
def test_what_is_folded(yesterday: Standing, today: Standing, folded: bool) -> None:
    settings = Settings(preflight_seen=seen_of((yesterday,)))
    assert (built(today, settings=settings).folded == 1) is folded


def test_work_wins_is_said_once() -> None:
    said = ("HubSpot is on the block list and is work: work wins.",)
    state = build_preflight(FOUR, said, WITH_APPS, TODAY)
    assert state.rows[-1] == BarrierRow(WORK_WINS, said[0], Mark.NONE)
    assert state.remark == "4 of 8 ready"  # a sentence is no barrier
    seen = replace(WITH_APPS, preflight_seen=seen_of(FOUR, said))
    assert build_preflight(FOUR, said, seen, TODAY).rows == ()
    assert len(build_preflight(FOUR, (*said, "Another."), seen, TODAY).rows) == 1


@pytest.mark.parametrize(
    ("ticked_on", "ticked", "remark"),
    [("2026-11-23", ["phone", "sign"], "2 of 4 ready"), ("2026-11-20", [], "0 of 4 ready")],
)
def test_ticks_are_kept_for_their_day(ticked_on: str, ticked: list[str], remark: str) -> None:
    state = built(settings=Settings(hand_ticks=("phone", "sign"), hand_ticked_on=ticked_on))
    assert [row.key for row in state.hand if row.ticked] == ticked
    assert [row.state for row in state.hand if row.ticked] == ["ticked by hand"] * len(ticked)
    assert state.remark == remark
    assert [row.words for row in state.hand if row.printable] == ["Sign on the door"]


@pytest.mark.parametrize(
    ("apps", "words"),
    [
        (("slack",), "Slack"),
        (("slack.exe", "teams-for-linux"), "Slack and Teams for linux"),
        (("slack", "discord", "signal"), "3 apps"),
    ],
)
def test_apps_by_name_or_number(apps: tuple[str, ...], words: str) -> None:
    assert built(Standing("apps", State.READY), settings=Settings(block_apps=apps)).rows[0].words == words


def test_names() -> None:
    assert [program_name(each) for each in ("zoom", "Teams.exe", "lead_tool", ".exe")] == [
        "Zoom",
        "Teams",
        "Lead tool",
        ".exe",
    ]
    assert [listed(each) for each in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]


def test_chosen_programs_come_first_and_none_twice() -> None:
    ticks = program_ticks(("chrome", "zoom"), (("slack", "Slack"), ("zoom", "Zoom Workplace"), ("aircall", "")))
    assert [(tick.key, tick.words, tick.on) for tick in ticks] == [
        ("chrome", "Chrome", True),
        ("zoom", "Zoom Workplace", True),
        ("aircall", "Aircall", False),
        ("slack", "Slack", False),
    ]


def test_monitors_are_asked_for_where_there_are_two() -> None:
    one, two = (("a", "Left"),), (("a", "Left"), ("b", "Right"))
    assert build_work(Settings(), None, one).screens == ()
    assert [tick.on for tick in build_work(Settings(work_screens=("b",)), None, two).screens] == [False, True]
    gone = build_work(Settings(work_screens=("c",)), None, two).screens
    assert [(tick.words, tick.on) for tick in gone] == [("Left", False), ("Right", False), ("c", True)]


def test_an_entry_goes_in_once_and_keeps_its_place() -> None:
    assert with_entry(("a", "b"), "a", True) == ("a", "b")
    assert with_entry(("a", "b"), "c", True) == ("a", "b", "c")
    assert with_entry(("a", "b"), "a", False) == ("b",)


# the ring test


@pytest.mark.parametrize(
    ("settings", "mark"),
    [
        (Settings(), Mark.NONE),
        (Settings(ring="no", ring_on="2026-11-20"), Mark.WARN),
        (Settings(ring="yes", ring_on="2026-11-20"), None),
        (Settings(dialer="hand"), None),  # a phone on the desk
        (Settings(barriers=("cover",)), None),  # nothing is held back
    ],
)
def test_the_ring_test_is_asked_for_until_the_dialer_has_rung(settings: Settings, mark: Mark | None) -> None:
    state = built(*FOUR[:3], settings=settings)
    rings = [row for row in state.rows if row.key == "ring"]
    assert [row.mark for row in rings] == ([] if mark is None else [mark])
    assert all(row.act is Act.RING for row in rings)
    assert state.remark == "3 of 7 ready", "it is no barrier"


def test_asked_for_once_the_ring_test_is_folded_until_its_answer_changes() -> None:
    seen = replace(Settings(), preflight_seen=seen_of(FOUR[:3], (), Settings()))
    assert built(*FOUR[:3], settings=seen).rows == ()
    assert [row.key for row in built(*FOUR[:3], settings=replace(seen, ring="no")).rows] == ["ring"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(), "Not tried yet: does your dialer ring while notices are held back?"),
        (Settings(ring="yes", ring_on="2026-11-22"), "It rang on Sun 22 Nov."),
        (Settings(ring="yes", ring_on="soon"), "It rang."),
        (Settings(ring="no", ring_on="2026-11-22"), f"It stayed silent on Sun 22 Nov. {LET_THROUGH}"),
    ],
)
def test_what_came_of_the_ring_test_is_said_with_its_day(settings: Settings, words: str) -> None:
    assert build_ring(settings, Stage.IDLE).words == words


def test_at_ten_minutes_before_one_line_says_what_changed_for_the_worse() -> None:
    def news(*standings: Standing, settings: Settings = WITH_APPS) -> str:
        return news_of(standings, (), settings, TODAY)

    assert news(*FOUR) == ""
    leak = Standing("quiet", State.LEAKING, "a proxy is on")
    missing = Standing("sites-browser", State.NOT_AVAILABLE, "no browser has it", "Add it.")
    assert news(leak, *FOUR[1:]) == "Shield: Notifications quiet needs a look."
    assert news(leak, missing) == "Shield: Notifications quiet and Sites in the browser need a look."
    known = replace(WITH_APPS, preflight_seen=seen_of((missing,)))
    assert news(missing, settings=known) == ""
