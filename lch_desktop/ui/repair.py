"""A database that is damaged at the start: the newest good backup is offered in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.zones import zone_info
from lch_desktop.messages import sentence
from lch_desktop.ui.context import style_of
from lch_desktop.ui.theme import ThemeHolder, make_theme, prepare_app
from lch_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from lch_desktop.ui.widgets.labels import WrapLabel
from lch_desktop.words import content_words, moment_words

if TYPE_CHECKING:
    from lch_desktop.domain.backups import Content
    from lch_desktop.services.backups import Backups, KnownBackup
    from lch_desktop.words import Style

WIDTH = 640


@dataclass(frozen=True, slots=True)
class RepairState:
    """What the dialog says."""

    backup: str  # "The newest good backup: yesterday 8:41, 412 leads, 1,204 calls."
    lost: str


def build_repair(good: KnownBackup, damaged: Content | None, now: datetime, style: Style) -> RepairState:
    """The words for `good`; `damaged` is what the database still seems to hold, None where nobody can tell.

    `now` is on the rep's clock.
    """
    when = moment_words(good.backup.at.astimezone(now.tzinfo), now.date(), style)
    said = f"The newest good backup: {when}, {content_words(good.content)}."
    lost = "What came after it is lost. The damaged database is kept aside, nothing of it is deleted."
    if good.content is not None and damaged is not None:
        calls, leads = damaged.calls - good.content.calls, damaged.leads - good.content.leads
        if calls >= 0 and leads >= 0:
            came = f"{leads:,} {'lead' if leads == 1 else 'leads'} and {calls:,} {'call' if calls == 1 else 'calls'}"
            lost = (
                f"What came after it is lost, as far as can be seen {came}. "
                "The damaged database is kept aside, nothing of it is deleted."
            )
    return RepairState(said, lost)


class RepairDialog(QDialog):
    """Asks whether the backup may take the database's place; stays open where that fails, and says why."""

    def __init__(self, look: ThemeHolder, state: RepairState, restore: Callable[[], object]) -> None:
        super().__init__()
        self._restore = restore
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Lead Conversion Hour"))
        self.bring_back = PrimaryButton(look, self.tr("Bring it back"), self.tr("Enter"))
        self.bring_back.clicked.connect(self._try)
        self.bring_back.setDefault(True)
        self.leave = SecondaryButton(look, self.tr("Close without changing anything"))
        self.leave.clicked.connect(self.reject)
        self.problem = WrapLabel(look, "", "body", "err")
        self.problem.hide()
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.bring_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 24)
        column.setSpacing(12)
        column.addWidget(WrapLabel(look, self.tr("The database is damaged and cannot be opened."), "title"))
        column.addWidget(WrapLabel(look, state.backup, "large"))
        column.addWidget(WrapLabel(look, state.lost, "body", "muted"))
        column.addWidget(self.problem)
        column.addSpacing(12)
        column.addLayout(row)
        self.bring_back.setFocus()
        self._width = look.theme.px(WIDTH)
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width; a dialog takes no notice of that by itself."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.setFixedSize(self._width, layout.totalHeightForWidth(self._width))

    def _try(self) -> None:
        try:
            self._restore()
        except LchError as error:
            self.problem.setText(sentence(error))
            self.problem.show()
            self._fit()
            return
        self.accept()


def offer_backup(backups: Backups, now: datetime, zone: str) -> bool:
    """Offer the newest good backup; returns whether it is in place now. False at once where there is none."""
    good = backups.newest_good()
    if good is None:
        return False
    local = now.astimezone(zone_info(zone))
    state = build_repair(good, backups.present(), local, style_of(QLocale()))
    file = backups.folder / good.backup.name
    look = ThemeHolder(make_theme("light"))  # the rep's own choice is in the database
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    prepare_app(app, look.theme)
    dialog = RepairDialog(look, state, lambda: backups.restore(file))
    return dialog.exec() == QDialog.DialogCode.Accepted
