"""The invented world of the tour: three weeks of mornings before today, a long name, an export to import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.services.bundle import Services

LONG_NAME = "Maximiliána Wolfeschlegelsteinhausen-Świątek <img src=x> Núñez"
PLAN = Goals(calls=14, people=4, asks=3, appointments=2)
WINS = ("Asked for the date before the price", "Stood up for the first dial", "Read the last note aloud first")
DAYS_BEFORE = 21
MISSED, SHORT = 4, 6  # days before today: a lost Thursday, and a morning cut short
TALKED_OF = (
    "wants both floors in one quote",
    "asked who else on the street has it",
    "needs the dates before the partner is back",
    "the old contract ends in March",
)

EXPORT = """\
Record ID,First Name,Last Name,Email,Phone Number,Company Name,Job Title,City,State/Region,Contact owner,Lead Status
101,Grace,Amadi,grace.amadi@example.com,(312) 555-0170,Amadi Framing,Owner,Chicago,Illinois,Sam Rivera,NEW
102,Anton,Berg,anton.berg@example.com,(612) 555-0144,Berg Boats,Manager,Minneapolis,Minnesota,Sam Rivera,OPEN
103,Yuki,Mori,yuki.mori@example.com,(206) 555-0102,Mori Prints,Owner,Seattle,Washington,Ines Roth,NEW
104,Lucía,Peña,lucia.pena@example.com,,Peña Catering,Owner,Austin,Texas,Sam Rivera,NEW
105,Omar,Haddad,omar.haddad@example.com,(713) 555-0155,Haddad Tiles,Buyer,Houston,Texas,Ines Roth,OPEN
106,Ida,Lund,ida.lund@example.com,(404) 555-0181,Lund Looms,Owner,Atlanta,Georgia,Sam Rivera,IN_PROGRESS
106,Ida,Lund,ida.lund@example.com,(404) 555-0181,Lund Looms,Owner,Atlanta,Georgia,Sam Rivera,IN_PROGRESS
,,,,,,,,,,
107,Ben,Oduya,ben.oduya@example.com,(215) 555-0199,Oduya Cycles,Owner,Philadelphia,Pennsylvania,Sam Rivera,NEW
"""


def write_history(services: Services) -> None:
    """Keep the mornings of the last three weeks, but one, with calls to people who know the rep."""
    known = [lead for lead in _sample_leads(services) if lead.follow.stage in (Stage.TALKING, Stage.TRYING)]
    with services.store.transaction():
        for number, (before, day) in enumerate(_mornings(services)):
            if before == MISSED:
                continue
            session = services.store.sessions.add(_morning(services, day, number, short=before == SHORT))
            for call in _calls(session, known, number):
                services.store.calls.add(call)


def add_long_name(services: Services) -> None:
    """A lead whose name is too long for any card and looks like markup: a new inbound lead, so the first card."""
    phone = Phone(e164="+13125550106", raw="(312) 555-0106", shown="(312) 555-0106", region="US")
    services.store.leads.add(
        Lead(
            name=LONG_NAME,
            first_name="Maximiliána",
            last_name="Wolfeschlegelsteinhausen-Świątek",
            company="Oberösterreichische Wärmepumpen-Instandhaltungs- & Vertriebsgesellschaft <b>mbH</b>",
            title="Deputy head of the regional purchasing office",
            city="Chicago",
            state="IL",
            zone="America/Chicago",
            phones=(phone,),
            last_talk="every one of the four buildings by the river, whose heating plants are of four different ages "
            "and makers, and which of them is to be seen first if the winter comes early",
            personal="three children, two of them at the music school on Tuesdays and Thursdays",
            may_need="a table with all four on one page",
            created_at=services.rep.now() - timedelta(minutes=20),
            follow=FollowUp(stage=Stage.NEW, fresh_at=services.rep.now()),
        )
    )


def write_export(folder: Path) -> Path:
    """A small CRM export with two owners, one row twice, one blank, one without a number."""
    path = folder / "hubspot contacts.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def _sample_leads(services: Services) -> list[Lead]:
    return services.store.leads.many(services.store.leads.sample_ids())


def _mornings(services: Services) -> Iterator[tuple[int, date]]:
    today = services.rep.today()
    for before in range(DAYS_BEFORE, 0, -1):
        day = today - timedelta(days=before)
        if day.weekday() in services.rep.settings.work_week:
            yield before, day


def _morning(services: Services, day: date, number: int, *, short: bool) -> FocusSession:
    started_at = datetime(day.year, day.month, day.day, 10, tzinfo=services.rep.zone)
    focus_s = 1500.0 if short else 3600.0
    ended_at = started_at + timedelta(seconds=focus_s)
    offset = started_at.utcoffset()
    return FocusSession(
        started_at=started_at,
        zone=services.rep.zone_name,
        utc_offset_min=int(offset.total_seconds() // 60) if offset else 0,
        local_on=day,
        planned_s=3600,
        focus_s=focus_s,
        ends_at=started_at + timedelta(hours=1),
        heartbeat_at=ended_at,
        finished_at=ended_at,
        end_reason="meeting" if short else "time",
        goals=PLAN,
        day_calls=PLAN.calls,
        worked=WINS[number % len(WINS)],
        debriefed_at=ended_at + timedelta(minutes=4),
    )


def _calls(session: FocusSession, known: list[Lead], number: int) -> Iterator[Call]:
    """Two talks and a message left: nine minutes of talk count as three dials of effort."""
    done = ((Outcome.CONNECTED, 720), (Outcome.CONNECTED, 540), (Outcome.LEFT_VOICEMAIL, 0))
    for place, (outcome, talk_s) in enumerate(done):
        lead = known[(number * len(done) + place) % len(known)]
        ended_at = session.started_at + timedelta(minutes=8 * (place + 1))
        yield Call(
            lead_id=lead.id,
            session_id=session.id,
            phone_id=lead.phone.id if lead.phone else 0,
            e164=lead.phone.e164 if lead.phone else "",
            outcome=outcome,
            voicemail=1 if outcome is Outcome.LEFT_VOICEMAIL else 0,
            asks=1 if place == 0 else 0,
            note=TALKED_OF[(number + place) % len(TALKED_OF)] if talk_s else "",
            started_at=ended_at - timedelta(seconds=talk_s),
            ended_at=ended_at,
            talk_s=talk_s,
            local_on=session.local_on,
        )
