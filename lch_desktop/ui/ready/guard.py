"""Which keys count on a page that opens by itself, perhaps in the middle of an e-mail. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

SETTLE_S = 2.0  # no key counts so soon after the page appeared
QUIET_S = 1.5  # nor before so long without typing


@dataclass(frozen=True, slots=True)
class KeyGuard:
    """Instants are the clock's elapsed seconds. Every key press is handed in, also those that do not count."""

    shown_at_s: float
    last_key_s: float | None = None

    def counts(self, at_s: float) -> bool:
        """Whether a key pressed at `at_s` is meant for this page."""
        quiet = self.last_key_s is None or at_s - self.last_key_s >= QUIET_S
        return self.is_settled(at_s) and quiet

    def is_settled(self, at_s: float) -> bool:
        """Whether the page is there long enough for a press of the mouse: one aimed at what was there before is not."""
        return at_s - self.shown_at_s >= SETTLE_S

    def pressed(self, at_s: float) -> KeyGuard:
        """The guard after a key at `at_s`: typing goes on until it stops."""
        return replace(self, last_key_s=at_s)
