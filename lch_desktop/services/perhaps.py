"""A memory of fixed size: it forgets nothing, and now and then believes that it knows what it never saw."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = 1 << 25  # 4 MiB; with 500,000 texts one in 70 unknown ones passes for known


class Perhaps:
    """Texts and numbers, of which `any_of` tells surely that none is in it, or else that perhaps one is.

    A Bloom filter of one hash (https://en.wikipedia.org/wiki/Bloom_filter): an index of all keys of a file in
    memory would grow with its rows, and asking the database for each costs more than the rest of the row.
    """

    def __init__(self, keys: Iterable[str | int] = (), *, bits: int = _BITS) -> None:
        """`bits` is a power of two."""
        self._bits = bytearray(bits >> 3)
        self._places = bits - 1
        self.is_empty = True
        self.add(keys)

    def add(self, keys: Iterable[str | int]) -> None:
        """Know `keys` from now on."""
        bits, places = self._bits, self._places
        key = None
        for key in keys:
            place = hash(key) & places
            bits[place >> 3] |= 1 << (place & 7)
        self.is_empty = self.is_empty and key is None

    def any_of(self, keys: Iterable[str | int]) -> bool:
        """Whether one of `keys` may be known."""
        bits, places = self._bits, self._places
        for key in keys:
            place = hash(key) & places
            if bits[place >> 3] >> (place & 7) & 1:
                return True
        return False
