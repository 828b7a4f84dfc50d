"""The page Practice: its sections, each made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lch_desktop.ui.practice.section_bar import SectionBar
from lch_desktop.ui.practice.settle import settle
from lch_desktop.ui.widgets import PlainLabel
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.practice.book import BookSection
    from lch_desktop.ui.practice.drill import DrillSection

WIDEST = 1136
SCRIPTS, SHELF, DRILL = "scripts", "shelf", "drill"
CHECK, WINS, WARM_UPS, SERVE = "check", "wins", "warm-ups", "serve"


class Section(Protocol):
    """What every section can do; it is a widget."""

    def on_shown(self) -> None: ...


class PracticePage(QFrame):
    """Holds the sections and shows one of them."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sections: dict[str, QWidget] = {}
        self._front = ""
        self._was_away = True
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Practice"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._title = PlainLabel(context.look, self.tr("Practice"), "headline")
        self.bar = SectionBar(context.look, self.tr("What to practise"), self._names())
        self.bar.chosen.connect(self.open_section)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._make_scroll())

    @property
    def front(self) -> str:
        """The section that is shown, "" before the first."""
        return self._front

    def section(self, name: str) -> QWidget:
        """The section `name`, made if need be."""
        if name not in self._sections:
            made = self._make(name)
            made.hide()
            self._sections[name] = made
            self._column.insertWidget(self._column.count() - 1, made)
        return self._sections[name]

    def open_section(self, name: str) -> None:
        """Show one section; the others keep what is in them."""
        shown, focused = self.section(name), QApplication.focusWidget()
        was_inside = any(focused is not None and section.isAncestorOf(focused) for section in self._sections.values())
        for key, section in self._sections.items():
            section.setVisible(key == name)
        self._front = name
        self.bar.set_value(name)
        self._scroll.verticalScrollBar().setValue(0)
        cast(Section, shown).on_shown()
        self._settle()
        if was_inside and self.isVisible():  # else Qt would hand the keyboard to whatever comes next in the window
            self._take_keyboard()

    def on_shown(self) -> None:
        """Read again. The first time: what today asks for, or the book where there is nothing to practise."""
        if not self._front:
            scripts = self._context.services.scripts
            self._context.tasks.run(scripts.get_ready, lambda _: self._open_first())
        else:
            cast(Section, self._sections[self._front]).on_shown()
        focused = QApplication.focusWidget()
        # Qt hands the focus of a page that comes back to any child of it; only a refresh leaves it where it is.
        if self._was_away or focused is None or not self.isAncestorOf(focused):
            self._take_keyboard()
        self._was_away = False

    def _open_first(self) -> None:
        if not self._front:  # a press may have been quicker
            self.open_section(DRILL if self._context.services.scripts.today().entries else SCRIPTS)
            if self.hasFocus():  # nothing was pressed meanwhile
                self._take_keyboard()

    def practise(self, script_id: int) -> None:
        """Go straight into one script."""
        self.open_section(DRILL)
        cast("DrillSection", self._sections[DRILL]).practise(script_id)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._was_away = self._was_away or self.isHidden()  # not where only the window went

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drill = self._drill_in_front
        if drill is not None and drill.take_key(event):  # also where the keyboard is on nothing in particular
            return
        if not scroll_by_key(self._scroll, event):
            super().keyPressEvent(event)

    @property
    def _drill_in_front(self) -> DrillSection | None:
        return cast("DrillSection", self._sections[DRILL]) if self._front == DRILL else None

    def _take_keyboard(self) -> None:
        """To the next thing to do where there is one; Tab goes on from the page else."""
        drill = self._drill_in_front
        if drill is None:
            self.setFocus()
        else:
            drill.take_keyboard()

    def _names(self) -> tuple[tuple[str, str], ...]:
        return (
            (SCRIPTS, self.tr("Scripts")),
            (SHELF, self.tr("Shelf")),
            (DRILL, self.tr("By heart")),
            (CHECK, self.tr("Resistance check")),
            (WINS, self.tr("Wins")),
            (WARM_UPS, self.tr("Warm-ups")),
            (SERVE, self.tr("Serve first")),
        )

    def _make_scroll(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("scroll_body")
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self.bar)
        column.addStretch(1)
        row = QHBoxLayout(body)
        row.setContentsMargins(40, 32, 40, 32)
        row.addWidget(content, 1000)
        row.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        return scroll

    def _make(self, name: str) -> QWidget:
        """Imported only when it is opened, and written out so that it is found when the program is packed."""
        context = self._context
        if name == SCRIPTS:
            from lch_desktop.ui.practice import book

            return self._followed(book.make_section(context))
        if name == SHELF:
            from lch_desktop.ui.practice import shelf

            return self._followed(shelf.make_section(context))
        if name == DRILL:
            from lch_desktop.ui.practice import drill

            return self._drill(drill.make_section(context))
        return self._make_other(name)

    def _make_other(self, name: str) -> QWidget:
        context = self._context
        if name == CHECK:
            from lch_desktop.ui.practice import check

            return check.make_section(context)
        if name == WINS:
            from lch_desktop.ui.practice import wins

            return wins.make_section(context)
        if name == WARM_UPS:
            from lch_desktop.ui.practice import warm_ups

            return warm_ups.make_section(context)
        from lch_desktop.ui.practice import serve

        return serve.make_section(context)

    def _followed(self, section: BookSection) -> BookSection:
        section.practise_requested.connect(self.practise)
        return section

    def _give_room(self, drilling: bool) -> None:
        """A script that is being said has the page to itself."""
        self.bar.setVisible(not drilling)
        self._scroll.verticalScrollBar().setValue(0)
        self._settle()

    def _settle(self) -> None:
        """Give all that was just made its place before it is painted: it would stand squashed for a frame or two."""
        if self.isVisible():
            settle(self._sections[self._front])

    def _drill(self, section: DrillSection) -> DrillSection:
        section.book_requested.connect(lambda: self.open_section(SCRIPTS))
        section.drilling_changed.connect(self._give_room)
        return section
