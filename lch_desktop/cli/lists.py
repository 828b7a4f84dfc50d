"""`lch leads` and `lch queue`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import one_line, say, table
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.queue import Candidate, Entry
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.domain.zones import lead_zone, zone_info
from lch_desktop.services.bundle import Services
from lch_desktop.services.queueing import Ordering, Snapshot
from lch_desktop.words import Style, gate_counted, percent, slot_name

STYLE = Style()


def run_lists(call: Invocation) -> int:
    """List the leads, or who is next."""
    return run_leads(call) if call.command == "leads" else run_queue(call)


def run_leads(call: Invocation) -> int:
    """Print the leads, by name; with `--search` those that it finds."""
    with call.services() as services:
        leads = services.store.leads
        wanted = LeadFilter(search=call.given.search)
        found = leads.find(wanted, call.given.limit or leads.count())
        total = leads.count_found(wanted)
    if call.as_json:
        print_json([lead_json(lead) for lead in found])
        return 0
    if found:
        rows = [(str(lead.id), lead.shown_name, lead.company, _number(lead), lead.follow.stage) for lead in found]
        say(*table(("Id", "Name", "Company", "Phone", "Stage"), rows))
    of_all = f" of {total}" if len(found) < total else ""
    say(f"{len(found)}{of_all} {'lead' if total == 1 else 'leads'}.")
    return 0


def run_queue(call: Invocation) -> int:
    """Print who is next, best first: by default as many as the day's list holds."""
    with call.services() as services:
        limit = call.given.limit or services.rep.settings.list_size
        snapshot = services.queueing.build(_ordering(services), limit=limit)
        places = _places(services, snapshot, limit)
        hidden = services.queueing.why_empty(snapshot)
    if call.as_json:
        print_json([place.as_json() for place in places])
        return 0
    if places:
        header = ("", "Id", "Name", "Company", "Phone", "There", "Tier", "Attempt", "Altitude", "Why")
        say(*table(header, [place.as_row() for place in places]))
    else:
        say("Nobody can be called right now.")
    say(*(f"Waiting for {_later(entry, services)}" for entry in snapshot.queue.waiting))
    say(*(f"Opens {_later(entry, services)}" for entry in snapshot.queue.opening))
    say(*(f"Hidden: {gate_counted(count, gate)}." for gate, count in hidden if count))
    return 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the queue, ready to be printed."""

    position: int
    entry: Entry
    reasons: tuple[str, ...]
    local: datetime
    goal: str

    @property
    def lead(self) -> Candidate:
        return self.entry.candidate

    def as_json(self) -> dict[str, object]:
        """The keys of section 11. The altitude is null while it is not known."""
        altitude = self.entry.altitude
        return {
            "position": self.position,
            "lead_id": self.lead.lead_id,
            "name": self.lead.name,
            "company": self.lead.company,
            "phone": self.lead.e164,
            "tier": self.entry.tier.value,
            "score": round(self.entry.score, 4),
            "reasons": list(self.reasons),
            "goal": self.goal,
            "attempt": self.lead.attempts + 1,
            "altitude": None if altitude is None else round(altitude, 3),
            "local_time": f"{self.local:%H:%M}",
        }

    def as_row(self) -> tuple[str, ...]:
        """The same for people, without the score that nobody reads."""
        altitude = self.entry.altitude
        return (
            str(self.position),
            str(self.lead.lead_id),
            self.lead.name,
            self.lead.company,
            self.lead.shown or self.lead.e164,
            f"{self.local:%H:%M}",
            self.entry.tier,
            str(self.lead.attempts + 1),
            "?" if altitude is None else percent(altitude),
            "; ".join(self.reasons),
        )


def lead_json(lead: Lead) -> dict[str, object]:
    """The keys of section 11. `zone` is the likeliest where the lead may be in several, "" for none."""
    return {
        "id": lead.id,
        "name": lead.name,
        "company": lead.company,
        "title": lead.title,
        "phones": [
            {"e164": phone.e164, "raw": phone.raw, "extension": phone.extension, "status": phone.status.value}
            for phone in lead.phones
        ],
        "email": lead.email,
        "zone": lead.zone or next(iter(lead.zones), ""),
        "stage": lead.follow.stage.value,
        "value": lead.value,
        "personal": lead.personal,
        "last_talk": lead.last_talk,
        "may_need": lead.may_need,
        "notes": lead.notes,
        "do_not_call": lead.do_not_call,
        "attempts": lead.follow.attempts,
    }


def _number(lead: Lead) -> str:
    if lead.do_not_call:
        return "do not call"
    phone = lead.phone
    if phone is None:
        return "needs a number"
    extension = f" ext. {phone.extension}" if phone.extension else ""
    return f"{phone.shown or phone.e164}{extension}"


def _ordering(services: Services) -> Ordering:
    """What the running hour adds: its end, the pinned, the skipped. Without one the plain order."""
    sessions = services.store.sessions
    running = sessions.running()
    if running is None or running.ends_at < services.rep.now():
        return Ordering()
    return Ordering(running.ends_at, sessions.pinned(running.id), sessions.skipped(running.id))


def _places(services: Services, snapshot: Snapshot, limit: int) -> list[Place]:
    now, rep = services.rep.now(), services.rep
    places = []
    for position, entry in enumerate(snapshot.queue.entries[:limit], start=1):
        lead = entry.candidate
        zone, _ = lead_zone(Lead(zone=lead.zone, zones=lead.zones), now, rep.zone_name)
        local = now.astimezone(zone_info(zone))
        reasons = snapshot.reasons(entry, rep, STYLE)
        places.append(Place(position, entry, reasons, local, goal_of(entry, rep.own_goals)))
    return places


def _later(entry: Entry, services: Services) -> str:
    at = services.rep.local(entry.waits_until)
    return f"{slot_name(at, STYLE)}: {one_line(entry.candidate.name)}."
