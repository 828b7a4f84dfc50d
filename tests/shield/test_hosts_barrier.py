"""The app's side of the hosts barrier: what it asks of the root helper, and what it says of the result."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Barrier, Order, State
from lch_desktop.shield import hosts, install_helper
from lch_desktop.shield.hosts import HostsBarrier, InstalledHelper, answer_of, wanted_of, way_round
from lch_desktop.ui import resources

UNTIL = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
NOWHERE = frozenset({"0.0.0.0", "::"})


class FakeHelper:
    """A helper that remembers what it was called with."""

    def __init__(self, config: dict[str, Any] | None = None, failure: str = "") -> None:
        self._config = config
        self._failure = failure
        self.calls: list[tuple[list[str], bytes]] = []

    def config(self) -> dict[str, Any] | None:
        return self._config

    def call(self, arguments: Sequence[str], data: bytes = b"") -> dict[str, Any]:
        self.calls.append((list(arguments), data))
        if self._failure:
            raise ShieldError(self._failure)
        return {}


def installed(**other: Any) -> FakeHelper:
    return FakeHelper({"uid": os.getuid(), "by": "sudo", "allow": ["dialer.example"]}, **other)


def order(*sites: str, work: Sequence[str] = ()) -> Order:
    return Order(UNTIL, sites=sites, work_sites=tuple(work), wanted=frozenset({hosts.NAME}))


def barrier(helper: FakeHelper | None = None, **probes: Any) -> HostsBarrier:
    defaults: dict[str, Any] = {
        "addresses": lambda name: NOWHERE, "connects": lambda name: False, "leak": lambda: "",
    }  # fmt: skip
    made = HostsBarrier(helper or installed(), **(defaults | probes))
    _: Barrier = made
    return made


def test_without_the_helper_it_is_not_available_and_says_what_to_do() -> None:
    standing = barrier(FakeHelper()).standing(order("shop.example"))
    assert (standing.state, standing.detail) == (State.NOT_AVAILABLE, "not installed")
    assert "sudo lch shield install" in standing.advice


def test_a_helper_of_another_user_is_not_available() -> None:
    helper = FakeHelper({"uid": os.getuid() + 1, "allow": []})
    assert barrier(helper).standing(order("shop.example")).detail == "installed for another user"


def test_with_the_helper_it_is_ready_and_names_what_only_the_extension_can() -> None:
    standing = barrier().standing(order("shop.example", "video.example/shorts"))
    assert standing.state is State.READY
    assert standing.detail == "video.example/shorts needs the browser extension for paths"


def test_nothing_but_paths_is_nothing_to_block() -> None:
    standing = barrier().standing(order("video.example/shorts", "video.example/live"))
    assert standing.state is State.NOT_AVAILABLE
    assert standing.detail == (
        "no whole site to block; video.example/shorts and 1 more needs the browser extension for paths"
    )


@pytest.mark.parametrize(
    ("sites", "work", "blocked", "left_out"),
    [
        (["shop.example"], [], ["shop.example"], []),
        (["Shop.Example", "shop.example"], [], ["shop.example"], []),
        (["crm.example", "shop.example"], ["crm.example"], ["shop.example"], ["crm.example"]),
        (["app.crm.example"], ["crm.example"], [], ["app.crm.example"]),
        (["crm.example"], ["crm.example/contacts"], [], ["crm.example"]),
        (["crm.example"], ["app.crm.example"], ["crm.example"], []),  # the name above is not the name at work
        (["crm.example"], ["WWW.crm.example"], [], ["crm.example"]),  # www. would go along with it
        (["notcrm.example"], ["crm.example"], ["notcrm.example"], []),
        (["dialer.example"], [], [], ["dialer.example"]),  # allowed at installation
        (["localhost", "10.0.0.1", "debian.org", "a b"], [], [], ["localhost", "10.0.0.1", "debian.org", "a b"]),
    ],
)  # fmt: skip
def test_work_and_what_is_no_public_name_never_reach_the_helper(
    sites: list[str], work: list[str], blocked: list[str], left_out: list[str]
) -> None:
    wanted = wanted_of(order(*sites, work=work), ["dialer.example"])
    assert (list(wanted.names), list(wanted.left_out)) == (blocked, left_out)


def test_a_host_that_work_needs_a_part_of_is_not_blocked_for_the_whole_computer() -> None:
    sites = ("linkedin.com", "reddit.com/r/all", "youtube.com", "google.com")
    work = ("linkedin.com/sales", "mail.google.com", "www.example.com")
    assert wanted_of(order(*sites, work=work)).names == ("youtube.com", "google.com")


def test_it_calls_the_helper_with_names_on_its_input_the_end_and_the_work_names() -> None:
    helper = installed()
    made = barrier(helper)
    asked = order("shop.example", "crm.example", "news.example/a", work=["crm.example/x", "calls.example"])
    assert made.find(asked) == {}
    made.raise_until(asked, {})
    made.lower({})
    assert helper.calls == [
        (["raise", "-", str(int(UNTIL.timestamp())), "crm.example,calls.example"], b"shop.example\n"),
        (["lower"], b""),
    ]


def test_more_names_than_the_helper_takes_are_said_not_cut() -> None:
    with pytest.raises(ShieldError, match="hosts-too-many"):
        barrier().raise_until(order(*(f"n{number}.example" for number in range(501))), {})


@pytest.mark.parametrize("helper", [FakeHelper(), installed(failure="hosts-silent")])
@pytest.mark.parametrize("is_up", [True, False])
def test_a_helper_that_cannot_lower_is_only_a_failure_where_something_is_up(
    helper: FakeHelper, is_up: bool, tmp_path: Path
) -> None:
    file = tmp_path / "hosts"
    file.write_bytes(b"# BEGIN Lead Conversion Hour\n" if is_up else b"127.0.0.1 localhost\n")
    made = HostsBarrier(helper, hosts=file)
    if is_up:
        with pytest.raises(ShieldError):
            made.lower({})
    else:
        made.lower({})


@pytest.mark.parametrize(
    ("probes", "state", "detail"),
    [
        ({}, State.VERIFIED, "blocked; video.example/shorts needs the browser extension for paths"),
        ({"addresses": lambda name: frozenset({"::"})}, State.VERIFIED, "blocked; "),
        ({"addresses": lambda name: frozenset({"0.0.0.0", "10.9.9.1"})}, State.LEAKING, "shop.example still leads"),
        ({"addresses": lambda name: None}, State.LEAKING, "shop.example is asked of the network"),
        ({"addresses": lambda name: frozenset()}, State.RAISED, "shop.example was not found at all"),
        ({"connects": lambda name: True}, State.RAISED, "a server on this computer answers for shop.example"),
        ({"leak": lambda: "a proxy is on"}, State.LEAKING, "a proxy is on"),
    ],
)  # fmt: skip
def test_no_more_is_claimed_than_the_probes_have_shown(probes: dict[str, Any], state: State, detail: str) -> None:
    standing = barrier(**probes).verify(order("shop.example", "video.example/shorts"))
    assert standing.state is state
    assert standing.detail.startswith(detail)


def test_a_leak_anywhere_in_a_long_list_is_looked_for_in_samples() -> None:
    asked: list[str] = []

    def addresses(name: str) -> frozenset[str]:
        asked.append(name)
        return NOWHERE

    barrier(addresses=addresses).verify(order(*(f"n{number}.example" for number in range(300))))
    assert len(asked) == hosts.MOST_PROBED
    assert asked[-1] == "n275.example"


ROUTES = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"


@pytest.mark.parametrize(
    ("environ", "route", "found"),
    [
        ({}, "eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", ""),
        ({}, "wg0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", ""),  # a part of the network only
        ({}, "tun0\t00000000\t0100A8C0\t0003\t0\t0\t50\t00000000\t0\t0\t0\n", "a VPN may look names up by itself"),
        ({}, "tun0\t00000000\t0100A8C0\t0003\t0\t0\t50\t00000080\t0\t0\t0\n", "a VPN may look names up by itself"),
        ({"HTTPS_PROXY": "http://10.0.0.1:3128"}, "", "a proxy is on"),
        ({"all_proxy": "socks://10.0.0.1"}, "", "a proxy is on"),
        ({"http_proxy": ""}, "short\n", ""),
    ],
)
def test_ways_round_are_seen(
    environ: dict[str, str], route: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "desktop_has_proxy", lambda: False)
    (tmp_path / "route").write_text(ROUTES + route)
    assert way_round(environ, tmp_path / "route") == found
    assert way_round(environ, tmp_path / "missing") == (found if environ else "")


@pytest.mark.parametrize(
    ("code", "output", "failure"),
    [
        (1, b"", "hosts-not-allowed"),  # sudo: a password is required
        (127, b"not json", "hosts-not-allowed"),
        (2, b'{"refused": "markers", "what": ""}', "hosts-markers"),
        (2, b'{"refused": "name-allowed", "what": "crm.example"}', "hosts-refused"),
        (1, b'{"failed": "Read-only file system", "what": "/etc/hosts"}', "hosts-not-written"),
    ],
)
def test_answers_of_the_helper_that_are_failures(code: int, output: bytes, failure: str) -> None:
    with pytest.raises(ShieldError, match=failure):
        answer_of(code, output)


@pytest.fixture
def real_helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InstalledHelper:
    """What is installed below a prefix, called through a stand-in for sudo that asks for no rights."""
    (tmp_path / "etc/sudoers.d").mkdir(parents=True)
    install_helper.install(1000, "sam", ["crm.example"], resources.read_text, prefix=tmp_path, run=lambda command: True)
    sudo = tmp_path / "bin/sudo"
    sudo.parent.mkdir()
    sudo.write_text('#!/bin/sh\n[ "$1 $2" = "-n --" ] || exit 9\nshift 2\nexec "$@"\n')
    sudo.chmod(0o755)
    monkeypatch.setenv("PATH", f"{sudo.parent}:{os.environ['PATH']}")
    return InstalledHelper(tmp_path, within_s=0.3)


def test_the_installed_helper_is_called_as_a_list_of_arguments(real_helper: InstalledHelper, tmp_path: Path) -> None:
    config = real_helper.config()
    assert config is not None
    assert config["allow"] == ["crm.example"]
    launcher = install_helper.places(tmp_path).launcher
    launcher.write_text('#!/bin/sh\nread line\nprintf \'{"got": "%s %s %s"}\' "$1" "$2" "$line"\n')
    assert real_helper.call(["raise", "$(id); a"], b"shop.example\n") == {"got": "raise $(id); a shop.example"}


def test_a_helper_that_never_answers_is_given_up_in_time(real_helper: InstalledHelper, tmp_path: Path) -> None:
    launcher = install_helper.places(tmp_path).launcher
    launcher.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    with pytest.raises(ShieldError, match="hosts-silent"):
        real_helper.call(["status"])


def test_without_sudo_it_says_so(real_helper: InstalledHelper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ShieldError, match="hosts-no-program"):
        real_helper.call(["status"])


def test_a_program_that_is_gone_is_not_installed(real_helper: InstalledHelper, tmp_path: Path) -> None:
    install_helper.places(tmp_path).launcher.unlink()
    assert real_helper.config() is None


def test_on_windows_a_request_is_left_for_a_task_and_its_own_answer_awaited(tmp_path: Path) -> None:
    for folder in ("requests", "answers"):
        (tmp_path / folder).mkdir()

    def task(command: Sequence[str]) -> tuple[int, bytes]:
        asked = json.loads((tmp_path / "requests/request.json").read_bytes())
        answer = {"id": asked["id"], "answer": {"raised": True, "asked": asked["arguments"]}}
        (tmp_path / "answers/answer.json").write_text(json.dumps(answer))
        return 0, b""

    answer = hosts.TaskHelper(tmp_path, task).call(["raise", "-", "1", "crm.example"], b"a.example\nb.example\n")
    assert answer["asked"] == ["raise", "a.example,b.example", "1", "crm.example"]
    with pytest.raises(ShieldError, match="hosts-not-allowed"):
        hosts.TaskHelper(tmp_path, lambda command: (5, b"")).call(["lower"])
    with pytest.raises(ShieldError, match="hosts-not-allowed"):
        hosts.TaskHelper(tmp_path / "missing", task).call(["lower"])


@pytest.mark.parametrize(("platform", "kind"), [("win32", hosts.TaskHelper), ("linux", hosts.InstalledHelper)])
def test_each_system_has_its_own_way_to_the_helper(platform: str, kind: type) -> None:
    assert type(hosts.make_helper(platform)) is kind


def test_installed_is_what_this_systems_helper_says(tmp_path: Path) -> None:
    barrier = hosts.HostsBarrier(hosts.TaskHelper(tmp_path))
    assert not barrier.installed
    (tmp_path / "shield.json").write_text("{}", encoding="ascii")
    assert barrier.installed
