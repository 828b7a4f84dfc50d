"""`lch leads` and `lch queue`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

LEAD_KEYS = [
    "id", "name", "company", "title", "phones", "email", "zone", "stage", "value", "personal", "last_talk",
    "may_need", "notes", "do_not_call", "attempts",
]  # fmt: skip
QUEUE_KEYS = [
    "position", "lead_id", "name", "company", "phone", "tier", "score", "reasons", "goal", "attempt", "altitude",
    "local_time",
]  # fmt: skip
PEOPLE = (
    "Name,Company,Phone,State,Value\n"
    "Ada East,Acme,212-555-0101,NY,100\n"
    "Bea Mid,Borealis,(512) 555-0102,TX,300\n"
    "Cy West,Cirrus,415-555-0103,CA,200\n"
)


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


@pytest.fixture
def people(lch: Lch, tmp_path: Path) -> Lch:
    """`lch` with three people in its folder; the ids are 1 to 3 in the order of the file."""
    lch.brings_in(tmp_path, PEOPLE)
    return lch


def services_of(lch: Lch) -> Services:
    return build_services(lch.data_dir, FakeClock(), CHICAGO)


def test_an_empty_folder_has_no_leads_and_nobody_to_call(lch: Lch) -> None:
    assert lch.json("leads") == []
    assert lch.json("queue") == []
    assert lch.text("leads") == "0 leads.\n"
    assert lch.text("queue") == "Nobody can be called right now.\n"


def test_leads_have_the_keys_of_the_table(people: Lch) -> None:
    leads = people.json("leads")
    assert [list(lead) for lead in leads] == [LEAD_KEYS] * 3
    ada = leads[0]
    assert (ada["name"], ada["zone"], ada["stage"], ada["value"]) == ("Ada East", "America/New_York", "new", 100.0)
    assert ada["phones"] == [{"e164": "+12125550101", "raw": "212-555-0101", "extension": "", "status": "ok"}]
    assert (ada["do_not_call"], ada["attempts"]) == (False, 0)


def test_a_lead_in_one_of_several_zones_shows_the_likeliest(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path, "Name,Phone,State\nTex,,TX\nNobody Knows,,\n")
    assert {lead["name"]: lead["zone"] for lead in lch.json("leads")} == {"Tex": "America/Chicago", "Nobody Knows": ""}


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("bea", ["Bea Mid"]),
        ("cirr", ["Cy West"]),
        ("5550101", ["Ada East"]),
        ("(415) 555", ["Cy West"]),
        ("zzz", []),
        ("\"' OR 1=1 --", []),
        ("%", []),
    ],
)
def test_search_finds_by_words_and_by_digits(people: Lch, search: str, names: list[str]) -> None:
    assert [lead["name"] for lead in people.json("leads", "--search", search)] == names


def test_limit_cuts_and_says_of_how_many(people: Lch) -> None:
    assert [lead["name"] for lead in people.json("leads", "--limit", 2)] == ["Ada East", "Bea Mid"]
    assert people.text("leads", "--limit", 2).endswith("2 of 3 leads.\n")


def test_the_table_of_leads_stands_in_columns(people: Lch) -> None:
    head, first, *_ = people.text("leads").splitlines()
    assert first.index("Acme") == head.index("Company")
    assert first.index("(212) 555-0101") == head.index("Phone")


def test_the_queue_has_the_keys_of_the_table(people: Lch) -> None:
    queue = people.json("queue")
    assert [list(entry) for entry in queue] == [QUEUE_KEYS] * 3
    assert [(entry["position"], entry["name"]) for entry in queue] == [(1, "Bea Mid"), (2, "Cy West"), (3, "Ada East")]
    bea = queue[0]
    assert (bea["lead_id"], bea["company"], bea["phone"], bea["tier"]) == (2, "Borealis", "+15125550102", "new")
    assert bea["goal"] == "Find out what they want to change"
    assert bea["reasons"] == ["First call, not a follow-up", "Worth 300"]
    assert (bea["attempt"], bea["altitude"], bea["score"]) == (1, None, 0.0)
    assert [entry["local_time"] for entry in queue] == ["10:30", "08:30", "11:30"]


def test_the_queue_can_be_cut(people: Lch) -> None:
    assert [entry["position"] for entry in people.json("queue", "--limit", 2)] == [1, 2]


def test_a_promise_comes_first_and_the_altitude_is_a_number_then(people: Lch) -> None:
    people.json("log", 1, "connected", "--next", "2026-11-24T09:00-06:00", "--note", "wants a quote")
    first = people.json("queue", now="2026-11-24T09:05:00-06:00")[0]
    assert (first["name"], first["tier"], first["attempt"]) == ("Ada East", "promised", 1)
    assert first["reasons"][0] == "Asked for 9:00, 5 min late"
    hours = 22 + 35 / 60  # since a talk of 4 of 5
    assert first["altitude"] == round(0.8 * (1 + hours / 24) ** -1.29, 3)


def test_a_promise_later_in_the_hour_waits_and_is_said(people: Lch) -> None:
    people.json("log", 1, "call-back-later", "--next", "2026-11-23T10:50-06:00", "--person")
    assert "Ada East" not in [entry["name"] for entry in people.json("queue")]
    assert "Waiting for Mon 23 Nov 10:50: Ada East." in people.text("queue")


def test_the_due_ones_are_scored_to_four_places(people: Lch) -> None:
    people.json("log", 2, "no-answer")
    due = people.json("queue", now="2026-11-24T10:30:00-06:00")[0]
    assert (due["name"], due["tier"], due["attempt"]) == ("Bea Mid", "due", 2)
    assert due["score"] == round(due["score"], 4) > 0


def test_nobody_is_called_at_night_and_the_text_says_why(people: Lch) -> None:
    people.json("log", 2, "no-answer")
    at_night = "2026-11-24T23:30:00-06:00"
    assert people.json("queue", now=at_night) == []
    said = people.run("queue", now=at_night)
    assert (said.code, said.err) == (0, "")
    assert "Nobody can be called right now." in said.out
    assert "Hidden: 3 outside their calling hours." in said.out


def test_who_may_be_called_within_the_hour_is_said(people: Lch) -> None:
    people.json("log", 2, "no-answer")
    said = people.run("queue", now="2026-11-24T09:30:00-06:00")  # Texas: from nine, in both its zones
    assert "Opens Tue 24 Nov 10:00: Bea Mid." in said.out


def test_the_running_hours_own_order_holds(people: Lch) -> None:
    services = services_of(people)
    hour = services.hour.start(PlannedHour(60, Goals(calls=3), pinned=(1,)), 3)
    services.store.sessions.save_skipped(hour.id, [2])
    services.store.close()
    assert [entry["name"] for entry in people.json("queue")] == ["Ada East", "Cy West", "Bea Mid"]
    later = people.json("queue", now="2026-11-23T13:30:00-06:00")  # the hour is over: the plain order again
    assert [entry["name"] for entry in later] == ["Bea Mid", "Cy West", "Ada East"]


def test_the_list_size_of_the_settings_is_the_default(people: Lch) -> None:
    services = services_of(people)
    services.rep.save(replace(services.rep.settings, list_size=1))
    services.store.close()
    assert len(people.json("queue")) == 1
    assert len(people.json("queue", "--limit", 3)) == 3


@pytest.mark.parametrize("command", ["leads", "queue"])
def test_the_longest_name_keeps_its_line(lch: Lch, tmp_path: Path, command: str) -> None:
    lch.brings_in(tmp_path, f"Name,Phone,Notes\n{'Wolfeschlegelstein ' * 20},512-555-0101,x\n")
    line = lch.text(command).splitlines()[1]
    assert "…" in line
    assert len(line) < 200
