"""The barrier and the set-up of a browser, without a browser: files only."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Order, Standing, State
from lch_desktop.shield import install_browser, native_host
from lch_desktop.shield.browser import BrowserBarrier
from lch_desktop.shield.browser_files import Asked, in_ms, read_order, read_seen, write_order
from tests.fakes import START, FakeClock

EXTENSION = Path(__file__).parents[2] / "resources" / "browser_extension"
ORDER = Order(START + timedelta(minutes=60), sites=("facebook.com",), words={"back_to": "Dana", "calls_to_go": "6"})


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def barrier(tmp_path: Path, clock: FakeClock) -> BrowserBarrier:
    return BrowserBarrier(tmp_path, clock.now, answer_s=0.0, is_open=lambda _: False)


class Profile:
    """A browser profile's side of the folder: what its host would write, and the lock it would hold."""

    def __init__(self, data_dir: Path, browser: str = "chromium", instance: str = "0123456789ab") -> None:
        self._folder = data_dir / "browser"
        self._folder.mkdir(exist_ok=True)
        self._stem = f"seen-{browser}-{instance}"
        self._lock = native_host.lock(self._folder / f"{self._stem}.lock")

    def says(self, **report: object) -> None:
        (self._folder / f"{self._stem}.json").write_text(json.dumps(report))

    def follows(self, **more: object) -> None:
        asked = read_order(self._folder)
        assert asked is not None
        self.says(**{"order": asked.id, "rules": 1, "probe": True, "access": True, **more})

    def closes(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    made = Profile(tmp_path)
    yield made
    made.closes()


def order_of(data_dir: Path) -> Asked:
    asked = read_order(data_dir / "browser")
    assert asked is not None
    return asked


def test_no_browser_yet_is_not_available_with_what_to_do(barrier: BrowserBarrier) -> None:
    standing = barrier.standing(ORDER)
    assert (standing.state, standing.detail) == (State.NOT_AVAILABLE, "no browser has the extension yet")
    assert standing.advice


def test_no_site_on_the_list_is_said(barrier: BrowserBarrier) -> None:
    assert barrier.standing(Order(ORDER.until)).detail == "no site is on your list"


def test_browsers_are_ready_by_name(barrier: BrowserBarrier, profile: Profile, tmp_path: Path) -> None:
    profile.says(order="")
    firefox = Profile(tmp_path, "firefox", "99999999")
    firefox.says(access=False)
    standing = barrier.standing(ORDER)
    assert (standing.state, standing.detail) == (State.READY, "Firefox does not let it in")
    assert "Firefox" in standing.advice
    firefox.says()
    assert barrier.standing(ORDER) == Standing("sites-browser", State.READY, "Chromium, Firefox")
    firefox.closes()


def test_an_extension_that_was_removed_later_is_not_called_ready(
    tmp_path: Path, clock: FakeClock, profile: Profile
) -> None:
    is_open = {"chromium": True}
    barrier = BrowserBarrier(tmp_path, clock.now, 0.0, is_open=is_open.__contains__)
    profile.says()
    assert barrier.standing(ORDER).detail == "Chromium"
    assert barrier.without_answer() == ()
    profile.closes()  # the browser is open, and nothing in it holds the line
    standing = barrier.standing(ORDER)
    assert standing.detail == "Chromium is open, and the extension does not answer there"
    assert standing.advice
    barrier.raise_until(ORDER, {})
    assert barrier.verify(ORDER).state is State.LEAKING
    is_open.clear()
    assert barrier.standing(ORDER).advice == ""
    assert barrier.verify(ORDER).state is State.RAISED


def test_a_browser_that_was_not_heard_of_for_a_week_is_in_doubt(
    barrier: BrowserBarrier, profile: Profile, tmp_path: Path
) -> None:
    profile.says()
    profile.closes()
    for age, is_doubted in ((timedelta(days=6), False), (timedelta(days=8), True)):
        for file in (tmp_path / "browser").iterdir():
            os.utime(file, ((START - age).timestamp(),) * 2)
        standing = barrier.standing(ORDER)
        assert standing.state is State.READY, "it is raised all the same: the browser may be opened in the hour"
        assert bool(standing.advice) is is_doubted
        assert ("has not answered" in standing.detail) is is_doubted


def test_each_report_is_heard_also_one_that_says_nothing_new(tmp_path: Path) -> None:
    seen = native_host.Seen(tmp_path, "chromium")
    report = {"instance": "0123456789ab"}
    seen.keep(report)
    for file in tmp_path.iterdir():
        os.utime(file, (1, 1))
    seen.keep(report)
    [found] = read_seen(tmp_path)
    assert found.heard_s > 1
    assert seen._lock is not None
    seen._lock.close()


@pytest.mark.parametrize(
    ("report", "state", "detail"),
    [
        ({}, State.VERIFIED, "Chromium"),
        ({"probe": None}, State.VERIFIED, "Chromium"),  # a browser without a test of its own: its rules are counted
        ({"order": "another"}, State.LEAKING, "Chromium has not answered"),
        ({"rules": 0}, State.LEAKING, "Chromium refused the list"),
        ({"probe": False}, State.LEAKING, "Chromium refused the list"),
        ({"error": "rule 1"}, State.LEAKING, "Chromium refused the list"),
        ({"access": False}, State.LEAKING, "Chromium does not let it in"),
    ],
)
def test_verified_only_when_the_running_browser_has_shown_it(
    barrier: BrowserBarrier, profile: Profile, report: dict[str, object], state: State, detail: str
) -> None:
    barrier.raise_until(ORDER, barrier.find(ORDER))
    profile.follows(**report)
    standing = barrier.verify(ORDER)
    assert (standing.state, standing.detail) == (state, detail)
    assert bool(standing.advice) == (state is State.LEAKING)


def test_a_browser_that_is_closed_is_raised_not_verified(barrier: BrowserBarrier, profile: Profile) -> None:
    barrier.raise_until(ORDER, {})
    profile.follows()
    profile.closes()
    assert barrier.verify(ORDER).state is State.RAISED


def test_never_told_is_leaking(barrier: BrowserBarrier) -> None:
    assert barrier.verify(ORDER).state is State.LEAKING


def test_the_order_says_what_until_when_and_since_when(barrier: BrowserBarrier, tmp_path: Path) -> None:
    barrier.raise_until(ORDER, {})
    asked = order_of(tmp_path)
    assert (asked.since_ms, asked.until_ms) == (in_ms(START), in_ms(ORDER.until))
    assert (asked.sites, dict(asked.words)) == (ORDER.sites, ORDER.words)
    assert (tmp_path / "browser" / "order.json").stat().st_mode & 0o777 == 0o600


def test_raising_again_moves_the_deadline_and_keeps_the_hour(
    barrier: BrowserBarrier, clock: FakeClock, tmp_path: Path
) -> None:
    barrier.raise_until(ORDER, {})
    first = order_of(tmp_path)
    clock.advance(600)
    barrier.raise_until(ORDER, {})
    assert order_of(tmp_path) == first
    barrier.raise_until(Order(ORDER.until + timedelta(minutes=5), sites=ORDER.sites), {})
    second = order_of(tmp_path)
    assert (second.since_ms, second.until_ms - first.until_ms) == (first.since_ms, 300_000)
    assert second.id != first.id


def test_lowering_any_number_of_times_and_never_raised(barrier: BrowserBarrier, tmp_path: Path) -> None:
    barrier.lower({})
    assert not (tmp_path / "browser").exists()
    barrier.raise_until(ORDER, {})
    raised = order_of(tmp_path)
    barrier.lower({})
    down = order_of(tmp_path)
    assert (down.sites, down.until_ms) == ((), 0)
    assert down.id != raised.id
    barrier.lower({})
    assert order_of(tmp_path) == down


def test_a_damaged_order_is_lowered_too(barrier: BrowserBarrier, tmp_path: Path) -> None:
    barrier.raise_until(ORDER, {})
    (tmp_path / "browser" / "order.json").write_bytes(b"{half")
    barrier.lower({})
    assert order_of(tmp_path).sites == ()


def test_an_order_that_cannot_be_written_is_said(barrier: BrowserBarrier, tmp_path: Path) -> None:
    (tmp_path / "browser").write_text("a file where the folder should be")
    with pytest.raises(ShieldError) as caught:
        barrier.raise_until(ORDER, {})
    assert caught.value.code == "browser-order-not-written"


def test_one_address_opens_and_closes_again(barrier: BrowserBarrier, tmp_path: Path) -> None:
    address = "https://www.linkedin.com/in/dana?x=1"
    barrier.allow(address, ORDER.until)
    assert not (tmp_path / "browser").exists()  # nothing is blocked: nothing to open
    barrier.raise_until(ORDER, {})
    before = order_of(tmp_path)
    barrier.allow(address, START + timedelta(minutes=9))
    assert order_of(tmp_path).once == (address, in_ms(START + timedelta(minutes=9)))
    assert order_of(tmp_path).id != before.id
    barrier.close_allowance()
    assert order_of(tmp_path).once is None


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "linkedin.com", "", "https://a b"])
def test_only_web_addresses_are_opened(barrier: BrowserBarrier, address: str) -> None:
    barrier.raise_until(ORDER, {})
    with pytest.raises(ShieldError) as caught:
        barrier.allow(address, ORDER.until)
    assert caught.value.code == "address-not-web"


