"""What the card "Notices" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from lch_desktop.domain.notices import Way
from lch_desktop.services.notice_words import advice, kept_words

if TYPE_CHECKING:
    from datetime import datetime

    from lch_desktop.domain.notices import StoredDelivery
    from lch_desktop.words import Style

NONE_YET = "None was sent yet."
SENDING = "Sending …"
LOOK = "It was handed to the system. Do you see it? Press “I see it” there."
LOOK_PLAIN = "It was handed to the system, which shows words only: no buttons there."
SEEN = "You saw it, and what you press there arrives here."
LOST = "Nothing came back. Close the program and start it again, then try once more."


class Test(Enum):
    """How far the test notice is."""

    __test__ = False  # no test of pytest's

    NOT_SENT = "not sent"
    SENDING = "sending"
    SHOWN = "shown"  # or not: the delivery tells
    SEEN = "seen"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class NoticesState:
    """The card. `line` is said under the button, as something wrong unless `is_well`; "" for nothing."""

    last: str = NONE_YET
    line: str = ""
    is_well: bool = True
    is_seen: bool = False  # the rep has said so: only then it is sure
    can_send: bool = True


def build_notices(last: StoredDelivery | None, test: Test, now: datetime, style: Style) -> NoticesState:
    """The card after `last`, the newest notice of all, which is the test's own once that was shown. `now` is on the
    rep's clock."""
    if test is Test.SENDING:
        return NoticesState(last=SENDING, can_send=False)
    said = f"The last one: {kept_words(last, now, style)}." if last is not None else NONE_YET
    if test is Test.LOST:
        return NoticesState(said, LOST, is_well=False)
    if test is Test.SEEN:
        return NoticesState(said, SEEN, is_seen=True)
    if last is None:
        return NoticesState()
    wrong = advice(last.delivery)
    if wrong:
        return NoticesState(said, wrong, is_well=False)
    if test is Test.SHOWN:
        return NoticesState(said, LOOK if last.delivery.way is Way.BUTTONS else LOOK_PLAIN)
    return NoticesState(said)
