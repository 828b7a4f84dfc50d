"""Whatever dies, a block in the browser is gone by its deadline; and it holds until then."""

from __future__ import annotations

import json
import shutil

import pytest

from lch_desktop.domain.shield import Order, State
from tests.shield.browser_world import BLOCKED, World, blocked, opened
from tests.shield.chromium import NEEDS_CHROMIUM, Chromium, until

pytestmark = NEEDS_CHROMIUM
SOON_S = 6.0  # an hour, in a test
SITE = "http://facebook.test/"
_RULES = "globalThis.chrome?.declarativeNetRequest?.getDynamicRules().then((rules) => rules.length)"


def remove_app(world: World) -> None:
    """The program is gone from the machine, and so is what a browser starts of it."""
    shutil.rmtree(world.data)
    world.kill_hosts()


def raised_in(world: World, browser: Chromium, seconds: float) -> tuple[str, Order]:
    """A tab on the block page, in an hour that ends so soon."""
    tab = browser.first()
    browser.navigate(tab, SITE)
    order = world.order("facebook.test", seconds=seconds)
    assert world.raised(order).state is State.VERIFIED
    until(lambda: blocked(browser, tab))
    return tab, order


def test_an_app_that_falls_silent_leaves_no_block_behind(world: World) -> None:
    with world.chromium() as browser:
        tab, order = raised_in(world, browser, SOON_S)  # nobody lowers it
        assert not world.passed(order)
        until(lambda: "facebook.test is open again" in browser.text(tab))
        assert world.passed(order)
        assert browser.evaluate(tab, _RULES) == 0
        second = browser.open(SITE)
        until(lambda: opened(browser, second, "facebook.test"))


def test_kill_9_of_the_host_and_no_app_leaves_no_block_behind(world: World) -> None:
    with world.chromium() as browser:
        tab, order = raised_in(world, browser, SOON_S)
        remove_app(world)
        until(lambda: browser.evaluate(tab, "document.getElementById('act').hidden"))  # only the time is left
        second = browser.open(SITE)
        until(lambda: blocked(browser, second))  # it holds until then
        assert not world.passed(order)
        until(lambda: browser.evaluate(tab, _RULES) == 0)
        assert world.passed(order)
        browser.navigate(second, SITE)
        until(lambda: opened(browser, second, "facebook.test"))


def test_kill_9_of_the_host_alone_is_mended(world: World) -> None:
    with world.chromium() as browser:
        tab, _ = raised_in(world, browser, 600)
        assert world.kill_hosts() == 1
        world.barrier.lower({})
        until(lambda: "is open again" in browser.text(tab))


def test_a_background_that_the_browser_stopped_comes_back_for_a_block_page(world: World) -> None:
    with world.chromium() as browser:
        tab, order = raised_in(world, browser, SOON_S)
        remove_app(world)
        for worker in browser.targets("service_worker"):
            browser.call("Target.closeTarget", targetId=worker["targetId"])
        until(lambda: world.passed(order))
        browser.navigate(tab, SITE)  # a rule may be left: the page takes it away and goes on
        until(lambda: opened(browser, tab, "facebook.test"))


def test_a_browser_opened_again_in_the_hour_blocks_its_first_page(world: World) -> None:
    with world.chromium() as browser:
        raised_in(world, browser, 600)
    remove_app(world)
    with world.chromium(SITE) as browser:
        tab = browser.first()
        until(lambda: blocked(browser, tab))
        assert "10 min" in browser.text(tab)  # the time is kept; there is no app to go back to
        until(lambda: "Back to Dana" not in browser.text(tab))


def test_a_browser_that_was_killed_blocks_its_first_page_too(world: World) -> None:
    with world.chromium() as browser:
        raised_in(world, browser, 600)
        browser.kill()
    (world.home / ".config" / "chromium" / "SingletonLock").unlink(missing_ok=True)
    with world.chromium(SITE) as browser:
        tab = browser.first()
        until(lambda: blocked(browser, tab))


@pytest.mark.parametrize("app", ["there", "gone"])
def test_a_deadline_that_passed_while_the_browser_was_closed(world: World, app: str) -> None:
    with world.chromium() as browser:
        _, order = raised_in(world, browser, SOON_S)
    if app == "gone":
        remove_app(world)
    until(lambda: world.passed(order))
    world.asked.clear()
    with world.chromium(SITE) as browser:
        tab = browser.first()
        until(lambda: "facebook.test" in world.asked)  # a look into the page would change how it starts
        until(lambda: opened(browser, tab, "facebook.test"))
        page = browser.open(BLOCKED)
        until(lambda: browser.evaluate(page, _RULES) == 0)


def test_an_hour_lowered_while_the_browser_was_closed(world: World) -> None:
    with world.chromium() as browser:
        raised_in(world, browser, 600)
    world.barrier.lower({})
    with world.chromium() as browser:
        tab = browser.first()
        until(lambda: any(each.runs and each.rules == 0 for each in world.barrier.browsers()))
        browser.navigate(tab, SITE)
        assert opened(browser, tab, "facebook.test")


def test_an_hour_raised_while_the_browser_was_closed(world: World) -> None:
    with world.chromium() as browser:
        until(world.barrier.browsers)
        browser.first()
    order = world.order("facebook.test")
    world.barrier.raise_until(order, {})
    assert world.barrier.verify(order).state is State.RAISED  # nothing runs: nothing can tell
    with world.chromium() as browser:
        until(lambda: world.barrier.verify(order).state is State.VERIFIED)
        browser.navigate(browser.first(), SITE)
        until(lambda: blocked(browser, browser.first()))


def test_a_deadline_further_off_than_any_hour_is_not_believed(world: World) -> None:
    with world.chromium() as browser:
        order = world.order("facebook.test", seconds=5 * 3600)
        assert world.raised(order).state is State.LEAKING  # and it is not claimed
        browser.navigate(browser.first(), SITE)
        assert opened(browser, browser.first(), "facebook.test")


def test_an_order_that_becomes_unreadable_lets_go(world: World) -> None:
    with world.chromium() as browser:
        tab, _ = raised_in(world, browser, 600)
        (world.data / "browser" / "order.json").write_text(json.dumps({"version": 1, "id": 7}))
        until(lambda: "is open again" in browser.text(tab))
