"""The rates as bars."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.figures.catalogue.outcomes import (
    response_remission,
)
from ketgui.figures.spec import Bars, ErrorBars
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.text import language
from tests.figures.marks import marks


def test_bars_of_response_have_their_height_and_interval(example):
    panel, outcomes = response_remission.draw_panel(example), example[Outcomes]
    heights = [mark.y1[0] for mark in marks(panel, Bars)]
    assert heights == pytest.approx(
        [outcomes.response.percent, outcomes.partial_response.percent, outcomes.remission.percent]
    )
    limits = [(mark.low[0], mark.high[0]) for mark in marks(panel, ErrorBars)]
    assert limits[0] == pytest.approx(outcomes.response.ci)


def test_the_caption_says_whether_remitters_count_as_responders(example):
    assert "or remission. Partial" in response_remission.write_caption(example)
    plan = replace(example.plan, remitters_are_responders=False)
    apart = response_remission.write_caption(analyse(example.cohort, plan))
    assert "or remission." not in apart


def test_the_caption_says_how_missing_ratings_were_counted(analysis_of):
    said = response_remission.write_caption(analysis_of([(30, 10), (28, None)]))
    assert "One patient without both ratings counted as not reaching an outcome." in said
    with language("fr"):
        assert "Un patient sans" in response_remission.write_caption(
            analysis_of([(30, 10), (28, None)])
        )
