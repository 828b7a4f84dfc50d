"""The system's notices on a private session bus, whatever the service behind it does."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lch_desktop.domain.notices import DISMISSED, OPENED, Delivery, Notice, Way
from lch_desktop.platforms import notices as limits
from lch_desktop.platforms.notices import SystemNotices
from lch_desktop.platforms.notices_buttons import ButtonNotices
from tests.notices.kit import APP, MORNING, PROMISED_S, QUIET, SCRIPT, Wired, desk, wired
from tests.shield.bus_kit import ROOT, environment_in, private_bus, program_named, talking_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
AT_ONCE_S = 0.25  # on a computer with other things to do; who waits for the service would take seconds


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    with private_bus(tmp_path) as environment:
        yield environment


def test_a_notice_arrives_with_its_buttons_and_a_press_comes_back(bus: dict[str, str]) -> None:
    with desk(bus, "buttons") as service, wired(bus) as made:
        assert made.show(MORNING) == Delivery("morning", MORNING.title, Way.BUTTONS)
        ((number, shown),) = service.shown().items()
        assert (shown["app"], shown["title"]) == (APP, MORNING.title)
        assert shown["actions"] == ["default", "", "start", "Start now", "delay", "In 5 minutes", "skip", "Skip today"]
        assert shown["timeout"] == 0  # stays until it is answered
        service.press(number, "delay")
        assert made.heard.answer() == ("morning", "delay")
        assert made.heard.answers.empty()  # the closing that follows is not a second answer


@pytest.mark.parametrize(("act", "answer"), [("default", OPENED), ("", DISMISSED)])
def test_a_press_on_the_notice_and_its_dismissal_come_back(bus: dict[str, str], act: str, answer: str) -> None:
    with desk(bus, "buttons") as service, wired(bus) as made:
        made.show(MORNING)
        (number,) = service.shown()
        if act:
            service.press(number, act)
        else:
            service.dismiss(number)
        assert made.heard.answer() == ("morning", answer)


def test_one_of_the_same_key_takes_the_place_of_the_older(bus: dict[str, str]) -> None:
    with desk(bus, "buttons") as service, wired(bus) as made:
        made.show(MORNING)
        made.show(QUIET)
        made.show(replace(MORNING, title="In 5 minutes"))
        assert [told["title"] for told in service.shown().values()] == [QUIET.title, "In 5 minutes"]
        number = max(service.shown())
        service.press(number, "start")
        assert made.heard.answer() == ("morning", "start")


def test_a_notice_is_withdrawn_and_nothing_is_answered_for_it(bus: dict[str, str]) -> None:
    with desk(bus, "buttons") as service, wired(bus) as made:
        made.notices.withdraw("morning")  # nothing was ever shown: nothing is even started
        made.show(MORNING)
        made.notices.withdraw("morning")
        made.notices.withdraw("morning")
        made.show(QUIET)
        assert [told["title"] for told in service.shown().values()] == [QUIET.title]
        assert made.heard.answers.empty()


def test_fifty_in_a_row_all_arrive_and_one_is_left(bus: dict[str, str]) -> None:
    with desk(bus, "buttons") as service, wired(bus) as made:
        for n in range(50):
            made.begin(replace(MORNING, title=f"Notice {n}"))
        titles = [made.heard.delivery() for _ in range(50)]
        assert [told.title for told in titles] == [f"Notice {n}" for n in range(50)]
        assert {told.way for told in titles} == {Way.BUTTONS}
        assert service.came() == 50
        assert [told["title"] for told in service.shown().values()] == ["Notice 49"]


def test_names_are_never_markup(bus: dict[str, str]) -> None:
    nasty = Notice("due", "<img src=x> & co", "Call <img src=x> & <b>Bo</b>\x00\x07 at 8:00", quiet=True)
    with desk(bus, "buttons") as service, wired(bus) as made:
        made.show(nasty)
        (shown,) = service.shown().values()
        assert shown["title"] == "<img src=x> & co"  # a summary knows no markup
        assert shown["body"] == "Call &lt;img src=x&gt; &amp; &lt;b&gt;Bo&lt;/b&gt; at 8:00"
        assert shown["timeout"] == -1  # a quiet one goes by itself


def test_a_service_without_buttons_and_markup_gets_words_as_they_are(bus: dict[str, str]) -> None:
    with desk(bus, "words") as service, wired(bus) as made:
        assert made.show(replace(MORNING, body="Ann & Bo")).way is Way.PLAIN
        ((number, shown),) = service.shown().items()
        assert (shown["body"], shown["actions"]) == ("Ann & Bo", ["default", ""])
        service.press(number, "default")
        assert made.heard.answer() == ("morning", OPENED)


def test_a_service_that_does_not_describe_itself_gets_it_by_plyer(
    bus: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus["DBUS_SESSION_BUS_ADDRESS"])  # what notify-send goes by
    with desk(bus, "mute") as service, wired(bus) as made:
        assert made.show(replace(MORNING, body="-x & 'Bo'")).way is Way.PLAIN
        (shown,) = service.shown().values()
        assert (shown["title"], shown["body"]) == (MORNING.title, "⁠-x &amp; ’Bo’")


def test_do_not_disturb_holds_back_only_what_may_wait(bus: dict[str, str]) -> None:
    with desk(bus, "held") as service, wired(bus) as made:
        told = made.show(MORNING)
        assert (told.way, told.detail) == (Way.NONE, "do-not-disturb is on")
        assert service.came() == 0
        assert made.show(QUIET).way is Way.BUTTONS


@pytest.mark.parametrize(
    ("desktop", "program", "says", "is_held"),
    [
        ("GNOME", "gsettings", "false", True),
        ("ubuntu:GNOME", "gsettings", "true", False),
        ("XFCE", "xfconf-query", "true", True),
        ("XFCE", "xfconf-query", "false", False),
        ("LXQt", "gsettings", "false", False),
        ("GNOME", "gsettings-is-not-there", "false", False),
    ],
)
def test_do_not_disturb_of_desktops_that_keep_it_as_a_setting(
    bus: dict[str, str], tmp_path: Path, desktop: str, program: str, says: str, is_held: bool
) -> None:
    program_named(tmp_path / "bin", program, f"echo {says}")
    environment = {**bus, "XDG_CURRENT_DESKTOP": desktop, "PATH": f"{tmp_path}/bin"}
    with desk(bus, "buttons"), wired(environment) as made:
        assert made.show(MORNING).delivered is not is_held


def test_where_only_an_urgent_notice_stays_it_is_urgent(bus: dict[str, str]) -> None:
    with desk(bus, "gnome") as service, wired(bus) as made:
        made.show(MORNING)
        made.show(QUIET)
        assert [(told["title"], told["urgency"]) for told in service.shown().values()] == [
            (MORNING.title, 2),
            (QUIET.title, 1),
        ]


def test_a_service_whose_answer_makes_no_sense(bus: dict[str, str]) -> None:
    with desk(bus, "odd"), wired(bus) as made:
        told = made.show(MORNING)
        assert told.detail == "the notification service refused it (its answer makes no sense)"


def test_a_service_that_refuses_is_told_of_in_its_words_each_time(bus: dict[str, str]) -> None:
    with desk(bus, "refuses") as service, wired(bus) as made:
        for _ in range(2):
            told = made.show(MORNING)
            assert (told.way, told.detail) == (Way.NONE, "the notification service refused it (not today)")
        assert service.came() == 0


def test_without_a_service_nothing_is_delivered(bus: dict[str, str]) -> None:
    with wired(bus) as made:
        told = made.show(MORNING)
        assert told == Delivery("morning", MORNING.title, Way.NONE, "no notification service is running")


def test_a_service_that_never_answers_delays_nobody(bus: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.LIMIT_S + 1 < PROMISED_S
    monkeypatch.setattr(limits, "LIMIT_S", 3.0)
    silent = [sys.executable, str(SCRIPT), "silent"]
    with talking_to(silent, bus), wired(bus) as made:
        for n in range(12):
            begun = time.monotonic()
            made.begin(replace(MORNING, key=str(n)))
            assert time.monotonic() - begun < AT_ONCE_S
        begun = time.monotonic()
        told = [made.heard.delivery() for _ in range(12)]
        assert time.monotonic() - begun < 3.0 + 1  # all of them, not each
        assert [each.key for each in told] == [str(n) for n in range(12)]
        assert {each.detail for each in told} == {"the notification service does not answer"}


def test_closing_while_nobody_answers_takes_less_than_a_second_and_tells_nothing_more(bus: dict[str, str]) -> None:
    with talking_to([sys.executable, str(SCRIPT), "silent"], bus), wired(bus) as made:
        made.begin(MORNING)
        begun = time.monotonic()
        made.notices.close()
        assert time.monotonic() - begun < 1.0
        made.notices.close()
        made.begin(MORNING)
        made.notices.withdraw("morning")
        with pytest.raises(queue.Empty):
            made.heard.deliveries.get(timeout=0.2)


def test_a_bus_that_takes_the_call_and_says_nothing(tmp_path: Path) -> None:
    address = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(address))
        listening.listen()
        with wired({**environment_in(tmp_path), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={address}"}) as made:
            assert made.show(MORNING).detail == "the session bus does not answer"


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("unix:path=/nowhere/bus", "the session bus does not answer"),
        ("nonsense", "the session bus does not answer"),
        ("", "there is no session bus"),
    ],
)
def test_no_bus_and_a_dead_one(tmp_path: Path, address: str, detail: str) -> None:
    with wired({**environment_in(tmp_path), "DBUS_SESSION_BUS_ADDRESS": address}) as made:
        assert made.show(MORNING) == Delivery("morning", MORNING.title, Way.NONE, detail)


def test_a_service_that_was_started_again_is_met_again(bus: dict[str, str]) -> None:
    with wired(bus) as made:
        with desk(bus, "buttons"):
            assert made.show(MORNING).way is Way.BUTTONS
        assert made.show(MORNING).way is Way.NONE
        with desk(bus, "buttons") as service:
            assert made.show(MORNING).way is Way.BUTTONS
            service.press(*service.shown(), "skip")
            assert made.heard.answer() == ("morning", "skip")


def test_a_service_that_has_forgotten_what_is_withdrawn_ends_nothing(bus: dict[str, str]) -> None:
    """Started again, it answers with an error that has no words, for which dbus_fast raises an IndexError."""
    with wired(bus) as made:
        with desk(bus, "strict"):
            assert made.show(MORNING).way is Way.BUTTONS
        with desk(bus, "strict") as service:
            made.notices.withdraw("morning")
            assert made.show(MORNING).way is Way.BUTTONS
            assert len(service.shown()) == 1


def test_a_service_that_has_forgotten_what_is_replaced_shows_the_new_one(bus: dict[str, str]) -> None:
    with wired(bus) as made:
        with desk(bus, "strict"):
            assert made.show(MORNING).way is Way.BUTTONS
        with desk(bus, "strict"):
            assert made.show(replace(MORNING, title="In 5 minutes")).way is Way.BUTTONS


def test_a_withdrawal_that_fails_is_logged_and_the_next_notice_comes(
    bus: dict[str, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise LookupError("a bug of ours")

    with desk(bus, "buttons"), wired(bus) as made:
        assert made.show(QUIET).way is Way.BUTTONS
        with monkeypatch.context() as patched:
            patched.setattr(ButtonNotices, "withdraw", fail)
            made.notices.withdraw(QUIET.key)
            told = made.show(MORNING)  # replaces what there may be: the same bug, and an answer all the same
            assert (told.way, told.detail) == (Way.NONE, "a bug of ours")
        assert made.show(MORNING).way is Way.BUTTONS
    assert "a notice was not withdrawn" in caplog.text


def test_when_the_thread_dies_what_waits_is_answered_and_the_next_begins_another(
    bus: dict[str, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        raise LookupError("the loop broke")

    with desk(bus, "buttons"), wired(bus) as made:
        with monkeypatch.context() as patched:
            patched.setattr(SystemNotices, "_serve", die)
            told = made.show(MORNING)
            assert (told.way, told.detail) == (Way.NONE, "the loop broke")
        assert made.show(MORNING).way is Way.BUTTONS
    assert "the thread of the notices ended" in caplog.text


def test_another_bus_is_met_when_the_first_has_ended(tmp_path: Path) -> None:
    """The variable still names the place, and another bus listens there: as after a restart of systemd's."""
    address = f"unix:path={tmp_path}/session"
    with private_bus(tmp_path, address) as environment, desk(environment, "buttons"):
        made = Wired(environment)
        assert made.show(MORNING).way is Way.BUTTONS
    try:
        assert made.show(MORNING).detail == "the session bus does not answer"
        with private_bus(tmp_path, address) as environment, desk(environment, "buttons") as service:
            assert made.show(MORNING).way is Way.BUTTONS
            service.press(*service.shown(), "start")
            assert made.heard.answer() == ("morning", "start")
    finally:
        made.notices.close()


