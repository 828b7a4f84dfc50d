"""What a key press must not do by accident (design/product.md section 4, "Key guards")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lch_desktop.ui.ready.guard import KeyGuard

CALL_AFTER_S = 0.8
SAME_KEY_AFTER_S = 0.25
SLOTS_AFTER_S = 0.4
CONFIRM_WITHIN_S = 3.0
ESC_TWICE_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True)
class _Press:
    """When a key was dealt with, in seconds of the clock, and when it went down (0: not known)."""

    handled_s: float
    down_s: float = 0.0

    def after_s(self, other: _Press) -> float:
        if self.down_s > 0 and other.down_s > 0 and self.down_s >= other.down_s:  # else that clock began anew
            return self.down_s - other.down_s
        return self.handled_s - other.handled_s


class KeyGuards:
    """Counts on the elapsed seconds of the clock, so that neither sleep nor a set clock lets a key through.

    A bouncing key is told by when it went down, not by when the program came to it: on a busy machine two
    presses far apart may be dealt with in one breath, and the second is a call that must not be lost; two
    bounces of one press may be dealt with far apart, and the second is a call that nobody made.
    """

    def __init__(self, elapsed_s: Callable[[], float]) -> None:
        self._elapsed_s = elapsed_s
        self._card_at = self._strip_at = -CALL_AFTER_S
        self._last_outcome = ""
        self._pressed = self._last_pressed = _Press(-1.0)
        self._armed_at: float | None = None
        self._released = True
        self._esc_at: float | None = None
        self._wary: KeyGuard | None = None

    def key_pressed(self, at_s: float = 0.0) -> None:
        """A key is dealt with now. `at_s`: when it went down, by the window system's clock; 0 where it tells none."""
        self._pressed = _Press(self._elapsed_s(), at_s)

    def be_wary(self) -> None:
        """The hour came up by itself, perhaps in the middle of an e-mail: its keys wait as those of Ready do."""
        self._wary = KeyGuard(self._elapsed_s())

    def is_wary(self) -> bool:
        """Whether the key dealt with now was meant for another window. Once one counts, all do."""
        if self._wary is None:
            return False
        now_s = self._elapsed_s()
        if self._wary.counts(now_s):
            self._wary = None
            return False
        self._wary = self._wary.pressed(now_s)
        return True

    @property
    def waits_for_rep(self) -> bool:
        """Whether no key has counted yet in an hour that came up by itself: perhaps nobody is there."""
        return self._wary is not None

    def card_shown(self) -> None:
        """A new card is on the screen."""
        self._card_at = self._elapsed_s()
        self.disarm()

    def strip_shown(self) -> None:
        """Slots are on the screen."""
        self._strip_at = self._elapsed_s()

    def allows_call(self) -> bool:
        """Whether Enter may call: not in the first 800 ms of a card."""
        return self._elapsed_s() - self._card_at >= CALL_AFTER_S

    def allows_slot(self) -> bool:
        """Whether a slot key counts: not in the first 400 ms."""
        return self._elapsed_s() - self._strip_at >= SLOTS_AFTER_S

    def allows_outcome(self, name: str) -> bool:
        """Whether this outcome's key counts: not the same one again within 250 ms."""
        bounced = name == self._last_outcome and self._pressed.after_s(self._last_pressed) < SAME_KEY_AFTER_S
        self._last_outcome, self._last_pressed = name, self._pressed
        return not bounced

    def confirms(self, by_key: bool = True) -> bool:
        """The first press arms and returns False; a second within 3 s, the key released between, is True."""
        now = self._elapsed_s()
        if self._armed_at is not None and now - self._armed_at <= CONFIRM_WITHIN_S and self._released:
            self.disarm()
            return True
        self._armed_at = now
        self._released = not by_key
        return False

    def key_released(self) -> None:
        """The key that has to be confirmed was let go."""
        self._released = True

    @property
    def armed(self) -> bool:
        """Whether a second press would count now."""
        return self._armed_at is not None and self._elapsed_s() - self._armed_at <= CONFIRM_WITHIN_S

    def disarm(self) -> None:
        """Another key was pressed, or another card is up."""
        self._armed_at = None

    def is_second_esc(self) -> bool:
        """Whether this Esc is the second within a second."""
        now = self._elapsed_s()
        second = self._esc_at is not None and now - self._esc_at <= ESC_TWICE_WITHIN_S
        self._esc_at = None if second else now
        return second
