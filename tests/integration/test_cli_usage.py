"""What `lch` accepts, what it refuses, and what it costs to ask."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lch_desktop import __version__, app
from lch_desktop.__main__ import main
from lch_desktop.cli.invocation import Invocation
from lch_desktop.cli.parser import FORMATS, parse
from lch_desktop.exchange.formats import BY_NAME
from tests.integration.cli_runner import NOW, ROOT, Lch, in_a_process, one_sentence


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


@pytest.mark.parametrize(
    "words",
    [
        ("--data-dir", "{dir}", "--now", NOW, "status", "--json"),
        ("status", "--json", "--data-dir", "{dir}", "--now", NOW),
        ("--json", "--now", NOW, "status", "--data-dir", "{dir}"),
    ],
    ids=["before", "after", "mixed"],
)
def test_global_options_stand_before_or_after_the_command(
    words: tuple[str, ...], data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.replace("{dir}", str(data_dir)) for word in words]) == 0
    assert json.loads(capsys.readouterr().out)["today"]["date"] == "2026-11-23"
    assert (data_dir / "lch.db").is_file()


def test_the_later_place_wins() -> None:
    call = Invocation.of(parse(["--data-dir", "first", "status", "--data-dir", "second"]))
    assert call.data_dir.name == "second"


def test_variables_stand_in_and_options_win(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LCH_DATA_DIR", str(tmp_path / "by variable"))
    monkeypatch.setenv("LCH_NOW", NOW)
    monkeypatch.setenv("LCH_ZONE", "Asia/Kolkata")
    by_variable = Invocation.of(parse(["status"]))
    assert (by_variable.data_dir, by_variable.zone) == (tmp_path / "by variable", "Asia/Kolkata")
    assert by_variable.clock.now().isoformat().startswith("2026-11-23T16:30:0")
    by_option = Invocation.of(parse(["status", "--zone", "UTC", "--data-dir", str(tmp_path)]))
    assert (by_option.data_dir, by_option.zone) == (tmp_path, "UTC")


def test_without_options_everything_is_in_the_persons_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCH_DATA_DIR", "")
    call = Invocation.of(parse([]))
    assert call.data_dir.name == "lead-conversion-hour"
    assert call.data_dir.is_absolute()
    assert call.zone == ""


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"Lead Conversion Hour {__version__}\n"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["dance"], "'dance'"),
        (["--frobnicate"], "--frobnicate"),
        (["status", "--js"], "--js"),
        (["log"], "LEAD_ID"),
        (["log", "1"], "OUTCOME"),
        (["log", "1", "hung-up"], "'hung-up'"),
        (["log", "one", "sold"], "'one'"),
        (["log", "99999999999999999999", "sold"], "no number of a row"),
        (["log", "1", "sold", "--goal", "maybe"], "'maybe'"),
        (["leads", "--limit", "0"], "'0'"),
        (["queue", "--limit", "-3"], "'-3'"),
        (["import"], "FILE or --undo"),
        (["import", "a.csv", "--undo", "1"], "FILE or --undo"),
        (["import", "a.csv", "--format", "wordperfect"], "'wordperfect'"),
        (["import", "a.csv", "--map", "Cell=fax"], "'Cell=fax'"),
        (["import", "a.csv", "--map", "=phone"], "'=phone'"),
        (["import", "a.csv", "--map", "Cell"], "HEADER=FIELD"),
        (["--now", "yesterday", "status"], "“yesterday”"),
        (["--now", "2026-11-23T10:30:00", "status"], "with an offset"),
        (["--now", "2026-11-23", "status"], "with an offset"),
        (["--now", "9999-12-31T23:59:59-12:00", "status"], "ISO 8601"),
        (["--zone", "Mars/Olympus", "status"], "“Mars/Olympus”"),
        (["--zone", "../../etc/passwd", "status"], "time zone"),
        (["--zone", "America", "status"], "“America”"),
        (["--data-dir", " ", "status"], "--data-dir"),
        (["--data-dir", "~nobody-of-this-name/x", "status"], "whole path"),
        (["--json"], "--json"),
        (["start", "--json"], "--json"),
        (["start", "--minutes", "soon"], "'soon'"),
        (["--tray", "start"], "--tray"),
        (["--tray", "status"], "--tray"),
        (["status", "--tray"], "--tray"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    words: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert part in one_sentence(said.err)


def test_a_bad_variable_is_wrong_usage_too(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCH_NOW", "noon")
    assert main(["status"]) == 2


def test_the_formats_that_may_be_named_are_those_of_the_reader() -> None:
    assert sorted(FORMATS) == sorted(BY_NAME)


def test_map_takes_several_and_leaves_the_file_alone() -> None:
    given = parse(["import", "--map", "A=B=phone", "Job=title", "leads.csv", "--map", "X=ignore"])
    assert given.file == "leads.csv"
    assert given.map == {"A=B": "phone", "Job": "title", "X": "ignore"}


@pytest.mark.parametrize(
    ("words", "minutes", "tray"),
    [([], None, False), (["--tray"], None, True), (["start"], 0, False), (["start", "--minutes", "15"], 15, False)],
    ids=["lch", "tray", "start", "15"],
)
def test_the_window_opens_on_the_settled_options(
    words: list[str], minutes: int | None, tray: bool, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    def opened(folder: Path, clock: object, zone: str, *, start_minutes: int | None, in_tray: bool) -> int:
        seen.update(folder=folder, zone=zone, minutes=start_minutes, tray=in_tray)
        return 7

    monkeypatch.setattr(app, "run_window", opened, raising=False)
    assert main(["--data-dir", str(data_dir), "--zone", "UTC", *words]) == 7
    assert seen == {"folder": data_dir, "zone": "UTC", "minutes": minutes, "tray": tray}


@pytest.mark.parametrize("minutes", ["0", "14", "181", "-1"])
def test_an_hour_has_its_limits(minutes: str, lch: Lch) -> None:
    assert "15 to 180" in lch.fails("start", "--minutes", minutes)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("words", [[], ["start"]], ids=["lch", "start"])
def test_without_a_display_the_window_says_so(words: list[str], lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert lch.fails(*words).startswith("There is no display")


def test_help_as_a_program_of_its_own() -> None:
    done = in_a_process("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("start", "import", "leads", "queue", "log", "undo", "status", "doctor"):
        assert f"\n    {command} " in done.stdout


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--help"], ["PySide6", "peewee", "phonenumbers", "lch_desktop.app", "lch_desktop.services"]),
        (["--version"], ["PySide6", "peewee", "phonenumbers", "lch_desktop.app", "lch_desktop.services"]),
        (["status", "--json"], ["PySide6", "phonenumbers", "charset_normalizer"]),
        (["queue", "--json"], ["PySide6", "charset_normalizer"]),
    ],
    ids=["help", "version", "status", "queue"],
)
def test_the_command_line_imports_nothing_heavy(words: list[str], unwanted: list[str], data_dir: Path) -> None:
    code = (
        "import sys; from lch_desktop.__main__ import main; code = main(sys.argv[2:]); "
        "found = [name for name in sys.argv[1].split() if name in sys.modules]; "
        "sys.exit(f'imported {found}' if found else code)"
    )
    command = [sys.executable, "-c", code, " ".join(unwanted), "--data-dir", str(data_dir), *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
