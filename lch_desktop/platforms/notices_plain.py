"""Plain notices, by plyer: words only, nothing comes back. Blocks: for a worker."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

from lch_desktop.platforms.notices_text import CannotShow, NotDelivered, body_text

if TYPE_CHECKING:
    from lch_desktop.domain.notices import Notice

SHOWN_S = 10
_TITLE, _BODY = 64, 256  # letters that a Windows balloon takes (NOTIFYICONDATAW)
_NO_OPTION = "⁠"  # word joiner: nothing to see, and no program takes what follows for an option of its own


def show_plain(app_name: str, notice: Notice, *, markup: bool = False, platform: str = sys.platform) -> None:
    """Hand `notice` to whatever plyer finds here. Raises NotDelivered where it finds nothing.

    plyer does not tell whether the system took it.
    """
    title, body = _harmless(notice.title), _harmless(body_text(notice.body, markup=markup))
    if platform == "win32":
        title, body = title[:_TITLE], body[:_BODY]
    try:
        sender = _sender(platform)
        sender.notify(title=title, message=body, app_name=app_name, timeout=SHOWN_S)
    except NotImplementedError as error:
        raise CannotShow("nothing here shows notices") from error
    except Exception as error:  # whatever comes out of a system's own library: it was not shown
        raise NotDelivered(str(error) or type(error).__name__) from error


def _sender(platform: str) -> Any:
    """plyer's part for this system. Not its `plyer.notification`, which prints a traceback where it finds none."""
    if platform == "win32":
        from plyer.platforms.win.notification import instance
    elif platform == "darwin":
        from plyer.platforms.macosx.notification import instance
    else:
        from plyer.platforms.linux.notification import instance

        # Without dbus-python it says so each time, and goes on with notify-send.
        warnings.filterwarnings("ignore", category=UserWarning, module=r"plyer\.platforms\.linux\.notification")
    return instance()


def _harmless(text: str) -> str:
    """`text` for a command line: a leading hyphen is no option, and an apostrophe ends no quoted word of the portal's
    (plyer puts both together by hand)."""
    safe = text.replace("'", "’").replace("\\", "⧵")
    return _NO_OPTION + safe if safe.startswith("-") else safe
