"""How a touch leaves this computer: the links and codes, byte by byte, and how many sentences a mail has."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.handoff import (
    LONGEST_CODE,
    HandOff,
    dial_code,
    fits_code,
    mail_link,
    sentence_count,
    sms_link,
    text_code,
)
from lch_desktop.domain.settings import Settings
from lch_desktop.platforms import dialer

WORDS = "Thank you, Zoë & Jürgen. 100% sure? I'll call at 9:40 #1 + more = fine\nSam"


def test_the_ways_are_those_of_the_settings() -> None:
    assert Settings().text_way == HandOff.SMS
    assert {"sms", "mail", "copy", "qr", "print", "ticked"} == {way.value for way in HandOff}


def test_a_text_link_as_it_is_written() -> None:
    assert sms_link("+15125550143", "Hi Dana & co") == "sms:+15125550143?&body=Hi%20Dana%20%26%20co"


def test_a_mail_link_as_it_is_written() -> None:
    link = mail_link("dana.ruiz+work@example.com", "Two minutes", "Hi Dana,\n\nbye")
    assert link == "mailto:dana.ruiz%2Bwork@example.com?subject=Two%20minutes&body=Hi%20Dana%2C%0D%0A%0D%0Abye"


@pytest.mark.parametrize(
    ("subject", "words", "expected"),
    [("", "", "mailto:a@example.com"), ("", "Hi", "mailto:a@example.com?body=Hi"),
     ("Hi", "", "mailto:a@example.com?subject=Hi")],
)  # fmt: skip
def test_what_is_empty_is_not_in_a_mail_link(subject: str, words: str, expected: str) -> None:
    assert mail_link("a@example.com", subject, words) == expected


def test_no_address_or_subject_can_add_a_field() -> None:
    link = mail_link("a@example.com?bcc=spy@example.com&x=", "one\r\nBcc: spy@example.com", "two & bcc=spy@example.com")
    assert list(parse_qs(urlsplit(link).query)) == ["subject", "body"]
    assert "\n" not in unquote(parse_qs(urlsplit(link).query)["subject"][0])
    EmailMessage()["Subject"] = parse_qs(urlsplit(link).query)["subject"][0]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=80))
def test_a_link_brings_back_every_word(words: str) -> None:
    lines = words.strip().splitlines()
    body = unquote(sms_link("+15125550143", words).partition("body=")[2])
    assert body.split("\r\n") == (lines or [""])
    assert sms_link("+1", words).isascii()


@pytest.mark.parametrize(
    ("e164", "extension", "code"),
    [("+15125550143", "", "tel:+15125550143"), ("+15125550143", "204", "tel:+15125550143,204"),
     ("+15125550143", "ext. 204", "tel:+15125550143,204"), ("+4930123456", "x", "tel:+4930123456"),
     ("+1 (512) 555-0143", "", "tel:+15125550143")],
)  # fmt: skip
def test_a_number_for_the_phone_waits_before_its_extension(e164: str, extension: str, code: str) -> None:
    assert dial_code(e164, extension) == code


def test_a_text_for_the_phone_is_all_that_follows_the_second_colon() -> None:
    assert text_code("+15125550143", WORDS).split(":", 2) == ["SMSTO", "+15125550143", WORDS]


def test_what_is_too_long_is_counted_in_bytes() -> None:
    assert fits_code("a" * LONGEST_CODE)
    assert not fits_code("a" * (LONGEST_CODE + 1))
    assert not fits_code("ü" * (LONGEST_CODE // 2 + 1))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n ", 0),
        ("Sam", 1),
        ("Thank you, Dana. I'll call Tuesday at 9:40 am your time. Sam Ode", 2),
        ("Hi Dana,\n\nI had an idea for you. When may I call you?\n\nSam Ode", 2),
        ("Hi Dana,\n\nI had an idea for you\n\nSam Ode", 1),
        ("Call me at 9 a.m. and bring the plan.", 1),
        ("Call me at 9 a.m. The plan is done.", 2),
        ("Dr. Lang and J. R. Smith agree.", 1),
        ("See www.example.com/a.b for version 2.0 today.", 1),
        ("Really?! Yes... “Well.” (So be it.)", 4),
        ("One. Two. Three.", 3),
        ("It was you and I. Call me.", 2),
        ("She said no. I went on.", 2),
        ("今日は。元気ですか？", 2),
        ("... - !", 0),
        ("One line without an end that goes on\nand another one that goes on as well", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert sentence_count(text) == count


@given(st.text(max_size=120))
def test_sentences_of_anything_can_be_counted(text: str) -> None:
    assert 0 <= sentence_count(text) <= max(1, len(text))


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "https://example.com", "javascript:alert(1)", "sms", "smsx:1", " sms:1", "SMSTO:1:x"],
)
def test_no_other_scheme_is_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QDesktopServices

    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    assert dialer.open_link(address) is False
    assert opened == []


@pytest.mark.parametrize(
    "address", [sms_link("+15125550143", WORDS), mail_link("zoë.o'neil+x@example.com", WORDS, WORDS)]
)
def test_a_link_reaches_the_desktop_as_it_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    opened: list[str] = []

    def take(url: QUrl) -> bool:
        opened.append(bytes(url.toEncoded().data()).decode())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    assert dialer.open_link(address)
    assert opened == [address]
