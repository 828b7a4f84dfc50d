"""The Leads page on a real store, and how its tests look at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from lch_desktop.domain.leads import Phone, PhoneStatus
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads import LeadsPage, Typed, make_page

SAVED: dict[str, dict[str, Any]] = {}


def parse(text: str) -> Phone:
    """Ten digits are a number."""
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) != 10:
        return Phone(raw=text, status=PhoneStatus.INVALID)
    return Phone(e164=f"+1{digits}", raw=text, shown=f"({digits[:3]}) {digits[3:6]}-{digits[6:]}")


def money(text: str) -> float | None:
    """A plain number is an amount."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def keep(path: Path, document: dict[str, Any]) -> None:
    """Remember what would be written."""
    SAVED[path.name] = document


def page_of(context: UiContext) -> LeadsPage:
    """The page, as the window makes it."""
    return make_page(context, Typed(parse, money), keep)


def open_page(qtbot: QtBot, context: UiContext, size: tuple[int, int] = (1216, 900)) -> LeadsPage:
    """The page as it opens: on whoever is due."""
    made = page_of(context)
    qtbot.addWidget(made)
    made.resize(*size)
    context.hub.changed.connect(made.on_shown)
    made.show()
    made.on_shown()
    return made


def named(page: LeadsPage, name: str, kind: type) -> QAbstractButton:
    """The visible widget of `kind` that is called `name`."""
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name and one.isVisibleTo(page))


def texts(page: LeadsPage) -> str:
    """Every label in sight."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def names(page: LeadsPage) -> list[str]:
    """What the table lists."""
    model = page.findChild(QTableView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def search(qtbot: QtBot, page: LeadsPage, text: str) -> None:
    """Type into the search and wait for the question."""
    field = named(page, "Search", QLineEdit)
    with qtbot.waitSignal(page.asked, timeout=15000):
        qtbot.keyClicks(field, text)
    qtbot.waitUntil(lambda: not page.bar.is_waiting and not page.is_counting, timeout=15000)


def show_all(page: LeadsPage) -> None:
    """The filter All."""
    next(one for one in page.findChildren(QAbstractButton) if one.accessibleName().startswith("All ")).click()


def open_first(qtbot: QtBot, context: UiContext) -> LeadsPage:
    """The page under the filter All, with the first lead chosen."""
    page = open_page(qtbot, context)
    show_all(page)
    page.table.selectRow(0)
    return page
