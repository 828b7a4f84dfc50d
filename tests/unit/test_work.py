"""What the rep may type as a site, and how work wins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.work import (
    BROWSERS,
    SESSION,
    Conflict,
    ConflictKind,
    covers,
    is_never_closed,
    is_runner,
    program_key,
    program_name,
    typed_site,
    without_work,
)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("youtube.com", "youtube.com"),
        ("  https://www.YouTube.com/ ", "youtube.com"),
        ("http://youtube.com:443/feed/trending/?a=b#c", "youtube.com/feed/trending"),
        ("//m.facebook.com", "m.facebook.com"),
        ("*.reddit.com/r/all/*", "reddit.com/r/all"),
        ("reddit.com\\r\\all", "reddit.com/r/all"),
        ("reddit.com/r//./all", "reddit.com/r/all"),
        ("example.com.", "example.com"),
        ("www.com", "www.com"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("straße.de", "xn--strae-oqa.de"),  # as browsers have it today, not "strasse.de"
        ("日本語。jp", "xn--wgv71a119e.jp"),
        ("ｙｏｕｔｕｂｅ.com", "youtube.com"),
        ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
        ("example.com/straße", "example.com/stra%C3%9Fe"),
        ("4chan.org", "4chan.org"),
    ],
)
def test_what_is_typed_becomes_a_plain_site(typed: str, site: str) -> None:
    assert typed_site(typed) == site
    assert typed_site(site) == site


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "site-empty"),
        ("   ", "site-empty"),
        ("youtube", "site-no-name"),
        ("you tube.com", "site-no-name"),
        ("you\x00tube.com", "site-no-name"),
        ("youtube.com\nevil.com", "site-no-name"),
        ("someone@example.com", "site-no-name"),
        ("https://user:word@example.com", "site-no-name"),
        ("example.com:port", "site-no-name"),
        ("-a.com", "site-no-name"),
        ("a..com", "site-no-name"),
        ("under_score.com", "site-no-name"),
        ("example.com/../etc", "site-no-name"),
        (f"{'a' * 64}.com", "site-no-name"),
        (f"{'a.' * 130}com", "site-no-name"),
        ("a" * 3000, "site-no-name"),
        ("💩.com", "site-no-name"),
        ("ftp://example.com", "site-not-web"),
        ("file:///etc/hosts", "site-not-web"),
        ("javascript:alert(1)", "site-not-web"),
        ("chrome://settings", "site-not-web"),
        ("about:blank", "site-not-web"),
        ("tel:+15550100", "site-not-web"),
        ("127.0.0.1", "site-address"),
        ("https://10.1.2.3:8080/x", "site-address"),
        ("0x7f.0x1", "site-address"),
        ("::1", "site-address"),
        ("[2001:db8::1]/a", "site-address"),
        ("localhost", "site-own-machine"),
        ("http://localhost:8080/", "site-own-machine"),
        ("app.localhost", "site-own-machine"),
        ("localhost.localdomain", "site-own-machine"),
        ("co.uk", "site-too-wide"),
        ("www.com.au", "site-too-wide"),
    ],
)
def test_what_cannot_be_a_site_is_refused(typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        typed_site(typed)
    assert refused.value.code == code


@given(st.text(max_size=60))
def test_whatever_is_typed_it_is_a_site_or_refused(typed: str) -> None:
    try:
        site = typed_site(typed)
    except InputError:
        return
    assert typed_site(site) == site
    assert site.isascii()
    assert not any(character.isspace() for character in site)


@pytest.mark.parametrize(
    ("entry", "site", "is_covered"),
    [
        ("youtube.com", "youtube.com", True),
        ("youtube.com", "music.youtube.com", True),
        ("youtube.com", "youtube.com/feed", True),
        ("youtube.com", "notyoutube.com", False),
        ("music.youtube.com", "youtube.com", False),
        ("linkedin.com/sales", "linkedin.com/sales/home", True),
        ("linkedin.com/sales", "linkedin.com/salesforce", False),
        ("linkedin.com/sales", "linkedin.com", False),
    ],
)
def test_an_entry_covers_what_lies_below_it(entry: str, site: str, is_covered: bool) -> None:
    assert covers(entry, site) is is_covered


@pytest.mark.parametrize(
    ("sites", "work", "left", "conflicts"),
    [
        (["a.com"], ["b.com"], ("a.com",), ()),
        (["a.com"], ["a.com"], (), (Conflict("a.com", "a.com", ConflictKind.WORK_WINS),)),
        (["mail.a.com/x"], ["a.com"], (), (Conflict("mail.a.com/x", "a.com", ConflictKind.WORK_WINS),)),
        (["a.com"], ["m.a.com", "n.a.com"], ("a.com",), (Conflict("a.com", "m.a.com, n.a.com", ConflictKind.PARTLY),)),
        (["a.com"], ["a.com/x"], ("a.com",), (Conflict("a.com", "a.com/x", ConflictKind.PARTLY),)),
        (["a.com/x"], ["a.com/y"], ("a.com/x",), ()),
    ],
)
def test_work_wins(sites: list[str], work: list[str], left: tuple[str, ...], conflicts: tuple[Conflict, ...]) -> None:
    assert without_work(sites, work) == (left, conflicts)


def test_every_conflict_is_said_in_one_sentence() -> None:
    said = {Conflict("mail.google.com", "mail.google.com", kind).sentence for kind in ConflictKind}
    assert "mail.google.com stands in your block list and in your work list: work wins." in said
    assert len(said) == len(ConflictKind)
    assert all(sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/usr/lib/slack/slack", "slack"),
        ("/usr/lib/slack/slack (deleted)", "slack"),
        (r"C:\Program Files\Slack\slack.exe", "slack.exe"),
        ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "Google Chrome"),
        ("", ""),
    ],
)
def test_a_program_is_its_executables_name(path: str, name: str) -> None:
    assert program_name(path) == name


def test_only_windows_does_not_tell_cases_apart() -> None:
    assert program_key("Slack.EXE") == program_key("slack.exe")
    assert program_key("Discord") != program_key("discord")


@pytest.mark.parametrize(
    "program",
    [
        "firefox",
        "chrome.exe",
        "Safari",
        "code",
        "WINWORD.EXE",
        "gnome-shell",
        "bash",
        "python3.11",
        "python.exe",
        "java",
    ],
)
def test_browsers_editors_the_session_and_what_runs_other_programs_are_never_closed(program: str) -> None:
    assert is_never_closed(program)


@pytest.mark.parametrize("program", ["slack", "Discord", "firefoxy", "bashful", "steam.exe", "pythonista"])
def test_a_name_that_only_looks_like_one_is_no_such_program(program: str) -> None:
    assert not is_never_closed(program)


def test_an_interpreter_does_not_say_which_program_runs() -> None:
    assert is_runner("python3.11")
    assert is_runner("java.exe")
    assert not is_runner("slack")


def test_windows_names_are_kept_in_lower_case() -> None:
    names = [name for name in BROWSERS | SESSION if name.lower().endswith(".exe")]
    assert names
    assert all(name == name.lower() for name in names)
