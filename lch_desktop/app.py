"""The composition root: the only module that knows every layer.

Start-up order: the data folder and its store (`build_services`, no Qt: the command line stops here); then
the window (`build`): theme, fonts and the page Today; after the first paint (`after_paint`) everything
that the first look does not need: the other pages, the socket, the dialer's import.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError, StoreError
from lch_desktop.exchange.lazy import FileInward
from lch_desktop.exchange.outward import FileOutward
from lch_desktop.messages import sentence
from lch_desktop.platforms.dialer import LinkOpener, open_page
from lch_desktop.platforms.qr import qr_modules
from lch_desktop.platforms.select import full_name, make_dialer, make_entries, make_folders, system_zone
from lch_desktop.services.bundle import Services
from lch_desktop.services.rep import Rep
from lch_desktop.store.store import open_store
from lch_desktop.ui import resources

if TYPE_CHECKING:
    from datetime import date, datetime

    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from lch_desktop.domain.clock import Clock
    from lch_desktop.domain.holidays import HolidayBook
    from lch_desktop.services.backups import Backups
    from lch_desktop.services.shield import Shield
    from lch_desktop.shield_room import ShieldRoom
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.hub import Hub
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.tasks import Tasks, ThreadTasks
    from lch_desktop.ui.theme import Theme

DATABASE = "lch.db"
APP_NAME = "Lead Conversion Hour"
GUI_SCRIPT = "lch-desktop"


def build_services(data_dir: Path, clock: Clock, zone: str = "") -> Services:
    """Every use case on the data folder `data_dir`, which is made if it is missing.

    `zone` stands in for the system's IANA zone (`--zone`). Raises StoreError where the folder or the
    database cannot be used.
    """
    store = open_store(data_dir / DATABASE, clock)
    rep = Rep(store, clock, zone or system_zone(), full_name())
    return Services(
        store,
        rep,
        FileInward(),
        make_dialer(),
        _sample_text,
        FileOutward(),
        make_folders,
        lambda: _shield(data_dir),
        open_page,
        _holiday_book,
        lambda: make_entries(data_dir, zone or system_zone()),
    )


def _shield(data_dir: Path) -> Shield:
    from lch_desktop.shield_parts import build_shield

    return build_shield(data_dir)


def _holiday_book() -> HolidayBook:
    from lch_desktop.platforms.holiday_book import make_holiday_book

    return make_holiday_book()


def build_backups(data_dir: Path, clock: Clock, zone: str = "") -> Backups:
    """The backups of the data folder `data_dir`, whose database need not be there, nor be whole.

    Days are those of the system's zone, or of `zone`: the rep's own is written in the database.
    """
    from lch_desktop.domain.days import local_date
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.backups import Backups
    from lch_desktop.store.backup import SqliteBackups

    def day_of(at: datetime | None) -> date:
        return local_date(at or clock.now(), zone or system_zone(), Settings().rollover_h)

    return Backups(SqliteBackups(data_dir / DATABASE, clock), day_of)


def _sample_text() -> str:
    from lch_desktop.services.samples import FILE

    return resources.read_text(FILE)


class App:
    """The window with everything behind it; `close` ends it in the right order."""

    def __init__(
        self,
        context: UiContext,
        window: MainWindow,
        threads: list[ThreadTasks],
        closers: list[Callable[[], None]],
        shield: ShieldRoom | None = None,
    ) -> None:
        self.context = context
        self.window = window
        self.threads = threads
        self.shield = shield
        self.closers = closers

    def close(self) -> None:
        """Stop the workers, let go of the socket and the lock, close the store. Twice is the same as once."""
        while self.closers:
            self.closers.pop()()


def build(data_dir: Path, clock: Clock, zone: str = "", *, direct: bool = False, shielded: bool = False) -> App:
    """Wire the window once. `direct`: background work runs at once on the caller's thread (tests); `shielded`: with
    the shield, which touches what is not ours (notices, browsers, programs)."""
    from PySide6.QtWidgets import QApplication

    from lch_desktop.pages import page_makers
    from lch_desktop.shield_room import ShieldRoom
    from lch_desktop.ui.appearance import shell_theme
    from lch_desktop.ui.hub import Hub
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.tasks import DirectTasks, ThreadTasks
    from lch_desktop.ui.theme import prepare_app
    from lch_desktop.ui.window_place import WindowPlace

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    services = build_services(data_dir, clock, zone)
    theme = shell_theme(services.rep.settings)
    prepare_app(app, theme)
    threads = [] if direct else [ThreadTasks(store) for store in (services.store, services.store, None)]
    workers: tuple[Tasks, ...] = (*threads,) or (DirectTasks(services.store),) * 3
    hub = Hub()
    shield = ShieldRoom(data_dir, services, hub, workers[2]) if shielded else None
    context = _make_context(services, hub, workers, theme, shield)
    window = MainWindow(context, page_makers(context, data_dir), WindowPlace(data_dir))
    closers: list[Callable[[], None]] = [services.store.close, *(runner.close for runner in threads)]
    _connect(app, context, window)
    return App(context, window, threads, closers, shield)


def _make_context(
    services: Services, hub: Hub, workers: tuple[Tasks, ...], theme: Theme, shield: ShieldRoom | None
) -> UiContext:
    from PySide6.QtCore import QLocale

    from lch_desktop.ui.appearance import focus_theme
    from lch_desktop.ui.context import UiContext, style_of
    from lch_desktop.ui.theme import ThemeHolder

    links, locale = LinkOpener(), QLocale()
    return UiContext(
        services=services,
        hub=hub,
        tasks=workers[0],
        look=ThemeHolder(theme),
        focus_look=ThemeHolder(focus_theme(services.rep.settings)),
        locale=locale,
        style=style_of(locale),
        make_shield=shield.make_desk if shield is not None else None,
        quiet=workers[1],
        qr=qr_modules,
        open_link=links.open,
        has_opener=links.has_program,
    )


def _connect(app: QApplication, context: UiContext, window: MainWindow) -> None:
    from lch_desktop.pages import connect_pages
    from lch_desktop.ui.theme import apply_theme

    window.first_shown.connect(lambda: apply_theme(app, context.look.theme))
    context.hub.look_changed.connect(lambda: _change_look(app, context, window.screen().size()))
    connect_pages(context, window)
    context.hub.restored.connect(window.resume_hour)  # the backup may be of the middle of one


def run_window(data_dir: Path, clock: Clock, zone: str, *, start_minutes: int | None, in_tray: bool = False) -> int:
    """Open the window of `data_dir` and run it to its end; a second call raises the first window.

    `start_minutes`: None just opens, 0 starts the hour with the proposed length, n with n minutes. `in_tray`: the
    window waits in the tray, and one that is there already stays as it is.
    """
    from lch_desktop.platforms.window_socket import WindowLock, tell_window
    from lch_desktop.store.connection import make_private

    make_private(data_dir / DATABASE)
    lock = WindowLock(data_dir)
    if not lock.take():
        if in_tray:
            return 0
        tell_window(data_dir, "raise" if start_minutes is None else f"start {start_minutes}")
        return 0
    try:
        return _run(data_dir, clock, zone, start_minutes, in_tray)
    finally:
        lock.release()


def _run(data_dir: Path, clock: Clock, zone: str, start_minutes: int | None, in_tray: bool) -> int:
    import gc
    import sys

    from lch_desktop.ui.qt_start import prepare_qt

    prepare_qt()
    from lch_desktop.ui.application import Application
    from lch_desktop.ui.first_paint import FirstPaint
    from lch_desktop.ui.quit_signals import quit_on_signals

    gc.disable()  # until the first paint: nothing that is made up to there is ever garbage
    qt = Application(sys.argv[:1])
    qt.setApplicationName(APP_NAME)
    qt.setDesktopFileName("lch-desktop")
    try:
        app = _build_or_repair(data_dir, clock, zone)
    except LchError as error:
        if Path(sys.argv[0]).stem == GUI_SCRIPT:  # started by a click: nobody sees a terminal
            from lch_desktop.ui.crash import say_and_wait

            say_and_wait(sentence(error))
        raise
    app.closers.append(quit_on_signals(qt))
    window = app.window
    qt.quit_asked.connect(window.leave)
    for runner in app.threads:
        runner.hold()
    if not window.resume_hour() and not in_tray:
        window.open_home()
        if start_minutes is not None:
            window.start_by_command(start_minutes)
    FirstPaint(window, lambda: after_paint(app, data_dir, zone))
    try:
        return int(qt.exec())
    finally:
        window.close()
        app.close()


def _build_or_repair(data_dir: Path, clock: Clock, zone: str) -> App:
    """The window; where the database is damaged, after the rep has let the newest good backup take its place."""
    try:
        return build(data_dir, clock, zone, shielded=True)
    except StoreError as error:
        if error.code != "database-corrupt":
            raise
        from lch_desktop.ui.repair import offer_backup

        if not offer_backup(build_backups(data_dir, clock, zone), clock.now(), zone or system_zone()):
            raise
    return build(data_dir, clock, zone, shielded=True)


def after_paint(app: App, data_dir: Path, zone: str = "") -> None:
    """What the first look does not need. `zone` stands in for the system's, which then is not watched."""
    import gc

    from PySide6.QtCore import QTimer

    from lch_desktop.morning_room import MorningRoom
    from lch_desktop.platforms.memory import share_one_heap
    from lch_desktop.platforms.window_socket import server_name
    from lch_desktop.ui.backup_watch import BackupWatch
    from lch_desktop.ui.crash import install_crash_dialog
    from lch_desktop.ui.widgets.art import app_icon
    from lch_desktop.ui.window_server import WindowServer

    share_one_heap()  # before the workers come
    install_crash_dialog(app.context.look, data_dir)
    BackupWatch(app.context, lambda: app.window.in_hour, app.window).look()
    server = WindowServer(server_name(data_dir), app.window)
    server.heard.connect(app.window.hear)
    app.window.setWindowIcon(app_icon())
    # What is there now stays: no collection looks through all of it, least of all between two keys.
    gc.freeze()
    gc.enable()
    app.window.hour_entered.connect(lambda: QTimer.singleShot(0, app.window, gc.freeze))
    for runner in app.threads:
        runner.release()
    if app.shield is not None:
        app.shield.follow(app.context, app.window, app.closers)
        MorningRoom(app.context, app.window, data_dir, app.closers).follow(watch_zone=not zone)


def _change_look(app: QApplication, context: UiContext, room: QSize) -> None:
    """The settings of the look were changed: put them in force everywhere. `room`: the screen the hour fills."""
    from lch_desktop.ui.appearance import focus_theme, shell_theme
    from lch_desktop.ui.theme import apply_theme

    settings = context.services.rep.settings
    theme = shell_theme(settings)
    if theme != context.look.theme:  # the same sheet once more would take the labels' own colours from them
        apply_theme(app, theme)
    context.look.set_theme(theme)
    context.focus_look.set_theme(focus_theme(settings, room))
