"""What an hour is shielded from by the rep's choices: worked out once for each of them, on whatever thread asks first.

Reading the lists, the order and the patterns of Watch take some 60 ms together, which is too long for the GUI thread:
`prepare` is for a worker.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from lch_desktop.domain.block_lists import order_of, watched_of

if TYPE_CHECKING:
    from lch_desktop.domain.block_lists import Lists
    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.shield import Order
    from lch_desktop.domain.watching import Watched

_NO_END = datetime.fromtimestamp(0, UTC)


@dataclass
class _Worked:
    """The order without its end, and what Watch looks for once somebody has asked."""

    key: tuple[object, ...]
    order: Order
    conflicts: tuple[str, ...]
    watched: Watched | None = None


class Orders:
    """Keeps the newest choices' order. `read` gives the lists."""

    def __init__(self, read: Callable[[], Lists], system: str = sys.platform) -> None:
        self._read = read
        self._system = system
        self._lock = threading.RLock()
        self._worked: _Worked | None = None

    @cached_property
    def lists(self) -> Lists:
        """The lists, read once."""
        with self._lock:
            return self._read()

    def prepare(self, settings: Settings) -> None:
        """Work out everything that an hour with `settings` asks for."""
        self.watched(settings)

    def order(self, settings: Settings, until: datetime, words: Mapping[str, str]) -> Order:
        """The order for an hour until `until`."""
        with self._lock:
            return replace(self._of(settings).order, until=until, words=dict(words))

    def conflicts(self, settings: Settings) -> tuple[str, ...]:
        """What is to be blocked and is work, one sentence each."""
        with self._lock:
            return self._of(settings).conflicts

    def watched(self, settings: Settings) -> Watched:
        """What Watch looks for."""
        with self._lock:
            worked = self._of(settings)
            if worked.watched is None:
                worked.watched = watched_of(worked.order, self.lists, settings)
            return worked.watched

    def _of(self, settings: Settings) -> _Worked:
        key = _choices(settings)
        if self._worked is None or self._worked.key != key:
            order, found = order_of(settings, self.lists, _NO_END, system=self._system)
            self._worked = _Worked(key, order, tuple(conflict.sentence for conflict in found))
        return self._worked


def _choices(settings: Settings) -> tuple[object, ...]:
    """What of the settings an order depends on."""
    return (
        settings.barriers,
        settings.block_lists,
        settings.block_sites,
        settings.block_apps,
        settings.work_programs,
        settings.work_sites,
    )
