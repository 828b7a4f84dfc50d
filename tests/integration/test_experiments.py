"""What is tried, and what comes after it: neither takes the other's place unanswered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.app import build_services
from lch_desktop.services.bundle import Services
from lch_desktop.services.experiments import Helped
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO

MONDAY = datetime(2026, 11, 16, 12, tzinfo=ZoneInfo(CHICAGO))
FIRST, SECOND, THIRD = "Stand up", "Ask once", "Smile"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    built = build_services(data_dir, clock, CHICAGO)
    yield built
    built.store.close()


def test_the_one_that_is_on_stays_until_it_is_answered(services: Services, clock: FakeClock) -> None:
    tried = services.experiments
    tried.choose(FIRST)
    assert (tried.running, words(services)) == (None, ("", FIRST))
    clock.advance(timedelta(days=7).total_seconds())
    assert words(services) == (FIRST, "")
    tried.choose(SECOND)
    tried.choose(THIRD)  # another one for next week
    assert words(services) == (FIRST, THIRD)
    page = services.review.page()
    assert page.tried is not None
    assert page.coming is not None
    assert (page.tried.words, page.coming.words) == (FIRST, THIRD)
    clock.advance(timedelta(days=7).total_seconds())
    assert words(services) == (FIRST, THIRD)  # nobody answered: it is still asked
    before = services.rep.settings
    assert not tried.answer(Helped.YES)  # the other one takes its place
    assert words(services) == (THIRD, "")
    tried.put_back(before)
    assert words(services) == (FIRST, THIRD)


@pytest.mark.parametrize(
    ("helped", "kept"), [(Helped.YES, FIRST), (Helped.NOT_TRIED, FIRST), (Helped.NO, "")]
)  # fmt: skip
def test_an_answer_ends_or_keeps_it(services: Services, clock: FakeClock, helped: Helped, kept: str) -> None:
    services.experiments.choose(FIRST)
    assert not services.experiments.answer(helped)  # not begun: nothing to answer
    clock.advance(timedelta(days=11).total_seconds())
    assert services.experiments.answer(helped) is bool(kept)
    assert words(services) == ("", kept)


def words(services: Services) -> tuple[str, str]:
    """What is tried and what comes after it."""
    running, coming = services.experiments.running, services.experiments.coming
    return (running.words if running else "", coming.words if coming else "")
