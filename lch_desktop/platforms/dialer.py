"""Opening a telephone address with the program that the desktop has for it."""

from __future__ import annotations

import sys

ANSWERS_WITHIN_S = 2
LINK_SCHEMES = frozenset({"sms", "mailto"})
_TOOL_MISSING = 3  # what xdg-mime ends with when it cannot ask the desktop


class DesktopDialer:
    """The Dialer port on the desktop's own "open this address"."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform

    def dial(self, url: str) -> bool:
        """Hand `url` to the desktop; False where no program took it or the scheme is not one of ours."""
        from lch_desktop.services.calling import SCHEMES

        if url.partition(":")[0] not in SCHEMES:
            return False
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))

    def handles(self, url: str) -> bool:
        """Whether a program is set for the scheme. Linux takes every address and opens nothing; others say so."""
        if not self._platform.startswith("linux"):
            return True
        import subprocess

        question = ["xdg-mime", "query", "default", f"x-scheme-handler/{url.partition(':')[0]}"]
        try:
            answer = subprocess.run(question, capture_output=True, text=True, timeout=ANSWERS_WITHIN_S, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return True
        return bool(answer.stdout.strip()) or answer.returncode == _TOOL_MISSING


def open_page(address: str) -> bool:
    """Show a web page in the rep's browser; False where no program took it."""
    if not address.startswith(("https://", "http://")):
        return False
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def open_link(address: str) -> bool:
    """Open a text or a mail with its words in the program that the desktop has for it, to be sent there by the rep;
    False where no program took it or the scheme is not one of the two."""
    scheme, colon, _ = address.partition(":")
    if not colon or scheme not in LINK_SCHEMES:
        return False
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and QDesktopServices.openUrl(url)


class LinkOpener:
    """Opens texts and mails, and says so where the desktop would take the address and open nothing."""

    def __init__(self, desktop: DesktopDialer | None = None) -> None:
        self._desktop = desktop or DesktopDialer()
        self._known: dict[str, bool] = {}  # scheme -> whether it had a program when that was asked last

    def has_program(self, address: str) -> bool:
        """Whether a program is set for `address`. It takes some 50 ms or more: ask on a worker, before it is needed."""
        found = self._desktop.handles(address)
        self._known[address.partition(":")[0]] = found
        return found

    def open(self, address: str) -> bool:
        """As `open_link`, and False where no program was set for it when the desktop was asked."""
        scheme = address.partition(":")[0]
        if scheme not in LINK_SCHEMES:
            return False
        known = self._known.get(scheme)
        return (self.has_program(address) if known is None else known) and open_link(address)


class NullDialer:
    """Where nothing can be opened: every call is dialled by hand."""

    def dial(self, url: str) -> bool:
        return False

    def handles(self, url: str) -> bool:
        return False
