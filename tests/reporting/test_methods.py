"""The Methods paragraph: what it says, what it leaves visible, and what a reader would miss."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ketgui.domain.cohort import Cohort
from ketgui.domain.ketamine import KetamineProtocol
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.tms import TmsProtocol
from ketgui.domain.treatment import PlannedTreatment, Tolerances
from ketgui.reporting.files import results_markdown
from ketgui.reporting.methods import (
    completeness,
    exposure_sentence,
    methods_paragraph,
    methods_sentences,
)
from ketgui.statistics.analysis import analyse
from ketgui.text import language

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
        "TMS was delivered with a stimulator by MagVenture (coil: B70; target: left DLPFC; "
        "localisation: BeamF3) at an intensity of 120 % of the motor threshold",
        "3000 pulses in 15:00 min: trains of 5 s at 20 Hz, 30 in number and 25 s apart",
        "(drug: racemic ketamine; route: intravenous) were of 0.5 mg/kg over 60 min (0.5 mg/kg/h)",
        "3 were planned per week (weeks: 2), 6 for each patient",
        "A dose more than 10 %, a duration more than 5 min or an interval more than 1 day from",
    ):
        assert said in words
    assert "the dose based on [not reported];" in words
    assert "Brainsway" not in words


def test_what_is_received_is_said_where_nothing_is_planned(example):
    words = plainly(example)
    assert "stimulator by MagVenture" in words
    assert "stimulator by Brainsway" in words
    assert "(drug: [not reported]; route: [not reported]) were of 0.5 mg/kg over 60 min" in words
    assert "deviation" not in words
    assert exposure_sentence(example) == ""


def test_bursts_and_a_single_train(example):
    one = replace(TMS["right_1_hz"], train_seconds=1200.0, pulses_per_session=1200.0)
    plan = planned(TMS["saint_itbs_1800"], one, spacing_days=0.5)
    sentences = [s.replace(NB, " ") for s in methods_sentences(analyse(example.cohort, plan))]
    assert sentences[1] == (
        "Each session had 1800 pulses in 10:00 min: trains of 2 s, 60 in number and 8 s apart, of "
        "bursts of 3 pulses at 50 Hz, repeated at 5 Hz."
    )
    assert "(type: resting; found by: [not reported])" in sentences[0]
    assert sentences[2] == "The course had 50 sessions (10 a day) and 90 000 pulses."
    assert sentences[4] == "Each session had 1200 pulses in one train of 1200 s at 1 Hz."
    assert "an interval more than 0.5 days from" in sentences[-1]


def test_nothing_known_leaves_every_gap_visible():
    nothing = analyse(Cohort(), AnalysisPlan())
    assert len(methods_sentences(nothing)) == 4
    assert methods_paragraph(nothing).count("[not reported]") == 25
    found = completeness(nothing)
    assert found.reported == 0
    assert found.wanted == len(found.missing)
    assert "## Methods" not in results_markdown(nothing)


def test_infusions_and_deviations_in_one_sentence(example):
    plan = planned()
    whole = analyse(example.cohort, plan)
    assert exposure_sentence(whole) == (
        "Infusions received: 126 of 126 planned, with no deviation."
    )
    rows = example.cohort.infusions
    cut = rows[~((rows["patient_id"] == "SYN07") & (rows["infusion_number"] > 4))]
    fewer = analyse(replace(example.cohort, infusions=cut), plan)
    assert exposure_sentence(fewer) == ("Infusions received: 124 of 126 planned, with 1 deviation.")
    assert exposure_sentence(fewer) in results_markdown(fewer)


def test_completeness_names_each_missing_parameter_with_its_place(example):
    tms = (TMS["payette_2023_magventure"], TmsProtocol())
    found = completeness(analyse(example.cohort, planned(*tms, ketamine=KetamineProtocol())))
    first = [one.parameter.key for one in found.missing if (one.treatment, one.place) == ("tms", 0)]
    assert first == [
        "motor_threshold_type",
        "motor_threshold_method",
        "sessions",
        "sessions_per_day",
    ]
    assert {(one.treatment, one.place) for one in found.missing} == {
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
        assert "0,5 mg/kg en 60 min (0,5 mg/kg/h)" in words
        assert "[non rapporté]" in words
        assert "not reported" not in words
