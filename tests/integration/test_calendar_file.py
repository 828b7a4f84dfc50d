"""The calendar file of a real store: what gets on it, what never does, and what happens where it cannot be written."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import vobject

from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage
from lch_desktop.exchange import new_file
from lch_desktop.messages import sentence
from lch_desktop.services.bundle import Services
from lch_desktop.services.calendar import FILE_NAME
from tests.fakes import START, FakeClock
from tests.integration.cli_runner import Lch
from tests.integration.wired import close_all, wired

AT = START + timedelta(days=1, hours=-1)
PRIVATE = ("her daughter", "two chairs", "a lamp", "ask for the order", "dana@example.com", "Owner", "4200")


def promised(**more: Any) -> Lead:
    """A lead with a promise, and with everything that nobody else may read."""
    values: dict[str, Any] = {
        "name": "Dana Ruiz", "first_name": "Dana", "company": "Ruiz Dental", "title": "Owner",
        "email": "dana@example.com", "notes": "two chairs", "personal": "her daughter", "last_talk": "a lamp",
        "may_need": "a lamp", "value": 4200.0,
        "phones": (Phone(e164="+15125550143", raw="x", shown="(512) 555-0143", extension="23"),),
        "follow": FollowUp(stage=Stage.TALKING, promise_at=AT, goal="ask for the order"),
    }  # fmt: skip
    return Lead(**{**values, **more})


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)
    close_all()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def write(services: Services, path: Path) -> bool:
    services.calendar.prepare()
    return services.calendar.write_if_changed(path)


def summaries(path: Path) -> list[str]:
    calendar = vobject.readOne(path.read_bytes().decode("utf-8"))
    return sorted(event.summary.value for event in calendar.contents.get("vevent", []))


def test_the_hour_and_the_promise_and_nothing_private(services: Services, path: Path) -> None:
    services.store.leads.add(promised())
    assert write(services, path)
    assert summaries(path) == ["Call Dana Ruiz, Ruiz Dental", "Lead Conversion Hour"]
    text = path.read_text(encoding="utf-8").replace("\n ", "")
    assert "DESCRIPTION:(512) 555-0143 ext. 23" in text
    assert not [word for word in PRIVATE if word.lower() in text.lower()]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "more",
    [
        {"do_not_call": True},
        {"not_mine": True},
        {"sample": True},
        {"follow": FollowUp(stage=Stage.NOT_A_LEAD, promise_at=AT)},
        {"follow": FollowUp(stage=Stage.TALKING)},
    ],
)
def test_who_is_never_called_is_not_on_it(services: Services, path: Path, more: dict[str, Any]) -> None:
    services.store.leads.add(promised(**more))
    write(services, path)
    assert summaries(path) == ["Lead Conversion Hour"]


def test_a_name_of_nothing_but_an_address_does_not_show_it(services: Services, path: Path) -> None:
    services.store.leads.add(promised(name="", company=""))
    write(services, path)
    assert summaries(path) == ["Call (512) 555-0143 ext. 23", "Lead Conversion Hour"]


def test_it_follows_the_promise_and_the_plan(services: Services, path: Path, clock: FakeClock) -> None:
    lead = services.store.leads.add(promised())
    assert write(services, path)
    assert not write(services, path)
    clock.advance(3600)
    assert not write(services, path)  # the time alone changes nothing
    moved = replace(lead.follow, promise_at=AT + timedelta(days=1))
    services.store.leads.save_follow(lead.id, moved)
    assert write(services, path)
    assert f"DTSTART:{AT + timedelta(days=1):%Y%m%dT%H%M%SZ}" in path.read_text(encoding="utf-8")
    services.store.leads.save_follow(lead.id, replace(moved, promise_at=None))
    assert write(services, path)
    assert summaries(path) == ["Lead Conversion Hour"]
    services.rep.save(replace(services.rep.settings, start="07:30"))
    assert write(services, path)
    assert "T073000" in path.read_text(encoding="utf-8")
    services.rep.save(replace(services.rep.settings, work_week=()))
    assert write(services, path)
    assert summaries(path) == []


def test_the_identity_is_made_once_and_stays(services: Services) -> None:
    services.calendar.prepare()
    made = services.rep.settings.calendar_id
    assert len(made) == 16
    services.calendar.prepare()
    services.rep.reload()
    assert services.rep.settings.calendar_id == made


def test_the_file_that_is_kept(services: Services, path: Path) -> None:
    assert not services.calendar.keep_up()
    services.calendar.keep(path)
    assert services.calendar.keep_up()
    assert not services.calendar.keep_up()
    services.calendar.stop()
    path.unlink()
    assert not services.calendar.keep_up()
    assert not path.exists()


# what cannot be written


def refused(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("open", errno.EROFS, "Read-only file system"),
        ("open", errno.EACCES, "Permission denied"),
        ("fsync", errno.ENOSPC, "the disk is full"),
        ("fsync", errno.EIO, "Input/output error"),
    ],
)
def test_nothing_is_lost_and_it_is_tried_again(
    services: Services, path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, why: str
) -> None:
    services.store.leads.add(promised())
    write(services, path)
    before = path.read_bytes()
    services.store.leads.add(promised(name="Kim Boone"))
    with monkeypatch.context() as failing:
        failing.setattr(new_file.os, name, refused(code))
        with pytest.raises(StoreError) as caught:
            write(services, path)
    assert caught.value.code == "calendar-not-kept"
    assert sentence(caught.value).startswith(f"The calendar {path} could not be brought up to date ({why}) and stays")
    assert path.read_bytes() == before
    assert [each for each in path.parent.iterdir() if each.is_file()] == [path]
    assert write(services, path)
    assert "Call Kim Boone, Ruiz Dental" in summaries(path)


def test_a_folder_that_is_gone_is_told_and_not_made_again(services: Services, tmp_path: Path) -> None:
    gone = tmp_path / "stick" / FILE_NAME
    with pytest.raises(StoreError) as caught:
        write(services, gone)
    assert "No such file or directory" in sentence(caught.value)
    assert not gone.parent.exists()


def test_the_own_folder_is_made(services: Services, data_dir: Path) -> None:
    own = data_dir / "calendar" / FILE_NAME
    assert services.calendar.write_if_changed(own, make_folder=True)
    assert stat.S_IMODE(own.parent.stat().st_mode) == 0o700
    far = data_dir / "a" / "b" / FILE_NAME
    with pytest.raises(StoreError):
        services.calendar.write_if_changed(far, make_folder=True)


def test_a_folder_in_its_place(services: Services, path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError) as caught:
        write(services, path)
    assert "(it is a folder)" in sentence(caught.value)
    assert path.is_dir()


def test_a_pipe_in_its_place_holds_nobody_up(services: Services, path: Path) -> None:
    os.mkfifo(path)
    assert write(services, path)
    assert path.is_file()


def test_ten_thousand_promises(services: Services, path: Path) -> None:
    leads = [promised(name=f"Dana Nuñez {n}") for n in range(10_000)]
    with services.store.transaction():
        services.store.leads.add_many(leads)
    services.calendar.prepare()
    began = process_time()
    assert services.calendar.write_if_changed(path)
    assert process_time() - began < 2
    began = process_time()
    assert not services.calendar.write_if_changed(path)
    assert process_time() - began < 2
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 10_001


def test_the_command_line_keeps_it_up(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: FakeClock, path: Path
) -> None:
    lch = Lch(data_dir, capsys)
    lch.brings_in(tmp_path)
    made = wired(data_dir, clock)
    made.calendar.keep(path)
    close_all()
    lch.text("log", 1, "connected", "--next", "2026-11-25T08:40-06:00")
    assert summaries(path) == ["Call Dana Ruiz, Acme", "Lead Conversion Hour"]
    lch.text("undo")
    assert summaries(path) == ["Lead Conversion Hour"]
    path.unlink()
    path.mkdir()
    lch.text("log", 1, "no-answer")  # what was asked for is done all the same
