"""The sentence for each expected failure: what happened and what to do, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.errors import LchError

SENTENCES: dict[str, str] = {
    # the data folder
    "folder-read-only": "The folder {path} cannot be written to; choose another with --data-dir or change its rights.",
    "folder-is-file": "{path} is a file, not a folder; choose another place with --data-dir.",
    "folder-missing": "The folder {path} cannot be made; choose another with --data-dir.",
    "disk-failing": "The disk with {path} could not be read or written; check it, and copy the folder elsewhere.",
    "disk-full": "The disk of {path} is full, so nothing was saved; free some space and try again.",
    "database-corrupt": (
        "The database {path} is damaged and was left untouched; bring a backup back with lch restore, "
        "or move it aside and start again."
    ),
    "database-newer": (
        "The database {path} was written by a newer version of the program; install that version, nothing was changed."
    ),
    "database-busy": "Another program is writing to {path}; wait a moment and try again.",
    "database-damaged": (
        "The database {path} is damaged; lch restore {file} brings back the newest good backup ({what}) "
        "and keeps the damaged file aside."
    ),
    # backups
    "backup-not-written": (
        "No backup can be written as {path} ({why}), so there is none; change the rights there or choose another place."
    ),
    "backup-target": "{name} is there already and is no backup; choose another name.",
    "backup-missing": "There is no backup {name}; lch restore lists those that there are.",
    "backup-damaged": "{name} is no whole database of this program, so nothing was changed; choose another backup.",
    "backup-newer": (
        "{name} was written by a newer version of the program, so nothing was changed; install that version first."
    ),
    "backup-same": "{name} is the database itself; choose one of its backups.",
    "restore-open-damaged": (
        "The database is damaged, so {name} can only be brought back while the window is closed: "
        "close it and run lch restore {name}."
    ),
    "window-open": "The window is open; restore under Settings there, or close it first.",
    "already-open": "The window for this data folder is open already; it was brought to the front.",
    "no-display": "There is no display to open a window on; use the command line (lch --help), or set DISPLAY.",
    # outcomes
    "outcome-needs-next-or-reason": (
        "A connected call needs the next call (--next) or a reason why there is none (--reason)."
    ),
    "outcome-needs-reason": "Not interested needs a reason (--reason timing, price, other-supplier or no-need).",
    "outcome-needs-next": "Call back later needs a time (--next, for example 2026-11-24T08:40-06:00).",
    "next-call-in-the-past": "The next call would be in the past ({at}); give a time that is still to come.",
    "never-called-again": "{name} is not to be called any more; log it without a next call.",
    "unknown-lead": "There is no lead with the number {lead_id}; lch leads lists them.",
    "unknown-phone": "This lead has no number {phone}; lch leads shows the numbers it has.",
    "bad-time": "“{text}” is not a time this understands; try “tue 2p”, “in 20” or “24 nov 8:40”.",
    "no-time": "Pick a time by its key, or type one such as “tue 2p”.",
    "bad-instant": "“{text}” is no ISO 8601 instant with an offset, such as 2026-11-23T10:30:00-06:00.",
    # what is prepared for Resistance
    "if-then-half": "A line needs both: what it says, and what you will do then.",
    "if-then-twice": "There is a line for “{condition}” already; change that one.",
    "if-then-many": "{most} lines are set aside already; remove one first.",
    "if-then-two": "Two lines are in use, and more at once work less well; say which one makes room.",
    # the shield
    "journal-not-written": (
        "{path} cannot be written ({why}), so nothing was blocked; free some space or change the rights there."
    ),
    "barrier-unknown": (
        "{barrier} was raised by another version of the program; start that version, or run its lch shield restore."
    ),
    "barrier-bug": "{barrier} failed in a way nobody expected ({why}), so go on without it; please report it.",
    "journal-damaged": "The shield's journal {path} cannot be read; run lch shield restore.",
    "guard-not-started": "The guard could not be started ({why}), so nothing was blocked; start the program again.",
    "guard-lost": "The shield's guard is gone and did not start again ({why}); the shield still ends with the hour.",
    "login-not-written": "The clean-up at the next login could not be noted ({why}); everything else works.",
    "login-not-removed": "The clean-up entry at login could not be removed ({why}); it does no harm.",
    "quiet-no-tool": "Notices cannot be held back because {tool} is missing; turn on do-not-disturb by hand.",
    "quiet-silent": "{who} did not answer in time; turn on do-not-disturb by hand.",
    "quiet-no-setting": "{desktop} has no such setting here; turn on do-not-disturb by hand.",
    "quiet-locked": "The do-not-disturb setting is locked on this computer; ask whoever looks after it.",
    "quiet-no-bus": "This desktop has no session bus; turn on do-not-disturb by hand.",
    "quiet-no-service": "Nothing shows notices here, so there is nothing to hold back.",
    "quiet-service-cannot": "What shows notices here cannot be told to wait; turn on do-not-disturb by hand.",
    "quiet-not-kept": "The desktop did not keep the setting; turn on do-not-disturb by hand.",
    "quiet-not-lowered": ("Notices are still held back; turn do-not-disturb off by hand, or run lch shield restore."),
    "quiet-by-hand": "Only you can turn notices off on this system: {steps}.",
    "sign-not-saved": "The sign could not be saved as {path} ({why}); choose another place.",
    "browser-order-not-written": (
        "The browsers cannot be told, because {path} cannot be written ({why}); change the rights there."
    ),
    "address-not-web": "“{address}” is no web address, so it was not opened; give one that starts with https://.",
    "browser-not-found": (
        "No browser was found that can have the extension ({names}); open one of them once, then try again."
    ),
    "browser-not-prepared": (
        "The browser could not be prepared, because {path} cannot be written ({why}); change the rights there."
    ),
    "hosts-not-installed": "The shield's helper is not installed; an administrator can run sudo lch shield install.",
    "hosts-other-user": "The shield's helper was installed for another user; run sudo lch shield install for you.",
    "hosts-not-allowed": (
        "The shield's helper may not be started without a password; run sudo lch shield install again."
    ),
    "hosts-no-program": (
        "{program} is missing, so the helper cannot be asked; install it, or run sudo lch shield install again."
    ),
    "hosts-silent": (
        "The shield's helper did not answer; try again in a minute, it lets go at its deadline by itself."
    ),
    "hosts-markers": (
        "The marked lines in the hosts file are damaged, so nothing was touched; take out the lines from "
        "“# BEGIN Lead Conversion Hour” to “# END Lead Conversion Hour” by hand."
    ),
    "hosts-is-link": "The hosts file is a link, so nothing was touched; put a plain file in its place.",
    "hosts-keeps-changing": (
        "Another program keeps changing the hosts file, so nothing was touched; try again in a minute."
    ),
    "hosts-too-many": "{count} sites are more than the {most} the hosts file takes; switch off a list.",
    "hosts-refused": "The shield's helper refused {name} ({why}); take it off the list.",
    "hosts-not-written": "The hosts file could not be changed ({why}); make it writable and try again.",
    "shield-needs-root": "This needs an administrator's rights; run it with sudo.",
    "shield-needs-user": "Run it with sudo from your own account, so that it is known for whom it is installed.",
    "shield-no-sudo": "Neither sudo nor polkit was found, so the helper cannot be installed; install one of them.",
    "shield-not-installed": (
        "{path} could not be written ({why}), so installing stopped; put that right and install again."
    ),
    "shield-still-up": (
        "The block could not be lowered, so nothing was removed; run sudo lch-shield lower "
        "(in /usr/lib/lead-conversion-hour) to see why."
    ),
    "shield-no-safe-python": "{path} can be changed by users; install Python for all users below Program Files.",
    "shield-not-here": "Blocking sites for the whole computer is not set up this way on this system; see the README.",
    "apps-not-known": ("The running programs cannot be read ({why}), so none is asked to close; close them by hand."),
    "site-empty": "Type a site first, like youtube.com.",
    "site-no-name": "{entry} is no site; write it as in the address bar, like youtube.com.",
    "site-not-web": "{entry} is no web page; write the name of a site, like youtube.com.",
    "site-address": "{entry} is a number, not a name; write the site's name, like youtube.com.",
    "site-own-machine": "{entry} is this computer itself and is never blocked; write another site.",
    "site-too-wide": "{entry} would block every site that ends in it; write one site, like example.co.uk.",
    "no-page": "No web page is known for {name}; one in the notes or in a file would be.",
    "page-not-opened": "No browser took the page; open it by hand.",
    # leads
    "snooze-in-the-past": "{day} is no day to come; give one from tomorrow on.",
    "number-known": "{name} has the number {number} already.",
    "number-never": "{number} is never to be called again; that stays.",
    "not-money": "“{text}” is no amount; write one such as 38,500 or 12k.",
    "merge-with-itself": "Choose another lead to merge with.",
    "lead-open": "{name} is the open card of the running hour; end the hour first.",
    "forget-in-the-hour": "An hour is running; delete for good after it.",
    # the script book
    "script-empty": "A script needs words; type what you say.",
    "script-not-own": "Say it in your own words: change this draft, then it is kept.",
    "unknown-script": "This script is not in the book any more.",
    # touches
    "touch-gone": "This is not due any more: the call it followed was taken back.",
    "touch-not-now": "{why}, so nothing was handed over.",
    "touch-closed": "This is not open any more, so nobody is called for it.",
    "no-call-first": "{name} is not to be called now; the e-mail can go as it is.",
    "code-too-long": "These words are too long for a code ({size} bytes, {most} are the most); copy them instead.",
    # undo
    "nothing-to-undo": "There is nothing to take back.",
    "nothing-to-redial": "No call was made in this hour yet.",
    "nothing-to-edit": "No call was logged in this hour yet.",
    "nothing-to-redo": "There is nothing to bring back.",
    "undo-lead-open": "{name} is the open card of the running hour; take it back there with Z.",
    # the review
    "review-not-saved": "The review could not be written to {path} ({why}); choose another place.",
    # the morning
    "delayed-already": "It was put off by five minutes already; start it, or skip today.",
    "nothing-to-skip": "No hour is planned for today.",
    "nothing-due": "No hour is due now.",
    "too-long-ago": "{on} is too long ago: a sick day can be declared up to seven days back.",
    "past-hour-day": "{on} is not one of the last seven days; only on these an hour can be added.",
    "past-hour-not-over": "That hour is not over yet; only one that is can be added.",
    "past-hour-length": "{minutes} minutes is no length of an hour here; it takes 5 to 180.",
    "past-hour-counts": (
        "These counts cannot all be right: nobody answers without a dial, and nobody talks without having answered."
    ),
    "past-hour-logged": "Calls of that time are logged already and would count twice; choose another start or length.",
    "past-hour-taken": "Another hour stands at that time already; choose another start or length.",
    "plan-no-day": "A plan needs at least one day; name them as mon-fri or mon,wed,fri.",
    "not-a-time": "“{text}” is no time of day; write it as 8:00.",
    "not-weekdays": "“{text}” are no weekdays; name them as mon-fri or mon,wed,fri.",
    "not-a-day": "“{text}” is no day or range of days; write 2026-12-24, or 24 Dec to 2 Jan.",
    "range-backwards": "The range ends ({last}) before it begins ({first}); turn it round.",
    "range-too-long": "{first} to {last} is more than {most} days off at once; take a shorter range.",
    "day-off-begun": "{day} has begun or is over; a day off is planned before it begins, a sick day afterwards.",
    "unknown-country": "No holidays are known for “{text}”; give a country as its two letters, such as US or DE-BY.",
    "start-not-written": (
        "The system could not be told to start the program ({why}); everything else works, and you can try again."
    ),
    "start-not-removed": "{path} could not be removed ({why}); remove it by hand, or try again.",
    "not-startable": "{why}.",
    "unknown-reason": "“{reason}” is no reason for that; choose one of the list.",
    # the hour
    "no-leads": "There are no leads yet; import a file first (lch import FILE).",
    "nobody-callable": "Nobody can be called right now{why}.",
    "session-running": "An hour is running already; it goes on in the window.",
    "no-session": "No hour is running.",
    "bad-minutes": "An hour lasts 15 to 180 minutes, not {minutes}.",
    # imports
    "file-missing": "There is no file {name}; check the name and where it lies.",
    "file-is-folder": "{name} is a folder; name the file in it.",
    "file-unreadable": "{name} cannot be read ({why}); check its rights, or copy it elsewhere and try again.",
    "file-empty": "{name} is empty; export it once more.",
    "file-no-table": "{name} holds no table of leads; export it as CSV, with a line of headers.",
    "file-damaged": "{name} is damaged or locked with a password; open it, save it anew without one, and try again.",
    "file-too-large": "{name} has cells far outside its table, or too many of them; save the table alone, as CSV.",
    "file-notes-only": "{name} holds notes without their people; bring in the file of leads or contacts instead.",
    "file-changed": (
        "{name} was changed or taken away while it was read, so nothing of it was brought in; "
        "wait until it is whole and try again."
    ),
    "problems-over-source": "{name} is the file itself; give another name for the rows that need a look.",
    "import-cancelled": "The import was stopped; nothing of the file was brought in.",
    "unknown-format": "“{format}” is no format this knows; it knows {known}.",
    "unknown-region": "“{region}” is no country code; give two letters, such as US or DE.",
    "unknown-field": "“{field}” is no field; the fields are {known}.",
    "unknown-header": "{name} has no column “{header}”; its columns are {known}.",
    "no-owner-column": "{name} has no column that says whose a lead is; import it without --owner.",
    "unknown-import": "There is no import with the number {import_id}.",
    "import-undone": "Import {import_id} was taken back already.",
    # exports
    "file-newer": "{name} was written by a newer version of the program; install that version and try again.",
    "export-exists": "{name} is there already; give another name, or --force to replace it.",
    "export-unwritable": "{name} cannot be written ({why}); choose another folder.",
    "export-format": "{kind} cannot be exported as {format}; they can be as {known}.",
    "calendar-not-kept": (
        "The calendar {path} could not be brought up to date ({why}) and stays as it is; it is tried again at the "
        "next change, or choose another place under Settings."
    ),
    "calendar-not-opened": "No program took {path}; open it from your calendar.",
    "nothing-to-hand-over": "Every call was handed to {crm} already.",
    "unknown-call": "There is no call with the number {call_id}; it may have been taken back.",
    "unknown-handover": "There is no such handover any more; it was taken back.",
    "dialer-template": "“{template}” is no dialer this can open; use tel:{{e164}} or another known scheme.",
    "unknown-zone": "“{zone}” is no time zone of the IANA list, such as America/Chicago.",
    "calling-hours": "“{text}” are no calling hours; write them as 08:00 and 21:00.",
    "settings-range": "{field} must lie between {low} and {high}.",
}
FALLBACK = "Something expected went wrong ({code})."


def sentence(error: LchError) -> str:
    """The one sentence for `error`."""
    pattern = SENTENCES.get(error.code, FALLBACK)
    return pattern.format(**{"code": error.code, **{k: str(v) for k, v in error.values.items()}})
