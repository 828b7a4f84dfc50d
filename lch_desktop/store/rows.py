"""The tables as peewee sees them. The migrations create them; a test holds both together.

Columns are named like the fields of the domain's values, so that a row read as a dict makes one. A
column called `<other>_id` is a plain integer: 0 or NULL means none. Which of them are foreign keys is
written in the migrations: only those whose row cannot be understood without its owner.
"""

from __future__ import annotations

from peewee import AutoField, FloatField, IntegerField, Model, TextField

from lch_desktop.domain.calls import Outcome, TouchKind, TouchStatus
from lch_desktop.domain.leads import PhoneStatus, Stage
from lch_desktop.store.fields import DayField, FlagField, InstantField, JsonField, WordField, ZonesField


class LeadRow(Model):
    """Facts and follow-up of a lead, and at the end what is derived from its phones and its name."""

    id = AutoField()
    name = TextField()
    first_name = TextField()
    last_name = TextField()
    company = TextField()
    title = TextField()
    email = TextField()
    city = TextField()
    state = TextField()
    zip = TextField()
    country = TextField()
    zone = TextField()
    zones = ZonesField()
    value = FloatField(null=True)
    owner = TextField()
    status = TextField()
    do_not_call = FlagField()
    no_email = FlagField()
    not_mine = FlagField()
    last_activity_on = DayField(null=True)
    sample = FlagField()
    created_at = InstantField(null=True)
    stage = WordField(Stage)
    attempts = IntegerField()
    voicemails = IntegerField()
    cadence = TextField()
    step = IntegerField()
    due_on = DayField(null=True)
    promise_at = InstantField(null=True)
    promise_asked = FlagField()
    fresh_at = InstantField(null=True)
    starred_on = DayField(null=True)
    snoozed_until = DayField(null=True)
    talk_at = InstantField(null=True)
    talk_level = FloatField(null=True)
    talk_lift_h = FloatField(null=True)
    last_call_at = InstantField(null=True)
    last_call_on = DayField(null=True)
    last_outcome = TextField()
    goal = TextField()
    parked = FlagField()
    notes = TextField()
    personal = TextField()
    last_talk = TextField()
    may_need = TextField()
    edited = JsonField()
    source = JsonField()
    dial_e164 = TextField()
    dial_shown = TextField()
    dial_extension = TextField()
    dial_kind = TextField()
    sort_name = TextField()

    class Meta:
        table_name = "lead"


class PhoneRow(Model):
    """`digits`: those of the number and of the raw text, for the search."""

    id = AutoField()
    lead_id = IntegerField()
    e164 = TextField()
    raw_text = TextField()  # `raw` is a method of peewee's models
    extension = TextField()
    shown = TextField()
    kind = TextField()
    region = TextField()
    label = TextField()
    certain = FlagField()
    status = WordField(PhoneStatus)
    digits = TextField()

    class Meta:
        table_name = "phone"


class SuppressionRow(Model):
    id = AutoField()
    e164 = TextField()
    at = InstantField()
    source = TextField()

    class Meta:
        table_name = "suppression"


class CallRow(Model):
    id = AutoField()
    lead_id = IntegerField()
    session_id = IntegerField(null=True)
    phone_id = IntegerField()
    e164 = TextField()
    outcome = WordField(Outcome)
    person = FlagField()
    attempt = IntegerField()
    voicemail = IntegerField()
    asks = IntegerField()
    goal = TextField()
    goal_hit = FlagField(null=True)
    note = TextField()
    reason = TextField()
    next_call_at = InstantField(null=True)
    started_at = InstantField(null=True)
    ended_at = InstantField()
    talk_s = IntegerField()
    local_on = DayField()

    class Meta:
        table_name = "call"


class TouchRow(Model):
    id = AutoField()
    lead_id = IntegerField()
    call_id = IntegerField()
    kind = WordField(TouchKind)
    due_at = InstantField()
    words = TextField()
    status = WordField(TouchStatus)
    done_at = InstantField(null=True)
    way = TextField()
    file = TextField()

    class Meta:
        table_name = "touch"


class SessionRow(Model):
    """`open_card`, `pinned` and `skipped` are written apart from the rest. `by_hand`: JSON of a Tally, or ""."""

    id = AutoField()
    started_at = InstantField()
    zone = TextField()
    utc_offset_min = IntegerField()
    local_on = DayField()
    planned_s = IntegerField()
    paused_s = FloatField()
    focus_s = FloatField()
    ends_at = InstantField()
    heartbeat_at = InstantField()
    paused_at = InstantField(null=True)
    finished_at = InstantField(null=True)
    end_reason = TextField()
    goal_calls = IntegerField()
    goal_people = IntegerField()
    goal_asks = IntegerField()
    goal_appointments = IntegerField()
    day_calls = IntegerField()
    queue_emptied = FlagField()
    worked = TextField()
    debriefed_at = InstantField(null=True)
    by_hand = TextField()
    open_card = JsonField()
    pinned = JsonField()
    skipped = JsonField()

    class Meta:
        table_name = "session"


