"""Labels, fields, cards, marks, toast and creature."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.ui import widgets as w
from lch_desktop.ui.theme import ThemeHolder, apply_theme, make_theme
from lch_desktop.ui.widgets.creature import CreatureWidget

MARKUP = "<b>Dana</b> & <img src=x>"
DAY_KINDS = (
    "full",
    "short",
    "missed",
    "spared",
    "off",
    "holiday",
    "excused",
    "bonus",
    "pending",
    "manual",
    "future",
)


@pytest.fixture
def look(qtbot: QtBot) -> ThemeHolder:
    return ThemeHolder(make_theme("dark"))


def picture(widget: QWidget) -> QImage:
    widget.resize(widget.sizeHint().expandedTo(widget.minimumSize()))
    return widget.grab().toImage()


@pytest.mark.parametrize("kind", [w.PlainLabel, w.ElidedLabel, w.WrapLabel])
def test_markup_in_a_name_stays_text(look: ThemeHolder, qtbot: QtBot, kind: type[w.PlainLabel]) -> None:
    label = kind(look, MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    face = QAccessible.queryAccessibleInterface(label)
    assert face.text(QAccessible.Text.Name) == MARKUP
    assert face.role() == QAccessible.Role.StaticText


def test_a_cut_name_is_whole_in_its_tooltip(look: ThemeHolder, qtbot: QtBot) -> None:
    label = w.ElidedLabel(look, MARKUP + " " + "long " * 20)
    qtbot.addWidget(label)
    label.resize(2000, 20)
    label.grab()  # a hidden widget learns its size when it is painted
    assert label.toolTip() == ""
    label.resize(100, 20)
    label.grab()
    assert "&lt;b&gt;Dana&lt;/b&gt; &amp;" in label.toolTip()


def ink_high(image: QImage, columns: range) -> int:
    """How many rows of `image` have ink in `columns`."""
    ground = image.pixel(image.width() - 1, 0)
    rows = range(image.height())
    return sum(any(image.pixel(x, y) != ground for x in columns) for y in rows)


@pytest.mark.parametrize(
    ("text", "dots_left"), [("שלום לכולם ולכל העולם", True), ("Dana Ruiz of Ruiz Dental and Daughters", False)]
)
def test_the_ellipsis_is_where_the_text_ends(look: ThemeHolder, qtbot: QtBot, text: str, dots_left: bool) -> None:
    label = w.ElidedLabel(look, text)
    qtbot.addWidget(label)
    label.resize(80, 24)
    shown = label.grab().toImage()
    ground = shown.pixel(shown.width() - 1, 0)
    inked = [x for x in range(shown.width()) if any(shown.pixel(x, y) != ground for y in range(shown.height()))]
    left, right = (
        ink_high(shown, range(inked[0], inked[0] + 8)),
        ink_high(shown, range(inked[-1] - 7, inked[-1] + 1)),
    )
    assert (left < right) is dots_left
    assert inked[0] < 8  # names stand at the left of a table, whatever their script


@pytest.mark.parametrize(
    ("text", "max_lines", "lines"),
    [("one", 0, 1), ("one\ntwo", 0, 2), ("word " * 40, 2, 2), ("", 0, 1), ("x" * 200, 0, 8)],
)
def test_wrapped_text_has_the_line_height_of_its_role(
    look: ThemeHolder, qtbot: QtBot, text: str, max_lines: int, lines: int
) -> None:
    label = w.WrapLabel(look, text, "large", max_lines=max_lines)
    qtbot.addWidget(label)
    found = label.heightForWidth(240)
    assert found % 24 == 0
    assert found == lines * 24 or len(text) == 200
    label.resize(240, found)
    assert not label.grab().isNull()


def test_a_label_follows_the_theme(look: ThemeHolder, qtbot: QtBot) -> None:
    label = w.PlainLabel(look, "Dana", "title", "muted")
    qtbot.addWidget(label)
    before = (label.palette().windowText().color(), label.font().pixelSize())
    look.set_theme(make_theme("light", scale=150))
    assert (label.palette().windowText().color(), label.font().pixelSize()) != before
    assert label.font().pixelSize() == 30
    label.set_tone("err")
    assert label.palette().windowText().color().name() == look.theme.tokens.err.lower()


def test_a_stepper_counts_by_button_key_and_typing(look: ThemeHolder, qtbot: QtBot) -> None:
    stepper = w.Stepper(look, "Calls", 14, 0, 20, fewer="Fewer calls", more="More calls")
    qtbot.addWidget(stepper)
    told: list[int] = []
    stepper.value_changed.connect(told.append)
    fewer, more = stepper.findChildren(QPushButton)
    assert (fewer.accessibleName(), more.accessibleName()) == ("Fewer calls", "More calls")
    number = stepper.findChild(QLineEdit)
    assert number.accessibleName() == "Calls"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.keyClick(number, Qt.Key.Key_Down)
    qtbot.keyClick(number, Qt.Key.Key_PageUp)
    number.selectAll()
    qtbot.keyClicks(number, "17")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert told == [15, 14, 19, 17]


def test_a_stepper_stays_in_its_range(look: ThemeHolder, qtbot: QtBot) -> None:
    stepper = w.Stepper(look, "Calls", 20, 0, 20)
    qtbot.addWidget(stepper)
    fewer, more = stepper.findChildren(QPushButton)
    assert not more.isEnabled()
    assert fewer.isEnabled()
    stepper.set_value(99)
    assert stepper.value() == 20
    stepper.set_range(0, 5)
    assert stepper.value() == 5
    number = stepper.findChild(QLineEdit)
    number.setText("")
    number.editingFinished.emit()
    assert (stepper.value(), number.text()) == (5, "5")


def test_a_note_is_submitted_by_enter_only(look: ThemeHolder, qtbot: QtBot) -> None:
    note = w.NoteEdit(look, "What we talked about")
    qtbot.addWidget(note)
    qtbot.keyClicks(note, "two desks")
    with qtbot.assertNotEmitted(note.submitted):
        qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(note.submitted, timeout=15000):
        qtbot.keyClick(note, Qt.Key.Key_Enter)
    with qtbot.waitSignal(note.left, timeout=15000):
        qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert note.text() == "two desks\n"


def test_pasted_markup_becomes_text(look: ThemeHolder, qtbot: QtBot) -> None:
    note = w.NoteEdit(look, "Note")
    qtbot.addWidget(note)
    data = QMimeData()
    data.setHtml("<h1>Big</h1>")
    data.setText("Big")
    note.insertFromMimeData(data)
    assert note.text() == "Big"


def test_a_note_grows_with_its_text(look: ThemeHolder, qtbot: QtBot) -> None:
    note = w.NoteEdit(look, "Note", lines=(1, 3))
    qtbot.addWidget(note)
    note.resize(300, 48)
    note.show()
    low = note.height()
    note.set_text("one\ntwo")
    middle = note.height()
    note.set_text("one\ntwo\nthree\nfour\nfive")
    assert (low, low < middle < note.height()) == (48, True)
    assert note.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_an_edited_line_is_as_high_as_its_text(look: ThemeHolder, qtbot: QtBot) -> None:
    line = w.EditLine(look, "Goal")
    qtbot.addWidget(line)
    line.resize(300, 48)
    line.show()
    line.show_text("one")
    low = line.height()
    line.show_text("one\ntwo")
    assert (low, line.height()) == (32, 32 + line.fontMetrics().lineSpacing())
    with qtbot.assertNotEmitted(line.committed):
        line.commit()
    qtbot.keyClicks(line, " more")
    with qtbot.waitSignal(line.committed, timeout=15000) as told:
        line.commit()
    assert told.args == ["one\ntwo more"]


def test_a_field_shows_that_its_text_goes_on(look: ThemeHolder, qtbot: QtBot) -> None:
    field = w.Field(look, "Goal", kind="inline")
    qtbot.addWidget(field)
    field.resize(120, 40)
    field.setText("Get a yes to the walk-through on Tuesday")
    field.show()
    whole = field.grab().toImage()
    field.setText("Get a yes to the walk-through")
    assert field.grab().toImage() == whole  # the same first words, and an ellipsis after them
    field.setText("Get a yes")
    assert field.grab().toImage() != whole


def test_escape_leaves_a_field_and_keeps_its_text(look: ThemeHolder, qtbot: QtBot) -> None:
    field = w.Field(look, "Goal for this call", "Agree on a date", kind="inline")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "Fix a date")
    with qtbot.waitSignal(field.left, timeout=15000):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.accessibleName()) == ("Fix a date", "Goal for this call")


def test_a_problem_line_offers_one_fix_and_becomes_well(look: ThemeHolder, qtbot: QtBot) -> None:
    line = w.ProblemLine(look, "Slack has a draft open", "Save and close")
    qtbot.addWidget(line)
    button = line.findChild(QPushButton)
    with qtbot.waitSignal(line.fix_requested, timeout=15000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wrong = picture(line)
    line.set_fixed("Slack is closed")
    assert not button.isVisibleTo(line)
    assert picture(line) != wrong


def test_a_card_wears_its_heading(look: ThemeHolder, qtbot: QtBot) -> None:
    card = w.Card(look, "Hottest leads", "Altitude today, tick is tomorrow")
    qtbot.addWidget(card)
    apply_theme(card, look.theme)
    card.set_heading("Promised this morning")
    assert card.accessibleName() == "Promised this morning"
    middle = card.grab().toImage().pixelColor(card.width() // 2, 4)
    assert middle.name() == look.theme.tokens.surface.lower()


@pytest.mark.parametrize("scale", [100, 109, 113, 131, 150])
def test_a_chip_is_as_wide_as_what_is_painted_on_it(look: ThemeHolder, qtbot: QtBot, scale: int) -> None:
    look.set_theme(make_theme("dark", scale=scale))
    chip = w.Chip(look, "promise", "Jun promised 7:55, 6 min late")
    qtbot.addWidget(chip)
    px = look.theme.px
    words = w.paint.width_of(chip.text(), look.theme.font("caption"))
    assert chip.sizeHint().width() >= px(8) + px(20) + words + px(8)


@pytest.mark.parametrize("kind", ["reason", "promise", "problem"])
def test_a_chip_has_room_for_its_words(look: ThemeHolder, qtbot: QtBot, kind: str) -> None:
    chip = w.Chip(look, kind, "Promised 7:40")
    qtbot.addWidget(chip)
    assert chip.sizeHint().height() == 24
    before = picture(chip)
    chip.set_chip("problem" if kind != "problem" else "reason", "Promised 7:40")
    assert picture(chip) != before
    with pytest.raises(KeyError):
        chip.set_chip("mood", "x")


@pytest.mark.parametrize("kind", DAY_KINDS)
def test_a_day_mark_says_its_name(look: ThemeHolder, qtbot: QtBot, kind: str) -> None:
    mark = w.DayMark(look, kind)
    qtbot.addWidget(mark)
    assert mark.accessibleName() == mark.toolTip() == w.day_name(kind)
    assert mark.sizeHint() == QSize(28, 28)
    mark.set_mark(kind, "Thursday: missed")
    assert mark.accessibleName() == "Thursday: missed"


def test_day_marks_differ_by_shape(look: ThemeHolder, qtbot: QtBot) -> None:
    drawn = []
    for kind in DAY_KINDS[:-1]:
        mark = w.DayMark(look, kind)
        qtbot.addWidget(mark)
        shape = picture(mark).convertToFormat(QImage.Format.Format_Mono)
        drawn.append((kind, shape))
    same = {one for one, a in drawn for other, b in drawn if one != other and a == b}
    assert same <= {"off", "excused"}
    with pytest.raises(KeyError):
        w.DayMark(look, "great")


def test_the_prep_ring_empties_and_then_says_dial(look: ThemeHolder, qtbot: QtBot) -> None:
    ring = w.PrepRing(look)
    qtbot.addWidget(ring)
    pictures = []
    for left in (45, 31, 8, 0):
        ring.set_seconds(left)
        pictures.append(picture(ring))
    assert all(one != other for one, other in pairwise(pictures))
    assert ring.accessibleName() == "Time to dial"
    ring.set_seconds(-5)
    assert picture(ring) == pictures[-1]


@pytest.mark.parametrize(
    ("done", "goal", "share"),
    [
        (14, 14, (1.0, 0.0, "sun")),
        (4, 3, (1.0, 0.75, "sun")),
        (2, 6, (2 / 6, 0.0, "accent")),
        (0, 0, (0.0, 0.0, "sun")),
    ],
)
def test_a_goal_passed_keeps_its_notch(done: int, goal: int, share: tuple[float, float, str]) -> None:
    assert w.goal_share(done, goal) == share


@pytest.mark.parametrize(("done", "goal", "words"), [(2, 6, "2 of 6"), (7, 6, "7 of 6"), (0, 90, "0 of 90")])
def test_goal_pips_tell_their_number(look: ThemeHolder, qtbot: QtBot, done: int, goal: int, words: str) -> None:
    pips = w.GoalPips(look, "Conversations", done, goal)
    qtbot.addWidget(pips)
    assert pips.accessibleName() == f"Conversations: {words}"
    assert not picture(pips).isNull()


def test_marks_carry_their_words(look: ThemeHolder, qtbot: QtBot) -> None:
    dots, bar, gauge, strength = (
        w.AttemptDots(look),
        w.AltitudeBar(look),
        w.AltitudeGauge(look),
        w.StrengthBar(look),
    )
    for mark in (dots, bar, gauge, strength):
        qtbot.addWidget(mark)
    dots.set_attempt(1, 2, "Attempt 2 of 6")
    bar.set_altitude(0.62, 0.41, "Warm, 62%, a model")
    gauge.set_curve([0.9, 0.7, 0.62], 0.62, 0.41, "Warm, 62%, a model")
    strength.set_share(0.66, "Strength 66%")
    said = [mark.accessibleName() for mark in (dots, bar, gauge, strength)]
    assert said == ["Attempt 2 of 6", "Warm, 62%, a model", "Warm, 62%, a model", "Strength 66%"]


def test_the_gauge_rises_after_a_talk_and_is_bare_without_one(look: ThemeHolder, qtbot: QtBot) -> None:
    gauge = w.AltitudeGauge(look)
    qtbot.addWidget(gauge)
    gauge.clear_curve("Not known yet")
    bare = picture(gauge)
    gauge.set_curve([0.8, 0.5], 0.5, 0.3, "Warm")
    falling = picture(gauge)
    gauge.set_curve([0.8, 0.5], 0.94, 0.8, "High", lifted=True)
    assert len({bare.cacheKey(), falling.cacheKey(), picture(gauge).cacheKey()}) == 3
    assert bare != falling != picture(gauge)


def test_a_toast_says_and_goes_without_the_keyboard(look: ThemeHolder, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    field = w.Field(look, "Note", parent=window)
    window.show()
    field.setFocus()
    toast = w.Toast(window, look)
    toast.show_message("Logged without a call.", "Undo", "Z", ms=60)
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    assert abs(toast.geometry().center().x() - 450) <= 1
    assert all(not child.focusPolicy() for child in (toast, *toast.findChildren(QPushButton)))
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=15000)


def test_the_toast_takes_back_and_follows_its_window(look: ThemeHolder, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    toast = w.Toast(window, look)
    toast.show_message("Dana " + "is far too long a name " * 12, "Undo")
    window.resize(500, 400)
    assert window.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undo_requested, timeout=15000):
        qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_each_kind_of_creature_is_drawn_and_named(look: ThemeHolder, qtbot: QtBot) -> None:
    creature = CreatureWidget(look)
    qtbot.addWidget(creature)
    drawn = []
    for kind, part in (("coffee", "coffee"), ("cloud", "cloud"), ("sofa", "sofa"), ("dragon", "coffee")):
        creature.set_kind(kind)
        assert part in creature.accessibleName()
        drawn.append(picture(creature))
    assert drawn[0] != drawn[1] != drawn[2] != drawn[0]
    assert drawn[3] == drawn[0]


def test_the_plank_falls_once_and_the_creature_fades(look: ThemeHolder, qtbot: QtBot) -> None:
    creature = CreatureWidget(look)
    qtbot.addWidget(creature)
    standing = picture(creature)
    with qtbot.waitSignals([creature.dropped, creature.finished], timeout=15000, order="strict"):
        creature.drop_plank()
        creature.drop_plank()
    assert creature.is_down
    creature.raise_plank()
    assert picture(creature) == standing


def test_reduced_motion_draws_the_plank_down_at_once(qtbot: QtBot) -> None:
    creature = CreatureWidget(ThemeHolder(make_theme("focus", reduced_motion=True)))
    qtbot.addWidget(creature)
    standing = picture(creature)
    with qtbot.waitSignals([creature.dropped, creature.finished], timeout=100):
        creature.drop_plank()
    assert picture(creature) != standing


def test_a_select_cuts_long_entries(look: ThemeHolder, qtbot: QtBot) -> None:
    select = w.Select(look, "Column")
    qtbot.addWidget(select)
    select.addItems(["Name", "A column with a name that never ends " * 5])
    select.setCurrentIndex(1)
    assert select.sizeHint().width() <= 320
    assert not picture(select).isNull()


def set_from_outside(widget: QWidget, text: str) -> None:
    """Write as assistive technology does: without the keyboard, by the accessible text."""
    interface = QAccessible.queryAccessibleInterface(widget)
    edited = interface.editableTextInterface()
    edited.replaceText(0, len(widget.property("text") or widget.property("plainText") or ""), text)


@pytest.mark.parametrize("kind", ["field", "line"])
def test_what_assistive_technology_writes_is_kept_without_enter(look: ThemeHolder, qtbot: QtBot, kind: str) -> None:
    field = w.Field(look, "Goal") if kind == "field" else w.EditLine(look, "Goal")
    qtbot.addWidget(field)
    field.show()
    if isinstance(field, w.EditLine):
        done = field.committed
        field.show_text("stored")
    else:
        done = field.editingFinished
        field.setText("stored")
    with qtbot.waitSignal(done, timeout=1000):
        set_from_outside(field, "Agree on Tuesday")
    assert (field.text() if isinstance(field, w.Field) else field.toPlainText()) == "Agree on Tuesday"


def test_what_is_shown_or_typed_is_not_taken_for_finished(look: ThemeHolder, qtbot: QtBot) -> None:
    field, line = w.Field(look, "Goal"), w.EditLine(look, "Goal")
    for widget in (field, line):
        qtbot.addWidget(widget)
        widget.show()
    with qtbot.assertNotEmitted(field.editingFinished), qtbot.assertNotEmitted(line.committed):
        field.setText("stored")
        field.clear()
        line.show_text("stored")
        qtbot.keyClicks(field, "ab")
        qtbot.keyClicks(line, "ab")


def test_the_tooltip_of_a_cut_label_is_not_its_description(look: ThemeHolder, qtbot: QtBot) -> None:
    label = w.ElidedLabel(look, "")
    qtbot.addWidget(label)
    label.resize(30, 20)
    label.setText("<img src=x> of a very long company name")
    assert label.toolTip().startswith("<qt>&lt;img")
    assert label.accessibleDescription() == "<img src=x> of a very long company name"


def test_headings_stand_level_with_a_control_beside_them_or_without(look: ThemeHolder, qtbot: QtBot) -> None:
    tops, rows = [], []
    for control in (None, w.QuietButton(look, "Who is calling?", "B")):
        card = w.Card(look, "May call back")
        row = w.PlainLabel(look, "Dana Ruiz")
        card.body.addWidget(row)
        if control is not None:
            card.add_to_head(control)
        qtbot.addWidget(card)
        card.show()
        heading = next(label for label in card.findChildren(w.PlainLabel) if label.text() == "May call back")
        tops.append(heading.geometry().center().y())
        rows.append(row.y())
        if control is not None:
            assert card.rect().contains(control.geometry())
            assert control.height() >= control.sizeHint().height()
    assert tops[0] == tops[1]
    assert rows[0] == rows[1]


def test_a_day_to_come_does_not_look_like_a_day_off(look: ThemeHolder, qtbot: QtBot) -> None:
    ahead, off = w.DayMark(look, "future"), w.DayMark(look, "off")
    for mark in (ahead, off):
        qtbot.addWidget(mark)
    assert picture(ahead) != picture(off)
