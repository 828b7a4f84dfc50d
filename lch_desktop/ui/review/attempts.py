"""The attempts to contact: the rep's own curve, where they left somebody, and one study beside it when asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from lch_desktop.domain.metrics import CurvePoint
from lch_desktop.ui.charts import rates
from lch_desktop.ui.charts.shapes import Chart, Table
from lch_desktop.words import counted, percent

STUDY = "Study: at least 6 attempts (Oldroyd and InsideSales, 2007; web leads, as retold)."
"""[L2] of design/habit.md. Never said unasked: other leads, other years, and not our measurement."""

_STUDY_MARK = rates.Across(6, "study: at least 6", "text")


def attempts_chart(points: Sequence[CurvePoint], own: float | None = None) -> Chart:
    """What share was reached by each attempt, in twelve weeks; `own`: the median attempts before one was left."""
    marks = () if own is None else (rates.Across(own, f"left after {own:g} (median)", "muted"),)
    chart = _chart(points, marks, _sentence(points, own))
    if not points:
        return chart
    return replace(chart, beside_study=_chart(points, (*marks, _STUDY_MARK), f"{chart.sentence} {STUDY}"))


def _chart(points: Sequence[CurvePoint], marks: Sequence[rates.Across], sentence: str) -> Chart:
    """The axis reaches as far as the last mark, over attempts to which nobody got."""
    last = max((int(mark.after) for mark in marks), default=0)
    shown = [*points, *(CurvePoint(n, 0, 0.0) for n in range(len(points) + 1, last + 1))] if points else []
    rows = tuple((str(p.attempt), str(p.at_risk), _percent(p), _marked(p.attempt, marks)) for p in shown)
    heads = ("Attempt", "Got that far", "Reached by then", "Marked")
    lay_out = partial(rates.attempt_steps, [_step(p) for p in shown], marks=marks)
    return Chart("Attempts to contact", sentence, lay_out, Table(heads, rows))


def _sentence(points: Sequence[CurvePoint], own: float | None) -> str:
    sure = [p for p in points if not p.is_a_guess]
    sentence = f"{_words(sure[-1])}." if sure else "Too few were called yet to say."
    if own is not None and points:
        sentence += f" Those you left were left after {own:g} {'attempt' if own == 1 else 'attempts'} (median)."
    return sentence


def _step(p: CurvePoint) -> rates.Step:
    people = counted(p.at_risk, "person", "people") if p.at_risk else "nobody"
    return rates.Step(
        label=f"attempt {p.attempt}",
        under=people,
        short=str(p.at_risk),
        share=p.reached if p.at_risk else None,
        figure=_percent(p),
        grey=p.is_a_guess,
        words=_words(p),
    )


def _percent(p: CurvePoint) -> str:
    """Nothing of fewer than five: it would be read as a rate."""
    return "" if p.is_a_guess else percent(p.reached)


def _marked(attempt: int, marks: Sequence[rates.Across]) -> str:
    return ", ".join(mark.words for mark in marks if int(mark.after) == attempt)


def _words(p: CurvePoint) -> str:
    if not p.at_risk:
        return f"Attempt {p.attempt}: nobody got that far"
    people = counted(p.at_risk, "person", "people")
    if p.is_a_guess:
        return f"Attempt {p.attempt}: only {people} got that far"
    return f"By attempt {p.attempt}, {percent(p.reached)} were reached ({people} got that far)"
