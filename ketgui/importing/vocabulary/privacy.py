"""Direct identifiers: columns and cells that could name a person, found before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ketgui.domain.folding import fold

Identifier = Literal[
    "name", "birth_date", "phone", "email", "address", "record", "health", "social"
]

_HEALTH_NUMBER = re.compile(
    r"\b[A-Z]{4}[ -]?\d{2}(?:[05][1-9]|[16][0-2])[ -]?\d{4}\b", re.IGNORECASE
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
# As written in North America, and in France and Belgium by pairs.
_PHONE = re.compile(
    r"(?<![\d.])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|(?<![\d.])(?:\+\d{2} ?\d|0\d)(?:[ .-]\d{2}){4}(?!\d)"
)
_POSTAL_CODE = re.compile(r"\b[ABCEGHJ-NPR-TVXY]\d[A-Z] \d[A-Z]\d\b")
_SOCIAL = re.compile(r"(?<!\d)\d{3}([ -]?)\d{3}\1\d{3}(?!\d)")
_RECORD = re.compile(r"\d{6,10}")
_HEADERS: tuple[tuple[Identifier, str], ...] = (
    ("birth_date", r"dob|ddn|birth ?date|date of birth|birthday|date (?:de )?naissance|ne le|"
     r"fecha (?:de )?nacimiento|data (?:de )?nascimento|geburtsdatum|naissance"),
    ("name", r"(?:first|last|full|family|given|sur|patient|middle|maiden) ?names?|names?|nom|noms|"
     r"prenom|nom (?:de famille|complet|et prenom|prenom)|prenom nom|nombre|apellidos?|nome|"
     r"sobrenome|vorname|nachname|familienname|initials?|initiales"),
    ("phone", r"(?:cell|home|mobile)? ?(?:tel|phone|telephone|telefono|telefone|telefon|fax)"
     r"(?: (?:no|number|numero))?|cellulaire|mobile"),
    ("email", r"e ?mails?|courriel|mail|correo(?: electronico)?|adresse courriel"),
    ("address", r"(?:home |mailing )?address|adresse|street|rue|direccion|endereco|strasse|"
     r"postal ?code|code postal|zip(?: code)?|postcode|city|ville"),
    ("record", r"mrn|medical record(?: (?:no|number))?|(?:no |numero (?:de )?)?dossier|"
     r"hospital (?:no|number|id)|chart(?: (?:no|number))?|prontuario|nhc|"
     r"(?:n |no |numero )?(?:de )?historia(?: clinica)?"),
    ("health", r"ramq|nam|health (?:card|insurance|number).*|carte (?:d )?assurance maladie|ohip|"
     r"phn|nhs(?: (?:no|number))?|numero (?:d )?assurance maladie"),
    ("social", r"sin|ssn|nas|social (?:insurance|security).*|numero (?:d )?assurance sociale"),
)  # fmt: skip


def by_header(header: str) -> Identifier | None:
    """Return the kind of direct identifier that a header announces, None for none."""
    folded = fold(header)
    return next((kind for kind, names in _HEADERS if re.fullmatch(names, folded)), None)


def by_content(words: Iterable[str]) -> Identifier | None:
    """Return the kind of direct identifier that a column's words show, None for none."""
    return next((kind for word in words if (kind := in_text(word))), None)


def in_text(text: str) -> Identifier | None:
    """Return the kind of direct identifier that a cell holds, None for none.

    Examples
    --------
    >>> in_text("call 514-555-0199"), in_text("AAAA 0101 0112"), in_text("046 454 286")
    ('phone', 'health', 'social')
    """
    if _HEALTH_NUMBER.search(text):
        return "health"
    if _EMAIL.search(text):
        return "email"
    if _PHONE.search(text):
        return "phone"
    if _POSTAL_CODE.search(text):
        return "address"
    found = (re.sub(r"\D", "", match[0]) for match in _SOCIAL.finditer(text))
    return "social" if any(_luhn(digits) for digits in found) else None


def looks_identifying(text: str) -> bool:
    """Tell whether a cell may name a person, so that no message repeats it."""
    return in_text(text) is not None


def is_record_number(header: str, words: Iterable[str]) -> bool:
    """Tell whether a column of ids holds a hospital's own record numbers."""
    return by_header(header) == "record" and any(_RECORD.fullmatch(word) for word in words)


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
