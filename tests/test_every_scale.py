"""Every figure, table and sentence on each scale: its own name and range, and no other scale's."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff, Scale
from ketgui.domain.scales import SCALES
from ketgui.figures.catalogue import FIGURES
from ketgui.reporting import analysis_json
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.tables.display_table import build_table
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.text import LANGUAGES, language

DECLARED = (
    Scale("wellbeing", "Wellbeing", 0, 40, higher_is_better=True, response=Cutoff(">=", 50),
          remission=Cutoff(">=", 30)),
    Scale("hama", "HAM-A", 0, 56),
)  # fmt: skip
OUTCOMES = (*(scale for scale in SCALES if scale.kind != "improvement"), *DECLARED)
# A published study is named with its own scale.
LITERATURE = "literature_forest"


def analysed(analysis_of: Any, scale: Scale) -> Any:
    span = scale.high - scale.low
    shares = (
        (0.9, 0.1), (0.8, 0.7), (0.6, 0.65), (0.7, 0.3), (0.5, None), (0.75, 0.2), (None, 0.4),
    )  # fmt: skip
    pairs = [
        tuple(None if one is None else float(scale.low + round(span * one)) for one in pair)
        for pair in shares
    ]
    if scale.higher_is_better:
        pairs = [tuple(None if x is None else scale.high + scale.low - x for x in p) for p in pairs]
    scales = (scale,) if scale in DECLARED else ()
    return analysis_of(pairs, AnalysisPlan(scale=scale.key, scales=scales))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scale", OUTCOMES, ids=lambda scale: scale.key)
def test_words_speak_of_the_scale_that_is_analysed(analysis_of, scale, code):
    with language(code):
        analysis = analysed(analysis_of, scale)
        said = [sentence.text for sentence in compose_sentences(analysis)]
        for figure in FIGURES:
            spec = figure.build(analysis)
            if figure.key != LITERATURE:
                said += [spec.caption, *(panel.title for panel in spec.panels)]
        for result in analysis.results.values():
            assert build_table(result).rows is not None
    words = " ".join(said)
    # What is not set is said once, never filled into a definition.
    assert "a reduction of not set" not in words
    assert "score not set" not in words
    others = {other.title for other in SCALES} - {scale.title, "CADSS", "BPRS+"}
    assert scale.title in words
    # Nobody scores within a remission that is not defined, whatever is missing.
    if scale.remission is None:
        assert analysis[Outcomes].already == ()
    if scale.higher_is_better:
        assert "reduction" not in words.replace("percent reduction", "")
        assert "before − after" not in words
    for other in others:
        assert f"{other} " not in words.replace(scale.title, ""), other
    assert analysis_json.write_json(analysis)


@pytest.mark.parametrize("scale", OUTCOMES, ids=lambda scale: scale.key)
def test_axes_are_those_of_the_scale(analysis_of, scale):
    analysis = analysed(analysis_of, scale)
    (panel,) = next(one for one in FIGURES if one.key == "before_after").build(analysis).panels
    assert (panel.y.low, panel.y.high) == (scale.low, scale.high)
