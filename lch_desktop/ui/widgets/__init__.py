"""The controls of the app. Each takes a `ThemeHolder` first, paints itself and carries its words."""

from lch_desktop.ui.widgets.altitude import AltitudeBar, AltitudeGauge, paint_altitude_bar
from lch_desktop.ui.widgets.art import app_icon, creature_pixmap, logo_pixmap
from lch_desktop.ui.widgets.buttons import (
    LARGE,
    NORMAL,
    SMALL,
    TALL,
    Button,
    Form,
    HintButton,
    IconButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from lch_desktop.ui.widgets.cards import Card, Chip, ProblemLine, Rule
from lch_desktop.ui.widgets.choices import Check, FilterButton, NavButton, Segment, Select, StarToggle
from lch_desktop.ui.widgets.day_mark import DayMark, day_name, paint_day
from lch_desktop.ui.widgets.edit_line import EditLine
from lch_desktop.ui.widgets.fields import Field, NoteEdit
from lch_desktop.ui.widgets.fold import FoldBox
from lch_desktop.ui.widgets.key_cap import KeyCap
from lch_desktop.ui.widgets.keys import OutcomeKey, SlotButton
from lch_desktop.ui.widgets.labels import ElidedLabel, PlainLabel, Problem, WrapLabel
from lch_desktop.ui.widgets.marks import (
    AttemptDots,
    GoalPips,
    Mark,
    PrepRing,
    ShareBar,
    StrengthBar,
    goal_share,
)
from lch_desktop.ui.widgets.stepper import Stepper
from lch_desktop.ui.widgets.toast import Toast

__all__ = [
    "LARGE",
    "NORMAL",
    "SMALL",
    "TALL",
    "AltitudeBar",
    "AltitudeGauge",
    "AttemptDots",
    "Button",
    "Card",
    "Check",
    "Chip",
    "DayMark",
    "EditLine",
    "ElidedLabel",
    "Field",
    "FilterButton",
    "FoldBox",
    "Form",
    "GoalPips",
    "HintButton",
    "IconButton",
    "KeyCap",
    "Mark",
    "NavButton",
    "NoteEdit",
    "OutcomeKey",
    "PlainLabel",
    "PrepRing",
    "PrimaryButton",
    "Problem",
    "ProblemLine",
    "QuietButton",
    "Rule",
    "SecondaryButton",
    "Segment",
    "Select",
    "ShareBar",
    "SlotButton",
    "StarToggle",
    "Stepper",
    "StrengthBar",
    "Toast",
    "WrapLabel",
    "app_icon",
    "creature_pixmap",
    "day_name",
    "goal_share",
    "logo_pixmap",
    "paint_altitude_bar",
    "paint_day",
]
