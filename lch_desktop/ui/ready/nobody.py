"""Why nobody can be called: what hides them, and when the first may be called. Also said where an hour cannot begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.words import Style, gate_counted, short_clock

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.queueing import Queueing, Snapshot
    from lch_desktop.services.rep import Rep


def why_nobody(queueing: Queueing, snapshot: Snapshot, rep: Rep, style: Style, store: Store) -> str:
    """The end of the sentence "Nobody can be called right now", empty without leads."""
    hidden = [gate_counted(count, gate) for gate, count in queueing.why_empty(snapshot, store)]
    opening = snapshot.queue.opening
    if not hidden and not opening:
        return ": all calls are for later" if store.leads.count() else ""
    said = f": {', '.join(hidden)}" if hidden else ""
    if opening and opening[0].waits_until is not None:
        said += f"; the first opens at {short_clock(rep.local(opening[0].waits_until), style)}"
    return said
