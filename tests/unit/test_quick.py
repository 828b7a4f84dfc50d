"""Values made the quick way are those made the plain way."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage
from lch_desktop.exchange.quick import quickly


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    label: str
    papers: tuple[str, ...] = ()
    inside: dict[str, str] = field(default_factory=dict)


def test_a_value_is_of_its_class_equal_hashed_and_shown_alike() -> None:
    said = {"name": "Ana Ruiz", "phones": (Phone(e164="+15125550143"),), "follow": FollowUp(stage=Stage.TALKING)}
    made = quickly(Lead)(**said)
    assert type(made) is Lead
    assert (made, hash(made), repr(made)) == (Lead(**said), hash(Lead(**said)), repr(Lead(**said)))
    assert quickly(Phone)() == Phone()


def test_it_is_as_frozen_as_the_others() -> None:
    made = quickly(Phone)(raw="555")
    with pytest.raises(FrozenInstanceError):
        made.raw = "556"  # type: ignore[misc]


def test_each_gets_a_default_of_its_own_and_a_missing_value_is_told() -> None:
    make = quickly(Drawer)
    assert make(label="a").inside is not make(label="a").inside
    with pytest.raises(TypeError, match="label"):
        make()
