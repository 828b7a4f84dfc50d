"""The marked section of the hosts file: every byte around it survives, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.shield.helper.rules import Refused
from lch_desktop.shield.helper.section import names_in, with_section, without_section

NAMES = ("shop.example", "www.shop.example")
SECTION = with_section(b"", NAMES)
BEGIN, *_, END = (line + b"\n" for line in SECTION.splitlines())

PIECES = st.sampled_from(
    [
        b"127.0.0.1 localhost", b"::1", b"\n", b"\r\n", b"\r", b"\t", b"#", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
        b"0.0.0.0 shop.example\n", b":: shop.example\r\n", b"# BEGIN", b" Lead Conversion Hour", BEGIN[:-1], END[:-1],
        b"# END Lead Conversion Hours", b"\x85", b"\xe2\x80\xa8", b"\x0b", b"\x0c", b"\x1c", SECTION,
    ]
)  # fmt: skip
CONTENT = st.one_of(st.binary(max_size=80), st.lists(PIECES | st.binary(max_size=4), max_size=14).map(b"".join))


@settings(max_examples=10_000)
@given(CONTENT)
def test_every_byte_outside_the_section_survives_raise_and_lower(content: bytes) -> None:
    try:
        plain = without_section(content)
        raised = with_section(content, NAMES)
    except Refused:
        assert content.count(b"Lead Conversion Hour") > 0  # only markers are ever refused
        return
    assert without_section(raised) == plain
    assert names_in(raised) == NAMES
    if b"Lead Conversion Hour" not in content:
        assert plain == content
        assert (
            raised.replace(SECTION.replace(b"\n", b"\r\n"), b"", 1) == content
            or raised.replace(SECTION, b"", 1) == content
        )  # it is one insertion, and nothing else
    assert with_section(raised, NAMES) == raised  # raised twice is raised once


@settings(max_examples=1_000)
@given(st.binary(max_size=60), st.integers(0, 200))
def test_a_section_that_another_program_moved_is_still_taken_out_alone(content: bytes, at: int) -> None:
    lines = content.replace(b"#", b"").splitlines(keepends=True)
    lines = [line if line.endswith(b"\n") else line + b"\n" for line in lines]
    at = min(at, len(lines))
    assert without_section(b"".join([*lines[:at], SECTION, *lines[at:]])) == b"".join(lines)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"127.0.0.1 a\n" + BEGIN + b"0.0.0.0 x.example\n", id="no end"),
        pytest.param(b"0.0.0.0 x.example\n" + END, id="no begin"),
        pytest.param(SECTION + SECTION, id="two sections"),
        pytest.param(BEGIN + SECTION, id="two begins"),
        pytest.param(SECTION + END, id="two ends"),
        pytest.param(END + BEGIN, id="wrong way round"),
        pytest.param(SECTION + END.rstrip(), id="second end without a line break"),
        pytest.param(b"\xef\xbb\xbf" + BEGIN, id="no end, after a byte order mark"),
    ],
)
def test_missing_or_doubled_markers_are_refused_never_guessed(content: bytes) -> None:
    with pytest.raises(Refused, match="markers"):
        without_section(content)
    with pytest.raises(Refused, match="markers"):
        with_section(content, NAMES)
    with pytest.raises(Refused, match="markers"):
        names_in(content)


def test_a_line_that_someone_wrote_into_the_section_stays() -> None:
    raised = with_section(b"127.0.0.1 localhost\n", NAMES)
    edited = raised.replace(END, b"10.0.0.9 printer.example # mine\n" + END)
    assert without_section(edited) == b"10.0.0.9 printer.example # mine\n127.0.0.1 localhost\n"


def test_the_section_comes_first_and_speaks_both_kinds_of_address() -> None:
    raised = with_section(b"10.0.0.1 shop.example\n", ("shop.example",))
    first, second, third, last, rest = raised.splitlines()
    assert first.startswith(b"# BEGIN Lead Conversion Hour")
    assert (second, third) == (b"0.0.0.0 shop.example", b":: shop.example")
    assert last == b"# END Lead Conversion Hour"
    assert rest == b"10.0.0.1 shop.example"


@pytest.mark.parametrize(
    ("content", "line_break"), [(b"a\r\nb\n", b"\r\n"), (b"a\nb\r\n", b"\n"), (b"", b"\n"), (b"a", b"\n")]
)
def test_line_breaks_are_those_of_the_first_line(content: bytes, line_break: bytes) -> None:
    raised = with_section(content, NAMES)
    ours = raised[: len(raised) - len(content)]
    assert ours.count(line_break) == ours.count(b"\n")


def test_a_byte_order_mark_stays_in_front() -> None:
    raised = with_section(b"\xef\xbb\xbf127.0.0.1 localhost\r\n", NAMES)
    assert raised.startswith(b"\xef\xbb\xbf# BEGIN")
    assert without_section(raised) == b"\xef\xbb\xbf127.0.0.1 localhost\r\n"


def test_twenty_megabytes_are_no_trouble() -> None:
    content = b"0.0.0.0 ads.example\r\n" * 1_000_000
    assert without_section(with_section(content, NAMES)) == content
