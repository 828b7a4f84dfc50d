"""The settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.exporting.places import ask_path
from lch_desktop.ui.settings.backups_part import BackupsPart
from lch_desktop.ui.settings.calendar_part import CalendarPart
from lch_desktop.ui.settings.goals_card import GoalsCard
from lch_desktop.ui.settings.goals_part import GoalsPart
from lch_desktop.ui.settings.notices_card import NoticesCard
from lch_desktop.ui.settings.notices_part import NoticesPart
from lch_desktop.ui.settings.presenter import SettingsPresenter
from lch_desktop.ui.settings.resistance_part import ResistancePart
from lch_desktop.ui.settings.schedule_part import SchedulePart
from lch_desktop.ui.settings.templates_card import TemplatesCard
from lch_desktop.ui.settings.templates_part import TemplatesPart
from lch_desktop.ui.settings.there_cards import ThereCard
from lch_desktop.ui.settings.there_part import TherePart
from lch_desktop.ui.settings.view import SettingsView

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from lch_desktop.ui.settings.shield_part import ShieldPart
    from lch_desktop.ui.shield.desk import ShieldDesk


class SettingsPage(SettingsView):
    """The page with its presenter."""

    def __init__(self, context: UiContext, data_dir: Path) -> None:
        super().__init__(context.look, data_dir, context.services.backups.folder)
        presenter = self._presenter = SettingsPresenter(context, self)
        presenter.shown.connect(self.show_settings)
        presenter.refused.connect(self.show_problem)
        presenter.dialled.connect(self.dialer.ask_whether_it_rang)
        self.changed.connect(presenter.change)
        self.remove_samples_requested.connect(presenter.remove_samples)
        self.dialer.test_requested.connect(presenter.test_dialer)
        self.dialer.tested.connect(presenter.keep_test)
        self.keys.key_chosen.connect(presenter.change_key)
        self.keys.reset_requested.connect(presenter.reset_keys)
        self.newer_files.fetch_requested.connect(context.hub.newer_file_requested)
        self._connect_backups(presenter.backups)
        self._connect_schedule(presenter.schedule)
        self._resistance = self._connect_resistance(context)
        self._calendar = self._make_calendar(context, data_dir)
        self._there = self._make_there(context)
        self._notices = self._make_notices(context)
        self._templates = self._make_templates(context)
        self._goals = self._make_goals(context)
        desk = context.shield
        self._shield = self._make_shield(context, desk) if desk is not None else None

    def _connect_backups(self, part: BackupsPart) -> None:
        card = self.backups
        part.shown.connect(card.show_state)
        part.refused.connect(card.show_problem)
        card.back_up_requested.connect(part.back_up)
        card.list_requested.connect(part.choose)
        card.list_left.connect(part.leave)
        card.restore_requested.connect(part.restore)

    def _connect_resistance(self, context: UiContext) -> ResistancePart:
        card, part = self.resistance, ResistancePart(context, self)
        part.shown.connect(card.show_state)
        part.refused.connect(card.show_problem)
        part.line_kept.connect(card.line_kept)
        part.typed_wrong.connect(card.typed_wrong)
        card.creature_chosen.connect(part.choose)
        card.name_given.connect(part.call_it)
        card.line_given.connect(part.keep_line)
        card.use_requested.connect(part.use)
        card.aside_requested.connect(part.set_aside)
        card.remove_requested.connect(part.remove)
        card.typed.connect(part.type_line)
        card.read_aloud.connect(part.read_aloud)
        return part

    def _make_calendar(self, context: UiContext, data_dir: Path) -> CalendarPart:
        card = self.calendar
        part = CalendarPart(context, data_dir, partial(ask_path, self), parent=self)
        part.shown.connect(card.show_state)
        part.refused.connect(card.show_problem)
        card.save_requested.connect(part.save)
        card.keep_requested.connect(part.keep)
        card.elsewhere_requested.connect(part.keep_elsewhere)
        card.open_requested.connect(part.open)
        card.copy_requested.connect(part.copy_address)
        card.stop_requested.connect(part.stop)
        return part

    def _connect_schedule(self, part: SchedulePart) -> None:
        card = self.schedule
        part.shown.connect(card.show_state)
        part.reach_shown.connect(card.show_reach)
        part.refused.connect(card.show_problem)
        card.start_given.connect(part.set_start)
        card.start_typing.connect(part.typing)
        card.minutes_given.connect(part.set_minutes)
        card.grows_ticked.connect(part.set_grows)
        card.days_ticked.connect(part.tick_days)
        card.same_ticked.connect(part.same_every_day)
        card.day_given.connect(part.set_day)
        card.day_typing.connect(part.typing_day)
        card.zone_given.connect(part.set_zone)
        card.off_given.connect(part.add_off)
        card.off_removed.connect(part.remove_off)
        card.move_requested.connect(part.move_promises)
        card.country_chosen.connect(part.choose_country)
        card.sick_ticked.connect(part.tick_sick)

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self._presenter.refresh()
        self._resistance.refresh()
        self._calendar.refresh()
        self._there.refresh()
        self._notices.refresh()
        self._templates.refresh()
        self._goals.refresh()
        if self._shield is not None:
            self._shield.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._calendar.left()
        self._there.left()
        self._notices.left()
        self._templates.left()
        self._goals.left()
        if self._shield is not None:
            self._shield.left()

    def _make_there(self, context: UiContext) -> TherePart:
        card, part = ThereCard(context.look), TherePart(context, self)
        part.shown.connect(card.show_state)
        part.refused.connect(card.show_problem)
        card.switched.connect(part.switch)
        self._column.insertWidget(self._column.indexOf(self.schedule) + 1, card)
        return part

    def _make_notices(self, context: UiContext) -> NoticesPart:
        card, part = NoticesCard(context.look), NoticesPart(context, self)
        part.shown.connect(card.show_state)
        card.send_requested.connect(part.send)
        self._column.insertWidget(self._column.indexOf(self.schedule) + 2, card)  # under "There in the morning"
        return part

    def _make_templates(self, context: UiContext) -> TemplatesPart:
        card, part = TemplatesCard(context.look), TemplatesPart(context, self)
        part.shown.connect(card.show_state)
        card.way_chosen.connect(part.set_way)
        card.phone_first_ticked.connect(part.set_phone_first)
        card.template_chosen.connect(part.choose)
        card.words_typed.connect(part.take)
        card.words_settled.connect(part.keep)
        card.ours_requested.connect(part.back_to_ours)
        self._column.insertWidget(self._column.indexOf(self.resistance), card)  # under "Follow-up"
        return part

    def _make_goals(self, context: UiContext) -> GoalsPart:
        card, part = GoalsCard(context.look), GoalsPart(context, self)
        part.shown.connect(card.show_state)
        card.goal_given.connect(part.change)
        card.ours_requested.connect(part.back_to_ours)
        card.own_requested.connect(part.take_back)
        self._column.insertWidget(self._column.indexOf(self.resistance), card)  # under the templates
        return part

    def _make_shield(self, context: UiContext, desk: ShieldDesk) -> ShieldPart:
        from lch_desktop.ui.settings.shield_cards import ShieldCards
        from lch_desktop.ui.settings.shield_part import ShieldPart

        cards, part = ShieldCards(context.look), ShieldPart(context, desk, self)
        part.shown.connect(cards.show_state)
        part.refused.connect(cards.show_problem)
        cards.shield.barrier_ticked.connect(part.tick_barrier)
        cards.shield.cover_all_ticked.connect(part.cover_all)
        cards.shield.take_down_requested.connect(part.take_down)
        cards.shield.ring.begin_requested.connect(part.begin_ring)
        cards.shield.ring.answered.connect(part.answer_ring)
        cards.shield.ring.left.connect(part.leave_ring)
        cards.browser.install_requested.connect(part.install_browser)
        cards.browser.look_requested.connect(part.look_at_browsers)
        cards.system_wide.switched.connect(part.switch_system_wide)
        for asking in (cards.work.list, cards.block):
            asking.ticked.connect(part.tick)
            asking.site_given.connect(part.give_site)
            asking.look_requested.connect(part.look_at_programs)
        self.add_after_calling(cards.in_order())
        self._shield_cards = cards
        return part


def make_page(context: UiContext, data_dir: Path) -> SettingsPage:
    """The page; `data_dir` is where everything is kept."""
    return SettingsPage(context, data_dir)
