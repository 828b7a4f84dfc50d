"""Whatever is in a file: no error but ours, and every row accounted for.

`make test` does the first thousand mutants, `make fuzz` twenty thousand. `MUTANT=17 pytest ...` in a failure's
words makes one alone: mutant(seeds(), 17).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.imports import ImportOptions, ImportReport
from lch_desktop.exchange.lazy import FileInward
from lch_desktop.messages import SENTENCES, sentence
from lch_desktop.services.importing import Importing
from lch_desktop.services.rep import Rep
from lch_desktop.store.store import open_store
from tests.fakes import FakeClock
from tests.fuzz.mutants import Mutant, mutant

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared" / "samples"
A_STORE = 100  # mutants go into one store, so that most of them meet leads that are there already
EVERY = 10  # mutants: one is rehearsed first, one brought in twice, one undone
REGIONS = ("US", "DE", "GB")


def seeds() -> list[Path]:
    """The files that mutants are made of."""
    shared = sorted(SHARED.glob("*.csv")) + sorted(SHARED.glob("*.vcf")) if SHARED.is_dir() else []
    return shared + sorted((TESTS / "data").glob("*.csv"))


@dataclass
class Tally:
    """What became of the mutants."""

    brought_in: int = 0
    refused: int = 0
    rows: int = 0


@contextmanager
def importer(folder: Path) -> Iterator[Importing]:
    """The importing service on an empty store."""
    folder.mkdir()
    clock = FakeClock()
    store = open_store(folder / "lch.db", clock)
    try:
        yield Importing(store, Rep(store, clock, "America/Chicago"), FileInward())
    finally:
        store.close()


def run(folder: Path, numbers: range) -> Tally:
    """Feed the mutants with these numbers to the importer; an AssertionError names one that does harm."""
    found = seeds()
    tally = Tally()
    for start in range(numbers.start, numbers.stop, A_STORE):
        with importer(folder / f"store {start}") as importing:
            for number in range(start, min(start + A_STORE, numbers.stop)):
                one = mutant(found, number)
                try:
                    _feed(importing, folder, one, number, tally)
                except BaseException as error:
                    error.add_note(f"mutant {number}: {', '.join(one.done)}; in {_kept(folder, one)}")
                    raise
    return tally


def _feed(importing: Importing, folder: Path, one: Mutant, number: int, tally: Tally) -> None:
    path = folder / one.name
    path.write_bytes(one.content)
    options = ImportOptions(region=REGIONS[number % 3])
    rehearsed = None
    try:
        if number % EVERY == 0:
            rehearsed = importing.rehearse(path, options).report
        report = importing.bring_in(path, options)
    except LchError as error:
        tally.refused += 1
        _check_refusal(error)
        return
    _check(report)
    tally.brought_in += 1
    tally.rows += report.rows
    if rehearsed is not None:
        assert replace(rehearsed, import_id=report.import_id) == report
    if number % EVERY == 1:
        again = importing.bring_in(path, options)
        _check(again)
        assert (again.rows, again.created, again.merged) == (report.rows, 0, 0)
    if number % EVERY == 2:
        assert importing.undo(report.import_id) == (report.created, 0)


def _check_refusal(error: LchError) -> None:
    assert error.code in SENTENCES, error
    assert sentence(error)


def _check(report: ImportReport) -> None:
    assert report.rows == report.created + report.merged + report.unchanged + len(report.skipped)
    assert all(skipped.reason for skipped in report.skipped)
    assert len({skipped.row for skipped in report.skipped}) == len(report.skipped)


def _kept(folder: Path, one: Mutant) -> Path:
    """The failing file, beside the others of the run."""
    path = folder / f"failed {one.name}"
    path.write_bytes(one.content)
    return path


@pytest.fixture(autouse=True)
def _samples_are_there() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared samples are not beside this checkout")


def test_a_mutant_is_the_same_in_every_run() -> None:
    for number in range(20):
        one, again = mutant(seeds(), number), mutant(seeds(), number)
        # A spreadsheet holds the second it was written in.
        assert one.done == again.done
        assert one.content == again.content or "as XLSX" in one.done


def test_a_thousand_broken_files(tmp_path: Path) -> None:
    tally = run(tmp_path, range(1000))
    assert tally.brought_in > 500
    assert tally.rows > 4000


@pytest.mark.fuzz
def test_twenty_thousand_broken_files(tmp_path: Path) -> None:
    tally = run(tmp_path, range(1000, 21_000))
    print(f"{tally.brought_in:,} files brought in ({tally.rows:,} rows), {tally.refused:,} refused in one sentence")
    assert tally.brought_in > 10_000
