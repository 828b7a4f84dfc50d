"""Whether a program opens telephone addresses, as the desktop says."""

from __future__ import annotations

import subprocess

import pytest

from lch_desktop.platforms import dialer
from lch_desktop.platforms.dialer import DesktopDialer, LinkOpener, NullDialer


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


class Asked(DesktopDialer):
    """A desktop that has programs for `schemes`, and counts the questions."""

    def __init__(self, *schemes: str) -> None:
        super().__init__("linux")
        self.schemes = set(schemes)
        self.questions: list[str] = []

    def handles(self, url: str) -> bool:
        self.questions.append(url)
        return url.partition(":")[0] in self.schemes


def test_a_text_is_opened_only_where_a_program_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def take(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(dialer, "open_link", take)
    desktop = Asked("mailto")
    links = LinkOpener(desktop)
    assert not links.open("sms:+15125550143?&body=Hi")
    assert links.open("mailto:dana@example.com")
    assert opened == ["mailto:dana@example.com"]


def test_what_was_asked_before_is_not_asked_while_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialer, "open_link", lambda _: True)
    desktop = Asked("mailto")
    links = LinkOpener(desktop)
    assert [links.has_program("mailto:"), links.has_program("sms:")] == [True, False]
    assert [links.open("mailto:a@example.com"), links.open("sms:+1?&body=Hi")] == [True, False]
    assert desktop.questions == ["mailto:", "sms:"]
    desktop.schemes.add("sms")  # a program was installed: the next look finds it
    assert links.has_program("sms:")
    assert links.open("sms:+1?&body=Hi")


def test_the_desktop_is_not_asked_for_what_is_never_opened() -> None:
    desktop = Asked("file")
    assert not LinkOpener(desktop).open("file:///etc/passwd")
    assert desktop.questions == []
