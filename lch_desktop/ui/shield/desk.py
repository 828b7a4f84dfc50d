"""What the pages need of the shield, as one small protocol: no page knows a barrier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.shield import Standing
    from lch_desktop.services.shield import Lowered
    from lch_desktop.ui.context import UiContext

    Standings = tuple[Standing, ...]
    Programs = Sequence[tuple[str, str]]  # executable, shown name
    Browsers = Sequence[tuple[str, str, str]]  # browser, how it stands in words, what to do ("" when it works)


class ShieldDesk(Protocol):
    """Asks the shield off the GUI thread and calls back on it.

    What fails as a whole is told by the desk itself (hub.failed), and `done` is not called then. Methods
    without a callback answer at once: they read memory only.
    """

    def preflight(self, done: Callable[[Standings], None]) -> None:
        """How each barrier stands before it is raised; those switched off are OFF."""
        ...

    def verify(self, done: Callable[[Standings], None]) -> None:
        """Probe what is up."""
        ...

    def raised(self) -> bool:
        """Whether anything of the shield may be up."""
        ...

    def limits(self) -> Mapping[str, str]:
        """What each barrier cannot do, in one sentence, by its name."""
        ...

    def running_programs(self, done: Callable[[Programs], None]) -> None:
        """The rep's own programs that run now."""
        ...

    def screens(self) -> Sequence[tuple[str, str]]:
        """The monitors: the system's name, and the name to show."""
        ...

    def lists(self) -> Sequence[tuple[str, str, int]]:
        """The lists of sites: name, label, how many sites."""
        ...

    def conflicts(self, settings: Settings) -> tuple[str, ...]:
        """What is to be blocked and is work, one sentence each: work wins."""
        ...

    def check_site(self, text: str) -> str:
        """The entry (host, or host/path) that the typed text stands for; raises LchError."""
        ...

    def install_browser(self, done: Callable[[Browsers], None]) -> None:
        """Tell every browser found here where the program is; the result is as of `browsers`."""
        ...

    def browsers(self, done: Callable[[Browsers], None]) -> None:
        """Every browser found here, and how far the extension is in it."""
        ...

    def system_wide(self, done: Callable[[bool], None]) -> None:
        """Whether the root helper is installed."""
        ...

    def begin_ring(self, done: Callable[[bool], None]) -> None:
        """For the ring test, quiet alone goes up for two minutes; whether it is up."""
        ...

    def end_ring(self) -> None:
        """The ring test is over."""
        ...

    def lower(self, reason: str, done: Callable[[Lowered], None]) -> None:
        """Take everything down; in an hour `reason` goes to its ledger. "" outside one."""
        ...

    def print_sign(self) -> None:
        """The sign for the door, to be printed."""
        ...


def has_shield(context: UiContext) -> bool:
    """Whether there is a desk, without making it: that is too slow for the first paint."""
    return context.make_shield is not None