def test_closing_takes_away_what_nobody_would_hear(bus: dict[str, str]) -> None:
    with desk(bus, "buttons") as service:
        with wired(bus) as made:
            made.show(MORNING)
            made.show(QUIET)
        assert [told["title"] for told in service.shown().values()] == [QUIET.title]


def test_a_callback_that_fails_does_not_end_the_notices(bus: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Delivery) -> None:
        raise LookupError("a bug of the caller")

    with desk(bus, "buttons"), wired(bus) as made:
        made.notices.show(QUIET, fail, made.heard.answered)
        assert made.show(MORNING).way is Way.BUTTONS
    assert "a bug of the caller" in caplog.text


def test_elsewhere_without_the_systems_libraries_it_is_not_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows and macOS have other senders, which cannot be loaded here: that too is an answer, and no hang."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    for platform in ("win32", "darwin"):
        with wired(environment_in(tmp_path), platform) as made:
            assert made.show(MORNING).way is Way.NONE


def test_nothing_is_loaded_before_the_first_notice() -> None:
    script = """
import sys
from lch_desktop.platforms.notices import make_notices
notices = make_notices("x", {})
notices.withdraw("x")
notices.close()
slow = {"asyncio", "desktop_notifier", "dbus_fast", "jeepney", "plyer"} & set(sys.modules)
assert not slow, slow
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_nothing_is_written_into_the_home_folder(bus: dict[str, str], tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    with desk(bus, "buttons"), wired(bus) as made:
        assert made.show(MORNING).way is Way.BUTTONS
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
