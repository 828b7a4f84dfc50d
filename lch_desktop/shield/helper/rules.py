"""What the root helper refuses. Everything here is judged before anything is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

MOST_NAMES = 500
LONGEST_S = 4 * 60 * 60
LONGEST_NAME = 253
PREFIXES = ("", "www.", "m.")

_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # a name that ends in one is read as an address: 127.1, 1.0x7f
_LOCAL = tuple("localhost local localdomain internal lan home corp intranet arpa".split())
# Time, updates, certificates, sign-on and help in need: never work against the machine or the person.
_SYSTEM = tuple(
    "ntp.org debian.org ubuntu.com fedoraproject.org archlinux.org opensuse.org windowsupdate.com "
    "update.microsoft.com time.windows.com login.microsoftonline.com login.live.com time.apple.com swscan.apple.com "
    "ocsp.apple.com accounts.google.com okta.com auth0.com digicert.com letsencrypt.org lencr.org "
    "detectportal.firefox.com 988lifeline.org".split()
)


class Refused(Exception):
    """What was asked is not done, and nothing was changed. `code` says why, `what` names the culprit."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code, what)
        self.code = code
        self.what = what[:80]


def blocked_names(names: Sequence[str], never: Iterable[str]) -> tuple[str, ...]:
    """Every name that goes into the file for `names`; Refused if one is no name or stands under one of `never`."""
    if not names:
        raise Refused("no-names")
    if len(names) > MOST_NAMES:
        raise Refused("too-many-names", str(len(names)))
    for name in names:
        check_name(name)
    spelled = dict.fromkeys(prefix + name for name in names for prefix in PREFIXES)
    protected = frozenset(each.lower() for each in (*never, *_SYSTEM))
    for name in spelled:
        if not protected.isdisjoint(_above(name)):
            raise Refused("name-allowed", name)
    return tuple(name for name in spelled if len(name) <= LONGEST_NAME)


def check_name(name: str) -> None:
    """Refused unless `name` is a public host name in plain lower-case letters, as a browser would ask for it."""
    last = name.rpartition(".")[2]
    if ":" in name or _NUMBER.fullmatch(last.lower()):
        raise Refused("name-is-address", name)
    if last.lower() in _LOCAL:
        raise Refused("name-is-local", name)
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        raise Refused("name-malformed", name)


def check_until(text: str, now_s: float) -> int:
    """The end as Unix seconds, from those or from ISO with an offset; Refused unless in the next four hours."""
    try:
        if text.isascii() and text.isdecimal():
            until_s = int(text) if len(text) < 12 else 0
        else:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise Refused("until-malformed", text)
            until_s = int(moment.timestamp())
    except (ValueError, OverflowError):
        raise Refused("until-malformed", text) from None
    if until_s <= now_s:
        raise Refused("until-past", text)
    if until_s > now_s + LONGEST_S:
        raise Refused("until-too-far", text)
    return until_s


def check_caller(callers: Iterable[int], allowed: object) -> None:
    """Refused unless everyone who stands behind this call is the user named at installation."""
    if type(allowed) is not int or any(caller != allowed for caller in callers):
        raise Refused("wrong-user")


def _above(name: str) -> frozenset[str]:
    """`name` and every name it is a part of: a.b.c, b.c, c."""
    labels = name.split(".")
    return frozenset(".".join(labels[at:]) for at in range(len(labels)))
