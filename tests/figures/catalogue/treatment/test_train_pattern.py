"""One session and one train."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.figures.catalogue.treatment import train_pattern
from ketgui.figures.spec import Bars, Lines
from ketgui.statistics.analysis import analyse
from tests.figures.catalogue.treatment.presets import PAPER, TMS
from tests.figures.marks import marks


@pytest.mark.parametrize(
    ("key", "trains", "pulses"),
    [
        ("payette_2023_magventure", 30, 100),
        ("payette_2023_brainsway", 55, 36),
        ("standard_10_hz", 75, 40),
        ("itbs_600", 20, 30),
        ("saint_itbs_1800", 60, 30),
    ],
)
def test_a_session_has_its_trains_and_a_train_its_pulses(key, trains, pulses):
    session = marks(train_pattern.draw_session(TMS[key]), Bars)
    assert [len(bars.x0) for bars in session] == [trains - 1, 1]
    # The train that is drawn by itself is the session's first, in the same colour.
    (alone,) = marks(train_pattern.draw_train(TMS[key]), Bars)
    assert (session[1].x0, session[1].colour) == ((0.0,), alone.colour)
    assert session[0].colour != alone.colour
    (lines,) = marks(train_pattern.draw_train(TMS[key]), Lines)
    assert len(lines.paths) == pulses


def test_theta_bursts_are_three_pulses_20_ms_apart_every_200_ms():
    times = train_pattern.compute_pulse_seconds(TMS["itbs_600"])
    assert times[:4] == pytest.approx((0, 0.02, 0.04, 0.2))
    assert max(times) < 2


def test_a_long_train_is_a_block_and_an_unknown_one_a_reason():
    long = TmsProtocol(frequency_hz=1, train_seconds=1800, trains=1)
    panel = train_pattern.draw_train(long)
    assert marks(panel, Lines) == []
    assert [len(bars.x0) for bars in marks(train_pattern.draw_session(long), Bars)] == [0, 1]
    unknown = TMS["right_1_hz"]
    assert train_pattern.draw_session(unknown).reason == "Not reported: Train duration."
    assert train_pattern.draw_train(unknown).reason == "Not reported: Train duration."
    impossible = replace(long, frequency_hz=-1.0)
    assert train_pattern.draw_train(impossible).reason == "A value of the protocol cannot be."


@pytest.mark.parametrize("named", ["pulses_per_train", "pulses_per_session"])
def test_a_train_of_which_only_the_pulses_are_known_is_drawn_in_its_time(named):
    one = replace(TMS["right_1_hz"], **{named: 360})
    (bars,) = [bars for bars in marks(train_pattern.draw_session(one), Bars) if bars.x0]
    assert (bars.x0, bars.x1) == ((0.0,), (6.0,))
    train = train_pattern.draw_train(one)
    assert train.reason == ""
    (lines,) = marks(train, Lines)
    assert [len(lines.paths), lines.paths[-1][0]] == [360, (359.0, 0.0)]


def test_planned_protocols_are_drawn_before_those_received(example):
    received = train_pattern.build(example)
    assert [panel.title for panel in received.panels[::2]] == ["MagVenture B70", "Brainsway H1"]
    planned = train_pattern.build(analyse(example.cohort, PAPER))
    assert [panel.title for panel in planned.panels] == ["Brainsway H1", "One train"]
    assert planned.panels[0].subtitle == "Brainsway H1: 1980 pulses in 20:10\u00a0min"
    unnamed = (TMS["itbs_600"], TMS["standard_10_hz"])
    both = replace(PAPER, treatment=replace(PAPER.treatment, tms=unnamed))
    several = train_pattern.build(analyse(example.cohort, both))
    assert [panel.title for panel in several.panels[::2]] == ["TMS 1", "TMS 2"]
