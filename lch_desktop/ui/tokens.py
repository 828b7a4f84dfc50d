"""The design tokens: one frozen table of colours per palette, and the arithmetic of contrast.

Nothing here knows Qt. A colour is `#RRGGBB` or, when translucent, `#AARRGGBB`, which style sheets and
`QColor` both read. Contrast follows WCAG 2.2, "relative luminance" and "contrast ratio"
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

from dataclasses import dataclass, replace


def veil(percent: float, rgb: str = "#FFFFFF") -> str:
    """`rgb` at `percent` opacity, as `#AARRGGBB`."""
    return f"#{round(percent * 255 / 100):02X}{rgb[1:]}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tokens:
    """Every colour of one palette, by use. There is one of each palette, so that one is equal to itself alone:
    a theme is looked up by its tokens all the time."""

    name: str
    # grounds
    bg: str
    side: str
    surface: str
    surface_ring: str
    raised: str
    nav_on: str
    selected: str
    row_hover: str
    popup: str  # menus, tips, toasts: opaque
    field: str
    bubble: str
    # writing and lines
    text: str
    muted: str
    sky_text: str
    sky_muted: str
    disabled: str
    line: str
    edge: str
    hair: str
    # acting
    accent: str
    on_accent: str
    accent_fill: str  # the current attempt
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    primary_cap: str
    cap_fill: str
    cap_ring: str
    key_fill: str
    key_ring: str
    key_hover: str
    key_hover_ring: str
    # time and promise
    sun: str
    sun_text: str
    sun_disc: str
    # states
    ok: str
    warn: str
    err: str
    ok_fill: str
    warn_fill: str
    err_fill: str
    # marks
    track: str
    pip_off: str
    gauge_base: str
    gauge_ahead: str
    attempt_ahead: str
    # charts
    heat0: str
    heat1: str
    heat2: str
    heat3: str
    heat4: str
    conversation: str
    appointment: str
    chart_voicemail: str
    chart_no_answer: str
    chart_not_interested: str
    # outcomes, as icons
    connected: str
    call_back_later: str
    left_voicemail: str
    no_answer: str
    not_interested: str
    wrong_number: str
    sold: str
    do_not_call: str
    someone_else: str
    # high contrast
    plain: str


DARK = Tokens(
    name="dark",
    bg="#12171C",
    side="#0F1418",
    surface="#1A2128",
    surface_ring=veil(0),
    raised="#242D36",
    nav_on="#242D36",
    selected="#1D2C3A",
    row_hover=veil(50, "#242D36"),
    popup="#242D36",
    field=veil(5),
    bubble=veil(5),
    text="#E8EDF1",
    muted="#AAB7C2",
    sky_text="#E8EDF1",
    sky_muted="#D3DAE1",
    disabled="#8795A1",
    line="#758591",
    edge="#46525D",
    hair=veil(7),
    accent="#6DB8F0",
    on_accent="#0E1318",
    accent_fill=veil(25, "#6DB8F0"),
    primary="#1F6FA8",
    primary_hover="#2678B4",
    primary_pressed="#185C8E",
    on_primary="#FFFFFF",
    primary_cap=veil(22, "#000000"),
    cap_fill=veil(7),
    cap_ring=veil(10),
    key_fill=veil(4.5),
    key_ring=veil(7),
    key_hover=veil(8),
    key_hover_ring=veil(12),
    sun="#F4B67C",
    sun_text="#F4B67C",
    sun_disc="#FFD9AC",
    ok="#45D28C",
    warn="#E8C717",
    err="#FF8A80",
    ok_fill=veil(8, "#45D28C"),
    warn_fill=veil(8, "#E8C717"),
    err_fill=veil(10, "#FF8A80"),
    track=veil(12),
    pip_off=veil(20),
    gauge_base=veil(16),
    gauge_ahead="#8FA0AD",
    attempt_ahead="#5C6975",
    heat0="#202932",
    heat1="#1B4B73",
    heat2="#2673AD",
    heat3="#58A6DD",
    heat4="#A9D6F5",
    conversation="#CEDCF7",
    appointment="#45D28C",
    chart_voicemail="#B94CCB",
    chart_no_answer="#6F818C",
    chart_not_interested="#D0562A",
    connected="#CEDCF7",
    call_back_later="#E8C717",
    left_voicemail="#C96FD8",
    no_answer="#8799A5",
    not_interested="#DD6B43",
    wrong_number="#8799A5",
    sold="#45D28C",
    do_not_call="#FF8A80",
    someone_else="#A9B6C1",
    plain="#0E1318",
)

FOCUS = replace(
    DARK,
    name="focus",
    bg="#090B13",
    side="#090B13",
    surface=veil(66, "#0B0E18"),
    surface_ring=veil(6),
    raised=veil(4.5),
    nav_on=veil(4.5),
    selected=veil(10, "#6DB8F0"),
    row_hover=veil(4.5),
    muted="#A9B6C1",
    line="#73838F",
    edge="#4A5763",
)

LIGHT = Tokens(
    name="light",
    bg="#F7F9FA",
    side="#F0F3F5",
    surface="#FFFFFF",
    surface_ring="#E3E9ED",
    raised="#EEF2F5",
    nav_on="#E1E8ED",
    selected="#E8F1F9",
    row_hover=veil(50, "#EEF2F5"),
    popup="#FFFFFF",
    field="#FFFFFF",
    bubble="#EEF2F5",
    text="#17212B",
    muted="#51606D",
    sky_text="#17212B",
    sky_muted="#465461",
    disabled="#616F7B",
    line="#75838E",
    edge="#C3CCD4",
    hair="#E6EBEF",
    accent="#0B63A5",
    on_accent="#FFFFFF",
    accent_fill=veil(25, "#0B63A5"),
    primary="#0B63A5",
    primary_hover="#0D70BA",
    primary_pressed="#084E84",
    on_primary="#FFFFFF",
    primary_cap=veil(22, "#000000"),
    cap_fill="#F4F6F8",
    cap_ring="#D5DCE2",
    key_fill="#F7F9FA",
    key_ring="#D5DCE2",
    key_hover="#EEF2F5",
    key_hover_ring="#C3CCD4",
    sun="#C4722A",
    sun_text="#8F4F0C",
    sun_disc="#E79A4B",
    ok="#1C7A4C",
    warn="#8A6A00",
    err="#B3261E",
    ok_fill=veil(8, "#1C7A4C"),
    warn_fill=veil(8, "#8A6A00"),
    err_fill=veil(10, "#B3261E"),
    track="#E3E9ED",
    pip_off="#D5DCE2",
    gauge_base="#D5DCE2",
    gauge_ahead="#75838E",
    attempt_ahead="#75838E",
    heat0="#E6EBEF",
    heat1="#B5D6EE",
    heat2="#6CAEDB",
    heat3="#2579B5",
    heat4="#0B4A7A",
    conversation="#0E3258",
    appointment="#259860",
    chart_voicemail="#7E31C7",
    chart_no_answer="#728298",
    chart_not_interested="#7A2A12",
    connected="#0E3258",
    call_back_later="#9C7F13",
    left_voicemail="#7E31C7",
    no_answer="#728298",
    not_interested="#7A2A12",
    wrong_number="#728298",
    sold="#259860",
    do_not_call="#B3261E",
    someone_else="#51606D",
    plain="#F7F9FA",
)

PALETTES: dict[str, Tokens] = {table.name: table for table in (FOCUS, DARK, LIGHT)}


def channels(colour: str) -> tuple[int, int, int, float]:
    """Red, green, blue (0..255) and opacity (0..1) of a token's text."""
    digits = colour.removeprefix("#")
    alpha = int(digits[:2], 16) / 255 if len(digits) == 8 else 1.0
    red, green, blue = (int(digits[-6:][at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue, alpha


def over(front: str, back: str) -> str:
    """The opaque colour seen where `front` lies over the opaque `back`."""
    *fore, alpha = channels(front)
    *behind, _ = channels(back)
    mixed = (round(f * alpha + b * (1 - alpha)) for f, b in zip(fore, behind, strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def luminance(colour: str) -> float:
    """Relative luminance of an opaque colour, 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = (_linear(value / 255) for value in channels(colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, back: str) -> float:
    """The contrast ratio of `front` on the opaque `back`, 1 to 21; a translucent front is blended first."""
    one, other = luminance(over(front, back)), luminance(back)
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
