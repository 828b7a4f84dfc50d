"""The invented world of the tour: three weeks of mornings before today, a long name, an export to import."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.services.bundle import Services

LONG_NAME = "Maximiliána Wolfeschlegelsteinhausen-Świątek <img src=x> Núñez"
PLAN = Goals(calls=14, people=4, asks=3, appointments=2)
WINS = ("Asked for the date before the price", "Stood up for the first dial", "Read the last note aloud first")
DAYS_BEFORE = 21
OVERDUE = 7
MISSED, SHORT = 4, 6  # days before today: a lost Thursday, and a morning cut short
TALKED_OF = (
    "wants both floors in one quote",
    "asked who else on the street has it",
    "needs the dates before the partner is back",
    "the old contract ends in March",
)

EXPORT = """\
Record ID,First Name,Last Name,Company Name,Job Title,Phone Number,Mobile Phone Number,Email,City,State/Region,\
Last Activity Date,Lead Status,Contact owner
101,Grace,Amadi,Amadi Framing,Owner,(312) 555-0170,,grace.amadi@example.com,Chicago,Illinois,2026-11-19 14:10,NEW,Sam Rivera
102,Anton,Berg,Berg Boats,Manager,612.555.0144,+1 612 555 0151,anton.berg@example.com,Minneapolis,Minnesota,2026-11-18 09:02,OPEN_DEAL,Sam Rivera
103,Yuki,Mori,Mori Prints,Owner,(206) 555-0102,,yuki.mori@example.com,Seattle,Washington,2026-11-02 16:40,NEW,Ines Roth
104,Lucía,Peña,Peña Catering,Owner,,,lucia.pena@example.com,Austin,Texas,2026-10-28 11:15,NEW,Sam Rivera
105,Omar,Haddad,Haddad Tiles,Buyer,(713) 555-0155,,omar.haddad@example.com,Houston,Texas,2026-10-20 10:00,OPEN,Ines Roth
106,Ida,Lund,Lund Looms,Owner,(404) 555-0181,,ida.lund@example.com,Atlanta,Georgia,2026-11-12 13:31,IN_PROGRESS,Sam Rivera
106,Ida,Lund,Lund Looms,Owner,(404) 555-0181,,ida.lund@example.com,Atlanta,Georgia,2026-11-12 13:31,IN_PROGRESS,Sam Rivera
,,,,,,,,,,,,
107,Ben,Oduya,Oduya Cycles,Owner,(215) 555-0199,,ben.oduya@example.com,Philadelphia,Pennsylvania,2026-11-16 08:20,NEW,Sam Rivera
108,Dana,Ruiz,Ruiz Dental,Owner,(614) 555-0143,+1 614 555 0151,dana.ruiz@example.com,Columbus,Ohio,2026-11-19 14:10,NEW,Sam Rivera
109,Priya,Nair,Lakeshore Children's Clinic,Practice manager,(312) 555-0118,,priya.nair@example.com,Chicago,Illinois,2026-11-20 15:45,OPEN_DEAL,Sam Rivera
110,Nils,Aalto,Aalto Stoves,Owner,555-01,,nils.aalto@example.com,Duluth,Minnesota,2026-09-30 12:00,NEW,Sam Rivera
,,,,,,,,,Ohio,,NEW,Sam Rivera
"""  # noqa: E501  a file's lines are as long as they are


def write_history(services: Services) -> None:
    """Keep the mornings of the last three weeks, but one, with calls to people who know the rep."""
    leads = _sample_leads(services)
    talking, trying = (
        [lead for lead in leads if lead.follow.stage is stage] for stage in (Stage.TALKING, Stage.TRYING)
    )
    with services.store.transaction():
        for number, (before, day) in enumerate(_mornings(services)):
            if before == MISSED:
                continue
            session = services.store.sessions.add(_morning(services, day, number, short=before == SHORT))
            for call in _calls(session, talking, trying, number):
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


MORE = """\
111,Halima,Sesay,Sesay Uniforms,Owner,(404) 555-0123,,halima.sesay@example.com,Atlanta,Georgia,2026-11-22 09:30,NEW,Sam Rivera
112,Teo,Lindqvist,Lindqvist Clocks,Owner,(614) 555-0166,,teo.lindqvist@example.com,Columbus,Ohio,2026-11-22 17:05,NEW,Sam Rivera
"""  # noqa: E501


def write_export(folder: Path) -> Path:
    """A small CRM export: two owners, people of the samples, a row twice, a number too short, a row of nobody."""
    folder.mkdir(exist_ok=True)
    path = folder / "hubspot contacts.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def write_newer_export(former: Path, at: datetime) -> Path:
    """The same list, exported again at `at`: two people more, and one whose number was filled in."""
    path = former.with_name("hubspot contacts (1).csv")
    path.write_text(EXPORT.replace("Peña Catering,Owner,,,", "Peña Catering,Owner,(512) 555-0177,,") + MORE, "utf-8")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def make_real(services: Services) -> None:
    """From now on the sample leads are the rep's own: calls to invented people never go to a CRM."""
    for lead_id in services.store.leads.sample_ids():
        services.store.leads.save_fields(lead_id, {"sample": False}, by_rep=False)


def break_promises(services: Services) -> None:
    """Some calls were promised for mornings that are gone."""
    leads = services.store.leads
    for before, lead in enumerate(leads.find(LeadFilter(search="example.com"), OVERDUE, offset=8), start=1):
        promise_at = services.rep.now() - timedelta(days=before, minutes=10 * before)
        leads.save_follow(lead.id, replace(lead.follow, promise_at=promise_at))


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


def _calls(session: FocusSession, talking: list[Lead], trying: list[Lead], number: int) -> Iterator[Call]:
    """Two talks and a message left: nine minutes of talk count as three dials of effort.

    Messages are left to those only who were not talked with since, as their attempts say.
    """
    done = ((Outcome.CONNECTED, 720), (Outcome.CONNECTED, 540), (Outcome.LEFT_VOICEMAIL, 0))
    for place, (outcome, talk_s) in enumerate(done):
        lead = trying[number % len(trying)] if not talk_s else talking[(number * 2 + place) % len(talking)]
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
