"""What every page is given: the services, the look, the words of the locale, and the hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from lch_desktop.words import Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from lch_desktop.domain.handoff import Modules
    from lch_desktop.services.bundle import Services
    from lch_desktop.ui.hub import Hub
    from lch_desktop.ui.shield.desk import ShieldDesk
    from lch_desktop.ui.tasks import Tasks
    from lch_desktop.ui.theme import ThemeHolder


def _no_code(_: str) -> Modules:
    return ()


def _opens_nothing(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class UiContext:
    """Handed to each presenter once."""

    services: Services
    hub: Hub
    tasks: Tasks
    look: ThemeHolder  # of the shell: light or dark
    focus_look: ThemeHolder  # of the hour: the focus palette
    locale: QLocale
    style: Style
    make_shield: Callable[[], ShieldDesk] | None = None  # one desk, made when it is first asked for
    quiet: Tasks | None = None  # a worker of its own for work of seconds that nobody waits for
    qr: Callable[[str], Modules] = _no_code  # InputError "code-too-long"; the first one takes some 50 ms
    open_link: Callable[[str], bool] = _opens_nothing  # sms: and mailto:; whether the system took it
    has_opener: Callable[[str], bool] = _opens_nothing  # whether a program is set for it: asks the system, on a worker

    @property
    def shield(self) -> ShieldDesk | None:
        """The shield's desk. None: nothing of the shield is shown, and nothing is raised."""
        return self.make_shield() if self.make_shield is not None else None

    @property
    def background(self) -> Tasks:
        """Where work of seconds runs, so that no page waits behind it."""
        return self.quiet or self.tasks


def style_of(locale: QLocale) -> Style:
    """Whether the locale writes times with am and pm."""
    return Style(twelve_hour="AP" in locale.timeFormat(QLocale.FormatType.ShortFormat).upper())
