"""Imports: what is remembered of them, and taking them back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.imports import ParsedRow, SkippedRow
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.stored import StoredImport
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

TODAY = date(2026, 11, 23)
NUMBER = "+15125550143"


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    opened = open_store(data_dir / "lch.db", clock)
    yield opened
    opened.close()


def call(store: SqliteStore, lead_id: int) -> None:
    store.calls.add(Call(lead_id=lead_id, outcome=Outcome.NO_ANSWER, ended_at=START, local_on=TODAY))


def row(number: int, lead: Lead) -> ParsedRow:
    return ParsedRow(number, lead, {"Name": lead.name, "Ünï": '"x"'})


def bring_in(store: SqliteStore, names: list[str]) -> tuple[int, list[int]]:
    """An import that creates `names`."""
    with store.transaction():
        import_id = store.imports.add(START, "leads.csv", "table", {"Name": "name"})
        leads = [store.leads.add(Lead(name=name, phones=(Phone(e164=NUMBER),))) for name in names]
        for place, lead in enumerate(leads):
            store.imports.add_row(import_id, row(place + 2, lead), lead.id, "created", {})
        store.imports.finish(import_id, {"created": len(names)})
    return import_id, [lead.id for lead in leads]


def merge(store: SqliteStore, lead_id: int, **fields: object) -> int:
    """An import that merges into one lead, with a new phone."""
    with store.transaction():
        import_id = store.imports.add(START, "more.csv", "hubspot", {})
        store.leads.save_fields(lead_id, dict(fields), by_rep=False)
        store.leads.add_phones(lead_id, (Phone(e164="+15125550177"),))
        store.imports.add_row(import_id, row(2, Lead(name="x")), lead_id, "merged", {"last_activity_on": TODAY})
        store.imports.finish(import_id, {"merged": 1})
    return import_id


def test_an_import_is_remembered(store: SqliteStore) -> None:
    assert store.imports.last() is None
    import_id, _ = bring_in(store, ["Dana", "Kim"])
    store.imports.add_skipped(import_id, (SkippedRow(4, "no-name"), SkippedRow(5, "blank")))
    kept = StoredImport(import_id, START, "leads.csv", "table", 2, 0)
    assert store.imports.get(import_id) == store.imports.last() == kept
    assert store.imports.get(99) is None
    assert store._db.rows("SELECT row, reason FROM import_skipped") == [(4, "no-name"), (5, "blank")]
    assert store._db.rows("SELECT row, cells FROM import_row")[0] == (2, '{"Name":"Dana","Ünï":"\\"x\\""}')


def test_undo_removes_the_created_and_keeps_the_called(store: SqliteStore) -> None:
    before = store.leads.add(Lead(name="before"))
    import_id, (dana, kim) = bring_in(store, ["Dana", "Kim"])
    call(store, kim)
    assert store.imports.undo(import_id, START) == (1, 1)
    assert [lead.name for lead in store.leads.many([before.id, dana, kim])] == ["before", "Kim"]
    undone = store.imports.get(import_id)
    assert undone is not None
    assert undone.undone
    assert store.imports.last() is None
    assert store.imports.undo(import_id, START) == (0, 0)


def test_undo_gives_a_merged_lead_its_fields_and_phones_back(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana", company="Old Ltd", value=5.0))
    store.leads.save_fields(lead.id, {"title": "CEO"}, by_rep=True)
    before, said = store.leads.get(lead.id), store.leads.source_values(lead.id)
    import_id = merge(store, lead.id, company="New Ltd", value=9.0, title="CTO")
    assert store.leads.candidate(lead.id).e164 == "+15125550177"  # type: ignore[union-attr]
    assert store.imports.undo(import_id, START) == (0, 0)
    assert store.leads.get(lead.id) == before
    assert store.leads.source_values(lead.id) == said
    assert store.leads.candidate(lead.id).e164 == ""  # type: ignore[union-attr]


def test_undo_keeps_what_was_written_since(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana", company="Old Ltd", city="Austin"))
    import_id = merge(store, lead.id, company="New Ltd", city="Waco")
    store.leads.save_fields(lead.id, {"company": "By hand"}, by_rep=True)
    call(store, lead.id)
    store.imports.undo(import_id, START)
    found = store.leads.get(lead.id)
    assert found is not None
    assert (found.company, found.city) == ("By hand", "Austin")


def test_a_lead_that_a_later_import_counts_on_stays(store: SqliteStore) -> None:
    first, (dana,) = bring_in(store, ["Dana"])
    second = merge(store, dana, company="New Ltd")
    assert store.imports.undo(first, START) == (0, 1)
    assert store.leads.get(dana) is not None
    assert store.imports.undo(second, START) == (0, 0)


def test_a_number_that_an_import_suppressed_stays_suppressed(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana", phones=(Phone(e164=NUMBER),)))
    import_id = store.imports.add(START, "never.csv", "table", {})
    store.suppressions.add(NUMBER, START, "import")
    store.imports.finish(import_id, {})
    store.imports.undo(import_id, START)
    assert store.suppressions.among((NUMBER,)) == {NUMBER}
    assert store.leads.candidate(lead.id).e164 == ""  # type: ignore[union-attr]


def test_what_is_written_after_an_import_is_not_its_own(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana"))
    import_id = merge(store, lead.id, company="New Ltd")
    store.leads.save_fields(lead.id, {"city": "Waco"}, by_rep=True)
    store.imports.undo(import_id, START)
    found = store.leads.get(lead.id)
    assert found is not None
    assert (found.company, found.city) == ("", "Waco")


def test_an_import_that_failed_leaves_nothing_behind(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana"))
    with pytest.raises(KeyError), store.transaction():
        merge(store, lead.id, city="Waco", no_such_field=1)
    assert store.imports.last() is None
    assert store.leads.get(lead.id) == lead
    assert store._writer._listeners == []


def test_many_leads_at_once_are_taken_back_too(store: SqliteStore) -> None:
    import_id = store.imports.add(START, "leads.csv", "table", {})
    ids = store.leads.add_many([Lead(name=f"Lead {number}") for number in range(50)])
    for number, lead_id in enumerate(ids):
        store.imports.add_row(import_id, row(number, Lead()), lead_id, "created", {})
    store.imports.finish(import_id, {"created": 50})
    assert store.imports.undo(import_id, START) == (50, 0)
    assert store.leads.count() == 0
