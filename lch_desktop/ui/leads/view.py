"""The Leads page: what is asked for above, the table, and beside it one lead, several, or a form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from lch_desktop.ui.leads.asking import AskBar
from lch_desktop.ui.leads.empty import EmptyPane
from lch_desktop.ui.leads.heading import LeadsHeading
from lch_desktop.ui.leads.menu import LeadMenu
from lch_desktop.ui.leads.pane import LeadsPane
from lch_desktop.ui.leads.presenter import OVERDUE, Found
from lch_desktop.ui.leads.state import Detail
from lch_desktop.ui.leads.table import NAME, ROW_ROLE, LeadTable
from lch_desktop.ui.leads.table_view import LeadsTableView
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card

WIDEST = 1136
SIDES = 40
NARROW, LOW = 720, 760  # a page that is narrower, and not low, has the pane under the table
KEPT_CHOICE = 2_000  # rows: more are not chosen again after a change


class LeadsView(QFrame):
    """Shows what was found and reports what the rep asks for."""

    asked = Signal(str, str, str)  # search, filter, stage
    lead_chosen = Signal(int)  # 0: nobody
    call_requested = Signal(int)
    import_requested = Signal()
    act_requested = Signal(str, object)  # a word of LeadMenu, the ids it is for
    undo_requested = Signal()

    def __init__(self, look: ThemeHolder, model: LeadTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._which = "all"
        self._whole = True  # the rows are all that were found
        self._none_at_all = False
        self._wanted_id = 0  # to be selected as soon as its row is here
        self._kept_open = False  # the open lead stays, in the list or not: it was just added, or is being changed
        self._unanswered = False  # the table still shows what was found for an older search
        self._all_wanted = False  # everybody is to be chosen as soon as they are here
        self._settling = False  # the selection is being put back
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Leads"))
        self._make_parts()
        content = self._content = QWidget()
        self._lay_out(content)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(SIDES, 32, SIDES, 32)
        outer.addWidget(content, 1000)
        outer.addStretch(1)
        self._connect()
        look.changed.connect(self._apply_look)
        self._apply_look()

    # shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()  # Up, Down, Enter and / work at once

    def show_found(self, found: Found) -> None:
        """Show what was found; the rest of a long list follows with `show_rest`."""
        self._which, self._whole = found.which, found.whole
        self.bar.show_which(found.which)
        self._none_at_all = not found.in_all
        self._show_emptiness(found)
        self._unanswered = self.bar.is_waiting
        self._kept_open = found.same and (self._kept_open or self.pane.has_keyboard())
        chosen = self.chosen_ids() if found.same else ()
        self._settling = True
        if found.same and found.whole:
            if not self._model.read_again(found.ids):
                self._choose_again(chosen)
        else:
            self._model.ask_anew(found.ids, found.rows)
        self._settling = False
        self._select_again()
        self._show_many()

    def show_rest(self, ids: Sequence[int]) -> None:
        """All that was found."""
        current = self._wanted_id
        self._model.extend(ids)
        self._whole = True
        if self._all_wanted:
            self.choose_all()
        elif self._wanted_id != current or not self.table.currentIndex().isValid():
            self._select_again()

    def show_detail(self, detail: Detail | None) -> None:
        """Show one lead in the pane, or none."""
        self.pane.show_detail(detail)
        if detail is None and self._kept_open:  # it is gone: deleted, merged, or never to be after an undo
            self._kept_open, self._wanted_id = False, 0
            self._select_again()

    def select_lead(self, lead_id: int) -> None:
        """Select `lead_id` in the table as soon as it is there."""
        self._wanted_id, self._kept_open = lead_id, True
        self.pane.show_one()
        if self._model.place_of(lead_id) < 0:
            self.table.setCurrentIndex(QModelIndex())  # no other row is marked as the one that Call means
            self.table.clearSelection()
        self._select_again()

    def focus_table(self) -> None:
        """The keyboard to the table, on the first row where none was chosen."""
        if not self.table.currentIndex().isValid() and self._model.rowCount() and not self._kept_open:
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """The keyboard to the search; typing starts a new one."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def clear_the_deck(self) -> None:
        """Show the overdue promises, all of them chosen."""
        self._all_wanted = True
        self.bar.ask_for(OVERDUE)

    def close_form(self) -> None:
        """Back from a form to whoever is chosen."""
        self.pane.close_form()
        self._show_many()
        current = self.chosen_id()
        if current:
            self.lead_chosen.emit(current)
        self.focus_table()

    # chosen

    def chosen_id(self) -> int:
        """The lead of the current row, 0 for none."""
        index = self.table.currentIndex()
        return self._model.lead_id(index.row()) if index.isValid() else 0

    def chosen_ids(self) -> tuple[int, ...]:
        """The leads that are chosen; the open one where it has no row."""
        ids = tuple(self._model.lead_id(row) for row in self.table.selected_rows())
        if not ids and self._kept_open and self.pane.detail.lead_id == self._wanted_id:
            return (self._wanted_id,)
        return ids

    def choose_all(self) -> None:
        """Everybody who was found, loaded or not."""
        self._all_wanted = not self._whole
        if self._whole:
            self._settling = True
            top, last = self._model.index(0, 0), self._model.index(self._model.rowCount() - 1, 3)
            if self._model.rowCount():
                self.table.selectionModel().select(
                    QItemSelection(top, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
            self._settling = False
            self._show_many()

    # made

    def _make_parts(self) -> None:
        look = self._look
        self.heading = LeadsHeading(look)
        self.bar = AskBar(look)
        self.table = LeadsTableView(look, self._model)
        self._empty = EmptyPane(look)
        self.pane = LeadsPane(look)
        self.detail, self.new_lead = self.pane.detail, self.pane.new_lead

    def _lay_out(self, content: QWidget) -> None:
        both = self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(16)
        both.addWidget(self._card_of(self.table, self._empty), 3)
        both.addWidget(self._card_of(self.pane), 2)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.heading)
        column.addWidget(self.bar)
        column.addLayout(both, 1)

    def _card_of(self, *widgets: QWidget) -> Card:
        card = Card(self._look, padding=(1, 1))
        card.body.setSpacing(0)
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        card.setMinimumWidth(self._look.theme.px(260))
        for widget in widgets:
            card.body.addWidget(widget, 1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _apply_look(self) -> None:
        self._content.setMaximumWidth(self._look.theme.px(WIDEST))
        self._fit()

    def _fit(self) -> None:
        """In a narrow page the lead lies under the table; a low one has no room for both."""
        theme = self._look.theme
        narrow = self.width() - 2 * SIDES < theme.px(NARROW) and self.height() > theme.px(LOW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(down if narrow else across)

    def _connect(self) -> None:
        self.heading.import_requested.connect(self.import_requested)
        self.heading.new_requested.connect(self.pane.begin_new)
        self.bar.asked.connect(self._ask)
        self.bar.waiting.connect(self._wait)
        self.bar.left.connect(self.focus_table)
        self.bar.deck_requested.connect(self.clear_the_deck)
        self._empty.import_requested.connect(self.import_requested)
        self._empty.all_requested.connect(lambda: self.bar.ask_for("all"))
        table = self.table
        table.call_requested.connect(self.ask_call)
        table.edit_requested.connect(self.pane.edit_first)
        table.star_requested.connect(lambda: self._act("star"))
        table.snooze_requested.connect(lambda: self._act("snooze"))
        table.delete_requested.connect(lambda: self._act("delete"))
        table.all_requested.connect(self.choose_all)
        table.menu_requested.connect(self._open_menu)
        table.selectionModel().currentRowChanged.connect(self._choose)
        table.selectionModel().selectionChanged.connect(self._show_many)
        self.pane.left.connect(self.focus_table)
        self.pane.form_left.connect(self.close_form)
        self.pane.act_requested.connect(self._act)
        self.pane.menu_requested.connect(self._open_menu)
        self.pane.call_requested.connect(self.ask_call)
        self.new_lead.show_requested.connect(self._show_holder)
        self._shortcut("/", self.focus_search)
        self._shortcut("Ctrl+Z", self.undo_requested.emit)
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(sequence, self.ask_call)

    def _shortcut(self, sequence: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # done

    def ask_call(self) -> None:
        """Call whoever is selected and open: never somebody that a search has just taken off the list."""
        lead_id = self.detail.lead_id
        alone = self._kept_open and not self.table.currentIndex().isValid() and lead_id == self._wanted_id
        meant = bool(lead_id) and (alone or lead_id == self.chosen_id())
        if meant and not self._unanswered and not self.bar.is_waiting and self.pane.shows_one:
            self.call_requested.emit(lead_id)

    def ask_snooze(self, who: str, now: datetime) -> None:
        """Ask until when; `now` is on the rep's clock."""
        self.pane.begin_snooze(who, now)

    def _wait(self) -> None:
        self._unanswered = True

    def _ask(self, search: str, which: str, stage: str) -> None:
        self._unanswered = True
        self.asked.emit(search, which, stage)

    def _act(self, word: str) -> None:
        """What was chosen, with those it is for."""
        if word == "none":
            self.table.clearSelection()
            self.focus_table()
            return
        ids = self.chosen_ids()
        if word == "call":
            self.ask_call()
        elif ids and not self._unanswered:
            self.act_requested.emit(word, ids)

    def _open_menu(self, place: QPoint) -> None:
        ids = self.chosen_ids()
        if not ids:
            return
        row = self.table.currentIndex().data(ROW_ROLE)
        menu = LeadMenu(
            self,
            many=len(ids),
            can_call=self.detail.can_call,
            starred=bool(row is not None and row.starred),
            never=len(ids) == 1 and self.detail.never_called,
            overdue=self._which == OVERDUE,
        )
        menu.chosen.connect(self._act)
        menu.open_at(place)

    def _show_holder(self, lead_id: int) -> None:
        self.pane.close_form()
        self.select_lead(lead_id)
        self.lead_chosen.emit(lead_id)

    def _show_many(self) -> None:
        """Several chosen rows have a pane of their own."""
        if self._settling:
            return
        count = self.table.count_selected()
        self.pane.show_count(count, overdue=self._which == OVERDUE)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid() or self._settling:
            return
        lead_id = self._model.lead_id(current.row())
        if lead_id:
            self._wanted_id, self._kept_open = lead_id, False
            self.lead_chosen.emit(lead_id)

    def _choose_again(self, ids: Sequence[int]) -> None:
        """The rows of `ids`, where they are now."""
        if not 1 < len(ids) <= KEPT_CHOICE:
            return
        selection = QItemSelection()
        for place in (self._model.place_of(lead_id) for lead_id in ids):
            if place >= 0:
                selection.select(self._model.index(place, 0), self._model.index(place, 3))
        self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _select_again(self) -> None:
        """After the rows were read again: the lead that was chosen, else the first, else nobody."""
        if self.pane.in_form:
            return  # a half-typed lead stays in sight
        if not self._model.rowCount() and not self._kept_open:
            self._wanted_id = 0
            self.lead_chosen.emit(0)
            return
        place = self._model.place_of(self._wanted_id) if self._wanted_id else -1
        if place < 0 and self._model.rowCount() and not (self._kept_open and self._wanted_id):
            place = 0
        if place < 0:
            return
        index = self._model.index(place, NAME)
        lead_id = self._model.lead_id(place)
        many = self.table.count_selected() > 1
        if self.table.currentIndex().row() != place or (not many and not self.table.count_selected()):
            keep = QItemSelectionModel.SelectionFlag.NoUpdate if many else _ROW
            self.table.selectionModel().setCurrentIndex(index, keep)
        if self._wanted_id != lead_id:  # another lead has come into the same row
            self._choose(index, index)

    def _show_emptiness(self, found: Found) -> None:
        first_rows = bool(found.ids) and self.table.isHidden()
        left = self._empty.isAncestorOf(QApplication.focusWidget() or self)
        self.table.setVisible(bool(found.ids))
        self._empty.setVisible(not found.ids)
        if first_rows and (left or QApplication.focusWidget() is None):
            self.table.setFocus()  # the keyboard was on the button that is gone now
        if not found.ids:
            self._empty.show_why(found.which, none_at_all=not found.in_all, searched=self.bar.is_narrowed)


_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
