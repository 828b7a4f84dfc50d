"""The call card: the person, the number, the one goal, and what a call needs to begin well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.focus.card_parts import LABEL_GAP, CallPill, Line, RingWords, block, held
from lch_desktop.ui.focus.state import CardState, Curve
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    AltitudeGauge,
    AttemptDots,
    Check,
    EditLine,
    ElidedLabel,
    HintButton,
    NoteEdit,
    PlainLabel,
    PrepRing,
    PrimaryButton,
    Rule,
    WrapLabel,
    paint,
)
from lch_desktop.ui.widgets.buttons import LARGE

LONG_NAME = 22
RADIUS = 16
GAPS = (28, 32, 28)  # under the name, under the number, under the rule
TIGHT_GAPS = (12, 12, 12)
GAUGE_SAYS = "Altitude is a model: it falls from the last talk, faster at first"


class CallCard(QFrame):
    """Shows a CardState and reports what was asked of it."""

    call_requested = Signal()
    goal_edited = Signal(str)
    goal_toggled = Signal(bool)
    note_changed = Signal(str)
    note_submitted = Signal()
    field_left = Signal()
    use_note_requested = Signal()

    def __init__(self, look: ThemeHolder, use_note_key: str = "U", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state: CardState | None = None
        self._narrow = self._tight = self._fits_later = False
        self._live_form: tuple[bool, bool, bool, bool, int] | None = None
        self._make_head()
        self._make_lines(use_note_key)
        self._make_side()
        self._lay_out()
        look.changed.connect(self._space)

    # building

    def _make_head(self) -> None:
        look = self._look
        self.name = WrapLabel(look, "", "name", max_lines=1)
        self.name.setAccessibleName(self.tr("Lead name"))
        self.about = ElidedLabel(look, "", "sub", "muted")
        self.place = PlainLabel(look, "", "sub", "muted")  # never cut: it says whether one may ring there now
        self.ring_words = RingWords(look)
        self.ring = PrepRing(look)
        self.pill = CallPill(look)
        self.phone = PlainLabel(look, "", "phone")
        self.phone.setAccessibleName(self.tr("Phone"))
        self.call = PrimaryButton(look, self.tr("Call"), "Enter", icon="phone", form=LARGE)
        self.call.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.call.clicked.connect(self.call_requested)
        self.advice = ElidedLabel(look, "", "body", "muted")
        self.advice.hide()

    def _make_lines(self, use_note_key: str) -> None:
        look = self._look
        self.goal_label = PlainLabel(look, self.tr("Goal for this call"), "body", "sun")
        self.goal_label.setAccessibleName(self.tr("Goal"))  # the field has the whole name, alone
        self.goal = EditLine(
            look, self.tr("Goal for this call"), kind="goal", role="headline", lines=(1, 2), one_line=36
        )
        self.goal.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # G; by Tab it would catch the keys when Call goes
        self.goal.committed.connect(lambda text: self.goal_edited.emit(" ".join(text.split())))
        self.goal.submitted.connect(self._leave_goal)
        self.goal.left.connect(self._leave_goal)
        self.goal.textChanged.connect(self._fit_lines)
        self.reached = Check(look, self.tr("Reached?"))
        self.reached.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reached.toggled.connect(self._tell_reached)
        self.reached.hide()
        self.opener = WrapLabel(look, "", "large", max_lines=3)
        self.opener.hide()
        self.talked = Line(look, self.tr("Back here we talked about"), "sub", 2)
        self.personal = Line(look, self.tr("What they told you"), "large", 2)
        self.may_need = Line(look, self.tr("They may need next"), "large", 2)
        self.notes = Line(look, self.tr("From your notes"), "large", 4)
        self.use_note = HintButton(look, use_note_key, self.tr("Make a line of it"))
        self.use_note.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.use_note.setFixedHeight(look.theme.px(24))
        self.use_note.clicked.connect(self.use_note_requested)
        self.notes.add_to_head(self.use_note)
        self.note = NoteEdit(look, self.tr("What we talked about"), self.tr("What we talked about, while you talk"))
        self.note.textChanged.connect(self._tell_note)
        self.note.submitted.connect(self.note_submitted)
        self.note.left.connect(self.field_left)

    def _make_side(self) -> None:
        look = self._look
        self.gauge = AltitudeGauge(look)
        self.altitude = PlainLabel(look, "", "large_medium")
        self.altitude_more = WrapLabel(look, "", "body", "muted", max_lines=2)
        self.dots = AttemptDots(look)
        self.attempt = PlainLabel(look, "", "body_medium")
        self.before = WrapLabel(look, "", "body", "muted", max_lines=3)
        self.why_label = PlainLabel(look, self.tr("Why now"), "body", "muted")
        self.why = WrapLabel(look, "", "body", max_lines=3)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        about = QHBoxLayout()
        about.setSpacing(0)
        about.addWidget(self.about)
        about.addWidget(self.place)
        about.addStretch(1)
        names.addLayout(about)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(names, 1)
        head.addWidget(self.ring_words, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self._strut = QWidget()  # holds the row's height when Call is gone: the card does not move
        dial = QHBoxLayout()
        dial.setSpacing(32)
        dial.addWidget(self.phone)
        dial.addWidget(self.call)
        dial.addStretch(1)
        dial.addWidget(self.advice)
        dial.addWidget(self._strut)
        self._rule = Rule()
        self._left = self._left_column()
        self._right = QWidget()
        self._right.setLayout(self._right_column())
        self._columns = QHBoxLayout()
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._right)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(head)
        self._outer.addSpacing(0)
        self._outer.addLayout(dial)
        self._outer.addSpacing(0)
        self._outer.addWidget(self._rule)
        self._outer.addSpacing(0)
        self._outer.addLayout(self._columns, 1)
        self._space()

    def _left_column(self) -> QVBoxLayout:
        goal_row = QHBoxLayout()
        goal_row.setSpacing(16)
        goal_row.addWidget(self.goal, 1)
        goal_row.addWidget(self.reached, 0, Qt.AlignmentFlag.AlignTop)
        goal = QVBoxLayout()
        goal.setSpacing(4)
        goal.addWidget(self.goal_label)
        goal.addLayout(goal_row)
        column = QVBoxLayout()
        column.addLayout(goal)
        for widget in (self.note, self.opener, self.talked, self.personal, self.may_need, self.notes):
            column.addWidget(widget)
        column.addStretch(1)
        return column

    def _right_column(self) -> QVBoxLayout:
        dots = QHBoxLayout()
        dots.setSpacing(16)
        dots.addWidget(self.dots)
        dots.addWidget(self.attempt, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(block(8, self.gauge, block(0, self.altitude, self.altitude_more)))
        column.addWidget(Rule())
        column.addLayout(block(6, dots, self.before))
        column.addWidget(Rule())
        column.addLayout(block(4, self.why_label, self.why))
        column.addStretch(1)
        return column

    # showing

    def set_form(self, *, narrow: bool, tight: bool) -> None:
        """`narrow`: the window is under 1600 wide; `tight`: there is little height."""
        if (narrow, tight) != (self._narrow, self._tight):
            self._narrow, self._tight = narrow, tight
            self._space()
            self._size_name()

    def set_width(self, width: int) -> None:
        """Under 1000 px of card the right column goes: the left one needs the room."""
        self._right.setVisible(width >= self._look.theme.px(800))

    def show_state(self, state: CardState) -> None:
        """Show one lead. The note field is left alone: it belongs to the call, not to the lead."""
        same = self._state is not None and self._state.lead_id == state.lead_id
        self._state = state
        self._size_name()
        for label, text in ((self.name, state.name), (self.phone, self._phone_text(state))):
            label.setText(text)
            label.setAccessibleDescription(text)
        self.set_place(state.about, state.place)
        self.goal.show_text(state.goal, same=same)
        if not same and self.goal.hasFocus():
            self.field_left.emit()
        self.opener.setText(f"“{state.opener}”")
        texts = (state.talked, state.personal, state.may_need, state.notes)
        for line, text in zip((self.talked, self.personal, self.may_need, self.notes), texts, strict=True):
            line.set_text(text)
        self.set_altitude(state.curve, state.altitude, state.altitude_more)
        self.dots.set_attempt(state.attempt - 1, state.attempt, self._attempt_words(state.attempt))
        self.attempt.setText(self._attempt_words(state.attempt))
        self.before.setText(state.before)
        self.before.setVisible(bool(state.before))
        self.set_why(state.why)
        self._fit_lines()

    @contextmanager
    def fitted_once(self) -> Iterator[None]:
        """Fit the lines and lay the card out at the end of several changes: Qt would do so for each part shown."""
        with held(self._outer, self._right.layout()):
            self._fits_later = True
            try:
                yield
            finally:
                self._fits_later = False
            self._fit_lines()

    def set_why(self, reasons: tuple[str, ...]) -> None:
        """Why this lead now; after a restart they come a moment later than the card."""
        self.why.setText("\n".join(reasons))
        self.why_label.setVisible(bool(reasons))

    def set_place(self, about: str, place: str) -> None:
        """Who they are and what time it is there; the minute goes on during the call."""
        self.about.setText(about)
        self.place.setText(f"  ·  {place}" if about and place else place)

    def set_altitude(self, curve: Curve, first: str, second: str) -> None:
        """The gauge and its two lines."""
        words = f"{first}, {second}. {GAUGE_SAYS}."
        if curve.past or curve.lifted:
            self.gauge.set_curve(curve.past, curve.now, curve.tomorrow, words, lifted=curve.lifted)
        else:
            self.gauge.clear_curve(words)
        self.gauge.setVisible(bool(curve.past or curve.lifted) and not self._tight)
        self.altitude.setText(first)
        self.altitude_more.setText(second)

    def set_live(self, live: bool, *, note_open: bool, reached: bool) -> None:
        """Before the call: the ring and Call. During it: the timer and the note, and the rest a little shorter."""
        form = (live, note_open, reached, self._tight, self._look.theme.scale)
        if form != self._live_form:  # mostly the same from card to card
            self._live_form = form
            self._form_for_call(live, note_open=note_open, reached=reached)
        self._fit_lines()

    def _form_for_call(self, live: bool, *, note_open: bool, reached: bool) -> None:
        for widget in (self.call, self.ring, self.ring_words):
            widget.setVisible(not live)
        self.pill.setVisible(live)
        self.phone.set_tone("muted" if live else "text")
        self.note.setVisible(note_open)
        self.reached.setVisible(reached)
        short = 1 if note_open or self._tight else 2
        self.personal.text.set_max_lines(short)
        self.may_need.text.set_max_lines(short)
        self.notes.text.set_max_lines(2 if note_open or self._tight else 5)
        self._left.setSpacing(self._look.theme.px(12 if note_open or self._tight else 20))

    def show_advice(self, text: str, *, live: bool) -> None:
        """The voicemail advice beside Call, where there is no room for it above the keys."""
        self.advice.setText(text)
        self.advice.setVisible(self._tight and not live)

    def set_prep(self, left_s: int) -> None:
        """The prep ring: seconds left of 45; at 0 it says dial."""
        self.ring.set_seconds(left_s)

    def set_timer(self, text: str) -> None:
        """What the call is doing, and for how long."""
        self.pill.set_words(text)

    def set_reached(self, hit: bool) -> None:
        """Show whether the goal was reached, without telling anybody."""
        self.reached.blockSignals(True)
        self.reached.setChecked(hit)
        self.reached.blockSignals(False)
        self.reached.set_label(self.tr("Reached") if hit else self.tr("Reached?"))

    def show_opener(self, shown: bool) -> None:
        """O: the sentence to say aloud."""
        self.opener.setVisible(shown)
        self._fit_lines()

    def edit_goal(self) -> None:
        """G: the keyboard goes to the goal, all of it selected."""
        self.goal.selectAll()
        self.goal.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lines()

    def _tell_note(self) -> None:
        self.note_changed.emit(self.note.text())
        self._fit_lines()

    def _fit_lines(self) -> None:
        """Show as many of the lines as there is room for, the last talk first: none is ever cut in half."""
        if self._fits_later:
            return
        px, theme = self._look.theme.px, self._look.theme
        margins = self._outer.contentsMargins()
        side = 0 if self._right.isHidden() else self._right.width() + self._columns.spacing()
        width = self.width() - margins.left() - margins.right() - side
        beside = px(200)  # the ring or the pill
        name = self.name.heightForWidth(self.width() - margins.left() - margins.right() - beside)
        names = max(px(64), name + theme.line("sub"))
        gaps = TIGHT_GAPS if self._tight else GAPS
        room = self.height() - margins.top() - margins.bottom() - names - px(56) - px(sum(gaps)) - 1
        room -= theme.line("body") + LABEL_GAP + self.goal.height()
        for widget in (self.note, self.opener):
            if not widget.isHidden():
                height = self.note.height() if widget is self.note else self.opener.heightForWidth(width)
                room -= height + self._left.spacing()
        for line in (self.talked, self.personal, self.may_need, self.notes):
            needed = line.height_for(width) + self._left.spacing()
            fits = line.says and needed <= room
            line.setVisible(fits)
            room -= needed if fits else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        if self.rect().adjusted(RADIUS, 1, -RADIUS, -1).contains(event.rect()):  # the words change, its edge does not
            painter.fillRect(event.rect(), theme.colour("surface"))
        else:
            paint.box(painter, self.rect(), RADIUS, fill=theme.colour("surface"), ring=theme.colour("hair"))
        painter.end()

    def _leave_goal(self) -> None:
        """Enter and Esc keep the text; an empty one shows what stands in for it."""
        self.goal.commit()
        if self._state is not None:
            self.goal.show_text(self._state.goal, same=False)
        self.field_left.emit()

    def _tell_reached(self, hit: bool) -> None:
        self.set_reached(hit)
        self.goal_toggled.emit(hit)

    def _attempt_words(self, attempt: int) -> str:
        return (self.tr("Attempt {0} of 6") if attempt <= 6 else self.tr("Attempt {0}")).format(attempt)

    def _phone_text(self, state: CardState) -> str:
        return f"{state.phone}  ext. {state.extension}" if state.extension else state.phone

    def _size_name(self) -> None:
        long = self._state is not None and len(self._state.name) > LONG_NAME
        self.name.set_role("name_small" if self._narrow or self._tight or long else "name")
        self.name.set_max_lines(2 if long and not self._tight else 1)
        self.phone.set_role("headline" if self._tight else "phone")

    def _space(self) -> None:
        """The rhythm of the card: as drawn at 1080, closer where there is less height."""
        px = self._look.theme.px
        if self._tight:
            self._outer.setContentsMargins(px(32), px(20), px(32), px(16))
        else:
            self._outer.setContentsMargins(px(48), px(40), px(48), px(32))
        gaps = TIGHT_GAPS if self._tight else GAPS
        for place, gap in zip((1, 3, 5), gaps, strict=True):
            item = self._outer.itemAt(place)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None:
                spacer.changeSize(0, px(gap), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._outer.setSpacing(0)
        self._strut.setFixedSize(0, px(56))
        self._columns.setSpacing(px(40 if self._narrow else 72))
        right = self._right.layout()
        if right is not None:
            right.setSpacing(px(8 if self._tight else 16))
        self._right.setFixedWidth(px(240 if self._narrow else 272))
        self._outer.invalidate()
