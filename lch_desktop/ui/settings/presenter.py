"""Behind the settings: each change is checked and saved at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.settings import Settings
from lch_desktop.messages import sentence
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings.backups_part import BackupsPart
from lch_desktop.ui.settings.rules import RefusedError, changed, with_key
from lch_desktop.ui.settings.schedule_part import SchedulePart

LOOK = frozenset({"theme", "text_size", "reduced_motion", "high_contrast"})


class SettingsPresenter(QObject):
    """Every request ends in a saved setting or in one sentence at the field."""

    shown = Signal(object, int)  # Settings, how many sample leads are in
    refused = Signal(str, str)  # the setting, the sentence; "" takes an older one away
    dialled = Signal(bool)  # whether the system took the test call

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.backups = BackupsPart(context, self)
        self.schedule = SchedulePart(context, self)

    def refresh(self) -> None:
        """Show everything as it is stored."""
        services = self._context.services
        samples = len(services.store.leads.sample_ids())
        self.shown.emit(services.rep.settings, samples)
        self.backups.refresh()
        self.schedule.refresh()

    def change(self, name: str, value: object) -> None:
        """Set `name`."""
        self._save(name, lambda settings: changed(settings, name, value))

    def change_key(self, action: str, key: str) -> None:
        """Let `key` do `action`; "" switches it off."""
        self._save("keys", lambda settings: with_key(settings, action, key))

    def reset_keys(self) -> None:
        """The keys as they came."""
        self._save("keys", lambda settings: replace(settings, keys=()))

    def test_dialer(self, number: str) -> None:
        """Call the rep's own number with the chosen dialer."""
        e164 = re.sub(r"[^\d+]", "", number)
        if not re.fullmatch(r"\+\d{7,15}", e164):
            self.refused.emit("test", "Write your own number with its country code, such as +1 512 555 0143.")
            return
        try:
            taken = self._context.services.calling.test(e164)
        except LchError as error:
            self.refused.emit("test", sentence(error))
            return
        self.refused.emit("test", "" if taken else "The system has no program for this kind of call.")
        self.dialled.emit(taken)

    def keep_test(self, rang: bool) -> None:
        """Remember whether the rep's phone rang."""
        self._context.services.calling.keep_test(rang)
        self._saved(look=False)

    def remove_samples(self) -> None:
        """Take the sample leads out."""
        count = self._context.services.samples.take_out()
        self._saved(look=False)
        self._context.hub.told.emit(f"{count} sample leads removed.")

    def _save(self, name: str, change: Callable[[Settings], Settings]) -> None:
        rep = self._context.services.rep
        before = rep.settings
        try:
            after = change(before)
        except RefusedError as refused:
            self.refused.emit(name, str(refused))
            return
        self.refused.emit(name, "")
        if after == before:
            self.refresh()
            return
        rep.save(after)
        self._saved(look=name in LOOK)

    def _saved(self, *, look: bool) -> None:
        self.refresh()
        hub = self._context.hub
        if look:
            hub.look_changed.emit()
        hub.changed.emit()
