"""Who may be called now: the lead's local time against the hours allowed there. Not legal advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop.domain.calling_rules_us import FEDERAL_SOURCE, US_STATE_RULES, StateRule, Window
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.zones import WIDEST_SPAN, country_code, known_zones, state_code, zone_info, zone_span

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.settings import Settings

LOOK_AHEAD_DAYS = 14
"""How far ahead an opening is looked for; no rule closes a state for longer."""

_WORK_LABEL = re.compile(r"\b(work|office|business|company|main|switchboard|hq|head office)\b", re.IGNORECASE)
_MAYBE_FIXED = frozenset({"fixed", "fixed-or-mobile"})

_Span = tuple[datetime, datetime]
_Key = tuple[str, tuple[str, ...], str, str, bool]


class GateReason(StrEnum):
    """Why a lead may or may not be called now."""

    IN_HOURS = "in-hours"
    ASKED = "asked"  # outside the hours, at a time that the person asked for
    BUSINESS_NUMBER = "business-number"  # outside, but the gate is limited to homes and mobiles
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    NO_CALLS_TODAY = "no-calls-today"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingGate:
    """Whether a call may be placed now.

    `opens_at` is the next opening (UTC) of a closed gate, None if it is open or stays closed for two
    weeks. `zone` is the clock it was judged by, of several the one that opens last. `unsure` says
    that the lead's own clock is not known and the rep's stood in. `source` is where the hours come from.
    """

    open: bool
    zone: str
    reason: GateReason
    opens_at: datetime | None = None
    unsure: bool = False
    source: str = FEDERAL_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingRules:
    """The hours in force: the window of the lead's local day in minutes (0..1440, `until` not included),
    stricter states by code, and the dates that count as holidays where a state forbids calls on them."""

    from_min: int = 8 * 60
    until_min: int = 21 * 60
    states: Mapping[str, StateRule] = field(default_factory=lambda: US_STATE_RULES)
    holidays: frozenset[date] = frozenset()
    home_mobile_only: bool = False

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        holidays: frozenset[date] = frozenset(),
        states: Mapping[str, StateRule] = US_STATE_RULES,
    ) -> CallingRules:
        """Return the rules that the rep's settings ask for.

        Raises InputError "calling-hours" if a time is not HH:MM within 00:00..24:00 or the window is empty.
        """
        from_min = _minute_of_day(settings.calling_from)
        until_min = _minute_of_day(settings.calling_until)
        if from_min >= until_min:
            raise InputError("calling-hours", text=f"{settings.calling_from} - {settings.calling_until}")
        return cls(
            from_min=from_min,
            until_min=until_min,
            states=states,
            holidays=holidays,
            home_mobile_only=settings.gate_home_mobile_only,
        )


class CallingHours:
    """Answers "may this lead be called?" for one instant, for thousands of leads: what depends on the
    lead's zones, state, country and kind of number only is worked out once and kept."""

    def __init__(self, rules: CallingRules, now: datetime, rep_zone: str) -> None:
        """Take the rules, an aware instant and the rep's IANA zone. Raises InputError "unknown-zone"."""
        zone_info(rep_zone)
        self._rules = rules
        self._now = now.astimezone(UTC)
        self._rep_zone = rep_zone
        self._gates: dict[_Key, CallingGate] = {}

    def gate(self, lead: Lead, *, asked: bool = False) -> CallingGate:
        """Return the gate for `lead`; `asked` says that the person asked for this very time."""
        rules = self._rules
        business = rules.home_mobile_only and _is_business_number(lead)
        key = (lead.zone, lead.zones, lead.state, lead.country, business)
        found = self._gates.get(key)
        if found is None:
            found = self._gates[key] = self._work_out(lead, business)
        if asked and not found.open:
            return replace(found, open=True, opens_at=None, reason=GateReason.ASKED)
        return found

    def open_at(self, lead: Lead, at: datetime) -> bool:
        """Return whether the gate for `lead` is open at the aware instant `at`, without working out when it opens."""
        if self._rules.home_mobile_only and _is_business_number(lead):
            return True
        zones, rule, _ = self._judged_by(lead, at)
        return all(self._is_within(at, zone, rule) for zone in zones)

    def _work_out(self, lead: Lead, business: bool) -> CallingGate:
        zones, rule, unsure = self._judged_by(lead, self._now)
        gate = self._judge(zones, rule)
        if business and not gate.open:
            gate = replace(gate, open=True, opens_at=None, reason=GateReason.BUSINESS_NUMBER)
        return replace(gate, unsure=unsure)

    def _judged_by(self, lead: Lead, at: datetime) -> tuple[tuple[str, ...], StateRule | None, bool]:
        """Return the zones (at least one) and the state rule that count at `at`, and whether the rep's is meant."""
        zones = known_zones(lead.zone, lead.zones)
        unsure = not zones or zone_span(zones, at) > WIDEST_SPAN
        rule = self._state_rule(lead, () if unsure else zones)
        return (self._rep_zone,) if unsure else zones, rule, unsure

    def _is_within(self, at: datetime, zone: str, rule: StateRule | None) -> bool:
        info = zone_info(zone)
        span = self._span(at.astimezone(info).date(), info, rule)
        return span is not None and span[0] <= at < span[1]

    def _judge(self, zones: tuple[str, ...], rule: StateRule | None) -> CallingGate:
        """Return the gate for a lead that may be in any of `zones` (at least one): all must be open."""
        source = FEDERAL_SOURCE if rule is None else rule.source
        spans: Iterable[_Span] = self._spans(zones[0], rule)
        for zone in zones[1:]:
            spans = _common(list(spans), list(self._spans(zone, rule)))
        coming = self._next_opening(spans)
        if coming is not None and coming <= self._now:
            return CallingGate(open=True, zone=zones[0], reason=GateReason.IN_HOURS, source=source)
        never = datetime.max.replace(tzinfo=UTC)
        shut = max(zones, key=lambda zone: self._next_opening(self._spans(zone, rule)) or never)
        why = self._why(shut, rule)
        return CallingGate(open=False, opens_at=coming, zone=shut, reason=why, source=source)

    def _spans(self, zone: str, rule: StateRule | None) -> Iterator[_Span]:
        """Yield the open spans in one zone (UTC), from yesterday on, earliest first; mostly the first two will do."""
        info = zone_info(zone)
        today = self._now.astimezone(info).date()
        for ahead in range(-1, LOOK_AHEAD_DAYS + 1):
            span = self._span(today + timedelta(days=ahead), info, rule)
            if span is not None:
                yield span

    def _span(self, day: date, info: ZoneInfo, rule: StateRule | None) -> _Span | None:
        """Return when one may call on `day` in the zone `info` (UTC), or None: no span reaches beyond its day."""
        window = self._window(day, rule)
        if window is None:
            return None
        midnight = datetime(day.year, day.month, day.day, tzinfo=info)
        # Added on the wall clock, then turned into an instant: a clock change moves no limit.
        begin, end = (midnight + timedelta(minutes=minute) for minute in window)
        return begin.astimezone(UTC), end.astimezone(UTC)

    def _window(self, day: date, rule: StateRule | None) -> Window | None:
        """Return the minutes of `day` in which calls are allowed: the narrower of setting and state."""
        begin, end = self._rules.from_min, self._rules.until_min
        if rule is not None:
            allowed = rule.week[day.weekday()]
            if allowed is None or (day in self._rules.holidays and not rule.on_holidays):
                return None
            begin, end = max(begin, allowed[0]), min(end, allowed[1])
        return (begin, end) if begin < end else None

    def _next_opening(self, spans: Iterable[_Span]) -> datetime | None:
        """Return when the span begins that is open now or opens next, or None without any."""
        return next((begin for begin, end in spans if end > self._now), None)

    def _why(self, zone: str, rule: StateRule | None) -> GateReason:
        wall = self._now.astimezone(zone_info(zone))
        window = self._window(wall.date(), rule)
        if window is None:
            return GateReason.NO_CALLS_TODAY
        return GateReason.TOO_EARLY if wall.hour * 60 + wall.minute < window[0] else GateReason.TOO_LATE

    def _state_rule(self, lead: Lead, zones: tuple[str, ...]) -> StateRule | None:
        """Return the rule of the lead's US state. Without a country, zones elsewhere in the world rule
        the US out: "WA" in Perth is Western Australia."""
        if not lead.state:
            return None
        if lead.country.strip() and country_code(lead.country) != "US":
            return None
        if zones and not any(zone.startswith(("America/", "Pacific/", "US/")) for zone in zones):
            return None
        return self._rules.states.get(state_code(lead.state, "US"))


