"""The extension's pure modules under node, and what its manifest promises."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lch_desktop.shield.install_browser import CHROMIUM_ID, FIREFOX_ID

EXTENSION = Path(__file__).parents[2] / "resources" / "browser_extension"
CASES = Path(__file__).with_name("browser_extension")
MANIFEST = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_rules_sites_words_and_sky_by_node() -> None:
    run = subprocess.run(
        [str(NODE), "--test", str(CASES)],
        env={**os.environ, "LCH_EXTENSION": str(EXTENSION)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:]
    passed = re.search(r"# pass (\d+)", run.stdout)
    assert passed is not None
    assert int(passed[1]) > 50


def test_the_id_that_the_host_lets_in_is_that_of_the_key() -> None:
    digest = hashlib.sha256(base64.b64decode(MANIFEST["key"])).hexdigest()[:32]
    assert "".join(chr(ord("a") + int(digit, 16)) for digit in digest) == CHROMIUM_ID


def test_the_manifest_asks_for_no_more_than_it_says() -> None:
    assert MANIFEST["permissions"] == ["alarms", "declarativeNetRequestWithHostAccess", "nativeMessaging", "storage"]
    assert MANIFEST["browser_specific_settings"]["gecko"]["id"] == FIREFOX_ID
    assert MANIFEST["background"]["service_worker"] == MANIFEST["background"]["scripts"][0]
    assert "content_scripts" not in MANIFEST
    assert len(MANIFEST["description"]) <= 132  # Chrome refuses a longer one


def test_nothing_in_the_extension_comes_from_elsewhere() -> None:
    for path in [*EXTENSION.glob("*.js"), *EXTENSION.glob("*.html"), *EXTENSION.glob("*.css")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(src=|href=|url\(|from |import\()["']?https?:""", text), path.name
        assert not re.search(r"\beval\b|new Function|innerHTML|XMLHttpRequest|WebSocket|\bfetch\(", text), path.name
        assert max(map(len, text.splitlines())) <= 120, path.name


def test_every_file_that_a_page_or_module_names_is_there() -> None:
    named = set()
    for path in [*EXTENSION.glob("*.js"), *EXTENSION.glob("*.html"), *EXTENSION.glob("*.css")]:
        named |= set(
            re.findall(r"""["'](?:\./)?([\w./-]+\.(?:js|css|png|svg|woff2|html))["']""", path.read_text("utf-8"))
        )
    assert named
    assert not [name for name in named if not (EXTENSION / name).is_file()]
