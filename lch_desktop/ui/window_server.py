"""The window's end of the socket: it hears "raise", "changed" and "start"."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

MOST_BYTES = 4096


class WindowServer(QObject):
    """Listens under a name; a message is one line."""

    heard = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        # The lock in the data folder says that nobody else listens: what is there is left from a crash.
        QLocalServer.removeServer(name)
        self.listening = self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _accept(self) -> None:
        while (link := self._server.nextPendingConnection()) is not None:
            # No lambda that holds the link: PySide 6.11 crashes where such a link outlives its server.
            link.readyRead.connect(self._read_sender)
            link.disconnected.connect(link.deleteLater)
            self._read(link)

    def _read_sender(self) -> None:
        link = self.sender()
        if isinstance(link, QLocalSocket):
            self._read(link)

    def _read(self, link: QLocalSocket) -> None:
        while link.canReadLine():
            line = bytes(link.readLine(MOST_BYTES).data()).decode("utf-8", "replace").strip()
            if line:
                self.heard.emit(line)
