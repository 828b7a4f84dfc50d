"""Notices: what is said outside the window, what may be pressed in it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

OPENED = "open"
"""The answer of somebody who pressed the notice itself and none of its buttons."""

DISMISSED = ""


class Way(StrEnum):
    """How a notice reached the rep."""

    BUTTONS = "buttons"  # the system's, with buttons
    PLAIN = "plain"  # the system's, words only
    OWN = "own"  # this program's small window
    NONE = "none"  # not at all


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """One button: `key` comes back as the answer."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. Another of the same `key` takes its place on the screen.

    `quiet`: without sound, and gone by itself; the others stay until answered where the system lets them.
    """

    key: str  # morning, due, test
    title: str
    body: str = ""
    actions: tuple[NoticeAction, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one notice. `detail`: what went wrong, in words, "" for nothing."""

    key: str
    title: str
    way: Way
    detail: str = ""

    @property
    def delivered(self) -> bool:
        return self.way is not Way.NONE


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """A delivery as it is kept."""

    at: datetime
    delivery: Delivery


Delivered = Callable[[Delivery], None]
Answered = Callable[[str, str], None]  # the notice's key, the action's key (OPENED, DISMISSED)


class Notices(Protocol):
    """The system's notices. Never blocks the caller; both callbacks may come from another thread."""

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        """Show `notice`; `delivered` is called once, within ten seconds, whatever the service does."""
        ...

    def withdraw(self, key: str) -> None:
        """Take the notice away if it is still there."""
        ...

    def close(self) -> None:
        """End whatever was begun for notices; waits at most a second."""
        ...
