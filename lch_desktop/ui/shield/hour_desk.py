"""What a running hour needs of the shield."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lch_desktop.domain.errors import LchError
    from lch_desktop.domain.shield import Raised, Standing
    from lch_desktop.domain.watching import FrontWindow, Watched
    from lch_desktop.services.shield import Lowered


class HourDesk(Protocol):
    """Slow things call back on the GUI thread; the others read memory only, or one small file."""

    def raise_for(self, left_s: float, words: Mapping[str, str], done: Callable[[tuple[Standing, ...]], None]) -> None:
        """Lower what an earlier hour left, raise everything for `left_s` seconds, probe it."""
        ...

    def renew(self, left_s: float, words: Mapping[str, str]) -> None:
        """Move the deadline to `left_s` seconds from now."""
        ...

    def keep_guarded(self, left_s: float, failed: Callable[[LchError], None]) -> None:
        """Start the guard again where it has died; `failed` where it cannot be had."""
        ...

    def tell_words(self, words: Mapping[str, str]) -> None:
        """What the block page says now."""
        ...

    def take_down(self, done: Callable[[Lowered], None]) -> None:
        """Lower everything."""
        ...

    def take_waited(self) -> int | None:
        """How many notices waited when quiet came down, asked once; None where nothing told it."""
        ...

    def allow(self, address: str, seconds: float, done: Callable[[], None]) -> None:
        """Let exactly `address` through in the browser, in place of the one before; then `done`, in any case."""
        ...

    def close_allowance(self) -> None:
        """The call is over."""
        ...

    def beat(self, window_id: int) -> None:
        """The event loop lives; its full-screen window, 0 for none."""
        ...

    def take_dropped(self) -> bool:
        """Whether the guard has dropped the full screen since the last call."""
        ...

    def up(self) -> tuple[Raised, ...]:
        """What may be up."""
        ...

    def watch(self, done: Callable[[FrontWindow, Watched], None]) -> None:
        """What tells which window is in front, and what Watch looks for in this hour."""
        ...

    def attempts(self, done: Callable[[Mapping[str, int], tuple[str, ...]], None]) -> None:
        """How often the extension kept a site away in this hour, and what the hour blocked."""
        ...

    def asked_front(self) -> bool:
        """Whether a block page asks for the window."""
        ...

    def bring_forward(self, window_id: int) -> None:
        """Ask the desktop for our own window to be in front."""
        ...
