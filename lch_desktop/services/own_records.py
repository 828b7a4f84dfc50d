"""What a document of ours has beside its leads: mornings, scripts, warm-ups, checks. What is known here stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.morning import MorningDay
from lch_desktop.domain.outward import ScriptRecord
from lch_desktop.domain.practice_ports import StoredCheck
from lch_desktop.domain.scripts import Script, ScriptKind
from lch_desktop.domain.warm_ups import WarmUp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lch_desktop.domain.ports import Store

Record = MorningDay | ScriptRecord | WarmUp | StoredCheck


def take_own_records(store: Store, records: Iterable[Record], today: date) -> None:
    """Add those of `records` that are not here yet: the same document a second time adds nothing.

    Mornings only of past days, as today's is decided here; of the rest nothing from days to come.
    """
    mornings: list[MorningDay] = []
    scripts: list[ScriptRecord] = []
    warm_ups: list[WarmUp] = []
    checks: list[StoredCheck] = []
    for record in records:
        if isinstance(record, MorningDay):
            mornings.append(record)
        elif isinstance(record, ScriptRecord):
            scripts.append(record)
        elif isinstance(record, WarmUp):
            warm_ups.append(record)
        else:
            checks.append(record)
    store.mornings.add_missing(day for day in mornings if day.on < today)
    _take_scripts(store, scripts, today)
    _take_warm_ups(store, [each for each in warm_ups if each.local_on <= today])
    _take_checks(store, [each for each in checks if each.local_on <= today])


def _take_scripts(store: Store, records: list[ScriptRecord], today: date) -> None:
    """Scripts that are in the book of the document. One that is here already gets the repetitions it lacks: it has
    the same words, or came into being at the same instant, whatever became of it since."""
    book = {_key(script): script for script in store.scripts.all()}
    ever = {(script.kind, script.created_at): script for script in store.scripts.ever()}
    has_pin = any(script.pinned for script in book.values())
    for record in records:
        script = record.script
        if script.removed_at is not None:
            continue
        pinned = script.pinned and script.kind is ScriptKind.STORY and not has_pin
        mine = book.get(_key(script)) or ever.get((script.kind, script.created_at))
        if mine is None:
            mine = book[_key(script)] = store.scripts.add(replace(script, id=0, pinned=pinned))
        has_pin = has_pin or mine.pinned
        known = {each.at for each in store.scripts.repetitions((mine.id,)).get(mine.id, ())}
        for repetition in record.repetitions:
            if repetition.at not in known and repetition.local_on <= today:
                store.scripts.add_repetition(replace(repetition, id=0, script_id=mine.id))


def _take_warm_ups(store: Store, warm_ups: list[WarmUp]) -> None:
    known = {(each.kind, each.local_on) for each in store.warm_ups.all()}
    for each in warm_ups:
        if (each.kind, each.local_on) not in known:
            store.warm_ups.add(replace(each, id=0))


def _take_checks(store: Store, checks: list[StoredCheck]) -> None:
    known = {each.at for each in store.checks.all()}
    for each in checks:
        if each.at not in known:
            store.checks.add(each.at, each.local_on, each.answers)


def _key(script: Script) -> tuple[ScriptKind, str, str]:
    return script.kind, script.title, script.words
