"""What the strip knows: the slots, what was chosen, the drafted text, and the report it becomes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.outcomes import VIDEO_WITHIN, Report
from lch_desktop.domain.slots import parse_time
from lch_desktop.domain.zones import lead_zone, zone_info
from lch_desktop.services.bundle import Services
from lch_desktop.services.drafts import still_says, text_after_talk
from lch_desktop.ui.focus.state import Slot, StripState
from lch_desktop.ui.focus.strip import NO_NEXT, PICKED, REASONS
from lch_desktop.ui.focus.strip_send import NOW_LABELS
from lch_desktop.words import Style, clock, day, short_clock

NEEDS_SLOT = "Pick the next call first: 1, 2 or 3. Or 4, no next call."
NEEDS_REASON = "Say why there is no next call: 1, 2 or 3."
NEEDS_LINE = "One line: what did you talk about?"


@dataclass(frozen=True, slots=True)
class Missing:
    """What the strip still needs, in words, and whether it is the line."""

    words: str
    line: bool = False


class StripModel:
    """One strip, from key 1 to Enter."""

    def __init__(self, services: Services, style: Style, lead: Lead, note: str, asked: bool) -> None:
        self._services, self._style, self._lead = services, style, lead
        rep = services.rep
        local = rep.local()
        first, second = services.openings.slots(lead)
        self._default_time = first.time()
        self._own_words = False
        self._told: set[datetime] = set()  # the calls that the words may speak of
        self.state = StripState(
            heading=f"Next call with {lead.greeting_name}",
            slots=(self._slot(first), self._slot(second)),
            text_to=f"Text to {lead.greeting_name}",
            text="",
            video_due=f"Video due {clock(local + VIDEO_WITHIN, style)}",
            note=note,
            asked=asked,
            now_label=NOW_LABELS.get(rep.settings.text_way, ""),
        )
        self._draft()

    @property
    def next_call_at(self) -> datetime | None:
        """The chosen next call, aware UTC; None without one."""
        state = self.state
        if state.chosen in (0, 1):
            return state.slots[state.chosen].at
        return state.picked.at if state.chosen == PICKED and state.picked else None

    def choose(self, place: int) -> None:
        """0 and 1 take a proposed slot, 2 a typed time, 3 none; 3 again goes back."""
        chosen = -1 if place == NO_NEXT and self.state.chosen == NO_NEXT else place
        self.state = replace(self.state, chosen=chosen, reason="" if chosen != NO_NEXT else self.state.reason)
        self._draft()

    def give_reason(self, place: int) -> None:
        """Why there is no next call."""
        self.state = replace(self.state, chosen=NO_NEXT, reason=REASONS[place])
        self._draft()

    def type_time(self, text: str) -> None:
        """Understand the typed time as far as it goes; nonsense so far is simply no time yet."""
        rep = self._services.rep
        try:
            picked: Slot | None = self._slot(parse_time(text, rep.local(), self._default_time))
        except InputError:
            picked = None
        self.state = replace(self.state, chosen=PICKED, picked=picked)
        self._draft()

    def write(self, *, note: str | None = None, text: str | None = None) -> None:
        """Keep what is typed. A text that the rep changed is the rep's: it is not drafted again, and without a word
        there is none."""
        if note is not None:
            self.state = replace(self.state, note=note)
        if text is not None and text != self.state.text:
            was_empty, is_empty = not self.state.text.strip(), not text.strip()
            sends = not is_empty and (self.state.send_text or was_empty)
            self._own_words = True
            self.state = replace(self.state, text=text, send_text=sends, send_now=self.state.send_now and sends)
            self._draft()

    def set_tick(self, name: str, on: bool) -> None:
        """Change one of the ticks: goal_hit, asked, send_text, send_video, send_now. No text, none now."""
        state = self.state
        self.state = {
            "goal_hit": replace(state, goal_hit=on),
            "asked": replace(state, asked=on),
            "send_text": replace(state, send_text=on, send_now=state.send_now and on),
            "send_now": replace(state, send_now=on, send_text=state.send_text or on),
            "send_video": replace(state, send_video=on),
        }[name]
        if self.state.send_text and not self.state.text.strip():  # wanted after all, and nothing is written
            self._own_words = False
            self._draft()

    @property
    def own_text(self) -> str:
        """What the rep wrote to be sent; "" for a draft as it came, which is drafted anew when it goes out."""
        return self.state.text if self._own_words and self.state.send_text else ""

    def missing(self) -> Missing | None:
        """What Enter still waits for, or None when the strip can be saved."""
        state = self.state
        if state.chosen == NO_NEXT and not state.reason:
            return Missing(NEEDS_REASON)
        if state.chosen != NO_NEXT and self.next_call_at is None:
            return Missing(NEEDS_SLOT)
        return None if state.note.strip() else Missing(NEEDS_LINE, line=True)

    def asks(self, counted: int) -> int:
        """How often the order was asked for: the `counted` times of A, at least once where it is ticked."""
        return max(counted, 1) if self.state.asked else 0

    def report(self, asks: int) -> Report:
        """The call as it is logged."""
        state = self.state
        return Report(
            outcome=Outcome.CONNECTED,
            next_call_at=self.next_call_at,
            reason=state.reason if self.next_call_at is None else "",
            note=state.note.strip(),
            asks=self.asks(asks),
            goal_hit=state.goal_hit,
            text=state.send_text,
            video=state.send_video,
        )

    def keep(self) -> str:
        """Everything typed and chosen, as text for the crash."""
        state = self.state
        picked = state.picked.at.isoformat() if state.picked else ""
        kept = {
            "chosen": state.chosen,
            "picked": picked,
            "reason": state.reason,
            "text": state.text if self._own_words else None,
            "goal_hit": state.goal_hit,
            "asked": state.asked,
            "send_text": state.send_text,
            "send_video": state.send_video,
            "send_now": state.send_now,
        }
        return json.dumps(kept)

    def take_back(self, kept: str) -> None:
        """Stand as `keep` left it; a slot that has passed meanwhile is not chosen any more."""
        if not kept:
            return
        found = json.loads(kept)
        now = self._services.rep.now()
        picked = datetime.fromisoformat(found["picked"]) if found["picked"] else None
        self.state = replace(
            self.state,
            chosen=found["chosen"] if found["chosen"] != PICKED or (picked and picked > now) else -1,
            picked=self._slot(picked) if picked and picked > now else None,
            reason=found["reason"],
            goal_hit=found["goal_hit"],
            asked=found.get("asked", self.state.asked),
            send_video=found["send_video"],
        )
        self._draft()
        self.write(text=found["text"])
        self.state = replace(self.state, send_text=found["send_text"], send_now=found.get("send_now", False))

    def _slot(self, at: datetime) -> Slot:
        rep = self._services.rep
        local = rep.local(at)
        zone, unsure = lead_zone(self._lead, at, rep.zone_name)
        theirs = at.astimezone(zone_info(zone))
        differs = not unsure and theirs.utcoffset() != local.utcoffset()
        said = f"{short_clock(theirs, self._style)} theirs" if differs else ""
        return Slot(local, day(local.date()), short_clock(local, self._style), said)

    def _draft(self) -> None:
        """The draft for the chosen call; the rep's own words stay, and it is said where they speak of another one."""
        rep, agreed = self._services.rep, self.next_call_at
        if not self._own_words:
            own, now = rep.settings.templates, rep.now()
            text = text_after_talk(self._lead, agreed, rep.name, rep.zone_name, self._style, own, now)
            self._told = {agreed} if agreed else set()
            self.state = replace(self.state, text=text, text_says="")
            return
        others = self._told | {slot.at for slot in self.state.slots}
        said = still_says(self.state.text, others, agreed, self._lead, rep.zone_name)
        self._told |= {agreed} if agreed else set()
        self.state = replace(self.state, text_says=f"The text still says {said}." if said else "")
