"""What was done with the data is in the report and the workbook, and of no patient by id."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.cohort import Correction, Exclusion
from ketgui.domain.edits import PatientExclusion, RowChange, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.protocols import KetamineProtocol
from ketgui.reporting.documents.model import Heading, TableBlock
from ketgui.reporting.documents.report import build_report, build_result_tables
from ketgui.reporting.tables.data_notes import build_data_notes
from ketgui.statistics.analysis import analyse
from ketgui.text import language


def test_nothing_done_is_no_table_and_no_heading(example):
    assert build_data_notes(example).rows == ()
    assert Heading("Data notes") not in build_report(example).blocks


def test_a_correction_has_its_old_and_new_value_and_its_reason(example):
    edits = (
        RowChange("patients", 0, {"age": 44}, {"patient_id": "SYN01"}, "typing slip"),
        PatientExclusion("SYN03", "moved away"),
    )
    cohort = apply_edits(example.cohort, edits)
    old = example.cohort.patients["age"].iloc[0]
    table = build_data_notes(analyse(cohort, AnalysisPlan()))
    assert table.rows == (
        ("Value corrected", "Age", f"{old:g}", "44", "typing slip"),
        ("Patient excluded", "", "", "", "moved away"),
    )
    assert "SYN" not in str(table.rows)


def test_a_value_of_a_file_has_the_header_of_its_column(example):
    cohort = replace(
        example.cohort,
        corrections=(
            Correction("missing", "not rated", column="MADRS J1", old="31"),
            Correction("removed", "a total"),
        ),
        excluded=(Exclusion("X1", "withdrew"),),
    )
    with language("fr"):
        rows = build_data_notes(analyse(cohort, AnalysisPlan())).rows
    assert rows == (
        ("Valeur traitée comme manquante", "MADRS J1", "31", "", "not rated"),
        ("Ligne laissée de côté", "", "", "", "a total"),
        ("Patient exclu", "", "", "", "withdrew"),
    )


def test_missing_scores_are_counted(analysis_of):
    rows = build_data_notes(analysis_of([(30, None), (28, None), (None, 10), (30, 12)])).rows
    assert rows == (
        ("Score before treatment missing", "MADRS", "", "1 patient", ""),
        ("Score after treatment missing", "MADRS", "", "2 patients", ""),
    )


def test_deviations_are_listed_without_their_patient(example):
    plan = AnalysisPlan(treatment=PlannedTreatment((), KetamineProtocol(duration_minutes=40)))
    analysis = analyse(example.cohort, plan)
    rows = build_data_notes(analysis).rows
    assert len(rows) == 126
    assert rows[0] == ("Deviation: Duration", "Infusion 1", "40.00\u00a0min", "60.00\u00a0min", "")
    assert "SYN" not in str(rows)


def test_the_notes_are_in_the_report_and_in_the_workbook(analysis_of):
    analysis = analysis_of([(30, None), (30, 12), (28, 10)])
    blocks = build_report(analysis).blocks
    place = blocks.index(Heading("Data notes"))
    notes = blocks[place + 1]
    assert isinstance(notes, TableBlock)
    assert notes.supplements
    assert "data_notes" in {table.key for table in build_result_tables(analysis)}
