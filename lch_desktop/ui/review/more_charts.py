"""The charts behind "More": what came between, next steps and asks, what Resistance said, the week's figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lch_desktop.domain.follow_figures import FollowUps, Pace
from lch_desktop.domain.metrics import LEAST_PEOPLE, WeekFigures, in_words, wilson
from lch_desktop.services.resistance import two_by_four_line
from lch_desktop.services.review_series import Said, WeekBar
from lch_desktop.ui.charts import groups
from lch_desktop.ui.charts.shapes import Chart, Table
from lch_desktop.ui.review.charts import short_day, week_label
from lch_desktop.words import counted, percent, span

UNKNOWN = "not known yet"
SAID_ROW = 44


def between_chart(bars: Sequence[WeekBar]) -> Chart:
    """How often the rep was interrupted, and how often Resistance spoke, week by week."""
    shown = [
        groups.Group(week_label(bar.monday), (bar.figures.interruptions, bar.figures.resistance), _between(bar))
        for bar in bars
    ]
    rows = tuple((bar.monday.isoformat(), str(bar.figures.interruptions), str(bar.figures.resistance)) for bar in bars)
    sentence = f"{shown[-1].words}. {two_by_four_line(bars[-1].figures.two_by_fours)}".strip() if shown else ""
    heads = ("Week from", "Interruptions", "Resistance")
    lay_out = partial(groups.grouped, shown, ("", "accent"))
    return Chart("What came between", sentence, lay_out, Table(heads, rows, in_time=True))


def rates_chart(bars: Sequence[WeekBar]) -> Chart:
    """What share of the conversations ended with a next step, and how often something was asked in one."""
    shown = [
        groups.Group(
            week_label(bar.monday),
            (bar.figures.next_step, bar.figures.ask_rate),
            _rates(bar),
            grey=bar.figures.conversations < LEAST_PEOPLE,
        )
        for bar in bars
    ]
    rows = tuple(
        (bar.monday.isoformat(), str(f.conversations), str(f.appointments), _share(f, f.next_step), str(f.asks),
         _share(f, f.ask_rate))
        for bar in bars for f in (bar.figures,)
    )  # fmt: skip
    heads = ("Week from", "Talks", "Next steps", "Share", "Asks", "Per talk")
    lay_out = partial(groups.grouped, shown, ("appointment", "conversation"), mark=1.0, mark_words="100%")
    sentence = f"{shown[-1].words}." if shown else ""
    return Chart("Next steps and asks", sentence, lay_out, Table(heads, rows, in_time=True))


def said_chart(said: Sequence[Said]) -> Chart:
    """What Resistance said most in twelve weeks, and how long it took until the next dial."""
    most = max((each.times for each in said), default=1)
    shown = [
        groups.Line(_quoted(each.words), _said_figure(each), _said_words(each), each.times / most) for each in said
    ]
    feared = any(each.noted for each in said)
    rows = tuple(
        (each.words, str(each.times), _seconds(each.recovery_s))
        + ((str(each.answered), str(each.feared), str(each.noted - each.feared)) if feared else ())
        for each in said
    )
    sentence = "Nothing that Resistance said was noted in these twelve weeks."
    if said:
        sentence = f"Most often in twelve weeks: {_said_words(said[0])}."
    heads = ("It said", "Times", "Until the next dial")
    table = Table((*heads, "Answered", "As feared", "Better") if feared else heads, rows)
    high = partial(groups.lines_height, len(shown), each=SAID_ROW)
    return Chart("What Resistance said most", sentence, partial(groups.lines, shown), table, high)


def pace_chart(figures: WeekFigures, pace: Pace) -> Chart:
    """How the week's hours went, one figure to a line."""
    sentence = "No dial was made from a card in this week, so nobody knows how soon the first one came."
    if pace.first_dial_s is not None:
        sentence = f"The first dial came {span(pace.first_dial_s)} after the start."
    return _figures_chart("The week's pace", sentence, _pace(figures, pace), beside=2)


def follow_ups_chart(figures: WeekFigures, follow_ups: FollowUps) -> Chart:
    """Who answered, who was followed up, and who was not, one figure to a line."""
    sentence = "Nobody was talked with in this week, or not a day ago yet."
    if follow_ups.talks:
        talks = counted(follow_ups.talks, "talk was", "talks were")
        sentence = f"{follow_ups.in_time} of {talks} followed up within a day."
    return _figures_chart("Following up", sentence, _follow_ups(figures, follow_ups))


