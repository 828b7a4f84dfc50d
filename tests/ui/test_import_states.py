"""What the import page shows of a file, before and after: words, questions, counts. Pure builders, no window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lch_desktop.domain.imports import (
    ColumnLook,
    Duplicates,
    FileLook,
    ImportOptions,
    ImportReport,
    ListReport,
    Rehearsal,
    SeenRow,
    SkippedRow,
)
from lch_desktop.domain.leads import Lead, Phone, Stage
from lch_desktop.ui.importing import draft as drafts
from lch_desktop.ui.importing.build import build_state, person_state
from lch_desktop.ui.importing.draft import Draft, Step, Work
from lch_desktop.ui.importing.outcome import NO_REGISTER, headline, undone_words
from lch_desktop.ui.importing.questions import CHOSEN, possessive
from lch_desktop.ui.importing.state import ColumnsState, DoneState, LookOverState
from lch_desktop.ui.importing.terms import field_words, format_words, layout_words, short

COLUMNS = (
    ColumnLook("First Name", "first_name", ("Dana", "Kwame")),
    ColumnLook("Lead Status", "stage", ("OPEN_DEAL",)),
    ColumnLook("Contact owner", "owner", ("Sam Rivera",)),
    ColumnLook("Shoe size", "ignore", ("44", "", "38", "39", "40")),
)


def look(**changes: object) -> FileLook:
    values: dict[str, object] = {
        "name": "contacts.csv", "format": "hubspot", "confidence": 0.9, "encoding": "utf-8", "layout": "commas",
        "rows": 412, "columns": COLUMNS, "header_key": "h", "digest": "d",
        "owners": (("Ines Roth", 152), ("Sam Rivera", 260)), "unknown_statuses": (("OPEN_DEAL", 31), ("PARKED", 1)),
        **changes,
    }  # fmt: skip
    return FileLook(**values)  # type: ignore[arg-type]


def report(**changes: object) -> ImportReport:
    values: dict[str, object] = {
        "format": "hubspot", "rows": 22, "created": 6, "merged": 12, "unchanged": 2, "needs_number": 3,
        "do_not_call": 1, "skipped": (SkippedRow(7, "no name"), SkippedRow(9, "<b>")), "import_id": 5, "odd": 2,
        **changes,
    }  # fmt: skip
    return ImportReport(**values)  # type: ignore[arg-type]


def rehearsal(**changes: object) -> Rehearsal:
    return Rehearsal(report(**changes), {"created": (SeenRow(2, "Dana Ruiz"),), "odd": (SeenRow(5, "Bo", "short"),)})


def begun(**changes: object) -> Draft:
    """A draft whose file was read: the columns are to be checked."""
    return drafts.looked(Draft(path=Path("contacts.csv"), work=Work.READING), look(**changes))


def columns(draft: Draft, rep_name: str = "Sam Rivera") -> ColumnsState:
    state = build_state(draft, rep_name).columns
    assert state is not None
    return state


def over(draft: Draft) -> LookOverState:
    state = build_state(replace(draft, step=Step.LOOK_OVER), "Sam").look_over
    assert state is not None
    return state


def done(draft: Draft) -> DoneState:
    state = build_state(replace(draft, step=Step.DONE), "Sam").done
    assert state is not None
    return state


# words


@pytest.mark.parametrize(
    ("name", "confidence", "expected"),
    [
        ("hubspot", 1.0, "HubSpot export"),
        ("hubspot", 0.75, "HubSpot export"),
        ("hubspot", 0.74, "HubSpot export, most likely"),
        ("apollo", 0.4, "Apollo export, most likely"),
        ("apollo", 0.1, "Apollo export, perhaps: look at the columns"),
        ("table", 0.1, "A table of leads"),
        ("vcard", 1.0, "Address cards (vCard)"),
        ("a-new-one", 0.9, "a-new-one"),
    ],
)
def test_the_format_is_named_with_its_doubt(name: str, confidence: float, expected: str) -> None:
    assert format_words(name, confidence) == expected


@pytest.mark.parametrize(
    ("encoding", "layout", "expected"),
    [
        ("utf-8", "commas", "UTF-8 with commas"),
        ("UTF-8-SIG", "semicolons", "UTF-8 with semicolons"),
        ("cp1252", "tabs", "Windows-1252 with tabs"),
        ("shift_jis", "bars", "SHIFT_JIS with bars"),
        ("", "sheet Leads", "sheet Leads"),
        ("utf-8", "cards", "cards in UTF-8"),
        ("", "cards", "cards"),
        ("utf-8", "", "UTF-8"),
    ],
)
def test_encoding_and_layout_in_words(encoding: str, layout: str, expected: str) -> None:
    assert layout_words(encoding, layout) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [("first_name", "First name"), ("stage", "Status"), ("ignore", "Leave out"), ("shoe_size", "Shoe size")],
)
def test_fields_have_human_words(field: str, expected: str) -> None:
    assert field_words(field) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\n b\t c", "a b c"), ("x" * 9, "x" * 9), ("x" * 11, "x" * 10 + "…"), (" " * 500 + "y", "…"), ("", "")],
)
def test_cells_are_cut_to_one_line(text: str, expected: str) -> None:
    assert short(text, 10) == expected


@pytest.mark.parametrize(("name", "expected"), [("Sam", "Sam's"), ("James", "James'")])
def test_possessive(name: str, expected: str) -> None:
    assert possessive(name) == expected


def test_undo_says_who_stays() -> None:
    assert undone_words(1411, 0) == "Import taken back: 1,411 leads removed."
    assert undone_words(1, 1) == "Import taken back: 1 lead removed. 1 stays, it was called since."
    assert undone_words(2, 3) == "Import taken back: 2 leads removed. 3 stay, they were called since."


# the columns


def test_the_file_is_told_in_two_lines() -> None:
    shown = columns(begun())
    assert shown.title == "HubSpot export"
    assert shown.facts == "contacts.csv, 412 rows, UTF-8 with commas"
    assert shown.remark == "3 of 4 recognised, every original cell is kept"


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"rows": 1}, ", 1 row, UTF-8 with commas"),
        ({"rows": 12_400}, ", 12,400 rows, UTF-8 with commas"),
        ({"remembered": True}, "columns as you chose them last time"),
        ({"remembered": True, "same_as": 3}, "UTF-8 with commas, brought in before"),
    ],
)
def test_what_is_known_of_the_file_is_told(changes: dict[str, object], ending: str) -> None:
    assert columns(begun(**changes)).facts.endswith(ending)


def test_each_column_has_its_field_its_values_and_a_mark() -> None:
    first, status, _, shoe = columns(begun()).columns
    assert (first.field, first.samples, first.mark) == ("first_name", "Dana · Kwame", "ok")
    assert status.mark == "ask"
    assert (shoe.field, shoe.samples, shoe.mark) == ("ignore", "44 · 38", "")


def test_a_choice_counts_before_the_file_was_read_again() -> None:
    changed = drafts.with_column(begun(), "Shoe size", "value")
    assert columns(changed).columns[3].field == "value"
    assert columns(changed).remark.startswith("4 of 4")
    assert dict(changed.options.mapping) == {"Shoe size": "value"}


def test_choices_for_several_columns_add_up() -> None:
    changed = drafts.with_column(drafts.with_column(begun(), "Shoe size", "value"), "First Name", "name")
    assert dict(changed.options.mapping) == {"Shoe size": "value", "First Name": "name"}


def test_another_column_for_status_or_owner_asks_anew() -> None:
    answered = drafts.with_answer(drafts.with_answer(begun(), "owner", "Sam Rivera"), "status OPEN_DEAL", "call")
    without_status = drafts.with_column(answered, "Lead Status", "ignore")
    assert without_status.counted_statuses == ()
    assert without_status.options.owner == "Sam Rivera"
    without_owner = drafts.with_column(answered, "Contact owner", "notes")
    assert without_owner.options.owner == ""
    assert "owner" not in without_owner.asked


def test_the_first_look_brings_its_options_and_later_ones_do_not() -> None:
    remembered = ImportOptions(region="DE", owner="Ines Roth", statuses={"OPEN_DEAL": None})
    first = begun(options=remembered, remembered=True, unknown_statuses=(("PARKED", 1),))
    assert first.options == remembered
    changed = drafts.with_region(first, "AT")
    again = drafts.looked(changed, look(options=ImportOptions(region="US"), unknown_statuses=()))
    assert again.options.region == "AT"
    assert again.step is Step.COLUMNS


def test_a_later_look_does_not_change_the_step() -> None:
    over_again = drafts.looked(replace(begun(), step=Step.LOOK_OVER), look())
    assert over_again.step is Step.LOOK_OVER


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (Lead(name="Dana Ruiz", company="Ruiz Dental", city="Austin", state="TX"), ("Dana Ruiz", "No number")),
        (Lead(company="Ruiz Dental"), ("Ruiz Dental", "No number")),
        (Lead(name="A", phones=(Phone(e164="+15125550143", shown="(512) 555-0143"),)), ("A", "(512) 555-0143")),
        (
            Lead(name="A", phones=(Phone(e164="+1512", raw="512"), Phone(e164="+1513", raw="513"), Phone(raw="?"))),
            ("A", "512, 1 more"),
        ),
    ],
)
def test_the_preview_shows_whom_one_would_call(lead: Lead, expected: tuple[str, str]) -> None:
    shown = person_state(lead)
    assert (shown.name, shown.number) == expected
    assert shown.has_number is (expected[1] != "No number")


def test_the_place_is_city_and_state_or_the_country() -> None:
    assert person_state(Lead(name="A", city="Austin", state="TX", country="US")).place == "Austin, TX"
    assert person_state(Lead(name="A", country="Austria")).place == "Austria"


# questions


@pytest.mark.parametrize(
    ("rep_name", "text", "answers"),
    [
        ("Sam Rivera", "Only Sam's? 260 of 412 are yours.", ["Only Sam's", "Everybody's"]),
        ("sam", "Only Sam's? 260 of 412 are yours.", ["Only Sam's", "Everybody's"]),
        ("Kim", "The rows belong to 2 people. Whose do you call?", ["Only these", "Everybody's"]),
        ("", "The rows belong to 2 people. Whose do you call?", ["Only these", "Everybody's"]),
    ],
)
def test_the_owner_question_knows_the_rep(rep_name: str, text: str, answers: list[str]) -> None:
    asked = columns(begun(), rep_name).question
    assert asked is not None
    assert (asked.text, [words for _, words in asked.answers]) == (text, answers)
    assert asked.remark == "1 of 3"
    assert bool(asked.choices) is (asked.answers[0][0] == CHOSEN)


def test_questions_come_one_at_a_time_and_end() -> None:
    draft = drafts.with_answer(begun(), "owner", "Sam Rivera")
    asked = columns(draft).question
    assert asked is not None
    assert (asked.text, asked.remark) == ("Do you call people marked OPEN_DEAL?", "31 rows, 2 of 3")
    draft = drafts.with_answer(drafts.with_answer(draft, asked.key, "leave-out"), "status PARKED", "not-a-lead")
    assert columns(draft).question is None
    assert columns(draft).answers == "Only Sam Rivera's leads · OPEN_DEAL: left out · PARKED: not leads"
    assert columns(draft).columns[1].mark == "ok"
    assert draft.options.owner == "Sam Rivera"
    assert dict(draft.options.statuses) == {"OPEN_DEAL": None, "PARKED": Stage.NOT_A_LEAD}


@pytest.mark.parametrize("word", ["status PARKED", "owner", "", "<b>", "ש"])
def test_any_word_can_be_asked_about(word: str) -> None:
    draft = drafts.with_answer(begun(owners=(), unknown_statuses=((word, 2),)), f"status {word}", "call")
    assert dict(draft.options.statuses) == {word: Stage.NEW}
    assert draft.unanswered == ()


def test_what_was_answered_for_an_earlier_file_is_not_asked_again() -> None:
    kept = ImportOptions(owner="Sam Rivera", statuses={"OPEN_DEAL": None})
    shown = columns(begun(remembered=True, options=kept, unknown_statuses=(("PARKED", 1),)))
    assert shown.question is not None
    assert shown.question.text == "Do you call people marked PARKED?"
    assert shown.answers == "Only Sam Rivera's leads · OPEN_DEAL: left out"


def test_one_owner_is_no_question() -> None:
    assert columns(begun(owners=(("Sam Rivera", 412),), unknown_statuses=())).question is None


def test_an_answer_stays_when_the_file_is_read_again() -> None:
    answered = drafts.with_answer(begun(), "status OPEN_DEAL", "call")
    again = drafts.looked(answered, look(unknown_statuses=(("PARKED", 1),)))
    assert [word for word, _ in again.counted_statuses] == ["OPEN_DEAL", "PARKED"]
    assert "status OPEN_DEAL" in again.answered


# looking over


def test_before_the_count_is_known_nothing_can_be_brought_in() -> None:
    state = build_state(replace(begun(), step=Step.LOOK_OVER, work=Work.COUNTING), "Sam")
    assert not state.footer.ready
    assert {count.count for count in state.look_over.counts} == {"…"}  # type: ignore[union-attr]
    assert state.working == "Counting what contacts.csv would bring"


def test_every_heading_has_its_number() -> None:
    shown = over(drafts.rehearsed(begun(), rehearsal()))
    assert [(count.label, count.count) for count in shown.counts] == [
        ("New leads", "6"),
        ("Merge with leads you have", "12"),
        ("Here already, unchanged", "2"),
        ("Left out", "2"),
        ("Need a number", "3"),
        ("Will never be called", "1"),
        ("Odd rows", "2"),
    ]
    assert [count.key for count in shown.counts if count.among] == ["needs_number", "do_not_call", "odd"]
    assert (shown.opened, shown.listed_heading, shown.listed_remark) == ("created", "New leads", "the first 1 of 6")
    assert shown.already == "14"
    assert shown.problems


def test_a_chosen_list_stays_open_while_it_has_records() -> None:
    draft = replace(drafts.rehearsed(begun(), rehearsal()), opened="odd")
    assert over(draft).listed == (SeenRow(5, "Bo", "short"),)
    assert over(drafts.rehearsed(draft, rehearsal(odd=0))).opened == "created"


@pytest.mark.parametrize(
    ("changes", "sentence", "primary"),
    [
        ({}, "3 questions were left open: whoever that is about comes in as a lead to call.", "Bring in 18 leads"),
        ({"created": 1, "merged": 0}, "3 questions were left open: whoever that is about comes in as a lead to call.",
         "Bring in 1 lead"),
        ({"created": 0, "merged": 0, "unchanged": 160}, "Nothing new: 160 unchanged.", "Go on"),
        ({"created": 0, "merged": 0, "unchanged": 0}, "Nobody would come in: every row is left out.", "Go on"),
    ],
)  # fmt: skip
def test_the_sentence_and_the_button_of_looking_over(changes: dict[str, object], sentence: str, primary: str) -> None:
    draft = drafts.rehearsed(begun(), rehearsal(**changes))
    assert over(draft).sentence == sentence
    footer = build_state(replace(draft, step=Step.LOOK_OVER), "Sam").footer
    assert (footer.primary, footer.ready) == (primary, True)


def test_how_many_are_here_already_outlives_another_choice() -> None:
    merged = drafts.rehearsed(begun(), rehearsal())
    kept = drafts.with_duplicates(merged, "keep-both")
    assert kept.options.duplicates is Duplicates.KEEP_BOTH
    assert kept.rehearsal is None
    assert over(drafts.rehearsed(kept, rehearsal(merged=0, unchanged=0))).already == "14"
    assert drafts.with_region(kept, "DE").already is None


# done


def test_the_result_is_told_in_words() -> None:
    shown = done(drafts.done(replace(begun(), first=True), report()))
    assert shown.headline == "6 new leads are in"
    assert shown.lines == (
        "12 that were here are up to date",
        "2 were here already, unchanged",
        "3 need a number",
        "1 will never be called",
        "2 rows were left out",
    )
    assert shown.note == NO_REGISTER
    assert shown.can_undo


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"created": 1}, "1 new lead is in"),
        ({"created": 1200}, "1,200 new leads are in"),
        ({"created": 0, "merged": 1}, "1 lead that was here is up to date"),
        ({"created": 0, "merged": 0, "unchanged": 160}, "Nothing new: 160 unchanged"),
        ({"created": 0, "merged": 0, "unchanged": 0}, "Nobody came in"),
    ],
)
def test_the_headline(changes: dict[str, object], expected: str) -> None:
    assert headline(report(**changes)) == expected


def test_what_was_taken_back_can_come_again() -> None:
    shown = done(replace(drafts.done(begun(), report()), undone=undone_words(6, 0)))
    assert (shown.headline, shown.can_undo, shown.can_repeat) == ("Import taken back: 6 leads removed.", False, True)


# a list of numbers


def test_a_list_is_counted_before_it_is_for_good() -> None:
    draft = Draft(path=Path("dnc.txt"), is_list=True, step=Step.LOOK_OVER)
    state = build_state(replace(draft, list_report=ListReport(9, 5, 3, 2, (SkippedRow(4, "no number"),))), "Sam")
    assert state.skips_columns
    assert state.footer.primary == "Never call 5 numbers"
    assert state.look_over is not None
    assert [count.count for count in state.look_over.counts] == ["5", "3", "2", "1"]
    assert state.look_over.listed == (SeenRow(4, "", "no number"),)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (ListReport(3, 0, 3, 0, ()), "Nothing new: every number in it is silent already."),
        (ListReport(0, 0, 0, 0, ()), "No number was found in it."),
    ],
)
def test_a_list_without_anything_new_has_nothing_to_press(numbers: ListReport, sentence: str) -> None:
    draft = Draft(path=Path("dnc.txt"), is_list=True, step=Step.LOOK_OVER, list_report=numbers)
    state = build_state(draft, "Sam")
    assert state.footer.primary == ""
    assert state.look_over is not None
    assert state.look_over.sentence == sentence


def test_going_back_keeps_what_was_chosen() -> None:
    draft = replace(drafts.with_column(begun(), "Shoe size", "value"), step=Step.LOOK_OVER, problem="x")
    back = drafts.stepped_back(draft)
    assert (back.step, back.problem) == (Step.COLUMNS, "")
    first = drafts.stepped_back(back)
    assert first.step is Step.FILE
    assert build_state(first, "Sam").footer.primary == "Go on with contacts.csv"
    assert dict(first.options.mapping) == {"Shoe size": "value"}
