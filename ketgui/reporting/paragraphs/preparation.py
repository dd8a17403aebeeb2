"""The sentence on what the user changed of the data before the analysis."""

from __future__ import annotations

from collections import Counter

from ketgui.domain.cohort import CorrectionKind
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, joined, plural_spelled


def describe_preparation(analysis: Analysis) -> str:
    """Return how many values were corrected or treated as missing, and why.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    str
        Empty where nothing was changed. No value is quoted: it may point to a patient.
    """
    corrections = analysis.cohort.corrections
    if not corrections:
        return ""
    counts = Counter(correction.kind for correction in corrections)
    changes = [change for kind in _KINDS if (change := _count(kind, counts[kind]))]
    sentence = _("Before the analysis, {changes}.", changes=joined(changes))
    reasons = list(dict.fromkeys(c.reason for c in corrections if c.reason))
    if reasons:
        sentence += " " + _("Reasons given: {reasons}.", reasons="; ".join(reasons))
    return sentence


_KINDS: tuple[CorrectionKind, ...] = ("corrected", "missing", "removed")


def _count(kind: CorrectionKind, n: int) -> str:
    """Return how many values or rows were changed in one way, empty for none."""
    if not n:
        return ""
    match kind:
        case "corrected":
            return plural_spelled("{n} value was corrected", "{n} values were corrected", n)
        case "missing":
            return plural_spelled(
                "{n} value was treated as missing", "{n} values were treated as missing", n
            )
        case "removed":
            return plural_spelled("{n} row was left out", "{n} rows were left out", n)