def test_new_words_keep_the_order(barrier: BrowserBarrier, tmp_path: Path) -> None:
    barrier.update_words({"back_to": "Kim"})
    barrier.raise_until(ORDER, {})
    before = order_of(tmp_path)
    barrier.update_words({"back_to": "Kim", "calls_to_go": "5"})
    after = order_of(tmp_path)
    assert (after.id, dict(after.words)) == (before.id, {"back_to": "Kim", "calls_to_go": "5"})


def test_attempts_of_this_hour_from_every_browser(
    barrier: BrowserBarrier, clock: FakeClock, profile: Profile, tmp_path: Path
) -> None:
    assert barrier.attempts() == {}
    barrier.raise_until(ORDER, {})
    hour = in_ms(START)
    profile.follows(attempts={"hour": hour, "sites": {"facebook.com": 2}})
    other = Profile(tmp_path, "brave", "88888888")
    other.follows(attempts={"hour": hour, "sites": {"facebook.com": 1, "x.com": "many"}})
    old = Profile(tmp_path, "edge", "77777777")
    old.follows(attempts={"hour": hour - 1, "sites": {"facebook.com": 50}})
    assert barrier.attempts() == {"facebook.com": 3, "x.com": 0}
    barrier.lower({})
    assert barrier.attempts() == {"facebook.com": 3, "x.com": 0}  # the debrief comes after
    clock.advance(86400)
    barrier.raise_until(Order(clock.now() + timedelta(minutes=60), sites=("facebook.com",)), {})
    assert barrier.attempts() == {}
    other.closes()
    old.closes()


