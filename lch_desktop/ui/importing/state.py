"""What the import page shows. The values are built in `build` and `outcome`."""

from __future__ import annotations

from dataclasses import dataclass

from lch_desktop.domain.imports import SeenRow
from lch_desktop.ui.importing.questions import Question

STEPS = ("File", "Check columns", "Look over", "Done")


@dataclass(frozen=True, slots=True)
class Footer:
    """The line at the foot. `primary` is what Enter does, "" for nothing."""

    remark: str
    primary: str
    ready: bool
    back: bool = True


@dataclass(frozen=True, slots=True)
class ColumnState:
    """One column: header, the field it is read as, its first values. `mark`: ok, ask, or "" for left out."""

    header: str
    field: str
    samples: str
    mark: str


@dataclass(frozen=True, slots=True)
class PersonState:
    """One person of the preview."""

    name: str
    company: str
    number: str
    place: str
    has_number: bool


@dataclass(frozen=True, slots=True)
class ColumnsState:
    """Step 2."""

    title: str
    facts: str
    remark: str
    columns: tuple[ColumnState, ...]
    question: Question | None
    answers: str
    people: tuple[PersonState, ...]
    people_remark: str
    region: str
    already: str
    duplicates: str
    needs_a_look: tuple[tuple[str, str], ...]
    look_count: str


@dataclass(frozen=True, slots=True)
class CountState:
    """One heading with its number; `among` ones are part of the others. Empty ones cannot be opened."""

    key: str
    label: str
    count: str
    among: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class LookOverState:
    """Step 3."""

    title: str
    facts: str
    sentence: str
    counts: tuple[CountState, ...]
    opened: str
    listed: tuple[SeenRow, ...]
    listed_heading: str
    listed_remark: str
    already: str
    duplicates: str
    problems: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class DoneState:
    """Step 4."""

    headline: str
    lines: tuple[str, ...]
    note: str
    can_undo: bool
    can_repeat: bool


@dataclass(frozen=True, slots=True)
class FileState:
    """Step 1."""

    newest: str
    is_list: bool
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportState:
    """The whole page; only the step in front is filled in."""

    step: int
    skips_columns: bool
    problem: str
    remark: str
    working: str
    can_stop: bool
    footer: Footer
    file: FileState
    columns: ColumnsState | None = None
    look_over: LookOverState | None = None
    done: DoneState | None = None
