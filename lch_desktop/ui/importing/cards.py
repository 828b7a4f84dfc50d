"""Cards that two steps of the import page share: the file, its people, and who is here already."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.importing.parts import HairRow, NarrowSelect, Sign
from lch_desktop.ui.importing.regions import regions
from lch_desktop.ui.importing.state import PersonState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Button, Card, ElidedLabel, SecondaryButton, Segment, WrapLabel

REGION_WIDTH = 152
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FileCard(Card):
    """What the file turned out to be."""

    other_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, padding=(24, 14), parent=parent)
        self._title = WrapLabel(look, role="large_strong")
        self._facts = WrapLabel(look, tone="muted")
        self.other = SecondaryButton(look, self.tr("Other file"))
        self.other.clicked.connect(self.other_requested)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Sign(look, "file-spreadsheet", "accent", 24))
        row.addLayout(words, 1)
        row.addWidget(self.other)
        self.body.addLayout(row)

    def show_file(self, title: str, facts: str) -> None:
        """Name the file."""
        self._title.setText(title)
        self._facts.setText(facts)


class PersonRow(HairRow):
    """One person: name over company, number over place."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, 42, parent)
        self._name = ElidedLabel(look, role="body_medium")
        self._company = ElidedLabel(look, role="caption_plain", tone="muted")
        self._number = ElidedLabel(look)
        self._place = ElidedLabel(look, role="caption_plain", tone="muted")
        for label in (self._number, self._place):
            label.setAlignment(RIGHT)
        for upper, lower, share in ((self._name, self._company, 1), (self._number, self._place, 1)):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addStretch(1)
            column.addWidget(upper)
            column.addWidget(lower)
            column.addStretch(1)
            self.row.addLayout(column, share)

    def show_person(self, person: PersonState) -> None:
        """Show somebody."""
        self._name.setText(person.name)
        self._company.setText(person.company)
        self._number.setText(person.number)
        self._number.set_tone("text" if person.has_number else "warn")
        self._place.setText(person.place)
        wanted = QFontMetrics(self._number.font()).horizontalAdvance(person.number)
        self._number.setMinimumWidth(min(wanted + 2, self._look.theme.px(180)))


class PreviewCard(Card):
    """The first people of the file as they would come in, and where their numbers are from."""

    region_chosen = Signal(str)

    def __init__(self, look: ThemeHolder, places: int, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.set_heading(self.tr("Preview"))
        self.body.setSpacing(0)
        self.body.setContentsMargins(24, 20, 24, 8)
        self._head.setContentsMargins(0, 0, 0, 8)
        self._people = [PersonRow(look) for _ in range(places)]
        for row in self._people:
            self.body.addWidget(row)
        self._nobody = WrapLabel(look, self.tr("Nobody to show: no row makes a lead."), tone="muted")
        self.body.addWidget(self._nobody)
        label = self.tr("Default country")
        self._region = NarrowSelect(look, label)
        self._look = look
        look.changed.connect(self._fit)
        self._fit()
        self._region.activated.connect(lambda _: self.region_chosen.emit(str(self._region.currentData())))
        line = HairRow(look, 44)
        self._region.set_name(label)
        name = WrapLabel(look, label, tone="muted")
        name.setBuddy(self._region)
        line.row.addWidget(name, 1)
        line.row.addWidget(self._region)
        self.body.addWidget(line)

    def show_people(self, people: tuple[PersonState, ...], remark: str, region: str) -> None:
        """Show the first people, and the country in force."""
        self.set_remark(remark)
        for place, row in enumerate(self._people):
            if place < len(people):
                row.show_person(people[place])
            row.setVisible(place < len(people))
        self._nobody.setVisible(not people)
        if not self._region.count():
            for code, name in regions():
                self._region.addItem(name, code)
        place = self._region.findData(region)
        if place < 0:
            self._region.addItem(region, region)
            place = self._region.count() - 1
        self._region.setCurrentIndex(place)

    def _fit(self) -> None:
        self._region.setFixedWidth(self._look.theme.px(REGION_WIDTH))


class AlreadyCard(Card):
    """Those who are here already, and what becomes of them."""

    chosen = Signal(str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.set_heading(self.tr("Already here"))
        self.body.setContentsMargins(24, 20, 24, 14)
        self.body.setSpacing(6)
        about = self.tr("The same person as a lead you have")
        options = [("merge", self.tr("Merge")), ("keep-both", self.tr("Keep both")), ("skip", self.tr("Skip"))]
        self._choice = Segment(look, self.tr("Already here"), options)
        self._choice.value_changed.connect(self._tell)
        for option in self._choice.findChildren(Button):
            option.installEventFilter(self)
        self._showing = False
        self.body.addWidget(WrapLabel(look, about, tone="muted"))
        self.body.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignLeft)

    def show_already(self, count: str, choice: str) -> None:
        """Show how many, and the choice in force."""
        self._showing = True
        self.set_remark(count)
        if choice:
            self._choice.set_value(choice)
        self._showing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the choice in force goes on with the page: there is nothing more to choose."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        in_force = isinstance(watched, Button) and watched.isChecked()
        if not in_force or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        QApplication.sendEvent(self, event)
        return True

    def _tell(self, value: str) -> None:
        if not self._showing:
            self.chosen.emit(value)
