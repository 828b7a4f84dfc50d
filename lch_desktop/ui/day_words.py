"""What an open day still needs to count, calmly, and when the hour is."""

from __future__ import annotations

from lch_desktop.domain.days import DEFAULT_RULES, DayInput, day_result, effort
from lch_desktop.domain.settings import Settings
from lch_desktop.words import WEEKDAYS

AGAIN = "Another short hour today makes it count."


def what_is_missing(work: DayInput | None) -> str:
    """ "9 of 15 minutes so far." and how to go on; "" for a day that counts or has no hour yet."""
    if work is None or day_result(work).kept:
        return ""
    rules, parts = DEFAULT_RULES, []
    if work.focus_min < rules.least_focus_min:
        parts.append(f"{int(work.focus_min)} of {rules.least_focus_min:.0f} minutes")
    if not work.queue_emptied and effort(work) < rules.least_effort:
        parts.append(f"{effort(work)} of {rules.least_effort} calls")
    return f"{' and '.join(parts)} so far. {AGAIN}"


def hour_words(settings: Settings) -> str:
    """ "Hour at 8:00, Mon to Fri"; with a start of its own on some day "Hour at 7:30 to 9:00, Mon to Fri"."""
    days = sorted(settings.work_week)
    own = {weekday: at for weekday, at, _ in settings.starts}
    starts = sorted({own.get(each, settings.start) for each in days} or {settings.start})
    shown = " to ".join(at.removeprefix("0") for at in dict.fromkeys((starts[0], starts[-1])))
    if not days:
        return f"Hour at {shown}"
    in_a_row = days == list(range(days[0], days[-1] + 1)) and len(days) > 1
    spread = f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}" if in_a_row else ", ".join(WEEKDAYS[n] for n in days)
    return f"Hour at {shown}, {spread}"
