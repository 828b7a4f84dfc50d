"""The data, made once a run on a real disk, and the table of figures at the end."""

from __future__ import annotations

import compileall
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import lch_desktop
from tests.bench.figures import Figures
from tests.bench.people import Book, write_book

ROOT = Path(__file__).resolve().parents[2]
# Beside the checkout, not in the temporary folder: where that is held in memory, a commit costs nothing.
FOLDER = ROOT / ".benchmarks" / f"run-{os.getpid()}"
DATABASE = "lch.db"

_FIGURES = Figures()


@pytest.fixture(scope="session")
def figures() -> Figures:
    """Where a test puts what it measured."""
    return _FIGURES


@pytest.fixture(scope="session")
def bench_dir() -> Iterator[Path]:
    """A folder on the disk of the checkout; gone after the run."""
    FOLDER.mkdir(parents=True)
    yield FOLDER
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def full_book(bench_dir: Path) -> Path:
    """A data folder with 100,000 leads and 60,000 calls. Read only: `copied` is for those who write."""
    folder = bench_dir / "full"
    write_book(folder / DATABASE, Book())
    return folder


@pytest.fixture(scope="session")
def small_book(bench_dir: Path) -> Path:
    """One with a tenth of the leads and as many due."""
    folder = bench_dir / "small"
    write_book(folder / DATABASE, Book(leads=10_000, calls=6_000))
    return folder


@pytest.fixture(scope="session")
def compiled() -> None:
    """As installed: a checkout just changed would be compiled while the clock runs."""
    compileall.compile_dir(Path(lch_desktop.__file__).parent, quiet=1)


def copied(folder: Path, name: str) -> Path:
    """A copy of a data folder, beside it."""
    return Path(shutil.copytree(folder, folder.parent / name))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures, whether their budgets were kept or not."""
    if _FIGURES.lines:
        terminalreporter.write_sep("-", "100,000 leads and 60,000 calls stored")
        for line in _FIGURES.table():
            terminalreporter.write_line(line)
