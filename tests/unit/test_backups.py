"""Which backups are kept, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.backups import (
    DAYS_KEPT,
    KEPT_OF_KIND,
    WEEKS_KEPT,
    Backup,
    name_of,
    named,
    newest_first,
    surplus,
    to_keep,
)

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 16, 30, 5, tzinfo=UTC)


def back(*days: int) -> set[date]:
    """The days that lie `days` before Monday, 23 November 2026."""
    return {MONDAY - timedelta(days=ago) for ago in days}


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        pytest.param(set(), set(), id="none"),
        pytest.param(back(0), back(0), id="the first"),
        pytest.param(back(*range(14)), back(*range(14)), id="a fortnight"),
        # 13 days ago is a Tuesday. Of the weeks before, the Sundays stay: 15, 22, ... days ago.
        pytest.param(
            back(*range(60)), back(*range(14), 15, 22, 29, 36, 43), id="every day for two months: 14 days, 8 weeks"
        ),
        # Workdays only: the 14th newest is a Wednesday, 19 days ago; Fridays stay of the weeks before.
        pytest.param(
            back(*(ago for ago in range(80) if (MONDAY - timedelta(days=ago)).weekday() < 5)),
            back(0, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 17, 18, 19, 24, 31, 38, 45),
            id="workdays",
        ),
        pytest.param(back(0, 7, 14, 21), back(0, 7, 14, 21), id="Mondays"),
        pytest.param(
            back(*(7 * week for week in range(30))), back(*(7 * week for week in range(14))), id="30 Mondays: 14 days"
        ),
        pytest.param(back(0, 400, 401, 800), back(0, 400, 401, 800), id="long gaps: nothing is too old"),
        pytest.param(back(*range(100, 120)), back(*range(100, 114)), id="an old rush: 14 days, its weeks' last"),
        pytest.param(
            back(-3650, *range(13)), back(-3650, *range(13)), id="a clock that was ten years ahead costs one place"
        ),
    ],
)
def test_what_is_kept(made: set[date], kept: set[date]) -> None:
    assert to_keep(made) == kept


@given(st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=60))
def test_what_is_kept_is_bounded_and_among_what_is_there(made: set[date]) -> None:
    kept = to_keep(made)
    assert kept <= made
    assert len(kept) <= DAYS_KEPT + WEEKS_KEPT
    assert set(sorted(made)[-DAYS_KEPT:]) <= kept
    assert to_keep(kept) == kept


@given(st.lists(st.integers(1, 9), min_size=1, max_size=120))
def test_made_and_cleared_day_by_day_as_if_all_had_been_there(gaps: list[int]) -> None:
    """Clearing each day loses nothing that clearing once at the end would have kept."""
    day, standing, every = date(2026, 1, 1), frozenset[date](), set[date]()
    for gap in gaps:
        day += timedelta(days=gap)
        every.add(day)
        standing = to_keep({*standing, day})
    assert standing == to_keep(every)


@pytest.mark.parametrize(
    ("name", "label", "kind", "number"),
    [
        ("daily-20261123T163005Z.db", "daily", "daily", 1),
        ("by-hand-20261123T163005Z-2.db", "by-hand", "by-hand", 2),
        ("before-import-20261123T163005Z.db", "before-import", "before-import", 1),
        ("before-restore-20261123T163005Z.db", "before-restore", "before-restore", 1),
        ("before-0002-20261123T163005Z.db", "before-0002", "before-upgrade", 1),
    ],
)
def test_a_name_tells_what_and_when(name: str, label: str, kind: str, number: int) -> None:
    found = named(name, 7)
    assert found == Backup(name, label, AT, 7, number)
    assert found is not None
    assert found.kind == kind
    assert name_of(label, AT, number) == name


@pytest.mark.parametrize(
    "name",
    [
        "lch.db", "daily.db", "daily-20261123T163005Z.db.part", ".daily-20261123T163005Z.db.7.part", "notes.txt",
        "weekly-20261123T163005Z.db", "daily-20269999T163005Z.db", "daily-20261123T163005Z.db-wal", "",
    ],
)  # fmt: skip
def test_other_files_are_left_alone(name: str) -> None:
    assert named(name) is None


def made(label: str, *hours: int) -> list[Backup]:
    names = [name_of(label, AT - timedelta(hours=ago)) for ago in hours]
    return [backup for backup in map(named, names) if backup is not None]


def names(backups: Iterable[Backup]) -> list[str]:
    return [backup.name for backup in backups]


def test_of_one_day_the_last_is_kept() -> None:
    assert names(surplus(made("daily", 1, 0, 24), datetime.date)) == names(made("daily", 1))


@pytest.mark.parametrize("label", ["by-hand", "before-import", "before-restore", "before-0002"])
def test_of_the_others_the_newest_are_kept(label: str) -> None:
    backups = made(label, *range(20))
    (kind,) = {backup.kind for backup in backups}
    assert names(surplus(backups, datetime.date)) == names(backups[KEPT_OF_KIND[kind] :])


def test_one_kind_does_not_push_another_out() -> None:
    backups = [*made("daily", *range(0, 24 * 14, 24)), *made("before-import", *range(5)), *made("by-hand", *range(14))]
    assert surplus(backups, datetime.date) == []


def test_of_one_second_the_last_made_comes_first() -> None:
    listed = [named(name_of("by-hand", AT, number)) for number in (1, 10, 2)]
    assert [backup.number for backup in newest_first(backup for backup in listed if backup)] == [10, 2, 1]
