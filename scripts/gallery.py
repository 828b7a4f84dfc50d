"""Draw every control in its states, one picture per palette, to look at beside the design.

Usage: python scripts/gallery.py FOLDER   (QT_QPA_PLATFORM=offscreen without a screen)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lch_desktop.ui import sky
from lch_desktop.ui import widgets as w
from lch_desktop.ui.theme import ThemeHolder, apply_theme, make_theme, prepare_app

PALETTES = ("dark", "light", "focus")
WIDTH = 1440
LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff & Sons <b>not bold</b>"
DAY_KINDS = ("full", "short", "missed", "spared", "off", "holiday", "bonus", "pending", "manual")
OUTCOMES = (
    ("phone-call", "connected", "Connected"),
    ("clock", "call_back_later", "Call back later"),
    ("voicemail", "left_voicemail", "Left voicemail"),
    ("phone-missed", "no_answer", "No answer"),
    ("phone-off", "not_interested", "Not interested"),
    ("hash", "wrong_number", "Wrong number"),
    ("handshake", "sold", "Sold"),
    ("ban", "do_not_call", "Do not call"),
    ("users", "someone_else", "Someone else"),
)


def main(folder: Path) -> None:
    """Write gallery-*.png and focus-*.png into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare_app(app, make_theme("dark"))
    for name in PALETTES:
        look = ThemeHolder(make_theme(name))
        page = gallery(look)
        _save(page, look, folder / f"gallery-{name}.png")
    large = ThemeHolder(make_theme("dark", scale=150))
    _save(gallery(large), large, folder / "gallery-dark-150.png")
    for percent in (13, 87):
        look = ThemeHolder(make_theme("focus"))
        _save(focus_page(look, percent / 100), look, folder / f"focus-{percent}.png", QSize(1920, 1080))
    look = ThemeHolder(make_theme("focus"))
    _save(resistance_page(look), look, folder / "resistance.png", QSize(1920, 1080))


def gallery(look: ThemeHolder) -> QWidget:
    """All controls on cards."""
    page = QWidget()
    page.setObjectName("page")
    apply_theme(page, look.theme)
    column = QVBoxLayout(page)
    column.setContentsMargins(40, 40, 40, 40)
    column.setSpacing(16)
    for heading, parts in (
        ("Sky", [_band(look)]),
        ("Day marks", [_labelled(look, w.DayMark(look, kind), kind) for kind in DAY_KINDS]),
        ("Outcome key", _outcome_keys(look)),
        ("Buttons", _buttons(look)),
        ("Choices", _choices(look)),
        ("Small marks", _marks(look)),
        ("Altitude and words", _altitude(look)),
        ("Fields", _fields(look)),
    ):
        card = w.Card(look, heading, "illustration")
        row = QHBoxLayout()
        row.setSpacing(20)
        for part in parts:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        if len(parts) > 1:
            row.addStretch(1)
        card.body.addLayout(row)
        column.addWidget(card)
    return page


