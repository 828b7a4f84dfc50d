"""What is odd about a number, in words: why it cannot be called, or what was guessed."""

from __future__ import annotations

import re

from lch_desktop.domain.leads import Phone
from lch_desktop.exchange.phone_text import LONG, undamaged, without_extension, without_label
from lch_desktop.exchange.phones import calling_code

_LONGEST_SHOWN = 40  # characters of the raw text
_SHORT_CODE = 6  # digits at most
_LONGEST_NUMBER = 15  # digits, ITU-T E.164


def oddity(phone: Phone, region: str) -> str:
    """What is odd about `phone` with its text ("number too short: 555-01"), "" if nothing is.

    `region` is the one it was read for. A fax number is not odd: it is never called anyway.
    """
    if phone.usable:
        if phone.certain:
            return ""
        if not phone.kind:
            return f"no such number is known: {_short(phone.raw)}"
        return f"number guessed: {_short(phone.raw)} read as {phone.shown or phone.e164}"
    if phone.label == "fax" or not phone.raw or phone.e164:
        return ""
    return f"{_why_unreadable(phone.raw, region)}: {_short(phone.raw)}"


def _why_unreadable(raw: str, region: str) -> str:
    if len(raw) > LONG:
        return "number too long"
    text, certain = undamaged(raw)
    if certain is None:
        return "digits cut off by a spreadsheet"
    text = without_extension(without_label(text)[0])[0]
    digits = re.sub(r"\D", "", text)
    if not digits:
        return "an extension without a number"
    if len(digits) <= _SHORT_CODE:
        return _of_few_digits(digits, region)
    if len(digits) > _LONGEST_NUMBER:
        return "number too long"
    if len(set(digits)) == 1:
        return "not a real number"
    if calling_code(region) == 1 and not text.lstrip("( ").startswith("+"):
        return _of_north_america(digits)
    return _by_parser(text, region)


def _of_few_digits(digits: str, region: str) -> str:
    if not _is_service(digits, region):
        return "number too short"
    return "a short or emergency number, never called"


def _is_service(digits: str, region: str) -> bool:
    from phonenumbers import is_emergency_number

    return len(digits) == 3 or is_emergency_number(digits, region)


def _of_north_america(digits: str) -> str:
    if len(digits) == 11:
        digits = digits.removeprefix("1")
    if len(digits) == 7:
        return "no area code"
    if len(digits) < 10:
        return "number too short"
    return "number too long" if len(digits) > 10 else "no such number"


def _by_parser(text: str, region: str) -> str:
    from phonenumbers import NumberParseException, ValidationResult, is_possible_number_with_reason, parse

    try:
        reason = is_possible_number_with_reason(parse(text, region))
    except NumberParseException as error:
        wrong_country = error.error_type == NumberParseException.INVALID_COUNTRY_CODE
        return "no such country code" if wrong_country else "not a number"
    return {
        ValidationResult.TOO_SHORT: "number too short",
        ValidationResult.TOO_LONG: "number too long",
        ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "number too short" if text.startswith("+") else "no area code",
        ValidationResult.INVALID_COUNTRY_CODE: "no such country code",
    }.get(reason, "no such number")


def _short(raw: str) -> str:
    text = " ".join(raw.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