def _figures_chart(name: str, sentence: str, rows: tuple[tuple[str, str], ...], beside: int = 1) -> Chart:
    shown = [groups.Line(label, said, f"{label}: {said}") for label, said in rows]
    high = partial(groups.lines_height, len(shown), beside=beside)
    lay_out = partial(groups.lines, shown, beside=beside)
    return Chart(name, sentence, lay_out, Table(("Figure", "This week"), rows), high)


def _pace(figures: WeekFigures, pace: Pace) -> tuple[tuple[str, str], ...]:
    planned = percent(figures.focus_min / figures.planned_min) if figures.planned_min else UNKNOWN
    return (
        ("Dials, conversations an hour", _pair(figures.dials_per_hour, figures.conversations_per_hour)),
        ("Focus of the planned time", planned),
        ("Interruptions, Resistance an hour", _pair(figures.interruptions_per_hour, figures.resistance_per_hour)),
        ("From Resistance to the next dial", _seconds(figures.median_recovery_s) or UNKNOWN),
        ("From the start to the first dial", _seconds(pace.first_dial_s) or UNKNOWN),
        ("From one call to the next dial", _seconds(pace.gap_s) or UNKNOWN),
    )


def _follow_ups(figures: WeekFigures, follow_ups: FollowUps) -> tuple[tuple[str, str], ...]:
    counts, wait_h = follow_ups.counts, follow_ups.wait_h
    return (
        ("Answered", in_words(figures.contact) or UNKNOWN),
        ("Written to instead of called", _of(counts.swapped, counts.worked, "leads")),
        ("Tried once and left", _of(counts.left, counts.tried, "new leads")),
        ("Followed up within a day", _of(follow_ups.in_time, follow_ups.talks, "talks")),
        ("From a talk to the first follow-up", UNKNOWN if wait_h is None else span(wait_h * 3600)),
    )


def _between(bar: WeekBar) -> str:
    figures = bar.figures
    came = counted(figures.interruptions, "interruption", "interruptions")
    return f"Week of {short_day(bar.monday)}: {came}, Resistance {counted(figures.resistance, 'time', 'times')}"


def _rates(bar: WeekBar) -> str:
    figures = bar.figures
    if not figures.conversations:
        return f"Week of {short_day(bar.monday)}: no conversation"
    agreed = wilson(min(figures.appointments, figures.conversations), figures.conversations)
    asks = counted(figures.asks, "ask", "asks")
    return f"Week of {short_day(bar.monday)}: a next step in {in_words(agreed, LEAST_PEOPLE)} conversations, {asks}"


def _share(figures: WeekFigures, value: float | None) -> str:
    """A percentage only where five people and more stand behind it."""
    return percent(value) if value is not None and figures.conversations >= LEAST_PEOPLE else ""


def _said_figure(each: Said) -> str:
    back = f", {_seconds(each.recovery_s)} to the dial" if each.recovery_s is not None else ""
    return f"{counted(each.times, 'time', 'times')}{_came_true(each) or back}"


def _said_words(each: Said) -> str:
    back = f", {_seconds(each.recovery_s)} until the next dial" if each.recovery_s is not None else ""
    return f"{_quoted(each.words)} {counted(each.times, 'time', 'times')}{back}{_came_true(each)}"


def _came_true(each: Said) -> str:
    """ "; 6 answered, 1 as feared", where the rep noted it after at least one call."""
    return f"; {each.answered} answered, {each.feared or 'none'} as feared" if each.noted else ""


def _quoted(words: str) -> str:
    """In one pair of quotation marks, also where the rep typed some."""
    bare = words.strip().strip('“”"')
    return f"“{bare}”"


def _of(part: int, whole: int, what: str) -> str:
    """ "3 of 20 leads (15%)", the percentage only of five and more."""
    if not whole:
        return UNKNOWN
    return f"{part} of {whole} {what}" + (f" ({percent(part / whole)})" if whole >= LEAST_PEOPLE else "")


def _pair(one: float | None, other: float | None) -> str:
    return UNKNOWN if one is None or other is None else f"{one:.1f} and {other:.1f}"


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else span(seconds)