def _labelled(look: ThemeHolder, part: QWidget, name: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    label = w.PlainLabel(look, name, "caption_plain", "muted")
    column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    return holder


def _band(look: ThemeHolder) -> QWidget:
    band = sky.SkyBand(look)
    band.setFixedHeight(208)
    return band


def _outcome_keys(look: ThemeHolder) -> list[QWidget]:
    states = ("Rest", "Pressed", "Focus", "Confirm", "Disabled", "Caps off", "In a field")
    keys = [w.OutcomeKey(look, *OUTCOMES[at], str(at + 1)) for at in (0, 0, 0, 7, 1, 2, 3)]
    keys[1].flash()
    keys[2].setObjectName("focused")
    keys[3].ask_again("Press 8 again")
    keys[4].setEnabled(False)
    keys[5].set_caps_off(True)
    keys[6].set_cap_text("Ctrl 4")
    return [_labelled(look, key, state) for key, state in zip(keys, states, strict=True)]


def _buttons(look: ThemeHolder) -> list[QWidget]:
    disabled = w.PrimaryButton(look, "Start the hour", "Enter")
    disabled.setEnabled(False)
    pressed = w.PrimaryButton(look, "Start the hour", "Enter")
    pressed.flash()
    return [
        w.PrimaryButton(look, "Start the hour", "Enter"),
        pressed,
        disabled,
        w.PrimaryButton(look, "Save and next", "Enter", form=w.TALL),
        w.PrimaryButton(look, "Call", "Enter", icon="phone", form=w.LARGE),
        w.SecondaryButton(look, "Save and close"),
        w.SecondaryButton(look, "Send", "T", icon="send"),
        w.QuietButton(look, "Print one"),
        w.HintButton(look, "A", "Asked for the order"),
        w.IconButton(look, "chevron-right", "Next week"),
    ]


def _choices(look: ThemeHolder) -> list[QWidget]:
    ticked = w.Check(look, "Asked for the order", "A")
    ticked.setChecked(True)
    starred = w.StarToggle(look, "Star Dana Ruiz")
    starred.setChecked(True)
    slot = w.SlotButton(look, "Tue 24 Nov", "8:40", "9:40 in Toronto", "1")
    slot.set_chosen(True)
    select = w.Select(look, "Kind")
    select.addItems(["Full name", "Phone"])
    return [
        ticked,
        w.Check(look, "Phone on silent"),
        starred,
        w.StarToggle(look, "Star Kwame Osei"),
        w.Segment(look, "How long", [("30", "30"), ("60", "60")], "60"),
        w.Stepper(look, "Conversations to reach", 6, 0, 20),
        slot,
        w.SlotButton(look, "Pick a time", "", "day and hour", "3"),
        select,
    ]


def _marks(look: ThemeHolder) -> list[QWidget]:
    rings = [w.PrepRing(look) for _ in range(4)]
    for ring, left in zip(rings, (45, 31, 8, 0), strict=True):
        ring.set_seconds(left)
    dots, small = w.AttemptDots(look), w.AttemptDots(look, 6)
    dots.set_attempt(1, 2, "Attempt 2 of 6")
    small.set_attempt(3, 0, "3 attempts made")
    strength = w.StrengthBar(look)
    strength.set_share(0.66, "Strength 66%")
    passed = w.ShareBar(look, 140, "sun")
    passed.set_share(1.0, "4 of 3", notch=0.75)
    chips = [w.Chip(look, kind, kind.title()) for kind in ("reason", "promise", "problem")]
    caps: list[QWidget] = [w.KeyCap(look, "A"), w.KeyCap(look, "Enter")]
    pips = w.GoalPips(look, "Conversations", 2, 6)
    return [*rings, dots, small, pips, strength, passed, *chips, *caps]


def _altitude(look: ThemeHolder) -> list[QWidget]:
    falling, risen, bar = w.AltitudeGauge(look), w.AltitudeGauge(look), w.AltitudeBar(look)
    past = [0.98 - 0.36 * (1 - (1 - at / 20) ** 2) for at in range(21)]
    falling.set_curve(past, 0.62, 0.41, "Altitude 62%, a model")
    risen.set_curve([value - 0.14 for value in past], 0.94, 0.8, "Altitude 94%, a model", lifted=True)
    bar.set_altitude(0.62, 0.41, "Altitude 62%, 41% tomorrow, a model")
    name = w.ElidedLabel(look, LONG, "title")
    name.setFixedWidth(240)
    wrapped = w.WrapLabel(look, LONG + "\nsecond line", "body", "muted")
    wrapped.setFixedWidth(240)
    return [falling, risen, bar, name, wrapped]


def _fields(look: ThemeHolder) -> list[QWidget]:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    for at, kind in enumerate(("box", "inline", "underline")):
        field = w.Field(look, kind, kind=kind)
        field.setText(f"Fix a date, {kind}")
        field.setMinimumWidth(240)
        grid.addWidget(field, 0, at)
    note = w.NoteEdit(look, "What we talked about")
    note.set_text("two desks by the window, wants it quiet, and a second line that wraps around")
    note.setMinimumWidth(300)
    wrong, right = w.ProblemLine(look, "Slack has a draft open", "Save and close"), w.ProblemLine(look)
    right.set_fixed("Slack is closed")
    wrong.setMinimumWidth(340)
    return [holder, note, wrong, right]


def focus_page(look: ThemeHolder, f: float) -> QWidget:
    """The sky with the outcome row, the goals and a toast."""
    page = sky.SkyWidget(look)
    page.resize(1920, 1080)
    apply_theme(page, look.theme)
    page.set_fraction(f)
    card = w.Card(look)
    card.setProperty("card", "call")
    card.setParent(page)
    card.setGeometry(400, 88, 1120, 656)
    card.body.setContentsMargins(48, 40, 48, 40)
    card.body.addWidget(w.PlainLabel(look, "Dana Ruiz", "name"))
    card.body.addWidget(w.PlainLabel(look, "(512) 555-0143", "phone"))
    card.body.addWidget(w.PrimaryButton(look, "Call", "Enter", icon="phone", form=w.LARGE))
    card.body.addStretch(1)
    for at, outcome in enumerate(OUTCOMES):
        key = w.OutcomeKey(look, *outcome, str(at + 1), page)
        key.setGeometry(212 + at * 168, 860, 156, 88)
    for at, (label, done, goal) in enumerate((("Conversations", 2, 6), ("Asks", 1, 3))):
        pips = w.GoalPips(look, label, done, goal, page)
        pips.setGeometry(80, 578 + at * 51, 200, 31)
    toast = w.Toast(page, look)
    toast.show_message("Logged without a call.", "Undo", "Z")
    return page


def resistance_page(look: ThemeHolder) -> QWidget:
    """The creature before and after the plank."""
    page = sky.SkyWidget(look)
    page.resize(1920, 1080)
    apply_theme(page, look.theme)
    page.set_fraction(23 / 60)
    before = w.CreatureWidget(look, page)
    before.setGeometry(630, 799 - 531, 760, 531)
    still = ThemeHolder(make_theme("focus", reduced_motion=True), page)
    after = w.CreatureWidget(still, page)
    after.setGeometry(1300, 479, 500, 320)
    after.drop_plank()
    small = QLabel(page)
    small.setPixmap(w.creature_pixmap())
    small.move(200, 700)
    logo = QLabel(page)
    logo.setPixmap(w.logo_pixmap(look, 52))
    logo.move(200, 200)
    return page


def _save(page: QWidget, look: ThemeHolder, path: Path, size: QSize | None = None) -> None:
    page.resize(size or QSize(WIDTH, 100))
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    page.setVisible(True)
    if size is None:
        page.resize(max(WIDTH, page.minimumSizeHint().width()), page.sizeHint().height())
    QApplication.processEvents()
    focused = page.findChild(w.OutcomeKey, "focused")
    if focused is not None:
        look.show_ring(focused, 10)
    pixmap: QPixmap = page.grab()
    pixmap.save(str(path))
    page.close()


def run(arguments: Sequence[str]) -> int:
    """Exit code: 2 without a folder."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    main(Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv))
