"""Direct identifiers: columns and cells that could name a person, found before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ketgui.domain.folding import fold

Identifier = Literal[
    "name", "birth_date", "phone", "email", "address", "record", "health", "social"
]

# Quebec's health insurance number: four letters of the name, then the date of birth, in which 50
# is added to a woman's month.
_HEALTH_NUMBER = re.compile(
    r"\b[A-Z]{4}[ -]?\d{2}(?:[05][1-9]|[16][0-2])[ -]?\d{4}\b", re.IGNORECASE
)
# Bounded, so that a long text costs no more than its length.
_EMAIL = re.compile(r"[^@\s]@[^@\s]{1,80}\.[a-z]{2,24}", re.IGNORECASE)
# As written in North America, and in France and Belgium by pairs.
_PHONE = re.compile(
    r"(?<![\d.])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|(?<![\d.])(?:\+\d{2} ?\d|0\d)(?:[ .-]\d{2}){4}(?!\d)"
)
# Canadian, whose letters leave out those that resemble a digit or another letter.
_POSTAL_CODE = re.compile(r"\b[ABCEGHJ-NPR-TVXY]\d[A-Z] \d[A-Z]\d\b")
# Neither the decimals of a number nor a part of a longer one.
_SOCIAL = re.compile(r"(?<![\d.,])\d{3}([ -]?)\d{3}\1\d{3}(?![\d.,]?\d)")
_RECORD = re.compile(r"\d{6,10}")
_HEADERS: tuple[tuple[Identifier, str], ...] = (
    ("birth_date", r"born|b d|dob|d o b|ddn|d d n|d n|dn|birth ?date|birth|"
     r"date (?:of )?birth|birthday|"
     r"date (?:de )?nais(?:s|sance)?|nais(?:s|sance)?|ne le|nee le|ne e le|date nee?|"
     r"geb(?: ?dat(?:um)?)?|fecha (?:de )?nac(?:imiento)?|f nac|data (?:de )?nasc(?:imento)?|"
     r"dt nasc|geburtsdatum|geburtstag|nascimento|nacimiento"),
    ("name", r"(?:(?:patient|pt|mother|mere|father|maiden|first|last|full|family|given|sur|middle|"
     r"contact) ?s? ?)?names?|"
     r"noms?(?: (?:de |du |de la |d )?(?:famille|complet|patiente?|mere|pere|jeune fille|"
     r"conjointe?|naissance|contact))?|pren(?:oms?)?|noms? (?:et |& )?prenoms?|"
     r"prenoms? (?:et )?noms?|(?:patient|pt|mother) ?s? (?:first |last |maiden )?name|"
     r"nombres?(?: y apellidos?| completo)?|apellidos?(?: y nombres?)?|nome(?: completo| da mae)?|"
     r"sobrenome|vorname|nachname|familienname|name vorname|init|initials?|initiales|iniciais|"
     r"(?:emerg(?:ency)? )?contact(?: person)?|next of kin|personne a contacter|"
     r"iniciales"),
    ("phone", r"(?:(?:cell|home|mobile|work|no|no de|numero|numero de|n|site|clinic|contact|"
     r"emergency|emerg|next of kin|gp|doctor|family|centre|center|patient|pt|parent|spouse|"
     r"urgence) )*"
     r"(?:tel|phone|telephone|telefono|telefone|telefon|fax|cell|cellulaire|mobile|celular|movil|"
     r"handy)(?: (?:no|number|numero|maison|travail|domicile))?"),
    ("email", r"e ?mails?(?: address)?|courriel|mail|correo(?: electronico)?|"
     r"adresse (?:courriel|mail)"),
    ("address", r"(?:home |mailing |street )?address|adresse(?: postale| complete)?|adr|street|"
     r"rue|direccion|endereco|strasse|anschrift|postal ?code|code postal|c p|zip(?: code)?|"
     r"postcode|plz|cep|city|ville|ciudad|cidade|wohnort|municipalite"),
    ("record", r"mrn|m r n|medical record(?: (?:no|number))?|med rec(?: no)?|"
     r"(?:no |n |nr |num |numero )?(?:de |du )?dossier(?: (?:medical|hospitalier|patient|no))?|"
     r"hospital (?:no|number|id)|hosp no|chart(?: (?:no|number))?|prontuario|nhc|"
     r"unit (?:no|number)|(?:n |no |numero )?(?:de )?historia(?: clinica)?|aktenzeichen|ipp|nip"),
    ("health", r"ramq|r a m q|nam|n a m|no (?:d )?ass(?:urance)? maladie|"
     r"health (?:card|insurance|number).*|carte (?:d )?assurance maladie|cam|ohip|hcn|phn|"
     r"nhs(?: (?:no|number))?|(?:no|numero) (?:d )?assurance maladie|versichertennummer|sns|"
     r"cartao sus"),
    ("social", r"(?:n|no|num|numero) (?:de )?ss|sin|ssn|nas|n a s|social (?:insurance|security).*|"
     r"(?:no|numero) (?:d )?assurance sociale|nir|no secu(?:rite sociale)?|dni|cpf|curp"),
)  # fmt: skip


def identify_by_header(header: str) -> Identifier | None:
    """Return the kind of direct identifier that a header announces, None for none."""
    folded = fold(header)
    return next((kind for kind, names in _HEADERS if re.fullmatch(names, folded)), None)


def identify_by_content(words: Iterable[str]) -> Identifier | None:
    """Return the kind of direct identifier that a column's words show, None for none."""
    return next((kind for word in words if (kind := identify_in_text(word))), None)


