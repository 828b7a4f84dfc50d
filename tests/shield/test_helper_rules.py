"""What the root helper refuses, each rule by itself."""

from __future__ import annotations

import pytest

from lch_desktop.shield.helper import program
from lch_desktop.shield.helper.rules import Refused, blocked_names, check_caller, check_until

NOW_S = 1_800_000_000.5
HOUR_S = 3600


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name-malformed"),
        ("example", "name-malformed"),
        (".example.com", "name-malformed"),
        ("example.com.", "name-malformed"),
        ("a..com", "name-malformed"),
        ("-a.com", "name-malformed"),
        ("a-.com", "name-malformed"),
        ("a_b.com", "name-malformed"),
        ("*.example.com", "name-malformed"),
        ("Example.com", "name-malformed"),
        ("bücher.example", "name-malformed"),
        ("\u212aelvin.example", "name-malformed"),
        ("example.com/path", "name-malformed"),
        ("../../etc/shadow", "name-malformed"),
        ("/etc/hosts", "name-malformed"),
        ("a b.com", "name-malformed"),
        ("a.com b.com", "name-malformed"),
        ("a.com#", "name-malformed"),
        ("a.com\n10.0.0.1 b.com", "name-malformed"),
        ("a.com\n", "name-malformed"),
        ("a.com\r", "name-malformed"),
        ("a.com\x00", "name-malformed"),
        ("a\x1b[31m.com", "name-malformed"),
        ("a\t.com", "name-malformed"),
        ("$(reboot).com", "name-malformed"),
        (f"{'a' * 64}.com", "name-malformed"),
        (f"{'a.' * 126}com", "name-malformed"),
        ("127.0.0.1", "name-is-address"),
        ("127.1", "name-is-address"),
        ("2130706433", "name-is-address"),
        ("0x7f.1", "name-is-address"),
        ("0x7f", "name-is-address"),
        ("1.0x7F", "name-is-address"),
        ("1.2.3.0x", "name-is-address"),
        ("0177.0.0.01", "name-is-address"),
        ("::1", "name-is-address"),
        ("[::1]", "name-is-address"),
        ("fe80::1%eth0", "name-is-address"),
        ("example.com:443", "name-is-address"),
        ("http://example.com", "name-is-address"),
        ("localhost", "name-is-local"),
        ("LOCALHOST", "name-is-local"),
        ("a.localhost", "name-is-local"),
        ("localhost.localdomain", "name-is-local"),
        ("printer.local", "name-is-local"),
        ("crm.internal", "name-is-local"),
        ("router.lan", "name-is-local"),
        ("1.0.0.127.in-addr.arpa", "name-is-local"),
    ],
)
def test_what_is_no_public_name_is_refused(name: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        blocked_names(["fine.example", name], ())


@pytest.mark.parametrize(
    "name", ["a.co", "xn--bcher-kva.example", "9gag.com", "a-b.c-d.example", f"{'a' * 63}.com", "0x7f.com", "1.fm"]
)
def test_public_names_are_taken_bare_with_www_and_m(name: str) -> None:
    assert blocked_names([name], ()) == (name, f"www.{name}", f"m.{name}")


def test_a_name_as_long_as_names_can_be_is_blocked_without_what_would_be_too_long() -> None:
    name = f"{'a.' * 124}abcde"
    assert len(name) == 253
    assert blocked_names([name], ()) == (name,)


def test_at_most_500_names() -> None:
    names = [f"n{number}.example" for number in range(501)]
    assert len(blocked_names(names[:500], ())) == 1500
    with pytest.raises(Refused, match="too-many-names"):
        blocked_names(names, ())
    with pytest.raises(Refused, match="no-names"):
        blocked_names([], ())


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("crm.example.com", "crm.example.com"),
        ("app.crm.example.com", "crm.example.com"),
        ("crm.example.com", "CRM.example.com"),
        ("example.com", "www.example.com"),  # `www.` would be blocked along with it
        ("example.com", "m.example.com"),
        ("deb.debian.org", ""),  # the machine's own
        ("accounts.google.com", ""),
        ("google.com", "accounts.google.com google.com"),
    ],
)
def test_an_allowed_name_is_never_blocked(name: str, allowed: str) -> None:
    with pytest.raises(Refused, match="name-allowed"):
        blocked_names(["fine.example", name], allowed.split())


def test_what_only_looks_like_an_allowed_name_may_be_blocked() -> None:
    assert "notcrm.example.com" in blocked_names(["notcrm.example.com", "example.com"], ["crm.example.com"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "until-malformed"),
        ("soon", "until-malformed"),
        ("2027-01-15T09:00:00", "until-malformed"),  # no offset
        ("-1", "until-malformed"),
        ("1e12", "until-malformed"),
        ("nan", "until-malformed"),
        ("\u0661\u0662", "until-malformed"),
        ("1800000000", "until-past"),
        ("2027-01-15T08:00:00+00:00", "until-past"),
        ("0", "until-past"),
        ("9" * 12, "until-past"),
        ("99999999999", "until-too-far"),
        (str(int(NOW_S) + 4 * HOUR_S + 1), "until-too-far"),
        (str(int(NOW_S) + 5 * HOUR_S), "until-too-far"),
        ("9999-12-31T23:59:59-23:59", "until-too-far"),
        ("0001-01-01T00:00:00+23:59", "until-past"),
        ("2027-01-15T09:00:00+00:00\n", "until-malformed"),
    ],
)
def test_an_end_that_is_no_moment_in_the_next_four_hours_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_until(text, NOW_S)


def test_an_end_is_taken_as_seconds_and_as_iso() -> None:
    assert check_until("1800003600", NOW_S) == 1_800_003_600
    assert check_until("2027-01-15T03:00:00-06:00", NOW_S) == 1_800_003_600
    assert check_until(str(int(NOW_S) + 4 * HOUR_S), NOW_S) == int(NOW_S) + 4 * HOUR_S


@pytest.mark.parametrize(
    ("callers", "allowed"), [([1001], 1000), ([1000, 0], 1000), ([0], 1000), ([1], True), ([0], None)]
)
def test_only_the_user_named_at_installation_may_raise(callers: list[int], allowed: object) -> None:
    with pytest.raises(Refused, match="wrong-user"):
        check_caller(callers, allowed)
    check_caller([1000], 1000)


@pytest.mark.parametrize(
    ("wall_s", "awake_s", "boot", "due"),
    [
        (1000.0, 50.0, "b", False),
        (1100.0, 150.0, "b", True),
        (1100.0 - HOUR_S, 150.0, "b", True),  # the clock was set back an hour: it ends on time all the same
        (1100.0 + HOUR_S, 60.0, "b", True),  # set ahead: the moment has passed
        (1000.0, 50.0, "c", True),  # another start of the computer
    ],
)
def test_a_deadline_is_kept_by_either_clock(wall_s: float, awake_s: float, boot: str, due: bool) -> None:
    journal = {"until": 1100, "awake_until": 150.0, "boot": "b"}
    assert program.is_due(journal, wall_s, awake_s, boot) is due


@pytest.mark.parametrize("journal", [None, {}, {"until": "x"}, {"until": 5000, "awake_until": None, "boot": "b"}])
def test_a_journal_that_cannot_be_read_is_due(journal: dict[str, object] | None) -> None:
    assert program.is_due(journal, 1000.0, 50.0, "b")
