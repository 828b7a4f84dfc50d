"""Opening a telephone address with the program that the desktop has for it."""

from __future__ import annotations


class DesktopDialer:
    """The Dialer port on the desktop's own "open this address"."""

    def dial(self, url: str) -> bool:
        """Hand `url` to the desktop; False where no program took it or the scheme is not one of ours."""
        from lch_desktop.services.calling import SCHEMES

        if url.partition(":")[0] not in SCHEMES:
            return False
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))


class NullDialer:
    """Where nothing can be opened: every call is dialled by hand."""

    def dial(self, url: str) -> bool:
        return False
