"""All use cases of one data folder, as the window and the command line share them.

A use case is made, and its module read, when it is first asked for: neither `lch status` nor the first
look at Today waits for the importer or the debrief.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


class Services:
    """One of each, on one store and one clock."""

    def __init__(
        self, store: Store, rep: Rep, read: ReadsLeads, dialer: Dialer, sample_text: Callable[[], str]
    ) -> None:
        self.store = store
        self.rep = rep
        self._read = read
        self._dialer = dialer
        self._sample_text = sample_text

    @cached_property
    def queueing(self) -> Queueing:
        from lch_desktop.services.queueing import Queueing

        return Queueing(self.store, self.rep)

    @cached_property
    def log(self) -> CallLog:
        from lch_desktop.services.call_log import CallLog

        return CallLog(self.store, self.rep)

    @cached_property
    def hour(self) -> RunSession:
        from lch_desktop.services.run_session import RunSession

        return RunSession(self.store, self.rep, self.log)

    @cached_property
    def planning(self) -> Planning:
        from lch_desktop.services.planning import Planning

        return Planning(self.store, self.rep)

    @cached_property
    def habit(self) -> Habit:
        from lch_desktop.services.habit import Habit

        return Habit(self.store, self.rep)

    @cached_property
    def debrief(self) -> Debrief:
        from lch_desktop.services.debrief import Debrief

        return Debrief(self.store, self.rep, self.habit)

    @cached_property
    def importing(self) -> Importing:
        from lch_desktop.services.importing import Importing

        return Importing(self.store, self.rep, self._read)

    @cached_property
    def samples(self) -> Samples:
        from lch_desktop.services.samples import Samples

        return Samples(self.store, self.rep, self._sample_text)

    @cached_property
    def status(self) -> Status:
        from lch_desktop.services.status import Status

        return Status(self.store, self.rep, self.habit, self.planning)

    @cached_property
    def calling(self) -> Calling:
        from lch_desktop.services.calling import Calling

        return Calling(self.rep, self._dialer)
