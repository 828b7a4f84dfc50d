"""The table of leads: pages of 200 rows are asked for when they come into sight, never all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lch_desktop.ui.leads.state import LeadRow

PAGE = 200
KEPT_PAGES = 12
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
NAME, ALTITUDE, NEXT_CALL, ATTEMPTS = range(4)
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[int, Callable[[tuple[LeadRow, ...]], None]], None]


class LeadTable(QAbstractTableModel):
    """`fetch(page, done)` brings page number `page`; rows not here yet are empty meanwhile."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._total = 0
        self._pages: dict[int, tuple[LeadRow, ...]] = {}
        self._current: set[int] = set()  # pages that are as the store has them, or asked for
        self._question = 0  # answers to an older question are dropped

    def ask_anew(self, total: int) -> None:
        """Another search or filter with `total` hits: start at the top."""
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._current.clear()
        self._question += 1
        self.endResetModel()

    def read_again(self, total: int) -> None:
        """The same question after something changed: rows in sight stay until the new ones are here."""
        if total != self._total:
            self.ask_anew(total)
            return
        self._current.clear()
        self._question += 1
        self.dataChanged.emit(self.index(0, 0), self.index(max(0, self._total - 1), ATTEMPTS))

    def row(self, number: int) -> LeadRow | None:
        """Row `number`, None while its page is on its way."""
        page, place = divmod(number, PAGE)
        if page not in self._current:
            self._ask_for(page)
        rows = self._pages.get(page, ())
        return rows[place] if place < len(rows) else None

    def place_of(self, lead_id: int) -> int:
        """The row of `lead_id` among those that are here, -1 if it is not."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.lead_id == lead_id:
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE or row is None:
            return row if role == ROW_ROLE else ""
        return self._text(row, index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name"), self.tr("Altitude"), self.tr("Next call"), self.tr("Attempts"))[section]

    def _text(self, row: LeadRow, column: int) -> str:
        if column == NAME:
            named = ", ".join(part for part in (row.name, row.company) if part)
            return self.tr("{name}, starred").format(name=named) if row.starred else named
        return (row.altitude_text, row.next_call, str(row.attempts))[column - 1]

    def _ask_for(self, page: int) -> None:
        self._current.add(page)
        question = self._question

        def done(rows: tuple[LeadRow, ...]) -> None:
            if question != self._question:
                return
            self._pages.pop(page, None)
            self._pages[page] = rows
            self._forget_old(page)
            first = page * PAGE
            last = min(self._total, first + PAGE) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, ATTEMPTS))

        self._fetch(page, done)

    def _forget_old(self, page: int) -> None:
        while len(self._pages) > KEPT_PAGES:
            oldest = next(number for number in self._pages if number != page)
            del self._pages[oldest]
            self._current.discard(oldest)
