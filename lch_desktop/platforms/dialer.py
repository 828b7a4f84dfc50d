"""Opening a telephone address with the program that the desktop has for it."""

from __future__ import annotations

import sys

ANSWERS_WITHIN_S = 2
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


class NullDialer:
    """Where nothing can be opened: every call is dialled by hand."""

    def dial(self, url: str) -> bool:
        return False

    def handles(self, url: str) -> bool:
        return False
