"""The settings."""

from __future__ import annotations

from pathlib import Path

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings.backups_part import BackupsPart
from lch_desktop.ui.settings.presenter import SettingsPresenter
from lch_desktop.ui.settings.view import SettingsView


class SettingsPage(SettingsView):
    """The page with its presenter."""

    def __init__(self, context: UiContext, data_dir: Path) -> None:
        super().__init__(context.look, data_dir, context.services.backups.folder)
        presenter = self._presenter = SettingsPresenter(context, self)
        presenter.shown.connect(self.show_settings)
        presenter.refused.connect(self.show_problem)
        presenter.dialled.connect(self.dialer.ask_whether_it_rang)
        self.changed.connect(presenter.change)
        self.remove_samples_requested.connect(presenter.remove_samples)
        self.dialer.test_requested.connect(presenter.test_dialer)
        self.dialer.tested.connect(presenter.keep_test)
        self.if_then.line_changed.connect(presenter.change_if_then)
        self.keys.key_chosen.connect(presenter.change_key)
        self.keys.reset_requested.connect(presenter.reset_keys)
        self.newer_files.fetch_requested.connect(context.hub.newer_file_requested)
        self._connect_backups(presenter.backups)

    def _connect_backups(self, part: BackupsPart) -> None:
        card = self.backups
        part.shown.connect(card.show_state)
        part.refused.connect(card.show_problem)
        card.back_up_requested.connect(part.back_up)
        card.list_requested.connect(part.choose)
        card.list_left.connect(part.leave)
        card.restore_requested.connect(part.restore)

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self._presenter.refresh()


def make_page(context: UiContext, data_dir: Path) -> SettingsPage:
    """The page; `data_dir` is where everything is kept."""
    return SettingsPage(context, data_dir)
