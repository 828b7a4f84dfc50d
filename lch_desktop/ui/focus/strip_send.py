"""The text goes out with the strip: after the save, once the next card is on the screen, in the rep's usual way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from lch_desktop.domain.calls import TouchKind, TouchStatus
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.handoff import HandOff

if TYPE_CHECKING:
    from lch_desktop.services.follow_through import DueTouch
    from lch_desktop.ui.context import UiContext

NOW_LABELS: dict[str, str] = {HandOff.SMS.value: "Open on save", HandOff.COPY.value: "Copy on save"}
"""By the setting `text_way`. A code to scan is for after the hour: it would lie over the next card."""


def get_ready(context: UiContext) -> None:
    """Whether there is a program for texts: a worker asks the desktop, so that the save does not wait for it."""
    context.background.run(lambda _: context.has_opener("sms:"), lambda _: None)


def hand_off_text(context: UiContext, lead_id: int) -> None:
    """Hand off the newest text that waits for the lead; where it cannot go, it waits for the debrief."""
    try:
        said = send_text(context, lead_id)
    except LchError as error:
        context.hub.failed.emit(error)
        return
    if said:
        context.hub.told.emit(said)
        context.hub.changed.emit()


def send_text(context: UiContext, lead_id: int) -> str:
    """As `hand_off_text`, but only says what became of it; "" where none waits."""
    follow = context.services.follow_through
    due = _newest(context, lead_id)
    if due is None:
        return ""
    name = due.lead.greeting_name
    why = follow.why_not(due, context.style)
    if why:
        return f"{why} The text waits for the debrief."
    wanted = context.services.rep.settings.text_way
    way = next((way for way in follow.ways(due) if way.value == wanted), HandOff.COPY)
    words = follow.draft(due, context.style).words
    link = follow.link(due, way, words)
    if not follow.hand_off(due.touch.id, way, words):
        return ""
    if way is not HandOff.SMS:
        QGuiApplication.clipboard().setText(words)
        return f"Text to {name}: copied."
    if not context.open_link(link):
        follow.take_back(due.touch.id)
        return f"No program here opens a text. The one to {name} waits for the debrief."
    return f"Text to {name}: open in your messages app."


def _newest(context: UiContext, lead_id: int) -> DueTouch | None:
    touches = context.services.store.touches.of_lead(lead_id)
    waiting = [one.id for one in touches if one.kind is TouchKind.TEXT and one.status is TouchStatus.OPEN]
    return context.services.follow_through.get(max(waiting)) if waiting else None
