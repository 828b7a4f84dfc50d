"""The lines of a vCard file: cards, properties, parameters, and the encodings of versions 2.1, 3.0 and 4.0.

RFC 2426 (3.0), RFC 6350 (4.0), and the vCard 2.1 specification of the versit Consortium (1996). Nothing here
refuses a card: what is no property is kept as text.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

_LARGEST_CARD = 1 << 16  # lines; more is a card that never ends
_BOM_AS_BYTES = "\xef\xbb\xbf"
_HEAD = re.compile(r'((?:[A-Za-z0-9_-]+\.)?)([A-Za-z][A-Za-z0-9_-]*)((?:;(?:"[^"]*"|[^":;])*)*):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*)')
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}\s*|[A-Za-z0-9+/]+={1,2}\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ENCODINGS = frozenset({"quoted-printable", "base64", "b", "8bit", "7bit"})


@dataclass(frozen=True, slots=True)
class Property:
    """One property: `name` in capitals, `params` with lower-case names, the value decoded but still escaped."""

    name: str
    value: str
    group: str = ""
    params: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def types(self) -> tuple[str, ...]:
        return self.params.get("type", ())

    @property
    def is_binary(self) -> bool:
        """Whether the value is a picture, a sound or a key in letters."""
        encodings = self.params.get("encoding", ())
        return bool({"base64", "b"} & set(encodings)) or self.value[:5].lower() == "data:"


@dataclass(slots=True)
class RawCard:
    """The logical lines of one card, BEGIN and END left off; with `is_card` False, text that is in no card."""

    lines: list[str] = field(default_factory=list)
    is_card: bool = True

    @property
    def version(self) -> str:
        for line in self.lines:
            if line[:8].upper() == "VERSION:":
                return line[8:].strip()
        return ""


def cards(lines: Iterable[str]) -> Iterator[RawCard]:
    """The cards among physical `lines`; one without an END ends where the next begins, or the file does."""
    card = RawCard(is_card=False)
    for line in lines:
        word = line.strip().removeprefix("\ufeff").removeprefix(_BOM_AS_BYTES).upper() if len(line) < 40 else ""
        if word == "BEGIN:VCARD":
            if card.is_card or _is_filled(card):
                yield card
            card = RawCard()
        elif word == "END:VCARD" and card.is_card:
            yield card
            card = RawCard(is_card=False)
        else:
            card.lines.append(line.rstrip("\r\n"))
            if len(card.lines) > _LARGEST_CARD:
                yield card
                card = RawCard(is_card=False)
    if card.is_card or _is_filled(card):
        yield card


def _is_filled(card: RawCard) -> bool:
    return any(line.strip() for line in card.lines)


def properties(card: RawCard, decode: Callable[[str, str], str]) -> Iterator[Property | str]:
    """The properties of a card; what is none comes as its text.

    `decode` makes text of a physical line, given the charset that its property names ("" for none).
    """
    logical: list[_Logical] = []
    for line in card.lines:
        if not (logical and logical[-1].takes(line)) and line.strip():
            logical.append(_Logical(line, old=card.version.startswith("2")))
    for one in logical:
        yield _property("".join(one.pieces), decode)


class _Logical:
    """A line and those that continue it."""

    def __init__(self, line: str, *, old: bool) -> None:
        head = line.split(":", 1)[0].upper()
        self._is_quoted = "QUOTED-PRINTABLE" in head
        self._is_base64 = "BASE64" in head or "ENCODING=B" in head
        self._keeps_blanks = old and not self._is_base64  # in 2.1 a line is folded at a blank, which stays
        self.pieces = [line]

    def takes(self, line: str) -> bool:
        """Whether `line` continues this one (folded, after a soft break, or bare base64); then it is taken in."""
        if self._is_quoted and self.pieces[-1].endswith("="):
            self.pieces[-1] = self.pieces[-1][:-1]
            self.pieces.append(line.removeprefix("\t"))
        elif line[:1] in (" ", "\t"):
            self.pieces.append(f" {line.lstrip()}" if self._keeps_blanks else line[1:])
        elif self._is_base64 and _BASE64_LINE.fullmatch(line):
            self.pieces.append(line)
        else:
            return False
        return True


def _property(line: str, decode: Callable[[str, str], str]) -> Property | str:
    found = _HEAD.match(line)
    if found is None:
        return decode(line, "").strip()
    params = _params(found[3])
    charset = next(iter(params.get("charset", ())), "")
    text = line[found.end() :]
    if "quoted-printable" in params.get("encoding", ()):
        text = decode(quopri.decodestring(text.encode("latin-1", "replace")).decode("latin-1"), charset or "utf-8")
    else:
        text = decode(text, charset)
    return Property(found[2].upper(), text, found[1].rstrip(".").lower(), params)


def _params(text: str) -> dict[str, tuple[str, ...]]:
    """Parameters by name; a bare word, as 2.1 has them, is an encoding or a type."""
    params: dict[str, tuple[str, ...]] = {}
    for found in _PARAMETER.finditer(text):
        name, equals, value = found[1].partition("=")
        if not equals:
            name, value = ("encoding" if name.strip().lower() in _ENCODINGS else "type"), name
        values = tuple(word.strip().lower() for word in value.replace('"', "").split(",") if word.strip())
        name = name.strip().lower()
        params[name] = params.get(name, ()) + values
    return params


def parts(value: str, mark: str = ";") -> list[str]:
    """The components of a structured value, still escaped."""
    return [piece.replace("\0", "\\") for piece in _split(value.replace("\\\\", "\\\0"), mark)]


def _split(value: str, mark: str) -> list[str]:
    return re.split(rf"(?<!\\){re.escape(mark)}", value)


def unescaped(value: str, version: str) -> str:
    """The text that an escaped value stands for. In 2.1 a backslash before anything but a mark is itself."""
    if "\\" not in value:
        return value
    old = version.startswith("2")

    def meant(found: re.Match[str]) -> str:
        char = found[1]
        if char in ",;:\\":
            return char
        if char in "nN" and not old:
            return "\n"
        return found[0]

    return _ESCAPED.sub(meant, value)
