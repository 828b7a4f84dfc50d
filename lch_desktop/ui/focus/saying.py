"""One line at the foot of the hour's page, at once or when the next card is on the screen."""

from __future__ import annotations

from lch_desktop.ui.focus.after_frame import AfterFrame
from lch_desktop.ui.focus.view import FocusPage
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Toast

TOAST_MS = 4000


class Saying:
    """The toast of the hour. It takes no focus."""

    def __init__(self, page: FocusPage, look: ThemeHolder, after_frame: AfterFrame) -> None:
        self._page = page
        self._after_frame = after_frame
        self._waiting = ""  # to be said after the next frame
        self.toast = Toast(page, look)
        self.redoes = False  # its button: Redo, not Undo

    def say(self, words: str, *, undo: bool = False, redo: bool = False) -> None:
        """Say `words` now, in place of what waits to be said."""
        self._waiting = ""
        self._show(words, undo=undo, redo=redo)

    def say_after_frame(self, words: str) -> None:
        """Say `words`, with Undo, once the next card is on the screen: no key press waits for it."""
        self._waiting = words
        self._after_frame.do(self._say_waiting)

    def stop(self) -> None:
        """Say nothing more, and take back what is said."""
        self._waiting = ""
        self.toast.dismiss()

    def _say_waiting(self) -> None:
        words, self._waiting = self._waiting, ""
        if words:
            self._show(words, undo=True, redo=False)

    def _show(self, words: str, *, undo: bool, redo: bool) -> None:
        self.redoes = redo
        self.toast.set_below(self._page.toast_below())
        label = "Redo" if redo else "Undo" if undo else ""
        self.toast.show_message(words, label, "Shift+Z" if redo else "Z", TOAST_MS)
