"""The tables of practice as peewee sees them; see `rows`."""

from __future__ import annotations

from peewee import AutoField, IntegerField, Model, TextField

from lch_desktop.domain.scripts import ScriptKind
from lch_desktop.domain.warm_ups import WarmUpKind
from lch_desktop.store.fields import DayField, FlagField, InstantField, JsonField, WordField


class ScriptRow(Model):
    """The rep's own words. `removed_at`: taken out of the book; its repetitions stay."""

    id = AutoField()
    kind = WordField(ScriptKind)
    title = TextField()
    words = TextField()
    cue = TextField()
    position = IntegerField()
    pinned = FlagField()
    created_at = InstantField()
    removed_at = InstantField(null=True)

    class Meta:
        table_name = "script"


class RepetitionRow(Model):
    """A script said once in practice."""

    id = AutoField()
    script_id = IntegerField()
    at = InstantField()
    local_on = DayField()
    step = IntegerField()
    knew = FlagField()
    whole = FlagField()

    class Meta:
        table_name = "repetition"


class ResistanceCheckRow(Model):
    """One filled-in check. `answers`: statement number -> 1..5."""

    id = AutoField()
    at = InstantField()
    local_on = DayField()
    answers = JsonField()

    class Meta:
        table_name = "resistance_check"


class WarmUpRow(Model):
    """One small personal thing that was done."""

    id = AutoField()
    local_on = DayField()
    kind = WordField(WarmUpKind)
    at = InstantField()
    note = TextField()

    class Meta:
        table_name = "warm_up"


PRACTICE_ROWS: tuple[type[Model], ...] = (ScriptRow, RepetitionRow, ResistanceCheckRow, WarmUpRow)
