"""The settings: one column of cards, each change kept at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lch_desktop.domain.settings import RANGES, Settings
from lch_desktop.ui.settings.backups_card import BackupsCard, NewerFilesCard
from lch_desktop.ui.settings.calendar_card import CalendarCard
from lch_desktop.ui.settings.cards import DialerPart, KeysCard
from lch_desktop.ui.settings.resistance_card import ResistanceCard
from lch_desktop.ui.settings.rows import SettingField, SettingRow
from lch_desktop.ui.settings.schedule_cards import ScheduleCard
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, Check, PlainLabel, SecondaryButton, Segment, WrapLabel
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

WIDEST = 1136


class SettingsView(QFrame):
    """Shows Settings and reports each change."""

    changed = Signal(str, object)  # a setting's name, what was typed or chosen
    remove_samples_requested = Signal()

    def __init__(self, look: ThemeHolder, data_dir: Path, backups_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: dict[str, SettingRow] = {}
        self._fields: dict[str, SettingField] = {}
        self._checks: dict[str, Check] = {}
        self._segments: dict[str, Segment] = {}
        self._showing = False
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Settings"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.dialer = DialerPart(look)
        self.dialer.dialer_chosen.connect(lambda template: self.changed.emit("dialer", template))
        self.schedule = ScheduleCard(look)
        self.resistance = ResistanceCard(look)
        self.keys = KeysCard(look)
        self.newer_files = NewerFilesCard(look)
        self.newer_files.answered.connect(self._tell_choice)
        self.calendar = CalendarCard(look)
        self.backups = BackupsCard(look, backups_folder)
        self._rows.update(self.dialer.rows)
        body = QWidget()
        body.setObjectName("scroll_body")
        self._lay_out(body, data_dir)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_settings(self, settings: Settings, samples: int) -> None:
        """Show everything as it is stored."""
        self._showing = True
        for row in self._rows.values():
            row.show_problem("")  # what was refused is gone from its field too
        self.keys.show_problem("")
        for name, field in self._fields.items():
            field.show_text(_text(getattr(settings, name)))
        for name, check in self._checks.items():
            check.setChecked(bool(getattr(settings, name)))
        for name, segment in self._segments.items():
            value = str(getattr(settings, name))
            if value in [option.objectName() for option in segment.findChildren(QWidget)]:
                segment.set_value(value)
        self.dialer.show_settings(settings)
        self.keys.show_settings(settings)
        self.newer_files.show_settings(settings)
        self._samples.setEnabled(bool(samples))
        self._samples_row.set_remark(
            self.tr("{n} invented people are in the list.").format(n=samples)
            if samples
            else self.tr("There are none in the list.")
        )
        self._showing = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()  # Tab goes on from here, to the first setting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self._scroll, event):
            super().keyPressEvent(event)

    def show_problem(self, name: str, sentence: str) -> None:
        """Say why `name` was refused, at its field."""
        if name == "keys":
            self.keys.show_problem(sentence)
        elif name in self._rows:
            self._rows[name].show_problem(sentence)

    # cards

    def add_after_calling(self, cards: Sequence[Card]) -> None:
        """Put `cards` (the shield's) below the card "Calling"."""
        place = self._column.indexOf(self._calling_card) + 1
        for n, card in enumerate(cards):
            self._column.insertWidget(place + n, card)

    def _lay_out(self, body: QWidget, data_dir: Path) -> None:
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(PlainLabel(self._look, self.tr("Settings"), "headline"))
        self._calling_card = self._calling()
        self._sets_with_minutes()
        for card in (self._you(), self.schedule, self._hour(), self._calling_card):
            column.addWidget(card)
        for card in (self._list(), self._looks(), self._follow_up()):
            column.addWidget(card)
        files = (self.newer_files, self.calendar, self.backups)
        label = self.tr("After a feared call, ask: as feared, or better?")
        self._check(self.resistance, "fear_log", label, self.resistance.place_of_fears)
        for card in (self.resistance, self.keys, *files, self._samples_card(), self._data(data_dir)):
            column.addWidget(card)
        column.addStretch(1)
        outer = QHBoxLayout(body)
        outer.setContentsMargins(40, 32, 40, 32)
        outer.addWidget(content, 1000)
        outer.addStretch(1)

    def _you(self) -> Card:
        card = self._card(self.tr("You"))
        self._text(card, "rep_name", self.tr("Your name"), self.tr("It signs the texts."))
        remark = self.tr("For numbers that are written without a country.")
        self._text(card, "region", self.tr("Country"), remark, "number")
        return card

    def _sets_with_minutes(self) -> None:
        sets = [(str(count), str(count)) for count in range(1, RANGES["sets"][1] + 1)]
        remark = self.tr(
            "Between sets the clock waits while you breathe, never during a call. Each has 15 minutes or more."
        )
        self._segment(self.schedule, "sets", self.tr("Sets in the hour"), sets, remark)
        self.schedule.put_with_minutes(self._rows["sets"])

    def _hour(self) -> Card:
        card = self._card(self.tr("The hour"))
        remark = self.tr("Each of the four: 0 goes by your last ten hours.")
        for name, label in (
            ("calls", self.tr("Calls")),
            ("people", self.tr("People to reach")),
            ("asks", self.tr("Asks")),
            ("appointments", self.tr("Appointments")),
        ):
            self._text(card, name, label, remark, "number")
            remark = ""
        remark = self.tr("Seconds to read a card in. After that the ring beside the name says: dial.")
        self._text(card, "prep_s", self.tr("Reading time"), remark, "number")
        self._check(card, "dial_next", self.tr("At 0 the ring dials by itself (with a tested dialer)"))
        remark = self.tr("An hour after midnight still counts for the day before, until this o'clock.")
        self._text(card, "rollover_h", self.tr("The day begins at"), remark, "number")
        return card

    def _calling(self) -> Card:
        card = self._card(self.tr("Calling"))
        card.body.addWidget(self.dialer)
        remark = self.tr("On the lead's own clock. Some US states are stricter, and that is kept.")
        self._text(card, "calling_from", self.tr("Call from"), remark, "time")
        self._text(card, "calling_until", self.tr("Call until"), size="time")
        self._check(card, "gate_home_mobile_only", self.tr("Calling hours for home and mobile numbers only"))
        self._check(card, "call_bar", self.tr("Shrink to the call bar while a call is live"))
        return card

    def _list(self) -> Card:
        card = self._card(self.tr("The list"))
        self._text(card, "list_size", self.tr("Calls in the list"), size="number")
        remark = self.tr("4 means every fourth; 0 sets no limit.")
        self._text(card, "new_share", self.tr("First calls: at most one in"), remark, "number")
        options = [("best", self.tr("Best first")), ("due", self.tr("By due date"))]
        self._segment(card, "queue_order", self.tr("Order"), options)
        self._check(card, "friendly_first", self.tr("Begin with two who were glad of the last talk"))
        self._check(card, "speed_first", self.tr("Talked within 24 hours: right after what is promised"))
        return card

    def _looks(self) -> Card:
        card = self._card(self.tr("Look"))
        themes = [("system", self.tr("System")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        self._segment(card, "theme", self.tr("Theme"), themes)
        sizes = [(size, f"{size}%") for size in ("100", "125", "150")]
        self._segment(card, "text_size", self.tr("Text size"), sizes)
        self._check(card, "reduced_motion", self.tr("Reduced motion"))
        self._check(card, "high_contrast", self.tr("High contrast"))
        self._check(card, "hide_minutes", self.tr("Hide the minutes during the hour"))
        self._check(card, "hide_streak", self.tr("Hide the streak"))
        self._check(card, "sound", self.tr("A soft tone at the end of the hour, and with the program's own notice"))
        return card

    def _follow_up(self) -> Card:
        card = self._card(self.tr("Follow-up"))
        remark = self.tr("Workdays before attempts 2 to 6.")
        self._text(card, "cadence_gaps", self.tr("Days between attempts"), remark)
        self._text(card, "voicemail_limit", self.tr("Voicemails"), self.tr("After that, hang up."), "number")
        remark = self.tr("After six attempts, or a no; then every quarter.")
        self._text(card, "nurture_days", self.tr("Useful things after so many days"), remark)
        self._check(card, "warm_ups", self.tr("Warm-ups in Practice: a call, an e-mail, a note by hand"))
        return card

    def _samples_card(self) -> Card:
        card = self._card(self.tr("Sample leads"))
        self._samples = SecondaryButton(self._look, self.tr("Remove the sample leads"))
        self._samples.clicked.connect(self.remove_samples_requested)
        self._samples_row = SettingRow(self._look, self.tr("To try the hour with"), self._samples, " ")
        card.body.addWidget(self._samples_row)
        return card

    def _data(self, data_dir: Path) -> Card:
        card = self._card(self.tr("Data"))
        lines = (
            self.tr("Everything is in one folder, private to you: {folder}").format(folder=data_dir),
            self.tr("Offline, no account, no telemetry, nobody but you sees the data."),
            self.tr("No national do-not-call register is consulted."),
        )
        for line in lines:
            card.body.addWidget(WrapLabel(self._look, line))
        return card

    # rows

    def _card(self, heading: str) -> Card:
        card = Card(self._look)
        card.set_heading(heading)
        return card

    def _text(self, card: Card, name: str, label: str, remark: str = "", size: str = "text") -> None:
        field = SettingField(self._look, label, size=size)
        field.chosen.connect(lambda text: self.changed.emit(name, text))
        self._fields[name] = field
        self._rows[name] = SettingRow(self._look, label, field, remark)
        card.body.addWidget(self._rows[name])

    def _check(self, card: Card, name: str, label: str, place: int = -1) -> None:
        check = Check(self._look, label)
        check.clicked.connect(lambda on: self.changed.emit(name, on))
        self._checks[name] = check
        card.body.insertWidget(place, check, 0, Qt.AlignmentFlag.AlignLeft)

    def _segment(self, card: Card, name: str, label: str, options: list[tuple[str, str]], remark: str = "") -> None:
        segment = Segment(self._look, label, options)
        segment.value_changed.connect(lambda value: self._tell_choice(name, value))
        self._segments[name] = segment
        self._rows[name] = SettingRow(self._look, label, segment, remark)
        card.body.addWidget(self._rows[name])

    def _tell_choice(self, name: str, value: str) -> None:
        if not self._showing:
            self.changed.emit(name, int(value) if name in ("text_size", "sets") else value)


def _text(value: object) -> str:
    """A stored value as it is typed."""
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
