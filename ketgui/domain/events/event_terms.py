"""Lookup of the everyday words for adverse events, in several languages."""

from __future__ import annotations

from ketgui.domain.events.adverse_events import (
    CARDIAC,
    EVENT_TERMS,
    EYE,
    GASTROINTESTINAL,
    NERVOUS,
    PSYCHIATRIC,
    RENAL,
    SOC_OF_TERM,
    VASCULAR,
)
from ketgui.domain.folding import fold

# The list as it is shown: a word, and the term that it is counted under.
SYNONYMS: tuple[tuple[str, str], ...] = tuple(
    (word, term.name) for term in EVENT_TERMS for word in term.words.split("|")
)
# The French names of the classes of the built-in list.
_CLASSES = {
    "affections psychiatriques": PSYCHIATRIC,
    "affections du systeme nerveux": NERVOUS,
    "affections gastro intestinales": GASTROINTESTINAL,
    "affections vasculaires": VASCULAR,
    "affections cardiaques": CARDIAC,
    "affections oculaires": EYE,
    "affections du rein et des voies urinaires": RENAL,
} | {fold(title): title for title in SOC_OF_TERM.values()}
# Folded once, at import: every cell of every file is looked up here.
_PREFERRED = {fold(term): term for term in SOC_OF_TERM} | {
    fold(word): term for word, term in SYNONYMS
}


# Words that say that nothing happened: a fact about the patient, and no event.
_NO_EVENT = frozenset(
    {
        "none", "no", "nil", "no event", "no adverse event", "no ae", "aucun", "aucune",
        "aucun evenement", "aucun effet", "rien", "neant", "ninguno", "nenhum", "keine", "non",
        "nein", "nao", "n", "0", "ras", "rien a signaler", "none reported", "none known", "no aes",
        "no adverse events", "no side effects", "aucun ei", "aucun effet secondaire",
        "aucun effet indesirable", "aucun evenement indesirable", "pas d effet", "ninguna",
        "sin efectos", "nenhuma", "nada", "r a s", "s o", "sans objet", "sans particularite",
        "sans particularites", "aucune particularite", "sp", "sin novedad", "sem queixas",
        "unauffallig", "o b", "na none", "not applicable", "no se", "no s e", "no a e",
        "tolerated well", "well tolerated", "bien tolere", "bien toleree", "nothing to report",
        "pas d ei", "aucun es", "no complaints", "nothing", "aucun e i",
    }
)  # fmt: skip


def is_no_event(word: str) -> bool:
    """Tell whether a term says that there was no event.

    Parameters
    ----------
    word : str
        As in the file.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_no_event("Aucun"), is_no_event("nausea")
    (True, False)
    """
    return fold(word) in _NO_EVENT


def find_preferred_term(word: str) -> str:
    """Return the preferred term of a word; the folded word itself where the list has none.

    Parameters
    ----------
    word : str
        As in the file.

    Returns
    -------
    str

    Examples
    --------
    >>> find_preferred_term("Nausées"), find_preferred_term("itching")
    ('nausea', 'itching')
    """
    folded = fold(word)
    return _PREFERRED.get(folded, folded)


def find_soc(word: str) -> str:
    """Return the system organ class of a term.

    Parameters
    ----------
    word : str
        The term, in any of the list's words for it.

    Returns
    -------
    str
        Empty if the built-in list has no such term.

    Examples
    --------
    >>> find_soc("Nausées"), find_soc("itching")
    ('Gastrointestinal disorders', '')
    """
    return SOC_OF_TERM.get(find_preferred_term(word), "")


def recognise_soc(name: str) -> str:
    """Return the class of the built-in list that a file names, else the file's own text.

    Parameters
    ----------
    name : str
        As in the file.

    Returns
    -------
    str

    Examples
    --------
    >>> recognise_soc("Affections psychiatriques"), recognise_soc("Skin")
    ('Psychiatric disorders', 'Skin')
    """
    return _CLASSES.get(fold(name), name)
