"""What a header means: compared with the fields' names without case, accents and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ketgui.domain.fields import FIELDS, TABLES, Field, TableName, get_fields
from ketgui.domain.folding import fold
from ketgui.domain.scale_names import find_named_scale
from ketgui.importing.vocabulary.visit_words import COUNTED_DAYS

# Words that a header may carry without meaning another thing.
_FILLER = frozenset(
    {
        "the", "of", "at", "in", "no", "nr", "num", "number", "value", "total", "score", "result",
        "patient", "subject", "pt", "de", "du", "des", "la", "le", "les", "del", "da", "do", "dos",
        "en", "valeur", "resultat", "valor", "wert", "years", "annees",
        "jahren", "year", "ans", "anos", "jahre", "kg",
        "mg", "hz", "min", "sec", "s", "minutes", "seconds", "secondes", "mm", "dd", "yyyy", "aaaa",
        "what", "was", "is", "your", "participant", "votre", "quel", "quelle", "est", "ihr", "wie",
        "cual", "su", "qual", "yn", "please", "enter", "which", "this", "veuillez", "saisir",
        "entrer", "bitte", "geben", "sie", "ein", "ihren",
        "puntuacion", "puntaje", "pontuacao", "escore", "punktzahl",
    }
)  # fmt: skip

TMS_WORDS = frozenset({"tms", "rtms", "smtr", "emt"})
_NONE: frozenset[str] = frozenset()
# Words that change nothing for one field, and may for another.
_OWN_FILLER = {
    key: frozenset(words.split())
    for key, words in (
        ("age", "inclusion baseline entry enrolment enrollment consent study at treatment "
                "admission yrs y time l a"),
        ("sex", "m f h w d"),
        ("weight_kg", "baseline body corporel corporal korper actual day lb lbs pounds livres "
                      "libras"),
        ("dose_mg", "ketamine iv given received administered donnee recue administree ketamina "
                    "ketamin infusion perfusion"),
        ("dose_mg_per_kg", "ketamine iv given received ketamina per par infusion perfusion "
                           "administered"),
        ("duration_minutes", "infusion perfusion"),
        ("date", "visit visite visita rating assessment evaluation time infusion perfusion "
                 "session treatment traitement"),
        ("infusion_number", "infusion perfusion"),
    )
}  # fmt: skip
# Words that a table's columns carry ahead of their own name.
_TABLE_FILLER: dict[TableName, frozenset[str]] = {
    "patients": frozenset({"pt", "demo", "bl", "incl", "demog", "dm", "dem", "trd"}),
    "tms_courses": TMS_WORDS,
    "infusions": frozenset({"inf", "infusion", "perf", "perfusion", "ket", "ketamine", "kx"}),
    "assessments": frozenset({"rating", "assessment", "evaluation"}),
    "adverse_events": frozenset(
        {"ae", "aes", "ei", "ea", "sae", "event", "adverse", "side", "effect"}
    ),
}
# Words that make another field of a name.
_DENIED = {
    "infusion_number": frozenset({"min", "minutes", "mg", "kg", "date", "day", "time"}),
    "dose_mg": frozenset({"kg"}),
    "dose_mg_per_kg": frozenset({"total", "totale"}),
    "weight_kg": frozenset({"gain", "loss", "change", "perte", "prise", "birth", "naissance"}),
    "moment": frozenset({"oid", "ordinal", "id", "number", "num", "date", "status", "type"}),
    "age": frozenset({"onset", "diagnosis", "first", "debut", "inicio", "beginn", "gestational"}),
}
_CLOCK_FILLER = frozenset({"study", "number", "no", "num", "of", "etude", "nr", "since", "from",
                           "baseline", "estudio", "visit", "after", "in", "n"})  # fmt: skip

SHEET_NAMES: dict[TableName, tuple[str, ...]] = {
    "patients": (
        "patients", "patient", "participants", "subjects", "demographics", "demography",
        "baseline", "demographie", "sujets", "pacientes", "demografia", "patienten", "cohort",
    ),
    "tms_courses": (
        "tms", "tms courses", "rtms", "r tms", "smtr", "stimulation", "tms sessions", "emt",
    ),
    "infusions": (
        "infusions", "infusion", "ketamine", "perfusions", "perfusion", "infusiones", "infusoes",
        "infusionen", "doses", "treatments", "traitements",
    ),
    "assessments": (
        "assessments", "assessment", "ratings", "scores", "evaluations", "echelles",
        "mesures", "evaluaciones", "avaliacoes", "bewertungen", "outcomes",
    ),
    "adverse_events": (
        "adverse events", "adverse event", "ae", "aes", "ae log", "ae list", "events",
        "side effects", "ei", "s e", "s es", "sfx", "effets", "effets sec",
        "evenements indesirables", "effets indesirables", "effets secondaires",
        "efeitos adversos", "efeitos colaterais", "efectos secundarios",
        "eventos adversos", "efectos adversos", "unerwunschte ereignisse", "nebenwirkungen",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A field that a header may mean, the confidence (0–1), and the kind of name that matched."""

    field: Field
    confidence: float
    how: str


