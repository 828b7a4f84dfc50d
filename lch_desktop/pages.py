"""The pages of the window: how each is made, imported only when it is first asked for, and what joins them.

A part of the composition root beside `app`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.exchange.lazy import parse_phone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from lch_desktop.domain.leads import Phone
    from lch_desktop.domain.ports import Store
    from lch_desktop.touch_room import TouchRoom
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.main_window import MainWindow, PageMaker


def page_makers(context: UiContext, data_dir: Path) -> dict[str, PageMaker]:
    """How each page is made, imported only then."""
    return _pages_of_the_day(context) | _pages_of_the_book(context, data_dir)


def _pages_of_the_day(context: UiContext) -> dict[str, PageMaker]:
    """What the hour begins with and ends with."""

    def today() -> QFrame:
        from lch_desktop.ui.today import make_page

        return make_page(context)

    def plan() -> QFrame:
        from lch_desktop.ui.plan import make_page

        return make_page(context)

    def ready() -> QFrame:
        from lch_desktop.ui.ready import make_page

        return make_page(context)

    def debrief() -> QFrame:
        from lch_desktop.ui.debrief import make_page

        return make_page(context)

    return {"Today": today, "Plan": plan, "Ready": ready, "Debrief": debrief}


def _pages_of_the_book(context: UiContext, data_dir: Path) -> dict[str, PageMaker]:
    """Who is called, where they come from, and by what rules."""

    def leads() -> QFrame:
        from lch_desktop.exchange.cells import money_of
        from lch_desktop.exchange.person_out import write_document
        from lch_desktop.ui.leads import Typed, make_page

        return make_page(context, Typed(lambda text: _parse_phone(context, text), money_of), write_document)

    def importing() -> QFrame:
        from lch_desktop.ui.importing import make_page

        return make_page(context)

    def settings() -> QFrame:
        from lch_desktop.ui.settings import make_page

        return make_page(context, data_dir)

    def review() -> QFrame:
        from lch_desktop.ui.review import make_page

        return make_page(context)

    def practice() -> QFrame:
        from lch_desktop.ui.practice import make_page

        return make_page(context)

    return {"Leads": leads, "Import": importing, "Review": review, "Practice": practice, "Settings": settings}


def _parse_phone(context: UiContext, text: str) -> Phone:
    return parse_phone(text, context.services.rep.settings.region)


def connect_pages(context: UiContext, window: MainWindow) -> None:
    """What one page asks of another goes through the window."""
    _connect_import(context, window)
    _connect_newer_file(context, window)
    _connect_touches(context, window)


def _connect_import(context: UiContext, window: MainWindow) -> None:
    """Files come in by drag, by button and by dialog, all on one page."""

    def take(path: str) -> None:
        from lch_desktop.ui.importing import ImportPage

        window.show_page("Import")
        page = window.page("Import")
        assert isinstance(page, ImportPage)
        if window.front == "Import":  # not during the hour
            page.open(path)

    context.hub.import_requested.connect(take)


def _connect_newer_file(context: UiContext, window: MainWindow) -> None:
    """Today does it, whichever page asks: it keeps what was offered and what was declined."""

    def fetch() -> None:
        from lch_desktop.ui.today import TodayPage

        page = window.page("Today")
        assert isinstance(page, TodayPage)
        page.fetch_newer_file()

    context.hub.newer_file_requested.connect(fetch)


def _connect_touches(context: UiContext, window: MainWindow) -> None:
    """The sheet of a touch, and who rings: over any page of the shell, made when first asked for."""
    made: list[TouchRoom] = []

    def room() -> TouchRoom:
        from lch_desktop.touch_room import TouchRoom

        if not made:
            made.append(TouchRoom(context, window))
        return made[0]

    def ask(act: Callable[[TouchRoom], None]) -> None:
        """Most mornings need none of it: its modules are 2 MB, read by a worker when they are first asked for."""
        if made:
            act(made[0])
        else:
            context.background.run(_load_touches, lambda _: None, lambda _: None, finished=lambda: act(room()))

    context.hub.touch_requested.connect(lambda touch_id: ask(lambda room: room.open((touch_id,))))
    context.hub.touches_requested.connect(lambda touch_ids: ask(lambda room: room.open(touch_ids)))
    context.hub.caller_requested.connect(lambda: ask(lambda room: room.find_caller()))
    context.hub.lead_requested.connect(lambda lead_id: ask(lambda room: room.open_lead(lead_id)))


def _load_touches(_: Store) -> None:
    import lch_desktop.touch_room  # noqa: F401
