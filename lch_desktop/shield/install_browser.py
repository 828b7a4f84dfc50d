"""Putting the extension where a browser finds it, and telling each browser which program it may talk to.

A browser takes an extension only from the rep's own hand, so this prepares everything and says what is left to do.
The host manifest names one program and one extension; without it a browser talks to nobody (Chrome for Developers,
"Native messaging"; MDN, "Native manifests").
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield import native_host
from lch_desktop.shield.browser_files import FOLDER

HOST = "lch_desktop.shield"
CHROMIUM_ID = "nlmkpabhnnbenjdiigbjppiimccjldlc"  # follows from "key" in the extension's manifest
FIREFOX_ID = "shield@lch-desktop"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that can have the extension: where its own folder is, below the home folder."""

    name: str
    title: str
    page: str  # where it lists its extensions
    linux: str
    macos: str
    registry: str  # Windows, below HKEY_CURRENT_USER

    @property
    def is_firefox(self) -> bool:
        """Whether its manifests have Firefox's form."""
        return self.name == "firefox"


PROGRAMS = {  # what runs when a browser is open, on each system
    "chrome": ("chrome", "chrome.exe", "Google Chrome"),
    "chromium": ("chromium", "chromium-browser", "chromium.exe", "Chromium"),
    "brave": ("brave", "brave-browser", "brave.exe", "Brave Browser"),
    "edge": ("msedge", "microsoft-edge", "msedge.exe", "Microsoft Edge"),
    "vivaldi": ("vivaldi", "vivaldi-bin", "vivaldi.exe", "Vivaldi"),
    "firefox": ("firefox", "firefox-bin", "firefox-esr", "firefox.exe"),
}
_MAC = "Library/Application Support"
_HOSTS = "NativeMessagingHosts"
BROWSERS = (
    Browser(
        "chrome",
        "Chrome",
        "chrome://extensions",
        ".config/google-chrome",
        f"{_MAC}/Google/Chrome",
        rf"Software\Google\Chrome\{_HOSTS}",
    ),
    Browser(
        "chromium",
        "Chromium",
        "chrome://extensions",
        ".config/chromium",
        f"{_MAC}/Chromium",
        rf"Software\Chromium\{_HOSTS}",
    ),
    Browser(
        "brave",
        "Brave",
        "brave://extensions",
        ".config/BraveSoftware/Brave-Browser",
        f"{_MAC}/BraveSoftware/Brave-Browser",
        rf"Software\BraveSoftware\Brave-Browser\{_HOSTS}",
    ),
    Browser(
        "edge",
        "Edge",
        "edge://extensions",
        ".config/microsoft-edge",
        f"{_MAC}/Microsoft Edge",
        rf"Software\Microsoft\Edge\{_HOSTS}",
    ),
    Browser(
        "vivaldi",
        "Vivaldi",
        "vivaldi://extensions",
        ".config/vivaldi",
        f"{_MAC}/Vivaldi",
        rf"Software\Vivaldi\{_HOSTS}",
    ),
    Browser("firefox", "Firefox", "about:debugging", ".mozilla", f"{_MAC}/Mozilla", rf"Software\Mozilla\{_HOSTS}"),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One browser that has been told, and what the rep does there by hand."""

    browser: Browser
    manifest: Path
    by_hand: tuple[str, ...]


def title_of(name: str) -> str:
    """How the browser `name` calls itself; an unknown one by its name."""
    return next((browser.title for browser in BROWSERS if browser.name == name), name)


def install(
    data_dir: Path,
    extension: Traversable,
    home: Path | None = None,
    platform: str = sys.platform,
    host: Sequence[str] = (),
) -> tuple[Prepared, ...]:
    """Prepare every browser that has a folder in `home`; any number of times, also over an older version.

    `extension` is the folder `browser_extension` of the resources. `host` is what starts the native host (a frozen
    build names its own program); by default this interpreter with a copy of `native_host` in the data folder.
    Raises ShieldError "browser-not-found" where there is no browser we know, "browser-not-prepared".
    """
    home = home or Path.home()
    found = [browser for browser in BROWSERS if platform == "win32" or _own_folder(browser, home, platform).is_dir()]
    if not found:
        raise ShieldError("browser-not-found", names=", ".join(browser.title for browser in BROWSERS))
    folder = data_dir.absolute() / FOLDER
    try:
        _copy_extension(extension, folder / "extension")
        command = tuple(host) or _own_host(folder)
        return tuple(_prepare(browser, folder, command, home, platform) for browser in found)
    except OSError as error:
        raise ShieldError(
            "browser-not-prepared", path=str(error.filename or folder), why=error.strerror or ""
        ) from error


def uninstall(data_dir: Path, home: Path | None = None, platform: str = sys.platform) -> tuple[str, ...]:
    """Take back what `install` put, and nothing else; what the rep does by hand. Also where nothing was installed.

    Lower the barrier first: without its host the extension lets go only at the deadline.
    """
    home = home or Path.home()
    folder = data_dir.absolute() / FOLDER
    told = []
    for browser in BROWSERS:
        manifest = _manifest_path(browser, folder, home, platform)
        if _is_ours(manifest, folder):
            told.append(browser)
            manifest.unlink(missing_ok=True)
            if platform == "win32":
                _forget_on_windows(browser)
    for part in ("extension", "host"):
        shutil.rmtree(folder / part, ignore_errors=True)
    for left in folder.glob("seen-*"):
        left.unlink(missing_ok=True)
    return tuple(f"{browser.title}: open {browser.page} and remove Lead Conversion Hour." for browser in told)


def _prepare(browser: Browser, folder: Path, command: Sequence[str], home: Path, platform: str) -> Prepared:
    launcher = _write_launcher(folder, browser, command, platform)
    allowed = (
        {"allowed_extensions": [FIREFOX_ID]}
        if browser.is_firefox
        else {"allowed_origins": [f"chrome-extension://{CHROMIUM_ID}/"]}
    )
    document = {
        "name": HOST,
        "description": "Tells the browser when your Lead Conversion Hour runs",
        "path": str(launcher),
        "type": "stdio",
        **allowed,
    }
    manifest = _manifest_path(browser, folder, home, platform)
    manifest.parent.mkdir(parents=True, exist_ok=True)
    _write(manifest, json.dumps(document, indent=1).encode(), 0o600)
    if platform == "win32":
        _tell_windows(browser, manifest)
    return Prepared(browser, manifest, _by_hand(browser, folder / "extension"))


def _by_hand(browser: Browser, extension: Path) -> tuple[str, ...]:
    if browser.is_firefox:
        return (
            "Open about:debugging in Firefox and choose This Firefox.",
            f"Press Load Temporary Add-on and choose {extension / 'manifest.json'}.",
            "Firefox forgets it when it is closed: it keeps only add-ons that Mozilla has signed.",
        )
    return (
        f"Open {browser.page} in {browser.title} and switch on Developer mode, top right.",
        f"Press Load unpacked and choose the folder {extension}.",
        "Leave Developer mode on: without it the browser switches the extension off.",
    )


def _own_folder(browser: Browser, home: Path, platform: str) -> Path:
    return home / (browser.macos if platform == "darwin" else browser.linux)


def _manifest_path(browser: Browser, folder: Path, home: Path, platform: str) -> Path:
    if platform == "win32":  # the registry names the file, which may lie anywhere
        return folder / "host" / f"{browser.name}.json"
    hosts = "native-messaging-hosts" if browser.is_firefox and platform != "darwin" else _HOSTS
    return _own_folder(browser, home, platform) / hosts / f"{HOST}.json"


def _is_ours(manifest: Path, folder: Path) -> bool:
    try:
        path = json.loads(manifest.read_bytes())["path"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return isinstance(path, str) and Path(path).parent == folder / "host"


def _own_host(folder: Path) -> tuple[str, ...]:
    # A copy, so that an update of the program never pulls it away from under a running browser.
    copy = folder / "host" / "native_host.py"
    copy.parent.mkdir(parents=True, exist_ok=True)
    _write(copy, Path(native_host.__file__).read_bytes(), 0o600)
    return sys.executable, "-I", "-S", str(copy)


def _write_launcher(folder: Path, browser: Browser, command: Sequence[str], platform: str) -> Path:
    words = [*command, str(folder), browser.name]
    if platform == "win32":
        line = " ".join('"' + word.replace("%", "%%") + '"' for word in words)
        launcher = folder / "host" / f"{browser.name}.bat"
        text = f"@echo off\r\nchcp 65001 >nul\r\n{line} %*\r\n"
    else:
        launcher = folder / "host" / browser.name
        text = f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n'
    launcher.parent.mkdir(parents=True, exist_ok=True)
    _write(launcher, os.fsencode(text), 0o700)
    return launcher


def _copy_extension(source: Traversable, target: Path) -> None:
    """Put `source` in place of `target`: file by file, so that a browser that reads it meanwhile finds each one."""
    kept = set()
    for part in source.iterdir():
        kept.add(part.name)
        if part.is_dir():
            _copy_extension(part, target / part.name)
        else:
            target.mkdir(parents=True, exist_ok=True)
            _write(target / part.name, part.read_bytes(), 0o600)
    for old in target.iterdir() if target.is_dir() else ():
        if old.name not in kept:
            shutil.rmtree(old) if old.is_dir() else old.unlink()


def _write(path: Path, content: bytes, mode: int) -> None:
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(content)
    draft.chmod(mode)
    draft.replace(path)


def _tell_windows(browser: Browser, manifest: Path) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{browser.registry}\{HOST}") as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, str(manifest))


def _forget_on_windows(browser: Browser) -> None:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{browser.registry}\{HOST}")
