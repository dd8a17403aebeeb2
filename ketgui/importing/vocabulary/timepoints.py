"""Which scale and which moment a header or a visit's name speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ketgui.domain.folding import fold

_SCALES = (
    ("madrs", r"madrs|montgomery(?: asberg)?"),
    ("hamd17", r"ham ?d ?(?:17)?|hdrs ?(?:17)?|hrsd ?(?:17)?|hamilton"),
    ("qids_sr16", r"qids(?: ?sr)?(?: ?16)?"),
    ("phq9", r"phq ?9?"),
    ("bdi2", r"bdi ?(?:ii|2)?"),
    ("cadss", r"cadss"),
    ("cgi_s", r"cgi ?s?"),
    ("gad7", r"gad ?7?"),
    ("ymrs", r"ymrs"),
)
_SCALE = re.compile("|".join(f"(?P<{key}>\\b(?:{words}))(?![a-z])" for key, words in _SCALES))
_GLUED = re.compile(r"(?<=madrs)(?=[a-z0-9])|(?<=cadss)(?=[a-z0-9])|(?<=[a-z])(?=madrs)")
_BEFORE = frozenset(
    {
        "pre", "before", "baseline", "bl", "base", "avant", "depart", "initial", "initiale",
        "antes", "basal", "inicial", "vor", "t0", "d0", "j0", "w0", "s0", "pretreatment",
        "preketamine", "vorher", "previo", "previa", "ingreso", "aufnahme",
        "screening", "admission", "prekx", "preinfusion",
    }
)  # fmt: skip
_AFTER = frozenset(
    {
        "post", "after", "endpoint", "end", "final", "finale", "finales", "apres", "fin", "despues",
        "depois", "nach", "eot", "sortie", "discharge", "posttreatment", "postketamine", "exit",
        "apos", "pos", "last", "fim", "ende", "postinfusion", "nachher", "alta", "entlassung",
        "abschluss",
    }
)  # fmt: skip
_FILLER = frozenset(
    {
        "puntuacion", "puntaje", "pontuacao", "escore", "punktzahl", "punktwert", "gesamt",
        "gesamtwert", "summe", "score", "total", "totale", "tot", "totals", "totaux", "sum",
        "somme", "at", "au", "aux", "a", "the", "le", "la",
        "les", "tx", "treatment", "traitement", "tratamiento", "tratamento", "behandlung",
        "ketamine", "ket",
        "kt",
        "infusion", "infusions", "perfusion", "perfusions", "inf", "visit", "visite", "of", "de",
        "du", "day", "days", "jour", "jours", "dia", "dias", "week", "weeks", "semaine", "semaines",
        "value", "rating", "time", "timepoint", "moment", "event", "arm", "1", "scale", "echelle",
        "study", "ses", "session",
    }
)  # fmt: skip
_OTHER_COURSE = frozenset(
    {
        "tms", "rtms", "smtr", "ect", "electroconvulsive",
    }
)  # fmt: skip
# A unit's names, and how many days it has; the number stands before or after the name.
_UNITS = (
    ("d|day|days|j|jour|jours|dia|dias|tag|tage", 1.0),
    ("w|wk|wks|week|weeks|s|sem|semaine|semaines|semana|semanas|woche|wochen", 7.0),
    ("mo|month|months|mois|mes|meses|monat|monate|m", 30.0),
    ("h|hr|hrs|hour|hours|heure|heures|hora|horas|stunde|stunden", 1 / 24),
)
_DAYS = tuple(
    (re.compile(rf"\b(?:{names}) ?(?P<n>\d{{1,3}})\b|\b(?P<m>\d{{1,3}}) ?(?:{names})\b"), days)
    for names, days in _UNITS
)


@dataclass(frozen=True)
class Timed:
    """What a header says of a rating.

    Attributes
    ----------
    scale : str
        Key of the scale, empty if it names none.
    moment : str
        "before", "after" or empty.
    day : float or None
        Days from the first infusion, where the header counts them.
    item : int
        Number of the scale's item, 0 for the total.
    sure : bool
        Whether every word of the header was understood.
    elsewhere : bool
        Whether it speaks of another treatment, whose "after" may be ketamine's "before".
    """

    scale: str
    moment: str = ""
    day: float | None = None
    item: int = 0
    sure: bool = True
    elsewhere: bool = False


def timed(text: str) -> Timed:
    """Read a header such as "MADRS_24h", "score madrs avant" or "madrs_i3_pre"."""
    folded = unglued(text)
    found = _SCALE.search(folded)
    scale = found.lastgroup or "" if found else ""
    rest = (folded[: found.start()] + " " + folded[found.end() :]) if found else folded
    item, rest = _item(rest)
    moment, day, left = _when(rest)
    if left & _OTHER_COURSE:
        return Timed(scale, "", None, item, sure=False, elsewhere=True)
    return Timed(scale, moment, day, item, sure=not left - _FILLER)


def unglued(text: str) -> str:
    """Return a header folded, with the scale's name apart: "madrs 1 pre"."""
    return _GLUED.sub(" ", fold(text))


def _item(text: str) -> tuple[int, str]:
    found = re.search(r"\b(?:item|i|q|it) ?(\d{1,2})\b", text)
    if not found:
        return 0, text
    return int(found[1]), text[: found.start()] + " " + text[found.end() :]


def _when(text: str) -> tuple[str, float | None, set[str]]:
    """Return the moment, the day, and the words that were not understood."""
    words = set(text.split())
    before, after = words & _BEFORE, words & _AFTER
    for pattern, unit in _DAYS:
        if found := pattern.search(text):
            days = int(found["n"] or found["m"]) * unit
            left = set((text[: found.start()] + " " + text[found.end() :]).split())
            if before and not after and days == 0:
                return "before", None, left - before
            return ("before", None, left - before) if days == 0 else ("", days, left - after)
    if bool(before) != bool(after):
        return ("before" if before else "after"), None, words - before - after
    return "", None, words


def scale_named(word: str) -> str:
    """Return the key of the scale a word names, the word itself for one that is not declared."""
    return timed(word).scale or word
