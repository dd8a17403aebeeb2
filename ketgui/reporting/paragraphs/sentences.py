"""The sentences of the report in order, each with a key so that it can be copied or edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ketgui.reporting.paragraphs.analysis_methods import describe_outcomes, describe_statistics
from ketgui.reporting.paragraphs.limitations import list_limitations
from ketgui.reporting.paragraphs.methods import describe_exposure, describe_treatment
from ketgui.reporting.paragraphs.preparation import describe_preparation
from ketgui.reporting.paragraphs.prose import describe_rank_tests, describe_results
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
    """A generated sentence.

    Attributes
    ----------
    key : str
        Name of the statement, the same for all data: "results.change".
    heading : str
        The heading above it (English, translated where shown).
    text : str
        In the current language and style.
    """

    key: str
    heading: str
    text: str


def compose_sentences(analysis: Analysis) -> tuple[Sentence, ...]:
    """Return all sentences in the order of the report; none without patients."""
    # A report without patients has no method and no limitation to describe.
    if analysis.cohort.enrolled == 0:
        return ()
    results = describe_results(analysis)
    preparation = {"preparation": describe_preparation(analysis)}
    return (
        *_label_sentences("treatment", TREATMENT, describe_treatment(analysis)),
        *_label_sentences("outcomes", OUTCOMES, describe_outcomes(analysis)),
        *_label_sentences("statistics", STATISTICS, preparation),
        *_label_sentences("statistics", STATISTICS, describe_statistics(analysis)),
        *_label_sentences("results", PATIENTS, {"patients": results.pop("patients")}),
        *_label_sentences("results", PATIENTS, {"exposure": describe_exposure(analysis)}),
        *_label_sentences("results", SAFETY, {"safety": results.pop("safety")}),
        *_label_sentences("results", EFFECT, {"change": results.pop("change")}),
        *_label_sentences("results", EFFECT, {"ranks": describe_rank_tests(analysis)}),
        # Whatever was not taken out above: a new sentence of the Results appears here by itself.
        *_label_sentences("results", EFFECT, results),
        *_label_sentences("limitations", LIMITATIONS, list_limitations(analysis)),
    )


def _label_sentences(part: str, heading: str, texts: Mapping[str, str]) -> tuple[Sentence, ...]:
    return tuple(Sentence(f"{part}.{key}", heading, text) for key, text in texts.items() if text)
