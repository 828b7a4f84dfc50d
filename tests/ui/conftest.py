"""What every test of a page begins with."""

from __future__ import annotations

import pytest

from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from tests.ui.pages_kit import make_context
from tests.ui.shield_kit import FakeDesk


@pytest.fixture
def context(services: Services) -> UiContext:
    """The window's context around `services`, which each test file makes for itself."""
    return make_context(services)


@pytest.fixture
def desk() -> FakeDesk:
    """A shield's desk that only remembers."""
    return FakeDesk()
