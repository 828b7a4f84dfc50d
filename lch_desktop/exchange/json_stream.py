"""A JSON object read item by item, so that a document of any length needs little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_BLANK = " \t\r\n"
_DECODER = json.JSONDecoder()
_NUMBER = "-0123456789"
_NUMBER_END = re.compile(r"[,}\]\s]")
_LONGEST = 1 << 26  # characters of one value; a document of ours has none near it


class BadJson(Exception):
    """The text is no JSON object, or ends too soon."""


def top_items(chunks: Iterable[bytes]) -> Iterator[tuple[str, Any]]:
    """(key, value) of the object in UTF-8 `chunks`; a list comes as its items, each under the list's key.

    Raises BadJson where the text ends or cannot be read on; what was read before has been given.
    """
    text = _Text(chunks)
    text.take("{")
    if text.peek() == "}":
        return
    while True:
        key = text.value()
        if not isinstance(key, str):
            raise BadJson("a key must be text")
        text.take(":")
        if text.peek() == "[":
            yield from ((key, item) for item in _list_items(text))
        else:
            yield key, text.value()
        if text.peek() == "}":
            return
        text.take(",")


def _list_items(text: _Text) -> Iterator[Any]:
    text.take("[")
    while text.peek() != "]":
        yield text.value()
        if text.peek() != "]":
            text.take(",")
    text.take("]")


class _Text:
    """What is not read yet; more is fetched when it is needed."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._rest = ""
        self._ended = False

    def peek(self) -> str:
        """The next character that is not blank."""
        while True:
            self._rest = self._rest.lstrip(_BLANK)
            if self._rest:
                return self._rest[0]
            if not self._fetch():
                raise BadJson("it ends too soon")

    def take(self, char: str) -> None:
        """Pass `char`, which must come next."""
        if self.peek() != char:
            raise BadJson(f"{char} is missing")
        self._rest = self._rest[1:]

    def value(self) -> Any:
        """The next value, whole."""
        if self.peek() in _NUMBER:  # "12" may go on as "12.5e3": read it to what ends it
            while not _NUMBER_END.search(self._rest) and self._fetch():
                pass
        while True:
            try:
                found, end = _DECODER.raw_decode(self._rest)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or len(self._rest) > _LONGEST or not self._fetch():
                    raise BadJson("a value cannot be read") from None
                continue
            self._rest = self._rest[end:]
            return found

    def _fetch(self) -> bool:
        """Read on; False at the end."""
        while not self._ended:
            chunk = next(self._chunks, None)
            self._ended = chunk is None
            more = self._decode(chunk or b"", self._ended)
            if more:
                self._rest += more
                return True
        return False
