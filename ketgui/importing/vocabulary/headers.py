"""What a header means: compared with the fields' names without case, accents and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from ketgui.domain.fields import FIELDS, TABLES, Field, TableName, get_fields
from ketgui.domain.folding import fold

# Words that a header may carry without meaning another thing.
_FILLER = frozenset(
    {
        "the", "of", "at", "in", "no", "nr", "num", "number", "value", "total", "score", "result",
        "patient", "subject", "pt", "de", "du", "des", "la", "le", "les", "del", "da", "do", "dos",
        "en", "valeur", "resultat", "valor", "wert", "years", "annees",
        "jahren", "year", "ans", "anos", "jahre", "kg",
        "mg", "hz", "min", "sec", "s", "minutes", "seconds", "secondes", "mm", "dd", "yyyy", "aaaa",
        "yn", "puntuacion", "puntaje", "pontuacao", "escore", "punktzahl",
    }
)  # fmt: skip

_ALIKE = 0.86
_MOST_OTHER_LETTERS = 3

SHEET_NAMES: dict[TableName, tuple[str, ...]] = {
    "patients": (
        "patients", "patient", "participants", "subjects", "demographics", "demography",
        "baseline", "demographie", "sujets", "pacientes", "demografia", "patienten", "cohort",
    ),
    "tms_courses": ("tms", "tms courses", "rtms", "smtr", "stimulation", "tms sessions", "emt"),
    "infusions": (
        "infusions", "infusion", "ketamine", "perfusions", "perfusion", "infusiones", "infusoes",
        "infusionen", "doses", "treatments", "traitements",
    ),
    "assessments": (
        "assessments", "assessment", "ratings", "scores", "madrs", "evaluations", "echelles",
        "mesures", "evaluaciones", "avaliacoes", "bewertungen", "outcomes", "phenotype madrs",
    ),
    "adverse_events": (
        "adverse events", "adverse event", "ae", "aes", "events", "side effects", "ei",
        "evenements indesirables", "effets indesirables", "effets secondaires",
        "eventos adversos", "efectos adversos", "unerwunschte ereignisse", "nebenwirkungen",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A field that a header may mean, and how surely (0–1)."""

    field: Field
    confidence: float
    how: str


_LEGEND = re.compile(r"(\w{1,12})\s*[=:]\s*([^\W\d_][\w ]{0,20}?)\s*(?=[,;/)\]]|$)")


def legend(header: str) -> dict[str, str]:
    """Return what a header says its codes stand for, empty unless it names two.

    Examples
    --------
    >>> legend("Sexe (1=H, 2=F)"), legend("Weight (kg)")
    ({'1': 'H', '2': 'F'}, {})
    """
    found = dict(_LEGEND.findall(header))
    return found if len(found) > 1 else {}


def without_legend(header: str) -> str:
    """Return a header without the codes that it explains."""
    if legend(header) or re.search(r"\(\s*\d\s*[/,]\s*\d\s*\)", header):
        bare = re.sub(r"[(\[].*?[)\]]", " ", header)
        return _LEGEND.sub(" ", bare).strip(" ,;/") or header
    return header


def sheet_table(name: str) -> TableName | None:
    """Return the table that a sheet's or file's name stands for, None for none."""
    folded = fold(name)
    for table, title in TABLES.items():
        if folded in (fold(table), fold(title), *SHEET_NAMES[table]):
            return table
    for table, names in SHEET_NAMES.items():
        if any(re.search(rf"\b{re.escape(known)}\b", folded) for known in names if len(known) > 4):
            return table
    return None


def matches(header: str, tables: Iterable[TableName]) -> list[Match]:
    """Return the fields a header may mean, the likeliest first."""
    folded = fold(header)
    found = [match for table in tables for match in _in_table(folded, table)]
    return sorted(found, key=lambda match: -match.confidence)


@lru_cache(maxsize=1 << 14)
def _in_table(folded: str, table: TableName) -> tuple[Match, ...]:
    said = frozenset(folded.split())
    best: dict[Field, tuple[float, str]] = {}
    for field, name in _worth_comparing(folded, said, table):
        likeness = _likeness(folded, said, name), name.how
        if likeness[0] >= 0.55 and likeness > best.get(field, (0, "")):
            best[field] = likeness
    return tuple(Match(field, *likeness) for field, likeness in best.items())


def _worth_comparing(
    folded: str, said: frozenset[str], table: TableName
) -> Iterable[tuple[Field, _Name]]:
    """Return the names that share a word with a header; all, where it may be one misspelt."""
    if len(folded) >= 5 and not any(c.isdigit() for c in folded):
        return _index(table)[""]
    return [
        found for word in (*said, folded.replace(" ", "")) for found in _index(table).get(word, ())
    ]


@cache
def _index(table: TableName) -> dict[str, list[tuple[Field, _Name]]]:
    """Return a table's names by each of their words and without spaces; all under ""."""
    index: dict[str, list[tuple[Field, _Name]]] = {"": []}
    for field in get_fields(table):
        for name in _names(field):
            index[""].append((field, name))
            for word in {*name.words, name.text.replace(" ", "")}:
                index.setdefault(word, []).append((field, name))
    return index


@dataclass(frozen=True)
class _Name:
    """A field's folded name, its words, and where it is declared."""

    text: str
    words: frozenset[str]
    how: str


@cache
def _names(field: Field) -> tuple[_Name, ...]:
    declared = ((field.key, "key"), (field.title, "title"), *((a, "alias") for a in field.aliases))
    return tuple(_Name(fold(name), frozenset(fold(name).split()), how) for name, how in declared)


def _likeness(header: str, said: frozenset[str], name: _Name) -> float:
    if header == name.text:
        return 1.0
    extra = said - name.words
    if name.words <= said:
        if not extra:
            return 0.92
        if extra <= _FILLER:
            return 0.85 if len(name.text) > 2 else 0.6
        if len(name.text) > 3:
            return 0.72 - 0.06 * len(extra)
    if abs(len(header) - len(name.text)) > 4 or not header:
        return 0
    if header.replace(" ", "") == name.text.replace(" ", ""):
        return 0.9 if len(name.text) > 4 else 0.8
    return _resemblance(header, name.text)


def _resemblance(header: str, name: str) -> float:
    """Return how surely a header is a name with a slip of the pen in it."""
    if min(len(name), len(header)) < 5 or abs(len(name) - len(header)) > 2:
        return 0
    if len(set(name) ^ set(header)) > _MOST_OTHER_LETTERS:
        return 0
    matcher = SequenceMatcher(None, header, name)
    if matcher.quick_ratio() < _ALIKE:
        return 0
    ratio = matcher.ratio()
    return 0.7 * ratio if ratio >= _ALIKE else 0


@cache
def known_names() -> frozenset[str]:
    """Return every folded name of every field."""
    return frozenset(name.text for field in FIELDS for name in _names(field))
