"""The quiet set-up card: what it asks, and what came of the dialer's test. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.services.calling import BY_HAND, PRESETS
from lch_desktop.ui.shield.names import listed, program_name

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.ui.shield.work_state import WorkState

NATIONAL_DIGITS_US = 10
MOST_NAMED = 3
NORTH_AMERICA = frozenset({"US", "CA"})


class Test(StrEnum):
    """How far the test of the dialer is."""

    __test__ = False  # not a test case for pytest

    NONE = "none"
    ASKED = "asked"  # the system took the number: did it ring?
    REFUSED = "refused"  # the system did not take it
    SILENT = "silent"  # it was taken, nothing rang
    PASSED = "passed"


SENTENCES = {
    Test.NONE: "",
    Test.ASKED: "Did it ring?",
    Test.REFUSED: "Nothing on this computer opens {scheme}: links. Choose another way, or dial by hand.",
    Test.SILENT: "Then choose another way, or dial by hand. Calls work without it.",
    Test.PASSED: "It rang. Enter calls from now on.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpState:
    """What the card shows; hidden unless `shown`."""

    shown: bool = False
    name: str = ""
    dialer: str = ""
    asks_number: bool = True  # a test makes sense for the dialer chosen
    sentence: str = ""
    asks_whether: bool = False  # Yes and No stand beside the sentence
    work: WorkState | None = None  # the third question; None without a shield, or while nobody asks
    work_problem: str = ""
    work_words: str = ""  # what was answered so far
    complete: bool = False  # nothing is left to answer: "Done" instead of "Later"
    questions: int = 2


@dataclass(frozen=True, slots=True)
class WorkAnswer:
    """The third question as it stands: `state` only while it is unfolded."""

    state: WorkState | None = None
    problem: str = ""


def build_set_up(settings: Settings, test: Test, work: WorkAnswer | None = None) -> SetUpState:
    """The card for the settings as they are; `work` is None where there is no shield."""
    by_hand = settings.dialer == BY_HAND
    if settings.dialer_tested and test is Test.NONE:
        test = Test.PASSED
    said = SENTENCES[test].format(scheme=settings.dialer.partition(":")[0])
    return SetUpState(
        shown=not settings.setup_done,
        name=settings.rep_name,
        dialer=settings.dialer,
        asks_number=not by_hand,
        sentence="The number is shown large, you dial." if by_hand else said,
        asks_whether=test is Test.ASKED and not by_hand,
        work=work.state if work is not None else None,
        work_problem=work.problem if work is not None else "",
        work_words=work_words(settings) if work is not None else "",
        complete=bool(settings.rep_name)
        and (by_hand or settings.dialer_tested)
        and (work is None or bool(settings.work_programs or settings.work_sites)),
        questions=2 if work is None else 3,
    )


def work_words(settings: Settings) -> str:
    """What was named so far: "Zoom, Chromium and app.hubspot.com", or that nothing was."""
    named = (*(program_name(program) for program in settings.work_programs), *settings.work_sites)
    if len(named) > MOST_NAMED:
        return f"{', '.join(named[:MOST_NAMED])} and {len(named) - MOST_NAMED} more"
    return listed(named) if named else "Nothing named yet. The shield never covers or closes what you name."


def preset_name(template: str) -> str:
    """The preset's words, "" for a template of the rep's own."""
    return next((name for name, preset in PRESETS.items() if preset == template), "")


def own_number(text: str, region: str) -> str:
    """The rep's own number as the dialer wants it, "" where no digits were typed.

    Only for the test call, so no numbering plan is asked: a plus or the North American ten digits are
    understood, anything else is passed on as typed.
    """
    digits = re.sub(r"\D", "", text)
    if not digits:
        return ""
    if text.strip().startswith("+"):
        return f"+{digits}"
    if region in NORTH_AMERICA and len(digits) == NATIONAL_DIGITS_US:
        return f"+1{digits}"
    if region in NORTH_AMERICA and len(digits) == NATIONAL_DIGITS_US + 1 and digits.startswith("1"):
        return f"+{digits}"
    return digits
