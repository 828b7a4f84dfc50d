"""Behind the card "Resistance": each change is kept at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import InputError, LchError, RuleError
from lch_desktop.messages import sentence
from lch_desktop.ui.settings.resistance_state import build_resistance

if TYPE_CHECKING:
    from lch_desktop.services.resistance import Resistance
    from lch_desktop.services.setting_step import TakeBack
    from lch_desktop.ui.context import UiContext


class ResistancePart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a ResistanceState
    refused = Signal(str)  # why a line cannot be kept; "" takes it back
    line_kept = Signal()  # what was typed for a line is where it belongs
    typed_wrong = Signal()  # what was typed to rehearse is not the line

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    @property
    def _resistance(self) -> Resistance:
        return self._context.services.resistance

    def refresh(self) -> None:
        """Show it as it is stored."""
        rep, known = self._context.services.rep, self._resistance
        self.shown.emit(
            build_resistance(
                known.creature, rep.settings.creature_name, known.known_lines(), known.suggestions(), rep.today()
            )
        )

    # the creature

    def choose(self, creature: str) -> None:
        """Give it that drawing."""
        self._do(lambda: self._resistance.choose(creature))

    def call_it(self, name: str) -> None:
        """Give it that name."""
        self._do(lambda: self._resistance.call_it(name))

    # the lines

    def keep_line(self, was: str, condition: str, act: str) -> None:
        """A new line, or, with `was`, other words for one."""
        known = self._resistance
        if was:
            done = self._do(lambda: known.edit(was, condition, act), "Changed. Rehearse the new words once.")
        else:
            done = self._do(lambda: known.add(condition, act), "Added.")
        if done:
            self.line_kept.emit()

    def use(self, condition: str, instead_of: str) -> None:
        """Use a line that was set aside."""
        self._do(lambda: self._resistance.use(condition, instead_of), "Swapped." if instead_of else "In use.")

    def set_aside(self, condition: str) -> None:
        """Keep a line for another time."""
        self._do(lambda: self._resistance.set_aside(condition), "Set aside.")

    def remove(self, condition: str) -> None:
        """Take a line away."""
        self._do(lambda: self._resistance.remove(condition), "The line is removed.")

    def read_aloud(self, condition: str) -> None:
        """The rep says so, and is believed."""
        self._do(lambda: self._resistance.rehearsed(condition))

    def type_line(self, condition: str, typed: str) -> None:
        """What was typed is the line, or not yet."""
        if self._resistance.type_line(condition, typed):
            self._tell()
        else:
            self.typed_wrong.emit()

    # inside

    def _do(self, act: Callable[[], TakeBack | None], said: str = "") -> bool:
        """Do it and show it; returns whether it was not refused."""
        hub = self._context.hub
        try:
            take_back = act()
        except (InputError, RuleError) as error:
            self.refused.emit(sentence(error))
            return False
        except LchError as error:
            hub.failed.emit(error)
            return False
        self.refused.emit("")
        self._tell()
        if take_back is not None and said:
            hub.offer_take_back(said, take_back, self._tell)
        return True

    def _tell(self) -> None:
        self.refresh()
        self._context.hub.changed.emit()
