"""A memory of fixed size: it forgets nothing, and now and then believes that it knows what it never saw."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = 1 << 25  # 4 MiB; with 500,000 texts one in 70 unknown ones passes for known
_PLACES = _BITS - 1


class Perhaps:
    """Texts and numbers, of which `any_of` tells surely that none is in it, or else that perhaps one is.

    A Bloom filter of one hash (https://en.wikipedia.org/wiki/Bloom_filter): an index of all keys of a file in
    memory would grow with its rows, and asking the database for each costs more than the rest of the row.
    """

    def __init__(self) -> None:
        self._bits = bytearray(_BITS >> 3)

    def add(self, keys: Iterable[str | int]) -> None:
        """Know `keys` from now on."""
        bits = self._bits
        for key in keys:
            place = hash(key) & _PLACES
            bits[place >> 3] |= 1 << (place & 7)

    def any_of(self, keys: Iterable[str | int], one_more: str | int = "") -> bool:
        """Whether one of `keys`, or `one_more`, may be known. "" is never known."""
        bits = self._bits
        if one_more:
            place = hash(one_more) & _PLACES
            if bits[place >> 3] >> (place & 7) & 1:
                return True
        for key in keys:
            place = hash(key) & _PLACES
            if bits[place >> 3] >> (place & 7) & 1:
                return True
        return False
