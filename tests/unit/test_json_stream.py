"""A JSON object, item by item, however it is cut into chunks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.exchange.json_stream import BadJson, top_items

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def items(document: dict[str, Any]) -> list[tuple[str, Any]]:
    """What `top_items` should give."""
    return [(key, item) for key, value in document.items() for item in (value if isinstance(value, list) else [value])]


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=4), st.integers(1, 9), st.sampled_from([None, 2]))
def test_items_come_whole_however_the_bytes_are_cut(document: dict[str, Any], size: int, indent: int | None) -> None:
    content = json.dumps(document, ensure_ascii=False, indent=indent).encode("utf-8", "replace")
    chunks = (content[start : start + size] for start in range(0, len(content), size))
    assert list(top_items(chunks)) == items(json.loads(content))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1', '{"a" 1}', '{"a": [1, 2', '{"a": [1 2]}', "{1: 2}", '{"a": tru}']
)
def test_what_is_no_object_is_said(text: str) -> None:
    with pytest.raises(BadJson):
        list(top_items([text.encode()]))


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(BadJson):
        list(top_items([b'{"a": ' + b"[" * 3 + b'{"b":' * 100_000]))


def test_a_byte_order_mark_is_passed() -> None:
    assert list(top_items([b"\xef\xbb", b'\xbf{"a": 1}'])) == [("a", 1)]
