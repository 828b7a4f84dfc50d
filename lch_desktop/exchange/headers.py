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
# Read as well, though no field of their own on screen. "tags" are looked through for "do not call" alone.
EXTRA_FIELDS = ("prefix", "middle_name", "suffix", "no_email", "tags")


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """The bare letters and digits of `text`, lower case, accents off: "E-mail 1" is "email1"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def squashed(words: Mapping[str, str]) -> dict[str, str]:
    """`words` (field -> headers parted by "|") turned round: squashed header -> field."""
    return {squash(header): name for name, headers in words.items() for header in headers.split("|")}


# Field -> headers that mean it in any file. English, then German, French, Spanish, Portuguese, Italian, Dutch.
COMMON: dict[str, str] = squashed(
    {
        "name": "name|full name|fullname|contact name|lead name|person|display name|file as|contact|contact person"
        "|client name|customer name|prospect|prospect name"
        "|vollständiger name|ansprechpartner|kontakt|kontaktname|kontaktperson"
        "|nom complet|nom et prénom|contacto|nombre completo|nombre y apellidos"
        "|nome completo|contato|nome e cognome|contatto|nominativo|naam|volledige naam|contactpersoon",
        "first_name": "first name|given name|first|forename|fname|vorname|rufname|prénom|nombre|nombres"
        "|primer nombre|nome|primeiro nome|nome proprio|nome di battesimo|voornaam|roepnaam",
        "last_name": "last name|surname|family name|last|lname|nachname|familienname|zuname|nom|nom de famille"
        "|apellido|apellidos|primer apellido|sobrenome|apelido|último nome|cognome|achternaam|familienaam",
        "middle_name": "middle name|additional name|weitere vornamen|deuxième prénom|segundo nombre|nome do meio"
        "|secondo nome|tussenvoegsel|tweede voornaam",
        "prefix": "salutation|name prefix|prefix|honorific|anrede|titel|civilité|tratamiento|tratamento|titolo"
        "|aanhef|aanspreektitel",
        "suffix": "suffix|name suffix|namenszusatz|suffixe|sufijo|sufixo|suffisso|achtervoegsel",
        "company": "company|company name|company / account|account|account name|organization|organisation"
        "|organization name|organisation name|associated company|business name|business|employer|firm"
        "|firma|firmenname|unternehmen|unternehmensname|betrieb|société|entreprise|raison sociale|nom de l'entreprise"
        "|empresa|compañía|nombre de la empresa|razón social|nome da empresa|companhia|organização|razão social"
        "|azienda|società|ditta|ragione sociale|nome azienda|bedrijf|bedrijfsnaam|organisatie|werkgever",
        "title": "title|job title|jobtitle|position|role|organization title|occupation|berufsbezeichnung|funktion"
        "|beruf|stellung|poste|fonction|titre du poste|cargo|puesto|função|profissão|ruolo|posizione|mansione"
        "|qualifica|functie|functietitel",
        "phone": "phone|phone number|telephone|telephone number|tel|mobile|mobile phone"
        "|mobile phone number|cell|cell phone|cellphone|home phone|work phone|business phone"
        "|office phone|direct phone|direct line|direct dial|other phone|secondary phone|primary phone"
        "|company phone|company main phone|car phone|radio phone|callback|main phone|phones|mobile number|cell number"
        "|contact number|phone no|tel no|number to call|landline"
        "|telefon|telefonnummer|tel nr|handy|handynummer|mobil|mobilnummer|mobiltelefon|mobilfunknummer|rufnummer"
        "|festnetz|durchwahl"
        "|téléphone|portable|mobile professionnel|téléphone portable|téléphone mobile|téléphone fixe"
        "|numéro de téléphone|n° de téléphone|teléfono|móvil|celular|número de teléfono|teléfono móvil|teléfono fijo"
        "|telefone|telemóvel|número de telefone|telefone celular|telefono|cellulare|numero di telefono"
        "|telefono cellulare|recapito telefonico|telefoon|telefoonnummer|mobiel|mobiele telefoon|mobiel nummer|gsm",
        "email": "email|e-mail address|email address|mail|secondary email|primary email|work email|business email"
        "|personal email|other email|emails|mailadresse|e-mail-adresse|elektronische post|adresse e-mail"
        "|adresse de messagerie|adresse électronique|courriel|mél|correo|correo electrónico|dirección de correo"
        "|dirección de correo electrónico|endereço de e-mail|correio eletrônico|correio electrónico"
        "|indirizzo e-mail|posta elettronica|indirizzo di posta elettronica|e-mailadres|mailadres",
        "city": "city|town|mailing city|business city|home city|other city|billing city|primary address city"
        "|ort|stadt|wohnort|gemeinde|ville|commune|localité|ciudad|población|localidad|municipio|cidade|município"
        "|localidade|città|comune|località|plaats|woonplaats|stad|vestigingsplaats",
        "state": "state|province|state/region|state/province|mailing state/province|mailing state"
        "|business state|home state|other state|billing state|billing state/province|region|bundesland|kanton"
        "|région|département|provincia|estado|comunidad autónoma|distrito|província|regione|provincie",
        "zip": "zip|zip code|zipcode|zip/postal code|postal code|postcode|mailing zip/postal code|mailing zip"
        "|mailing postal code|business postal code|home postal code|other postal code|billing zip/postal code"
        "|plz|postleitzahl|code postal|cp|código postal|c.p.|cep|cap|codice postale|codice di avviamento postale"
        "|codice avviamento postale|postkode",
        "country": "country|country/region|mailing country|business country/region|home country/region"
        "|other country/region|billing country|country code|country/territory|land|staat|pays|país|paese|nazione"
        "|land/regio|land/region",
        "zone": "time zone|timezone|tz|zone|zeitzone|fuseau horaire|zona horaria|fuso horário|fuso orario|tijdzone",
        "value": "value|deal value|deal amount|amount|deal size|opportunity amount|expected revenue|price"
        "|wert|betrag|auftragswert|montant|valeur|importe|valor|valor do negócio|valore|importo|waarde|bedrag",
        "stage": "stage|lead status|status|lifecycle stage|lead stage|pipeline stage|phase|contact stage"
        "|leadstatus|statut|étape|estado del lead|etapa|estágio|situação|stato|stato del lead|fase",
        "owner": "owner|contact owner|lead owner|account owner|assigned to|assignee|sales rep|agent|assigned agent"
        "|owner name|besitzer|zuständig|inhaber|betreuer|verantwortlich|propriétaire|responsable|propietario"
        "|proprietário|responsável|proprietario|responsabile|eigenaar|verantwoordelijke",
        "notes": "notes|note|description|comments|comment|remarks|background|notizen|notiz|bemerkung"
        "|bemerkungen|anmerkungen|beschreibung|commentaire|commentaires|remarques|notas|comentarios|observaciones"
        "|descripción|observações|comentários|descrição|commenti|osservazioni|descrizione|notities|opmerkingen"
        "|omschrijving",
        "personal": "personal|personal notes|personal details|persönliches",
        "last_talk": "last talk|last conversation|talked about|last talked about",
        "may_need": "may need|needs|interested in|bedarf|besoin|interés",
        "do_not_call": "do not call|dnc|donotcall|do not contact|opt out|opted out|opt-out|unsubscribed|no calls"
        "|do not phone|call opt out|phone opt out|is dnc|dnc status|on dnc list|do not disturb"
        "|nicht anrufen|anrufsperre|werbesperre|ne pas appeler|ne pas contacter|opposition|no llamar|não ligar"
        "|não telefonar|non chiamare|non contattare|niet bellen|bel-me-niet",
        "no_email": "email opt out|unsubscribed from all email|has opted out of email|hasoptedoutofemail"
        "|no email|do not email|marketing email opt out|email unsubscribed|opted out of email|emailoptout"
        "|unsubscribed from emails|keine e-mails|désabonné des e-mails",
        "last_activity": "last activity|last activity date|last contacted|last contact|last contact date"
        "|last communication|last touch|lastactivitydate|last activity time|letzte aktivität|letzter kontakt"
        "|dernière activité|dernier contact|última actividad|último contacto|última atividade|ultima attività"
        "|ultimo contatto|laatste activiteit|laatste contact",
        "tags": "tags|tag|labels|label|categories|category|group membership|lists|groups|schlagwörter|kategorien"
        "|étiquettes|catégories|etiquetas|categorías|categorias|etichette|categorie|categorieën",
    }
)

# Headers that are half a name or a whole one, depending on what stands beside them.
WHOLE_IF_ALONE = frozenset(map(squash, ("nombre", "nombres", "nome", "nom", "naam", "name", "first", "last")))

# Headers with numbers in them or around them, tried after COMMON, first hit wins; on squashed text.
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r".*fax.*|pager|telex|isdn|tty.*|assistant.*|manager.*|.*(?:type|label|photo|yomi|phonetic)"), IGNORE),
    (
        re.compile(
            r"(?:home|work|business|mobile|cell|other|main|primary|secondary|direct)?(?:phone|telephone|tel|telefon)"
            r"(?:number|no)?\d{1,2}(?:value|number)?"
        ),
        "phone",
    ),
    # Outlook in German, French, Spanish, Portuguese, Italian and Dutch.
    (
        re.compile(
            r"(?:telefon|mobiltelefon|handy|telephone|tel|telefono|telefone|telefoon|telemovel)(?:der|de|du|da|do|del)?"
            r"(?:geschaftlich|privat|firma|buro|dienstlich|weiteres?|bureau|domicile|professionnel|personnel|trabajo"
            r"|oficina|particular|casa|trabalho|comercial|ufficio|abitazione|lavoro|werk|zakelijk|prive|thuis|mobiel"
            r"|mobil|mobile)\d?"
        ),
        "phone",
    ),
    (re.compile(r"(?:email|mail)\d{1,2}(?:value|address|adresse)?|email(?:value|address|adresse)\d{1,2}"), "email"),
    (re.compile(r"email(?:geschaftlich|privat|professionnel|personnel|zakelijk|prive|lavoro|trabajo)"), "email"),
    (re.compile(r"(?:unsubscribedfrom|optedoutof)email.*|emailoptout.*"), "no_email"),
    (re.compile(r"donotcall(?:flag|list|status|registry)|.*optoutofcalls|.*(?:phone|calls?)optout"), "do_not_call"),
    (re.compile(r"organization\d(?:name)?"), "company"),
    (re.compile(r"organization\dtitle"), "title"),
    (re.compile(r"address\dcity|(?:ort|ville|ciudad|cidade|citta)(?:geschaftlich|privat|bureau|domicile)"), "city"),
    (re.compile(r"address\d(?:region|state|province)"), "state"),
    (re.compile(r"address\d(?:postalcode|zip|zipcode)|postleitzahl(?:geschaftlich|privat)"), "zip"),
    (re.compile(r"address\dcountry"), "country"),
)  # fmt: skip

# Label -> what a phone's header or the words beside a number say; first hit in squashed text.
PHONE_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("fax", ("fax",)),
    ("mobile", ("mobile", "cell", "mobil", "handy", "portable", "movil", "celular", "mobiel", "gsm", "iphone",
                "telemovel")),
    ("home", ("home", "privat", "domicile", "casa", "abitazione", "thuis", "particular", "personnel")),
    ("work", ("work", "business", "office", "direct", "corporate", "company", "geschaft", "dienst", "bureau",
              "trabajo", "trabalho", "ufficio", "lavoro", "werk", "zakelijk", "professionnel", "main")),
    ("other", ("other", "secondary", "2")),
)  # fmt: skip


@lru_cache(maxsize=1024)
def phone_label(header: str) -> str:
    """What kind of phone `header` speaks of: mobile, home, work, fax, other, or ""."""
    key = squash(header)
    return next((label for label, words in PHONE_LABELS if any(word in key for word in words)), "")
