"""The questions that an outcome or a key may ask: their words, and the times behind their answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.slots import parse_time
from lch_desktop.services.planning import start_time
from lch_desktop.services.rep import Rep
from lch_desktop.ui.focus.choice import Option, Question
from lch_desktop.words import Style, clocks, day, short_clock

NOT_INTERESTED = (
    ("timing", "Timing"),
    ("price", "Price"),
    ("other supplier", "Other supplier"),
    ("no need", "No need"),
)
END_REASONS = (("emergency", "Emergency"), ("meeting", "Meeting"), ("no energy", "No energy"), ("other", "Other"))
LONG_DAY = time(14)
Times = tuple[tuple[str, datetime], ...]


def later_times(rep: Rep, free: Callable[[datetime], datetime]) -> Times:
    """The quick answers to "call back when?": in 1 h, this afternoon, tomorrow same time, Monday.

    "This afternoon" is left out once it has begun; Monday is the next one. Nobody said a minute of the afternoon:
    it is the first that is `free`. The others are the person's own words and stand as they were said.
    """
    now = rep.local().replace(second=0, microsecond=0)
    rounded = now - timedelta(minutes=now.minute % 5)
    afternoon = datetime.combine(now.date(), LONG_DAY, rep.zone)
    monday = now.date() + timedelta(days=7 - now.weekday())
    times = [("In 1 h", now + timedelta(hours=1))]
    if afternoon > now + timedelta(hours=1):
        times.append(("This afternoon", free(afternoon)))
    tomorrow = datetime.combine(rep.work_days.after(now.date(), 1), rounded.time(), rep.zone)
    times.append(("Same time, next workday", tomorrow))
    times.append(("Monday", datetime.combine(monday, rounded.time(), rep.zone)))
    return tuple(times)


def call_back(times: Times, style: Style, lead: Lead) -> Question:
    """Key 2; `times` as `later_times` gave them."""
    options = _options(times, style)
    return Question(
        name="call-back-later",
        title=f"Call {lead.greeting_name} back when?",
        options=options,
        field="Or a time",
        placeholder="tue 2p, in 20, 24 nov 8:40",
        tick="They said so",
        save="Save and next",
    )


def someone_else(times: Times, style: Style, lead: Lead) -> Question:
    """Key 9; `times` as `later_times` gave them."""
    options = _options(times, style)
    return Question(
        name="someone-else",
        title=f"Not {lead.greeting_name}. When to try again?",
        options=options,
        field="What did they say?",
        placeholder="try at 3",
        save="Save and next",
    )


def not_interested(lead: Lead) -> Question:
    """Key 5."""
    options = tuple(Option(title) for _, title in NOT_INTERESTED)
    return Question(name="not-interested", title=f"Why is {lead.greeting_name} not interested?", options=options)


def snooze(rep: Rep, lead: Lead) -> Question:
    """Key J."""
    options = tuple(Option(title, day(on)) for title, on in snooze_days(rep))
    return Question(
        name="snooze",
        title=f"{lead.greeting_name} comes back when?",
        options=options,
        field="Or a date",
        placeholder="24 nov, next week",
        save="Snooze",
    )


def snooze_days(rep: Rep) -> tuple[tuple[str, date], ...]:
    """The quick answers to a snooze."""
    today = rep.today()
    monday = today + timedelta(days=7 - today.weekday())
    return (
        ("Next workday", rep.work_days.after(today, 1)),
        ("Monday", monday),
        ("In two weeks", today + timedelta(days=14)),
        ("In a month", today + timedelta(days=30)),
    )


NOTE_LINES = (("last_talk", "Back here we talked about"), ("personal", "What they told you"))


def use_note() -> Question:
    """Key U."""
    options = tuple(Option(title) for _, title in NOTE_LINES)
    return Question(name="use-note", title="Make it which line?", options=options, field="The line")


def later_line() -> Question:
    """Key L."""
    return Question(
        name="later",
        title="Later",
        field="One line, then back",
        placeholder="read the memo",
        save="Keep it",
        type_first=True,
    )


def may_need(asked: str) -> Question:
    """Key M. `asked`: the question of the card, "" where the line is written already."""
    return Question(
        name="may-need",
        title=asked or "What may they need next?",
        field="They may need next",
        save="Keep it",
        type_first=True,
    )


def called_back() -> Question:
    """Key B."""
    return Question(
        name="called-back",
        title="Who is calling?",
        field="Three letters or the last digits",
        placeholder="kwa, or 0143",
        save="Take the call",
        type_first=True,
    )


def end_hour() -> Question:
    """The way out."""
    options = tuple(Option(title) for _, title in END_REASONS)
    return Question(
        name="end",
        title="End the hour?",
        options=options,
        remark="What was done is kept.",
    )


def only_waiting(name: str, when: str, *, more: int, may_call: bool) -> Question:
    """Nothing left but what waits for its minute. Who is out of their calling hours cannot be rung early."""
    early = (Option(f"Call {name} now"),) if may_call else ()
    title = f"Nobody to call until {when}." if more or not may_call else f"Only {name} is left, at {when}."
    remark = f"{name} and {more} more come up by themselves." if more else f"{name} comes up by itself."
    return Question(name="only-waiting", title=title, options=(*early, Option("End the hour")), remark=remark)


def last_call(name: str, outcome: str) -> Question:
    """Key Left."""
    return Question(
        name="edit-last",
        title=f"{name}: {outcome.lower()}",
        field="Note of that call",
        save="Keep it",
        type_first=True,
        remark="Undo takes the whole call back.",
    )


def typed_time(text: str, rep: Rep) -> datetime:
    """What was typed as a time to come. Raises InputError "no-time" or "bad-time"."""
    if not text.strip():
        raise InputError("no-time")
    return parse_time(text, rep.local(), start_time(rep.settings.start))


def time_within(text: str, rep: Rep) -> datetime:
    """A time anywhere in a line: the whole of it, or what follows its first words. Raises InputError "bad-time"."""
    words = text.replace(",", " ").split()
    for cut in range(len(words)):
        for end in range(len(words), cut, -1):
            try:
                return typed_time(" ".join(words[cut:end]), rep)
            except InputError:
                continue
    raise InputError("bad-time", text=text.strip())


def read_back(text: str, rep: Rep, style: Style) -> str:
    """The time in `text` as it is understood, "" for none."""
    if not text.strip():
        return ""
    try:
        at = time_within(text, rep)
    except InputError:
        return ""
    return f"{at:%a} {at.day} {at:%b} {short_clock(at, style)}"


def _options(times: Times, style: Style) -> tuple[Option, ...]:
    said = clocks([at for _, at in times], style)
    return tuple(Option(title, f"{day(at.date())} {clock}") for (title, at), clock in zip(times, said, strict=True))
