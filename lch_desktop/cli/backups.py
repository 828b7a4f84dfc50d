"""`lch backup` and `lch restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import say, table
from lch_desktop.domain.errors import RuleError
from lch_desktop.words import BACKUP_KINDS, Style, content_words, moment_words

if TYPE_CHECKING:
    from lch_desktop.domain.backups import Restored
    from lch_desktop.services.backups import Backups, KnownBackup

STYLE = Style()


def run_backups(call: Invocation) -> int:
    """Make a backup, or bring one back."""
    return run_backup(call) if call.command == "backup" else run_restore(call)


def run_backup(call: Invocation) -> int:
    """Copy the database, into the folder of the backups or to a file of the rep's choice."""
    with call.services() as services:
        backups = services.backups
        if call.given.output:
            file = Path(call.given.output).absolute()
            backups.to_file(file)
        else:
            file = backups.folder / backups.now().name
        content = backups.present()
    if call.as_json:
        leads, calls = (content.leads, content.calls) if content else (None, None)
        print_json({"file": str(file), "bytes": file.stat().st_size, "leads": leads, "calls": calls})
        return 0
    say(f"Backup: {file}", f"It holds {content_words(content)}, and was checked.")
    return 0


def run_restore(call: Invocation) -> int:
    """Bring a backup back, or list those that there are. No window may be open meanwhile, nor open in the middle."""
    backups = call.backups()
    if not call.given.file:
        _list(call, backups)
        return 0
    file = backups.find(call.given.file)
    with call.no_window() as is_alone:
        if not is_alone:
            raise RuleError("window-open")
        restored = backups.restore(file)
    call.tell_window()
    if call.as_json:
        print_json(_as_json(restored, backups, file))
    else:
        say(*_told(restored, backups, file))
    return 0


def _list(call: Invocation, backups: Backups) -> None:
    listed = backups.listed()
    if call.as_json:
        print_json([_listed_json(known, backups) for known in listed])
    elif not listed:
        say(f"There are no backups in {backups.folder} yet: one is made each day, and by lch backup.")
    else:
        now = call.local_now()
        rows = [
            (
                known.backup.name,
                moment_words(known.backup.at.astimezone(now.tzinfo), now.date(), STYLE),
                BACKUP_KINDS[known.backup.kind],
                content_words(known.content),
            )
            for known in listed
        ]
        say(*table(("File", "Made", "Why", "Holds"), rows), "", "To bring one back: lch restore FILE")


def _listed_json(known: KnownBackup, backups: Backups) -> dict[str, object]:
    backup, content = known.backup, known.content
    return {
        "name": backup.name,
        "file": str(backups.folder / backup.name),
        "at": backup.at.isoformat(timespec="seconds"),
        "kind": backup.kind,
        "bytes": backup.size,
        "leads": content.leads if content else None,
        "calls": content.calls if content else None,
    }


def _as_json(restored: Restored, backups: Backups, file: Path) -> dict[str, object]:
    return {
        "restored": str(file),
        "leads": restored.content.leads,
        "calls": restored.content.calls,
        "kept": str(backups.folder / restored.kept.name) if restored.kept else None,
        "aside": restored.aside or None,
    }


def _told(restored: Restored, backups: Backups, file: Path) -> list[str]:
    lines = [f"Brought back: {file.name}, {content_words(restored.content)}."]
    if restored.kept is not None:
        lines.append(f"What was there before is kept: {backups.folder / restored.kept.name}")
    if restored.aside:
        lines.append(f"The damaged database is kept as {restored.aside}, beside the new one.")
    return lines
