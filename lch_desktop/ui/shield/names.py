"""What the rep calls the barriers, programs and ticks. Pure."""

from __future__ import annotations

BARRIERS: dict[str, str] = {
    "cover": "Screens covered",
    "quiet": "Notifications quiet",
    "watch": "Front window watched",
    "sites-browser": "Sites in the browser",
    "sites-hosts": "Sites system-wide",
    "apps": "Apps asked to close",
}
HAND: dict[str, str] = {
    "phone": "Phone on ring-only",
    "sign": "Sign on the door",
    "blinds": "Blinds closed",
    "headset": "Headset on",
}
_ENDINGS = (".exe", ".app", ".bin")


def barrier_name(name: str) -> str:
    """ "Notifications quiet"; one that is not known here goes by its own name."""
    return BARRIERS.get(name, name.replace("-", " ").capitalize())


def program_name(executable: str) -> str:
    """ "slack.exe" as "Slack": for a program that does not run now, so that nothing else is known of it."""
    name = executable
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    name = name.replace("-", " ").replace("_", " ").strip() or executable
    return name[:1].upper() + name[1:]


def listed(names: tuple[str, ...]) -> str:
    """ "Slack", "Slack and Discord", "Slack, Discord and Mail"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
