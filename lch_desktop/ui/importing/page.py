"""The import page: its view, its presenter, and the system's own file dialogs."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.importing.presenter import ImportPresenter
from lch_desktop.ui.importing.view import ImportView


class ImportPage(ImportView):
    """Opened by the button Import, by a file that is dropped, and by Today's offers."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        presenter = ImportPresenter(
            context, self.show_state, self.progress.show_progress, lambda: self.isVisible(), parent=self
        )
        self._presenter = presenter
        presenter.choose_wanted.connect(self.choose)
        self.go_on_requested.connect(presenter.go_on)
        self.back_requested.connect(presenter.go_back)
        self.cancel_requested.connect(presenter.cancel)
        self.other_requested.connect(presenter.begin_anew)
        self.file.file_given.connect(self._take_typed)
        self.file.choose_requested.connect(self.choose)
        self.file.newest_requested.connect(presenter.take_newest)
        self.file.list_toggled.connect(presenter.set_list)
        self.columns.columns.mapped.connect(presenter.map_column)
        self.columns.columns.question.answered.connect(presenter.answer)
        self.columns.columns.question.again_requested.connect(presenter.ask_again)
        self.columns.preview.region_chosen.connect(presenter.set_region)
        for step in (self.columns, self.look_over):
            step.already.chosen.connect(presenter.set_duplicates)
        self.look_over.counts.opened.connect(presenter.open_list)
        self.look_over.save_requested.connect(self._save_problems)
        self.done.undo_requested.connect(presenter.undo)
        self.done.repeat_requested.connect(presenter.repeat)
        qt = QApplication.instance()
        assert qt is not None
        qt.aboutToQuit.connect(presenter.close)

    def on_shown(self) -> None:
        """The page came to the front, or something changed while it was there."""
        self._presenter.refresh()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._presenter.rest()

    def open(self, path: str) -> None:
        """Take the file at `path`; "" goes on where the page was left."""
        self._presenter.open(path)

    def choose(self) -> None:
        """Ask for a file with the system's dialog, in the folder that was used last."""
        kinds = self.tr("Lead files (*.csv *.tsv *.txt *.xlsx *.vcf);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Import leads"), str(self._presenter.folder), kinds)
        self._presenter.take(chosen)

    def _take_typed(self, text: str) -> None:
        if text.strip():
            self._presenter.take(text)
        else:
            self._presenter.go_on()

    def _save_problems(self) -> None:
        kinds = self.tr("CSV files (*.csv)")
        place = str(self._presenter.problem_file)
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save problem rows as CSV"), place, kinds)
        self._presenter.save_problems(chosen)
