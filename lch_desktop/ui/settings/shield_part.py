"""Behind the shield's cards: every change is kept at once, every question goes to the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence
from lch_desktop.ui.settings.shield_state import SYSTEM_WIDE, Known, build_shield
from lch_desktop.ui.shield.names import BARRIERS
from lch_desktop.ui.shield.ring import Stage, with_answer
from lch_desktop.ui.shield.work_state import with_tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.shield import Lowered
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.shield.desk import ShieldDesk

LOOK_MS = 3000


class ShieldPart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a ShieldState
    refused = Signal(str, str)  # the setting, a sentence; "" says that what was typed is taken

    def __init__(self, context: UiContext, desk: ShieldDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._known = Known()
        self._asked = False
        self._watch = QTimer(self, interval=LOOK_MS)  # while the extension is being put in
        self._watch.timeout.connect(self.look_at_browsers)

    def refresh(self) -> None:
        """Show what is known; what takes time is asked once for each showing of the page."""
        if not self._asked:
            self._asked = True
            self.look_at_browsers()
            self._desk.system_wide(self._take_system_wide)
        self._show()

    def left(self) -> None:
        """The page was left."""
        self.leave_ring()
        self._watch.stop()
        self._asked = False
        self._known = replace(self._known, running=None)

    # what is chosen

    def tick(self, name: str, entry: str, on: bool) -> None:
        """Put `entry` into the setting `name`, or take it out."""
        self.refused.emit(name, "")
        self._save(with_tick(self._settings, name, entry, on))

    def tick_barrier(self, name: str, on: bool) -> None:
        """Switch a barrier; they are kept in the order in which they are shown."""
        wanted = {*self._settings.barriers} - {name} | ({name} if on else set())
        unknown = [each for each in self._settings.barriers if each not in BARRIERS]
        kept = tuple(each for each in BARRIERS if each in wanted)
        self._save(replace(self._settings, barriers=(*kept, *unknown)))

    def cover_all(self, on: bool) -> None:
        """The door sign on every other monitor."""
        self._save(replace(self._settings, cover_all=on))

    def give_site(self, name: str, text: str) -> None:
        """Take a typed site into `name`, or say in one sentence why not."""
        try:
            entry = self._desk.check_site(text)
        except LchError as error:
            self.refused.emit(name, sentence(error))
            return
        self.tick(name, entry, True)

    # the ring test

    def begin_ring(self) -> None:
        """Hold notices back, then ask."""
        if self._known.ring is Stage.IDLE:
            self._know(lambda known: replace(known, ring=Stage.WAITING))
            self._desk.begin_ring(self._take_ring)

    def answer_ring(self, rang: bool) -> None:
        """Keep whether it rang, and the day."""
        self.leave_ring()
        self._save(with_answer(self._settings, rang, self._context.services.rep.today()))

    def leave_ring(self) -> None:
        """No answer: what was kept stays."""
        if self._known.ring is not Stage.IDLE:
            self._known = replace(self._known, ring=Stage.IDLE)
            self._desk.end_ring()
            self._show()

    def _take_ring(self, is_quiet: bool) -> None:
        if self._known.ring is Stage.WAITING:
            stage = Stage.ASKING if is_quiet else Stage.ASKING_LOUD
            self._know(lambda known: replace(known, ring=stage))

    # what is asked

    def look_at_programs(self) -> None:
        """List what runs now."""
        self._desk.running_programs(self._take_programs)

    def look_at_browsers(self) -> None:
        """How far the extension is in each browser."""
        self._desk.browsers(self._take_browsers)

    def install_browser(self) -> None:
        """Tell the browsers where the program is; then watch until the extension answers."""
        self._desk.install_browser(self._take_prepared)
        self._watch.start()

    def switch_system_wide(self, on: bool) -> None:
        """The root helper in the hour, or not."""
        self.tick_barrier(SYSTEM_WIDE, on)

    def take_down(self) -> None:
        """Outside the hour nothing is asked: it should not be up at all."""
        self._desk.lower("", self._lowered)

    # inside

    @property
    def _settings(self) -> Settings:
        return self._context.services.rep.settings

    def _show(self) -> None:
        self.shown.emit(build_shield(self._settings, self._desk, self._known))

    def _take_programs(self, running: Sequence[tuple[str, str]]) -> None:
        self._know(lambda known: replace(known, running=tuple(running)))

    def _take_prepared(self, prepared: Sequence[tuple[str, str, str]]) -> None:
        self._know(lambda known: replace(known, prepared=tuple(prepared)))

    def _take_browsers(self, browsers: Sequence[tuple[str, str, str]]) -> None:
        self._know(lambda known: replace(known, browsers=tuple(browsers)))

    def _take_system_wide(self, installed: bool) -> None:
        self._know(lambda known: replace(known, system_wide=installed))

    def _lowered(self, result: Lowered) -> None:
        for _, error in result.leftovers:
            self._context.hub.failed.emit(error)
        if not result.leftovers:
            self._context.hub.told.emit("The shield is down.")
        self._show()

    def _know(self, learn: Callable[[Known], Known]) -> None:
        self._known = learn(self._known)
        self._show()

    def _save(self, settings: Settings) -> None:
        if settings == self._settings:
            self._show()
            return
        self._context.hub.tried(lambda: self._context.services.rep.save(settings))
        self._show()
        self._context.hub.changed.emit()
