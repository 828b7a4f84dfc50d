"""Keeps the rep's tip to oneself, from wherever it is written, with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lch_desktop.ui.context import UiContext


def write_tip(context: UiContext, words: str, tell: Callable[[], None]) -> None:
    """Keep `words`, or none; `tell` shows what is kept."""
    jar, hub = context.services.wins_jar, context.hub
    try:
        take_back = jar.keep_tip(words)
    except LchError as error:
        hub.failed.emit(error)
        return
    tell()
    if take_back is not None:
        hub.offer_take_back("Your tip is kept." if jar.tip else "Your tip is taken out.", take_back, tell)
