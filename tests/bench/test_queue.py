"""The queue of a large book beside that of a small one with as many due: what rests must cost nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.clock import StartedAtClock
from lch_desktop.services.bundle import Services
from tests.bench.figures import Figures
from tests.bench.people import ZONE
from tests.fakes import START

RUNS = 31
MOST = 1.3


@pytest.mark.parametrize(
    ("chosen", "what"),
    [
        ({}, "the queue"),
        ({"friendly_first": True, "speed_first": True}, "the queue, friends and recent talks first"),
    ],
)
def test_queue(full_book: Path, small_book: Path, figures: Figures, chosen: dict[str, bool], what: str) -> None:
    books = [build_services(folder, StartedAtClock(START), ZONE) for folder in (full_book, small_book)]
    try:
        for services in books:  # in memory alone: the books are read only
            services.rep._settings = replace(services.rep.settings, **chosen)  # type: ignore[arg-type]
        lengths = {len(services.queueing.build().queue.entries) for services in books}
        assert len(lengths) == 1, f"not as many are due: {lengths}"
        rounds = [[_build_ms(services) for services in books] for _ in range(RUNS)]
    finally:
        for services in books:
            services.store.close()
    full, small = (median(side) for side in zip(*rounds, strict=True))
    figures.add(
        what,
        f"{full:.1f} ms, {full / small:.2f} x",
        beside=f"10,000 leads, as many due: {small:.1f} ms",
        budget=f"{MOST} x",
        kept=full <= MOST * small,
    )
    assert full <= MOST * small


def _build_ms(services: Services) -> float:
    begun = time.perf_counter()
    services.queueing.build()
    return (time.perf_counter() - begun) * 1000
