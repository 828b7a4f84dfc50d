"""US calling hours as data: the federal window and the states that are stricter. Not legal advice.

Each rule names its source, so that whoever edits the table can check it. Exemptions (an existing
customer, a call between businesses) are left out on purpose: the table errs towards not calling, and a
setting or a time that the person asked for opens it. States that follow the federal hours are not listed.
The hours of MA, MS, NM, RI, UT and WA were read in the law itself. The others were taken from published
compliance tables and compared with a second one in November 2026; MD and TX differ between such tables, and
where no law is named none was read. All of them change, so check before relying on one.
"""

from __future__ import annotations

from dataclasses import dataclass

FEDERAL_SOURCE = "47 CFR 64.1200(c)(1)"
NOT_LEGAL_ADVICE = "not legal advice"

Window = tuple[int, int]
"""Minutes of the local day: from (included) until (not included), within 0..1440."""


@dataclass(frozen=True, slots=True)
class StateRule:
    """When one state allows sales calls. `week` has a window, or None for no calls, from Monday on."""

    state: str
    week: tuple[Window | None, ...]
    source: str
    on_holidays: bool = True


def _hours(from_h: int, until_h: int) -> Window:
    return (from_h * 60, until_h * 60)


def _daily(window: Window) -> tuple[Window | None, ...]:
    return (window,) * 7


def _week(workdays: Window, saturday: Window | None, sunday: Window | None) -> tuple[Window | None, ...]:
    return (*(workdays,) * 5, saturday, sunday)


_EIGHT_TO_EIGHT = _hours(8, 20)
_EIGHT_TO_NINE = _hours(8, 21)
_NINE_TO_NINE = _hours(9, 21)

_RULES = (
    StateRule(
        "AL",
        _week(_EIGHT_TO_EIGHT, _EIGHT_TO_EIGHT, None),
        "Alabama Public Service Commission, telephone rules on solicitation (a regulation)",
        on_holidays=False,
    ),
    StateRule("CT", _daily(_hours(9, 20)), "Conn. Gen. Stat. § 42-288a (as amended from 1 October 2023)"),
    StateRule("FL", _daily(_EIGHT_TO_EIGHT), "Fla. Stat. § 501.616(6)(a)"),
    StateRule("KY", _daily(_hours(10, 21)), "Ky. Rev. Stat. § 367.46955"),
    StateRule(
        "LA",
        _week(_EIGHT_TO_EIGHT, _EIGHT_TO_EIGHT, None),
        "Louisiana Public Service Commission, General Order R-29617 (under La. R.S. 45:844.11 and following)",
        on_holidays=False,
    ),
    StateRule("MA", _daily(_EIGHT_TO_EIGHT), "201 CMR 12.02(2), under Mass. Gen. Laws c. 159C"),
    StateRule("MD", _daily(_EIGHT_TO_EIGHT), "Md. Code, Com. Law § 14-4502 (Stop the Spam Calls Act of 2023)"),
    StateRule("MI", _daily(_NINE_TO_NINE), "published compliance tables of 2025; the law was not read"),
    StateRule("MN", _daily(_NINE_TO_NINE), "Minn. Stat. § 325E.30"),
    StateRule("MS", _week(_EIGHT_TO_EIGHT, _EIGHT_TO_EIGHT, None), "Miss. Code § 77-3-723"),
    StateRule("NM", _daily(_NINE_TO_NINE), "N.M. Stat. § 57-12-22(B)(5)"),
    StateRule("NV", _daily(_hours(9, 20)), "published compliance tables of 2025; the law was not read"),
    StateRule("OK", _daily(_EIGHT_TO_EIGHT), "Okla. Stat. tit. 15, § 775C.4 (Telephone Solicitation Act of 2022)"),
    StateRule(
        "RI",
        _week(_hours(9, 18), _hours(10, 17), None),
        "R.I. Gen. Laws §§ 5-61-2(2) and 5-61-3.6",
        on_holidays=False,
    ),
    StateRule(
        "TX",
        _week(_NINE_TO_NINE, _NINE_TO_NINE, _hours(12, 21)),
        "Tex. Bus. & Com. Code § 301.051",
    ),
    StateRule(
        "UT",
        _week(_EIGHT_TO_NINE, _EIGHT_TO_NINE, None),
        "Utah Code § 13-25a-103(3)",
        on_holidays=False,
    ),
    StateRule("WA", _daily(_EIGHT_TO_EIGHT), "Wash. Rev. Code § 19.158.040(2)"),
    StateRule("WY", _daily(_EIGHT_TO_EIGHT), "Wyo. Stat. § 40-12-302"),
)

US_STATE_RULES: dict[str, StateRule] = {rule.state: rule for rule in _RULES}
