"""What the panels of Figure 1 show."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ketgui.figures import theme
from ketgui.figures.bars import LabelledBar, horizontal_bars, vertical_bars
from ketgui.figures.catalogue import figure_1
from ketgui.figures.catalogue.outcomes import (
    before_after,
    item_heat_map,
    normal_quantiles,
    raincloud,
    response_remission,
    scatter,
    trajectories,
    waterfall,
)
from ketgui.figures.catalogue.patients import demographics
from ketgui.figures.catalogue.safety import adverse_events
from ketgui.figures.crowd import passing_lines
from ketgui.figures.spec import Axis, Bars, Errors, Lines, Panel, Points, Rule, Words
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.text import language

NB = "\u00a0"


def marks(panel: Panel, kind: type) -> list:
    return [mark for mark in panel.marks if isinstance(mark, kind)]


def bars(panel: Panel) -> dict[str, Bars]:
    return {mark.hover[0]: mark for mark in marks(panel, Bars)}


def test_figure_1_is_the_four_panels_lettered(example):
    spec = figure_1.build(example)
    assert [panel.letter for panel in spec.panels] == ["A", "B", "C", "D"]
    assert spec.columns == 2
    for letter in "ABCD":
        assert f"({letter})" in spec.caption
    assert [panel.title for panel in spec.panels] == [
        "Patients",
        "Adverse events",
        "MADRS before and after",
        "Response and remission",
    ]


def test_every_patient_is_drawn_once_before_and_once_after(example):
    panel = before_after.panel(example)
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
    panel = before_after.panel(example)
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
    panel, change = before_after.panel(example), example[PairedChange]
    first, second = marks(panel, Errors)
    assert (first.low[0], first.high[0]) == change.mean_before_ci
    first, second = marks(before_after.panel(example, "sd"), Errors)
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
    first, second = marks(spec.panels[0], Errors)
    assert (first.low[0], first.high[0]) == change.mean_before_ci
    assert (second.low[0], second.high[0]) == change.mean_after_ci
    assert f"mean with 95{NB}% CI" in spec.caption


def test_a_single_pair_has_means_without_sd(analysis_of):
    panel = before_after.panel(analysis_of([(30, 15.5)]))
    assert not marks(panel, Errors)
    assert len(marks(panel, Points)) == 4
    assert marks(panel, Points)[0].hover == ("P01: 30 → 15.5",)


def test_the_remission_rule_moves_line_legend_bar_and_caption_together(example):
    plan = replace(example.plan, remission_operator="<=")
    analysis = analyse(example.cohort, plan)
    (rule,) = marks(before_after.panel(analysis), Rule)
    assert f"≤{NB}10" in rule.label
    shown = bars(response_remission.panel(analysis))
    assert f"Remission ≤{NB}10: 5/21 (23.8{NB}%)" in shown
    assert f"score ≤{NB}10 after" in response_remission.caption(analysis)
    starred = [p for p in marks(before_after.panel(analysis), Points) if p.symbol == "star"]
    assert sum(len(p.ids) for p in starred) == 2 * 5


def test_bars_of_response_have_their_height_and_interval(example):
    panel, outcomes = response_remission.panel(example), example[Outcomes]
    heights = [mark.y1[0] for mark in marks(panel, Bars)]
    assert heights == pytest.approx(
        [outcomes.response.percent, outcomes.partial_response.percent, outcomes.remission.percent]
    )
    limits = [(mark.low[0], mark.high[0]) for mark in marks(panel, Errors)]
    assert limits[0] == pytest.approx(outcomes.response.ci)


def test_the_caption_says_whether_remitters_count_as_responders(example):
    assert "or remission. Partial" in response_remission.caption(example)
    plan = replace(example.plan, remitters_are_responders=False)
    apart = response_remission.caption(analyse(example.cohort, plan))
    assert "or remission." not in apart


def test_the_caption_says_how_missing_ratings_were_counted(analysis_of):
    said = response_remission.caption(analysis_of([(30, 10), (28, None)]))
    assert "1 patient without both ratings counted as not reaching an outcome." in said
    with language("fr"):
        assert "1 patient sans" in response_remission.caption(analysis_of([(30, 10), (28, None)]))


def test_adverse_events_are_of_the_enrolled_with_serious_last(example):
    shown = list(bars(adverse_events.panel(example)))
    assert shown[0] == f"dissociation: 12/21 (57.1{NB}%); Mild 9/21 (42.9{NB}%)"
    assert shown[-1] == f"serious (any): 0/21 (0.0{NB}%)"


def test_terms_of_the_built_in_list_are_translated(example):
    with language("fr"):
        shown = list(bars(adverse_events.panel(example)))
    assert any(words.startswith("nausées: ") for words in shown)


def test_seriousness_that_is_not_known_has_no_bar(analysis_of):
    analysis = analysis_of([(30, 15)], adverse_events=[{"patient_id": "P01", "term": "nausea"}])
    assert list(bars(adverse_events.panel(analysis))) == [f"nausea: 1/1 (100.0{NB}%)"]


def test_only_the_most_frequent_terms_are_drawn_and_the_caption_says_so(analysis_of):
    events = [{"patient_id": "P01", "term": f"term {n:02d}", "serious": False} for n in range(15)]
    analysis = analysis_of([(30, 15)], adverse_events=events)
    assert len(bars(adverse_events.panel(analysis))) == 13
    assert adverse_events.build(analysis).caption.endswith("The 12 most frequent of 15 terms.")


def test_patients_are_bars_of_shares_and_means_in_the_title(example):
    panel = demographics.panel(example)
    shown = list(bars(panel))
    assert f"Women: 7/21 (33.3{NB}%)" in shown
    assert f"Comorbid anxiety: 12/21 (57.1{NB}%)" in shown
    assert f"49.8{NB}±{NB}12.5 years" in panel.subtitle
    assert not any(words.startswith("Male") for words in shown)


def test_what_is_not_reported_has_a_bar_that_says_so(analysis_of):
    patients = [{"patient_id": "P01", "sex": "female"}, {"patient_id": "P02", "age": 30}]
    panel = demographics.panel(analysis_of([(30, 15)] * 2, patients=patients))
    assert f"Sex: not reported: 1/2 (50.0{NB}%)" in bars(panel)
    assert panel.subtitle == ""


@pytest.mark.parametrize("part", [demographics, adverse_events, before_after, response_remission])
def test_without_patients_a_panel_is_its_reason(analysis_of, part):
    panel = part.panel(analysis_of())
    assert panel.reason.endswith(".")
    assert not marks(panel, Bars)


def test_the_table_of_a_figure_is_what_its_marks_say_once(example, analysis_of):
    spec = response_remission.build(example)
    assert spec.headers == ("Panel", "Shown")
    assert spec.rows[0] == (
        "Response and remission",
        f"Response ≥{NB}50{NB}%: 4/21 (19.0{NB}%)",
    )
    assert len(set(before_after.build(example).rows)) == len(before_after.build(example).rows)
    assert response_remission.build(analysis_of()).rows[0][1].startswith("No patient")


def test_bars_without_interval_have_words_at_their_end():
    made = [LabelledBar("a", 40.0, "4/10")]
    for draw in (horizontal_bars, vertical_bars):
        panel = draw(made, title="t", axis_label="%", colour="#000000", reason="none")
        assert not marks(panel, Errors)
        assert marks(panel, Words)[0].text == "4/10"


def test_ticks_are_written_with_the_places_of_their_step():
    axis = Axis(0, 1)
    assert [axis.written(0.5, step) for step in (0.1, 0.05, 1, 10)] == ["0.5", "0.50", "0", "0"]
    assert axis.written(20, 20) == "20"
    assert axis.written(-0.05, 0.01) == "−0.05"


def test_without_patients_no_event_has_a_bar(analysis_of):
    panel = adverse_events.panel(analysis_of(adverse_events=[]))
    assert panel.reason
    assert not panel.marks


def test_differences_of_too_many_patients_are_drawn_without_a_test(analysis_of):
    many = [(40.0 - n % 7, 20.0 - n % 11) for n in range(5001)]
    panel = normal_quantiles.panel(analysis_of(many))
    assert not panel.reason
    assert panel.subtitle == ""


def test_everyone_with_a_rating_is_in_the_course_and_the_caption_says_who_is_not(analysis_of):
    infusions = [{"patient_id": f"P0{n}", "day": day} for n in (1, 2, 3) for day in (0, 3)]
    pairs = [(30.0, 12.0), (28.0, None), (None, 20.0), (25.0, 20.0)]
    analysis = analysis_of(pairs, infusions=infusions)
    spec = trajectories.build(analysis)
    (panel,) = spec.panels
    dots = {who for drawn in marks(panel, Points) for who in drawn.ids}
    assert dots == {"P01", "P02", "P03"}
    assert "3 of 4 enrolled patients are drawn." in spec.caption
    assert "1 patient has no rating with a place in the course." in spec.caption
    assert "Not both ratings" in [entry.text for entry in panel.legend]


def test_the_course_can_be_drawn_along_weeks(example):
    assert trajectories.FIGURE.variants is not None
    keys = [key for key, _words in trajectories.FIGURE.variants.choices(example)]
    assert keys == ["infusions", "week"]
    spec = trajectories.FIGURE.variants.build(example, "week")
    assert spec.panels[0].x.label == "Week from the first infusion"
    assert "by week" in spec.caption
    patients = [line for line in marks(spec.panels[0], Lines) if line.ids]
    assert sum(len(line.ids) for line in patients) == 21


def test_without_days_there_is_no_course_by_week(analysis_of):
    analysis = analysis_of([(30.0, 12.0)])
    assert trajectories.FIGURE.variants is not None
    assert len(trajectories.FIGURE.variants.choices(analysis)) == 1
    assert trajectories.build(analysis, "week").panels[0].reason


@pytest.mark.parametrize("build", [before_after.build, scatter.build, raincloud.build])
def test_every_paired_caption_has_its_denominator(analysis_of, build):
    analysis = analysis_of([(30.0, 12.0), (28.0, None), (25.0, 20.0)])
    assert "2 of 3 enrolled patients have both ratings." in build(analysis).caption


def test_a_crowd_is_shaded_by_how_many_lie_in_a_cell(analysis_of):
    pairs = [(30.0, 15.0)] * 1500 + [(20.0, 25.0)] * 600
    analysis = analysis_of(pairs)
    spec = before_after.build(analysis)
    (panel,) = spec.panels
    assert not [line for line in marks(panel, Lines) if line.ids]
    assert len({drawn.colour for drawn in marks(panel, Bars)}) == 2
    assert len(marks(panel, Errors)) == 2
    assert "too many to draw one by one" in spec.caption
    told = {words for cells in marks(scatter.panel(analysis), Bars) for words in cells.hover}
    assert told == {"30 → 15: 1500 patients", "20 → 25: 600 patients"}
    (dots,) = (p for p in scatter.panel(analysis).marks if isinstance(p, Points))
    assert (dots.x, dots.y) == (
        (analysis[PairedChange].mean_before,), (analysis[PairedChange].mean_after,)
    )  # fmt: skip


@pytest.mark.parametrize("figure", [before_after.FIGURE, scatter.FIGURE, trajectories.FIGURE])
def test_the_chosen_are_singled_out_of_a_crowd(analysis_of, figure):
    infusions = [{"patient_id": f"P{n:02d}", "day": 0.0} for n in range(1, 2102)]
    many = analysis_of([(30.0, 9.0 + n % 20) for n in range(2101)], infusions=infusions)
    found = figure.singled(many, frozenset({"P05", "P1900"}), "")
    assert {who for one in found for who in one.ids} == {"P05", "P1900"}
    assert figure.singled(many, frozenset(map(str, many.pairs.patient_id)), "") == ()
    few = analysis_of([(30.0, 9.0 + n) for n in range(5)], infusions=infusions[:5])
    assert figure.singled(few, frozenset({"P05"}), "") == ()


def test_bars_of_a_crowd_have_the_outcome_most_of_them_had(analysis_of):
    pairs = [(30.0, 9.0)] * 1200 + [(30.0, 29.0)] * 1200
    spec = waterfall.build(analysis_of(pairs))
    (panel,) = spec.panels
    wide = {bar.colour: len(bar.x0) for bar in marks(panel, Bars)}
    assert wide == {theme.NON_RESPONDER: 200, theme.REMITTER: 200}
    assert "Each bar stands for neighbours" in spec.caption


def test_bars_too_thin_for_a_symbol_end_in_a_dot(analysis_of):
    few, more = ([(30.0, 9.0 + n % 20) for n in range(size)] for size in (20, 100))
    for pairs, filled in ((few, False), (more, True)):
        dots = marks(waterfall.panel(analysis_of(pairs)), Points)
        assert {dot.filled for dot in dots} == {filled}
        assert sum(len(dot.ids) for dot in dots) == len(pairs)


def test_lines_that_all_end_where_they_start_shade_nothing():
    none = np.array([])
    assert passing_lines((none, none, none, none), 0, 60, "#000000") == ()
    outside = np.array([0.0]), np.array([90.0]), np.array([1.0]), np.array([90.0])
    assert passing_lines(outside, 0, 60, "#000000") == ()


def test_outlying_patients_are_open_diamonds_and_stay(analysis_of):
    pairs = [(30.0, 30.0 - change) for change in (8, 9, 10, 9, 8, 10, 9, 30)]
    spec = normal_quantiles.build(analysis_of(pairs))
    drawn = {p.symbol: p.ids for p in marks(spec.panels[0], Points)}
    assert drawn["diamond"] == ("P08",)
    assert len(drawn["circle"]) == 7
    assert "1 patient outside Tukey's fences" in spec.caption


def test_an_item_apart_stands_apart(analysis_of):
    ratings = [
        {"patient_id": f"P0{n}", "scale": "madrs", "moment": moment, "score": 20.0}
        | {f"item_{item}": float((n + item + after) % 5) for item in (1, 2, 10)}
        for n in range(1, 5)
        for after, moment in enumerate(("before", "after"))
    ]
    spec = item_heat_map.build(analysis_of([(20.0, 20.0)] * 4, assessments=ratings))
    places = [at for at, _name in spec.panels[0].y.ticks or ()]
    assert places[1] - places[2] > places[0] - places[1]
    assert "looked at apart" in spec.caption
    assert "n = 4 of 4 enrolled" in spec.caption
