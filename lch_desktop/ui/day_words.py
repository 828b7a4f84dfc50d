"""What an open day still needs to count, calmly."""

from __future__ import annotations

from lch_desktop.domain.days import DEFAULT_RULES, DayInput, day_result, effort

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
