"""Handing a number to the rep's own phone program. Only known schemes, never a shell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Phone

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Dialer
    from lch_desktop.services.rep import Rep

BY_HAND = "hand"
PRESETS: dict[str, str] = {
    "System phone (tel:)": "tel:{e164}",
    "Skype or other (callto:)": "callto:{e164}",
    "SIP softphone (sip:)": "sip:{e164}",
    "Zoom Phone": "zoomphonecall:{e164}",
    "RingCentral": "rcapp://r/call?number={e164}",
    "Microsoft Teams": "https://teams.microsoft.com/l/call/0/0?users=4:{e164}",
    "I dial by hand": BY_HAND,
}
SCHEMES = frozenset({"tel", "callto", "sip", "zoomphonecall", "rcapp", "msteams", "dialpad", "https"})
WEB_HOSTS = frozenset({"teams.microsoft.com", "voice.google.com"})


class Calling:
    """Makes the dialer's address and opens it."""

    def __init__(self, rep: Rep, dialer: Dialer) -> None:
        self._rep = rep
        self._dialer = dialer

    @property
    def by_hand(self) -> bool:
        """Whether Call only shows the number large: chosen so, or no test has passed yet."""
        chosen = self._rep.settings
        return chosen.dialer == BY_HAND or not chosen.dialer_tested

    def call(self, phone: Phone) -> bool:
        """Hand `phone` over; returns False where the number is to be dialled by hand."""
        if self.by_hand:
            return False
        return self._dialer.dial(address(self._rep.settings.dialer, phone))

    def test(self, e164: str) -> bool:
        """Try the chosen dialer with the rep's own number; returns whether the system took it."""
        url = address(self._rep.settings.dialer, Phone(e164=e164))
        return self._dialer.handles(url) and self._dialer.dial(url)

    def keep_test(self, passed: bool) -> None:
        """Remember whether the rep said that the test rang."""
        self._rep.save(replace(self._rep.settings, dialer_tested=passed))


def address(template: str, phone: Phone) -> str:
    """The address for `phone`; an extension goes in as RFC 3966 has it. Raises InputError "dialer-scheme"."""
    check_template(template)
    number = quote(phone.e164, safe="+")
    filled = template.replace("{e164}", number)
    if phone.extension and template.startswith("tel:"):
        filled += f";ext={quote(phone.extension)}"
    return filled


def check_template(template: str) -> None:
    """Raise InputError unless the template is one of a known scheme that names the number."""
    scheme, colon, rest = template.partition(":")
    host = rest.removeprefix("//").split("/")[0]
    known = bool(colon) and scheme in SCHEMES and (scheme != "https" or host in WEB_HOSTS)
    if template != BY_HAND and (not known or "{e164}" not in template):
        raise InputError("dialer-template", template=template)
