"""The door sign: on the other monitors while the hour runs, and on paper for the door."""

from __future__ import annotations

from lch_desktop.ui.cover.cover import Cover

__all__ = ["Cover"]
