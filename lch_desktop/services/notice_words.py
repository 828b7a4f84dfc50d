"""What is said about notices: why one was not shown, how one came, what to do about it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.notices import Notice, NoticeAction, Way
from lch_desktop.words import moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from lch_desktop.domain.notices import Delivery, StoredDelivery
    from lch_desktop.words import Style

# Why a notice was not shown: Delivery.detail, said by whoever tried.
NO_BUS = "there is no session bus"
DEAD_BUS = "the session bus does not answer"
NO_SERVICE = "no notification service is running"
SILENT = "the notification service does not answer"
REFUSED = "the notification service refused it ({why})"
HELD_BACK = "do-not-disturb is on"

SEEN = "seen"
TEST = Notice(
    "test",
    "Lead Conversion Hour",
    "This is a test: so your hour will be announced.",
    (NoticeAction(SEEN, "I see it"),),
)
_HOW = {
    Way.BUTTONS: "shown by the system, with buttons",
    Way.PLAIN: "shown by the system, without buttons",
    Way.OWN: "shown in the program's own window",
    Way.NONE: "not shown",
}
_START_SERVICE = "Start your desktop's notification service, or install one (dunst)."
_ADVICE = {
    NO_BUS: "Start the program from the desktop, not from a session without a bus.",
    DEAD_BUS: "Log out and in again: the desktop's session bus is gone.",
    NO_SERVICE: _START_SERVICE,
    SILENT: "Restart your desktop's notification service, or log out and in again.",
    HELD_BACK: "Turn do-not-disturb off before the hour.",
}
_ANY = "Allow notices of this program in the system's settings."
_ELSE = "Until then the program shows a small window of its own."


def way_words(delivery: Delivery) -> str:
    """How the notice came: "shown by the system, with buttons", "not shown: do-not-disturb is on"."""
    how = _HOW[delivery.way]
    if not delivery.detail:
        return how
    return f"{how}: {delivery.detail}" if delivery.way is Way.NONE else f"{how} ({delivery.detail})"


def advice(delivery: Delivery) -> str:
    """What to do so that the system shows the next one; "" where it has."""
    if delivery.way in (Way.BUTTONS, Way.PLAIN):
        return ""
    return f"{_ADVICE.get(delivery.detail, _ANY)} {_ELSE}"


def kept_words(kept: StoredDelivery, now: datetime, style: Style) -> str:
    """ "yesterday 7:50, shown by the system, with buttons". `now` is on the rep's clock."""
    return f"{moment_words(kept.at.astimezone(now.tzinfo), now.date(), style)}, {way_words(kept.delivery)}"