class ResistanceRow(Model):
    id = AutoField()
    session_id = IntegerField()
    lead_id = IntegerField()
    at = InstantField()
    recovery_s = FloatField(null=True)
    said = TextField()
    reaction = TextField()

    class Meta:
        table_name = "resistance"


class InterruptionRow(Model):
    id = AutoField()
    session_id = IntegerField()
    kind = TextField()
    started_at = InstantField()
    ended_at = InstantField(null=True)
    reason = TextField()
    lead_id = IntegerField()

    class Meta:
        table_name = "interruption"


class LaterRow(Model):
    id = AutoField()
    session_id = IntegerField(null=True)
    at = InstantField()
    text = TextField()
    done = FlagField()

    class Meta:
        table_name = "later"


class ImportRow(Model):
    """`changes`: images of what the import wrote to leads that were there before."""

    id = AutoField()
    at = InstantField()
    file_name = TextField()
    format = TextField()
    mapping = JsonField()
    created = IntegerField()
    merged = IntegerField()
    counts = JsonField()
    changes = TextField()
    undone_at = InstantField(null=True)
    folder = TextField()
    digest = TextField()
    header_key = TextField()
    rows = IntegerField()

    class Meta:
        table_name = "import"


class ImportChoiceRow(Model):
    """What the rep chose for files with one header set; `choice` is JSON of ImportChoice."""

    id = AutoField()
    header_key = TextField()
    choice = JsonField()
    at = InstantField()

    class Meta:
        table_name = "import_choice"


class HandoverRow(Model):
    """Calls given to a CRM in one step. `way`: file or copy."""

    id = AutoField()
    at = InstantField()
    system = TextField()
    way = TextField()
    calls = IntegerField()

    class Meta:
        table_name = "handover"


class HandoverCallRow(Model):
    """`said`: a fingerprint of what the CRM was told of the call."""

    id = AutoField()
    handover_id = IntegerField()
    call_id = IntegerField()
    said = TextField()

    class Meta:
        table_name = "handover_call"


class ImportedRow(Model):
    """One record of an imported file. `before`: the lead's fields as they were, where it was merged.

    `mark`: a fingerprint of what was read in it, None where it came in before that was kept.
    """

    id = AutoField()
    import_id = IntegerField()
    row = IntegerField()
    lead_id = IntegerField()
    action = TextField()
    cells = JsonField()
    before = JsonField()
    mark = IntegerField(null=True)

    class Meta:
        table_name = "import_row"


class ImportChangeRow(Model):
    """Some of the images of what an import wrote to leads that were there before."""

    id = AutoField()
    import_id = IntegerField()
    images = TextField()

    class Meta:
        table_name = "import_change"


class ImportSkippedRow(Model):
    id = AutoField()
    import_id = IntegerField()
    row = IntegerField()
    reason = TextField()

    class Meta:
        table_name = "import_skipped"


class LedgerRow(Model):
    """`undone_no` counts undos (NULL: not undone); `undone_after` is the newest entry at that moment."""

    id = AutoField()
    at = InstantField()
    label = TextField()
    lead_id = IntegerField()
    call_id = IntegerField()
    session_id = IntegerField(null=True)
    images = TextField()
    undone_no = IntegerField(null=True)
    undone_after = IntegerField(null=True)

    class Meta:
        table_name = "ledger"


class SettingRow(Model):
    id = AutoField()
    name = TextField()
    value = JsonField()

    class Meta:
        table_name = "setting"


class MorningRow(Model):
    """What was done about the hour planned for one local date."""

    id = AutoField()
    local_on = DayField()
    start_at = InstantField()
    noticed_at = InstantField(null=True)
    delayed_at = InstantField(null=True)
    told_at = InstantField(null=True)
    started_at = InstantField(null=True)
    opened_at = InstantField(null=True)
    offered_at = InstantField(null=True)
    skipped_at = InstantField(null=True)
    skip_reason = TextField()
    missed_told_at = InstantField(null=True)
    doubted_at = InstantField(null=True)

    class Meta:
        table_name = "morning"


class NoticeRow(Model):
    """What became of one notice."""

    id = AutoField()
    at = InstantField()
    key = TextField()
    title = TextField()
    way = TextField()
    detail = TextField()

    class Meta:
        table_name = "notice"


ROWS: tuple[type[Model], ...] = (
    LeadRow, PhoneRow, SuppressionRow, CallRow, TouchRow, SessionRow, ResistanceRow, InterruptionRow,
    LaterRow, ImportRow, ImportChoiceRow, ImportedRow, ImportSkippedRow, ImportChangeRow, HandoverRow,
    HandoverCallRow, LedgerRow, SettingRow, MorningRow, NoticeRow,
)  # fmt: skip