_LEGEND = re.compile(r"(\w{1,12})\s*[=:]\s*([^\W\d_][\w ]{0,20}?)\s*(?=[,;/)\]]|$|\s\w{1,12}\s*=)")


def read_legend(header: str) -> dict[str, str]:
    """Return what a header says its codes stand for, empty unless it names two.

    Examples
    --------
    >>> read_legend("Sexe (1=H, 2=F)"), read_legend("Weight (kg)")
    ({'1': 'H', '2': 'F'}, {})
    """
    codes = dict(_LEGEND.findall(header))
    return codes if len(codes) > 1 else {}


# "(0/1)", "(y/n)", "(oui/non)".
_TWO_CODES = re.compile(
    r"\(\s*(?:\d\s*[/,]\s*\d|(?:y|yes|o|oui|s|si|sí|sim|j|ja)\s*/\s*(?:n|no|non|não|nein))\s*\)",
    re.IGNORECASE,
)


def drop_legend(header: str) -> str:
    """Return a header without the codes that it explains."""
    if read_legend(header) or _TWO_CODES.search(header):
        bare = re.sub(r"[(\[].*?[)\]]", " ", header)
        return _LEGEND.sub(" ", bare).strip(" ,;/") or header
    return header


def split_header(header: str) -> list[str]:
    """Return the code and the wording of a header that holds both, as LimeSurvey writes them.

    Examples
    --------
    >>> split_header("moment. Moment of the visit"), split_header("Perf. no")
    (['moment', 'Moment of the visit'], [])
    """
    code, mark, wording = header.partition(". ")
    # An abbreviation before a point is short: "Perf. no", "Nr. 2".
    return [code, wording] if mark and re.fullmatch(r"\w{2,30}", code) and " " in wording else []


def find_sheet_table(name: str) -> TableName | None:
    """Return the table that a sheet's or file's name stands for, None for none."""
    folded = fold(name)
    for table, title in TABLES.items():
        if folded in (fold(table), fold(title), *SHEET_NAMES[table]):
            return table
    for table in SHEET_NAMES:
        if _compile_sheet_names(table).search(folded):
            return table
    return "assessments" if find_named_scale(name) else None


@cache
def _compile_sheet_names(table: TableName) -> re.Pattern[str]:
    """Return the pattern of the names that stand for a table within a longer name."""
    long = (re.escape(name) for name in SHEET_NAMES[table] if len(name) > 4)
    return re.compile(rf"\b(?:{'|'.join(long)})\b")


def find_matches(header: str, tables: Iterable[TableName]) -> list[Match]:
    """Return the fields a header may mean, the likeliest first."""
    folded = fold(header)
    candidates = [match for table in tables for match in _match_in_table(folded, table)]
    return sorted(candidates, key=lambda match: -match.confidence)


# A workbook repeats its headers from sheet to sheet, and each is matched several times.
@lru_cache(maxsize=1 << 14)
def _match_in_table(folded: str, table: TableName) -> tuple[Match, ...]:
    header_words = frozenset(folded.split())
    best: dict[Field, tuple[float, str]] = {}
    for field, name in _list_comparable(folded, header_words, table):
        likeness = _measure_likeness(folded, header_words, name, field), name.how
        if likeness[0] >= 0.55 and likeness > best.get(field, (0, "")):
            best[field] = likeness
    return tuple(Match(field, *likeness) for field, likeness in best.items())


