"""What an import came to, in words."""

from __future__ import annotations

from dataclasses import dataclass

from lch_desktop import words
from lch_desktop.domain.imports import ImportReport

NO_REGISTER = "No national do-not-call register is consulted: whom you may call is yours to know."


@dataclass(frozen=True, slots=True)
class OwnerQuestion:
    """ "Only Sam's?": the owners with their rows, the rep's own first where the file names them."""

    question: str
    owners: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ImportState:
    """The result panel."""

    import_id: int
    headline: str
    lines: tuple[str, ...]
    skipped_heading: str
    skipped: tuple[str, ...]
    note: str  # said with the first import
    owners: OwnerQuestion | None


def build_state(file_name: str, report: ImportReport, *, rep_name: str, first: bool) -> ImportState:
    """The words for `report`."""
    rows = words.counted(report.rows, "row", "rows")
    facts = (
        (report.created, "1 new lead", "{} new leads"),
        (report.merged, "1 lead that was here is up to date", "{} leads that were here are up to date"),
        (report.unchanged, "1 was here already, unchanged", "{} were here already, unchanged"),
        (report.needs_number, "1 needs a number", "{} need a number"),
        (report.do_not_call, "1 will never be called", "{} will never be called"),
    )
    lines = tuple(one if count == 1 else many.format(f"{count:,}") for count, one, many in facts if count)
    skipped = tuple(f"Row {row.row}: {row.reason}" for row in report.skipped)
    return ImportState(
        import_id=report.import_id,
        headline=f"{file_name}: {rows} read",
        lines=lines or ("No lead was found in it",),
        skipped_heading=words.counted(len(skipped), "row was left out", "rows were left out") if skipped else "",
        skipped=skipped,
        note=NO_REGISTER if first else "",
        owners=owner_question(report, rep_name),
    )


def owner_question(report: ImportReport, rep_name: str) -> OwnerQuestion | None:
    """The question for a file of several owners, None for one."""
    if len(report.owners) < 2:
        return None
    mine = next((owner for owner in report.owners if _is(owner[0], rep_name)), None)
    if mine is None:
        question = f"The rows belong to {len(report.owners)} owners. Keep only one's?"
        return OwnerQuestion(question, report.owners)
    name, count = mine
    others = tuple(owner for owner in report.owners if owner != mine)
    question = f"Only {possessive(name.split()[0])}? {count:,} of {report.rows:,} are yours."
    return OwnerQuestion(question, (mine, *others))


def possessive(name: str) -> str:
    """ "Sam's", "James'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def undone_words(removed: int, stay: int) -> str:
    """What taking an import back did."""
    said = f"Import taken back: {words.counted(removed, 'lead', 'leads')} removed."
    if not stay:
        return said
    return f"{said} {stay:,} {'stays, it was' if stay == 1 else 'stay, they were'} called since."


def _is(owner: str, rep_name: str) -> bool:
    """Whether an owner's name is the rep's: the whole name, or the first one where only that is known."""
    one, other = owner.casefold().split(), rep_name.casefold().split()
    return bool(one and other) and (one == other or one[:1] == other or one == other[:1])
