"""What the import page shows of a Draft: the frame of every step, the file and its columns."""

from __future__ import annotations

from lch_desktop.domain.imports import ColumnLook, FileLook, ImportReport
from lch_desktop.domain.leads import Lead
from lch_desktop.ui.importing.draft import OWNER, Draft, Step, Work
from lch_desktop.ui.importing.outcome import already_words, done_state, look_over_state
from lch_desktop.ui.importing.questions import answers_given, next_question
from lch_desktop.ui.importing.state import ColumnsState, ColumnState, FileState, Footer, ImportState, PersonState
from lch_desktop.ui.importing.terms import IGNORE, STATUS, counted, facts_of, format_words, short

PREVIEWED = 4
SAMPLES = 3
QUIET = (Work.NONE, Work.COUNTING)  # a count runs beside the columns and holds nobody up
WORKING: dict[Work, str] = {
    Work.READING: "Reading {file}",
    Work.COUNTING: "Counting what {file} would bring",
    Work.BRINGING_IN: "Bringing {file} in",
    Work.TAKING_BACK: "Taking {file} back",
    Work.SAVING: "Saving the problem rows of {file}",
    Work.STOPPING: "Stopping",
}


def build_state(draft: Draft, rep_name: str) -> ImportState:
    """Everything the page shows of `draft`."""
    return ImportState(
        step=int(draft.step),
        skips_columns=draft.is_list,
        problem=draft.problem,
        remark=draft.remark,
        working=WORKING[draft.work].format(file=short(draft.file_name, 60)) if draft.work else "",
        can_stop=draft.work not in (Work.TAKING_BACK, Work.STOPPING),
        footer=_footer(draft),
        file=FileState(draft.newest.name if draft.newest else "", draft.is_list, draft.file_name),
        columns=_columns(draft, draft.look, rep_name) if draft.step is Step.COLUMNS and draft.look else None,
        look_over=look_over_state(draft) if draft.step is Step.LOOK_OVER else None,
        done=done_state(draft) if draft.step is Step.DONE else None,
    )


def _footer(draft: Draft) -> Footer:
    if draft.step is Step.FILE:
        known = draft.look is not None and not draft.is_list
        primary = f"Go on with {short(draft.file_name, 40)}" if known else "Choose a file"
        return Footer("Nothing comes in before you have looked it over.", primary, draft.work in QUIET)
    if draft.step is Step.COLUMNS:
        assert draft.look is not None
        rows = counted(draft.look.rows, "row", "rows")
        remark = "Nothing is dropped. One click undoes the import."
        return Footer(remark, f"Continue with {rows}", draft.work in QUIET)
    if draft.step is Step.LOOK_OVER:
        return _look_over_footer(draft)
    primary = "" if draft.undone else "Show the leads"
    return Footer("", primary, not draft.work, back=False)


def _look_over_footer(draft: Draft) -> Footer:
    if draft.is_list:
        remark = "This is for good: those numbers stay silent, also in files that come later."
        count = draft.list_report.added if draft.list_report else 0
        numbers = counted(count, "number", "numbers")
        return Footer(remark, f"Never call {numbers}" if count else "", not draft.work)
    if draft.rehearsal is None:
        return Footer("Nothing is in yet.", "Bring in", ready=False)
    report = draft.rehearsal.report
    bringing = report.created + report.merged
    leads = counted(bringing, "lead", "leads")
    primary = f"Bring in {leads}" if bringing else "Go on"
    return Footer("Nothing is in yet. One click undoes it.", primary, not draft.work)


# step 2


def _columns(draft: Draft, look: FileLook, rep_name: str) -> ColumnsState:
    read = [column for column in look.columns if _field(draft, column) != IGNORE]
    asks = any(key != OWNER for key in draft.unanswered)
    report = draft.rehearsal.report if draft.rehearsal else None
    return ColumnsState(
        title=format_words(look.format, look.confidence),
        facts=facts_of(look),
        remark=f"{len(read)} of {len(look.columns)} recognised, every original cell is kept",
        columns=tuple(_column(draft, column, asks) for column in look.columns),
        question=next_question(draft, rep_name),
        answers=answers_given(draft),
        people=tuple(person_state(lead) for lead in look.preview[:PREVIEWED]),
        people_remark=f"{min(PREVIEWED, len(look.preview))} of {look.rows:,}",
        region=draft.options.region,
        already=already_words(draft),
        duplicates=draft.options.duplicates.value,
        needs_a_look=_needs_a_look(report),
        look_count=f"{report.needs_number + report.odd + len(report.skipped):,}" if report else "…",
    )


def _field(draft: Draft, column: ColumnLook) -> str:
    """What a column is read as; a choice counts at once, before the file was read again."""
    return draft.options.mapping.get(column.header, column.field) or IGNORE


def _column(draft: Draft, column: ColumnLook, asks: bool) -> ColumnState:
    field = _field(draft, column)
    samples = " · ".join(short(sample, 40) for sample in column.samples[:SAMPLES] if sample.strip())
    mark = "" if field == IGNORE else "ask" if field == STATUS and asks else "ok"
    return ColumnState(column.header, field, samples, mark)


def person_state(lead: Lead) -> PersonState:
    """A person as the file has them: name, first number and how many more, place."""
    numbers = [phone.shown or phone.raw for phone in lead.phones if phone.usable]
    more = f", {len(numbers) - 1} more" if len(numbers) > 1 else ""
    place = ", ".join(part for part in (lead.city, lead.state) if part) or lead.country
    return PersonState(
        short(lead.shown_name),
        short(lead.company),
        short(numbers[0], 40) + more if numbers else "No number",
        short(place, 40),
        bool(numbers),
    )


def _needs_a_look(report: ImportReport | None) -> tuple[tuple[str, str], ...]:
    if report is None:
        return ()
    facts = (
        ("No number to call", report.needs_number, "{}, go to Needs a number"),
        ("Odd rows", report.odd, "{}"),
        ("Left out", len(report.skipped), "{}"),
        ("Will never be called", report.do_not_call, "{}"),
    )
    return tuple((label, said.format(f"{count:,}")) for label, count, said in facts if count)
