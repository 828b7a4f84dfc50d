"""The arguments of `lch`: what may be said, and one sentence for what may not.

Global options may come before or after the command. They are declared on both, without a default, so
that the one parser does not overwrite what the other has read. Only the command that is named gets its
own arguments: the window, which names none, waits for no vocabulary of imports and exports.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from lch_desktop import __version__

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Stage

FORMATS = (
    "hubspot", "salesforce", "pipedrive", "zoho", "close", "follow-up-boss", "google", "google-old", "outlook",
    "outlook-com", "linkedin", "apollo", "vcard", "table",
)  # fmt: skip
LEAVE_OUT = "leave-out"
HIGHEST_ID = 2**63 - 1  # SQLite's


class UsageError(Exception):
    """Wrong usage, as the one sentence that is shown."""


class Parser(argparse.ArgumentParser):
    """argparse that raises its complaint instead of printing the usage and leaving."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        text = message.rstrip(".")
        raise UsageError(f"{text[:1].upper()}{text[1:]}; {self.prog} --help shows what can be said.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What `arguments` say; `command` is "" where the window is meant. Options not given are missing.

    Raises UsageError; prints the help or the version and raises SystemExit where that is asked for.
    """
    parser = _parser(arguments)
    given = parser.parse_args(arguments)
    given.command = given.command or ""
    if getattr(given, "json", False) and given.command in ("", "start"):
        parser.error("--json does not go with opening the window")
    if given.tray and given.command:
        parser.error("--tray goes with opening the window, without a command")
    if given.command == "import":
        _settle_import(parser, given)
    if given.command == "export":
        _settle_export(parser, given)
    return given


def _parser(arguments: Sequence[str]) -> Parser:
    parser = Parser(prog="lch", description="Lead Conversion Hour. Without a command the window opens.")
    parser.add_argument("--version", action="version", version=f"Lead Conversion Hour {__version__}")
    parser.add_argument("--tray", action="store_true", help="open the window in the tray, where it waits for the hour")
    _add_globals(parser)
    _add_json(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (words, add) in _COMMANDS.items():
        made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=f"{words}.")
        if name in arguments:
            _add_globals(made, with_zone=name != "schedule")
            if name != "start":
                _add_json(made)
            add(made)
    return parser


def _add_nothing(_: argparse.ArgumentParser) -> None:
    """The command has no arguments of its own."""


def _add_start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=int, metavar="N", help="length of the hour, 15 to 180")


def _add_leads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--search", type=_text, default="", metavar="TEXT", help="words of the lead, or digits of a number"
    )
    parser.add_argument("--limit", type=_count, default=0, metavar="N", help="at most N; default: all")


def _add_queue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=_count, default=0, metavar="N", help="at most N; default: the day's list")


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="where to; default: the backups folder")


def _add_shield(parser: argparse.ArgumentParser) -> None:
    words = {
        "status": "what is up, and how each barrier stands (the default)",
        "restore": "take everything down, whatever else is broken",
        "install": "let sites be blocked for the whole computer (once, as root)",
        "uninstall": "take that away again (as root)",
        "install-browser": "let the browser extension talk to this program",
        "uninstall-browser": "take that away again",
    }
    listed = "; ".join(f"{verb}: {what}" for verb, what in words.items())
    parser.add_argument("verb", nargs="?", choices=tuple(words), default="status", metavar="VERB", help=listed)


def _add_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--week", type=_day, default=None, metavar="YYYY-MM-DD", help="a day of the week meant; default: today"
    )


def _add_schedule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", type=_text, metavar="HH:MM", help="when the hour starts, on every day of the plan")
    parser.add_argument("--days", type=_text, metavar="DAYS", help="its weekdays, such as mon-fri or mon,wed,fri")
    parser.add_argument("--minutes", type=int, metavar="N", help="length of the hour, 15 to 180")
    parser.add_argument(
        "--zone", dest="plan_zone", type=_text, metavar="IANA", help='the plan\'s zone; "" follows this computer'
    )
    parser.add_argument("--off", type=_text, metavar="DATE[..DATE]", help="days off, at most 366 at once")
    parser.add_argument("--on", type=_text, metavar="DATE[..DATE]", help="no days off any more")
    parser.add_argument(
        "--holidays", type=_text, metavar="COUNTRY", help='no hour on its holidays: US, DE-BY; "" calls on holidays'
    )
    parser.add_argument("--next", type=_count, default=0, metavar="N", help="show the next N starts")


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="", metavar="FILE", help="a file, or a name from the list")


def _add_globals(parser: argparse.ArgumentParser, *, with_zone: bool = True) -> None:
    group = parser.add_argument_group("for every command")
    group.add_argument(
        "--data-dir", default=argparse.SUPPRESS, metavar="DIR", help="where everything is kept (or LCH_DATA_DIR)"
    )
    group.add_argument(
        "--now", default=argparse.SUPPRESS, metavar="ISO", help="the instant the clock starts at (or LCH_NOW)"
    )
    if not with_zone:  # after `schedule` it is the plan's zone that is meant; before it, the system's
        return
    group.add_argument(
        "--zone", default=argparse.SUPPRESS, metavar="IANA", help="stands in for the system's zone (or LCH_ZONE)"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON, and only that")


def _add_import(parser: argparse.ArgumentParser) -> None:
    from lch_desktop.domain.imports import Duplicates
    from lch_desktop.domain.leads import Stage

    parser.add_argument("file", nargs="?", metavar="FILE")
    parser.add_argument("--format", choices=FORMATS, default="", metavar="NAME", help=", ".join(FORMATS))
    parser.add_argument(
        "--map", nargs="+", action="extend", default=[], type=_mapping, metavar="HEADER=FIELD",
        help="what a column means, where it is not recognised",
    )  # fmt: skip
    parser.add_argument("--region", type=_text, default="", help="country of numbers without one; default: the setting")
    parser.add_argument("--owner", type=_text, default="", metavar="NAME", help="only the rows of this owner")
    parser.add_argument(
        "--status", action="append", default=[], type=_status, metavar="WORD=STAGE",
        help=f"what a status word means: {', '.join(stage.value for stage in Stage)}, or {LEAVE_OUT}; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--duplicates", choices=[way.value for way in Duplicates], default="", metavar="WAY",
        help="what becomes of known leads: merge (the default), keep-both or skip",
    )  # fmt: skip
    parser.add_argument("--problems", type=_text, default="", metavar="FILE", help="write rows that need a look as CSV")
    parser.add_argument(
        "--do-not-call", action="store_true", help="FILE is a list of numbers that are never to be called, for good"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, change nothing")
    parser.add_argument("--undo", type=_row_id, metavar="IMPORT_ID", help="take this import back")


def _add_export(parser: argparse.ArgumentParser) -> None:
    from lch_desktop.domain.outward import FORMATS as OUT_FORMATS
    from lch_desktop.domain.outward import Kind

    kinds = tuple(kind.value for kind in Kind)
    parser.add_argument("kind", choices=kinds, metavar="KIND", help="calls, leads, calendar or all")
    formats = tuple(dict.fromkeys(name for names in OUT_FORMATS.values() for name in names))
    listed = "; ".join(f"{kind.value}: {', '.join(names)}" for kind, names in OUT_FORMATS.items())
    parser.add_argument("--format", choices=formats, default="", metavar="NAME", help=listed)
    parser.add_argument("-o", "--output", required=True, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.add_argument(
        "--pending", action="store_true", help="calls for a CRM: only those it was not given yet, and remember them"
    )
    parser.add_argument("--with-checks", action="store_true", help="all: the Resistance checks too, else left out")


def _settle_export(parser: Parser, given: argparse.Namespace) -> None:
    """See that the format goes with what is exported."""
    from lch_desktop.domain.outward import CRMS, Kind
    from lch_desktop.domain.outward import FORMATS as OUT_FORMATS

    kind = Kind(given.kind)
    if given.format and given.format not in OUT_FORMATS[kind]:
        parser.error(f"{kind.value} can be exported as {' or '.join(OUT_FORMATS[kind])}, not as {given.format}")
    if given.pending and (kind is not Kind.CALLS or given.format not in CRMS):
        parser.error(f"--pending goes with calls and --format {', '.join(CRMS)}")
    if given.with_checks and kind is not Kind.ALL:
        parser.error("--with-checks goes with all")


def _add_log(parser: argparse.ArgumentParser) -> None:
    from lch_desktop.domain.calls import Outcome

    parser.add_argument("lead_id", type=_row_id, metavar="LEAD_ID")
    outcomes = [outcome.value for outcome in Outcome]
    parser.add_argument("outcome", choices=outcomes, metavar="OUTCOME", help=", ".join(outcomes))
    parser.add_argument("--next", type=_text, default="", metavar="ISO", help="the next call, with its offset")
    parser.add_argument(
        "--reason", type=_text, default="", metavar="WORD", help="why not interested, or why no next call"
    )
    parser.add_argument(
        "--phone", type=_text, default="", metavar="E164", help="the number that was called; default: the first"
    )
    parser.add_argument("--person", action="store_true", help="the person said to call back later")
    parser.add_argument("--asked", action="store_true", help="the order was asked for")
    parser.add_argument("--goal", choices=("hit", "missed"), help="whether the goal for this call was reached")
    parser.add_argument("--note", type=_text, default="", metavar="TEXT", help="what was talked about")


def _settle_import(parser: Parser, given: argparse.Namespace) -> None:
    """Turn `--map` into pairs, and see that just one thing is asked for."""
    # "--map A=name leads.csv": argparse gives the file to --map, where it is the word without "=".
    strays = [word for word in given.map if "=" not in word]
    if len(strays) == 1 and given.file is None:
        given.file = strays.pop()
    if strays:
        parser.error(f"--map needs HEADER=FIELD, not {strays[0]}")
    pairs = (word.rpartition("=") for word in given.map if "=" in word)
    given.map = {header: field for header, _, field in pairs}
    given.status = dict(given.status)
    if (given.file is None) == (given.undo is None):
        parser.error("lch import needs either a FILE or --undo IMPORT_ID")
    if given.do_not_call and (given.undo or given.owner or given.status or given.duplicates or given.problems):
        parser.error("--do-not-call goes with --format, --map, --region and --dry-run only")


def _text(text: str) -> str:
    """`text`, with question marks for bytes that are no UTF-8: what a terminal in another encoding sent."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _mapping(text: str) -> str:
    """`text`, if what stands behind its last "=" is a field."""
    from lch_desktop.exchange.headers import EXTRA_FIELDS, FIELDS

    text = _text(text) if "=" in text else text  # without one it may be the file's name, byte for byte
    header, equals, field = text.rpartition("=")
    if equals and (not header or field not in (*FIELDS, *EXTRA_FIELDS)):
        raise argparse.ArgumentTypeError(f"{text!r} must be HEADER=FIELD with one of {', '.join(FIELDS)}")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-11-16") from None


def _status(text: str) -> tuple[str, Stage | None]:
    """A status word and what it means, None for "leave it out"."""
    from lch_desktop.domain.leads import Stage

    word, _, meaning = _text(text).rpartition("=")
    known = {LEAVE_OUT: None, **{stage.value: stage for stage in Stage}}
    if not word.strip() or meaning not in known:
        raise argparse.ArgumentTypeError(f"{text!r} must be WORD=STAGE with one of {', '.join(known)}")
    return word.strip(), known[meaning]


def _whole(low: int, high: int, what: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is no {what}")
        return number

    return read


_count = _whole(1, HIGHEST_ID, "whole number from 1 up")
_row_id = _whole(1, HIGHEST_ID, "number of a row, from 1 up")

_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "start": ("Open the window straight into the hour", _add_start),
    "import": ("Bring a file of leads in, or take an import back", _add_import),
    "export": ("Write calls, leads, the calendar or everything to a file", _add_export),
    "leads": ("List the leads", _add_leads),
    "queue": ("List who is next, best first, and why", _add_queue),
    "log": ("Log one call made outside the window", _add_log),
    "undo": ("Take back the newest entry", _add_nothing),
    "backup": ("Copy everything to one checked file", _add_backup),
    "restore": ("Bring a backup back, or list the backups", _add_restore),
    "schedule": ("Say when the hour comes, or change the plan of the week", _add_schedule),
    "shield": ("Say how the shield stands, take it down, or set it up", _add_shield),
    "review": ("Say what a week came to", _add_review),
    "status": ("Say how things stand", _add_nothing),
    "doctor": ("Check what the program needs here", _add_nothing),
}
