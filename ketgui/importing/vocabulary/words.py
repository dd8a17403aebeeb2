"""Words of cells: tidied for comparison, missing ones, and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np

from ketgui.domain.fields import Choice, Field
from ketgui.domain.folding import fold
from ketgui.importing.tables.text_table import CodedText, Words

# Compared without case and outer spaces; they stand for a missing value in every column.
MISSING = frozenset(
    {
        "", "na", "n/a", "n.a.", "n.a", "#n/a", "nan", "null", "nil", "none", "nd", "n/d", "n.d.",
        "nsp", "ns", "?", "??", "-", "--", "—", "–", ".", "..", "x", "missing", "manquant",
        "manquante", "donnée manquante", "unknown", "inconnu", "inconnue", "unk", "not done",
        "not available", "not recorded", "non disponible", "non fait", "s/o", "sans objet",
        "faltante", "s/d", "sin datos", "no consta", "n/c", "desconocido", "desconocida",
        "sin dato", "ausente", "desconhecido", "sem dados",
        "fehlend", "unbekannt", "k.a.", "keine angabe", "<na>",
    }
)  # fmt: skip
# How the first line of a plan beside the patients begins.
PLAN_MARK = "# KetGUI plan"
# Numbers that often stand for a missing value: asked about, never assumed.
MISSING_NUMBERS = frozenset({-1.0, -9.0, -99.0, -999.0, 9.0, 88.0, 99.0, 888.0, 999.0, 9999.0})
ERROR_WORDS = frozenset(
    {"#div/0!", "#name?", "#null!", "#num!", "#ref!", "#value!", "#getting_data", "#spill!"}
)
_YES = frozenset(
    {
        "yes", "y", "true", "oui", "o", "vrai", "si", "s", "sim", "ja", "j", "1", "x", "checked",
        "present", "presente", "positive", "positif",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "false", "non", "faux", "nao", "nein", "0", "unchecked", "absent", "ausente",
        "none", "negative", "negatif",
    }
)  # fmt: skip
# What a yes/no column that no declared field describes is read as.
YES_NO = Field("present", "", "adverse_events", "yes_no")
# Left over by web pages, word processors and exports: two ids that look the same would differ.
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]"
)


def tidy_words(cells: CodedText) -> Words:
    """Return every word of a column tidied; a column that is tidy already costs one look at it."""
    return cells.words if cells.is_tidy else np.fromiter(map(tidy, cells.words), np.object_)


def tidy(word: str) -> str:
    """Return a cell's text without invisible characters and outer or doubled spaces, in NFC."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", word)).split())


# In the place of a number or a date they say that there is none, whatever follows: "stopped (BP)".
_NOT_TAKEN = re.compile(
    r"(?:not (?:done|given|taken|rated|assessed|received)|no show|stopped|discontinued|cancell?ed|"
    r"refused|declined|withdr[ae]wn?|dropped out|drop ?out|lost to (?:f u|follow ?up)|pending|"
    r"skipped|missed|cesse[es]?|arrete[es]?|annule[es]?|refuse[es]?|abandon\w*|perdue? de vue|"
    r"non (?:fait|donne|recu|evalue|cote)[es]*|absente?|en attente|a venir|reporte[es]?|"
    r"no (?:realizad|administrad)[oa]|suspendid[oa]|rechazad[oa]|abgebrochen|verweigert|"
    r"nicht (?:gegeben|erhoben|erschienen)|ausstehend)\b[^0-9]*"
)


def is_not_taken(word: str) -> bool:
    """Tell whether a word in the place of a number or a date says that there is none.

    Examples
    --------
    >>> is_not_taken("cessé (HTA)"), is_not_taken("stopped at 12"), is_not_taken("12 pending")
    (True, False, False)
    """
    return _NOT_TAKEN.fullmatch(fold(word)) is not None


# What says that there is nothing, and is no gap where that is an answer.
NOTHING = frozenset({"none", "nil", "aucune", "aucun", "ninguna", "ninguno", "nenhuma", "nenhum",
                     "keine", "rien", "0", "non", "no"})  # fmt: skip


def fold_id(id_: str) -> str:
    """Return an id without capitals, spaces, dashes and leading zeros: KT-02 and kt2 are alike.

    Examples
    --------
    >>> fold_id("KT-02"), fold_id("kt 2"), fold_id("0"), fold_id("1.0"), fold_id("Patient 1")
    ('kt2', 'kt2', '0', '1', 'p1')
    """
    # A spreadsheet shows the number 1 as 1.0 or 1,0; "Patient 1" is what others call P1.
    whole = re.sub(r"^(\d+)[.,]0+$", r"\1", tidy(id_).casefold())
    short = re.sub(r"^(?:patient|participant|pat|pt)[\W_]*(?=\d)", "p", whole)
    short = re.sub(r"^(?:subject|subj|sujet)[\W_]*(?=\d)", "s", short)
    bare = re.sub(r"[\W_]+", "", short)
    return re.sub(r"(?<!\d)0+(?=\d)", "", bare) or drop_case(id_)


_TOTAL = re.compile(r"(?:sub)?total\w*|sum|somme|summe|gesamt\w*|suma|soma")


def is_total(word: str) -> bool:
    """Tell whether a text names a total: "MADRS-Total Score".

    Examples
    --------
    >>> is_total("MADRS-Total Score"), is_total("MADRS-Apparent Sadness")
    (True, False)
    """
    return any(_TOTAL.fullmatch(part) for part in fold(word).split())


def fold_code(word: str) -> str:
    """Return a code folded; one of signs alone, such as "++", as it stands.

    Examples
    --------
    >>> fold_code("Oui"), fold_code("++")
    ('oui', '++')
    """
    return fold(word) or tidy(word)


def drop_case(id_: str) -> str:
    """Return an id without capitals and spaces: ids that only these tell apart are alike."""
    return "".join(id_.casefold().split())


def is_missing(word: str, codes: Iterable[str] = ()) -> bool:
    """Tell whether a word stands for a missing value, by habit or by the column's own codes."""
    plain = tidy(word).casefold()
    return plain in MISSING or plain in {tidy(code).casefold() for code in codes}


def is_error(word: str) -> bool:
    """Tell whether a word is what a spreadsheet shows for a failed formula."""
    return tidy(word).casefold() in ERROR_WORDS


def propose_code(field: Field, word: str) -> str:
    """Return what a word stands for in a choice or yes/no field, empty if that is not known."""
    folded = fold(word)
    if field.kind == "yes_no":
        return "yes" if folded in _YES else "no" if folded in _NO else ""
    return next((c.key for c in field.choices if folded in _fold_spellings(c)), "")


@cache
def _fold_spellings(choice: Choice) -> frozenset[str]:
    return frozenset(map(fold, (choice.key, choice.title, *choice.aliases)))
