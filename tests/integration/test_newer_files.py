"""A newer file beside the last one: found, counted without a trace, brought in as before, taken back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.imports import ImportOptions
from lch_desktop.domain.newer_files import NewerFile
from lch_desktop.platforms.folders import ThisComputersFolders, downloads_folder
from lch_desktop.services import newer_files as service
from lch_desktop.services.bundle import Services
from lch_desktop.services.newer_files import NewerFiles
from tests.fakes import START, FakeClock
from tests.integration.wired import close_all, dump, wired

HEADER = "Record ID,First Name,Last Name,Phone Number,Lead Status,Notes\n"
FIRST = HEADER + "1,Dana,Ruiz,(512) 555-0143,New,\n2,Kim,Boone,(512) 555-0144,New,\n"
SECOND = FIRST.replace("Dana,Ruiz,(512) 555-0143,New,", "Dana,Ruiz,(512) 555-0143,New,Wants a quote") + (
    "3,Jun,Okafor,(512) 555-0145,New,\n"
)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, downloads: Path) -> Iterator[Services]:
    made = wired(data_dir, clock)
    put(downloads, "hubspot-contacts-2026-11-20.csv", FIRST, hours=-72)
    made.importing.bring_in(downloads / "hubspot-contacts-2026-11-20.csv", ImportOptions())
    yield made
    close_all()


@pytest.fixture
def newer(services: Services) -> NewerFiles:
    return NewerFiles(services.store, services.rep, services.importing, ThisComputersFolders())


def put(folder: Path, name: str, text: str, hours: float = 1) -> Path:
    """A file that was written `hours` after the clock's start."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    at = (START + timedelta(hours=hours)).timestamp()
    os.utime(path, (at, at))
    return path


def found(newer: NewerFiles, **how: bool) -> NewerFile:
    offer = newer.look(**how)
    assert offer is not None
    return offer


def test_a_newer_export_is_found_and_counted_without_a_trace(
    newer: NewerFiles, downloads: Path, data_dir: Path
) -> None:
    put(downloads, "hubspot-contacts-2026-11-21 (1).csv", SECOND)
    before = dump(data_dir)
    offer = found(newer)
    assert offer.path == str(downloads / "hubspot-contacts-2026-11-21 (1).csv")
    assert (offer.folder, newer.folder()) == ("Downloads", "Downloads")
    assert offer.report is not None
    assert (offer.report.created, offer.report.merged, offer.report.unchanged) == (1, 1, 1)
    assert dump(data_dir) == before
    assert not [file.name for file in data_dir.iterdir() if file.name.startswith(".")]


def test_the_same_file_written_anew_is_found(newer: NewerFiles, downloads: Path) -> None:
    put(downloads, "hubspot-contacts-2026-11-20.csv", SECOND)
    assert found(newer).path.endswith("hubspot-contacts-2026-11-20.csv")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("hubspot-contacts (1).csv", FIRST, id="the same bytes"),
        pytest.param("hubspot-contacts.csv", FIRST + "\n\n", id="nothing new in it"),
        pytest.param("hubspot-contacts.csv", "Name,Phone\nSomebody,512-555-0199\n", id="other headers"),
        pytest.param("hubspot-contacts.csv", "", id="empty"),
        pytest.param("hubspot-contacts.csv", "\0\1\2" * 500, id="no table"),
        pytest.param("hubspot-contacts.csv.crdownload", SECOND, id="still coming"),
        pytest.param("bank.csv", SECOND, id="another name"),
    ],
)
def test_what_is_not_offered(newer: NewerFiles, downloads: Path, name: str, text: str) -> None:
    put(downloads, name, text)
    assert newer.look() is None


def test_the_newest_of_several_is_offered(newer: NewerFiles, downloads: Path) -> None:
    put(downloads, "hubspot-contacts (1).csv", SECOND, hours=1)
    put(downloads, "hubspot-contacts (2).csv", SECOND + "4,Mia,Chen,(512) 555-0146,New,\n", hours=2)
    assert found(newer).path.endswith("(2).csv")


def test_a_declined_file_is_not_offered_again_but_can_be_fetched(newer: NewerFiles, downloads: Path) -> None:
    path = put(downloads, "hubspot-contacts (1).csv", SECOND)
    newer.decline(found(newer))
    assert newer.look() is None
    assert newer.look(again=True) is not None
    path.rename(downloads / "hubspot-contacts (7).csv")
    assert newer.look() is None  # by its bytes, not by its name
    put(downloads, "hubspot-contacts (8).csv", SECOND + "4,Mia,Chen,(512) 555-0146,New,\n", hours=2)
    assert newer.look() is not None


