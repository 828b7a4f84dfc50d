"""The shield of the tour: a desk that knows what to show and touches nothing of this computer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lch_desktop.domain.settings import Settings
from lch_desktop.domain.shield import Standing, State
from lch_desktop.services.shield import Lowered

STANDINGS = (
    Standing("cover", State.READY, "sign on the others"),
    Standing("quiet", State.READY),
    Standing("watch", State.READY),
    Standing(
        "sites-browser",
        State.READY,
        "Firefox is open, and the extension does not answer there",
        "It was removed or switched off: add it again under Settings, Shield.",
    ),
    Standing("sites-hosts", State.OFF),
    Standing("apps", State.READY, "Slack will be asked to close."),
)
LIMITS = {
    "quiet": "Notices of urgent importance still show; the others are not shown later.",
    "sites-browser": "Only browsers and profiles that have the extension are covered, and private windows are not.",
    "apps": "Programs are asked to close and may stay, for unsaved work or in the tray; they are not opened again "
    "afterwards.",
}


class TourDesk:
    """A ShieldDesk that answers at once, always the same."""

    def preflight(self, done: Callable[[tuple[Standing, ...]], None]) -> None:
        done(STANDINGS)

    verify = preflight

    def raised(self) -> bool:
        return False

    def limits(self) -> Mapping[str, str]:
        return LIMITS

    def running_programs(self, done: Callable[[Sequence[tuple[str, str]]], None]) -> None:
        done((("linphone", "Linphone"), ("slack", "Slack")))

    def screens(self) -> Sequence[tuple[str, str]]:
        return (("DP-1", "Dell, 27 inches"), ("eDP-1", "Built-in"))

    def lists(self) -> Sequence[tuple[str, str, int]]:
        return (("social", "Social", 20), ("video", "Video", 12), ("news", "News", 30), ("shopping", "Shopping", 15))

    def conflicts(self, settings: Settings) -> tuple[str, ...]:
        del settings
        return ()

    def check_site(self, text: str) -> str:
        return text

    def install_browser(self, done: Callable[[Sequence[tuple[str, str, str]]], None]) -> None:
        done(())

    def browsers(self, done: Callable[[Sequence[tuple[str, str, str]]], None]) -> None:
        done((("Chromium", "connected", ""),))

    def system_wide(self, done: Callable[[bool], None]) -> None:
        done(False)

    def begin_ring(self, done: Callable[[bool], None]) -> None:
        done(True)

    def end_ring(self) -> None:
        """Nothing is up."""

    def lower(self, reason: str, done: Callable[[Lowered], None]) -> None:
        del reason
        done(Lowered())

    def print_sign(self) -> None:
        """Nothing is printed."""