def may_call(lead: Lead, now: datetime, rules: CallingRules, rep_zone: str, *, asked: bool = False) -> CallingGate:
    """Return whether `lead` may be called at the aware instant `now`.

    Source of the default window: 47 CFR 64.1200(c)(1), 8:00 to 21:00 local time of the called party. For
    more than a few leads make one CallingHours and ask it. Raises InputError "unknown-zone" for `rep_zone`.
    """
    return CallingHours(rules, now, rep_zone).gate(lead, asked=asked)


def _common(first: list[_Span], second: list[_Span]) -> list[_Span]:
    """Return the spans in which both are open; both are in order, and so is the answer."""
    overlaps = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(begin, end) for begin, end in overlaps if begin < end]


def _is_business_number(lead: Lead) -> bool:
    """Return whether the number to be dialled is surely neither a home's nor a mobile.

    American numbers do not show which of the two they are ("fixed-or-mobile"), so a fixed line passes
    only where the source called it a work number.
    """
    phone = lead.phone
    if phone is None:
        return False
    if phone.kind == "toll-free":
        return True
    return phone.kind in _MAYBE_FIXED and bool(_WORK_LABEL.search(phone.label))


def _minute_of_day(text: str) -> int:
    """Return "HH:MM" as minutes, 0..1440. Raises InputError "calling-hours"."""
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text.strip())
    minute = int(match[1]) * 60 + int(match[2]) if match else 1441
    if minute > 1440:
        raise InputError("calling-hours", text=text)
    return minute
