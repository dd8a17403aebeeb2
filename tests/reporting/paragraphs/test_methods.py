"""The Methods paragraph: what it says, what it leaves visible, and what a reader would miss."""

from __future__ import annotations

import re
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
        "TMS was given to 13 patients with a MagVenture stimulator and B70 coil over the left "
        "DLPFC, located with BeamF3 (20 Hz; 30 trains of 5 s with 25 s between trains; 120% of "
        "motor threshold; 3000 pulses per session, 15 min).",
        "The following details of TMS were not reported: motor threshold type, motor threshold "
        "method, sessions and sessions per day.",
        "Racemic ketamine was given intravenously at 0.5 mg/kg over 60 min, three times a week for "
        "two weeks (six infusions). One detail of ketamine treatment was not reported: weight "
        "basis.",
        "A dose more than 10%, a duration more than 5 min or an interval more than 1 day from",
    ):
        assert said in words
    assert "Brainsway" not in words


def test_what_is_received_is_said_where_nothing_is_planned(example):
    words = plainly(example)
    assert "a MagVenture stimulator" in words
    assert "a Brainsway stimulator" in words
    assert "Ketamine was given at 0.5 mg/kg over 60 min. The following details" in words
    # What one protocol alone lacks is said of it.
    assert "and localisation (Brainsway)." in words
    assert "deviation" not in words
    assert describe_exposure(example) == ""


def test_bursts_and_a_single_train(example):
    one = replace(TMS["right_1_hz"], train_seconds=1200.0, pulses_per_session=1200.0)
    plan = planned(TMS["saint_itbs_1800"], one, spacing_days=0.5)
    said = describe_treatment(analyse(example.cohort, plan))
    sentences = {key: words.replace(NB, " ") for key, words in said.items()}
    assert (
        "(bursts of 3 pulses at 50 Hz, repeated at 5 Hz; 60 trains of 2 s with 8 s between trains; "
    ) in sentences["tms1.device"]
    assert sentences["tms1.device"].endswith("1800 pulses per session, 10 min).")
    assert "of the resting motor threshold;" in sentences["tms1.device"]
    assert sentences["tms1.course"] == (
        "The course comprised 50 sessions (10 a day; 90 000 pulses in all)."
    )
    assert "(1 Hz; one train; " in sentences["tms2.device"]
    assert sentences["tms2.device"].endswith("1200 pulses per session, 20 min).")
    assert "an interval more than 0.5 days from" in sentences["tolerances"]


def test_a_session_lasts_as_printed_else_its_nominal_time(example):
    brainsway = TMS["payette_2023_brainsway"]
    printed = plainly(analyse(example.cohort, planned(brainsway)))
    assert "1980 pulses per session, 20 min)" in printed
    derived = planned(replace(brainsway, session_minutes=None))
    assert "1980 pulses per session, 20 min 10 s)" in plainly(analyse(example.cohort, derived))


def test_continuous_theta_bursts_are_one_train_and_1_hz_needs_its_pulses_alone(example):
    continuous = TmsProtocol(
        frequency_hz=5, pulses_per_burst=3, burst_frequency_hz=50, trains=1, train_seconds=40
    )
    slow = TmsProtocol(frequency_hz=1, trains=1, pulses_per_session=900)
    words = plainly(analyse(example.cohort, planned(continuous, slow)))
    assert (
        "TMS was given (bursts of 3 pulses at 50 Hz, repeated at 5 Hz; one train; 600 pulses per "
        "session, 40 s)."
    ) in words
    assert "TMS was given (1 Hz; one train; 900 pulses per session, 15 min)." in words
    missed = assess_completeness(analyse(example.cohort, planned(slow))).missing
    assert "train_seconds" not in [one.parameter.key for one in missed]


def test_a_protocol_known_in_part_is_described_by_what_is_known(example):
    whole = {
        "stimulator": "Apollo", "coil": "B70", "target": "left DLPFC", "localisation": "5 cm",
        "percent_mt": 110, "frequency_hz": 10, "trains": 75, "train_seconds": 4,
        "inter_train_interval_seconds": 26,
    }  # fmt: skip
    for left_out in range(1, 2 ** len(whole)):
        known = {key: whole[key] for n, key in enumerate(whole) if left_out >> n & 1}
        study = replace(example.study, plan=planned(TmsProtocol(**known)))
        said = describe_treatment(replace(example, study=study))
        words = " ".join(filter(None, said.values())).replace(NB, " ")
        assert not re.search(r"  |\(\)|\{|None| ,| \.|\( ", words), words
        for key, shown in SHOWN.items():
            assert (shown in said["tms1.device"].replace(NB, " ")) == (key in known), (key, words)


SHOWN = {
    "stimulator": "with an Apollo stimulator", "coil": "B70 coil", "target": "over the left DLPFC",
    "localisation": "located with 5 cm", "percent_mt": "110% of motor threshold",
    "frequency_hz": "10 Hz",
}  # fmt: skip


def test_nothing_known_of_a_treatment_is_one_short_sentence():
    nothing = analyse(Cohort(), AnalysisPlan())
    assert methods_paragraph(nothing) == (
        "How TMS was given was not reported. How ketamine was given was not reported."
    )
    found = assess_completeness(nothing)
    assert found.reported == 0
    assert found.wanted == len(found.missing)
    assert "## Methods" not in report_markdown(nothing)


def test_infusions_and_deviations_in_one_sentence(example):
    plan = planned()
    whole = analyse(example.cohort, plan)
    assert describe_exposure(whole) == (
        "All 126 planned infusions were given, without deviation from the plan."
    )
    rows = example.cohort.infusions
    cut = rows[~((rows["patient_id"] == "SYN07") & (rows["infusion_number"] > 4))]
    fewer = analyse(replace(example.cohort, infusions=cut), plan)
    assert describe_exposure(fewer) == (
        "Of 126 planned infusions, 124 were given, with one deviation from the plan."
    )
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
        assert "La SMTr a été administrée à huit patients avec un stimulateur Brainsway" in words
        assert "au-dessus du CPFDL gauche (18 Hz; 55 trains de 2 s séparés de 20 s; " in words
        assert "par voie intraveineuse à raison de 0,5 mg/kg en 60 min, trois fois par" in words
        assert (
            "Les précisions suivantes sur la SMTr n’ont pas été rapportées : localisation" in words
        )
        assert "not reported" not in words
