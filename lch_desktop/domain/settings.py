"""Everything the rep may choose, declared once, with defaults and ranges."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_IF_THEN = (("coffee, inbox or the web calls", "I write it on the later list and dial the next name"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The rep's choices, read and saved whole. Hours are the rep's wall clock."""

    rep_name: str = ""
    zone: str = ""  # IANA; "" follows the system
    region: str = "US"  # ISO 3166, for numbers written without a country
    work_week: tuple[int, ...] = (0, 1, 2, 3, 4)  # Monday is 0
    start: str = "08:00"
    minutes: int = 60  # 15..180
    calls: int = 0  # plan numbers; 0 means "propose one"
    people: int = 0
    asks: int = 0
    appointments: int = 0
    dialer: str = "tel:{e164}"
    dialer_tested: bool = False
    calling_from: str = "08:00"  # the lead's local time
    calling_until: str = "21:00"
    gate_home_mobile_only: bool = False
    theme: str = "system"  # system, light, dark
    text_size: int = 100  # percent, 100..150
    reduced_motion: bool = False
    high_contrast: bool = False
    sound: bool = True
    rollover_h: int = 3  # 0..5
    hide_streak: bool = False
    hide_minutes: bool = False
    call_bar: bool = True
    queue_order: str = "best"  # best, due
    list_size: int = 25  # 1..100
    new_share: int = 4  # one in n of the list may be a first call; 0: no limit
    altitude_scale_h: float = 24.0
    altitude_exponent: float = 1.29
    restore_text: float = 0.25
    restore_video: float = 0.5
    cadence_gaps: tuple[int, ...] = (1, 2, 3, 3, 5)  # business days before attempts 2..6
    nurture_days: tuple[int, ...] = (30, 90)  # then quarterly
    voicemail_limit: int = 2
    voicemail_words: str = "Hi {first_name}, {rep} here. I had an idea for you. I will try you again."
    if_then: tuple[tuple[str, str], ...] = DEFAULT_IF_THEN
    keys: tuple[tuple[str, str], ...] = ()  # action -> key, "" switches the key off
    days_off: tuple[str, ...] = ()  # ISO dates
    setup_done: bool = False
    # The morning. A weekday without an entry of its own has `start` and `minutes`.
    starts: tuple[tuple[int, str, int], ...] = ()  # weekday (Monday 0), "HH:MM", minutes
    past_weeks: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (first ISO date, work week); () was always `work_week`
    planned_since: int = 0  # UTC milliseconds since when the plan holds; 0: since the first start of the program
    seen_zone: str = ""  # the system's zone that the rep knows of; another one is asked about once
    holiday_country: str = ""  # ISO 3166-1, with a subdivision after a hyphen ("DE-BY"); "" calls on holidays
    holidays: tuple[tuple[str, str], ...] = ()  # ISO date, name: of `holiday_country`, some years ahead
    start_at_once: bool = False  # at its minute the hour starts without the Ready page
    close_to_tray: bool = True
    tray_told: bool = False  # that closing the window keeps the program in the tray was said once
    login_start: bool = False  # start with the system, in the tray
    os_starter: bool = False  # the system itself starts the program for the minute
    calendar_path: str = ""  # the .ics file that is kept up to date; "" for none
    calendar_id: str = ""  # of this data folder: keeps two reps' events apart; made when it is first needed
    import_folder: str = ""  # where the last file was chosen; "" means Downloads
    newer_files: str = "ask"  # ask, yes, no: whether newer files beside the last one are offered in the morning
    declined_files: tuple[str, ...] = ()  # SHA-256 of newer files that are not offered again
    # The shield. Programs are executable names, sites host names or host/path, screens the system's names of monitors.
    work_programs: tuple[str, ...] = ()  # what the rep calls with and must see: wins over every barrier
    work_sites: tuple[str, ...] = ()
    work_screens: tuple[str, ...] = ()
    block_lists: tuple[str, ...] = ("social", "video", "news", "shopping")  # names of lists in shield/lists.json
    block_sites: tuple[str, ...] = ()  # the rep's own entries
    block_apps: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ("cover", "quiet", "watch", "sites-browser", "apps")  # what is switched on
    cover_all: bool = False  # the door sign on every other monitor, also where work was named
    hand_ticks: tuple[str, ...] = ()  # what was ticked by hand on `hand_ticked_on`: phone, sign, blinds, headset
    hand_ticked_on: str = ""  # ISO date
    ring: str = ""  # whether the dialer rang in the ring test: yes, no; "" for not tried
    ring_on: str = ""  # ISO date of that
    preflight_seen: tuple[tuple[str, str], ...] = ()  # barrier -> state, as the last hour found them
    # Following through and practising.
    templates: tuple[tuple[str, str], ...] = ()  # name of a domain.templates.Template -> the rep's own words
    text_way: str = "sms"  # sms, copy, qr: how a text is handed off first
    goals: tuple[tuple[str, str], ...] = ()  # stage -> the goal proposed for a call, in place of ours
    serve_questions: tuple[str, ...] = ()  # "what may they need next?", in turn; () asks ours
    warm_ups: bool = False
    creature: str = "coffee"  # coffee, cloud, sofa: which drawing Resistance has
    creature_name: str = ""  # what the rep calls it
    if_then_kept: tuple[tuple[str, str], ...] = ()  # lines that are set aside; `if_then` holds the two in use
    if_then_rehearsed: tuple[tuple[str, str], ...] = ()  # condition -> ISO date when it was typed or read aloud last
    prep_s: int = 45  # after that the ring says: dial
    experiment: tuple[str, str] = ("", "")  # what is tried in the week of the Monday (ISO): text, Monday
    experiment_next: tuple[str, str] = ("", "")  # chosen while `experiment` is still on: takes its place when it ends
    # What the Resistance check offers.
    sets: int = 1  # 1..4: the hour in so many parts, with a breath between them
    growing_since: str = ""  # ISO Monday of the week in which the short hour was begun or last grew; "": it stays
    dial_next: bool = False  # when the prep ring is at 0, it dials by itself
    phone_first: bool = False  # before an e-mail goes: "called first?"
    friendly_first: bool = False  # the list begins with two leads who were glad of the last talk
    speed_first: bool = False  # talked to within 24 hours comes right after what is promised
    fear_log: bool = False  # what was feared at R is asked about once they answered
    tip: str = ""  # the rep's, to the rep
    crm: str = ""  # hubspot, salesforce, pipedrive: where calls are handed back to; "" means the last import's


RANGES: dict[str, tuple[int, int]] = {
    "minutes": (15, 180),
    "calls": (0, 200),
    "people": (0, 200),
    "asks": (0, 200),
    "appointments": (0, 200),
    "text_size": (100, 150),
    "rollover_h": (0, 5),
    "list_size": (1, 100),
    "new_share": (0, 100),
    "voicemail_limit": (0, 10),
    "prep_s": (15, 180),
    "sets": (1, 4),
}
