"""What has to be settled with Qt for Python before its first object is made."""

from __future__ import annotations

import os
import sys


def prepare_qt() -> None:
    """Spare the start and each frame two searches for gains that this program cannot have."""
    # Qt hands parts of every rounded box to a thread pool; waking its threads takes longer than such a box.
    # (QGuiApplicationPrivate::qtGuiThreadPool; the row of outcome keys is painted three times as fast without.)
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    _skip_feature_search()


def _skip_feature_search() -> None:
    """Say that no module of this program asks for `__feature__`.

    Qt for Python looks for that word in the source text of every module that is imported after it, which is a
    twelfth of the time to the first window, and keeps all those texts in memory (shibokensupport/feature.py,
    still so in 6.11). No option switches it off, hence this; where the function has another name nothing is
    changed. Can go when PySide6 reads no sources any more.
    """
    import linecache

    import PySide6.QtCore  # noqa: F401  it brings the search with it

    linecache.clearcache()  # the first of those texts
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda module: False)  # noqa: B010  a module that mypy cannot see
