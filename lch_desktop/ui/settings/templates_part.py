"""Behind the card of the templates: words are checked while they are typed, and kept when the field is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.templates import Template, check, own_words, with_own
from lch_desktop.ui.settings.templates_state import LABELS, WAYS, build_templates

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.ui.context import UiContext


class TemplatesPart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a TemplatesState

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = Template.AFTER_TALK
        self._typed: dict[Template, str] = {}  # not stored: being typed, or refused

    def refresh(self) -> None:
        """Show what is stored; words being typed stay."""
        rep = self._context.services.rep
        typed = self._typed.get(self._chosen)
        state = build_templates(rep.settings, self._chosen, rep_name=rep.name, style=self._context.style, typed=typed)
        self.shown.emit(state)

    def left(self) -> None:
        """The page was left: what can be meant is kept, what was refused is forgotten."""
        self.keep()
        self._typed.clear()

    def choose(self, name: str) -> None:
        """Show the words of the template `name`."""
        self._chosen = Template(name)
        self.refresh()

    def take(self, words: str) -> None:
        """The words as they are being typed."""
        self._typed[self._chosen] = words
        self.refresh()

    def keep(self) -> None:
        """Typing is over: store the words, unless they cannot be meant."""
        words = self._typed.get(self._chosen)
        if words is None or check(words, self._chosen):
            return
        del self._typed[self._chosen]
        self._store(words)

    def back_to_ours(self) -> None:
        """Our own words for the chosen template; the rep's can be brought back from the toast."""
        template = self._chosen
        lost = own_words(template, self._settings.templates)
        self._typed.pop(template, None)
        self._store("")
        self._context.hub.undo_offered.emit(
            f"{LABELS[template]}: our words again.", lambda: self._bring_back(template, lost)
        )

    def set_way(self, way: str) -> None:
        """How a text is handed off first."""
        if way in [name for name, _ in WAYS]:
            self._save(replace(self._settings, text_way=way))

    def set_phone_first(self, on: bool) -> None:
        """Whether an e-mail asks first if they were called."""
        self._save(replace(self._settings, phone_first=on))

    # inside

    @property
    def _settings(self) -> Settings:
        return self._context.services.rep.settings

    def _bring_back(self, template: Template, words: str) -> None:
        self._save(replace(self._settings, templates=with_own(self._settings.templates, template, words)))

    def _store(self, words: str) -> None:
        self._save(replace(self._settings, templates=with_own(self._settings.templates, self._chosen, words)))

    def _save(self, settings: Settings) -> None:
        if settings != self._settings:
            self._context.hub.tried(lambda: self._context.services.rep.save(settings))
            self._context.hub.changed.emit()
        self.refresh()
