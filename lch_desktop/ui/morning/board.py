"""Where notices go: to the system first, to this program's own small window where the system shows none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtCore import Signal as QtSignal

from lch_desktop.domain.notices import Answered, Delivered, Delivery, Notice, Notices, Way
from lch_desktop.services.notice_words import SILENT

PROMISED_MS = 10_000  # by the port, from `show` to `delivered`


class OwnWindow(Protocol):
    """The small window (ui/morning/notice_window.py)."""

    @property
    def answered(self) -> SignalInstance: ...  # key, action
    def show_notice(self, notice: Notice) -> None: ...
    def isVisible(self) -> bool: ...
    def close(self) -> bool: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """One notice that is on its way or on the screen; another with the same words is another."""

    notice: Notice
    delivered: Delivered
    answered: Answered


class NoticeBoard(QObject):
    """The Notices port of the window: records what became of each notice, and calls back on its own thread.

    A port that breaks its promise is not waited for: after ten seconds a notice counts as not delivered.
    """

    _delivered = QtSignal(object, object)
    _answered = QtSignal(object, str)

    def __init__(
        self,
        notices: Notices,
        record: Callable[[Delivery], None],
        make_window: Callable[[], OwnWindow] | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notices, self._record, self._make_window = notices, record, make_window
        self._window: OwnWindow | None = None
        self._current: dict[str, _Asked] = {}
        self._in_window: _Asked | None = None
        self._waiting: dict[_Asked, QTimer] = {}  # for `delivered`
        self._delivered.connect(self._take_delivery)
        self._answered.connect(self._take_answer)

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        """See the port; both callbacks come on the GUI thread."""
        asked = self._current[notice.key] = _Asked(notice, delivered, answered)
        self._wait_for(asked)
        self._notices.show(
            notice,
            lambda delivery: self._from_elsewhere(self._delivered, asked, delivery),
            lambda _, action: self._from_elsewhere(self._answered, asked, action),
        )

    def withdraw(self, key: str) -> None:
        """See the port."""
        self._current.pop(key, None)
        self._notices.withdraw(key)
        if self._in_window is not None and self._in_window.notice.key == key:
            self._clear_window()

    def close(self) -> None:
        """See the port."""
        self._current.clear()
        for asked in tuple(self._waiting):
            self._end_wait(asked)
        self._clear_window()
        self._notices.close()

    def _from_elsewhere(self, signal: SignalInstance, asked: _Asked, value: object) -> None:
        with suppress(RuntimeError):  # the window closed meanwhile, and this object with it
            signal.emit(asked, value)

    def _wait_for(self, asked: _Asked) -> None:
        silent = Delivery(asked.notice.key, asked.notice.title, Way.NONE, SILENT)
        timer = self._waiting[asked] = QTimer(self, interval=PROMISED_MS, singleShot=True)
        timer.timeout.connect(lambda: self._take_delivery(asked, silent))
        timer.start()

    def _end_wait(self, asked: _Asked) -> bool:
        """False where nothing is waited for any more."""
        timer = self._waiting.pop(asked, None)
        if timer is None:
            return False
        timer.stop()
        timer.deleteLater()
        return True

    def _take_delivery(self, asked: _Asked, delivery: Delivery) -> None:
        """The first word counts: the port's, or that the ten seconds are over."""
        if not self._end_wait(asked):
            return
        is_current = self._current.get(asked.notice.key) is asked
        if not delivery.delivered and is_current and self._show_own(asked):
            delivery = replace(delivery, way=Way.OWN)
        self._record(delivery)
        asked.delivered(delivery)

    def _take_answer(self, asked: _Asked, action: str) -> None:
        if self._current.get(asked.notice.key) is asked:  # the notice that it answers was not taken back or replaced
            del self._current[asked.notice.key]
            if self._in_window is asked:  # it came at the system after all, and was answered there
                self._clear_window()
            asked.answered(asked.notice.key, action)

    def _show_own(self, asked: _Asked) -> bool:
        if self._make_window is None:
            return False
        if self._window is None:
            self._window = self._make_window()
            self._window.answered.connect(self._answer_own)
        stands = self._in_window if self._window.isVisible() else None
        if stands is not None and asked.notice.quiet and stands.notice.key != asked.notice.key:
            return False  # a quiet one never takes the place of one that waits for an answer
        self._in_window = asked
        self._window.show_notice(asked.notice)
        return True

    def _answer_own(self, key: str, action: str) -> None:
        asked, self._in_window = self._in_window, None
        if asked is not None and asked.notice.key == key:
            self._take_answer(asked, action)

    def _clear_window(self) -> None:
        self._in_window = None
        if self._window is not None:
            self._window.close()
