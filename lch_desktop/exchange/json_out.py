"""Everything as one JSON document (docs/export-schema.json): complete, in a fixed order, one field a line.

A field that is empty, off or none is left out, so that a person can read what is there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from lch_desktop import __version__
from lch_desktop.exchange.new_file import new_file

if TYPE_CHECKING:
    from lch_desktop.domain.outward import Everything, LeadRecord, ScriptRecord, SessionRecord

FORMAT = "lead-conversion-hour"
VERSION = 1
_ALWAYS_SAID = object()  # equal to nothing
_ALWAYS = frozenset({"id", "lead_id", "name", "stage", "e164", "status", "outcome", "attempt", "kind"})


def write_everything(path: Path, everything: Everything, *, replace: bool) -> int:
    """Write the document; returns how many leads are in it."""
    lists: tuple[tuple[str, Iterable[dict[str, object]]], ...] = (
        ("leads", (lead_record(one) for one in everything.leads)),
        ("calls", (as_record(call) for call in everything.calls)),
        ("touches", (as_record(touch) for touch in everything.touches)),
        ("sessions", (session_record(one) for one in everything.sessions)),
        ("later", (as_record(line) for line in everything.later)),
        ("suppressions", (as_record(one) for one in everything.suppressions)),
        ("mornings", (as_record(day) for day in everything.mornings)),
        ("scripts", (script_record(one) for one in everything.scripts)),
        ("warm_ups", (as_record(one) for one in everything.warm_ups)),
    )
    if everything.checks is not None:
        lists += (("checks", (as_record(one) for one in everything.checks)),)
    head = {"format": FORMAT, "version": VERSION, "program": __version__, "exported_at": everything.exported_at}
    counts: dict[str, int] = {}
    with new_file(path, replace=replace) as out:
        out.write("{\n")
        for name, value in head.items():
            out.write(f'  "{name}": {_json(value)},\n')
        if everything.settings is not None:
            out.write(f'  "settings": {_spread(_all_of(everything.settings), "  ")},\n')
        for place, (name, records) in enumerate(lists):
            out.write(",\n" if place else "")
            out.write(f'  "{name}": ')
            counts[name] = _write_list(out, records)
        out.write("\n}\n")
    return counts["leads"]


def lead_record(one: LeadRecord) -> dict[str, object]:
    """A lead with its phones, its follow-up, what the rep edited, and the files it came from."""
    made = as_record(one.lead)
    made["phones"] = [as_record(phone) for phone in one.lead.phones]
    made["follow"] = as_record(one.lead.follow)
    made["edited"] = list(one.edited)
    made["source"] = dict(one.source)
    made["imported"] = [as_record(cells) for cells in one.imported]
    return _without_empty(made)


def session_record(one: SessionRecord) -> dict[str, object]:
    """An hour with its goals, interruptions and visits of Resistance."""
    made = as_record(one.session)
    made["interruptions"] = [as_record(each) for each in one.interruptions]
    made["resistance"] = [as_record(each) for each in one.resistance]
    return _without_empty(made)


def script_record(one: ScriptRecord) -> dict[str, object]:
    """A script with its repetitions."""
    made = as_record(one.script)
    made["repetitions"] = [as_record(each) for each in one.repetitions]
    return _without_empty(made)


def as_record(value: Any) -> dict[str, object]:
    """The fields of a value in their order, without those that hold their default."""
    made: dict[str, object] = {}
    for name, default in _defaults(value.__class__):
        held = getattr(value, name)
        if held is not default and held != default:
            made[name] = as_record(held) if hasattr(held, "__dataclass_fields__") else held
    return made


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a kind of value, each with what is left out; "" where the kind itself has no default."""
    return tuple((field.name, _ALWAYS_SAID if field.name in _ALWAYS else _default(field)) for field in fields(kind))


def _default(field: Any) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else ""


def _all_of(value: Any) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _without_empty(made: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in made.items() if name in _ALWAYS or value not in ([], {}, ())}


def _write_list(out: TextIO, records: Iterable[dict[str, object]]) -> int:
    count = 0
    for record in records:
        out.write("[\n    " if count == 0 else ",\n    ")
        out.write(_spread(record, "    "))
        count += 1
    out.write("\n  ]" if count else "[]")
    return count


def _spread(record: dict[str, object], indent: str) -> str:
    """An object with one field a line; what is inside a field stays on its line."""
    lines = (f"\n{indent}  {_json(name)}: {_json(value)}" for name, value in record.items())
    return f"{{{','.join(lines)}\n{indent}}}"


def _json(value: object) -> str:
    return _ENCODE(value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


_ENCODE: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain).encode
