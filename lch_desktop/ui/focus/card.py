"""The call card: the person, the number, the one goal, and what a call needs to begin well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from lch_desktop.ui.focus.card_parts import (
    LABEL_GAP,
    Advice,
    Beside,
    CallPill,
    DialCode,
    Line,
    QuestionRow,
    RingWords,
    block,
    fill,
    held,
    phone_role,
    row,
    set_gap,
)
from lch_desktop.ui.focus.card_side import CardSide
from lch_desktop.ui.focus.state import CardState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
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

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules
    from lch_desktop.ui.hotkeys import KeyMap

LONG_NAME = 22
RADIUS = 16
GAPS = (28, 32, 28)  # under the name, under the number, under the rule
TIGHT_GAPS = (12, 12, 12)
GAP, GAP_CLOSE = 20, 12  # between the lines
CODE, CODE_TIGHT = 176, 132  # px a side at most


class CallCard(QFrame):
    """Shows a CardState and reports what was asked of it."""

    call_requested = Signal()
    goal_edited = Signal(str)
    goal_toggled = Signal(bool)
    note_changed = Signal(str)
    note_submitted = Signal()
    field_left = Signal()
    use_note_requested = Signal()
    may_need_requested = Signal()

    def __init__(self, look: ThemeHolder, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state: CardState | None = None
        self._narrow = self._tight = self._fits_later = self._by_hand = self._advises = self._is_cue = False
        self._live_form: tuple[bool, bool, bool, bool, bool, int] | None = None
        self._make_head(keys)
        self._make_lines(keys)
        self.side = CardSide(look)
        self._lay_out()
        look.changed.connect(self._space)
        look.changed.connect(self._fit_lines)

    # building

    def _make_head(self, keys: KeyMap) -> None:
        look = self._look
        self.name = WrapLabel(look, "", "name", max_lines=1)
        self.name.setAccessibleName(self.tr("Lead name"))
        self.about = ElidedLabel(look, "", "sub", "muted")
        self.place = PlainLabel(look, "", "sub", "muted")  # never cut: it says whether one may ring there now
        self.ring_words = RingWords(look, keys)
        self.ring = PrepRing(look)
        self.pill = CallPill(look)
        self.phone = PlainLabel(look, "", "phone")
        self.phone.setAccessibleName(self.tr("Phone"))
        self.call = PrimaryButton(look, self.tr("Call"), "Enter", icon="phone", form=LARGE)
        self.call.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.call.clicked.connect(self.call_requested)
        self.code = DialCode(self.tr("Scan with your phone to dial"))
        self.advice = Advice(look, "", "body", "muted")
        self.advice.hide()

    def _make_lines(self, keys: KeyMap) -> None:
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
        self.spoken = Beside(look, self.tr("Opener"), self.opener)
        self.spoken.hide()
        self.talked = Line(look, self.tr("Back here we talked about"), "sub", 2)
        self.personal = Line(look, self.tr("What they told you"), "large", 2)
        self.may_need = Line(look, self.tr("They may need next"), "large", 2)
        self.notes = Line(look, self.tr("From your notes"), "large", 4)
        self._lines = (self.talked, self.personal, self.may_need, self.notes)
        self.story = Beside(look, self.tr("Story"), ElidedLabel(look, "", "large"))
        self.question = QuestionRow(look, keys.key("may-need"))
        self.question.asked.connect(self.may_need_requested)
        self.use_note = HintButton(look, keys.key("use-note"), self.tr("Make a line of it"))
        self.use_note.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.use_note.clicked.connect(self.use_note_requested)
        self.notes.add_to_head(self.use_note)
        self.note = NoteEdit(look, self.tr("What we talked about"), self.tr("What we talked about, while you talk"))
        self.note.textChanged.connect(self._tell_note)
        self.note.submitted.connect(self.note_submitted)
        self.note.left.connect(self.field_left)

    def _lay_out(self) -> None:
        head = row(16)
        named = row(16)
        named.addWidget(self.name, 1)
        named.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)  # no higher than the name: the next line goes under it
        head.addLayout(block(0, named, row(0, self.about, self.place, None)), 1)
        for corner in (self.ring_words, self.ring):
            head.addWidget(corner, 0, Qt.AlignmentFlag.AlignTop)
        self._strut = QSpacerItem(0, 0)  # holds the row's height when Call is gone: the card does not move
        dial = row(32, self.phone, self.call, None, self.advice)
        dial.addSpacerItem(self._strut)
        self._top = block(0, head)
        self._top.addSpacing(0)
        self._top.addLayout(dial)
        top = row(24)
        top.addLayout(self._top, 1)
        top.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        self._left = self._left_column()
        self._columns = QHBoxLayout()
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self.side)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(top)
        self._outer.addSpacing(0)
        self._outer.addWidget(Rule())
        self._outer.addSpacing(0)
        self._outer.addLayout(self._columns, 1)
        self._space()

    def _left_column(self) -> QVBoxLayout:
        goal_row = row(16)
        goal_row.addWidget(self.goal, 1)
        goal_row.addWidget(self.reached, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addLayout(block(4, self.goal_label, goal_row))
        for widget in (self.note, self.spoken, *self._lines, self.question, self.story):
            column.addWidget(widget)
        column.addStretch(1)
        return column

    # showing

    def set_form(self, *, narrow: bool, tight: bool) -> None:
        """`narrow`: the window is under 1600 wide; `tight`: there is little height."""
        if (narrow, tight) != (self._narrow, self._tight):
            self._narrow, self._tight = narrow, tight
            self.advice.setVisible(tight and self._advises)
            self._space()
            self._size_name()

    def set_width(self, width: int) -> None:
        """Under 1000 px of card the right column goes: the left one needs the room."""
        self.side.setVisible(width >= self._look.theme.px(800))

    def show_state(self, state: CardState) -> None:
        """Show one lead. The note field is left alone: it belongs to the call, not to the lead."""
        same = self._state is not None and self._state.lead_id == state.lead_id
        self._state = state
        self._size_name()
        for label, text in ((self.name, state.name), (self.phone, state.whole_phone)):
            label.setText(text)
            label.setAccessibleDescription(text)
        self.set_place(state.about, state.place)
        self.goal.show_text(state.goal, same=same)
        if not same and self.goal.hasFocus():
            self.field_left.emit()
        self.story.text.setText(state.story)
        self.question.text.setText(state.question)
        texts = (state.talked, state.personal, state.may_need, state.notes)
        for line, text in zip(self._lines, texts, strict=True):
            line.set_text(text)
        self.side.show_state(state)
        self._fit_lines()

    @contextmanager
    def fitted_once(self) -> Iterator[None]:
        """Fit the lines and lay the card out at the end of several changes: Qt would do so for each part shown."""
        with held(self._outer, self.side.layout()):
            self._fits_later = True
            try:
                yield
            finally:
                self._fits_later = False
            self._fit_lines()

    def set_place(self, about: str, place: str) -> None:
        """Who they are and what time it is there; the minute goes on during the call."""
        self.about.setText(about)
        self.place.setText(f"  ·  {place}" if about and place else place)

    def set_live(self, live: bool, *, note_open: bool, reached: bool) -> None:
        """Before the call: the ring and Call. During it: the timer and the note, and the rest a little shorter."""
        form = (live, note_open, reached, self._tight, self._by_hand, self._look.theme.scale)
        if form != self._live_form:  # mostly the same from card to card
            self._live_form = form
            self._form_for_call(live, note_open=note_open, reached=reached)
        self._fit_lines()

    def _form_for_call(self, live: bool, *, note_open: bool, reached: bool) -> None:
        for widget in (self.call, self.ring, self.ring_words):
            widget.setVisible(not live)
        self.pill.setVisible(live)
        self.phone.set_tone("muted" if live and not self._by_hand else "text")
        self.note.setVisible(note_open)
        self.reached.setVisible(reached)
        self._size_lines()

    def _size_lines(self) -> None:
        """Shorter while the note is open, and where there is little height."""
        close = self._tight or not self.note.isHidden()
        self.opener.set_max_lines(2 if close else 3)
        self.notes.text.set_max_lines(2 if close else 5)

    def show_advice(self, text: str, *, live: bool) -> None:
        """The voicemail advice beside Call, where there is no room for it above the keys."""
        self.advice.setText(text)
        self._advises = not live
        self.advice.setVisible(self._tight and self._advises)

    def set_prep(self, left_s: int, of_s: int) -> None:
        """The prep ring: seconds left of `of_s`; at 0 it says dial."""
        self.ring.set_seconds(left_s, of_s)

    def set_timer(self, text: str) -> None:
        """What the call is doing, and for how long."""
        self.pill.set_words(text)

    def set_reached(self, hit: bool) -> None:
        """Show whether the goal was reached, without telling anybody."""
        self.reached.blockSignals(True)
        self.reached.setChecked(hit)
        self.reached.blockSignals(False)
        self.reached.set_label(self.tr("Reached") if hit else self.tr("Reached?"))

    def say(self, words: str, label: str, *, cue: bool = False) -> None:
        """What to say aloud under its `label`, or the quiet cue of what is learned; no words take it away."""
        self.opener.setText(words)
        self.opener.set_tone("muted" if cue else "text")
        self._is_cue = cue
        self.spoken.label.setText(label)
        self.spoken.setVisible(bool(words))
        self._fit_lines()

    def set_by_hand(self, by_hand: bool) -> None:
        """For reps who dial by hand: the number larger, and room for the code that their phone dials from."""
        if by_hand != self._by_hand:
            self._by_hand = by_hand
            self._space()
        self._size_name()

    def show_code(self, modules: Modules) -> None:
        """What the rep's own phone scans; () while there is none."""
        self.code.show_code(modules)

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
        """Show the lines that there is room for, none in half: the last talk before all but whole words to say."""
        if self._fits_later:
            return
        px, theme = self._look.theme.px, self._look.theme
        margins = self._outer.contentsMargins()
        across = self.width() - margins.left() - margins.right()
        width = across - (0 if self.side.isHidden() else self.side.width() + self._columns.spacing())
        gaps = TIGHT_GAPS if self._tight else GAPS
        around = margins.top() + margins.bottom() + px(gaps[1]) + px(gaps[2]) + 1
        room = self.height() - around - self._top_height(across)
        self.side.fit(room)
        room -= theme.line("body") + LABEL_GAP + self.goal.height()
        says, noting = self.spoken.says, not self.note.isHidden()
        for line in (self.personal, self.may_need):
            line.set_form(1 if self._tight or noting else 2, in_row=says)
        taken = [self.note.height()] * noting
        talked = (self.talked, self.talked.height_under(width) if self.talked.says else 0)
        spoken = (self.spoken, self.spoken.height_for(width) if says else 0)
        heights: tuple[tuple[QWidget, int], ...] = (
            *((talked, spoken) if self._is_cue else (spoken, talked)),
            *((line, line.height_for(width) if line.says else 0) for line in self._lines[1:]),
            (self.question, self.question.height() if self.question.text.text() else 0),
            (self.story, self.story.height_for(width) if self.story.says else 0),
        )
        gap = self._set_gap(room, [*taken, *(height for _, height in heights if height)])
        fill(room - sum(taken) - gap * len(taken), gap, heights, self.talked)

    def _set_gap(self, room: int, heights: list[int]) -> int:
        """How far the lines stand apart: closer where they would not all fit, and in the forms with less height."""
        px = self._look.theme.px
        wide = not self._tight and self.note.isHidden() and sum(heights) + px(GAP) * len(heights) <= room
        gap = px(GAP if wide else GAP_CLOSE)
        if gap != self._left.spacing():
            self._left.setSpacing(gap)
        return gap

    def _top_height(self, across: int) -> int:
        """Name, number and what stands beside them, `across` px wide."""
        px = self._look.theme.px
        code = self.code.width() + px(24) if self._by_hand else 0
        ring = self.ring_words.wanted_width() + px(96)  # or the pill
        name = self.name.heightForWidth(across - max(px(200), ring) - code)
        names = max(px(64), name + self._look.theme.line("sub"))
        dial = max(px(56), self._look.theme.line(self.phone.role))
        gap = px((TIGHT_GAPS if self._tight else GAPS)[0])
        return max(names + gap + dial, self.code.height() if self._by_hand else 0)

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

    def _size_name(self) -> None:
        long = self._state is not None and len(self._state.name) > LONG_NAME
        self.name.set_role("name_small" if self._narrow or self._tight or long else "name")
        self.name.set_max_lines(2 if long and not self._tight else 1)
        self.phone.set_role(phone_role(self.phone.text(), self.name.role, tight=self._tight, by_hand=self._by_hand))

    def _space(self) -> None:
        """The rhythm of the card: as drawn at 1080, closer where there is less height."""
        px = self._look.theme.px
        if self._tight:
            self._outer.setContentsMargins(px(32), px(20), px(32), px(16))
        else:
            self._outer.setContentsMargins(px(48), px(40), px(48), px(32))
        gaps = TIGHT_GAPS if self._tight else GAPS
        for layout, place, gap in zip((self._top, self._outer, self._outer), (1, 1, 3), gaps, strict=True):
            set_gap(layout, place, px(gap))
        self._size_lines()
        self._top.invalidate()
        self._outer.setSpacing(0)
        self.code.setVisible(self._by_hand)
        self.code.set_side(px(CODE_TIGHT if self._tight else CODE))
        self.use_note.setFixedHeight(px(24))
        self._strut.changeSize(0, px(56), QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._columns.setSpacing(px(40 if self._narrow else 72))
        self.side.set_form(narrow=self._narrow, tight=self._tight)
        self._outer.invalidate()