def identify_in_text(text: str) -> Identifier | None:
    """Return the kind of direct identifier that a cell holds, None for none.

    Examples
    --------
    >>> [identify_in_text(t) for t in ("call 514-555-0199", "AAAA 0101 0112", "046 454 286")]
    ['phone', 'health', 'social']
    """
    if _HEALTH_NUMBER.search(text):
        return "health"
    if "@" in text and _EMAIL.search(text):
        return "email"
    if _PHONE.search(text):
        return "phone"
    if _POSTAL_CODE.search(text):
        return "address"
    numbers = (re.sub(r"\D", "", match[0]) for match in _SOCIAL.finditer(text))
    return "social" if any(_has_check_digit(digits) for digits in numbers) else None


def is_identifying(text: str) -> bool:
    """Tell whether a cell may name a person, so that no message repeats it."""
    return identify_in_text(text) is not None


_PART = r"(?:[A-ZÀ-Þ]['’])?[A-ZÀ-Þ][a-zà-ÿ'’]{1,20}"
_NAME = re.compile(
    rf"{_PART}(?:[ -]{_PART}){{0,2}},? (?:{_PART}|[A-ZÀ-Þ]\.?)"
    r"(?:[ -][A-ZÀ-Þ][a-zà-ÿ'’]{0,20}\.?)?"
    r"|[A-ZÀ-Þ' -]{3,20}, [A-ZÀ-Þ][A-Za-zÀ-ÿ'. -]{0,20}"
)
# Words of codes, of groups and of places are capitalised too.
_NO_NAMES = frozenset(
    {"patient", "subject", "participant", "sujet", "case", "group", "groupe", "site", "control",
     "cas", "arm", "bras", "paciente", "sujeto", "proband", "pt", "study", "cohort", "total"}
)  # fmt: skip
_MOSTLY = 0.6


def are_names(words: Iterable[str]) -> bool:
    """Tell whether a column's words are mostly people's names: "Tremblay, Marie".

    Examples
    --------
    >>> are_names(["Tremblay, Marie", "Roy, Luc"]), are_names(["P1"]), are_names(["Patient A"])
    (True, False, False)
    """
    some = [word for word in words if word][:200]
    named = sum(bool(_NAME.fullmatch(w)) and not _NO_NAMES & set(fold(w).split()) for w in some)
    return bool(some) and named >= _MOSTLY * len(some)


def is_record_number(header: str, words: Iterable[str]) -> bool:
    """Tell whether a column of ids holds a hospital's own record numbers."""
    return identify_by_header(header) == "record" and any(_RECORD.fullmatch(word) for word in words)


def _has_check_digit(digits: str) -> bool:
    """Tell whether nine digits have the check digit of a social insurance number.

    One of ten numbers has it by chance, so that most codes of nine digits are no false alarm.
    """
    # From the right, every second digit counts double; the digits of a double are added up.
    doubled = [int(d) * (1 + position % 2) for position, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
