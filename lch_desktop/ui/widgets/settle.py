"""Laying out at once what Qt lays out some events later: each layout tells the one around it by an event."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget


def settle(changed: Iterable[QWidget], body: QWidget) -> None:
    """Give `body`, the widget of a scroll area, the height that it needs now, and all in it its place.

    `changed`: what has grown or shrunk in it since it was laid out.
    """
    depths: dict[QWidget, int] = {}
    for widget in changed:
        chain = _around(widget, body)
        depths |= {each: len(chain) - n for n, each in enumerate(chain)}
    for each in sorted(depths, key=lambda each: -depths[each]):
        layout = each.layout()
        if layout is not None:
            layout.activate()
    layout = body.layout()
    if layout is not None:
        wide = body.width()
        high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else 0
        body.resize(wide, max(layout.totalMinimumSize().height(), high))


def _around(widget: QWidget, body: QWidget) -> list[QWidget]:
    """What `widget` lies in, from its parent to `body`."""
    found: list[QWidget] = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = None if parent is body else parent.parentWidget()
    return found
