"""Every signal of the hour's widgets, tied to what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome
from lch_desktop.ui.focus.field_keys import FieldKeys

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter
    from lch_desktop.ui.focus.screen import Screen


def connect(screen: Screen, p: FocusPresenter) -> None:
    """Tie `screen` to `p`, once."""
    screen.presenter = p
    _connect_page(screen, p)
    _connect_card(screen, p)
    _connect_strip(screen, p)
    _connect_questions(screen, p)
    FieldKeys(screen.page, p.guards.allows_slot)
    screen.saying.toast.undo_requested.connect(lambda: p.act("redo" if screen.saying.redoes else "undo"))


def _connect_page(screen: Screen, p: FocusPresenter) -> None:
    page = screen.page
    page.key_pressed.connect(p.on_key)
    page.key_released.connect(p.on_key_released)
    page.typing_changed.connect(screen.set_typing)
    page.active_changed.connect(screen.set_active)
    page.outcomes.chosen.connect(lambda name: p.outcome(Outcome(name)))
    page.outcomes.asked.connect(p.act)
    page.bar.chosen.connect(lambda name: p.outcome(Outcome(name)))
    page.bar.asked.connect(p.act)
    page.sheet.chosen.connect(p.act)
    page.sheet.left.connect(screen.hide_sheet)
    page.late.copy_requested.connect(lambda: p.act("late-text"))
    page.ends.end_requested.connect(lambda: p.act("end"))
    page.time_left.hide_requested.connect(lambda: p.act("hide-minutes"))


def _connect_card(screen: Screen, p: FocusPresenter) -> None:
    page, card = screen.page, screen.page.card
    card.call_requested.connect(lambda: p.act("call"))
    card.use_note_requested.connect(lambda: p.act("use-note"))
    card.may_need_requested.connect(lambda: p.act("may-need"))
    card.goal_edited.connect(screen.keep_goal)
    for note in (page.card, page.bar, page.strip):
        note.note_changed.connect(p.typed.write_note)
        note.field_left.connect(page.setFocus)
    card.note_submitted.connect(page.setFocus)
    page.bar.note.submitted.connect(page.setFocus)


def _connect_strip(screen: Screen, p: FocusPresenter) -> None:
    strip, keys = screen.page.strip, p.strip_keys
    strip.slot_chosen.connect(keys.choose_slot)
    strip.reason_chosen.connect(keys.choose_slot)
    strip.time_typed.connect(keys.type_time)
    strip.text_changed.connect(keys.write_text)
    strip.goal_toggled.connect(lambda on: keys.tick("goal_hit", on))
    strip.asked_toggled.connect(lambda on: keys.tick("asked", on))
    strip.text_toggled.connect(lambda on: keys.tick("send_text", on))
    strip.video_toggled.connect(lambda on: keys.tick("send_video", on))
    strip.now_toggled.connect(lambda on: keys.tick("send_now", on))
    strip.save_requested.connect(keys.save_strip)
    strip.undo_requested.connect(lambda: p.act("undo"))
    strip.change_requested.connect(screen.say_change)
    strip.fear.answered.connect(p.fears.answer)


def _connect_questions(screen: Screen, p: FocusPresenter) -> None:
    choice, pause = screen.page.choice, screen.page.pause
    choice.option_chosen.connect(p.answers.choose)
    choice.saved.connect(p.answers.save)
    choice.text_changed.connect(p.answers.typed)
    choice.left.connect(p.answers.back)
    choice.fear.answered.connect(p.fears.answer)
    choice.field_left.connect(screen.page.setFocus)
    pause.go_on_requested.connect(lambda: p.deeds.pause_key("Enter"))
    pause.reason_chosen.connect(lambda reason: p.deeds.go_on(reason.lower()))
    screen.moment.back_requested.connect(p.deeds.end_resistance)
    screen.moment.said.connect(p.deeds.note_said)
