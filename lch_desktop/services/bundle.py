"""All use cases of one data folder, as the window and the command line share them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lch_desktop.domain.ports import Dialer, Store
from lch_desktop.services.call_log import CallLog
from lch_desktop.services.calling import Calling
from lch_desktop.services.debrief import Debrief
from lch_desktop.services.habit import Habit
from lch_desktop.services.importing import Importing, ReadsLeads
from lch_desktop.services.planning import Planning
from lch_desktop.services.queueing import Queueing
from lch_desktop.services.rep import Rep
from lch_desktop.services.run_session import RunSession
from lch_desktop.services.samples import Samples
from lch_desktop.services.status import Status


@dataclass(frozen=True, slots=True)
class Services:
    """One of each, on one store and one clock."""

    store: Store
    rep: Rep
    queueing: Queueing
    log: CallLog
    hour: RunSession
    planning: Planning
    habit: Habit
    debrief: Debrief
    importing: Importing
    samples: Samples
    status: Status
    calling: Calling


def wire(store: Store, rep: Rep, read: ReadsLeads, dialer: Dialer, sample_text: Callable[[], str]) -> Services:
    """Every use case, wired once."""
    log = CallLog(store, rep)
    habit = Habit(store, rep)
    planning = Planning(store, rep)
    return Services(
        store=store,
        rep=rep,
        queueing=Queueing(store, rep),
        log=log,
        hour=RunSession(store, rep, log),
        planning=planning,
        habit=habit,
        debrief=Debrief(store, rep, habit),
        importing=Importing(store, rep, read),
        samples=Samples(store, rep, sample_text),
        status=Status(store, rep, habit, planning),
        calling=Calling(rep, dialer),
    )
