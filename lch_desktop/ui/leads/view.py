"""The Leads page: search and filters, the table, and one lead beside it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lch_desktop.ui.leads.detail import DetailPane
from lch_desktop.ui.leads.new_lead import NewLeadPane
from lch_desktop.ui.leads.presenter import WHICH, Found
from lch_desktop.ui.leads.state import Detail
from lch_desktop.ui.leads.table import NAME, PAGE, ROW_ROLE, LeadTable
from lch_desktop.ui.leads.table_view import LeadsTableView
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    Card,
    Field,
    FilterButton,
    PlainLabel,
    SecondaryButton,
    WrapLabel,
    paint,
)

WIDEST = 1136
SIDES = 40
SEARCH, LEAST_SEARCH = 280, 190
DEBOUNCE_MS = 120
WHOEVER_IS_THERE = -1  # for a lead's id: a row was chosen that is still being read


class SearchField(Field):
    """The search with its glass and the key that leads here."""

    entered = Signal()  # Down or Enter: on to the table

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Name, company, number"))
        self.setMaxLength(200)
        look.changed.connect(self._make_room)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._look.theme
        painter = paint.begin(self)
        glass = self._look.icon("search", "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(12), round((self.height() - theme.px(16)) / 2), glass)
        if not self.text():
            left = self.width() - theme.px(12) - paint.cap_width(theme, "/")
            paint.cap(painter, theme, left, self.height() / 2, "/")
        painter.end()

    def _make_room(self) -> None:
        self.setTextMargins(self._look.theme.px(24), 0, self._look.theme.px(24), 0)


class LeadsView(QFrame):
    """Shows what was found and reports what the rep asks for."""

    asked = Signal(str, str)  # search, filter
    lead_chosen = Signal(int)  # 0: nobody
    call_requested = Signal(int)
    import_requested = Signal()
    add_requested = Signal(object)  # a NewLead

    def __init__(self, look: ThemeHolder, model: LeadTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._none_at_all = False
        self._filter_chosen = False  # by the rep: the page opens with one of its own choice
        self._wanted_id = 0  # to be selected as soon as its row is here
        self._kept_open = False  # the open lead stays, in the list or not: it was just added, or is being changed
        self._asked_anew = False  # another list: who is not at its top makes way for the first
        self._unanswered = False  # the table still shows what was found for an older search
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
        self._table.setFocus()  # Up, Down, Enter and / work at once

    def show_found(self, found: Found) -> None:
        """Show the counts and let the table read its rows."""
        for which, count in found.counts:
            self._filters[which].set_count(f"{count:,}")
        self._filters[found.which].setChecked(True)
        self._fit()
        self._none_at_all = not found.in_all
        self._show_emptiness(found)
        self._unanswered = self._debounce.isActive()
        self._asked_anew = self._asked_anew or not found.same
        self._kept_open = found.same and (
            self._kept_open or self.detail.isAncestorOf(QApplication.focusWidget() or self)
        )
        if found.same:
            self._model.read_again(found.total)
        else:
            self._model.ask_anew(found.total)
        self._select_again()

    def show_detail(self, detail: Detail | None) -> None:
        """Show one lead in the pane, or none."""
        if self._pane.currentWidget() is self._form:
            return
        if detail is not None:
            self.detail.show_detail(detail)
        self._pane.setCurrentWidget(self.detail if detail is not None else self._nobody)

    def select_lead(self, lead_id: int) -> None:
        """Select `lead_id` in the table as soon as it is there."""
        self._wanted_id, self._kept_open = lead_id, True
        self._pane.setCurrentWidget(self.detail)
        if self._model.place_of(lead_id) < 0:
            self._table.setCurrentIndex(QModelIndex())  # no other row is marked as the one that Call means
        self._select_again()

    def focus_table(self) -> None:
        """The keyboard to the table, on the first row where none was chosen."""
        if not self._table.currentIndex().isValid() and self._model.rowCount() and not self._kept_open:
            self._table.selectRow(0)
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """The keyboard to the search; typing starts a new one."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def close_new_lead(self) -> None:
        """Back from the form."""
        self._pane.setCurrentWidget(self._nobody)
        current = self._chosen_id()
        if current:
            self.lead_chosen.emit(current)
        self.focus_table()

    # made

    def _make_parts(self) -> None:
        look = self._look
        self._import = SecondaryButton(look, self.tr("Import"), icon="upload")
        self._new = SecondaryButton(look, self.tr("New lead"), icon="plus")
        self._search = SearchField(look)
        labels = (
            self.tr("Due"),
            self.tr("Starred"),
            self.tr("Promised"),
            self.tr("Needs a number"),
            self.tr("All"),
        )
        self._filters = {which: FilterButton(look, label) for which, label in zip(WHICH, labels, strict=True)}
        self._group = QButtonGroup(self)
        for button in self._filters.values():
            self._group.addButton(button)
        self._filters["all"].setChecked(True)
        self._table = LeadsTableView(look, self._model)
        self._empty = QWidget()
        self._empty_words = WrapLabel(look, role="large")
        self._empty_button = SecondaryButton(look, "")
        self.detail = DetailPane(look)
        self.new_lead = NewLeadPane(look)
        self._nobody = QWidget()
        self._pane = QStackedWidget()
        self._form = QScrollArea()  # in a low window at large text the form is higher than the page
        self._form.setWidgetResizable(True)
        self._form.setFrameShape(QFrame.Shape.NoFrame)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form.setWidget(self.new_lead)
        for widget in (self._nobody, self.detail, self._form):
            self._pane.addWidget(widget)
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)

    def _lay_out(self, content: QWidget) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(PlainLabel(self._look, self.tr("Leads"), "headline"), 1)
        heading.addWidget(self._import)
        heading.addWidget(self._new)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for button in self._filters.values():
            filters.addWidget(button)
        filters.addStretch(1)
        asking = self._asking = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        asking.setSpacing(8)
        asking.addWidget(self._search, 1)
        asking.addLayout(filters, 1)
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(24, 24, 24, 24)
        empty.setSpacing(16)
        empty.addWidget(self._empty_words)
        empty.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignLeft)
        empty.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self._card_of(self._table, self._empty), 3)
        both.addWidget(self._card_of(self._pane), 2)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for layout, stretch in ((heading, 0), (asking, 0), (both, 1)):
            column.addLayout(layout, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _apply_look(self) -> None:
        self._content.setMaximumWidth(self._look.theme.px(WIDEST))
        self._fit()

    def _fit(self) -> None:
        """Where the search would be squeezed it gets a line of its own."""
        beside = sum(button.sizeHint().width() + 8 for button in self._filters.values())
        room = min(self._look.theme.px(WIDEST), self.width() - 2 * SIDES)
        tight = room - beside < self._look.theme.px(LEAST_SEARCH)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._asking.setDirection(down if tight else across)
        self._search.setMaximumWidth(room if tight else self._look.theme.px(SEARCH))

    def _card_of(self, *widgets: QWidget) -> Card:
        card = Card(self._look, padding=(1, 1))
        card.body.setSpacing(0)
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        card.setMinimumWidth(self._look.theme.px(260))
        for widget in widgets:
            card.body.addWidget(widget, 1)
        return card

    def _connect(self) -> None:
        self._import.clicked.connect(self.import_requested)
        self._new.clicked.connect(self._begin_new)
        self._debounce.timeout.connect(self._ask)
        self._search.textChanged.connect(self._search_soon)
        self._search.left.connect(self.focus_table)
        self._search.entered.connect(self._enter_table)
        self._group.buttonClicked.connect(self._ask_filter)
        self._empty_button.clicked.connect(self._fix_emptiness)
        self._table.open_requested.connect(self._open)
        self._table.selectionModel().currentRowChanged.connect(self._choose)
        self._model.dataChanged.connect(lambda *_: self._select_again())
        self.detail.left.connect(self.focus_table)
        self.new_lead.left.connect(self.close_new_lead)
        self.new_lead.save_requested.connect(self.add_requested)
        self.new_lead.show_requested.connect(self._show_holder)
        self.detail.call_requested.connect(self._ask_call)
        self._shortcut("/", self.focus_search)
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(sequence, self._ask_call)

    def _shortcut(self, sequence: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # done

    def _search_soon(self) -> None:
        self._unanswered = True
        self._debounce.start()

    def _ask_call(self) -> None:
        """Call whoever is selected and open: never somebody that a search has just taken off the list."""
        lead_id = self.detail.lead_id
        alone = self._kept_open and not self._table.currentIndex().isValid() and lead_id == self._wanted_id
        meant = bool(lead_id) and (alone or lead_id == self._chosen_id())
        if meant and not self._unanswered and self._pane.currentWidget() is self.detail:
            self.call_requested.emit(lead_id)

    def _ask_filter(self) -> None:
        self._filter_chosen = True
        self._ask()

    def _ask(self) -> None:
        """A search is among all leads unless the rep has chosen a filter."""
        self._debounce.stop()
        if not self._filter_chosen and self._search.text().strip():
            self._filters["all"].setChecked(True)
        which = next(which for which, button in self._filters.items() if button.isChecked())
        self.asked.emit(self._search.text().strip(), which)

    def _enter_table(self) -> None:
        if self._debounce.isActive():
            self._ask()
        self.focus_table()

    def _begin_new(self) -> None:
        self._pane.setCurrentWidget(self._form)
        self.new_lead.begin()

    def _show_holder(self, lead_id: int) -> None:
        self.select_lead(lead_id)
        self.lead_chosen.emit(lead_id)

    def _open(self) -> None:
        if self._pane.currentWidget() is self.detail:
            self.detail.focus_first()

    def _chosen_id(self) -> int:
        row = self._table.currentIndex().data(ROW_ROLE) if self._table.currentIndex().isValid() else None
        return row.lead_id if row is not None else 0

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        self._wanted_id = WHOEVER_IS_THERE
        row = self._model.row(current.row())
        if row is not None:
            self._wanted_id, self._kept_open, self._asked_anew = row.lead_id, False, False
            self._pane.setCurrentWidget(self.detail)
            self.lead_chosen.emit(row.lead_id)

    def _select_again(self) -> None:
        """After the rows were read again: the lead that was chosen, else the first, else nobody."""
        if self._pane.currentWidget() is self._form:
            return  # a half-typed lead stays in sight
        if not self._model.rowCount() and not self._kept_open:
            self._wanted_id = 0
            self.lead_chosen.emit(0)
            return
        current = self._table.currentIndex()
        if self._wanted_id == WHOEVER_IS_THERE:
            if current.isValid():
                if self._chosen_id():
                    self._choose(current, current)
                return
            self._wanted_id = 0
        if self._chosen_id() == self._wanted_id and self._wanted_id:
            return
        top = self._model.row(0) if self._model.rowCount() else None
        place = self._model.place_of(self._wanted_id) if self._wanted_id else -1
        if place < 0 and top is not None and self._is_gone():
            place = 0
        if place >= 0 and self._model.row(place) is not None:
            index = self._model.index(place, NAME)
            self._table.setCurrentIndex(index)
            if self._wanted_id != self._chosen_id():  # another lead has come into the same row
                self._choose(index, index)

    def _is_gone(self) -> bool:
        """Whether the wanted lead is not in the list, or so far down in a new one that the first is meant."""
        if self._kept_open or not self._wanted_id:
            return not self._wanted_id
        few = self._model.rowCount() <= PAGE
        return few or self._asked_anew or not self._table.currentIndex().isValid()

    def _show_emptiness(self, found: Found) -> None:
        first_rows = bool(found.total) and self._table.isHidden()
        left = self._empty.isAncestorOf(QApplication.focusWidget() or self)
        self._table.setVisible(bool(found.total))
        self._empty.setVisible(not found.total)
        if first_rows and (left or QApplication.focusWidget() is None):
            self._table.setFocus()  # the keyboard was on the button that is gone now
        if not found.in_all:
            self._empty_words.setText(self.tr("There are no leads here yet."))
            self._empty_button.set_label(self.tr("Import a file"))
        elif not found.total:
            self._empty_words.setText(self.tr("Nobody matches this search."))
            self._empty_button.set_label(self.tr("Show all leads"))

    def _fix_emptiness(self) -> None:
        if self._none_at_all:
            self.import_requested.emit()
            return
        self._search.clear()
        self._filters["all"].setChecked(True)
        self._ask()
