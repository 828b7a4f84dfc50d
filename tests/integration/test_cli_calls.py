"""`lch log` and `lch undo`: the window's rules, outside the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.platforms import window_socket
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

PEOPLE = (
    "Name,Company,Phone,Mobile,Email,State\n"
    "Ada East,Acme,212-555-0101,646-555-0109,ada@example.com,NY\n"
    "Bea Mid,Borealis,512-555-0102,,,TX\n"
)
TOMORROW = "2026-11-24T08:40:00-06:00"


@pytest.fixture
def lch(data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    """`lch` with two people: 1 has two numbers and an e-mail address, 2 has one number."""
    made = Lch(data_dir, capsys)
    made.brings_in(tmp_path, PEOPLE)
    return made


def services_of(lch: Lch) -> Services:
    return build_services(lch.data_dir, FakeClock(), CHICAGO)


def test_connected_with_a_next_call(lch: Lch) -> None:
    said = lch.json("log", 1, "connected", "--next", TOMORROW, "--note", "wants a quote", "--asked", "--goal", "hit")
    assert said == {
        "call_id": 1,
        "next_call": TOMORROW,
        "touches": [
            {"kind": "text", "due": "2026-11-23T10:35:00-06:00"},
            {"kind": "video", "due": "2026-11-23T14:30:00-06:00"},
        ],
        "attempt": 1,
    }
    lead = lch.json("leads", "--search", "Ada")[0]
    assert (lead["stage"], lead["attempts"], lead["last_talk"]) == ("talking", 0, "wants a quote")
    services = services_of(lch)
    call = services.store.calls.get(1)
    services.store.close()
    assert call is not None
    assert (call.session_id, call.asks, call.goal_hit, call.note) == (None, 1, True, "wants a quote")
    assert (call.e164, call.goal) == ("+12125550101", "Find out what they want to change")


def test_attempts_go_up_and_a_call_outside_the_hour_is_not_in_the_day(lch: Lch) -> None:
    assert lch.json("log", 2, "no-answer")["attempt"] == 2
    assert lch.json("log", 2, "left-voicemail")["attempt"] == 3
    status = lch.json("status")
    assert (status["calls"], status["today"]["dials"]) == (2, 0)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["connected"], "--next"),
        (["connected", "--reason", " "], "--next"),
        (["not-interested"], "--reason"),
        (["call-back-later"], "--next"),
        (["call-back-later", "--person"], "--next"),
        (["connected", "--next", "2026-11-23T10:00:00-06:00"], "past"),
        (["connected", "--next", "2026-11-24T08:40:00"], "with an offset"),
        (["connected", "--next", "tue 2p"], "“tue 2p”"),
        (["no-answer", "--phone", "+15125550199"], "+15125550199"),
        (["no-answer", "--phone", "512-555-0102"], "512-555-0102"),
    ],
    ids=" ".join,
)
def test_what_is_missing_is_said_and_nothing_is_stored(lch: Lch, words: list[str], part: str) -> None:
    before = lch.json("leads")
    assert part in lch.fails("log", 1, *words)
    assert lch.json("status")["calls"] == 0
    assert lch.json("leads") == before


@pytest.mark.parametrize("lead_id", ["77", "0099", "9223372036854775807"])
def test_an_unknown_lead(lch: Lch, lead_id: str) -> None:
    assert lch.fails("log", lead_id, "sold").startswith("There is no lead with the number")


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        (["connected", "--reason", "decision-pending"], "talking"),
        (["not-interested", "--reason", "timing"], "nurture"),
        (["call-back-later", "--next", TOMORROW], "trying"),
        (["someone-else", "--next", TOMORROW], "trying"),
        (["someone-else"], "trying"),
        (["sold"], "sold"),
        (["no-answer"], "trying"),
        (["left-voicemail"], "trying"),
        (["wrong-number"], "new"),
        (["do-not-call"], "trying"),
    ],
    ids=" ".join,
)
def test_every_outcome_is_taken_and_taken_back(lch: Lch, words: list[str], stage: str) -> None:
    before = lch.json("leads")
    assert list(lch.json("log", 1, *words)) == ["call_id", "next_call", "touches", "attempt"]
    assert lch.json("leads", "--search", "Ada")[0]["stage"] == stage
    undone = lch.json("undo")
    assert (undone["undone"], undone["lead_id"], undone["call_id"]) == (words[0], 1, 1)
    assert lch.json("leads") == before
    assert lch.json("status")["calls"] == 0


def test_the_number_that_was_called_can_be_named(lch: Lch) -> None:
    lch.json("log", 1, "wrong-number", "--phone", "+16465550109")
    phones = lch.json("leads", "--search", "Ada")[0]["phones"]
    assert [phone["status"] for phone in phones] == ["ok", "wrong"]


def test_do_not_call_is_for_good(lch: Lch, tmp_path: Path) -> None:
    lch.json("log", 2, "do-not-call")
    bea = lch.json("leads", "--search", "Bea")[0]
    assert (bea["do_not_call"], bea["phones"][0]["status"]) == (True, "do-not-call")
    report = lch.brings_in(tmp_path, "Name,Phone\nSomeone New,512-555-0102\n")
    assert report["do_not_call"] == 1
    assert [entry["name"] for entry in lch.json("queue")] == ["Ada East"]


def test_in_words(lch: Lch) -> None:
    said = lch.text("log", 1, "connected", "--next", TOMORROW)
    assert said.splitlines() == [
        "Logged: Connected, Ada East.",
        "Next call Tue 24 Nov 8:40.",
        "Text to Ada East, by Mon 23 Nov 10:35.",
        "Video for Ada East, by Mon 23 Nov 2:30 pm.",
    ]
    assert "Due again Tue 24 Nov, attempt 2." in lch.text("log", 2, "no-answer")
    assert lch.text("undo") == "Taken back: No answer, Bea Mid.\n"
    assert "(646) 555-0109" in lch.text("log", 1, "wrong-number")
    assert "Bea Mid needs a number now." in lch.text("log", 2, "wrong-number")


def test_undo_takes_the_newest_first_and_says_when_nothing_is_left(lch: Lch) -> None:
    lch.json("log", 1, "no-answer")
    lch.json("log", 2, "sold")
    assert [lch.json("undo")["undone"], lch.json("undo")["undone"]] == ["sold", "no-answer"]
    assert lch.fails("undo") == "There is nothing to take back."


def test_undo_refuses_the_open_card_of_the_running_hour(lch: Lch) -> None:
    lch.json("log", 1, "no-answer")
    services = services_of(lch)
    hour = services.hour.start(PlannedHour(60, Goals(calls=3)), 2)
    services.store.sessions.save_open_card(hour.id, OpenCard(lead_id=1, note="half a no"))
    services.store.close()
    assert lch.fails("undo") == "Ada East is the open card of the running hour; take it back there with Z."
    assert lch.json("status")["calls"] == 1
    lch.json("log", 2, "no-answer")  # another lead's entry is newest now
    assert lch.json("undo")["lead_id"] == 2
    after_the_hour = lch.json("undo", now="2026-11-23T12:00:00-06:00")
    assert after_the_hour["lead_id"] == 1


def test_the_window_is_told_of_what_was_written(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[Path, str]] = []
    monkeypatch.setattr(window_socket, "tell_window", lambda folder, message: told.append((folder, message)))
    lch.fails("log", 1, "connected")
    lch.fails("undo")
    assert told == []
    lch.json("log", 1, "no-answer")
    lch.json("undo")
    assert told == [(lch.data_dir, "changed")] * 2
