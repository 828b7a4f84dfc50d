"""The pages of leads, the search, and who is ringing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage, Talk
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.store import lead_search
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MOBILE = Phone(e164="+15125550143", raw="512-555-0143", shown="(512) 555-0143", kind="mobile")


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    opened = open_store(data_dir / "lch.db", clock)
    yield opened
    opened.close()


def added(store: SqliteStore, name: str = "Dana", number: str = "+15125550143", **follow: object) -> int:
    phones = (Phone(e164=number, kind="mobile"),) if number else ()
    return store.leads.add(Lead(name=name, phones=phones, follow=FollowUp(**follow))).id  # type: ignore[arg-type]


def _plan(store: SqliteStore, sql: str, params: int) -> list[str]:
    rows = store._db.rows(f"EXPLAIN QUERY PLAN {sql}", ("[]",) * params)
    return [detail for *_, detail in rows]


@pytest.mark.parametrize("which", ["needs-number", "never-call", "due", "promised", "starred", "first-call", "all"])
def test_the_pages_of_leads_use_an_index(store: SqliteStore, which: str) -> None:
    asked = lead_search.condition(LeadFilter(which=which, today=TODAY))
    plan = _plan(store, f"SELECT id FROM lead WHERE {asked.where} ORDER BY {asked.order} LIMIT 9", len(asked.params))
    assert "SCAN lead" not in plan
    assert any("INDEX lead_" in step for step in plan)


def test_leads_are_filtered(store: SqliteStore) -> None:
    due = added(store, "due", due_on=TODAY, last_call_at=START)
    later = added(store, "later", due_on=TODAY + DAY, last_call_at=START)
    starred = added(store, "starred", starred_on=TODAY)
    second = added(store, "b promised", promise_at=START + HOUR)
    first = added(store, "c promised", promise_at=START)
    numberless = added(store, "a numberless", number="")
    never = store.leads.add(Lead(name="Never", do_not_call=True, phones=(MOBILE,))).id
    junk = added(store, "junk", stage=Stage.NOT_A_LEAD)

    def found(which: str) -> list[int]:
        wanted = LeadFilter(which=which, today=TODAY, now=START)
        ids = [lead.id for lead in store.leads.find(wanted, 99)]
        assert store.leads.count_found(wanted) == len(ids)
        return ids

    assert found("due") == [due]
    snoozed = added(store, "snoozed", due_on=TODAY, snoozed_until=TODAY + DAY)
    awake = added(store, "awake", due_on=TODAY, snoozed_until=TODAY)
    assert found("due") == [due, awake]
    store.leads.delete([snoozed, awake])
    older = added(store, "talked before", due_on=TODAY, last_call_at=START, talk=Talk(START - DAY))
    newer = added(store, "talked later", due_on=TODAY, last_call_at=START, talk=Talk(START))
    asked_for = added(store, "asked for", due_on=TODAY, promise_at=START + DAY, last_call_at=START)
    assert found("due") == [asked_for, newer, older, due]
    store.leads.delete([older, newer, asked_for])
    assert found("starred") == [starred]
    assert found("promised") == [first, second]
    assert found("needs-number") == [numberless]
    assert found("never-call") == [junk, never]
    assert found("first-call") == [starred]
    assert found("all") == [numberless, second, first, due, junk, later, never, starred]
    page = store.leads.find(LeadFilter(), 2, 3)
    assert [lead.id for lead in page] == [due, junk]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("dana", "Dana Émile"),
        ("emile", "Dana Émile"),
        ("ÉMI dan", "Dana Émile"),
        ("ruiz", "Dana Émile"),
        ("dana@example.com", "Dana Émile"),
        ("ladder", "Dana Émile"),
        ("5125550143", "Dana Émile"),
        ("(512) 555-0143", "Dana Émile"),
        ("+1 512.555.0143", "Dana Émile"),
        ("0143", "Dana Émile"),
        ("020 7946 0958", "Kim 100%"),
        ("+44 20 7946", "Kim 100%"),
        ("kim 100", "Kim 100%"),
        ("ana", ""),
        ("dana kim", ""),
        ("%", ""),
        ("_", ""),
        ('"', ""),
        ("NEAR(", ""),
        ("dana OR kim", ""),
        ("name:dana", ""),
        ("'; DROP TABLE lead; --", ""),
        ("*", ""),
        ("99999", ""),
    ],
)
def test_search_finds_words_and_numbers_and_takes_nothing_for_sql(store: SqliteStore, search: str, found: str) -> None:
    dana = Lead(name="Dana Émile", company="Ruiz Ltd", email="dana@example.com", notes="has a ladder", phones=(MOBILE,))
    kim = Lead(name="Kim 100%", phones=(Phone(e164="+442079460958", raw="020 7946 0958"),))
    store.leads.add(dana)
    store.leads.add_many([kim])
    wanted = LeadFilter(search=search)
    assert [lead.name for lead in store.leads.find(wanted, 9)] == ([found] if found else [])
    assert store.leads.count_found(wanted) == bool(found)


def test_names_come_before_notes(store: SqliteStore) -> None:
    noted = store.leads.add(Lead(name="Ada", notes="knows Dana")).id
    named = added(store, "Dana")
    surname = added(store, "Zoe Danner", number="")
    assert [lead.id for lead in store.leads.find(LeadFilter(search="dan"), 9)] == [named, surname, noted]
    assert [lead.id for lead in store.leads.find(LeadFilter(search="dan"), 1, 2)] == [noted]


def test_search_follows_changes(store: SqliteStore) -> None:
    lead_id = added(store, "Dana")
    store.leads.save_fields(lead_id, {"name": "Kim", "notes": "tall"}, by_rep=True)
    assert store.leads.count_found(LeadFilter(search="dana")) == 0
    assert store.leads.count_found(LeadFilter(search="kim tall")) == 1
    store.leads.delete([lead_id])
    assert store.leads.count_found(LeadFilter(search="kim")) == 0
    store._db.execute_sql("INSERT INTO lead_text (lead_text) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dan", ["Dana late", "Dana early", "Dana never"]),
        ("0143", ["Dana early"]),
        ("143", ["Dana early"]),
        ("555", []),
        ("late", ["Dana late"]),
        ("dana ne", ["Dana never"]),
        ("dana 9", []),
        ("+1 (512) 555-0143", ["Dana early"]),
        ("Boo", ["Kim"]),
        ("", []),
        ("%", []),
    ],
)
def test_who_rings_is_found_by_letters_or_last_digits(store: SqliteStore, text: str, names: list[str]) -> None:
    added(store, "Dana never", "+15125550199")
    added(store, "Dana early", "+15125550143", last_call_at=START)
    added(store, "Dana late", "+15125550177", last_call_at=START + HOUR)
    store.leads.add(Lead(name="Kim", company="Boone Ltd", notes="dan"))
    assert [lead.name for lead in store.leads.ringing(text, 5)] == names
    assert [lead.name for lead in store.leads.ringing(text, 1)] == names[:1]


@pytest.mark.parametrize("few", [0, 2, 1500])
@pytest.mark.parametrize(
    "search", ["", "d", "da", "dana", "a", "555", "5125550143", "+1 512", "knows", "example", "zz"]
)
@pytest.mark.parametrize("which", ["all", "due", "first-call"])
def test_the_first_rows_are_those_of_the_whole_list(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, few: int, search: str, which: str
) -> None:
    """Few hits are looked up, many are walked to: both give the same order."""
    monkeypatch.setattr(lead_search, "_FEW", few)
    for n, name in enumerate(["Dana Ash", "Zoe Dale", "Ada Danner", "Kim", "", "Dan"]):
        phones = (Phone(e164=f"+1512555014{n % 3}", raw=f"512 555 014{n % 3}"),)
        follow = FollowUp(due_on=TODAY, last_call_at=START) if n % 2 else FollowUp()
        notes = "knows Dana" if n > 3 else ""
        store.leads.add(Lead(name=name, email=f"{n}@example.com", notes=notes, phones=phones, follow=follow))
    wanted = LeadFilter(search=search, which=which, today=TODAY, now=START)
    whole = store.leads.all_found(wanted)
    assert whole == [lead.id for lead in store.leads.find(wanted, 99)]
    for limit in (1, 2, 60):
        first = store.leads.first_found(wanted, limit)
        assert list(first.ids) == whole[:limit]
        assert first.total in (None, len(whole))
        assert first.total is not None or len(whole) >= limit


@pytest.mark.parametrize(
    "search", ["mull", "Müll", "mull exam", "müller-h", "o'ma", "o_ma", "ılık", "straß", "ﬁ", "x mull"]
)
@pytest.mark.parametrize("index_only", [False, True])
def test_words_that_nearly_all_have_are_found_as_by_the_index(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, search: str, index_only: bool
) -> None:
    if index_only:
        monkeypatch.setattr(lead_search, "_NEAREST", 0)
    names = [
        "Zoë Müller-Hahn",
        "MULLER",
        "Simuller",
        "O'Mara muller",
        "o_mara",
        "Straße Mullins",
        "ılık",
        "ﬁrst",
        "x-Mülle",
    ]
    for n, name in enumerate(names * 3):
        notes = f"a friend of {name}" if n % 2 else ""
        store.leads.add(Lead(name=f"{n:02} {name}" if n < 9 else f"lead {n}", email=f"{n}@example.com", notes=notes))
    wanted = LeadFilter(search=search, today=TODAY, now=START)
    whole = store.leads.all_found(wanted)
    for limit in (1, 2, 5, 60):
        assert list(store.leads.first_found(wanted, limit).ids) == whole[:limit]


def test_a_stage_and_old_promises_are_filters(store: SqliteStore) -> None:
    sold = added(store, "sold", stage=Stage.SOLD)
    late = added(store, "late", stage=Stage.TALKING, promise_at=START - DAY)
    added(store, "soon", stage=Stage.TALKING, promise_at=START + HOUR)
    assert store.leads.all_found(LeadFilter(stage="sold")) == [sold]
    assert store.leads.all_found(LeadFilter(which="overdue", day_start=START)) == [late]
    assert store.leads.all_found(LeadFilter(which="promised", stage="sold")) == []
    assert store.leads.count_found(LeadFilter(search="s", stage="talking")) == 1
