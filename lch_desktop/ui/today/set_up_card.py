"""The quiet set-up card: name, dialer and work list, each optional, gone once done or put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.services.calling import PRESETS
from lch_desktop.ui.today.set_up_state import SetUpState, preset_name
from lch_desktop.ui.widgets import Card, Field, FoldBox, PlainLabel, QuietButton, SecondaryButton, Select, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.shield.work_list import WorkList
    from lch_desktop.ui.theme import ThemeHolder


class SetUpCard(Card):
    """Shows a SetUpState and reports what the rep does with it."""

    name_given = Signal(str)
    dialer_chosen = Signal(str)
    test_requested = Signal(str)
    answered = Signal(bool)
    close_requested = Signal()
    work_asked = Signal()
    work_look_requested = Signal()
    work_ticked = Signal(str, str, bool)
    work_site_given = Signal(str, str)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(32, 16))
        self._look = look
        self.set_heading(self.tr("Two questions, when you like"))
        self._list: WorkList | None = None  # made when it is first asked for
        self.set_remark(self.tr("Start works without them"))
        self._make_fields()
        self._make_buttons()
        self._box = FoldBox(look, spacing=24, folded_spacing=12)
        self._box.add(_labelled(look, self.tr("Your name"), self._name), 3)
        self._box.add(_labelled(look, self.tr("You call with"), self._dialer), 3)
        self._test_box = _labelled(look, self.tr("Your own number"), self._number, self._test)
        self._box.add(self._test_box, 3)
        self._box.add(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot = self._make_foot()
        self._work = self._make_work()
        self.body.addWidget(self._box)
        self.body.addWidget(self._foot)
        self.body.addWidget(self._work)

    def show_state(self, state: SetUpState) -> None:
        """Show the answers so far; a field being typed in is left alone."""
        self.setVisible(state.shown)
        if not self._name.hasFocus():
            self._name.setText(state.name)
        self._show_dialer(state.dialer)
        self._test_box.setVisible(state.asks_number)
        self._sentence.setText(state.sentence)
        self._foot.setVisible(bool(state.sentence))
        self._yes.setVisible(state.asks_whether)
        self._no.setVisible(state.asks_whether)
        self._show_work(state)
        self._close.set_label(self.tr("Done") if state.complete else self.tr("Later"))
        self._box.refold()

    def _make_fields(self) -> None:
        look = self._look
        self._name = Field(look, self.tr("Your name"), self.tr("For the greeting and your texts"))
        self._name.editingFinished.connect(lambda: self.name_given.emit(self._name.text()))
        self._dialer = Select(look, self.tr("You call with"))
        for name, template in PRESETS.items():
            self._dialer.addItem(name, template)
        self._dialer.activated.connect(lambda row: self.dialer_chosen.emit(self._dialer.itemData(row)))
        self._number = Field(look, self.tr("Your own number"), self.tr("To try it once"))
        self._number.textChanged.connect(lambda text: self._test.setEnabled(bool(text.strip())))

    def _make_buttons(self) -> None:
        look = self._look
        self._test = SecondaryButton(look, self.tr("Test"))
        self._test.setEnabled(False)
        self._test.clicked.connect(lambda: self.test_requested.emit(self._number.text()))
        self._sentence = WrapLabel(look, "", "body", "muted")
        self._yes = SecondaryButton(look, self.tr("Yes"))
        self._yes.clicked.connect(lambda: self.answered.emit(True))
        self._no = SecondaryButton(look, self.tr("No"))
        self._no.clicked.connect(lambda: self.answered.emit(False))
        self._close = QuietButton(look, self.tr("Later"))
        self._close.clicked.connect(self.close_requested)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._sentence)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addStretch(1)
        return foot

    def _make_work(self) -> QWidget:
        """The third question: a line with what was named so far, the list under it once it is asked for."""
        work = QWidget()
        self._choose = QuietButton(self._look, self.tr("Choose"))
        self._choose.clicked.connect(self.work_asked)
        self._named = WrapLabel(self._look, "")
        words = QVBoxLayout()
        words.setSpacing(4)
        ask = self.tr("What do you call with? What must you see while you call?")
        words.addWidget(WrapLabel(self._look, ask, "caption", "muted"))
        words.addWidget(self._named)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addLayout(words, 1)
        line.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignBottom)
        self._work_column = QVBoxLayout(work)
        self._work_column.setContentsMargins(0, 4, 0, 0)
        self._work_column.addLayout(line)
        work.hide()
        return work

    def _show_work(self, state: SetUpState) -> None:
        asked = state.questions > 2
        if asked:
            self.set_heading(self.tr("Three questions, when you like"))
        self._work.setVisible(asked)
        self._named.setText(state.work_words)
        self._choose.set_label(self.tr("That is all") if state.work is not None else self.tr("Choose"))
        self._choose.setAccessibleDescription(self.tr("What do you call with? What must you see while you call?"))
        if state.work is not None:
            shown = self._work_list()
            shown.show_work(state.work)
            shown.show_problem(state.work_problem)
        if self._list is not None:
            self._list.setVisible(state.work is not None)

    def _work_list(self) -> WorkList:
        if self._list is None:
            from lch_desktop.ui.shield.work_list import WorkList

            self._list = WorkList(self._look)
            self._list.ticked.connect(self.work_ticked)
            self._list.site_given.connect(self.work_site_given)
            self._list.look_requested.connect(self.work_look_requested)
            self._work_column.addWidget(self._list)
        return self._list

    def _show_dialer(self, template: str) -> None:
        """Choose the preset; a template of the rep's own gets an entry with its own text."""
        at = self._dialer.findData(template)
        if at < 0 and not preset_name(template):
            self._dialer.addItem(template, template)
            at = self._dialer.count() - 1
        self._dialer.setCurrentIndex(at)


def _labelled(look: ThemeHolder, label: str, *parts: QWidget) -> QWidget:
    """Controls under a caption that names the first of them."""
    caption = PlainLabel(look, label, "caption", "muted")
    caption.setBuddy(parts[0])
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(caption)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(parts[0], 1)
    for part in parts[1:]:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(row)
    return box
