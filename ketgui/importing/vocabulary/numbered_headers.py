"""Headers with the number of an infusion in them: "dose_1", "Infusion 2 weight"."""

from __future__ import annotations

import re

from ketgui.domain.folding import fold

_OF_INFUSIONS = r"infusion(?:en|es)?|perfusion|infusao|inf|perf|ketamine?|ketamina?|ket|kx|k"
_NUMBERED = re.compile(
    rf"^(?:(?:{_OF_INFUSIONS})(?: (?:no|nr|num|number))? ?(?P<first>\d{{1,2}}))"
    rf" (?P<behind>.+)$"
    rf"|^(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th|re|ere|er|e|eme) (?:{_OF_INFUSIONS})"
    rf" (?P<after>.+)$"
    r"|^(?P<before>.*?[a-z%]) ?(?P<last>\d{1,2})(?: (?:kg|lbs?|mg|mg kg|min))?$"
)


def parse_number(header: str) -> tuple[str, int] | None:
    """Return the name and the number of a header such as "dose_1" or "infusion 2 weight".

    Examples
    --------
    >>> parse_number("infusion 2 weight"), parse_number("Dose3 (mg)"), parse_number("Age")
    (('weight', 2), ('dose', 3), None)
    """
    match = _NUMBERED.fullmatch(fold(header))
    if not match:
        return None
    name = match["behind"] or match["after"] or match["before"]
    number = match["first"] or match["ordinal"] or match["last"]
    bare = re.sub(r"\b(?:infusion|perfusion|inf|perf)\b", "", name).strip()
    return bare or name, int(number)
