"""What every way to show a notice shares: text that can do no harm, and the one failure."""

from __future__ import annotations


class NotDelivered(Exception):
    """The notice reached nobody; the text says why, in words that a rep can read."""


class CannotShow(NotDelivered):
    """This way is not to be had on this system at all: another may be."""


def plain_text(text: str) -> str:
    """`text` without what no bus carries: control characters and halves of characters. Lines stay lines."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign for sign in whole if sign == "\n" or sign.isprintable())


def body_text(text: str, *, markup: bool) -> str:
    """`text` so that it is shown as it is. `markup`: whoever shows it reads a little HTML in the body.

    The marks are those of the Desktop Notifications Specification, "Markup"
    (https://specifications.freedesktop.org/notification-spec/latest/markup.html); a summary knows none.
    """
    shown = plain_text(text)
    if not markup:
        return shown
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
