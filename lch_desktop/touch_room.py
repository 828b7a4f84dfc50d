"""Where touches meet the window: the sheet over whatever page is in front, and who rings outside the hour.

Made at the first request, long after the first paint; never there during the hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from lch_desktop.ui.touches.caller import CallerSheet
from lch_desktop.ui.touches.caller_talk import CallerPresenter
from lch_desktop.ui.touches.finder import FinderPresenter, FinderSheet
from lch_desktop.ui.touches.outlets import outlets_of
from lch_desktop.ui.touches.presenter import TouchPresenter
from lch_desktop.ui.touches.sheet import TouchSheet

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.leads import LeadsPage
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.touches.outlets import Outlets

AFTER_HOUR = "That can wait until the hour is over."


class TouchRoom(QObject):
    """One sheet and one finder, joined to one window."""

    def __init__(self, context: UiContext, window: MainWindow, outlets: Outlets | None = None) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        home = window.centralWidget() or window
        elapsed_s = context.services.rep.clock.elapsed_s
        self.sheet = TouchSheet(context.look, elapsed_s, home)
        self.presenter = TouchPresenter(context, outlets or outlets_of(context, self.sheet), self)
        self._home = home
        self._waits = False  # a talk, for the window
        self._after_call: tuple[int, ...] = ()  # touches: a call came before the first of them
        self._connect_sheet()
        window.hour_entered.connect(self.give_way)
        window.stack.currentChanged.connect(lambda _: self.give_way())
        window.closed.connect(self.leave)

    @cached_property
    def finder(self) -> FinderSheet:
        """Who rings; made when somebody does."""
        sheet = FinderSheet(self._context.look, self._context.services.rep.clock.elapsed_s, self._home)
        finding = self._finding = FinderPresenter(self._context, self)
        sheet.typed.connect(finding.look_for)
        finding.found.connect(sheet.show_found)
        sheet.chosen.connect(self._answer)
        sheet.left.connect(sheet.go)
        return sheet

    @cached_property
    def caller(self) -> CallerSheet:
        """Who it is, and what is talked about."""
        sheet = CallerSheet(self._context.look, self._context.services.rep.clock.elapsed_s, self._home)
        talk = self.talk = CallerPresenter(self._context, self)
        talk.shown.connect(sheet.show_caller)
        talk.asked.connect(sheet.show_question)
        talk.understood.connect(sheet.say_understood)
        talk.ended.connect(self._back_to_touches)
        talk.strip_changed.connect(sheet.show_strip)
        talk.words_retold.connect(sheet.retell)
        talk.problem_said.connect(sheet.say_problem)
        talk.closed.connect(sheet.go)
        sheet.left.connect(talk.back)
        sheet.other_requested.connect(talk.ask_about)
        sheet.option_chosen.connect(talk.answer)
        sheet.line_saved.connect(talk.answer_line)
        sheet.line_typed.connect(talk.type_line)
        sheet.slot_chosen.connect(talk.choose)
        sheet.time_typed.connect(talk.type_time)
        sheet.note_changed.connect(talk.write_note)
        sheet.text_changed.connect(talk.write_text)
        sheet.ticked.connect(talk.tick)
        sheet.save_requested.connect(talk.save)
        sheet.pane_requested.connect(lambda: self.open_lead(talk.lead_id))
        return sheet

    def open(self, touch_ids: Sequence[int]) -> None:
        """The sheet for these touches, one after the other."""
        if self._is_free():
            self._end_call()
            self.presenter.open(touch_ids)

    def find_caller(self) -> None:
        """Somebody rings: who?"""
        if self._is_free():
            self.leave()
            self.finder.ask()
            self._finding.begin()

    def open_lead(self, lead_id: int) -> None:
        """The lead's own pane: what was said, the number, the notes."""
        self.leave()
        if not lead_id:
            return
        self._window.show_page("Leads")
        if self._window.front == "Leads":
            cast("LeadsPage", self._window.page("Leads")).open_on(lead_id)

    def give_way(self) -> None:
        """Another page, or the hour: nothing lies over it. A talk that is not logged yet comes back once it can."""
        if "caller" in vars(self) and self.talk.lead_id:
            self._waits = True
            self.talk.step_aside()
        if self._waits:
            QTimer.singleShot(0, self, self._come_back)
        self._close()

    def leave(self) -> None:
        """Nothing lies over the page. What was typed is kept."""
        self._close()
        self._end_call()

    def _close(self) -> None:
        for dialog in self.sheet.findChildren(QDialog):
            dialog.reject()  # a printer or a file that is asked for
        self.presenter.give_way()
        if "finder" in vars(self):
            self.finder.go()

    def _come_back(self) -> None:
        """Once the page in front has taken the keyboard; Ready and the hour come first."""
        if self._waits and not self._window.in_hour and self._window.front != "Ready":
            self._waits = False
            self.caller.set_pane_shown(self._window.front != "Debrief")
            self.talk.come_back()

    def _end_call(self) -> None:
        self._waits, self._after_call = False, ()
        if "finder" in vars(self):
            self.finder.go()
        if "caller" in vars(self):
            self.talk.leave()

    def _is_free(self) -> bool:
        if self._window.in_hour:
            self._context.hub.told.emit(AFTER_HOUR)
            return False
        return self._window.front != "Ready"

    def _connect_sheet(self) -> None:
        sheet, presenter = self.sheet, self.presenter
        presenter.shown.connect(sheet.show_sheet)
        presenter.renewed.connect(sheet.renew)
        presenter.code_shown.connect(sheet.show_code)
        presenter.problem_said.connect(sheet.say_problem)
        presenter.file_said.connect(sheet.say_file)
        presenter.file_chosen.connect(sheet.video.put_file)
        presenter.closed.connect(sheet.go)
        sheet.left.connect(presenter.leave)
        sheet.way_chosen.connect(presenter.hand_off)
        sheet.call_requested.connect(presenter.first.call)
        presenter.first.asked.connect(sheet.ask_first)
        presenter.first.called.connect(self._call_before)
        sheet.code_confirmed.connect(presenter.confirm_code)
        sheet.words_changed.connect(presenter.type_words)
        sheet.subject_changed.connect(presenter.type_subject)
        sheet.file_changed.connect(presenter.type_file)
        sheet.choose_requested.connect(presenter.choose_file)
        sheet.save_requested.connect(presenter.save_card)
        sheet.drop_requested.connect(presenter.drop)
        sheet.next_requested.connect(presenter.pass_over)
        sheet.take_back_requested.connect(presenter.take_back)

    def _call_before(self, lead_id: int, said: str) -> None:
        """The call before an e-mail: what came of it is logged, then its sheet is there again."""
        after = self.presenter.rest
        self.presenter.give_way()
        self.caller.set_pane_shown(self._window.front != "Debrief")
        self.talk.open(lead_id, said)
        if self.talk.lead_id:
            self._after_call = after
        else:  # it could not be opened
            self.open(after)

    def _back_to_touches(self) -> None:
        """What was to be sent before the call, once that is over."""
        after, self._after_call = self._after_call, ()
        if after:
            QTimer.singleShot(0, self, lambda: self.open(after))

    def _answer(self, lead_id: int) -> None:
        """They are on the line."""
        self.finder.go()
        self.caller.set_pane_shown(self._window.front != "Debrief")  # nothing leads back there
        self.talk.open(lead_id)
