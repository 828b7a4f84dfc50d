"""The quiet set-up card: what it asks, and what came of the dialer's test. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.services.calling import BY_HAND, PRESETS

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

NATIONAL_DIGITS_US = 10
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
    complete: bool = False  # nothing is left to answer: "Done" instead of "Later"


def build_set_up(settings: Settings, test: Test) -> SetUpState:
    """The card for the settings as they are."""
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
        complete=bool(settings.rep_name) and (by_hand or settings.dialer_tested),
    )


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
