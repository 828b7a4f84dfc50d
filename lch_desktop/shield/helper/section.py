"""The marked section of a hosts file, from bytes to bytes. Every byte that is not ours comes out as it went in.

The section stands at the top: the first line for a name wins on most systems, and nothing before it means no
question of a missing final line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lch_desktop.shield.helper.rules import Refused

_BOM = b"\xef\xbb\xbf"  # some editors on Windows put it first; the section goes behind it
_BEGIN = b"# BEGIN Lead Conversion Hour (taken out again by its shield; please leave these lines alone)"
_END = b"# END Lead Conversion Hour"
_MARK = re.compile(rb"(?:^|(?<=\A\xef\xbb\xbf))# (BEGIN|END) Lead Conversion Hour[^\n]*\n?", re.MULTILINE)
_OURS = re.compile(rb"(?:0\.0\.0\.0|::) ([a-z0-9.-]+)\r?\n")


def with_section(content: bytes, names: Iterable[str]) -> bytes:
    """`content` with a section for `names`, in place of a former one. Refused where the markers are not sound."""
    rest = without_section(content)
    if _MARK.search(rest):
        raise Refused("markers")
    at = len(_BOM) if rest.startswith(_BOM) else 0
    line_break = b"\r\n" if rest.partition(b"\n")[0].endswith(b"\r") else b"\n"
    pairs = [address + name.encode("ascii") for name in names for address in (b"0.0.0.0 ", b":: ")]
    lines = [_BEGIN, *pairs, _END, b""]
    return rest[:at] + line_break.join(lines) + rest[at:]


def without_section(content: bytes) -> bytes:
    """`content` without the section; a line in it that is not ours stays. Refused where a marker lacks or is double."""
    span = _span(content)
    if span is None:
        return content
    begin, end = span
    inside = content[begin.end() : end.start()].splitlines(keepends=True)
    theirs = b"".join(line for line in inside if not _OURS.fullmatch(line))
    return content[: begin.start()] + theirs + content[end.end() :]


def names_in(content: bytes) -> tuple[str, ...]:
    """The names that the section blocks, none where there is no section."""
    span = _span(content)
    if span is None:
        return ()
    begin, end = span
    inside = content[begin.end() : end.start()]
    return tuple(dict.fromkeys(match[1].decode("ascii") for match in _OURS.finditer(inside)))


def _span(content: bytes) -> tuple[re.Match[bytes], re.Match[bytes]] | None:
    marks = list(_MARK.finditer(content))
    if not marks:
        return None
    if [mark[1] for mark in marks] != [b"BEGIN", b"END"]:
        raise Refused("markers")
    return marks[0], marks[1]