def test_it_comes_in_as_its_like_came_in_before(newer: NewerFiles, services: Services, downloads: Path) -> None:
    """A column was given another meaning once; the newer file keeps to it."""
    options = ImportOptions(mapping={"Notes": "may_need"})
    first = put(downloads, "hubspot-contacts-2026-11-20.csv", FIRST + "9,Ada,Roy,(512) 555-0149,New,A desk\n", -71)
    services.importing.bring_in(first, options)
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    brought = newer.bring_in(found(newer))
    leads = {lead.first_name: lead for lead in services.store.leads.many([1, 2, 3, 4])}
    assert (leads["Dana"].may_need, leads["Dana"].notes) == ("Wants a quote", "")
    assert brought.report.created == 1
    assert newer.look() is None
    newer.undo(brought)
    assert "Jun" not in {lead.first_name for lead in services.store.leads.many([1, 2, 3, 4])}


def test_a_file_that_has_gone_is_said(newer: NewerFiles, downloads: Path) -> None:
    path = put(downloads, "hubspot-contacts (1).csv", SECOND)
    offer = found(newer)
    path.unlink()
    with pytest.raises(service.FileError):
        newer.bring_in(offer)


def test_a_large_file_is_offered_without_figures(
    newer: NewerFiles, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "REHEARSED_BYTES", 10)
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    assert found(newer).report is None


def test_where_nothing_came_from_a_file_nothing_is_looked_for(data_dir: Path, clock: FakeClock) -> None:
    services = wired(data_dir, clock)
    newer = NewerFiles(services.store, services.rep, services.importing, ThisComputersFolders())
    assert (newer.folder(), newer.look()) == ("", None)
    close_all()


def test_an_import_that_was_taken_back_is_not_looked_for(
    newer: NewerFiles, services: Services, downloads: Path
) -> None:
    last = services.store.imports.last()
    assert last is not None
    services.importing.undo(last.id)
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    assert (newer.folder(), newer.look()) == ("", None)


def test_a_folder_that_is_gone_is_no_failure(newer: NewerFiles, downloads: Path) -> None:
    for file in downloads.iterdir():
        file.unlink()
    downloads.rmdir()
    assert newer.look() is None


def test_the_answer_is_kept(newer: NewerFiles, services: Services) -> None:
    assert newer.answer == "ask"
    newer.set_answer("yes")
    assert services.store.settings.load().newer_files == "yes"


def test_what_was_declined_is_forgotten_in_the_end(newer: NewerFiles, services: Services) -> None:
    for number in range(service.REMEMBERED + 5):
        newer.decline(NewerFile("", "", "", f"digest {number}", None))
    kept = services.store.settings.load().declined_files
    assert (len(kept), kept[-1]) == (service.REMEMBERED, f"digest {service.REMEMBERED + 4}")
    services.rep.save(replace(services.rep.settings, declined_files=()))


# the folder of downloads


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ('XDG_DOWNLOAD_DIR="$HOME/Téléchargements"', "home/Téléchargements"),
        ('# a comment\nXDG_DESKTOP_DIR="$HOME/x"\nXDG_DOWNLOAD_DIR="/mnt/down loads"\n', "/mnt/down loads"),
        ('XDG_DOWNLOAD_DIR="$HOME"', "home/Downloads"),
        ('XDG_DOWNLOAD_DIR="$HOME/"', "home/Downloads"),
        ("nonsense", "home/Downloads"),
        (None, "home/Downloads"),
    ],
)
def test_the_folder_of_downloads(
    written: str | None, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / ".config").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if written is not None:
        (home / ".config" / "user-dirs.dirs").write_text(written, encoding="utf-8")
    assert downloads_folder("linux") == tmp_path / folder
    assert downloads_folder("darwin") == home / "Downloads"


def test_a_listing_is_of_files_alone(downloads: Path) -> None:
    put(downloads, "leads.csv", "x")
    (downloads / "folder.csv").mkdir()
    (downloads / "dead.csv").symlink_to(downloads / "nowhere.csv")
    folders = ThisComputersFolders()
    (seen,) = folders.listing(str(downloads))
    assert (seen.name, seen.size, seen.modified_at) == ("leads.csv", 1, START + timedelta(hours=1))
    assert folders.listing(str(downloads / "nowhere")) == []
    assert folders.digest(str(downloads / "leads.csv")).startswith("2d711642")
