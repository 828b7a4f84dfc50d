"""Where notices go: to the system first, to this program's own small window where the system shows none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtCore import Signal as QtSignal

from lch_desktop.domain.notices import Answered, Delivered, Delivery, Notice, Notices, Way


class OwnWindow(Protocol):
    """The small window (ui/morning/notice_window.py)."""

    @property
    def answered(self) -> SignalInstance: ...  # key, action
    def show_notice(self, notice: Notice) -> None: ...
    def isVisible(self) -> bool: ...
    def close(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """One notice that is on its way or on the screen."""

    notice: Notice
    delivered: Delivered
    answered: Answered


class NoticeBoard(QObject):
    """The Notices port of the window: records what became of each notice, and calls back on its own thread."""

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
        self._delivered.connect(self._take_delivery)
        self._answered.connect(self._take_answer)

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        """See the port; both callbacks come on the GUI thread."""
        asked = self._current[notice.key] = _Asked(notice, delivered, answered)
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
        self._clear_window()
        self._notices.close()

    def _from_elsewhere(self, signal: SignalInstance, asked: _Asked, value: object) -> None:
        with suppress(RuntimeError):  # the window closed meanwhile, and this object with it
            signal.emit(asked, value)

    def _take_delivery(self, asked: _Asked, delivery: Delivery) -> None:
        is_current = self._current.get(asked.notice.key) is asked
        if not delivery.delivered and is_current and self._show_own(asked):
            delivery = replace(delivery, way=Way.OWN)
        self._record(delivery)
        asked.delivered(delivery)

    def _take_answer(self, asked: _Asked, action: str) -> None:
        if self._current.get(asked.notice.key) is asked:  # the notice that it answers was not taken back or replaced
            del self._current[asked.notice.key]
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
