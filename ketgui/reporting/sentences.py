"""Every sentence of the report by a key of its own, so that each can be copied or edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ketgui.reporting.analysis_methods import outcome_sentences, statistics_sentences
from ketgui.reporting.limitations import limitations
from ketgui.reporting.methods import exposure_sentence, methods_by_key
from ketgui.reporting.prose import ranks_sentence, results_by_key
from ketgui.reporting.style import set_percent
from ketgui.statistics.analysis import Analysis
from ketgui.text import mark

TREATMENT, OUTCOMES, STATISTICS = mark("Treatment"), mark("Outcomes"), mark("Statistics")
PATIENTS, SAFETY, EFFECT = mark("Patients"), mark("Safety"), mark("Effect")
LIMITATIONS = mark("Limitations to consider")
# The parts of the report, in order, under the headings of an article.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Methods"), (TREATMENT, OUTCOMES, STATISTICS)),
    (mark("Results"), (PATIENTS, SAFETY, EFFECT)),
    (mark("Discussion"), (LIMITATIONS,)),
)


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is generated.

    Attributes
    ----------
    key : str
        The same for the same statement, whatever the data: "results.change".
    heading : str
        Under which it stands (English, translated where shown).
    text : str
        In the language and style of the moment.
    """

    key: str
    heading: str
    text: str


def sentences(analysis: Analysis) -> tuple[Sentence, ...]:
    """Return every sentence in the order of the report; none without patients."""
    if analysis.cohort.enrolled == 0:
        return ()
    results = results_by_key(analysis)
    return (
        *_under("treatment", TREATMENT, methods_by_key(analysis)),
        *_under("outcomes", OUTCOMES, outcome_sentences(analysis)),
        *_under("statistics", STATISTICS, statistics_sentences(analysis)),
        *_under("results", PATIENTS, {"patients": results.pop("patients")}),
        *_under("results", PATIENTS, {"exposure": exposure_sentence(analysis)}),
        *_under("results", SAFETY, {"safety": results.pop("safety")}),
        *_under("results", EFFECT, {"change": results.pop("change")}),
        *_under("results", EFFECT, {"ranks": ranks_sentence(analysis)}),
        *_under("results", EFFECT, results),
        *_under("limitations", LIMITATIONS, limitations(analysis)),
    )


def _under(part: str, heading: str, found: Mapping[str, str]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"{part}.{key}", heading, set_percent(text)) for key, text in found.items() if text
    )
