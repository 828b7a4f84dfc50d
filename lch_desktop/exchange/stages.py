"""What the sources' status words mean for the follow-up, as data."""

from __future__ import annotations

from lch_desktop.domain.leads import Stage
from lch_desktop.exchange.headers import squash

_WORDS: dict[Stage, str] = {
    Stage.NEW: "new|open|open - not contacted|not contacted|lead|new lead|subscriber"
    "|marketing qualified lead|mql|sales qualified lead|sql|opportunity|raw|fresh|prospect|potential"
    "|hot lead|warm lead|cold lead|hot|warm|cold|interested|active|neu|offen|nouveau|nuevo|abierto"
    "|inquiry|enquiry|assigned",
    Stage.TRYING: "trying|attempted to contact|attempted|attempting|attempted contact|in progress|working"
    "|no answer|left voicemail|in bearbeitung|en cours|en curso",
    Stage.TALKING: "talking|connected|contacted|working - contacted|engaged|qualified|pre-qualified"
    "|meeting scheduled|appointment set|demo|proposal|negotiation|hot prospect|kontaktiert|contacté"
    "|contactado",
    Stage.NURTURE: "nurture|nurturing|bad timing|contact in future|recycled|not interested|long term"
    "|later|on hold|sphere",
    Stage.SOLD: "sold",
    Stage.NOT_A_LEAD: "not a lead|customer|client|closed|closed won|closed lost|closed - converted"
    "|closed - not converted|converted|won|lost|lost lead|unqualified|not qualified|disqualified|junk"
    "|junk lead|bad fit|dead|trash|spam|past client|active client|evangelist|archived|inactive"
    "|canceled|cancelled|under contract|kunde|bestandskunde|client existant|cliente|verloren|gewonnen"
    "|vendor|competitor|partner",
}
_STAGES = {squash(word): stage for stage, words in _WORDS.items() for word in words.split("|")}
_NEVER_LEADS = ("unqualified", "disqualified", "junk", "churned")  # inside longer words
_CUSTOMERS = ("customer", "kunde")
_NOT_YET = ("not", "potential", "prospect", "future", "lead")  # "potential customer" is asked about
_DO_NOT_CALL = frozenset(squash(word) for word in "do not call|dnc|do not contact|opted out".split("|"))


def stage_of(word: str) -> Stage | None:
    """The stage that a status word means; None where its meaning is not known (or it is blank)."""
    key = squash(word)
    known = _STAGES.get(key)
    if known is not None or not key:
        return known
    if key.startswith("closed") or any(part in key for part in _NEVER_LEADS):
        return Stage.NOT_A_LEAD
    is_customer = any(part in key for part in _CUSTOMERS) and not any(part in key for part in _NOT_YET)
    return Stage.NOT_A_LEAD if is_customer else None


def forbids_calls(word: str) -> bool:
    """Whether a status says that this person must not be called."""
    return squash(word) in _DO_NOT_CALL
