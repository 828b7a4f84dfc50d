"""What the card "Put it on your calendar" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CalendarState:
    """The card. `path`: the file that is kept up to date, "" for none. `busy`: it is being written."""

    path: str = ""
    busy: bool = False

    @property
    def address(self) -> str:
        """The file as an address, for programs that ask for one."""
        path = Path(self.path)
        return path.as_uri() if self.path and path.is_absolute() else ""


@dataclass(frozen=True, slots=True)
class Way:
    """How one program gets the file: what follows it is told apart from what takes a copy."""

    program: str
    steps: str


# Only what is below FOLLOW reads a file on this computer again and again; Outlook, Google and Apple follow addresses
# on the web alone.
FOLLOW = (
    Way(
        "Thunderbird",
        "New calendar, On the network, and the file's address as the location; it looks again by itself.",
    ),
    Way(
        "GNOME Calendar, Evolution",
        "In Evolution: New calendar, On this computer, and tick “Use an existing iCalendar (ics) file”; GNOME Calendar "
        "then shows it too.",
    ),
)
COPY = (
    Way("Outlook", "Add calendar, Upload from file; the classic one: File, Open & Export, Import/Export."),
    Way("Google Calendar", "In the browser: Settings, Import & export, Import; it cannot see a file on your computer."),
    Way("Apple Calendar", "File, Import; it subscribes to web addresses only, not to files."),
)
