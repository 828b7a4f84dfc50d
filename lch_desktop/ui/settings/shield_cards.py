"""The cards of the shield: what goes up, what is work, what is blocked, and the two ways to block sites."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.settings.ring_row import RingRow
from lch_desktop.ui.settings.shield_state import install_command
from lch_desktop.ui.shield.names import BARRIERS
from lch_desktop.ui.shield.parts import Block, CheckFlow, StateMark
from lch_desktop.ui.shield.work_list import ProgramPicker, SiteEntries, WorkList
from lch_desktop.ui.widgets import (
    Card,
    Check,
    PlainLabel,
    ProblemLine,
    QuietButton,
    SecondaryButton,
    WrapLabel,
)

if TYPE_CHECKING:
    from lch_desktop.ui.settings.shield_state import BrowserLine, ShieldState
    from lch_desktop.ui.theme import ThemeHolder

INDENT = 32  # the words of a check begin here


class ShieldCard(Card):
    """A switch for each barrier with what it cannot do, and the way down."""

    barrier_ticked = Signal(str, bool)
    cover_all_ticked = Signal(bool)
    take_down_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Shield"))
        self.set_remark(self.tr("Goes up with the hour, comes down with it"))
        self._look = look
        self._checks: dict[str, Check] = {}
        self._limits: dict[str, WrapLabel] = {}
        self._under: list[QVBoxLayout] = []
        look.changed.connect(self._indent)
        self._down = ProblemLine(look, self.tr("Something of the shield is up."), self.tr("Take the shield down"))
        self._down.fix_requested.connect(self.take_down_requested)
        self._down.hide()
        self.body.setSpacing(0)
        self.body.addSpacing(8)
        self.body.addWidget(self._down)
        for name in (each for each in BARRIERS if each != "sites-hosts"):
            self._add_barrier(look, name)
        self._indent()
        self.ring = RingRow(look)
        self.body.addWidget(self.ring)

    def _indent(self) -> None:
        for under in self._under:
            under.setContentsMargins(self._look.theme.px(INDENT), 0, 0, 8)

    def show_state(self, state: ShieldState) -> None:
        """Show `state`."""
        self._down.setVisible(state.is_up)
        self.ring.show_state(state.ring)
        for tick in state.barriers:
            self._checks[tick.key].setChecked(tick.on)
            self._checks[tick.key].setAccessibleDescription(tick.remark)
            self._limits[tick.key].setText(tick.remark)
            self._limits[tick.key].setVisible(bool(tick.remark))
        self._cover_all.setChecked(state.cover_all)
        self._cover_all.setEnabled(self._checks["cover"].isChecked())

    def _add_barrier(self, look: ThemeHolder, name: str) -> None:
        check = Check(look, self.tr(BARRIERS[name]))
        check.clicked.connect(lambda on: self.barrier_ticked.emit(name, on))
        limits = WrapLabel(look, "", "caption_plain", "muted")
        self._checks[name], self._limits[name] = check, limits
        self.body.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)
        under = QVBoxLayout()
        self._under.append(under)
        under.addWidget(limits)
        if name == "cover":
            self._cover_all = Check(look, self.tr("The door sign on every other monitor, also where work was named"))
            self._cover_all.clicked.connect(self.cover_all_ticked)
            under.addWidget(self._cover_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(under)


class WorkCard(Card):
    """The work list: it wins over every barrier."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Your work"))
        self.set_remark(self.tr("Wins over every barrier"))
        self.list = WorkList(look)
        ask = self.tr("What do you call with? What must you see while you call?")
        self.body.addWidget(WrapLabel(look, ask))
        self.body.addWidget(self.list)
        self._said = WrapLabel(look, "", tone="muted")
        self._said.hide()
        self.body.addWidget(self._said)

    def show_state(self, state: ShieldState) -> None:
        """Show `state`; what is work and on a block list is said plainly."""
        self.list.show_work(state.work)
        self._said.setText("\n".join(state.conflicts))
        self._said.setVisible(bool(state.conflicts))


class BlockCard(Card):
    """Lists of sites, own entries, apps."""

    ticked = Signal(str, str, bool)
    site_given = Signal(str, str)
    look_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Blocked in the hour"))
        self._lists = CheckFlow(look, self.tr("Lists of sites"))
        self._lists.ticked.connect(partial(self.ticked.emit, "block_lists"))
        self._own = SiteEntries(look, self.tr("Own entries"), self.tr("A site, such as reddit.com/r/sales"))
        self._own.given.connect(partial(self.site_given.emit, "block_sites"))
        self._own.removed.connect(lambda site: self.ticked.emit("block_sites", site, False))
        self._apps = ProgramPicker(look, self.tr("Apps to close"), self.tr("Choose from what runs now"))
        self._apps.ticked.connect(partial(self.ticked.emit, "block_apps"))
        self._apps.look_requested.connect(self.look_requested)
        self.body.addWidget(Block(look, self.tr("Lists of sites"), "", self._lists))
        remark = self.tr("Sub-domains are meant too. A path, such as reddit.com/r/sales, needs the extension.")
        self._own_block = Block(look, self.tr("Own entries"), remark, self._own)
        self.body.addWidget(self._own_block)
        remark = self.tr("Asked to close at the start, never by force: what you have not saved stays yours.")
        self.body.addWidget(Block(look, self.tr("Apps"), remark, self._apps))

    def show_state(self, state: ShieldState) -> None:
        """Show `state`."""
        self._lists.show_ticks(state.lists)
        self._own.show_entries(state.own_sites)
        self._apps.show_programs(state.apps, state.apps_looked)

    def show_problem(self, sentence: str) -> None:
        """Why an entry was refused; "" says that it was taken."""
        self._own_block.show_problem(sentence)
        if not sentence:
            self._own.taken()


