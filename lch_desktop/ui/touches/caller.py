"""Somebody rings outside the hour: what is known of them, and the strip that logs the talk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lch_desktop.domain.errors import LchError, RuleError
from lch_desktop.messages import sentence
from lch_desktop.services.call_log import Dial
from lch_desktop.ui.focus.strip import NO_NEXT, PICKED, Strip
from lch_desktop.ui.focus.strip_model import StripModel
from lch_desktop.ui.focus.strip_send import send_text
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.touches.half_told import HalfTold
from lch_desktop.ui.touches.over import OverSheet
from lch_desktop.ui.touches.wrap_row import WrapRow
from lch_desktop.ui.widgets import PrimaryButton, Problem, QuietButton, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.focus.state import StripState
    from lch_desktop.ui.theme import ThemeHolder

WIDTH = 1240
NARROW, FOLDED = 1300, 1000


def facts_of(lead: Lead) -> tuple[tuple[str, str], ...]:
    """What the rep has at hand while they speak, as on the card."""
    phone = lead.phone
    told = (
        ("", ", ".join(part for part in (lead.company if lead.name else "", phone.shown if phone else "") if part)),
        ("Back here we talked about", lead.last_talk),
        ("What they told you", lead.personal),
        ("They may need next", lead.may_need),
    )
    return tuple((caption, words.strip()) for caption, words in told if words.strip())


class CallerSheet(OverSheet):
    """The facts and the strip."""

    save_requested = Signal()
    pane_requested = Signal()
    slot_chosen = Signal(int)
    time_typed = Signal(str)
    note_changed = Signal(str)
    text_changed = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget) -> None:
        super().__init__(look, elapsed_s, parent, WIDTH)
        self._name = WrapLabel(look, role="headline")
        self._facts = [WrapLabel(look, role="large", max_lines=2) for _ in range(4)]
        self.strip = Strip(look)
        self.strip.undo.hide()
        self.strip.save.hide()  # it stays in sight in the foot
        self._save_button = PrimaryButton(look, self.tr("Save"), self.tr("Enter"))
        self._save_button.clicked.connect(self._save)
        self._problem = Problem(look)
        self._pane = QuietButton(look, self.tr("Another outcome: open in Leads"), "L", tone="muted")
        self._back = QuietButton(look, self.tr("Back"), self.tr("Esc"), tone="muted")
        for part in (self._name, *self._facts, self.strip, self._problem):
            self.body.addWidget(part)
        self._acts = WrapRow([self._save_button, self._pane, self._back], 20)
        self.foot.addWidget(self._acts)
        self.set_form()
        self._connect()

    def show_caller(self, lead: Lead, state: StripState) -> None:
        """Somebody else, with the keyboard on the first slot's keys."""
        self.setAccessibleName(self.tr("{name} is calling").format(name=lead.shown_name))
        self._name.setText(self.accessibleName())
        facts = facts_of(lead)
        for place, label in enumerate(self._facts):
            label.setVisible(place < len(facts))
            caption, words = facts[place] if place < len(facts) else ("", "")
            label.setText(f"{caption}: {words}" if caption else words)
        self._problem.say("")
        self.strip.typed.clear()
        self.strip.show_state(state)
        self.come()

    def show_strip(self, state: StripState) -> None:
        """The strip after a choice."""
        self.strip.show_state(state)
        self.place()
        if state.chosen == PICKED:
            self.bring(self.strip.typed)
        elif state.chosen in (0, 1) or state.reason:
            self.bring(self.strip.note)
        else:
            self.setFocus()

    def retell(self, state: StripState) -> None:
        """The strip after what was typed or ticked there."""
        self.strip.show_state(state)
        self.place()

    def say_problem(self, words: str) -> None:
        """What is missing, or refused."""
        self._problem.say(words)
        self.place()

    def set_pane_shown(self, shown: bool) -> None:
        """Whether there is a way to the lead's pane: not from a page that nothing leads back to."""
        self._pane.setVisible(shown)
        self._acts.refold()

    def place(self) -> None:
        self.set_form()
        super().place()

    def set_form(self) -> None:
        """Closer together in a narrow window; one part under the other where they cannot stand side by side."""
        theme, width = self._look.theme, self._home.width()
        self.strip.set_form(narrow=width < theme.px(NARROW), small=True, folded=width < theme.px(FOLDED))

    def stops(self) -> list[QWidget]:
        strip = self.strip
        slots = [*strip.slots, *strip.reasons, strip.no_next, strip.typed]
        words = [strip.note, strip.now, strip.text, strip.reached, strip.asked, strip.text_ready, strip.video]
        return [*slots, *words, self._save_button, self._pane, self._back]

    def take_key(self, event: QKeyEvent) -> None:
        key, strip = key_name(event), self.strip
        ticks = {"G": strip.reached, "A": strip.asked, "T": strip.text_ready, "V": strip.video, "S": strip.now}
        if key in ("1", "2", "3", "4"):
            self.slot_chosen.emit(int(key) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif key == "N":
            self.bring(strip.note)
        elif key == "L" and self._pane.isVisibleTo(self):
            self._pane.click()
        elif key in ticks and ticks[key].isVisibleTo(strip):
            ticks[key].toggle()

    def _save(self) -> None:
        if not self.is_settling:
            self.save_requested.emit()

    def _connect(self) -> None:
        strip = self.strip
        strip.slot_chosen.connect(self.slot_chosen)
        strip.reason_chosen.connect(self.slot_chosen)
        strip.time_typed.connect(self.time_typed)
        strip.note_changed.connect(self.note_changed)
        strip.text_changed.connect(self.text_changed)
        strip.goal_toggled.connect(lambda on: self.ticked.emit("goal_hit", on))
        strip.asked_toggled.connect(lambda on: self.ticked.emit("asked", on))
        strip.text_toggled.connect(lambda on: self.ticked.emit("send_text", on))
        strip.video_toggled.connect(lambda on: self.ticked.emit("send_video", on))
        strip.now_toggled.connect(lambda on: self.ticked.emit("send_now", on))
        strip.save_requested.connect(self._save)
        strip.field_left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._pane.clicked.connect(self.pane_requested)
        self._back.clicked.connect(self.left)


class CallerPresenter(QObject):
    """One talk at a time. What was typed for somebody is there again when they ring again; the rest is new."""

    shown = Signal(object, object)  # a Lead, a StripState
    strip_changed = Signal(object)  # a StripState
    words_retold = Signal(object)  # a StripState: the keyboard stays where it is
    problem_said = Signal(str)
    closed = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._typed: dict[int, tuple[str, str]] = {}  # note and own text of those who are not logged yet
        self._half_told = HalfTold(context, self)
        self._lead: Lead | None = None
        self._model: StripModel | None = None
        self._began_at = context.services.rep.now()

    @property
    def lead_id(self) -> int:
        """Who is on the line, 0 for nobody."""
        return self._lead.id if self._lead is not None else 0

    def open(self, lead_id: int) -> None:
        """This is who rings: the talk begins now, and the next calls are proposed from now on."""
        services = self._context.services
        try:
            lead = services.log.lead(lead_id)
            note, text = self._typed.get(lead_id, ("", ""))
            model = StripModel(services, self._context.style, lead, note, asked=False)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        if text:
            model.write(text=text)
        self._lead, self._model, self._began_at = lead, model, services.rep.now()
        self.shown.emit(lead, model.state)

    def leave(self) -> None:
        """Esc: nothing is logged. The note stays in their notes, the text until the program ends."""
        self._half_told.keep()
        self._lead = self._model = None
        self.closed.emit()

    def step_aside(self) -> None:
        """Something else takes the window; `come_back` goes on with the same talk."""
        self._half_told.keep()
        self.closed.emit()

    def come_back(self) -> None:
        """The same talk, from where it was."""
        if self._lead is not None and self._model is not None:
            self.shown.emit(self._lead, self._model.state)

    def choose(self, place: int) -> None:
        """1 and 2 take a slot, 3 a typed time, 4 asks why there is none; then 1 to 3 are the reasons."""
        model = self._model
        if model is None:
            return
        if model.state.chosen == NO_NEXT and place < NO_NEXT:
            model.give_reason(place)
        else:
            model.choose(place)
        self.problem_said.emit("")
        self.strip_changed.emit(model.state)

    def type_time(self, text: str) -> None:
        """Understood while it is typed."""
        model = self._model
        if model is not None:
            model.type_time(text)
            self.strip_changed.emit(model.state)

    def write_note(self, text: str) -> None:
        """What was talked about."""
        if self._model is not None and text != self._model.state.note:
            self._model.write(note=text)
            self._half_told.write(self.lead_id, text)
            self._keep_typed()

    def write_text(self, text: str) -> None:
        """The rep's own words for the text."""
        if self._model is not None:
            before = self._model.state
            self._model.write(text=text)
            self._keep_typed()
            if self._model.state.tells_other_than(before):
                self.words_retold.emit(self._model.state)

    def tick(self, name: str, on: bool) -> None:
        """One of the strip's ticks; a text that is wanted after all is drafted anew."""
        if self._model is not None:
            before = self._model.state.text
            self._model.set_tick(name, on)
            if self._model.state.text != before:
                self.words_retold.emit(self._model.state)

    def save(self) -> None:
        """Log the talk, outside any hour, or say what is missing."""
        model, lead, services = self._model, self._lead, self._context.services
        if model is None or lead is None:
            return
        missing = model.missing()
        if missing is not None:
            self.problem_said.emit(missing.words)
            return
        try:
            logged = services.log.log(lead.id, model.report(0), Dial(started_at=self._began_at, words=model.own_text))
        except LchError as error:
            self.problem_said.emit(sentence(error))
            return
        self._typed.pop(lead.id, None)
        self._half_told.logged(lead.id)
        self.leave()
        sent = self._send_now(model, lead)
        self._context.hub.changed.emit()
        said = " ".join(part for part in (f"{lead.shown_name}: connected.", sent) if part)
        self._context.hub.undo_offered.emit(said, partial(self._undo, logged.call.id))

    def _send_now(self, model: StripModel, lead: Lead) -> str:
        """What became of the text, where it goes out with the save."""
        if not (model.state.send_now and model.state.now_label):
            return ""
        try:
            return send_text(self._context, lead.id)
        except LchError as error:
            return sentence(error)

    def _keep_typed(self) -> None:
        if self._model is not None:
            self._typed[self.lead_id] = (self._model.state.note, self._model.own_text)

    def _undo(self, call_id: int) -> None:
        """Only while nothing else was written since."""
        services = self._context.services
        newest = services.store.ledger.newest()
        try:
            if newest is None or newest.call_id != call_id:
                raise RuleError("nothing-to-undo")
            services.log.undo()
        except LchError as error:
            self._context.hub.failed.emit(error)
