"""Whether a program opens telephone addresses, as the desktop says."""

from __future__ import annotations

import subprocess

import pytest

from lch_desktop.platforms.dialer import DesktopDialer, NullDialer


@pytest.mark.parametrize(
    ("code", "answer", "handles"), [(0, "phone.desktop\n", True), (0, "", False), (4, "", False), (3, "", True)]
)
def test_linux_is_asked_for_the_scheme(monkeypatch: pytest.MonkeyPatch, code: int, answer: str, handles: bool) -> None:
    asked: list[list[str]] = []

    def run(question: list[str], **_how: object) -> subprocess.CompletedProcess[str]:
        asked.append(question)
        return subprocess.CompletedProcess(question, code, answer, "")

    monkeypatch.setattr(subprocess, "run", run)
    assert DesktopDialer("linux").handles("tel:+15125550143") is handles
    assert asked == [["xdg-mime", "query", "default", "x-scheme-handler/tel"]]


@pytest.mark.parametrize("problem", [FileNotFoundError("xdg-mime"), subprocess.TimeoutExpired("xdg-mime", 2)])
def test_a_desktop_that_cannot_say_is_believed(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def run(*_question: object, **_how: object) -> None:
        raise problem

    monkeypatch.setattr(subprocess, "run", run)
    assert DesktopDialer("linux").handles("tel:1")


def test_other_systems_are_not_asked() -> None:
    assert DesktopDialer("win32").handles("tel:1")
    assert DesktopDialer("darwin").handles("tel:1")
    assert not NullDialer().handles("tel:1")
