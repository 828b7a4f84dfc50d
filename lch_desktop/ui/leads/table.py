"""The table of leads: whose row is where is known, what stands in it is asked for when it comes into sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lch_desktop.ui.leads.state import LeadRow

PAGE = 200
KEPT_PAGES = 12
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
NAME, ALTITUDE, NEXT_CALL, ATTEMPTS = range(4)
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Callable[[tuple[LeadRow, ...]], None]], None]


class LeadTable(QAbstractTableModel):
    """`fetch(ids, done)` brings the rows of one page; those not here yet are empty meanwhile."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[int] = []
        self._pages: dict[int, dict[int, LeadRow]] = {}
        self._current: set[int] = set()  # pages that are as the store has them, or asked for
        self._question = 0  # answers to an older question are dropped

    @property
    def ids(self) -> Sequence[int]:
        """The leads in the order of the rows."""
        return self._ids

    def ask_anew(self, ids: Iterable[int], rows: Iterable[LeadRow] = ()) -> None:
        """Another search or filter found `ids`: start at the top. `rows` are here already."""
        self.beginResetModel()
        self._ids = list(ids)
        self._current.clear()
        self._pages = {0: {row.lead_id: row for row in rows}}
        if len(self._pages[0]) >= min(PAGE, len(self._ids)):
            self._current.add(0)
        self._question += 1
        self.endResetModel()

    def extend(self, ids: Sequence[int]) -> None:
        """All that the same question finds: what stands at the top stays where it is."""
        known = len(self._ids)
        if list(ids[:known]) != self._ids:  # somebody wrote meanwhile
            self.ask_anew(ids)
        elif len(ids) > known:
            self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
            self._ids = list(ids)
            self._current.discard(max(0, known - 1) // PAGE)
            self.endInsertRows()

    def read_again(self, ids: Sequence[int]) -> bool:
        """The same question after something changed: rows in sight stay until the new ones are here.

        Returns whether the rows are those of the same leads as before.
        """
        if list(ids) != self._ids:
            stale = {lead_id: row for page in self._pages.values() for lead_id, row in page.items()}
            self.ask_anew(ids)
            for place, lead_id in enumerate(self._ids[: PAGE * KEPT_PAGES]):
                if lead_id in stale:
                    self._pages.setdefault(place // PAGE, {})[lead_id] = stale[lead_id]
            self._current.clear()
            return False
        self._current.clear()
        self._question += 1
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, ATTEMPTS))
        return True

    def row(self, number: int) -> LeadRow | None:
        """Row `number`, None while its page is on its way."""
        page = number // PAGE
        if page not in self._current:
            self._ask_for(page)
        return self._pages.get(page, {}).get(self._ids[number]) if number < len(self._ids) else None

    def lead_id(self, number: int) -> int:
        """Whose row `number` is; 0 where there is none."""
        return self._ids[number] if 0 <= number < len(self._ids) else 0

    def place_of(self, lead_id: int) -> int:
        """The row of `lead_id`, -1 if it was not found."""
        return self._ids.index(lead_id) if lead_id in self._ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

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
        question, first = self._question, page * PAGE

        def done(rows: tuple[LeadRow, ...]) -> None:
            if question != self._question:
                return
            self._pages.pop(page, None)
            self._pages[page] = {row.lead_id: row for row in rows}
            self._forget_old(page)
            last = min(len(self._ids), first + PAGE) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, ATTEMPTS))

        self._fetch(self._ids[first : first + PAGE], done)

    def _forget_old(self, page: int) -> None:
        while len(self._pages) > KEPT_PAGES:
            oldest = next(number for number in self._pages if number != page)
            del self._pages[oldest]
            self._current.discard(oldest)
