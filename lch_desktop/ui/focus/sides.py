"""Left what is behind you, right what is ahead; the words under the sun and at the ends of the ground."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.queue import PROMISES_IN_AN_HOUR
from lch_desktop.ui.focus.state import GoalCount, NextName, PromisedName
from lch_desktop.ui.hotkeys import KeyMap
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Chip, ElidedLabel, GoalPips, HintButton, PlainLabel, QuietButton


class GoalSide(QWidget):
    """The goals so far."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (self.tr("Conversations"), self.tr("Asks"), self.tr("Appointments"))
        self.pips = [GoalPips(look, name, 0, 1) for name in names]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        for pips in self.pips:
            column.addWidget(pips)

    def show_counts(self, counts: tuple[GoalCount, ...]) -> None:
        """What is done, of what was planned."""
        for pips, count in zip(self.pips, counts, strict=True):
            pips.set_values(count.done, count.goal)


class NextSide(QWidget):
    """The next two names."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = PlainLabel(look, self.tr("Next"), "caption", "sky_muted")
        self.first = ElidedLabel(look, "", "title_medium", "sky_muted")
        self.about = ElidedLabel(look, "", "body", "sky_muted")
        self.second = ElidedLabel(look, "", "large", "sky_muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, gap in ((self.label, 8), (self.first, 0), (self.about, 20), (self.second, 0)):
            widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(widget)
            column.addSpacing(gap)

    def show_names(self, names: tuple[NextName, ...]) -> None:
        """At most two people who come next."""
        first = names[0] if names else None
        self.label.setVisible(first is not None)
        self.first.setText(first.name if first else "")
        self.about.setText(first.about if first else "")
        self.second.setText(names[1].name if len(names) > 1 else "")


class PromisedSide(QWidget):
    """Who was promised a minute of this hour that is still ahead."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = PlainLabel(look, self.tr("Promised"), "caption", "sky_muted")
        self.rows = [ElidedLabel(look, "", "body", "sky_muted") for _ in range(PROMISES_IN_AN_HOUR)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.label, *self.rows):
            widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(widget)
        self.show_names(())

    def show_names(self, promised: tuple[PromisedName, ...]) -> None:
        """Each with its time; the last row tells how many more there are."""
        said = promised_rows(promised, len(self.rows))
        self.label.setVisible(bool(said))
        for place, row in enumerate(self.rows):
            row.setText(said[place] if place < len(said) else "")
            row.setVisible(place < len(said))


def promised_rows(promised: tuple[PromisedName, ...], most: int) -> list[str]:
    """ "8:20  Jun Park"; of more than `most`, the last says how many are left out."""
    said = [f"{each.clock}  {each.name}" for each in promised]
    return said if len(said) <= most else [*said[: most - 1], f"and {len(said) - most + 1} more"]


class TopLine(QWidget):
    """Both sides in one line, where the window is too narrow for columns."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goals = ElidedLabel(look, "", "body", "sky_muted")
        self.names = ElidedLabel(look, "", "body", "sky_muted")
        self.names.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.goals, 1)
        row.addWidget(self.names, 1)

    def show_line(
        self, counts: tuple[GoalCount, ...], names: tuple[NextName, ...], promised: tuple[PromisedName, ...] = ()
    ) -> None:
        """ "Conversations 2 of 6   Asks 1 of 3" and "8:20  Jun Park     Next  Kwame Osei"."""
        said = [self.tr("{0} {1} of {2}").format(self.tr(c.label), c.done, c.goal) for c in counts]
        self.goals.setText("     ".join(said))
        ahead = promised_rows(promised, 2)
        if names:
            ahead.append(self.tr("Next  {0}").format(names[0].name))
        self.names.setText("     ".join(ahead))


class TimeLeft(QWidget):
    """The words under the sun; H hides them."""

    hide_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.text = PlainLabel(look, "", "body", "muted")
        self.text.setAccessibleName(self.tr("Time left"))
        self.key = HintButton(look, "H", "")
        self.key.setAccessibleName(self.tr("Hide the minutes"))
        self.key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.key.clicked.connect(self.hide_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addWidget(self.key)

    def show_left(self, text: str, *, hidden: bool) -> None:
        """The minutes, or only the key that brings them back."""
        self.text.setText("" if hidden else text)
        self.text.setAccessibleDescription(text)

    def place(self, sun_x: float, top: int, width: int) -> None:
        """Under the sun, at least 64 from the edges."""
        size = self.sizeHint()
        left = min(max(64, round(sun_x - size.width() / 2)), width - 64 - size.width())
        self.setGeometry(left, top, size.width(), self._look.theme.px(24))


class GroundEnds(QWidget):
    """The way out at the left end of the ground, the wall clock at the right."""

    end_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.end = QuietButton(look, self.tr("End the hour"), "Esc Esc", tone="muted")
        self.end.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.end.clicked.connect(self.end_requested)
        self.left = PlainLabel(look, "", "body", "text")
        self.left.setAccessibleName(self.tr("Time left"))  # there while what has risen covers the other
        self.clock = PlainLabel(look, "", "body", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.end)
        row.addStretch(1)
        row.addWidget(self.left)
        row.addWidget(self.clock)

    def show_left(self, text: str, *, hidden: bool) -> None:
        """As under the sun."""
        self.left.setText("" if hidden else text)
        self.left.setAccessibleDescription(text)

    def show_clock(self, text: str) -> None:
        """ "7:42, until 8:30"."""
        self.clock.setText(text)


class LateLine(QWidget):
    """Somebody was promised an earlier minute; one key copies the word for them."""

    copy_requested = Signal()

    def __init__(self, look: ThemeHolder, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.chip = Chip(look, "promise", "")
        self.copy = HintButton(look, keys.key("late-text"), self.tr("Copy “running 10 minutes late”"))
        self.copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy.clicked.connect(self.copy_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self.chip)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.hide()

    def show_late(self, text: str) -> None:
        """ "Jun promised 7:55, 6 min late", or nothing."""
        self.text = text
        self.chip.set_chip("promise", text)
        self.setVisible(bool(text))
