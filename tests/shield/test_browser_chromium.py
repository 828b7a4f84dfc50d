"""The extension in a real Chromium, told by the real barrier through the real native host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.shield import State
from tests.shield.browser_world import BLOCKED, World, blocked, opened
from tests.shield.chromium import NEEDS_CHROMIUM, Chromium, until

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def browser(world: World) -> Iterator[Chromium]:
    with world.chromium() as running:
        yield running


def test_a_raised_hour_blocks_what_was_named_and_nothing_else(world: World, browser: Chromium) -> None:
    tab = browser.first()
    browser.navigate(tab, "http://facebook.test/")
    assert opened(browser, tab, "facebook.test")  # before the hour
    order = world.order("facebook.test", "reddit.test/r/funny", work=("work.facebook.test", "facebook.test/business"))
    assert world.raised(order).state is State.VERIFIED
    until(lambda: blocked(browser, tab))  # the open tab is swept
    for address, host in (
        ("http://notfacebook.test/", "notfacebook.test"),
        ("http://facebook.test.example/", "facebook.test.example"),
        ("http://reddit.test/r/serious", "reddit.test"),
        ("http://reddit.test/r/funnyface", "reddit.test"),
        ("http://work.facebook.test/", "work.facebook.test"),
        ("http://facebook.test/business/page", "facebook.test"),
    ):
        browser.navigate(tab, address)
        assert opened(browser, tab, host), address
    for address in ("http://facebook.test/", "http://m.facebook.test/feed?a=b#c", "http://reddit.test/r/funny/top"):
        browser.navigate(tab, address)
        until(lambda shown=f"{BLOCKED}#{address}": browser.url(tab) == shown and blocked(browser, tab))
    until(lambda: world.barrier.attempts() == {"facebook.test": 2, "reddit.test/r/funny": 1})
    world.barrier.lower({})
    until(lambda: "reddit.test is open again" in browser.text(tab))
    browser.press_enter(tab)  # back to the address that was blocked
    until(lambda: browser.url(tab) == "http://reddit.test/r/funny/top")
    browser.navigate(tab, "http://facebook.test/")
    assert opened(browser, tab, "facebook.test")


def test_the_block_page_says_what_is_left_and_brings_the_app_back(world: World, browser: Chromium) -> None:
    tab = browser.first()
    world.raised(world.order("facebook.test", seconds=34 * 60 - 5))
    browser.navigate(tab, "http://www.facebook.test/feed")
    until(lambda: blocked(browser, tab))
    text = browser.text(tab)
    assert "34 min and 6 calls to go" in text
    assert "Back to Dana" in text
    assert "facebook.test opens again at" in text
    world.barrier.update_words({"back_to": "Kim", "calls_to_go": "1"})
    until(lambda: "34 min and 1 call to go" in browser.text(tab))
    assert "Back to Kim" in browser.text(tab)
    until(lambda: browser.evaluate(tab, "document.activeElement.id") == "act")
    assert not world.barrier.asked_front()
    browser.press_enter(tab)
    until(world.barrier.asked_front)


def test_the_page_says_when_the_app_is_not_open(world: World, browser: Chromium) -> None:
    tab = browser.first()
    world.raised(world.order("facebook.test"))
    browser.navigate(tab, "http://facebook.test/")
    until(lambda: blocked(browser, tab))
    browser.press_enter(tab)  # nobody takes the request
    until(lambda: "Lead Conversion Hour is not open" in browser.text(tab))


def test_a_reload_and_a_swept_tab_are_no_attempts(world: World, browser: Chromium) -> None:
    tab = browser.first()
    browser.navigate(tab, "http://facebook.test/")
    world.raised(world.order("facebook.test"))
    until(lambda: blocked(browser, tab))
    assert "quick look" not in browser.text(tab)
    second = browser.open("http://facebook.test/one")
    until(lambda: blocked(browser, second))
    until(lambda: world.barrier.attempts() == {"facebook.test": 1})
    browser.evaluate(second, "location.reload()")
    third = browser.open("http://facebook.test/two")
    until(lambda: blocked(browser, third))
    until(lambda: world.barrier.attempts() == {"facebook.test": 2})


def test_only_the_entry_of_the_list_is_told_never_the_address(world: World, browser: Chromium) -> None:
    world.raised(world.order("facebook.test"))
    browser.navigate(browser.first(), "http://m.facebook.test/secret?token=private")
    until(lambda: world.barrier.attempts() == {"facebook.test": 1})
    told = "".join(path.read_text() for path in (world.data / "browser").glob("seen-*.json"))
    assert "secret" not in told
    assert "private" not in told


def test_an_address_changed_inside_a_page_is_no_way_around(world: World, browser: Chromium) -> None:
    tab = browser.first()
    world.raised(world.order("reddit.test/r/funny"))
    browser.navigate(tab, "http://reddit.test/")
    browser.evaluate(tab, "history.pushState({}, '', '/r/funny/1')")  # no request is made
    until(lambda: blocked(browser, tab))


def test_the_way_back_is_no_way_around(world: World, browser: Chromium) -> None:
    tab = browser.first()
    browser.navigate(tab, "http://facebook.test/")
    browser.navigate(tab, "http://work.test/")
    world.raised(world.order("facebook.test"))
    assert opened(browser, tab, "work.test")
    browser.evaluate(tab, "history.back()")  # out of the cache: no request is made either
    until(lambda: blocked(browser, tab))


def test_a_leads_own_link_opens_for_its_call_and_nothing_beside_it(world: World, browser: Chromium) -> None:
    tab = browser.first()
    world.raised(world.order("linkedin.test"))
    world.barrier.allow("http://www.linkedin.test/in/dana?a=1", world.clock.now() + timedelta(minutes=10))
    world.barrier.verify(world.order())
    browser.navigate(tab, "http://www.linkedin.test/in/dana?a=1")
    assert opened(browser, tab, "www.linkedin.test")
    for other in ("http://www.linkedin.test/in/dan", "http://www.linkedin.test/feed", "http://linkedin.test/in/dana"):
        second = browser.open(other)
        until(lambda page=second: blocked(browser, page))
    world.barrier.close_allowance()
    until(lambda: blocked(browser, tab))  # the call is over: swept


def test_the_allowance_closes_at_its_own_minute(world: World, browser: Chromium) -> None:
    tab = browser.first()
    world.raised(world.order("linkedin.test"))
    world.barrier.allow("http://linkedin.test/in/dana", world.clock.now() + timedelta(seconds=2))
    world.barrier.verify(world.order())
    browser.navigate(tab, "http://linkedin.test/in/dana")
    assert opened(browser, tab, "linkedin.test")
    until(lambda: blocked(browser, tab))


def test_a_swept_tab_goes_back_once_the_rep_looks_at_it(world: World, browser: Chromium) -> None:
    tab = browser.first()
    browser.navigate(tab, "http://facebook.test/half-read")
    world.raised(world.order("facebook.test"))
    until(lambda: blocked(browser, tab))
    world.barrier.lower({})
    until(lambda: "is open again" in browser.text(tab))
    browser.evaluate(tab, "window.dispatchEvent(new Event('focus'))")
    until(lambda: browser.url(tab) == "http://facebook.test/half-read")


def test_the_extension_without_the_app_blocks_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)  # nothing is installed
    try:
        with world.chromium() as browser:
            tab = browser.first()
            browser.navigate(tab, "http://facebook.test/")
            assert opened(browser, tab, "facebook.test")
            page = browser.open(BLOCKED)
            until(lambda: "Everything is open again" in browser.text(page))
            rules = "chrome.declarativeNetRequest.getDynamicRules().then((rules) => rules.length)"
            assert browser.evaluate(page, rules) == 0
            assert len(browser.targets()) == 2  # no page of complaint was opened
    finally:
        world.close()


def test_the_app_without_the_extension_says_so(tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        order = world.order("facebook.test")
        assert world.barrier.standing(order).state is State.NOT_AVAILABLE
    finally:
        world.close()


def test_the_copy_that_the_rep_loads_is_the_extension(world: World) -> None:
    copy = world.data / "browser" / "extension"
    with world.chromium(extension=copy) as browser:
        world.raised(world.order("facebook.test"))
        browser.navigate(browser.first(), "http://facebook.test/")
        until(lambda: blocked(browser, browser.first()))
