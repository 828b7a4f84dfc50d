"""The presenter of the script book and of the shelf: what the rep types is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.scripts import Script, ScriptKind
from lch_desktop.messages import sentence
from lch_desktop.ui.practice.state import WORDS, KindState, Known, build_kinds

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.ui.context import UiContext


class BookPresenter:
    """Shows some kinds of script and does what is asked with them."""

    def __init__(
        self, context: UiContext, kinds: Sequence[ScriptKind], show: Callable[[tuple[KindState, ...]], None]
    ) -> None:
        self._context = context
        self._kinds = kinds
        self._show = show
        self._examples: tuple[Lead, ...] = ()

    @property
    def known(self) -> Known:
        """What words are shown with now."""
        book = self._context.services.scripts
        return Known(self._examples, self._context.services.rep.today(), book.said_to)

    def open(self) -> None:
        """Show the book, then once more with leads that are there now: those are looked for by a worker."""
        book = self._context.services.scripts
        self.refresh()
        self._context.tasks.run(book.examples, self._take_examples)

    def refresh(self) -> None:
        """Show the book as it is stored."""
        self._show(build_kinds(self._kinds, self._context.services.scripts.all(), self.known))

    def add(self, kind: ScriptKind, title: str, words: str) -> tuple[int, str]:
        """Keep a new script; returns its id and "", or 0 and the sentence that says why not."""
        services = self._context.services
        try:
            script = services.scripts.save(Script(kind=kind, title=title, words=words, created_at=services.rep.now()))
        except InputError as error:
            return 0, sentence(error)
        return script.id, ""

    def change(self, row_id: int, kind: ScriptKind, field: str, text: str) -> str:
        """Keep what was typed over a script; emptied words take it out. Returns why not, or ""."""
        if field == "words" and not text.strip():
            self.remove(row_id, kind)
            return ""
        try:
            self._context.services.scripts.edit(row_id, **{field: text})
        except InputError as error:
            return sentence(error)
        self.refresh()
        return ""

    def remove(self, row_id: int, kind: ScriptKind) -> None:
        """Take a script out of the book, with a way back."""
        book = self._context.services.scripts
        try:
            entry_id = book.remove(row_id)
        except InputError as error:  # another program took it out meanwhile
            self._context.hub.failed.emit(error)
            self.refresh()
            return
        self.refresh()
        self._context.hub.undo_offered.emit(f"{WORDS[kind].one.capitalize()} removed.", lambda: book.undo(entry_id))

    def move(self, row_id: int, by: int) -> bool:
        """Move a script among its kind; returns whether it moved."""
        try:
            moved = self._context.services.scripts.move(row_id, by)
        except InputError as error:
            self._context.hub.failed.emit(error)
            moved = False
        self.refresh()
        return moved

    def pin(self, row_id: int, on: bool) -> None:
        """Put a story on the card, or take it away."""
        self._context.services.scripts.pin(row_id if on else None)
        self.refresh()

    def _take_examples(self, examples: list[Lead]) -> None:
        if tuple(examples) != self._examples:
            self._examples = tuple(examples)
            self.refresh()
