"""What the sources' status words mean for the follow-up, as data."""

from __future__ import annotations

import re
from functools import lru_cache

from lch_desktop.domain.leads import Stage
from lch_desktop.exchange.headers import squash

_WORDS: dict[Stage, str] = {
    Stage.NEW: "new|open|open - not contacted|not contacted|lead|new lead|subscriber"
    "|marketing qualified lead|mql|sales qualified lead|sql|opportunity|raw|fresh|prospect|potential"
    "|hot lead|warm lead|cold lead|hot|warm|cold|interested|active|neu|offen|nouveau|nuevo|abierto"
    "|inquiry|enquiry|assigned|lead nuevo|novo|aberto|nuovo|aperto|nieuw",
    Stage.TRYING: "trying|attempted to contact|attempted|attempting|attempted contact|in progress|working"
    "|no answer|left voicemail|unresponsive|approaching|in bearbeitung|en cours|en curso|em andamento|in corso"
    "|in behandeling",
    Stage.TALKING: "talking|connected|contacted|working - contacted|engaged|qualified|pre-qualified"
    "|meeting scheduled|appointment set|demo|proposal|negotiation|hot prospect|replied|spoke with customer"
    "|met with customer|showing homes|submitting offers|active listing|listing agreement|kontaktiert|contacté"
    "|contactado|contatado|contattato|gecontacteerd",
    Stage.NURTURE: "nurture|nurturing|bad timing|contact in future|recycled|not interested|long term"
    "|later|on hold|sphere",
    Stage.SOLD: "sold",
    Stage.NOT_A_LEAD: "not a lead|customer|client|closed|closed won|closed lost|closed - converted"
    "|closed - not converted|converted|won|lost|lost lead|unqualified|not qualified|disqualified|junk"
    "|junk lead|bad fit|dead|trash|spam|past client|active client|evangelist|archived|inactive"
    "|canceled|cancelled|under contract|kunde|bestandskunde|client existant|cliente|klant|verloren|gewonnen"
    "|bad data|vendor|competitor|partner",
}
_STAGES = {squash(word): stage for stage, words in _WORDS.items() for word in words.split("|")}
_NEVER_LEADS = ("unqualified", "disqualified", "junk", "churned")  # inside longer words
_CUSTOMERS = ("customer", "kunde")
_NOT_YET = ("not", "potential", "prospect", "future", "lead")  # "potential customer" is asked about
_DO_NOT_CALL = frozenset(
    squash(word)
    for word in "do not call|dnc|do not contact|opted out|opt out|no calls|never call|do not phone|unsubscribed"
    "|nicht anrufen|werbesperre|ne pas appeler|no llamar|não ligar|non chiamare|niet bellen".split("|")
)
_SEVERAL = re.compile(r"[,;|\n]|:::")  # "Hot lead, Customer"


@lru_cache(maxsize=4096)
def stage_of(word: str) -> Stage | None:
    """The stage that a status word means; None where its meaning is not known (or it is blank).

    Of several in one cell "not a lead" wins, then the first that is known.
    """
    found = _stage_of_one(word)
    if found is not None or not _SEVERAL.search(word):
        return found
    parts = [stage for stage in map(_stage_of_one, _SEVERAL.split(word)) if stage is not None]
    return Stage.NOT_A_LEAD if Stage.NOT_A_LEAD in parts else next(iter(parts), None)


def _stage_of_one(word: str) -> Stage | None:
    key = squash(word)
    known = _STAGES.get(key)
    if known is not None or not key:
        return known
    if key.startswith("closed") or any(part in key for part in _NEVER_LEADS):
        return Stage.NOT_A_LEAD
    is_customer = any(part in key for part in _CUSTOMERS) and not any(part in key for part in _NOT_YET)
    return Stage.NOT_A_LEAD if is_customer else None


@lru_cache(maxsize=4096)
def forbids_calls(word: str) -> bool:
    """Whether a status, or one of the tags in a cell, says that this person must not be called."""
    return squash(word) in _DO_NOT_CALL or any(squash(part) in _DO_NOT_CALL for part in _SEVERAL.split(word))
