"""How a touch leaves this computer: links, what the codes for the rep's phone hold, and how long a mail may be."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import quote

Modules = tuple[tuple[bool, ...], ...]  # a QR code, row by row; True is dark

LONGEST_CODE = (
    500  # bytes: a code of 77 modules a side, which a phone still reads from a screen (see ui/widgets/qr_code.py)
)
SENTENCES = 2  # brief impact: a mail has one or two

_NOT_A_DIGIT = re.compile(r"[^0-9]")
_END_MARK = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s|$)|[\u3002\uff01\uff1f]+")
_NEVER_AN_END = re.compile(r"(?:\b(?:mr|mrs|ms|dr|prof|vs|e\.g|i\.e)|(?:^|\s)[A-HJ-Z])\.$", re.IGNORECASE)
_SELDOM_AN_END = re.compile(r"\b(?:a\.m|p\.m|etc|inc|ltd|co|jr|sr|approx)\.$", re.IGNORECASE)
_SIGNATURE_WORDS = 4  # a line without an end mark that is this short is a name, not a sentence


class HandOff(StrEnum):
    """The ways. Nothing is sent by this program: the rep sends, or says that it is done."""

    SMS = "sms"
    MAIL = "mail"
    COPY = "copy"
    QR = "qr"
    PRINT = "print"
    TICKED = "ticked"


def sms_link(e164: str, words: str) -> str:
    """The address that opens a new text to `e164` with `words` in it.

    RFC 5724 has "?body="; "?&body=" is what iPhone and macOS take as well, and what all others read the same way.
    """
    return f"sms:{_number(e164)}?&body={_escaped(words)}"


def mail_link(address: str, subject: str, words: str) -> str:
    """The address that opens a new mail (RFC 6068, section 5: line breaks are %0D%0A)."""
    fields = {"subject": " ".join(subject.split()), "body": words}
    query = "&".join(f"{name}={_escaped(text)}" for name, text in fields.items() if text)
    return f"mailto:{quote(address.strip(), safe='@')}{'?' if query else ''}{query}"


def text_code(e164: str, words: str) -> str:
    """What the code of a text holds. "SMSTO:" is what phones' cameras read most widely, and needs no escapes: the
    words are all that follows the second colon."""
    return f"SMSTO:{_number(e164)}:{words}"


def dial_code(e164: str, extension: str = "") -> str:
    """What the code of a number holds. A comma waits before the extension: phones read RFC 3966's ";ext=" as letters
    of the keypad, or not at all."""
    digits = _NOT_A_DIGIT.sub("", extension)
    return f"tel:{_number(e164)}{',' if digits else ''}{digits}"


def fits_code(text: str) -> bool:
    """Whether a code that holds `text` can still be read from the screen."""
    return len(text.encode()) <= LONGEST_CODE


def sentence_count(text: str) -> int:
    """How many sentences `text` has. A greeting ("Hi Dana,") belongs to what follows, a name below is none."""
    joined = re.sub(r",\s*\n\s*", ", ", text.strip())
    lines = [line for line in joined.splitlines() if line.strip()]
    ended = sum(len(_ends(line)) for line in lines)
    open_ended = [len(tail.split()) for line in lines if (tail := _tail(line))]
    counted = ended + sum(words > _SIGNATURE_WORDS for words in open_ended)
    return counted or int(bool(open_ended))


def _number(e164: str) -> str:
    return f"+{_NOT_A_DIGIT.sub('', e164)}"


def _escaped(text: str) -> str:
    return quote("\r\n".join(text.strip().splitlines()), safe="")


def _ends(line: str) -> list[int]:
    """Where the sentences of a line end."""
    return [found.end() for found in _END_MARK.finditer(line) if _is_end(line, found.end())]


def _is_end(line: str, end: int) -> bool:
    said, rest = line[:end], line[end:].lstrip()
    if not re.search(r"\w", said):
        return False
    if not rest:
        return True
    if _NEVER_AN_END.search(said):
        return False
    return not _SELDOM_AN_END.search(said) or rest[0].isupper()


def _tail(line: str) -> str:
    """What stands behind the last end of a sentence."""
    ends = _ends(line)
    tail = line[ends[-1] :] if ends else line
    return tail.strip() if re.search(r"\w", tail) else ""