class BrowserCard(Card):
    """Leads through the extension's installation, browser by browser, and says when it works."""

    install_requested = Signal()
    look_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self._shown: tuple[BrowserLine, ...] | None = None
        self.set_heading(self.tr("Sites in the browser"))
        told = self.tr(
            "A small extension of our own shows a page in place of a blocked site. It knows which sites are blocked "
            "and until when; it sends nothing anywhere."
        )
        self._install = SecondaryButton(look, self.tr("Set it up"))
        self._install.clicked.connect(self.install_requested)
        self._again = QuietButton(look, self.tr("Look again"))
        self._again.clicked.connect(self.look_requested)
        self._nothing = WrapLabel(look, self.tr("Looking for browsers …"), tone="muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._install)
        foot.addWidget(self._again)
        foot.addStretch(1)
        self.body.addWidget(WrapLabel(look, told, "caption_plain", "muted"))
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._lines)
        self.body.addLayout(foot)

    def show_state(self, state: ShieldState) -> None:
        """Show `state`."""
        lines = state.browsers
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines or ():
            part = _Browser(self._look, line)
            self._lines.addWidget(part)
            part.show()
        self._nothing.setVisible(not lines)
        if lines is not None and not lines:
            self._nothing.setText(self.tr("No browser has it yet. Set it up shows the steps for yours."))


class _Browser(QWidget):
    """ "Chromium: connected", or the steps to get there."""

    def __init__(self, look: ThemeHolder, line: BrowserLine) -> None:
        super().__init__()
        head = self.tr("{browser}: {state}").format(browser=line.name, state=line.state)
        self.setAccessibleName(head)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(WrapLabel(look, head, "body_medium"))
        for n, step in enumerate(line.steps, start=1):
            text = f"{n}. {step}" if len(line.steps) > 1 else step
            words.addWidget(WrapLabel(look, text, tone="muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        mark = StateMark(look, "ok" if line.works else "none")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class SystemWideCard(Card):
    """The root helper, explained; it is switched on here and installed by the rep's own hand."""

    switched = Signal(bool)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Sites system-wide"))
        told = self.tr(
            "For every browser and program at once. It needs administrator rights, once: a small helper may then "
            "write a marked section of the hosts file, for at most four hours, and takes it out by itself. Where a "
            "company looks after this computer, ask first. Without it everything else works."
        )
        self._switch = Check(look, self.tr("Block sites system-wide in the hour"))
        self._switch.clicked.connect(self.switched)
        self._mark = StateMark(look, "none")
        self._state = PlainLabel(look, "", "body_medium")
        self._how = WrapLabel(look, "", tone="muted")
        self._copy = QuietButton(look, self.tr("Copy"))
        self._copy.setAccessibleDescription(install_command())
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(install_command()))
        self._copy.hide()
        how = QHBoxLayout()
        how.setSpacing(16)
        how.addWidget(self._how)
        how.addWidget(self._copy)
        how.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self._state, 1)
        self.body.addWidget(WrapLabel(look, told, "caption_plain", "muted"))
        self.body.addLayout(row)
        self.body.addLayout(how)
        self.body.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: ShieldState) -> None:
        """Show `state`."""
        installed = bool(state.installed)
        self._mark.set_kind("ok" if installed else "none")
        if state.installed is None:
            self._state.setText(self.tr("Looking …"))
        else:
            self._state.setText(self.tr("Installed") if installed else self.tr("Not installed"))
        how = (
            self.tr("{command} takes it away again.").format(command=install_command("uninstall"))
            if installed
            else self.tr("In a terminal: {command}").format(command=install_command())
        )
        self._copy.setVisible(state.installed is False)
        self._how.setText(how)
        self._how.setVisible(state.installed is not None)
        self._switch.setChecked(state.system_wide)
        self._switch.setEnabled(installed or state.system_wide)


class ShieldCards:
    """All cards of the shield, top to bottom."""

    def __init__(self, look: ThemeHolder) -> None:
        self.shield = ShieldCard(look)
        self.work = WorkCard(look)
        self.block = BlockCard(look)
        self.browser = BrowserCard(look)
        self.system_wide = SystemWideCard(look)

    def in_order(self) -> tuple[Card, ...]:
        """As they stand on the page."""
        return (self.shield, self.work, self.block, self.browser, self.system_wide)

    def show_state(self, state: ShieldState) -> None:
        """Show `state`."""
        for card in (self.shield, self.work, self.block, self.browser, self.system_wide):
            card.show_state(state)

    def show_problem(self, name: str, sentence: str) -> None:
        """At the field of the setting `name`."""
        if name == "work_sites":
            self.work.list.show_problem(sentence)
        elif name == "block_sites":
            self.block.show_problem(sentence)
