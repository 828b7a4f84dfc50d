"""Which encoding a file's text is in, decided by all of its bytes without holding them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

# What spreadsheets write where the alphabet is not a western one.
_FOREIGN = ["cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp932", "gb18030", "big5", "cp949", "koi8_r"]
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]{4,}")
_GUESSED_BY = 100_000  # bytes that charset-normalizer is shown
_ASCII = re.compile(r"[\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec by name, how it treats bytes that are none of its own, and whether the file has NULs to take out."""

    name: str
    errors: str = "strict"
    has_nuls: bool = False


def encoding_of(chunks: Callable[[], Iterator[bytes]]) -> Encoding:
    """The encoding of the text that `chunks` gives anew with each call. Never fails.

    A mark decides, then UTF-8 where it holds or nearly does, then what runs of high bytes speak of, then cp1252.
    """
    head = next(chunks(), b"")
    utf16 = _utf16_order(head)
    if utf16:
        return Encoding(utf16, "replace", has_nuls=True)
    has_nuls = any(b"\0" in chunk for chunk in chunks())
    if _decodes(chunks(), "utf-8"):
        return Encoding("utf-8", has_nuls=has_nuls)
    if _is_mostly_utf8(chunks()):  # with a few foreign bytes pasted in, not another encoding
        return Encoding("utf-8", "lch-cp1252", has_nuls)
    return Encoding(_legacy(chunks), has_nuls=has_nuls)


def _utf16_order(head: bytes) -> str:
    """ "utf-16-le" or "utf-16-be", by the mark or by where the NULs of plain letters fall; else ""."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = head[:2000]
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _decodes(chunks: Iterable[bytes], name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(chunks: Iterable[bytes]) -> bool:
    """Whether more letters beyond ASCII are whole than broken."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = broken = 0
    for chunk in chunks:
        high = _ASCII.sub("", decoder.decode(chunk))
        lost = high.count("\ufffd")
        broken += lost
        whole += len(high) - lost
    return whole > broken


def _legacy(chunks: Callable[[], Iterator[bytes]]) -> str:
    """A one-byte encoding: cp1252 unless runs of high bytes speak of another script.

    Guessing is left to charset-normalizer only then: on short western text it is wrong too often.
    """
    if _has_foreign_run(chunks()):
        from charset_normalizer import from_bytes

        best = from_bytes(_first(chunks(), _GUESSED_BY), cp_isolation=_FOREIGN).best()
        if best is not None and _decodes(chunks(), best.encoding):
            return best.encoding
    return "cp1252" if _decodes(chunks(), "cp1252") else "latin-1"


def _has_foreign_run(chunks: Iterable[bytes]) -> bool:
    last = b""
    for chunk in chunks:
        if _FOREIGN_RUN.search(last + chunk):
            return True
        last = chunk[-3:]
    return False


def _first(chunks: Iterable[bytes], size: int) -> bytes:
    found = b""
    for chunk in chunks:
        found += chunk
        if len(found) >= size:
            break
    return found[:size]


def _cp1252_of_bad_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("lch-cp1252", _cp1252_of_bad_bytes)
