"""What column headers mean in any file, as data, and how headers are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

IGNORE = "ignore"
FIELDS = (
    "name", "first_name", "last_name", "company", "title", "phone", "email", "city", "state", "zip",
    "country", "zone", "value", "stage", "owner", "notes", "personal", "last_talk", "may_need", "do_not_call",
    "last_activity", IGNORE,
)  # fmt: skip
# Read as well, though no field of their own on screen.
EXTRA_FIELDS = ("prefix", "middle_name", "suffix", "no_email")


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """The bare letters and digits of `text`, lower case, accents off: "E-mail 1" is "email1"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def squashed(words: Mapping[str, str]) -> dict[str, str]:
    return {squash(header): name for name, headers in words.items() for header in headers.split("|")}


# Field -> headers that mean it in any file. English, then German, French, Spanish.
COMMON: dict[str, str] = squashed(
    {
        "name": "name|full name|contact name|lead name|person|display name|file as|contact|client name"
        "|customer name|nom complet|vollständiger name|ansprechpartner|nombre completo"
        "|nombre y apellidos",
        "first_name": "first name|given name|first|forename|fname|vorname|prénom|nombre",
        "last_name": "last name|surname|family name|last|lname|nachname|familienname|nom|nom de famille"
        "|apellido|apellidos",
        "middle_name": "middle name|additional name",
        "prefix": "salutation|name prefix|prefix|honorific|anrede|civilité|tratamiento",
        "suffix": "suffix|name suffix",
        "company": "company|company name|company / account|account|account name|organization|organisation"
        "|organization name|associated company|business name|employer|firm|firma|unternehmen|société"
        "|entreprise|empresa|compañía",
        "title": "title|job title|position|role|organization title|occupation|berufsbezeichnung|funktion"
        "|poste|fonction|cargo|puesto",
        "phone": "phone|phone number|telephone|telephone number|tel|mobile|mobile phone"
        "|mobile phone number|cell|cell phone|cellphone|home phone|work phone|business phone"
        "|office phone|direct phone|direct line|other phone|secondary phone|primary phone"
        "|company phone|company main phone|car phone|main phone|phones|telefon|telefonnummer|handy"
        "|mobil|mobiltelefon|rufnummer|téléphone|portable|numéro de téléphone|teléfono|móvil|celular"
        "|mobile number|cell number|contact number|phone no",
        "email": "email|e-mail address|email address|mail|secondary email|work email|business email"
        "|personal email|emails|adresse e-mail|courriel|correo|correo electrónico|mailadresse",
        "city": "city|town|mailing city|business city|home city|ort|stadt|wohnort|ville|ciudad",
        "state": "state|province|state/region|state/province|mailing state/province|mailing state"
        "|business state|home state|region|bundesland|région|provincia|estado",
        "zip": "zip|zip code|zip/postal code|postal code|postcode|mailing zip/postal code|mailing zip"
        "|business postal code|home postal code|plz|postleitzahl|code postal|código postal",
        "country": "country|country/region|mailing country|business country/region|home country/region"
        "|land|pays|país|country code",
        "zone": "time zone|timezone|tz|zone|zeitzone|fuseau horaire|zona horaria",
        "value": "value|deal value|deal amount|amount|deal size|opportunity amount|expected revenue|price"
        "|wert|betrag|montant|valeur|importe|valor",
        "stage": "stage|lead status|status|lifecycle stage|lead stage|pipeline stage|phase|statut|étape"
        "|estado del lead|etapa",
        "owner": "owner|contact owner|lead owner|account owner|assigned to|assignee|sales rep|agent"
        "|owner name|besitzer|zuständig|propriétaire|propietario",
        "notes": "notes|note|description|comments|comment|remarks|background|notizen|bemerkung"
        "|bemerkungen|commentaire|commentaires|remarques|notas|comentarios",
        "personal": "personal|personal notes|personal details|persönliches",
        "last_talk": "last talk|last conversation|talked about|last talked about",
        "may_need": "may need|needs|interested in|bedarf|besoin|interés",
        "do_not_call": "do not call|dnc|donotcall|do not contact|opt out|opted out|unsubscribed|no calls"
        "|nicht anrufen|ne pas appeler|no llamar",
        "no_email": "email opt out|unsubscribed from all email|has opted out of email|hasoptedoutofemail"
        "|no email|do not email|marketing email opt out",
        "last_activity": "last activity|last activity date|last contacted|last contact|last contact date"
        "|last communication|last touch|letzte aktivität|letzter kontakt|dernière activité"
        "|última actividad",
    }
)

# Headers with numbers in them or around them, tried after COMMON, first hit wins; on squashed text.
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r".*fax.*|pager|telex|isdn|.*(?:type|label|photo|yomi|phonetic)"), IGNORE),
    (
        re.compile(
            r"(?:home|work|business|mobile|cell|other|main|primary|secondary)?(?:phone|telephone|tel)"
            r"(?:number|no)?\d{1,2}(?:value|number)?"
        ),
        "phone",
    ),
    (re.compile(r"email\d{1,2}(?:value|address)?|email(?:value|address)\d{1,2}"), "email"),
    (re.compile(r"organization\d(?:name)?"), "company"),
    (re.compile(r"organization\dtitle"), "title"),
    (re.compile(r"address\dcity"), "city"),
    (re.compile(r"address\dregion"), "state"),
    (re.compile(r"address\dpostalcode"), "zip"),
    (re.compile(r"address\dcountry"), "country"),
)

# Label -> what a phone's header or the words beside a number say; first hit in squashed text.
PHONE_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mobile", ("mobile", "cell", "mobil", "handy", "portable", "movil", "celular")),
    ("home", ("home", "privat", "domicile", "casa")),
    (
        "work",
        ("work", "business", "office", "direct", "corporate", "company", "geschaft", "bureau", "trabajo"),
    ),
    ("other", ("other", "secondary", "2")),
)


def phone_label(header: str) -> str:
    """What kind of phone `header` speaks of: mobile, home, work, other, or ""."""
    key = squash(header)
    return next((label for label, words in PHONE_LABELS if any(word in key for word in words)), "")
