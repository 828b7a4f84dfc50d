"""Bringing a file of leads in."""

from lch_desktop.ui.importing.flow import ImportFlow

__all__ = ["ImportFlow"]
