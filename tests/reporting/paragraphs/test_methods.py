"""The Methods paragraph: what it says, what it leaves visible, and what a reader would miss."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment, Tolerances
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.reporting.paragraphs.methods import (
    assess_completeness,
    describe_exposure,
    describe_treatment,
)
from ketgui.statistics.analysis import analyse
from ketgui.text import language
from tests.paragraphs import methods_paragraph, report_markdown

NB = "\u00a0"
TMS: dict[str, Any] = {preset.key: preset.protocol for preset in TMS_PRESETS}
KETAMINE: Any = KETAMINE_PRESETS[0].protocol


def planned(*tms, ketamine=KETAMINE, **tolerances) -> AnalysisPlan:
    return AnalysisPlan(treatment=PlannedTreatment(tms, ketamine, Tolerances(**tolerances)))


def plainly(analysis) -> str:
    return methods_paragraph(analysis).replace(NB, " ")


def test_both_treatments_as_planned(example):
    words = plainly(analyse(example.cohort, planned(TMS["payette_2023_magventure"])))
    for said in (
        "TMS was delivered with a MagVenture stimulator (coil: B70; target: left DLPFC; "
        "localisation: BeamF3) at 120 % of the motor threshold",
        "3000 pulses in 15 min: 30 trains of 5 s at 20 Hz, separated by 25 s",
        "(drug: racemic ketamine; route: intravenous) was given at 0.5 mg/kg over 60 min "
        "(0.5 mg/kg/h)",
        "3 a week for 2 weeks were planned, 6 for each patient",
        "A dose more than 10 %, a duration more than 5 min or an interval more than 1 day from",
    ):
        assert said in words
    assert "the dose based on [not reported];" in words
    assert "Brainsway" not in words


def test_what_is_received_is_said_where_nothing_is_planned(example):
    words = plainly(example)
    assert "a MagVenture stimulator" in words
    assert "a Brainsway stimulator" in words
    assert (
        "(drug: [not reported]; route: [not reported]) was given at 0.5 mg/kg over 60 min" in words
    )
    assert "deviation" not in words
    assert describe_exposure(example) == ""


def test_bursts_and_a_single_train(example):
    one = replace(TMS["right_1_hz"], train_seconds=1200.0, pulses_per_session=1200.0)
    plan = planned(TMS["saint_itbs_1800"], one, spacing_days=0.5)
    said = describe_treatment(analyse(example.cohort, plan))
    sentences = [words.replace(NB, " ") for words in said.values()]
    assert sentences[1] == (
        "Each session delivered 1800 pulses in 10 min: 60 trains of 2 s, separated by 8 s, of "
        "bursts of 3 pulses at 50 Hz, repeated at 5 Hz."
    )
    assert "(type: resting; found by: [not reported])" in sentences[0]
    assert sentences[2] == "The course comprised 50 sessions (10 a day), 90 000 pulses in all."
    assert sentences[4] == "Each session delivered 1200 pulses at 1 Hz in one train of 20 min."
    assert "an interval more than 0.5 days from" in sentences[-1]


def test_a_session_lasts_as_printed_else_its_nominal_time(example):
    brainsway = TMS["payette_2023_brainsway"]
    assert "1980 pulses in 20 min: 55 trains" in plainly(
        analyse(example.cohort, planned(brainsway))
    )
    derived = planned(replace(brainsway, session_minutes=None))
    assert "1980 pulses in 20 min 10 s: 55 trains" in plainly(analyse(example.cohort, derived))


def test_continuous_theta_bursts_are_one_train_and_1_hz_needs_its_pulses_alone(example):
    continuous = TmsProtocol(
        frequency_hz=5, pulses_per_burst=3, burst_frequency_hz=50, trains=1, train_seconds=40
    )
    slow = TmsProtocol(frequency_hz=1, trains=1, pulses_per_session=900)
    words = plainly(analyse(example.cohort, planned(continuous, slow)))
    assert (
        "600 pulses in one train of 40 s, of bursts of 3 pulses at 50 Hz, repeated at 5 Hz"
    ) in words
    assert "900 pulses at 1 Hz in one train of 15 min." in words
    missed = assess_completeness(analyse(example.cohort, planned(slow))).missing
    assert "train_seconds" not in [one.parameter.key for one in missed]


def test_nothing_known_leaves_every_gap_visible():
    nothing = analyse(Cohort(), AnalysisPlan())
    assert len(describe_treatment(nothing)) == 4
    assert methods_paragraph(nothing).count("[not reported]") == 25
    found = assess_completeness(nothing)
    assert found.reported == 0
    assert found.wanted == len(found.missing)
    assert "## Methods" not in report_markdown(nothing)


def test_infusions_and_deviations_in_one_sentence(example):
    plan = planned()
    whole = analyse(example.cohort, plan)
    assert describe_exposure(whole) == (
        "Infusions received: 126 of 126 planned, with no deviation."
    )
    rows = example.cohort.infusions
    cut = rows[~((rows["patient_id"] == "SYN07") & (rows["infusion_number"] > 4))]
    fewer = analyse(replace(example.cohort, infusions=cut), plan)
    assert describe_exposure(fewer) == ("Infusions received: 124 of 126 planned, with 1 deviation.")
    assert describe_exposure(fewer) in report_markdown(fewer)


def test_completeness_names_each_missing_parameter_with_its_place(example):
    tms = (TMS["payette_2023_magventure"], TmsProtocol())
    found = assess_completeness(analyse(example.cohort, planned(*tms, ketamine=KetamineProtocol())))
    first = [
        one.parameter.key
        for one in found.missing
        if (one.treatment, one.protocol_index) == ("tms", 0)
    ]
    assert first == [
        "motor_threshold_type",
        "motor_threshold_method",
        "sessions",
        "sessions_per_day",
    ]
    assert {(one.treatment, one.protocol_index) for one in found.missing} == {
        ("tms", 0),
        ("tms", 1),
        ("ketamine", 0),
    }
    # Nothing of ketamine is planned: what the infusions record stands in.
    ketamine = [one.parameter.key for one in found.missing if one.treatment == "ketamine"]
    assert "dose_mg_per_kg" not in ketamine
    assert found.wanted - found.reported == len(found.missing)


def test_the_paragraph_is_in_the_users_language(example):
    with language("fr"):
        words = plainly(analyse(example.cohort, planned(TMS["payette_2023_brainsway"])))
        assert "La SMTr" in words
        assert "0,5 mg/kg en 60 min (0,5 mg/kg/h; poids de référence" in words
        assert "[non rapporté]" in words
        assert "not reported" not in words
