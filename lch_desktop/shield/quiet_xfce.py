"""Quiet on XFCE: the switch "Do not disturb" of xfce4-notifyd, kept by xfconf until it is put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found
from lch_desktop.shield.quiet_way import Tool

CHANNEL, PROPERTY = "xfce4-notifyd", "/do-not-disturb"


class XfceQuiet:
    """The setting, read and written by `xfconf-query`."""

    name = "xfce"
    limits = "Notices of urgent importance still show; the others are not shown later."

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def check(self) -> None:
        """See Way."""
        self._value()

    def find(self) -> Found:
        """See Way. "set" tells whether there is a value at all."""
        value = self._value()
        return {"value": value, "set": "yes" if value else "no"}

    def raise_until(self, until: datetime) -> None:
        """See Way. What is held back already, by the user's own hand, is not written again."""
        del until  # the guard and the journal end it
        if not self.holds():
            self._set("true")
            if not self.holds():
                raise ShieldError("quiet-not-kept")

    def lower(self, found: Found) -> None:
        """See Way. Notices that show now were switched on since: nothing of ours is up."""
        before = found.get("value", "")
        if before == "true" or not self.holds():
            return
        if found.get("set") == "yes":
            self._set(before)
        else:
            self._xfconf("--property", PROPERTY, "--reset")
        if self.holds():
            raise ShieldError("quiet-not-lowered")

    def holds(self) -> bool:
        """See Way."""
        return self._value() == "true"

    def held_back(self) -> int | None:
        """See Way: this desktop does not say."""
        return None

    def _value(self) -> str:
        """What is set: "true" or "false"; "" where nothing is. Raises ShieldError where xfconf does not say."""
        known, answer = self._xfconf("--property", PROPERTY)
        if not known and "does not exist" not in answer:
            raise ShieldError("quiet-no-setting", desktop="XFCE")
        return answer if known else ""

    def _set(self, value: str) -> None:
        self._xfconf("--property", PROPERTY, "--create", "--type", "bool", "--set", value)

    def _xfconf(self, *arguments: str) -> tuple[bool, str]:
        return Tool("xfconf-query", self._environment).ask("--channel", CHANNEL, *arguments)
