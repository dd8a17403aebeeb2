"""Every patient before and after, with the means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.figures import theme
from ketgui.figures.catalogue.outcomes import (
    before_after,
    raincloud,
    response_remission,
    scatter,
)
from ketgui.figures.spec import Bars, ErrorBars, Lines, Points, Rule
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from tests.figures.marks import bars, marks

NB = "\u00a0"


def test_every_patient_is_drawn_once_before_and_once_after(example):
    panel = before_after.draw_panel(example)
    patient_lines = [line for line in marks(panel, Lines) if line.ids]
    assert sum(len(line.paths) for line in patient_lines) == 21
    assert {who for line in patient_lines for who in line.ids} == set(example.pairs.patient_id)
    drawn = {
        who: path for line in patient_lines for who, path in zip(line.ids, line.paths, strict=True)
    }
    for who, before, after in zip(
        example.pairs.patient_id, example.pairs.before, example.pairs.after, strict=True
    ):
        assert [y for _x, y in drawn[who]] == [before, after]


def test_outcomes_are_told_by_colour_and_shape(example):
    panel = before_after.draw_panel(example)
    after = [p for p in marks(panel, Points) if p.ids and p.filled]
    assert {(p.colour, p.symbol): len(p.x) for p in after} == {
        (theme.REMITTER, "star"): 2,
        (theme.RESPONDER, "circle"): 2,
        (theme.PARTIAL, "diamond"): 10,
        (theme.NON_RESPONDER, "square"): 7,
    }
    assert [entry.text for entry in panel.legend] == [
        "No response",
        "Partial response",
        "Response",
        "Remission",
    ]


def test_means_and_sds_are_those_of_the_analysis(example):
    panel, change = before_after.draw_panel(example), example[PairedChange]
    first, second = marks(panel, ErrorBars)
    assert (first.low[0], first.high[0]) == change.mean_before_ci
    first, second = marks(before_after.draw_panel(example, "sd"), ErrorBars)
    assert first.low == pytest.approx((change.mean_before - change.sd_before,))
    assert first.high == pytest.approx((change.mean_before + change.sd_before,))
    assert second.high == pytest.approx((change.mean_after + change.sd_after,))
    (rule,) = marks(panel, Rule)
    assert rule.at == 10
    assert f"<{NB}10" in rule.label


def test_the_means_can_have_their_intervals(example):
    variants, change = before_after.FIGURE.variants, example[PairedChange]
    assert variants is not None
    assert [key for key, _words in variants.choices(example)] == ["ci", "sd"]
    spec = variants.build(example, "ci")
    first, second = marks(spec.panels[0], ErrorBars)
    assert (first.low[0], first.high[0]) == change.mean_before_ci
    assert (second.low[0], second.high[0]) == change.mean_after_ci
    assert "mean with 95% CI" in spec.caption


def test_a_single_pair_has_means_without_sd(analysis_of):
    panel = before_after.draw_panel(analysis_of([(30, 15.5)]))
    assert not marks(panel, ErrorBars)
    assert len(marks(panel, Points)) == 4
    assert marks(panel, Points)[0].hover == ("P01: 30 → 15.5",)


def test_the_remission_rule_moves_line_legend_bar_and_caption_together(example):
    plan = replace(example.plan, remission_operator="<=")
    analysis = analyse(example.cohort, plan)
    (rule,) = marks(before_after.draw_panel(analysis), Rule)
    assert f"≤{NB}10" in rule.label
    shown = bars(response_remission.draw_panel(analysis))
    assert f"Remission ≤{NB}10: 5/21 (23.8%)" in shown
    assert f"score ≤{NB}10 after" in response_remission.write_caption(analysis)
    starred = [p for p in marks(before_after.draw_panel(analysis), Points) if p.symbol == "star"]
    assert sum(len(p.ids) for p in starred) == 2 * 5


@pytest.mark.parametrize("build", [before_after.build, scatter.build, raincloud.build])
def test_every_paired_caption_has_its_denominator(analysis_of, build):
    analysis = analysis_of([(30.0, 12.0), (28.0, None), (25.0, 20.0)])
    assert "Two of three enrolled patients have both ratings." in build(analysis).caption


def test_a_crowd_is_shaded_by_how_many_lie_in_a_cell(analysis_of):
    pairs = [(30.0, 15.0)] * 1500 + [(20.0, 25.0)] * 600
    analysis = analysis_of(pairs)
    spec = before_after.build(analysis)
    (panel,) = spec.panels
    assert not [line for line in marks(panel, Lines) if line.ids]
    assert len({drawn.colour for drawn in marks(panel, Bars)}) == 2
    assert len(marks(panel, ErrorBars)) == 2
    assert "too many to draw one by one" in spec.caption
    told = {words for cells in marks(scatter.draw_panel(analysis), Bars) for words in cells.hover}
    assert told == {"30 → 15: 1500 patients", "20 → 25: 600 patients"}
    (dots,) = (p for p in scatter.draw_panel(analysis).marks if isinstance(p, Points))
    assert (dots.x, dots.y) == (
        (analysis[PairedChange].mean_before,), (analysis[PairedChange].mean_after,)
    )  # fmt: skip
