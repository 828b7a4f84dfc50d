"""The page of leads with what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint

from lch_desktop.domain.leads import Stage
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.exporting import CrmPresenter, ExportMenu
from lch_desktop.ui.exporting.places import ask_path
from lch_desktop.ui.leads.deeds import LeadDeeds, Typed
from lch_desktop.ui.leads.persons import PersonDeeds, WriteDocument
from lch_desktop.ui.leads.presenter import LeadsPresenter
from lch_desktop.ui.leads.table import LeadTable
from lch_desktop.ui.leads.view import LeadsView
from lch_desktop.words import counted


class LeadsPage(LeadsView):
    """The view, wired to its presenter and to the deeds."""

    def __init__(self, context: UiContext, typed: Typed, write: WriteDocument) -> None:
        self._context = context
        self._presenter = LeadsPresenter(context)
        self._deeds = LeadDeeds(context, typed)
        self._persons = PersonDeeds(context, write)
        self._crm = CrmPresenter(context, self._ask_path)
        self._export: ExportMenu | None = None
        self._meant: tuple[int, ...] = ()  # whom the open form is about
        model = LeadTable(self._presenter.fetch_page)
        super().__init__(context.look, model)
        for part in (self._presenter, self._deeds, self._persons, self._crm, model):
            part.setParent(self)
        self._wire_heading(context)
        self._wire_table(context)
        self._wire_detail()
        self._wire_forms()

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self._presenter.refresh()

    @property
    def is_counting(self) -> bool:
        """Whether the rest of a search is still to come."""
        return self._presenter.is_waiting

    def _wire_heading(self, context: UiContext) -> None:
        self._presenter.origin_known.connect(self.heading.offer_newest)
        self.heading.newest_requested.connect(self._fetch_newest)
        self.heading.export_requested.connect(self._open_export)
        self.import_requested.connect(lambda: context.hub.import_requested.emit(""))

    def _wire_table(self, context: UiContext) -> None:
        presenter = self._presenter
        presenter.found.connect(self.show_found)
        presenter.all_found.connect(self.show_rest)
        presenter.counted.connect(self.bar.show_count)
        self.asked.connect(presenter.ask)
        self.lead_chosen.connect(presenter.open_lead)
        self.call_requested.connect(presenter.call)
        self.act_requested.connect(self._do)
        self.undo_requested.connect(self._deeds.undo)

    def _wire_detail(self) -> None:
        presenter, deeds, detail = self._presenter, self._deeds, self.detail
        presenter.detail_changed.connect(self.show_detail)
        presenter.dial_by_hand.connect(detail.show_number)
        detail.copy_requested.connect(self._crm.copy_call)
        detail.touch_requested.connect(self._context.hub.touch_requested)
        detail.touch_add_requested.connect(presenter.add_touch)
        detail.star_changed.connect(lambda on: deeds.star((presenter.lead_id,), on))
        detail.field_changed.connect(deeds.save_field)
        detail.stage_chosen.connect(lambda lead_id, stage: deeds.set_stage((lead_id,), Stage(stage)))
        numbers = detail.numbers
        numbers.save_requested.connect(lambda phone, text: deeds.save_number(presenter.lead_id, phone, text))
        numbers.mark_requested.connect(lambda phone, wrong: deeds.mark_number(presenter.lead_id, phone, wrong))
        numbers.confirm_requested.connect(lambda phone: deeds.confirm_number(presenter.lead_id, phone))
        numbers.remove_requested.connect(lambda phone: deeds.remove_number(presenter.lead_id, phone))
        deeds.number_refused.connect(numbers.show_problem)
        deeds.worked.connect(self.pane.many.show_working)
        deeds.busy_changed.connect(self.pane.many.set_busy)

    def _wire_forms(self) -> None:
        deeds, persons, pane = self._deeds, self._persons, self.pane
        deeds.lead_added.connect(self._show_added)
        deeds.lead_refused.connect(self.new_lead.show_problem)
        self.new_lead.save_requested.connect(deeds.add)
        pane.snooze.chosen.connect(self._snooze)
        pane.merging.searched.connect(lambda text: persons.search(self._meant[0], text))
        pane.merging.other_chosen.connect(lambda other: persons.preview(self._meant[0], other))
        pane.merging.swap_requested.connect(self._swap)
        pane.merging.merge_requested.connect(self._merge)
        persons.found.connect(pane.merging.show_found)
        persons.preview_ready.connect(self._show_preview)
        pane.forgetting.save_requested.connect(self._save_person)
        pane.forgetting.forget_requested.connect(lambda: persons.forget(self._meant[0]))
        persons.holdings_ready.connect(pane.forgetting.show_holdings)
        persons.saved.connect(pane.forgetting.show_saved)
        persons.busy_changed.connect(pane.forgetting.set_busy)
        persons.forgotten.connect(self.close_form)

    def _ask_path(self, proposed: str, kinds: str) -> str:
        return ask_path(self, proposed, kinds)

    def _open_export(self, place: QPoint) -> None:
        """The menu of what can leave; its lines about calls are read anew each time."""
        if self._export is None:
            self._export = ExportMenu(self._context, self)
        self._export.popup(place)

    def _fetch_newest(self) -> None:
        hub = self._context.hub
        hub.told.emit(self.tr("Looking where the last file came from ..."))
        hub.newer_file_requested.emit()

    def _do(self, word: str, ids: Sequence[int]) -> None:
        """One word of the menu, for the leads that were chosen."""
        if word.startswith("stage:"):
            self._deeds.set_stage(ids, Stage(word.removeprefix("stage:")))
            return
        acts: dict[str, Callable[[], None]] = {
            "star": lambda: self._deeds.star(ids, not self._is_starred(ids)),
            "today": lambda: self._deeds.call_today(ids),
            "delete": lambda: self._deeds.delete(ids),
            "again": lambda: self._deeds.promise_again(ids),
            "go": lambda: self._deeds.let_go(ids),
            "snooze": lambda: self._begin_snooze(ids),
            "merge": lambda: self._begin_merge(ids),
            "never": lambda: self._ask_never(ids),
            "forget": lambda: self._begin_forget(ids),
        }
        acts[word]()

    def _is_starred(self, ids: Sequence[int]) -> bool:
        lead = self._context.services.store.leads.get(ids[0]) if len(ids) == 1 else None
        return lead is not None and lead.follow.starred_on == self._context.services.rep.today()

    def _name(self, ids: Sequence[int]) -> str:
        if len(ids) > 1:
            return self.tr("{count} leads").format(count=f"{len(ids):,}")
        lead = self._context.services.store.leads.get(ids[0])
        return lead.shown_name if lead else ""

    def _begin_snooze(self, ids: Sequence[int]) -> None:
        self._meant = tuple(ids)
        self.ask_snooze(self._name(ids), self._context.services.rep.local())

    def _snooze(self, until: date) -> None:
        self.close_form()
        self._deeds.snooze(self._meant, until)

    def _ask_never(self, ids: Sequence[int]) -> None:
        numbers = len(self._context.services.store.book.numbers(ids))
        blocked = counted(numbers, "number is", "numbers are")
        who = self._name(ids)
        self.pane.confirm.ask(
            self.tr("Never call {who} again? {blocked} blocked for everybody.").format(who=who, blocked=blocked),
            self.tr("Do not call"),
            lambda: self._deeds.do_not_call(ids),
            self.table,
        )

    def _begin_merge(self, ids: Sequence[int]) -> None:
        self._meant = tuple(ids)
        self.pane.begin_merge(self._name(ids[:1]))
        if len(ids) == 2:
            self._persons.preview(ids[0], ids[1])

    def _show_preview(self, preview: object) -> None:
        self._meant = (preview.kept_id, preview.other_id)  # type: ignore[attr-defined]
        self.pane.merging.show_preview(preview)  # type: ignore[arg-type]

    def _swap(self) -> None:
        kept, other = self._meant
        self._persons.preview(other, kept)

    def _merge(self, kept_id: int, other_id: int) -> None:
        self.pane.close_form()
        self.table.clearSelection()
        self.select_lead(kept_id)
        self._presenter.open_lead(kept_id)
        self._deeds.merge(kept_id, other_id)
        self.focus_table()

    def _begin_forget(self, ids: Sequence[int]) -> None:
        self._meant = tuple(ids[:1])
        self.pane.begin_forget(self._name(ids[:1]))
        self._persons.look_for(ids[0])

    def _save_person(self) -> None:
        """Ask where what is kept shall be saved."""
        name = "".join(char if char.isalnum() else "-" for char in self._name(self._meant[:1])).strip("-") or "lead"
        chosen = self._ask_path(f"{name}.json", self.tr("JSON (*.json)"))
        if chosen:
            self._persons.save(self._meant[0], chosen if Path(chosen).suffix else f"{chosen}.json")

    def open_on(self, lead_id: int) -> None:
        """This one lead, for whoever comes from elsewhere."""
        self._show_added(lead_id)

    def _show_added(self, lead_id: int) -> None:
        self.pane.close_form()
        self.select_lead(lead_id)
        self._presenter.open_lead(lead_id)
        self.focus_table()
