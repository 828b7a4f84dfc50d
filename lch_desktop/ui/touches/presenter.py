"""Behind the sheet: reads the touch, keeps what is typed, and hands it off, once, by the rep's hand.

What is typed is stored at each pause, so it is there after Esc and after a crash. A hand-off is stored before
anything is opened: what stands as handed off cannot be handed off again, and what could not be opened is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.calls import TouchKind, TouchStatus
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.handoff import HandOff, fits_code
from lch_desktop.messages import sentence
from lch_desktop.ui.touches.state import SheetState, Telling, build_sheet, said_of

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.follow_through import DueTouch, FollowThrough
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.touches.outlets import Outlets

PAUSE_MS = 400  # in typing, until it is stored
NOT_OPENED = "No program on this computer opens that. Copy it instead."
TOO_LONG = "That is too long for a code. Make it shorter, or copy it."
NO_FILE = "There is no file at that place."


class TouchPresenter(QObject):
    """One touch at a time, of as many as were asked for."""

    shown = Signal(object)  # a SheetState: another touch, or the same one anew
    code_shown = Signal(object)  # Modules, or None
    problem_said = Signal(str)  # "" takes it back
    file_said = Signal(str)  # what is wrong with the file, "" for nothing
    closed = Signal()

    def __init__(self, context: UiContext, outlets: Outlets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._outlets = context, outlets
        self._ids: tuple[int, ...] = ()
        self._place = 0
        self._due: DueTouch | None = None
        self._state: SheetState | None = None
        self._words, self._subject, self._file = "", "", ""
        self._is_typed = False
        self._subjects: dict[int, str] = {}  # a subject has no row of its own: it is kept while the program runs
        self._last: int | None = None  # what Z takes back
        self._keeping = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._keeping.timeout.connect(self.keep)

    @property
    def is_open(self) -> bool:
        """Whether there is a touch on the sheet."""
        return self._due is not None

    # opening and leaving

    def open(self, touch_ids: Sequence[int]) -> None:
        """Go through these, one after the other; those that are gone are passed over."""
        self.keep()
        self._ids, self._place, self._last = tuple(touch_ids), 0, None
        self._ask_what_opens()
        self._show_place()

    def leave(self) -> None:
        """Esc: go away. What was typed stays for the next time."""
        self.keep()
        self._end()

    def pass_over(self) -> None:
        """On to the next one; this one waits."""
        self.keep()
        self._go_on()

    def _ask_what_opens(self) -> None:
        """Whether there are programs for texts and mails: a worker asks the desktop, so that no press waits for it."""
        has_opener = self._context.has_opener
        self._context.background.run(lambda _: [has_opener("sms:"), has_opener("mailto:")], lambda _: None)

    def _show_place(self) -> None:
        while self._place < len(self._ids):
            if self._read(self._ids[self._place]):
                return
            self._place += 1
        self._end()

    def _go_on(self) -> None:
        self._place += 1
        self._show_place()

    def _end(self) -> None:
        was_open, self._due, self._state = self._due is not None, None, None
        self._keeping.stop()
        self._is_typed = False
        if was_open:
            self.closed.emit()

    def _read(self, touch_id: int) -> bool:
        """Put the touch on the sheet; False where it is gone, or where one of several is not open any more."""
        follow = self._follow
        try:
            due = follow.get(touch_id)
            if due is None or (len(self._ids) > 1 and due.touch.status is not TouchStatus.OPEN):
                return False
            style = self._context.style
            draft, ways, why_not = follow.draft(due, style), follow.ways(due), follow.why_not(due, style)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return False
        subject = self._subjects.get(touch_id, "")
        self._due, self._state = due, build_sheet(due, draft, ways, why_not, self._telling(), subject)
        self._words, self._subject, self._file = self._state.words, self._state.subject, self._state.file
        self._is_typed = False
        self.shown.emit(self._state)
        self._look_at_file()
        return True

    # typing

    def type_words(self, text: str) -> None:
        """The rep's own words."""
        if text != self._words:
            self._words = text
            self._typed()
            self.code_shown.emit(None)  # it held the words before

    def type_subject(self, text: str) -> None:
        """The line above them."""
        self._subject = text
        if self._due is not None:
            self._subjects[self._due.touch.id] = text

    def type_file(self, path: str) -> None:
        """Where the video is: typed, chosen or dropped."""
        if path.strip() != self._file:
            self._file = path.strip()
            self._typed()

    def choose_file(self) -> str:
        """Ask for the video; its path, "" for none."""
        return self._outlets.ask_file()

    def keep(self) -> None:
        """Store what was typed so far."""
        self._keeping.stop()
        if self._due is None or not self._is_typed:
            return
        try:
            self._follow.keep(self._due.touch.id, self._words, self._file)
        except LchError as error:
            self.problem_said.emit(sentence(error))
            return
        self._is_typed = False
        self._look_at_file()

    def _typed(self) -> None:
        self._is_typed = True
        self.problem_said.emit("")
        self._keeping.start()

    def _look_at_file(self) -> None:
        """A path may be on a disk that is slow: a worker asks."""
        path = self._file

        def look(_: Store) -> bool:
            return self._outlets.is_file(path)

        def done(there: bool) -> None:
            if path == self._file:
                self.file_said.emit("" if there else NO_FILE)

        if path:
            self._context.tasks.run(look, done)
        else:
            self.file_said.emit("")

    # handing off

    def hand_off(self, way: HandOff) -> None:
        """Hand the touch off by `way`, or, for a code, show it: the phone sends, and the rep says when it has."""
        acts: dict[HandOff, Callable[[], None]] = {
            HandOff.SMS: partial(self._open_link, HandOff.SMS),
            HandOff.MAIL: partial(self._open_link, HandOff.MAIL),
            HandOff.COPY: self._copy,
            HandOff.QR: self._show_code,
            HandOff.PRINT: self._print,
            HandOff.TICKED: partial(self._sent, HandOff.TICKED),
        }
        if self._may(way):
            self._guarded(acts[way])

    def save_card(self) -> None:
        """The card as a PDF, to be printed elsewhere."""

        def save() -> None:
            if self._due is not None and self._outlets.save_card(self._due.lead.shown_name, self._words):
                self._sent(HandOff.PRINT)

        if self._may(HandOff.PRINT):
            self._guarded(save)

    def confirm_code(self) -> None:
        """The phone has sent it."""
        if self._may(HandOff.QR):
            self._guarded(partial(self._sent, HandOff.QR))

    def drop(self) -> None:
        """It is not wanted."""

        def do() -> None:
            if self._due is not None and self._state is not None:
                touch_id, said = self._due.touch.id, f"{self._state.heading}: dropped."
                self.keep()
                self._follow.drop(touch_id)
                self._done(touch_id, said)

        if self._state is not None and not self._state.over:
            self._guarded(do)

    def take_back(self) -> None:
        """Z: what was handed off last here, or the one that is shown, waits again."""
        touch_id = self._last
        if self._state is not None and self._state.over and self._due is not None:
            touch_id = self._due.touch.id
        if touch_id is None:
            return
        back = touch_id
        self.keep()

        def do() -> None:
            self._follow.take_back(back)
            self._last = None
            self._context.hub.changed.emit()
            self._place = self._ids.index(back) if back in self._ids else self._place
            self._read(back)

        self._guarded(do)

    def _may(self, way: HandOff) -> bool:
        return self._state is not None and any(listed.way is way for listed in self._state.ways)

    def _open_link(self, way: HandOff) -> None:
        due = self._due
        if due is None:
            return
        link = self._follow.link(due, way, self._words, self._subject)
        if not self._store(way):
            return
        if not link or not self._outlets.open_link(link):
            self._follow.take_back(due.touch.id)
            self.problem_said.emit(NOT_OPENED)
            return
        more = ""
        if due.touch.kind is TouchKind.VIDEO and self._file:
            self._outlets.copy(self._file)
            more = " The file's path is copied: attach it there."
        self._told(way, more)

    def _copy(self) -> None:
        if self._store(HandOff.COPY):
            self._outlets.copy(self._words)
            self._told(HandOff.COPY)

    def _show_code(self) -> None:
        due = self._due
        text = self._follow.code(due, self._words) if due is not None else ""
        if due is None or not text:
            return
        if not fits_code(text):
            self.problem_said.emit(TOO_LONG)
            return
        self.keep()
        self.problem_said.emit("")

        def make(_: Store) -> Modules:  # the first one takes some 50 ms
            return self._context.qr(text)

        def show(modules: Modules) -> None:
            if self._due is due and text == self._follow.code(due, self._words):
                self.code_shown.emit(modules)

        self._context.tasks.run(make, show, lambda error: self.problem_said.emit(sentence(error)))

    def _print(self) -> None:
        due = self._due
        if due is not None and self._outlets.print_card(due.lead.shown_name, self._words):
            self._sent(HandOff.PRINT)

    def _sent(self, way: HandOff) -> None:
        if self._store(way):
            self._told(way)

    def _store(self, way: HandOff) -> bool:
        """Write it down as handed off; False where that was done meanwhile, and the sheet says so.

        Raises RuleError where it may not go out, or is gone.
        """
        if self._due is None:
            return False
        touch_id = self._due.touch.id
        found = self._follow.get(touch_id)
        if found is not None and found.touch.status is not TouchStatus.OPEN:
            self._ids, self._place = (touch_id,), 0  # of several it would be passed over without a word
            self._read(touch_id)
            return False
        self._keeping.stop()
        self._follow.hand_off(touch_id, way, self._words, self._file)
        self._is_typed = False
        return True

    def _told(self, way: HandOff, more: str = "") -> None:
        if self._due is not None and self._state is not None:
            self._done(self._due.touch.id, said_of(way, self._state.heading) + more)

    def _done(self, touch_id: int, said: str) -> None:
        """Everybody is told first: a page that shows itself anew may take the keyboard, and the sheet takes it back."""
        self._last = touch_id
        self._is_typed = False
        self._due = replace(self._due, touch=replace(self._due.touch, status=TouchStatus.SENT)) if self._due else None
        self._state = replace(self._state, ways=(), over=said) if self._state else None  # nothing goes out twice
        self._context.hub.changed.emit()
        self._go_on()
        self._context.hub.undo_offered.emit(said, partial(self._undo, touch_id))

    def _undo(self, touch_id: int) -> None:
        """The toast's button; the window tells everybody afterwards."""
        try:
            self._follow.take_back(touch_id)
        except LchError as error:
            self._context.hub.failed.emit(error)

    def _guarded(self, doing: Callable[[], None]) -> None:
        """A refusal is said on the sheet, which then shows how the touch stands now."""
        try:
            doing()
        except LchError as error:
            due = self._due
            if due is not None and not self._read(due.touch.id):
                self._end()
                self._context.hub.failed.emit(error)
                return
            self.problem_said.emit(sentence(error))

    @property
    def _follow(self) -> FollowThrough:
        return self._context.services.follow_through

    def _telling(self) -> Telling:
        rep = self._context.services.rep
        return Telling(rep.local(), rep.today(), self._context.style, self._place + 1, len(self._ids))
