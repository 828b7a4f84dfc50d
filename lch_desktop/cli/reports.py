"""`lch status` and `lch doctor`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import facts, one_line, say
from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence
from lch_desktop.services.doctor import BackupFacts, Doctor, NoticeTest, ThereFacts
from lch_desktop.words import Style, content_words, counted, moment_words, percent, slot_name, span

LAST_NOTICES = 3


def run_reports(call: Invocation) -> int:
    """Say how things stand, or check what the program needs."""
    return run_status(call) if call.command == "status" else run_doctor(call)


def run_status(call: Invocation) -> int:
    """Print how things stand: the hour, the day, the habit, what is stored."""
    with call.services() as services:
        report: dict[str, Any] = services.status.report()
    if call.as_json:
        print_json(report)
    else:
        say(*facts(_status_facts(report)))
    return 0


def run_doctor(call: Invocation) -> int:
    """Print every check. What it finds is its answer, not a failure of the command: the exit code is 0."""
    from lch_desktop.platforms.checks import ThisComputer

    system = ThisComputer(call.data_dir)
    asked = (_integrity(call), lambda: _backups(call), lambda: _leftovers(call), lambda: _there(call))
    checks = Doctor(system, *asked, lambda: _notices(call)).checks()
    if call.as_json:
        print_json([asdict(check) for check in checks])
        return 0
    for check in checks:
        say(f"{'ok ' if check.ok else 'BAD'} {check.check}: {one_line(check.detail)}")
        if check.fix:
            say(f"    {one_line(check.fix)}")
    return 0


def _integrity(call: Invocation) -> Callable[[], str]:
    """How the database is asked: "" where there is none, so that looking does not make one."""

    def ask() -> str:
        from lch_desktop.app import DATABASE
        from lch_desktop.platforms.checks import is_there

        if not is_there(call.data_dir / DATABASE):
            return ""
        try:
            with call.services() as services:
                return services.store.integrity()
        except LchError as error:
            return sentence(error)

    return ask


def _leftovers(call: Invocation) -> list[str] | None:
    """What of the shield is up past its deadline; None where its journal cannot be read."""
    from lch_desktop.shield_parts import build_shield

    shield = build_shield(call.data_dir)
    return None if shield.damaged else [each.barrier for each in shield.leftovers()]


def _there(call: Invocation) -> ThereFacts:
    """What starts the program. Without a database that can be read, what is there is taken for what is wanted."""
    from lch_desktop.app import DATABASE
    from lch_desktop.platforms.checks import is_there
    from lch_desktop.platforms.select import make_entries, system_zone
    from lch_desktop.services.there import Found, Presence

    login, starter = make_entries(call.data_dir, call.zone or system_zone())
    found = Presence(login.entry(), starter.entry())
    if is_there(call.data_dir / DATABASE):
        with suppress(LchError), call.services() as services:
            wants, at = services.rep.settings, services.planning.next_start()
            when = f"the next hour is {slot_name(services.rep.local(at), Style())}" if at else "no hour is planned"
            return ThereFacts(found, wants.login_start, wants.os_starter, when)
    return ThereFacts(found, found.login.found is Found.HERE, found.starter.found is Found.HERE, "")


def _notices(call: Invocation) -> NoticeTest:
    """Send a test notice. It is noted where there is a database that can be written; none is made."""
    import os
    from dataclasses import replace

    from lch_desktop.app import APP_NAME, DATABASE
    from lch_desktop.platforms.checks import is_there
    from lch_desktop.platforms.notices import make_notices, show_and_wait
    from lch_desktop.services.notice_words import TEST, kept_words

    # Without a button: nobody would hear it once the command has ended.
    delivery = show_and_wait(make_notices(APP_NAME, os.environ), replace(TEST, actions=()))
    earlier: tuple[str, ...] = ()
    if is_there(call.data_dir / DATABASE):
        with suppress(LchError), call.services() as services:
            now = call.local_now()
            kept = services.store.mornings.deliveries(LAST_NOTICES)
            earlier = tuple(kept_words(each, now, Style()) for each in kept)
            services.morning.record(delivery)
    return NoticeTest(delivery, earlier)


def _backups(call: Invocation) -> BackupFacts | None:
    """How the backups stand; None for none."""
    backups = call.backups()
    last = backups.last()
    if last is None:
        return None
    now, (count, size) = call.local_now(), backups.size()
    when = moment_words(last.backup.at.astimezone(now.tzinfo), now.date(), Style())
    return BackupFacts(
        count=count,
        size=size,
        newest=f"{when}, {content_words(last.content)}",
        age_days=backups.unsaved_days(),
        whole=backups.is_whole(last.backup),
    )


def _status_facts(report: dict[str, Any]) -> list[tuple[str, str]]:
    today = report["today"]
    minutes = f"{today['focus_minutes']:.0f} min of focus"
    # After a break the best is said, never a nought (habit.md: rules against anxiety).
    in_a_row = f"{counted(report['streak'], 'workday', 'workdays')}, " if report["streak"] else ""
    return [
        ("Version", report["version"]),
        ("The hour", _hour(report["session"])),
        ("Next start", _next_start(report["next_start"])),
        ("Today", f"{today['result']}, {minutes}, {counted(today['dials'], 'dial', 'dials')}"),
        ("Streak", f"{in_a_row}best {report['best_streak']}"),
        ("Spare days", str(report["spare_days"])),
        ("Strength", percent(report["strength"])),
        ("Leads", str(report["leads"])),
        ("Calls", str(report["calls"])),
    ]


def _hour(session: dict[str, Any] | None) -> str:
    if session is None:
        return "not running"
    held = " (paused)" if session["paused"] else ""
    dials = counted(session["dials"], "dial", "dials")
    talks = counted(session["conversations"], "conversation", "conversations")
    return f"{span(session['left_s'])} left{held}, {dials}, {talks}"


def _next_start(iso: str | None) -> str:
    return slot_name(datetime.fromisoformat(iso), Style()) if iso else "none planned"
