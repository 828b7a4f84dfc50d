"""Every expected failure has its sentence, with every value that the sentence needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import lch_desktop
from lch_desktop.domain import errors
from lch_desktop.domain.errors import LchError
from lch_desktop.messages import FALLBACK, SENTENCES, sentence

PACKAGE = Path(lch_desktop.__file__).parent
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, LchError)}
# Codes that are put together, where they are raised, and with which values.
PUT_TOGETHER = {
    "outcome-needs-next-or-reason": {"outcome"},
    "outcome-needs-reason": {"outcome"},
    "outcome-needs-next": {"outcome"},
    "disk-full": {"path"},
    "database-busy": {"path"},
    "import-cancelled": set(),
}
# What the root helper answers: `hosts.answer_of` puts the code together.
ANSWERED = {"hosts-refused", "hosts-other-user", "hosts-is-link", "hosts-keeps-changing", "hosts-markers"}
# A sentence that names a value which the store or the window adds later.
SAID_LATER = {"already-open", "no-leads", "nobody-callable", "settings-range"}


def raised() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where each literal code is raised, the code, and the names of its values."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS):
                continue
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant):
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                yield where, str(code.value), frozenset(word.arg for word in node.keywords if word.arg)


RAISED = sorted(raised())


def needed(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_there_is_something_to_check() -> None:
    assert len(RAISED) > 20


@pytest.mark.parametrize(("where", "code", "values"), RAISED, ids=[f"{code} {where}" for where, code, _ in RAISED])
def test_what_is_raised_can_be_said(where: str, code: str, values: frozenset[str]) -> None:
    assert code in SENTENCES, f"{where} raises {code}, which has no sentence"
    assert needed(SENTENCES[code]) <= values, f"{where} raises {code} without a value of its sentence"


@pytest.mark.parametrize(("code", "values"), PUT_TOGETHER.items())
def test_codes_that_are_put_together_can_be_said(code: str, values: set[str]) -> None:
    assert needed(SENTENCES[code]) <= values


@pytest.mark.parametrize(("code", "pattern"), SENTENCES.items(), ids=list(SENTENCES))
def test_a_sentence_is_one_sentence(code: str, pattern: str) -> None:
    filled = pattern.format(**dict.fromkeys(needed(pattern), "X"))
    assert filled.endswith(".")
    assert ". " not in filled
    assert "\n" not in filled
    assert filled[0] in "“X" or filled[0].isupper()


def test_values_are_never_read_as_patterns() -> None:
    assert "{code}" in sentence(LchError("file-empty", name="{code} {0} {x!r}.csv"))


def test_an_unknown_code_still_says_something() -> None:
    assert sentence(LchError("moon-fell-down", height=3)) == FALLBACK.format(code="moon-fell-down")


def test_no_sentence_is_left_over() -> None:
    used = {code for _, code, _ in RAISED} | set(PUT_TOGETHER) | ANSWERED | SAID_LATER | _named_by_the_store()
    assert set(SENTENCES) - used == set()


def _named_by_the_store() -> set[str]:
    from lch_desktop.store.connection import _FAILURES

    return {code for _, code in _FAILURES}