def test_broken_reports_say_nothing(barrier: BrowserBarrier, profile: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "browser"
    for name, content in (("seen-brave-11111111", b"{"), ("seen-edge-22222222", b"[]"), ("seen-x", b"{}")):
        (folder / f"{name}.json").write_bytes(content)
    profile.says(order=7, rules="many", attempts=[], access="?")
    [seen] = barrier.browsers()
    assert (seen.order, seen.rules, seen.access) == ("7", 0, True)


# ---- install_browser


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "Häuser und Höfe"
    (folder / ".config" / "chromium").mkdir(parents=True)
    (folder / ".mozilla").mkdir()
    return folder


def test_only_browsers_that_are_there_are_told(home: Path) -> None:
    data = home / "Daten & 'Co'"
    prepared = install_browser.install(data, EXTENSION, home, "linux")
    assert [each.browser.name for each in prepared] == ["chromium", "firefox"]
    assert not (home / ".config" / "google-chrome").exists()
    chromium, firefox = (json.loads(each.manifest.read_text()) for each in prepared)
    assert chromium["allowed_origins"] == [f"chrome-extension://{install_browser.CHROMIUM_ID}/"]
    assert firefox["allowed_extensions"] == [install_browser.FIREFOX_ID]
    assert prepared[1].manifest.parent.name == "native-messaging-hosts"
    assert all(len(each.by_hand) == 3 for each in prepared)
    copied = {path.relative_to(data / "browser" / "extension") for path in (data / "browser").rglob("extension/**/*")}
    assert copied == {path.relative_to(EXTENSION) for path in EXTENSION.rglob("*")}


def test_the_launcher_starts_the_host_in_a_folder_with_any_name(home: Path) -> None:
    data = home / "a \"b\" $HOME `c` 'd' ü"
    chromium, _ = install_browser.install(data, EXTENSION, home, "linux")
    launcher = json.loads(chromium.manifest.read_text())["path"]
    write_order(data / "browser", Asked("a1"))
    run = subprocess.run([launcher, "chrome-extension://x/"], input=b"", capture_output=True, timeout=20, check=False)
    assert run.returncode == 0
    assert json.loads(run.stdout[4:])["order"]["id"] == "a1"
    assert shlex.quote(sys.executable) in Path(launcher).read_text(encoding="utf-8")
    assert os.access(launcher, os.X_OK)


def test_installing_over_an_older_version_leaves_no_old_file(home: Path) -> None:
    data = home / "data"
    install_browser.install(data, EXTENSION, home, "linux")
    old = data / "browser" / "extension" / "old.js"
    old.write_text("//")
    install_browser.install(data, EXTENSION, home, "linux")
    assert not old.exists()


def test_uninstalling_takes_ours_and_nothing_else(home: Path) -> None:
    data = home / "data"
    chromium, _ = install_browser.install(data, EXTENSION, home, "linux")
    foreign = chromium.manifest.with_name("org.example.json")
    foreign.write_text("{}")
    other = install_browser.install(home / "another folder", EXTENSION, home, "linux")
    assert install_browser.uninstall(data, home, "linux") == ()  # another data folder's by now
    assert other[0].manifest.exists()
    by_hand = install_browser.uninstall(home / "another folder", home, "linux")
    assert [line.partition(":")[0] for line in by_hand] == ["Chromium", "Firefox"]
    assert not other[0].manifest.exists()
    assert foreign.exists()
    assert install_browser.uninstall(data, home, "linux") == ()


def test_no_browser_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(ShieldError) as caught:
        install_browser.install(tmp_path / "data", EXTENSION, tmp_path, "linux")
    assert caught.value.code == "browser-not-found"


def test_macos_has_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "Library/Application Support/Mozilla").mkdir(parents=True)
    [firefox] = install_browser.install(tmp_path / "data", EXTENSION, tmp_path, "darwin")
    place = "Library/Application Support/Mozilla/NativeMessagingHosts/lch_desktop.shield.json"
    assert firefox.manifest == tmp_path / place


def test_windows_gets_a_batch_file_for_each_browser(tmp_path: Path) -> None:
    prepared = install_browser.install(tmp_path / "100% süß", EXTENSION, tmp_path, "win32")
    assert len(prepared) == len(install_browser.BROWSERS)
    batch = Path(json.loads(prepared[0].manifest.read_text())["path"])
    text = batch.read_text(encoding="utf-8")
    assert batch.suffix == ".bat"
    assert "100%% süß" in text
    assert text.rstrip().endswith("%*")
