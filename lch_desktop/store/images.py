"""Images written back: undo in reverse order, redo in order.

Somebody else may have written since. A column is put back only while it still holds what the image says
it was set to, so that an import or a later call is never lost; a row that is needed by a later one stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from peewee import IntegrityError

from lch_desktop.domain.calls import TouchStatus
from lch_desktop.store.derived import refresh
from lch_desktop.store.writes import Image, Writer


def undo_images(writer: Writer, images: Sequence[Image]) -> bool:
    """Write the rows back as they were; returns whether a touch stayed because it was handed off."""
    stayed = False
    for image in reversed(images):
        if _handed_off(writer, image):
            stayed = True
        else:
            _write(writer, Image(image.table, image.row_id, image.after, image.before))
    refresh(writer, _leads(writer, images))
    return stayed


def as_they_are(writer: Writer, images: Sequence[Image]) -> list[Image]:
    """The images, with each touch that they have added as it is now: undone and redone, the rep's own words stay."""
    return [_as_it_is(writer, image) for image in images]


def _as_it_is(writer: Writer, image: Image) -> Image:
    if image.table != "touch" or image.before is not None or image.after is None:
        return image
    now = writer.current("touch", image.row_id, image.after)
    return image if now is None else Image(image.table, image.row_id, None, now)


def redo_images(writer: Writer, images: Sequence[Image]) -> None:
    """Write the rows once more as they were made."""
    for image in images:
        _write(writer, image)
    refresh(writer, _leads(writer, images))


def _write(writer: Writer, image: Image) -> None:
    """Do what `image` says, as far as the row still is as the image found it."""
    if image.after is None:
        _without_owner(lambda: writer.delete_raw(image.table, image.row_id))
    elif image.before is None:
        columns = {**image.after, "id": image.row_id}
        if writer.current(image.table, image.row_id, ("id",)) is None:
            _without_owner(lambda: writer.insert_raw(image.table, columns))
    else:
        now = writer.current(image.table, image.row_id, image.after)
        if now is not None:
            columns = {name: value for name, value in image.after.items() if now[name] == image.before[name]}
            if columns:
                writer.update_raw(image.table, image.row_id, columns)


def _without_owner(write: Callable[[], object]) -> None:
    """Do `write`, or leave the row as it is where a foreign key forbids it: somebody else built on it."""
    with suppress(IntegrityError):
        write()


def _handed_off(writer: Writer, image: Image) -> bool:
    """Whether the image is of a touch that is out of the house by now: what was sent stays as it was sent."""
    if image.table != "touch" or image.after is None:
        return False
    now = writer.current("touch", image.row_id, ("status",))
    return now is not None and now["status"] == TouchStatus.SENT


def _leads(writer: Writer, images: Iterable[Image]) -> set[int]:
    """The leads whose row or phones are in `images`."""
    found: set[int] = set()
    for image in images:
        if image.table == "lead":
            found.add(image.row_id)
        elif image.table == "phone":
            columns = image.before or image.after or {}
            now = writer.current("phone", image.row_id, ("lead_id",)) or columns
            if "lead_id" in now:
                found.add(int(now["lead_id"] or 0))
    return found
