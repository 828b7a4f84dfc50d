"""What tests in a real browser begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shield.browser_world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A rep whose browsers have been told where the program is."""
    made = World(tmp_path)
    made.install()
    yield made
    made.close()
