"""Events as they are written into cells: several in one, with words or signs of severity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
# "Nausea and vomiting" is two events, "pins and needles" one: see `_split_joined`.
_AND = re.compile(r"\s+(?:and|et|y|e|und|&)\s+", re.IGNORECASE)
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
    return [event for part in _split_cell(cell) for event in _make_events(part)]


def _split_cell(cell: str) -> list[str]:
    # The stroke of "N/V" separates nothing, and is hidden until the cell is split.
    text = _PAIR.sub("n_v", cell).replace("|", ";").replace("\n", ";")
    text = text.replace("/", ";")
    # Where semicolons separate the events, a comma belongs to the words of one.
    pieces = text.split(";") if ";" in text else text.split(",")
    parts = [tidy(part.replace("n_v", "N/V")) for part in pieces]
    return [part for whole in parts if whole for part in _split_joined(whole)]


def _split_joined(part: str) -> list[str]:
    """Return two events joined by "and", where both are known ones."""
    events = _AND.split(part)
    are_known = all(
        find_preferred_term(_take_severity(event)[0]) in SOC_OF_TERM for event in events
    )
    return events if len(events) > 1 and are_known else [part]


def _make_events(part: str) -> list[WrittenEvent]:
    term, severity = _take_severity(part)
    terms = _SHORT_FOR.get(fold(term), (term,))
    return [WrittenEvent(name, severity) for name in terms]


def _take_severity(part: str) -> tuple[str, str]:
    """Return an event without the words of its severity, and the severity."""
    signs = re.search(r"(?<![+\w])\s*(\+{1,3})\s*$|^\s*(\+{1,3})(?=\s)", part)
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
