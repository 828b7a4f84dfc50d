"""What is work, and how it wins over every barrier; and what the rep may type as a site or a program.

A site is a host name ("youtube.com", its sub-domains are meant too) or a host with a path ("reddit.com/r/all").
A program is the name of its executable file, exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import quote

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.shield import is_under

_LONGEST_TYPED = 2000
_LONGEST_HOST = 253  # RFC 1035 section 2.3.4, less the root's dot
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?=//)|(about|blob|chrome|data|edge|file|javascript|mailto|tel):", re.I)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # a host that ends in one is an address (URL Standard, host parsing)
_OWN_MACHINE = ("localhost", "localdomain", "ip6-localhost", "ip6-loopback")
# Below these anybody may have a site: a block of one of them would take half a country away.
_WIDE = frozenset(
    "ac.uk co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.cn com.co com.hk com.mx "
    "com.my com.ph com.pl com.sg com.tr com.tw com.ua com.vn gov.uk net.au org.au org.uk".split()
)

BROWSERS = frozenset(
    "brave brave-browser chrome chromium chromium-browser epiphany falkon firefox firefox-bin firefox-esr librewolf "
    "microsoft-edge microsoft-edge-stable msedge navigator opera vivaldi vivaldi-bin waterfox "
    "arc.exe brave.exe chrome.exe chromium.exe firefox.exe librewolf.exe msedge.exe opera.exe vivaldi.exe "
    "waterfox.exe".split()
) | {"Arc", "Brave Browser", "Chromium", "Google Chrome", "Microsoft Edge", "Opera", "Safari", "Vivaldi"}
# What draws the desktop itself: in front, it says nothing about what the rep is doing.
SESSION = frozenset(
    "budgie-panel cinnamon cinnamon-session dbus-broker dbus-daemon dunst dwm gnome-screensaver gnome-session-binary "
    "gnome-settings-daemon gnome-shell gvfsd i3 i3lock kded5 kded6 krunner ksmserver kwin_wayland kwin_x11 "
    "light-locker lxqt-panel lxqt-session lxsession marco mate-panel mate-session muffin mutter openbox pipewire "
    "pipewire-pulse plasmashell polkit-gnome-authentication-agent-1 polkit-kde-authentication-agent-1 pulseaudio "
    "sddm-greeter startplasma-wayland startplasma-x11 sway swaylock systemd weston wireplumber xdg-desktop-portal "
    "xdg-desktop-portal-gnome xdg-desktop-portal-gtk xdg-desktop-portal-kde Xorg Xvfb Xwayland xfce4-notifyd "
    "xfce4-panel xfce4-screensaver xfce4-session xfdesktop xfsettingsd xfwm4 xscreensaver "
    "csrss.exe dwm.exe explorer.exe lockapp.exe logonui.exe lsass.exe searchhost.exe services.exe "
    "shellexperiencehost.exe sihost.exe startmenuexperiencehost.exe svchost.exe taskhostw.exe wininit.exe "
    "winlogon.exe".split()
) | {"Dock", "Finder", "loginwindow", "launchd", "SystemUIServer", "WindowServer", "ControlCenter", "ScreenSaverEngine"}
# Unsaved work lies in these, or they run other programs: one with their name is never asked to close.
_EDITORS = frozenset(
    "atom code codium emacs gedit gnome-text-editor gvim helix hx idea java kate kwrite libreoffice mousepad nano nvim "
    "oosplash pluma pycharm soffice.bin subl sublime_text vi vim vim.basic vim.gtk3 vim.tiny xed "
    "code.exe devenv.exe emacs.exe excel.exe gvim.exe idea64.exe notepad++.exe notepad.exe powerpnt.exe pycharm64.exe "
    "soffice.bin.exe soffice.exe sublime_text.exe winword.exe".split()
) | {"Code", "Microsoft Excel", "Microsoft PowerPoint", "Microsoft Word", "TextEdit", "Xcode", "soffice"}
_RUNNERS = frozenset(
    "alacritty ash bash busybox csh dash electron fish flatpak-session-helper foot gjs gnome-terminal-server kitty "
    "konsole ksh lua mate-terminal mono node perl php ruby sh ssh ssh-agent sshd su sudo tcsh terminator tilix tmux "
    "wezterm-gui wine xfce4-terminal xterm zsh bwrap init "
    "cmd.exe conhost.exe java.exe javaw.exe node.exe powershell.exe pwsh.exe python.exe pythonw.exe "
    "windowsterminal.exe wsl.exe".split()
) | {"Terminal", "iTerm2", "node"}
_PYTHON = re.compile(r"(?:python|pypy)[0-9.w]*(?:\.exe)?|Python", re.I)


class ConflictKind(StrEnum):
    """Why an entry is not blocked as it stands, or is in spite of what is usual."""

    WORK_WINS = "work-wins"  # the entry is work too: it is not blocked
    PARTLY = "partly"  # something below the entry is work: that stays open
    OWN_WISH = "own-wish"  # usually work, blocked because the rep put it on the list
    NEVER_CLOSED = "never-closed"  # a program that is never asked to close
    UNREADABLE = "unreadable"  # no site at all


@dataclass(frozen=True, slots=True)
class Conflict:
    """One entry of the block list that meets the work list. `work`: entries of the work list, "" for none."""

    entry: str
    work: str
    kind: ConflictKind

    @property
    def sentence(self) -> str:
        """What is said to the rep."""
        match self.kind:
            case ConflictKind.WORK_WINS if self.entry == self.work:
                return f"{self.entry} stands in your block list and in your work list: work wins."
            case ConflictKind.WORK_WINS:
                return f"{self.entry} belongs to {self.work}, which is work: work wins."
            case ConflictKind.PARTLY:
                return f"{self.entry} is blocked, except what is work: {self.work}."
            case ConflictKind.OWN_WISH:
                return f"{self.entry} is work for many people. It is blocked because you put it on your list."
            case ConflictKind.NEVER_CLOSED:
                return f"{self.entry} is never asked to close: it may hold unsaved work or run other programs."
            case ConflictKind.UNREADABLE:
                return f"{self.entry} is no site, so it is not blocked."


# sites


def typed_site(text: str) -> str:
    """The site that the rep means: an address from a browser's address bar, or a name, made short and plain.

    Scheme, "www.", "*.", port, query and a last slash go; other scripts become punycode. Raises InputError:
    "site-empty", "site-not-web", "site-address", "site-own-machine", "site-too-wide", "site-no-name".
    """
    typed = text.strip()
    if not typed:
        raise InputError("site-empty")
    if len(typed) > _LONGEST_TYPED or any(unicodedata.category(each) in ("Cc", "Zs", "Zl", "Zp") for each in typed):
        raise InputError("site-no-name", entry=typed[:80])
    scheme = _SCHEME.match(typed)
    if scheme and (scheme[1] or "").lower() not in ("http", "https"):
        raise InputError("site-not-web", entry=typed[:80])
    rest = typed[scheme.end() :] if scheme else typed
    rest = re.split(r"[?#]", rest.replace("\\", "/").removeprefix("//"), maxsplit=1)[0]
    place, _, path = rest.partition("/")
    host, steps = _host(place, typed[:80]), _path(path, typed[:80])
    return f"{host}/{steps}" if steps else host


def host_of(site: str) -> str:
    """The host of a host or host/path entry."""
    return site.partition("/")[0]


def covers(entry: str, site: str) -> bool:
    """Whether everything of `site` lies in `entry`: the same host or below it, and its path or below that."""
    path, other = entry.partition("/")[2], site.partition("/")[2]
    return is_under(host_of(site), entry) and (not path or other == path or other.startswith(f"{path}/"))


def without_work(sites: Iterable[str], work: Sequence[str]) -> tuple[tuple[str, ...], tuple[Conflict, ...]]:
    """`sites` less what is work, and what was found: work wins, or a part of an entry stays open."""
    left, conflicts = list[str](), list[Conflict]()
    for site in sites:
        winner = next((each for each in work if covers(each, site)), "")
        if winner:
            conflicts.append(Conflict(site, winner, ConflictKind.WORK_WINS))
            continue
        left.append(site)
        open_below = ", ".join(each for each in work if covers(site, each))
        if open_below:
            conflicts.append(Conflict(site, open_below, ConflictKind.PARTLY))
    return tuple(left), tuple(conflicts)


def _host(place: str, typed: str) -> str:
    if place.startswith("[") or place.count(":") > 1:
        raise InputError("site-address", entry=typed)
    name, _, port = place.partition(":")
    if "@" in name or not (port.isdecimal() or not port):
        raise InputError("site-no-name", entry=typed)
    name = unicodedata.normalize("NFKC", name).lower().replace("\u3002", ".").removeprefix("*.").removesuffix(".")
    labels = [_label(label) for label in name.split(".")]
    host = ".".join(labels[1:] if labels[0] == "www" and len(labels) > 2 else labels)
    if labels[-1] in _OWN_MACHINE:
        raise InputError("site-own-machine", entry=typed)
    if _NUMBER.fullmatch(labels[-1]):
        raise InputError("site-address", entry=typed)
    if host in _WIDE:
        raise InputError("site-too-wide", entry=typed)
    if len(labels) < 2 or len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise InputError("site-no-name", entry=typed)
    return host


def _label(label: str) -> str:
    """One label as the name service has it; what cannot be one comes back as it is, and is refused by the grammar."""
    if label.isascii() or not all(unicodedata.category(each)[0] in "LMN" or each in "-·" for each in label):
        return label
    return f"xn--{label.encode('punycode').decode('ascii')}"


def _path(path: str, typed: str) -> str:
    steps = [step for step in path.split("/") if step not in ("", ".")]
    if ".." in steps:
        raise InputError("site-no-name", entry=typed)
    if steps and steps[-1] == "*":
        steps.pop()
    return quote("/".join(steps), safe="/%:@!$&'()*+,;=~-._")


# programs


def program_key(executable: str) -> str:
    """What two names of one program have in common: Windows does not tell cases apart, the others do."""
    lowered = executable.lower()
    return lowered if lowered.endswith(".exe") else executable


def program_keys(executables: Iterable[str]) -> frozenset[str]:
    """The keys of several programs."""
    return frozenset(map(program_key, executables))


def program_name(path: str) -> str:
    """The name of the executable at `path`, of any system; an upgraded one is still itself."""
    return PurePosixPath(path.removesuffix(" (deleted)").replace("\\", "/")).name


def is_never_closed(executable: str) -> bool:
    """Whether a program is a browser, an editor, a part of the session, a shell, or what runs other programs."""
    key = program_key(executable)
    return _PYTHON.fullmatch(key) is not None or any(key in group for group in (BROWSERS, SESSION, _EDITORS, _RUNNERS))


def is_runner(executable: str) -> bool:
    """Whether the executable's name does not say which program runs: an interpreter, a shell."""
    return _PYTHON.fullmatch(executable) is not None or program_key(executable) in _RUNNERS
