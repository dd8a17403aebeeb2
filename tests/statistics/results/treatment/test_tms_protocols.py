"""TMS as recorded: protocols told apart, theta bursts, columns of the user's own, dates."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.treatment.protocols import derive_values, find_flags
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.checklists.parameters import CHECKLIST
from ketgui.reporting.paragraphs.methods import assess_completeness, describe_treatment
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.treatment.tms_protocols import SessionSummary, TmsProtocols
from ketgui.statistics.rows import Range

ITBS = {
    "stimulator": "MagVenture", "frequency_hz": 5.0, "pulses_per_burst": 3.0,
    "burst_frequency_hz": 50.0, "train_seconds": 2.0, "inter_train_interval_seconds": 8.0,
    "trains": 20.0, "pulses_per_session": 600.0,
}  # fmt: skip


def test_recorded_theta_bursts_are_no_disagreement(study_of):
    # Clinical facts §3: iTBS 600 takes 3:20, on the device 3:09.
    courses = [{"patient_id": "P01", **ITBS}, {"patient_id": "P02", **ITBS}]
    found = TmsProtocols.compute(study_of([(30, 20)] * 2, tms_courses=courses))
    (one,) = found.protocols
    assert found.patients == (2,)
    assert find_flags(one) == ()
    times = {item.key: item.format() for item in derive_values(one)}
    assert times["pulses_per_session"] == "600"
    assert times["nominal_minutes"].startswith("3:20")
    assert times["device_minutes"].startswith("3:09")
    without = [{k: v for k, v in courses[0].items() if "burst" not in k}]
    (plain,) = TmsProtocols.compute(study_of([(30, 20)], tms_courses=without)).protocols
    said = [flag.message.replace("\u00a0", " ") for flag in find_flags(plain)]
    assert said == ["5 Hz × 2 s × 20 trains = 200; 600 entered"]


def test_a_column_of_ones_own_is_no_parameter(example):
    courses = example.cohort.tms_courses.assign(session_minutes="about 20", course_pulses="many")
    found = analyse(replace(example.cohort, tms_courses=courses), example.plan)[TmsProtocols]
    assert [one.session_minutes for one in found.protocols] == [None, None]
    assert found.patients == (13, 8)


def test_sessions_that_differ_are_a_median_and_a_range(analysis_of):
    courses = [{"patient_id": f"P{n:02d}", **ITBS, "sessions": some}
               for n, some in enumerate((30.0, 20.0, None, 36.0), 1)]  # fmt: skip
    analysis = analysis_of([(30, 20)] * 4, tms_courses=courses)
    found = analysis[TmsProtocols]
    assert found.sessions == (SessionSummary(3, 30.0, 20.0, 36.0),)
    assert found.protocols[0].sessions is None
    assert found.as_dict()[0]["sessions_recorded"]["median"] == 30.0
    said = describe_treatment(analysis)["tms1.course"].replace("\u00a0", " ")
    assert said.startswith("The course comprised 20 to 36 sessions")
    assert "12 000 to 21 600 pulses in all" in said.replace("\u202f", " ").replace(",", " ")
    missing = {item.parameter.key for item in assess_completeness(analysis).missing}
    assert "sessions" not in missing
    told = [row.label.text for row in found.rows() if "Sessions" in row.label.text]
    assert told == ["Sessions in a course, median", "Sessions in a course, range"]
    (pulses,) = (row.cells for row in found.rows() if row.label.text.startswith("Pulses in "))
    assert pulses == (Range(12_000, 21_600, 0),)
    (listed,) = (item for item in CHECKLIST.items(analysis) if item.title == "TMS: sessions")
    assert (listed.answer, listed.to_write) == ("20 to 36", "")


def test_sessions_that_are_alike_are_the_protocol_s(analysis_of):
    courses = [{"patient_id": f"P{n:02d}", **ITBS, "sessions": some}
               for n, some in enumerate((30.0, None), 1)]  # fmt: skip
    found = analysis_of([(30, 20)] * 2, tms_courses=courses)[TmsProtocols]
    assert found.protocols[0].sessions == 30
    assert not [row for row in found.rows() if "range" in row.label.text]


def test_sessions_that_nobody_recorded_are_not_reported(analysis_of):
    analysis = analysis_of([(30, 20)], tms_courses=[{"patient_id": "P01", **ITBS}])
    assert isinstance(analysis[TmsProtocols].sessions[0], Unavailable)
    assert "sessions and sessions per day" in describe_treatment(analysis)["tms.missing"]
    assert "sessions" in {item.parameter.key for item in assess_completeness(analysis).missing}
