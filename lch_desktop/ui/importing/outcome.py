"""Steps 3 and 4 of the import page: what a file would come to, and what it came to."""

from __future__ import annotations

from lch_desktop.domain.imports import ImportReport, ListReport, SeenRow
from lch_desktop.ui.importing.draft import Draft
from lch_desktop.ui.importing.state import CountState, DoneState, LookOverState
from lch_desktop.ui.importing.terms import AMONG, HEADINGS, PARTS, counted, facts_of, format_words

NO_REGISTER = "No national do-not-call register is consulted: whom you may call is yours to know."
LISTED = 500


def counts_of(report: ImportReport) -> dict[str, int]:
    """How many records each heading has."""
    return {
        "created": report.created,
        "merged": report.merged,
        "unchanged": report.unchanged,
        "skipped": len(report.skipped),
        "needs_number": report.needs_number,
        "do_not_call": report.do_not_call,
        "odd": report.odd,
    }


def look_over_state(draft: Draft) -> LookOverState:
    if draft.is_list:
        return _list_over(draft)
    counts = counts_of(draft.rehearsal.report) if draft.rehearsal else {}
    opened = opened_of(draft, counts)
    listed = draft.rehearsal.lists.get(opened, ()) if draft.rehearsal else ()
    whole = counts.get(opened, 0)
    look = draft.look
    return LookOverState(
        title=format_words(look.format, look.confidence) if look else "",
        facts=facts_of(look) if look else "",
        sentence=_sentence(draft, draft.rehearsal.report) if draft.rehearsal else "",
        counts=tuple(_count(key, counts.get(key)) for key in (*PARTS, *AMONG)),
        opened=opened,
        listed=listed,
        listed_heading=HEADINGS.get(opened, ""),
        listed_remark=f"the first {len(listed):,} of {whole:,}" if whole > len(listed) else f"{whole:,}",
        already=already_words(draft),
        duplicates=draft.options.duplicates.value,
        problems=bool(counts.get("skipped") or counts.get("odd")),
        is_list=False,
    )


def already_words(draft: Draft) -> str:
    """How many are here already, "…" while that is counted."""
    if draft.already is not None:
        return f"{draft.already:,}"
    return "…" if draft.work else ""


def opened_of(draft: Draft, counts: dict[str, int]) -> str:
    """The heading whose list is shown: the chosen one, while it has records, else the first that has."""
    if counts.get(draft.opened):
        return draft.opened
    return next((key for key in (*PARTS, *AMONG) if counts.get(key)), "")


def _count(key: str, count: int | None) -> CountState:
    return CountState(key, HEADINGS[key], "…" if count is None else f"{count:,}", key in AMONG, not count)


def _sentence(draft: Draft, report: ImportReport) -> str:
    if not (report.created or report.merged):
        kind = f"Nothing new: {report.unchanged:,} unchanged." if report.unchanged else ""
        return kind or "Nobody would come in: every row is left out."
    left = len(draft.unanswered)
    if not left:
        return ""
    questions = counted(left, "question was", "questions were")
    return f"{questions} left open: whoever that is about comes in as a lead to call."


def _list_over(draft: Draft) -> LookOverState:
    report = draft.list_report or ListReport(0, 0, 0, 0, ())
    known = draft.list_report is not None
    facts = (
        CountState("added", "Numbers to silence for good", f"{report.added:,}" if known else "…", False, True),
        CountState("known", "Silent already", f"{report.known:,}" if known else "…", False, True),
        CountState("leads", "Leads of yours among them", f"{report.leads:,}" if known else "…", True, True),
        CountState("skipped", "Left out", f"{len(report.skipped):,}" if known else "…", False, not report.skipped),
    )
    listed = tuple(SeenRow(row.row, ", ".join(row.cells.values()), row.reason) for row in report.skipped[:LISTED])
    return LookOverState(
        title="Numbers never to call",
        facts=f"{draft.file_name}, {counted(report.rows, 'row', 'rows')}" if known else draft.file_name,
        sentence=_list_sentence(report) if known else "",
        counts=facts,
        opened="skipped" if listed else "",
        listed=listed,
        listed_heading=HEADINGS["skipped"] if listed else "",
        listed_remark=f"{len(report.skipped):,}",
        already="",
        duplicates="",
        problems=False,
        is_list=True,
    )


def _list_sentence(report: ListReport) -> str:
    if report.added:
        return ""
    return "Nothing new: every number in it is silent already." if report.known else "No number was found in it."


# step 4


def done_state(draft: Draft) -> DoneState:
    if draft.is_list:
        return _list_done(draft)
    report = draft.report
    if report is None:
        return DoneState("", (), "", False, False)
    if draft.undone:
        return DoneState(draft.undone, (), "", False, True)
    facts = (
        (report.merged if report.created else 0, "1 that was here is up to date", "{} that were here are up to date"),
        (report.unchanged if report.created or report.merged else 0, "1 was here already, unchanged",
         "{} were here already, unchanged"),
        (report.needs_number, "1 needs a number", "{} need a number"),
        (report.do_not_call, "1 will never be called", "{} will never be called"),
        (len(report.skipped), "1 row was left out", "{} rows were left out"),
    )  # fmt: skip
    lines = tuple(one if count == 1 else many.format(f"{count:,}") for count, one, many in facts if count)
    return DoneState(headline(report), lines, NO_REGISTER if draft.first else "", bool(report.import_id), False)


def headline(report: ImportReport) -> str:
    """What an import came to, in one sentence."""
    if report.created:
        return f"{counted(report.created, 'new lead is', 'new leads are')} in"
    if report.merged:
        return f"{counted(report.merged, 'lead that was here is', 'leads that were here are')} up to date"
    if report.unchanged:
        return f"Nothing new: {report.unchanged:,} unchanged"
    return "Nobody came in"


def _list_done(draft: Draft) -> DoneState:
    report = draft.list_report or ListReport(0, 0, 0, 0, ())
    head = counted(report.added, "number will never be called", "numbers will never be called")
    lines = (
        counted(report.leads, "lead of yours has one of them", "leads of yours have one of them"),
        "They stay silent in every file that comes later",
    )
    return DoneState(head, lines if report.leads else lines[1:], "", False, False)


def undone_words(removed: int, stay: int) -> str:
    """What taking an import back did."""
    said = f"Import taken back: {counted(removed, 'lead', 'leads')} removed."
    if not stay:
        return said
    return f"{said} {stay:,} {'stays, it was' if stay == 1 else 'stay, they were'} called since."
