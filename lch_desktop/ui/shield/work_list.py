"""Asks for the work list: programs that run now, sites that are typed, monitors that are ticked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.shield.parts import Block, CheckFlow, EntryFlow
from lch_desktop.ui.widgets import QuietButton, WrapLabel
from lch_desktop.ui.widgets.add_line import AddLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.ui.shield.work_state import Tick, WorkState
    from lch_desktop.ui.theme import ThemeHolder

PROGRAMS, SITES, SCREENS = "work_programs", "work_sites", "work_screens"


class SiteEntries(QWidget):
    """A field that takes a site, and the sites that were taken."""

    given = Signal(str)
    removed = Signal(str)

    def __init__(self, look: ThemeHolder, name: str, placeholder: str) -> None:
        super().__init__()
        self._line = AddLine(look, name, placeholder, self.tr("Add"))
        self._line.given.connect(self.given)
        self._entries = EntryFlow(look, name)
        self._entries.removed.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._entries)
        column.addWidget(self._line)

    def show_entries(self, entries: tuple[str, ...]) -> None:
        """Show `entries`; what is in them now has left the field."""
        self._entries.show_entries(entries)

    def taken(self) -> None:
        """What was typed is among the entries now."""
        self._line.taken()


class ProgramPicker(QWidget):
    """The programs that were chosen; on a press, what else runs now."""

    ticked = Signal(str, bool)
    look_requested = Signal()

    def __init__(self, look: ThemeHolder, name: str, ask: str) -> None:
        super().__init__()
        self._checks = CheckFlow(look, name)
        self._checks.ticked.connect(self.ticked)
        self._words = ask
        self._ask = QuietButton(look, ask, icon="plus")
        self._ask.clicked.connect(self.look_requested)
        nothing = self.tr("Nothing else was found. Open what you mean, then look again.")
        self._nothing = WrapLabel(look, nothing, "body", "muted")
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._checks)
        column.addWidget(self._nothing)
        column.addWidget(self._ask)

    def show_programs(self, ticks: Sequence[Tick], looked: bool) -> None:
        """Show `ticks`; `looked`: what runs is among them."""
        self._checks.show_ticks(ticks)
        self._nothing.setVisible(looked and all(tick.on for tick in ticks))
        self._ask.set_label(self.tr("Look again") if looked else self._words)


class WorkList(QWidget):
    """Shows a WorkState. `ticked` names the setting, the entry, and whether it is in."""

    ticked = Signal(str, str, bool)
    site_given = Signal(str, str)
    look_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._programs = ProgramPicker(look, self.tr("Programs for work"), self.tr("Choose from what runs now"))
        self._sites = SiteEntries(look, self.tr("Sites for work"), self.tr("A site, such as app.hubspot.com"))
        self._screens = CheckFlow(look, self.tr("Monitors for work"))
        self._programs.ticked.connect(partial(self.ticked.emit, PROGRAMS))
        self._programs.look_requested.connect(self.look_requested)
        self._sites.given.connect(partial(self.site_given.emit, SITES))
        self._sites.removed.connect(lambda site: self.ticked.emit(SITES, site, False))
        self._screens.ticked.connect(partial(self.ticked.emit, SCREENS))
        remark = self.tr("Softphone, CRM, calendar, mail of the CRM.")
        self._program_block = Block(look, self.tr("Programs"), remark, self._programs)
        remark = self.tr("The CRM's address, and where you sign in.")
        self._site_block = Block(look, self.tr("Sites"), remark, self._sites)
        remark = self.tr("The door sign stays off them. Tick each one on which you must see something.")
        self._screen_block = Block(look, self.tr("Monitors"), remark, self._screens)
        self._screen_block.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for block in (self._program_block, self._site_block, self._screen_block):
            column.addWidget(block)

    def show_work(self, state: WorkState) -> None:
        """Show `state`."""
        self._programs.show_programs(state.programs, state.looked)
        self._sites.show_entries(state.sites)
        self._screens.show_ticks(state.screens)
        self._screen_block.setVisible(bool(state.screens))

    def show_problem(self, sentence: str) -> None:
        """Why a site was refused; "" says that it was taken."""
        self._site_block.show_problem(sentence)
        if not sentence:
            self._sites.taken()
