"""Behind the sheet: reads the touch, keeps what is typed, and hands it off, once, by the rep's hand.

Every way reads the touch anew and asks whether it may still go. A hand-off is stored before anything is opened: what
stands as handed off cannot be handed off again, and what could not be opened is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.calls import TouchKind, TouchStatus
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.handoff import HandOff, fits_code
from lch_desktop.messages import sentence
from lch_desktop.ui.touches.called_first import CalledFirst
from lch_desktop.ui.touches.state import SheetState, Telling, build_sheet, said_of
from lch_desktop.ui.touches.typed import Typed

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.follow_through import DueTouch, FollowThrough
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.touches.outlets import Outlets

NOT_OPENED = "No program on this computer opens that. Copy it instead."
TOO_LONG = "That is too long for a code. Make it shorter, or copy it."
NO_FILE = "There is no file at that place."


class TouchPresenter(QObject):
    """One touch at a time, of as many as were asked for."""

    shown = Signal(object)  # a SheetState: another touch, or the same one anew
    renewed = Signal(object)  # a SheetState: the same touch after a change elsewhere
    code_shown = Signal(object)  # Modules, or None
    problem_said = Signal(str)  # "" takes it back
    file_said = Signal(str)  # what is wrong with the file, "" for nothing
    file_chosen = Signal(str)
    closed = Signal()

    def __init__(self, context: UiContext, outlets: Outlets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._outlets = context, outlets
        self._ids: tuple[int, ...] = ()
        self._place = 0
        self._due: DueTouch | None = None
        self._state: SheetState | None = None
        self._typed = Typed(lambda: self._follow, self)
        self._typed.problem_said.connect(self.problem_said)
        self._typed.kept.connect(self._look_at_file)
        self._last: int | None = None  # what Z takes back
        self.first = CalledFirst(context, self._guarded, self)
        context.hub.changed.connect(self._renew)

    @property
    def is_open(self) -> bool:
        """Whether there is a touch on the sheet."""
        return self._due is not None

    @property
    def rest(self) -> tuple[int, ...]:
        """This touch and those after it."""
        return self._ids[self._place :]

    # opening and leaving

    def open(self, touch_ids: Sequence[int]) -> None:
        """Go through these, one after the other; those that are gone are passed over."""
        self._typed.keep()
        self._ids, self._place, self._last = tuple(touch_ids), 0, None
        self._ask_what_opens()
        self._show_place()

    def leave(self) -> None:
        """Esc: go away. What was typed stays for the next time; where it cannot be stored, so does the sheet."""
        if self._typed.keep():
            self._end()

    def give_way(self) -> None:
        """Something else takes the window: what could not be stored is held until the touch is opened again."""
        self._typed.keep()
        self._end()

    def pass_over(self) -> None:
        """On to the next one; this one waits."""
        if self._typed.keep():
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
        self._typed.end()
        if was_open:
            self.closed.emit()

    def _read(self, touch_id: int, *, also_over: bool = False) -> bool:
        """Put the touch on the sheet; False where it is gone, or where one of several is not open any more."""
        try:
            due = self._follow.get(touch_id)
            is_passed = len(self._ids) > 1 and not also_over
            if due is None or (is_passed and due.touch.status is not TouchStatus.OPEN):
                return False
            state = self._built(due)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return False
        self._due, self._state = due, state
        self._typed.begin(touch_id, state.words, state.subject, state.file)
        self.shown.emit(state)
        if state.stale:
            self.problem_said.emit(state.stale)
        self._look_at_file()
        return True

    def _built(self, due: DueTouch) -> SheetState:
        """The sheet for `due`, with what was typed and could not be stored yet."""
        follow, style = self._follow, self._context.style
        draft, ways, why_not = follow.draft(due, style), follow.ways(due), follow.why_not(due, style)
        state = build_sheet(due, draft, ways, why_not, self._telling(), self._typed.subject_of(due.touch.id))
        held = self._typed.held(due.touch.id)
        return replace(state, words=held[0], file=held[1]) if held and not state.over else state

    def _renew(self) -> None:
        """Something changed: what stands on the sheet is read again, and nothing that is typed is lost."""
        if self._due is None or self._state is None or self._state.over:
            return
        try:
            due = self._follow.get(self._due.touch.id)
            if due is None:
                return  # a touch that is gone is told where it is wanted; what is typed can still be copied
            state = self._built(due)
        except LchError:
            return  # busy: each way asks again
        if not self._typed.is_new:
            self._typed.begin(due.touch.id, state.words, state.subject, state.file)
        shown, self._due, self._state = self._state, due, state
        if state != shown:
            self.renewed.emit(state)

    # typing

    def type_words(self, text: str) -> None:
        """The rep's own words."""
        if text != self._typed.words:
            self._typed.words = text
            self._note_typed()
            self.code_shown.emit(None)  # it held the words before

    def type_subject(self, text: str) -> None:
        """The line above them."""
        self._typed.type_subject(text)

    def type_file(self, path: str) -> None:
        """Where the video is: typed, chosen or dropped."""
        if path.strip() != self._typed.file:
            self._typed.file = path.strip()
            self._note_typed()

    def choose_file(self) -> None:
        """Ask for the video. The question is about the touch that was on the sheet when it was asked."""
        asked = self._due
        path = self._outlets.ask_file() if asked is not None else ""
        if asked is None or not path:
            return
        if self._due is not None and self._due.touch.id == asked.touch.id:
            self.file_chosen.emit(path)
            return

        def keep() -> None:
            now = self._follow.get(asked.touch.id)
            if now is not None:
                self._follow.keep(now.touch.id, now.touch.words, path)

        self._guarded(keep, about=asked.touch.id)

    def _note_typed(self) -> None:
        if self._due is not None:
            self._typed.changed()
            self.problem_said.emit("")

    def _look_at_file(self) -> None:
        """A path may be on a disk that is slow: a worker asks."""
        path = self._typed.file

        def look(_: Store) -> bool:
            return self._outlets.is_file(path)

        def done(there: bool) -> None:
            if path == self._typed.file:
                self.file_said.emit("" if there else NO_FILE)

        if path:
            self._context.tasks.run(look, done)
        else:
            self.file_said.emit("")

    # handing off

    def hand_off(self, way: HandOff) -> None:
        """Hand the touch off by `way`, or, for a code, show it: the phone sends, and the rep says when it has."""
        acts: dict[HandOff, Callable[[DueTouch], None]] = {
            HandOff.SMS: partial(self._open_link, HandOff.SMS),
            HandOff.MAIL: partial(self._open_link, HandOff.MAIL),
            HandOff.COPY: self._copy,
            HandOff.QR: self._show_code,
            HandOff.PRINT: lambda due: self._put_on_paper(due, self._outlets.print_card),
            HandOff.TICKED: partial(self._sent, HandOff.TICKED),
        }
        self._go(way, acts[way])

    def save_card(self) -> None:
        """The card as a PDF, to be printed elsewhere."""
        self._go(HandOff.PRINT, lambda due: self._put_on_paper(due, self._outlets.save_card))

    def confirm_code(self) -> None:
        """The phone has sent it."""
        self._go(HandOff.QR, partial(self._sent, HandOff.QR))

    def drop(self) -> None:
        """It is not wanted."""

        def do() -> None:
            due = self._due
            if due is None or self._state is None or not self._typed.keep():
                return
            if self._follow.drop(due.touch.id):
                self._done(due, f"{self._state.heading}: dropped.")
            else:
                self._read(due.touch.id, also_over=True)

        if self._state is not None and not self._state.over:
            self._guarded(do)

    def take_back(self) -> None:
        """Z: what was handed off last here, or the one that is shown, waits again."""
        touch_id = self._last
        if self._state is not None and self._state.over and self._due is not None:
            touch_id = self._due.touch.id
        if touch_id is None or not self._typed.keep():
            return
        back = touch_id

        def do() -> None:
            self._follow.take_back(back)
            self._last = None
            self._context.hub.changed.emit()
            self._place = self._ids.index(back) if back in self._ids else self._place
            self._read(back)

        self._guarded(do)

    def _go(self, way: HandOff, act: Callable[[DueTouch], None]) -> None:
        """`act` on the touch as it is now. What was typed is stored first, so that a refusal loses nothing."""

        def do() -> None:
            if self._due is None or not self._typed.keep():
                return
            due = self._follow.check(self._due.touch.id, way)
            if due.touch.status is TouchStatus.OPEN:
                self._due = due
                if not self.first.asks(due, way):
                    act(due)
            else:  # elsewhere, meanwhile
                self._read(due.touch.id, also_over=True)

        if self._state is not None and any(listed.way is way for listed in self._state.ways):
            self._guarded(do)

    def _open_link(self, way: HandOff, due: DueTouch) -> None:
        link = self._follow.link(due, way, self._typed.words, self._typed.subject)
        if not self._store(way, due):
            return
        if not link or not self._outlets.open_link(link):
            self._follow.take_back(due.touch.id)
            self.problem_said.emit(NOT_OPENED)
            return
        more = ""
        if due.touch.kind is TouchKind.VIDEO and self._typed.file:
            self._outlets.copy(self._typed.file)
            more = " The file's path is copied: attach it there."
        self._told(way, due, more)

    def _copy(self, due: DueTouch) -> None:
        if self._store(HandOff.COPY, due):
            self._outlets.copy(self._typed.words)
            self._told(HandOff.COPY, due)

    def _show_code(self, due: DueTouch) -> None:
        text = self._follow.code(due, self._typed.words)
        if not text:
            return
        if not fits_code(text):
            self.problem_said.emit(TOO_LONG)
            return
        self.problem_said.emit("")

        def make(_: Store) -> Modules:  # the first one takes some 50 ms
            return self._context.qr(text)

        def show(modules: Modules) -> None:
            if self._shows(due) and self._due is not None and text == self._follow.code(self._due, self._typed.words):
                self.code_shown.emit(modules)

        self._context.tasks.run(make, show, lambda error: self.problem_said.emit(sentence(error)))

    def _put_on_paper(self, due: DueTouch, put: Callable[[str, str], object]) -> None:
        """A dialog asks first. Meanwhile the sheet may go on to another touch: only this one was printed."""
        words, file = self._typed.words, self._typed.file
        said = said_of(HandOff.PRINT, self._state.heading if self._state is not None else "")
        if not put(due.lead.shown_name, words):
            return
        if self._shows(due):
            self._sent(HandOff.PRINT, due)
        elif self._follow.hand_off(due.touch.id, HandOff.PRINT, words, file):
            self._context.hub.changed.emit()
            self._context.hub.undo_offered.emit(said, partial(self._undo, due.touch.id))

    def _shows(self, due: DueTouch) -> bool:
        return self._due is not None and self._due.touch.id == due.touch.id

    def _sent(self, way: HandOff, due: DueTouch) -> None:
        if self._store(way, due):
            self._told(way, due)

    def _store(self, way: HandOff, due: DueTouch) -> bool:
        """Write it down as handed off; False where that was done meanwhile, and the sheet says so."""
        if self._follow.hand_off(due.touch.id, way, self._typed.words, self._typed.file):
            self._typed.stored()
            return True
        self._read(due.touch.id, also_over=True)
        return False

    def _told(self, way: HandOff, due: DueTouch, more: str = "") -> None:
        if self._state is not None:
            self._done(due, said_of(way, self._state.heading) + more)

    def _done(self, due: DueTouch, said: str) -> None:
        """Everybody is told first: a page that shows itself anew may take the keyboard, and the sheet takes it back."""
        touch_id = self._last = due.touch.id
        self._typed.stored()
        self._state = replace(self._state, ways=(), over=said) if self._state else None  # nothing goes out twice
        self._context.hub.changed.emit()
        self._go_on()
        self._context.hub.undo_offered.emit(said, partial(self._undo, touch_id))

    def _undo(self, touch_id: int) -> None:
        """The toast's button; the window tells everybody afterwards."""
        self._context.hub.tried(lambda: self._follow.take_back(touch_id))

    def _guarded(self, doing: Callable[[], None], about: int = 0) -> None:
        """A refusal is said on the sheet, which then shows how the touch stands now."""
        due = self._due
        about = about or (due.touch.id if due is not None else 0)
        try:
            doing()
        except LchError as error:
            due = self._due
            if due is None or due.touch.id != about:
                self._context.hub.failed.emit(error)
            elif self._read(due.touch.id, also_over=True):
                self.problem_said.emit(sentence(error))
            else:
                self._end()
                self._context.hub.failed.emit(error)

    @property
    def _follow(self) -> FollowThrough:
        return self._context.services.follow_through

    def _telling(self) -> Telling:
        rep = self._context.services.rep
        return Telling(rep.local(), rep.today(), self._context.style, self._place + 1, len(self._ids))
