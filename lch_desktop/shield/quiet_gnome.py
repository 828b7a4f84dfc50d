"""Quiet on GNOME: its own switch "Do Not Disturb", a setting that persists until it is put back."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found
from lch_desktop.shield.quiet_way import Tool

SCHEMA, KEY = "org.gnome.desktop.notifications", "show-banners"
_DCONF_KEY = "/org/gnome/desktop/notifications/show-banners"
_SHOWN, _HELD = "true", "false"


class GnomeQuiet:
    """The setting, read and written by `gsettings`."""

    name = "gnome"
    limits = "Notices of urgent importance still show; all others wait in the notification list."

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def check(self) -> None:
        """See Way."""
        known, answer = self._gsettings("writable")
        if not known:
            raise ShieldError("quiet-no-setting", desktop="GNOME")
        if answer != "true":
            raise ShieldError("quiet-locked")

    def find(self) -> Found:
        """See Way. "set" tells whether the user has set the value, or it is the system's."""
        return {"value": self._value(), "set": "yes" if is_set_by_user(self._environment) else "no"}

    def raise_until(self, until: datetime) -> None:
        """See Way. What is held back already, by the user's own hand, is not written again."""
        del until  # the guard and the journal end it
        if not self.holds():
            self._gsettings("set", _HELD)
            if not self.holds():  # without dconf, gsettings takes the value, says nothing and forgets it
                raise ShieldError("quiet-not-kept")

    def lower(self, found: Found) -> None:
        """See Way. Banners that show now were switched on since: nothing of ours is up."""
        before = found.get("value", _SHOWN)
        if before == _HELD or not self.holds():
            return
        if found.get("set") != "yes":
            self._gsettings("reset")
        if self._value() != before:
            self._gsettings("set", before)
        if self.holds():
            raise ShieldError("quiet-not-lowered")

    def holds(self) -> bool:
        """See Way."""
        return self._value() == _HELD

    def held_back(self) -> int | None:
        """See Way: this desktop does not say."""
        return None

    def _value(self) -> str:
        known, answer = self._gsettings("get")
        if not known:
            raise ShieldError("quiet-no-setting", desktop="GNOME")
        return answer

    def _gsettings(self, verb: str, *value: str) -> tuple[bool, str]:
        return Tool("gsettings", self._environment).ask(verb, SCHEMA, KEY, *value)


def is_set_by_user(environment: Mapping[str, str]) -> bool:
    """Whether the user's own dconf database has the key. `gsettings` cannot tell, and `dconf` is not everywhere.

    Where the database cannot be read, False: the value is then reset, and written only if that changes it.
    """
    if environment.get("DCONF_PROFILE", "user") != "user":
        return False
    config = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME") or Path.home()) / ".config")
    try:
        return _DCONF_KEY in _names(Path(config, "dconf", "user").read_bytes())
    except (OSError, ValueError, struct.error):
        return False


def _names(database: bytes) -> set[str]:
    """Every key of a dconf database, which is a GVDB file: a hash table whose items name their parents.

    Format: https://gitlab.gnome.org/GNOME/gvdb (gvdb-format.h): "GVariant", version, options, the root's start and
    end; the table's bloom words, buckets, and items of 24 bytes (hash, parent, key's start, size and type, value).
    """
    magic, version, _, start, end = struct.unpack_from("<8s4I", database)
    if magic != b"GVariant" or version != 0:
        raise ValueError("not a dconf database")
    bloom, buckets = struct.unpack_from("<2I", database, start)
    first = start + 8 + 4 * (bloom & (1 << 27) - 1) + 4 * buckets
    items = [struct.unpack_from("<3IH", database, place) for place in range(first, end - 23, 24)]

    def name_of(index: int) -> str:
        parts = []
        for _ in range(64):  # deeper than any path, and the end of a circle
            if index >= len(items):
                break
            _, parent, key, size = items[index]
            parts.append(database[key : key + size].decode())
            index = parent
        return "".join(reversed(parts))

    return {name_of(index) for index in range(len(items))}