def _list_comparable(
    folded: str, header_words: frozenset[str], table: TableName
) -> list[tuple[Field, _Name]]:
    """Return the names that share a word with a header, and those that it may misspell."""
    names, by_word, by_shape = _index_names(table)
    keys = {at for word in (*header_words, folded.replace(" ", "")) for at in by_word.get(word, ())}
    # A short header is a code, and one with a digit is one of a series: one letter more or less
    # makes another of each.
    if len(folded) >= 5 and not any(c.isdigit() for c in folded):
        lengths = range(len(folded) - 1, len(folded) + 2)
        keys.update(at for length in lengths for at in by_shape.get((folded[0], length), ()))
    return [names[at] for at in sorted(keys)]


_Names = list[tuple[Field, "_Name"]]


@cache
def _index_names(
    table: TableName,
) -> tuple[_Names, dict[str, list[int]], dict[tuple[str, int], list[int]]]:
    """Return a table's names, and where they stand by words, and by first letter and length.

    The words are each word of a name, and the whole name without spaces.
    """
    names = [(field, name) for field in get_fields(table) for name in _list_names(field)]
    by_word: dict[str, list[int]] = {}
    by_shape: dict[tuple[str, int], list[int]] = {}
    for at, (_field, name) in enumerate(names):
        for word in {*name.words, name.text.replace(" ", "")}:
            by_word.setdefault(word, []).append(at)
        by_shape.setdefault((name.text[:1], len(name.text)), []).append(at)
    return names, by_word, by_shape


@dataclass(frozen=True)
class _Name:
    """A field's folded name, its words, and where it is declared."""

    text: str
    words: frozenset[str]
    how: str


@cache
def _list_names(field: Field) -> tuple[_Name, ...]:
    declared = ((field.key, "key"), (field.title, "title"), *((a, "alias") for a in field.aliases))
    return tuple(_Name(fold(name), frozenset(fold(name).split()), how) for name, how in declared)


def _measure_likeness(
    header: str, header_words: frozenset[str], name: _Name, field: Field
) -> float:
    """Return how surely a header means a field by one of its names (0–1), 0 for not at all.

    The numbers rank the ways in which a header can resemble a name: only their order matters, and
    whether they reach the limit of ``_match_in_table``.
    """
    if header == name.text:
        return 1.0
    extra = header_words - name.words
    if extra & _DENIED.get(field.key, _NONE):
        return 0
    if name.words <= header_words:
        if not extra:
            return 0.92
        if extra <= _FILLER | _OWN_FILLER.get(field.key, _NONE) | _TABLE_FILLER[field.table]:
            return 0.85 if len(name.text) > 2 else 0.6
        # A word that nobody knows may turn a number or a date into another one: age at onset.
        if len(name.text) > 3 and (field.kind in ("text", "choice") or len(name.words) > 1):
            return (0.72 if field.kind != "date" else 0) - 0.06 * len(extra)
        return 0
    if abs(len(header) - len(name.text)) > 4 or not header:
        return 0
    # "infusionnumber" for "infusion number".
    if header.replace(" ", "") == name.text.replace(" ", ""):
        return 0.9 if len(name.text) > 4 else 0.8
    return 0.68 if is_slip(header, name.text) else 0


def is_slip(header: str, name: str) -> bool:
    """Tell whether a header is a name with one letter too many, too few, wrong or exchanged.

    Examples
    --------
    >>> is_slip("stimultor", "stimulator"), is_slip("inpatient", "patient")
    (True, False)
    """
    if min(len(name), len(header)) < 5 or abs(len(name) - len(header)) > 1:
        return False
    # From the first letter that differs, the rest must agree after one letter of either is
    # dropped, or the two next ones are exchanged. A first letter is rarely mistyped.
    start = next(
        (at for at, pair in enumerate(zip(header, name, strict=False)) if pair[0] != pair[1]),
        min(len(header), len(name)),
    )
    if start == 0:
        return False
    a, b = header[start:], name[start:]
    exchanged = a[:2] == b[:2][::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or exchanged


def find_clock(header: str) -> str:
    """Return the unit in which a column such as "week" or "Jour" counts, empty for none.

    Examples
    --------
    >>> [find_clock(header) for header in ("Week", "study_month", "weekday", "MADRS week 2")]
    ['weeks', 'months', '', '']
    """
    words = [word for word in fold(header).split() if word not in _CLOCK_FILLER]
    days = COUNTED_DAYS.get(words[0]) if len(words) == 1 else None
    return {1: "days", 7: "weeks", 30: "months"}.get(days or 0, "")


@cache
def list_known_names() -> frozenset[str]:
    """Return every folded name of every field."""
    return frozenset(name.text for field in FIELDS for name in _list_names(field))
