"""One import as far as it has come: the file, what the rep chose for it, and what it would come to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path

from lch_desktop.domain.imports import (
    Duplicates,
    FileLook,
    ImportOptions,
    ImportReport,
    ListReport,
    Rehearsal,
)
from lch_desktop.domain.leads import Stage

OWNER = "owner"
ANSWERS: dict[str, Stage | None] = {"call": Stage.NEW, "leave-out": None, "not-a-lead": Stage.NOT_A_LEAD}


class Step(IntEnum):
    """Where the page is."""

    FILE = 0
    COLUMNS = 1
    LOOK_OVER = 2
    DONE = 3


class Work(IntEnum):
    """What runs beside the window; 0 for nothing."""

    NONE = 0
    READING = 1  # the file, for its columns
    COUNTING = 2  # a rehearsal
    BRINGING_IN = 3
    TAKING_BACK = 4
    SAVING = 5  # the rows with a problem
    STOPPING = 6  # cancelled, and not sure yet that it was in time


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything the page shows comes of this. `is_list`: numbers never to call, not leads."""

    step: Step = Step.FILE
    work: Work = Work.NONE
    is_list: bool = False
    path: Path | None = None
    newest: Path | None = None  # of the place that was used last
    look: FileLook | None = None
    options: ImportOptions = field(default_factory=ImportOptions)
    counted_statuses: tuple[tuple[str, int], ...] = ()  # unknown ones, as first seen: answers do not remove them
    counted_owners: tuple[tuple[str, int], ...] = ()
    answered: frozenset[str] = frozenset()
    rehearsal: Rehearsal | None = None
    already: int | None = None  # how many are here already; known once duplicates were merged in a rehearsal
    opened: str = ""  # the heading whose list is open
    report: ImportReport | None = None
    list_report: ListReport | None = None
    undone: str = ""  # what was taken back, in words
    first: bool = False  # the first import of this folder
    problem: str = ""
    remark: str = ""  # one sentence that is no problem: what was cancelled

    @property
    def file_name(self) -> str:
        return self.path.name if self.path else ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions of this file, by key, in the order in which they are asked."""
        owner = (OWNER,) if len(self.counted_owners) > 1 else ()
        return owner + tuple(status_key(word) for word, _ in self.counted_statuses)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """What is still to be asked."""
        return tuple(key for key in self.asked if key not in self.answered)


def status_key(word: str) -> str:
    """The key of the question what a status word means."""
    return f"status {word}"


def looked(draft: Draft, look: FileLook) -> Draft:
    """The file was read. The first look brings the options that count from now on and goes on to the columns."""
    first_look = draft.look is None
    options = look.options if first_look else draft.options
    answered, statuses = draft.answered, _joined(draft.counted_statuses, look.unknown_statuses)
    if first_look and look.remembered:
        answered = frozenset({OWNER, *(status_key(word) for word in options.statuses)})
        statuses = _joined(statuses, tuple((word, 0) for word in options.statuses))
    return replace(
        draft,
        step=Step.COLUMNS if first_look else draft.step,
        work=Work.NONE,
        look=look,
        options=options,
        counted_statuses=statuses,
        counted_owners=_joined(draft.counted_owners, look.owners),
        answered=answered,
        rehearsal=None,
        problem="",
    )


def with_column(draft: Draft, header: str, field_name: str) -> Draft:
    """`header` is read as `field_name` from now on. Questions that hang on a column are asked as it is then."""
    mapping = {**draft.options.mapping, header: field_name}
    before = next((c.field for c in draft.look.columns if c.header == header), "") if draft.look else ""
    changed = _changed(draft, replace(draft.options, mapping=mapping))
    if "stage" in (before, field_name):
        changed = replace(changed, counted_statuses=())
    if OWNER in (before, field_name):
        options = replace(changed.options, owner="")
        changed = replace(changed, counted_owners=(), answered=changed.answered - {OWNER}, options=options)
    return changed


def with_region(draft: Draft, region: str) -> Draft:
    """Numbers without a country are read as of `region`."""
    return _changed(draft, replace(draft.options, region=region))


def with_answer(draft: Draft, key: str, value: str) -> Draft:
    """The answer to a question: an owner's name ("" is everybody's), or what a status means."""
    if key == OWNER:
        options = replace(draft.options, owner=value)
    else:
        word = key.removeprefix(status_key(""))
        options = replace(draft.options, statuses={**draft.options.statuses, word: ANSWERS[value]})
    return replace(_changed(draft, options), answered=draft.answered | {key})


def with_duplicates(draft: Draft, value: str) -> Draft:
    """What becomes of those who are here already."""
    options = replace(draft.options, duplicates=Duplicates(value))
    return replace(_changed(draft, options), already=draft.already)


def rehearsed(draft: Draft, rehearsal: Rehearsal) -> Draft:
    """What it would come to is known."""
    already = draft.already
    if draft.options.duplicates is Duplicates.MERGE:
        already = rehearsal.report.merged + rehearsal.report.unchanged
    return replace(draft, work=Work.NONE, rehearsal=rehearsal, already=already, problem="")


def done(draft: Draft, report: ImportReport) -> Draft:
    """The leads are in."""
    return replace(draft, step=Step.DONE, work=Work.NONE, report=report, undone="", problem="", remark="")


def stepped_back(draft: Draft) -> Draft:
    """One step back; the file and what was chosen for it stay."""
    back = Step.COLUMNS if draft.step is Step.LOOK_OVER and not draft.is_list else Step.FILE
    return replace(draft, step=back, problem="", remark="")


def _changed(draft: Draft, options: ImportOptions) -> Draft:
    return replace(draft, options=options, rehearsal=None, already=None, problem="", remark="")


def _joined(before: tuple[tuple[str, int], ...], now: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """The words of a first look keep their place and their count; new ones come after them."""
    known = {word for word, _ in before}
    return before + tuple((word, rows) for word, rows in now if word not in known)
