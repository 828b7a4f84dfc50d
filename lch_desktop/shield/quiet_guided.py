"""Quiet where no program may switch it: what the rep does by hand, once, in plain words."""

from __future__ import annotations

from datetime import datetime

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found

# Written from the systems' own help pages; not run by us on either system.
STEPS = {
    "darwin": (
        "Open System Settings, Focus, and add a Focus called Lead Conversion Hour. Allow calls from everyone and the "
        "apps you call with. Give it a schedule at the start of your hour; it then comes and goes by itself."
    ),
    "win32": (
        "Open Settings, System, Notifications, and turn on Do not disturb. Under Set priority notifications, leave "
        "calls on. Windows also holds notices back by itself while a program fills the screen."
    ),
}


class GuidedQuiet:
    """Never raised, never claimed: it only says what to do."""

    name = "guided"
    limits = "Lead Conversion Hour cannot turn notices off on this system, nor see whether they are off."

    def __init__(self, platform: str) -> None:
        self._platform = platform

    def check(self) -> None:
        """See Way."""
        raise ShieldError("quiet-by-hand", steps=STEPS.get(self._platform, ""))

    def find(self) -> Found:
        """See Way."""
        return {}

    def raise_until(self, until: datetime) -> None:
        """See Way."""
        del until
        self.check()

    def lower(self, found: Found) -> None:
        """See Way: nothing of ours is ever up."""

    def holds(self) -> bool:
        """See Way."""
        return False

    def held_back(self) -> int | None:
        """See Way: this desktop does not say."""
        return None
