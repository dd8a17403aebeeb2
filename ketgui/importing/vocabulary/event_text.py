"""Events as they are written into cells: several in one, with words or signs of severity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ketgui.domain.events.adverse_events import SOC_OF_TERM
from ketgui.domain.events.event_terms import find_preferred_term, is_no_event
from ketgui.domain.folding import fold
from ketgui.importing.vocabulary.words import tidy

_SEVERITIES = {
    word: severity
    for severity, words in (
        ("mild", "mild mildly slight slightly leger legere legers legeres legerement leve leves "
                 "leicht leichte leichter minor faible minime lite"),
        ("moderate", "moderate moderately mod modere moderee moderes moderees moderement moderado "
                     "moderada massig massige massiger moyen moyenne"),
        ("severe", "severe severely sev severes severement severo severa intense intenso intensa "
                   "schwer schwere schwerer marked important importante importants importantes "
                   "fort forte"),
    )
    for word in words.split()
}  # fmt: skip
_SIGNS = {"+": "mild", "++": "moderate", "+++": "severe"}
_SHORT_FOR = {"n v": ("nausea", "vomiting"), "nv": ("nausea", "vomiting")}
_PAIR = re.compile(r"\bn\s*[/&+]\s*v\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|(?<=\s))\d{1,2}[.)]\s+(?=[^\W\d])")
# The stroke of "BP 180/100" separates nothing either.
_RATIO, _HIDDEN_STROKE = re.compile(r"(?<=\d)/(?=\d)"), "\u2215"
# What denies any event, and what denies one only before its name: "no sleep" is an event.
_DENIED = re.compile(r"(?:denie[sd]|denying|absence (?:of|de|d)|nie|niega|nega|verneint) (.+)")
_NEGATED = re.compile(
    r"(?:no|not|non|pas (?:de|d|du|des)|sans|aucune?s?|without|free of|sin|sem|kein(?:e|en)?|ohne)"
    r" (.+)"
)
_OR = re.compile(r" (?:or|nor|ou|ni|o|oder|and|et|y|e|und) ")
# "No nausea, vomiting or headache" denies all three.
_NEGATED_LIST = re.compile(
    r"\b(?:no|pas d\w*|sans|aucune?|without|sin|sem|keine?|ohne|denie[sd]|nie|nega)\b[^;.|\n]*?"
    r"\b(?:or|nor|ou|ni|o|oder)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\s+(?=(?:but no|mais pas|without|sans|ohne)\s)", re.IGNORECASE)
# How often, how long and what became of it is no part of an event's name.
_TIMES = re.compile(r"\b(?:x ?\d+|\d+ ?x|\d+ ?(?:fois|times|veces|mal|vezes))\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_TAIL = re.compile(
    r"\b(?:resolved|treated|relieved|after|during|for|since|lasting|resolue?s?|traitee?s?"
    r"|soulagee?s?|apres|durant|pendant|depuis|nach|bei)\b.*"
)
_PASSING = frozenset(
    {"transient", "transitory", "brief", "briefly", "short", "passing", "some", "occasional",
     "transitoire", "transitoires", "passagere", "passageres", "passager", "passagers", "breve",
     "breves", "bref", "brefs", "quelques", "transitorio", "transitoria", "pasajera",
     "passageira", "vorubergehend", "vorubergehende", "kurz"}
)  # fmt: skip
# A comma before what only qualifies a term: "hallucination, visual" is one event.
_COMMA = re.compile(
    r",(?!\s*(?:visual|auditory|tactile|olfactory|gustatory|mixed|aggravated|transient|intermittent"
    r"|visuelles?|auditives?|tactiles?|olfactives?|gustatives?|mixtes?|aggravée?s?|transitoires?"
    r"|intermittente?s?)\s*(?:[,;]|$))",
    re.IGNORECASE,
)
# "Nausea and vomiting" is two events, "pins and needles" one: see `_split_joined`.
_AND = re.compile(r"\s+(?:and|et|y|e|und|&|\+)\s+", re.IGNORECASE)
# What a person draws for "nothing".
_DRAWN = frozenset("Ø∅ø⌀")
NO_EVENT = "none"


@dataclass(frozen=True)
class WrittenEvent:
    """An event in a cell: its term, and how severe it is called, empty where nothing says so."""

    term: str
    severity: str = ""


@lru_cache(maxsize=1 << 12)
def read_events(cell: str) -> list[WrittenEvent]:
    """Return the events that a cell names.

    Examples
    --------
    >>> [(e.term, e.severity) for e in read_events("mild nausea; headache +++")]
    [('nausea', 'mild'), ('headache', 'severe')]
    >>> [e.term for e in read_events("N/V")], [e.term for e in read_events("Ø")]
    (['nausea', 'vomiting'], ['none'])
    """
    text = tidy(cell)
    if text in _DRAWN or is_no_event(text):
        return [WrittenEvent(NO_EVENT if text in _DRAWN else text)]
    parts = _split_cell(cell)
    occurred = [part for part in parts if not is_denied(part)]
    if parts and not occurred:
        return [WrittenEvent(NO_EVENT)]
    return [event for part in occurred for event in _make_events(part)]


def is_doubtful(cell: str) -> bool:
    """Tell whether a cell leaves open which events there were: "nausea?", "no nausea, headache".

    Examples
    --------
    >>> [is_doubtful(c) for c in ("nausea?", "denies nausea, headache", "headache, no nausea")]
    [True, True, False]
    """
    text = tidy(cell)
    if text in ("?", "??") or is_no_event(text):
        return False
    parts = [part for piece in re.split(r"[;|\n]", cell) for part in _split_cell(piece)]
    after = [b for a, b in pairwise(parts) if is_denied(a) and not is_denied(b)]
    return "?" in text or (";" not in cell and any(_is_known(part) for part in after))


def is_denied(part: str) -> bool:
    """Tell whether a text says that an event did not happen: "no nausea", "denies headache".

    Examples
    --------
    >>> is_denied("pas de nausée"), is_denied("no sleep"), is_denied("denies hearing voices")
    (True, False, True)
    """
    folded = fold(part)
    if _DENIED.fullmatch(folded) or is_no_event(folded):
        return True
    negated = _NEGATED.fullmatch(folded.removeprefix("but ").removeprefix("mais "))
    return negated is not None and all(
        _is_known(_find_core(_take_severity(name)[0])) for name in _OR.split(negated[1])
    )


def _is_known(term: str) -> bool:
    return find_preferred_term(term) in SOC_OF_TERM


def find_severity(word: str) -> str:
    """Return the severity that a word or a sign says by itself, empty for none.

    Examples
    --------
    >>> find_severity("++"), find_severity("légère"), find_severity("nausea")
    ('moderate', 'mild', '')
    """
    return _SIGNS.get(tidy(word), "") or _SEVERITIES.get(fold(word), "")


def _split_cell(cell: str) -> list[str]:
    # The stroke of "N/V" separates nothing, and is hidden until the cell is split.
    text = _RATIO.sub(_HIDDEN_STROKE, _PAIR.sub("n_v", cell))
    text = _NUMBERED.sub(";", text.replace("|", ";").replace("\n", ";").replace("/", ";"))
    text = _NEGATED_LIST.sub(lambda match: match[0].replace(",", " or"), text)
    # Where semicolons separate the events, a comma belongs to the words of one.
    pieces = text.split(";") if ";" in text else _COMMA.split(text)
    shown = (piece.replace("n_v", "N/V").replace(_HIDDEN_STROKE, "/") for piece in pieces)
    parts = [tidy(part) for piece in shown for part in _WITHOUT.split(piece)]
    return [part for whole in parts if whole for part in _split_joined(whole)]


def _split_joined(part: str) -> list[str]:
    """Return two events joined by "and", where both are known ones."""
    events = _AND.split(part)
    are_known = all(_is_known(_take_severity(event)[0]) for event in events)
    return events if len(events) > 1 and are_known else [part]


def _make_events(part: str) -> list[WrittenEvent]:
    term, severity = _take_severity(part)
    terms = _SHORT_FOR.get(fold(term)) or _SHORT_FOR.get(fold(_drop_asides(term)))
    return [WrittenEvent(name, severity) for name in terms or (_find_core(term),)]


def _find_core(term: str) -> str:
    """Return the known event that a text names beside circumstances; else the text as it is."""
    if _is_known(term):
        return term
    folded = fold(_drop_asides(term))
    tail = _TAIL.search(folded)
    if tail and not any(map(_is_known, tail[0].split())):
        folded = folded[: tail.start()]
    core = " ".join(word for word in folded.split() if word not in _PASSING)
    return core if _is_known(core) else term


def _drop_asides(term: str) -> str:
    """Return a text without counts and brackets, unless these name an event themselves."""
    asides = (*_ASIDE.finditer(term), *_TIMES.finditer(term))
    for aside in asides:
        if not any(map(_is_known, fold(aside[0]).split())):
            term = term.replace(aside[0], " ")
    return tidy(term)


def _take_severity(part: str) -> tuple[str, str]:
    """Return an event without the words of its severity, and the severity."""
    signs = re.search(r"(?<!\+)(\+{1,3})\s*$|^\s*(\+{1,3})(?=\s)", part)
    sign = next((s for s in signs.groups() if s), "") if signs else ""
    text = part.replace(sign, " ") if sign else part
    severity = _SIGNS.get(sign, "")
    term_words: list[str] = []
    for word in text.split():
        word_severity = _SEVERITIES.get(fold(word), "")
        # A sign counts before words, and the first word before later ones.
        severity = severity or word_severity
        if not word_severity:
            term_words.append(word)
    term = re.sub(r"\(\s*\)|^[\s:,–-]+|[\s:,–-]+$", "", " ".join(term_words)).strip()
    # A cell that says "severe" alone names no event without it.
    return (term, severity) if term and severity else (part, "")
